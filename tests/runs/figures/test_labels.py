"""Labels that have changed places with each other, or that belong to no figure of their sentence."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.reporting import CRIME, FORCE, REPOSITORY, VICTIMS, add_year, copied_project

from grantsdata.report.traced import Sentence, expression, figure, html, write
from grantsdata.runs.figures.labels import Call, calls_in, label_faults, printed_faults, share_faults, unmarked
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw

COUNTY = "Cambridgeshire County Council"
TRUST = "Cambridgeshire and Peterborough NHS Foundation Trust"
FIRST, SECOND = figure("£961,260", "sum", stream=VICTIMS), figure("£1,322,248", "sum", stream=CRIME)
POLICE = figure("£587,195", "sum", provider_type="police")
HEALTH = figure("£319,000", "sum", provider_type="health")
NAMED = figure(VICTIMS, "value", "stream", stream=VICTIMS), figure(CRIME, "value", "stream", stream=CRIME)
LEADERS = [figure(name, "rank", "provider", n) for n, name in enumerate((FORCE, TRUST), 1)]
SUMS = [figure(text, "rank_sum", "provider", n) for n, text in enumerate(("£587,195", "£225,000"), 1)]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(Raw(REPOSITORY, "2017-18"))


def faults(text: Sentence, verifier: Verifier) -> list[str]:
    (sentence,) = sentences(BeautifulSoup(f"<p>{html(text)}</p>", "html.parser"))
    return list(label_faults(sentence, verifier))


@pytest.mark.parametrize(
    "text",
    [
        write(f"{VICTIMS} has {{a}}, {CRIME} has {{b}}.", a=FIRST, b=SECOND),
        write(f"{{a}} is from {VICTIMS} and {{b}} from {CRIME}.", a=FIRST, b=SECOND),
        write("{a} is from {x} and {b} from {y}.", a=FIRST, b=SECOND, x=NAMED[0], y=NAMED[1]),
        write("Police get {a}, health {b}.", a=POLICE, b=HEALTH),
        write("{x} gets {a}, {y} {b}.", x=LEADERS[0], a=SUMS[0], y=LEADERS[1], b=SUMS[1]),
        write("The police chief spoke of {a}.", a=FIRST),
        write(f"{VICTIMS} has {{a}}; it is not said what {CRIME} will do.", a=figure("35", "count")),
        write(
            "{a} to {x} for “{service}”.",
            a=figure("£10,000", "sum", provider=FORCE, service="Police Cadets"),
            x=LEADERS[0],
            service=figure("Crimestoppers", "value", "service", service="Crimestoppers"),
        ),
    ],
)
def test_labels_beside_their_figures_are_no_faults(text: Sentence, verifier: Verifier) -> None:
    """A service that is called like a provider is no provider."""
    assert faults(text, verifier) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (write(f"{CRIME} has {{a}}, {VICTIMS} has {{b}}.", a=FIRST, b=SECOND), f"names {CRIME}, {VICTIMS}"),
        (
            write("{a} is from {y} and {b} from {x}.", a=FIRST, b=SECOND, x=NAMED[0], y=NAMED[1]),
            "its figures are about",
        ),
        (write("Health gets {a}, police {b}.", a=POLICE, b=HEALTH), "names health, police"),
        (write("Councils get {a}.", a=POLICE), "names local government, but none"),
        (write("{y} gets {a}, {x} {b}.", x=LEADERS[0], a=SUMS[0], y=LEADERS[1], b=SUMS[1]), f"names {TRUST}, {FORCE}"),
        (write(f"{TRUST} gets {{a}}.", a=SUMS[0]), f"none of its figures is about {TRUST}"),
    ],
)
def test_labels_in_the_place_of_others_are_faults(text: Sentence, says: str, verifier: Verifier) -> None:
    found = faults(text, verifier)
    assert any(says in fault for fault in found), found


def test_the_calls_of_an_expression_are_listed() -> None:
    made = expression("part", expression("sum", stream=VICTIMS), expression("rank_sum", "provider", 1))
    assert calls_in(made) == [
        Call("part", (), {}),
        Call("sum", (), {"stream": VICTIMS}),
        Call("rank_sum", ("provider", 1), {}),
    ]
    assert calls_in("sum(") == []


IMPLIED = figure("£10,000", "sum", award_status="implied")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (write("{a} (including {b} implied) and {c}.", a=SECOND, b=IMPLIED, c=FIRST), []),
        (write("With an implied {b}: {a}, and {c}.", a=SECOND, b=IMPLIED, c=FIRST), []),
        (write("{a} and {c} (including {b} implied).", a=SECOND, b=IMPLIED, c=FIRST), ["£1,322,248"]),
        (write("{a}.", a=SECOND), ["£1,322,248"]),
        (write("{c}.", c=FIRST), []),
        (write("No sum at all."), []),
    ],
)
def test_a_sum_that_counts_an_implied_amount_says_so_beside_it(
    text: Sentence, expected: list[str], verifier: Verifier
) -> None:
    (sentence,) = sentences(BeautifulSoup(f"<p>{html(text)}</p>", "html.parser"))
    assert list(unmarked(sentence, verifier)) == [
        f"{figure} counts an implied amount, and it does not say so" for figure in expected
    ]


def test_providers_that_receive_the_same_may_share_one_sum(tmp_path: Path) -> None:
    """The first of a ranking is then any of them."""
    add_year(
        copied_project(tmp_path / "project"),
        [("GR", "A", FORCE, "£1,000"), ("GR", "B", TRUST, "£1,000"), ("GR", "C", COUNTY, "£10")],
        year="2018-19",
    )
    both = Verifier(Raw(tmp_path / "project", "2018-19"))
    names = [figure(name, "rank", "provider", n) for n, name in enumerate((TRUST, FORCE, COUNTY), 1)]
    each = figure("£1,000", "rank_sum", "provider", 1)
    assert faults(write("{a} and {b} get most: {each} each.", a=names[0], b=names[1], each=each), both) == []
    assert faults(write("{a} and {b} get most: {each} each.", a=names[0], b=names[2], each=each), both)


OF_ALL = figure("25.7%", "share", provider_type="police")
OF_SOME = figure(
    "55.4%", "part", expression("sum", stream=VICTIMS, provider_type="police"), expression("sum", stream=VICTIMS)
)


@pytest.mark.parametrize(
    ("share", "of", "is_right"),
    [
        (OF_ALL, "the money", True),
        (OF_ALL, "all the money", True),
        (OF_ALL, "this stream's money", False),
        (OF_ALL, "the money inside the overall budget", False),
        (OF_ALL, "the awards", False),
        (OF_ALL, "the budget", False),
        (OF_SOME, "this stream's money", True),
        (OF_SOME, "these awards' money", True),
        (OF_SOME, "the money", False),
        (OF_SOME, "all the money", False),
        (OF_SOME, "this stream's awards", False),
    ],
)
def test_a_share_is_said_of_the_money_that_it_is_a_share_of(share: str, of: str, is_right: bool) -> None:
    (sentence,) = sentences(
        BeautifulSoup(f"<p>{html(write('They get {a} of ' + of + '.', a=share))}</p>", "html.parser")
    )
    assert (list(share_faults(sentence)) == []) == is_right


OURS, PRINTED = (
    figure(text, "finding", "total-differs", "Total", f"{name}_gbp")
    for text, name in (("£8", "ours"), ("£9", "printed"))
)


@pytest.mark.parametrize(("first", "second", "is_right"), [(OURS, PRINTED, True), (PRINTED, OURS, False)])
def test_a_sum_of_ours_is_not_said_to_be_printed(first: str, second: str, is_right: bool) -> None:
    text = write("The printed amounts add up to {a}; the paper prints a total of {b}.", a=first, b=second)
    (sentence,) = sentences(BeautifulSoup(f"<p>{html(text)}</p>", "html.parser"))
    assert (list(printed_faults(sentence)) == []) == is_right


def test_a_provider_may_be_called_like_a_type_of_provider(tmp_path: Path) -> None:
    awards = [("GR", "A", FORCE, "£1,000"), ("GR", "B", "Police", "£10")]
    both = Verifier(Raw(add_year(copied_project(tmp_path / "project"), awards, year="2018-19").parents[2], "2018-19"))
    sums = [figure("£1,000", "sum", provider_type="police"), figure("£10", "sum", provider="Police")]
    assert faults(write("Bar chart: police {a}.", a=sums[0]), both) == []
    assert faults(write("Police gets {b}.", b=sums[1]), both) == []
