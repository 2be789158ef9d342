"""Words of comparison that do not fit their figures: second for largest, most of, a mean, more for less."""

import pytest
from bs4 import BeautifulSoup
from support.reporting import FORCE, REPOSITORY, VICTIMS

from grantsdata.report.traced import Sentence, expression, figure, html, write
from grantsdata.runs.figures.compared import comparison_faults
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw

FIRST, SECOND = (figure(name, "rank", "provider", n) for n, name in ((1, FORCE), (2, "Aspire")))
MOST, MIDDLE = figure("£446,000", "most"), figure("£39,000", "middle")
SHARE, HALF = (
    figure("25.7%", "share", provider=FORCE),
    figure("55.4%", "share", provider=FORCE, among={"stream": VICTIMS}),
)
OURS, PRINTED = figure("£1,312,248", "sum", award_status="printed", theme=True), figure("£1.3m", "budget", "CDR")
APART = figure("£12,248", "minus", expression("sum", award_status="printed", theme=True), expression("budget", "CDR"))
OVER, UP_TO = (
    figure("£10,000", "duty", name, key)
    for name, key in (("contract over £10,000", "over_gbp"), ("contract of £10,000 or less", "up_to_gbp"))
)


NOW, THEN = expression("sum"), expression("in_year", "2016-17", expression("sum"))
FELL, ROSE = figure("£5", "minus", THEN, NOW), figure("£5", "minus", NOW, THEN)
THEN = figure("2016-17", "in_year", "2016-17", expression("paper", "financial_year"))


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(Raw(REPOSITORY, "2017-18"))


def faults(text: str, parts: dict[str, str], verifier: Verifier) -> list[str]:
    made: Sentence = write(text, **parts)
    (sentence,) = sentences(BeautifulSoup(f"<p>{html(made)}</p>", "html.parser"))
    return list(comparison_faults(sentence, verifier))


@pytest.mark.parametrize(
    ("text", "wrong", "parts", "says"),
    [
        ("{a} gets most.", "{a} gets second most.", {"a": FIRST}, "none of its figures is that"),
        ("The largest award is {a}.", "The second largest award is {a}.", {"a": MOST}, "“second largest”"),
        ("Next: {a}.", "Last: {a}.", {"a": SECOND}, "does not say that it comes next"),
        ("{a} gets most, {b}.", "{a} gets most of it, {b}.", {"a": FIRST, "b": SHARE}, "more than a half"),
        ("{a}, most of it.", "Mainly {a}; it has {b}.", {"a": HALF, "b": SHARE}, ""),
        ("The award is {a}.", "Most of the money is {a}.", {"a": MOST}, "more than a half"),
        ("The median is {a}.", "The amount is {a}.", {"a": MIDDLE}, "does not say so"),
        ("The awards come to {a}.", "The awards are {a} on average.", {"a": MOST}, "states a mean"),
        ("{a}, {b} more than {c}.", "{a}, {b} less than {c}.", {"a": OURS, "b": APART, "c": PRINTED}, "is not less"),
        ("Worth more than {a}.", "Worth less than {a}.", {"a": OVER}, "a limit over which"),
        ("Worth {a} or less.", "Worth {a} or more.", {"a": UP_TO}, "a limit up to which"),
        ("{a} gets most.", "{a} gets less.", {"a": FIRST}, "is the first of a ranking"),
        ("{a} less than before.", "{a} more than before.", {"a": FELL}, "what the earlier one is larger by"),
        ("{a} more than before.", "{a} less than before.", {"a": ROSE}, "what the later one is larger by"),
        ("Before: {a}.", "This year: {a}.", {"a": THEN}, "says “This year” of 2016-17"),
    ],
)
def test_a_wrong_word_of_comparison_is_caught(
    text: str, wrong: str, parts: dict[str, str], says: str, verifier: Verifier
) -> None:
    assert faults(text, parts, verifier) == []
    found = faults(wrong, parts, verifier)
    assert any(says in fault for fault in found) if says else found == []
