"""Sentences that keep the expressions of their figures."""

import copy
import json
import pickle
from html import unescape

import pytest

from grantsdata.report.traced import (
    Figure,
    attribute,
    capitalised,
    expression,
    figure,
    html,
    joined,
    listed,
    pairs,
    parts_of,
    write,
)

AMOUNT = figure("£5", "sum", stream="A & B")
SHARE = figure("50.0%", "share", stream="A & B")


def test_an_expression_is_a_call_with_its_conditions() -> None:
    assert expression("sum") == "sum()"
    made = expression("rank", "provider", 1, theme=True, provider={"not": "It's"}, stream=["A", "B"])
    assert made == """rank('provider', 1, theme=True, provider={'not': "It's"}, stream=['A', 'B'])"""
    assert expression("minus", expression("sum"), expression("budget", "")) == "minus(sum(), budget(''))"


def test_a_sentence_is_its_text_and_keeps_its_figures() -> None:
    text = write("{a} of it is {b}.", a=AMOUNT, b=SHARE)
    assert text == "£5 of it is 50.0%."
    assert text.parts == ("£5", " of it is ", "50.0%", ".")
    assert [type(part) for part in text.parts] == [Figure, str, Figure, str]


def test_texts_that_are_put_together_keep_their_figures() -> None:
    one = write("it has {a}", a=AMOUNT)
    for text in ("so " + one, one + " now", joined(["", one, "now"]), listed(["a", one, "c"]), capitalised(one)):
        assert [part for part in parts_of(text) if isinstance(part, Figure)] == ["£5"], text
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert capitalised(one) == "It has £5"
    assert capitalised("") == ""
    assert joined([]) == ""
    raised = capitalised(figure("two", "count"))
    assert (raised, raised.parts[0].expression) == ("Two", "count()")  # type: ignore[attr-defined]


def test_a_part_that_ends_with_a_full_stop_gets_no_second_one() -> None:
    origin = figure("Our own money.", "stream", "GR", "origin")
    said = write("From: {origin}. It is {amount}. Paid.", origin=origin, amount="£1.5")
    assert said == "From: Our own money. It is £1.5. Paid."
    assert parts_of(said)[1] == origin


def test_a_template_without_its_part_is_refused() -> None:
    with pytest.raises(KeyError):
        write("{a}", b="x")
    assert write("{{braces}} and {a}", a="{b}") == "{braces} and {b}"


def test_as_html_text_and_expression_are_escaped() -> None:
    text = write("<{a}>", a=AMOUNT)
    assert html(text) == '&lt;<data value="sum(stream=&#x27;A &amp; B&#x27;)">£5</data>&gt;'
    assert html("a<b") == "a&lt;b"


def test_pieces_of_a_text_are_pairs_with_their_expressions() -> None:
    assert pairs(write("x {a}", a=AMOUNT)) == [["x ", ""], ["£5", AMOUNT.expression]]
    assert (pairs("plain"), pairs("")) == ([["plain", ""]], [])


def test_figures_of_an_attribute_are_pairs_in_json() -> None:
    assert attribute("plain") == ""
    made = attribute(write("x {a}", a=AMOUNT), SHARE)
    pairs = json.loads(unescape(made.removeprefix(' data-figures="').removesuffix('"')))
    assert pairs == [["£5", "sum(stream='A & B')"], ["50.0%", "share(stream='A & B')"]]


def test_figures_stay_traced_when_copied_or_sent_to_another_process() -> None:
    text = write("x {a}", a=AMOUNT)
    for copied in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert copied == "x £5"
        assert [part.expression for part in parts_of(copied) if isinstance(part, Figure)] == [AMOUNT.expression]
