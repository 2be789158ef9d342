"""Words that do not fit the figures beside them: most for least, over for under, with for without, another noun."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from support.reporting import CRIME, FORCE, REPOSITORY, VICTIMS

from grantsdata.report.traced import Sentence, expression, figure, html, listed, write
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.figures.words import ranks_out_of_order, word_faults
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw

LEADER = figure(FORCE, "rank", "provider", 1)
LEAST, MOST = figure("£2,000", "least"), figure("£446,000", "most")
FIVE = figure("61.2%", "part", expression("largest_sum", "provider", 5, provider=True), expression("sum"))
FIRST, LAST = figure("1 April 2017", "first_day"), figure("31 March 2018", "last_day")
VICTIMS_SUM, VICTIMS_BUDGET = figure("£961,260", "sum", stream=VICTIMS), figure("£1m", "budget", VICTIMS)
NAMED, NAMELESS = figure("34", "count", provider=True), figure("1", "count", provider=False)
TENDERS = figure("3 awards", "count", arrangement="Single tender")
JUDGED = figure("£562,665", "sum", provider_basis="judgement")
UNMEASURED = figure("£1,687,508", "sum", measured="no measure")
CONDITIONS = figure("6", "rows", "data/raw/2017-18/conditions.csv")
IMPLIED = figure("£10,000", "sum", stream=CRIME, award_status="implied")
CRIME_SUM = figure("£1,322,248", "sum", stream=CRIME)
ENDED, NEW = (figure(n, "listed", "Chains", became=text) for n, text in (("1", "ended"), ("2", "new")))
AGREES, DIFFERS = [("total-agrees", "", "agrees")], [("total-differs", "", "error")]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(Raw(REPOSITORY, "2017-18"))


def faults(text: Sentence, verifier: Verifier, *given: Any) -> list[str]:
    (sentence,) = sentences(BeautifulSoup(f"<p>{html(text)}</p>", "html.parser"))
    return list(word_faults(sentence, verifier, *given))


def said(text: str, **parts: Any) -> Sentence:
    return write(text, **parts)


@pytest.mark.parametrize(
    "text",
    [
        said("{a} gets most.", a=LEADER),
        said("The largest award is {a}; the smallest is {b}.", a=MOST, b=LEAST),
        said("Names at least {a} alike.", a=figure("70%", "constant", "ALIKE")),
        said("Awards run from {a} to {b}.", a=LEAST, b=MOST),
        said("What was awarded from {a} to {b}.", a=FIRST, b=LAST),
        said("It fell from {a} to {b}.", a=MOST, b=LEAST),
        said("The awards fit their budget of {a}.", a=VICTIMS_BUDGET),
        said("These awards use only a part of the budget of {a}.", a=VICTIMS_BUDGET),
        said("The budget is {a}, part of the overall budget.", a=VICTIMS_BUDGET),
        said("{a} go to a provider; {b} has none.", a=NAMED, b=NAMELESS),
        said("{a} were let by single tender, without competition.", a=TENDERS),
        said("It does not say why for {a} of them.", a=figure("any", "count", stream=CRIME, tender_circumstance=True)),
        said("{a} has no named provider.", a=figure("one", "count", provider=False)),
        said("{a}: {b}", a=TENDERS, b=figure("£154,065", "sum", arrangement="Single tender")),
        said("{a} conditions are on file.", a=CONDITIONS),
        said("{a} go to {b} providers.", a=NAMED, b=figure("21", "distinct", "provider")),
        said("{a} (including {b} implied) and {c}.", a=CRIME_SUM, b=IMPLIED, c=VICTIMS_SUM),
        said("{a} ended and {b} is new.", a=ENDED, b=NEW),
        said("{a} was paid for {b}.", a=figure("£5", "added", "f", "c", kind="paid"), b=VICTIMS_SUM),
    ],
)
def test_words_that_fit(text: Sentence, verifier: Verifier) -> None:
    assert faults(text, verifier) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (said("{a} receives least.", a=LEADER), "says smallest; its figures are about the largest"),
        (said("The smallest award is {a}; the largest is {b}.", a=MOST, b=LEAST), "says smallest, then largest"),
        (said("The five smallest get {a}.", a=FIVE), "says smallest"),
        (said("Awards run from {a} to {b}.", a=MOST, b=LEAST), "wrong way round"),
        (said("What was awarded from {a} to {b}.", a=LAST, b=FIRST), "wrong way round"),
        (said("What was awarded from {a} to {b}.", a=FIRST, b=FIRST), "no span"),
        (said("It fell from {a} to {b}.", a=LEAST, b=MOST), "wrong way round"),
        (said("The awards exceed the budget, or are over its {a}.", a=VICTIMS_BUDGET), "not over the budget £1m"),
        (said("These awards are more than the budget of {a}.", a=VICTIMS_BUDGET), "not over the budget £1m"),
        (said("The awards are below {a}.", a=figure("£1.3m", "budget", CRIME)), "not under the budget £1.3m"),
        (said("The budget is {a}, outside the overall budget.", a=VICTIMS_BUDGET), "is not outside"),
        (said("{a} awards have a provider.", a=NAMELESS), "without provider"),
        (said("{a} awards have no provider.", a=NAMED), "says that they have none"),
        (said("It says why for {a} of them.", a=figure("any", "count", stream=CRIME, reasons=True)), "“any” of none"),
        (said("The other {a} are in this paper.", a=figure("22", "count", reasons=False)), "without reasons"),
        (said("{a} name them.", a=figure("7", "count", other_contributors="(not named)")), "without other_contrib"),
        (
            said("Each item of spending over {a}.", a=figure("£10,000", "duty", "contract over £10,000", "over_gbp")),
            "for contracts",
        ),
        (
            said("Each contract over {a}.", a=figure("£500", "duty", "3(g) item over £500", "over_gbp")),
            "for other spending",
        ),
        (said("{a} awards, and a further {a} by the aim.", a=figure("35", "count")), "count() twice"),
        (said("{a} awards have no stated amount.", a=NAMELESS), "the sentence says “no stated amount”"),
        (said("{a} went by open tender.", a=TENDERS), "is about “Single tender”"),
        (said("{a} rest on the register.", a=JUDGED), "is about “judgement”"),
        (said("{a} has a measure.", a=UNMEASURED), "without measured"),
        (said("{a} agreements are on file.", a=CONDITIONS), "counts conditions, not agreements"),
        (said("{a} providers get money.", a=NAMED), "counts awards, not providers"),
        (said("{a} awards get money.", a=figure("21", "distinct", "provider")), "counts providers, not awards"),
        (said("{a} continues and {b} ended.", a=ENDED, b=NEW), "1 counts what is “ended”"),
        (said("{a} returns are late.", a=figure("6", "listed", "Returns", half="missing")), "counts what is “missing”"),
        (said("{a} was held back.", a=figure("£5", "added", "f", "c", kind="paid")), "counts what is “paid”"),
        (said("{a} awards ended.", a=figure("2", "listed", "New awards")), "counts what is “New awards”"),
    ],
)
def test_words_that_do_not(text: Sentence, says: str, verifier: Verifier) -> None:
    found = faults(text, verifier)
    assert any(says in fault for fault in found), found


@pytest.mark.parametrize(
    ("text", "findings", "is_right"),
    [
        ("The figures add up.", AGREES, True),
        ("The figures do not add up.", AGREES, False),
        ("The figures add up.", DIFFERS, False),
        ("Do the figures add up?", DIFFERS, True),
        ("The figures do not add up.", DIFFERS, True),
        ("The awards use only part of a budget.", AGREES, False),
        ("More is awarded than a budget holds.", AGREES, False),
    ],
)
def test_a_verdict_is_that_of_the_findings(text: str, findings: Any, is_right: bool, verifier: Verifier) -> None:
    assert (not faults(Sentence([text]), verifier, findings)) == is_right


def test_whether_a_stream_is_in_the_overall_budget_is_known_from_its_page(verifier: Verifier) -> None:
    text = said("It is outside the overall budget of {a}.", a=figure("£2.3m", "budget", ""))
    assert any("is not outside" in one for one in faults(text, verifier, (), {"stream": VICTIMS}))


@pytest.mark.parametrize(("unknown", "is_wrong"), [("", False), ("Family Action", False), ("Constabulary", True)])
def test_a_type_is_not_the_largest_if_an_unknown_type_may_be(unknown: str, is_wrong: bool, project: Path) -> None:
    """Of the victims' services the constabulary has £532,195, charities £314,065, of which Family Action £29,065."""
    register = project / "data" / "raw" / "providers.csv"
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not unknown or unknown not in line]
    assert bool(unknown) == (len(kept) < len(lines))
    register.write_text("".join(kept), encoding="utf-8", newline="\n")
    leader = figure(
        "police", "rank", "provider_type", 1, stream=VICTIMS, provider_type={"not": ["not in the register"]}
    )
    found = faults(said("Largest share: {kind}.", kind=leader), Verifier(Raw(project, "2017-18")))
    assert [one for one in found if "may not be the largest" in one] == found
    assert bool(found) == is_wrong


def test_a_figure_of_another_year_is_read_within(verifier: Verifier) -> None:
    text = said("{a} receives least.", a=figure(FORCE, "in_year", "2017-18", expression("rank", "provider", 1)))
    assert faults(text, verifier) != []


def test_the_overall_budget_is_not_that_of_the_stream_of_the_page(verifier: Verifier) -> None:
    text = said("They total {a}, against a budget of {b}.", a=VICTIMS_SUM, b=figure("£2.3m", "budget", ""))
    assert any("states the overall budget" in one for one in faults(text, verifier, (), {"stream": VICTIMS}))


@pytest.mark.parametrize(("places", "number"), [((1, 2, 3), 0), ((1, 3, 4), 1), ((1, 3, 2), 1), ((2, 1), 1)])
def test_a_ranking_is_told_from_the_first_on(places: tuple[int, ...], number: int) -> None:
    text = said("{a}.", a=listed([figure(f"Body {n}", "rank", "provider", n) for n in places]))
    page = BeautifulSoup(f"<p>{html(text)}</p>", "html.parser")
    assert len(list(ranks_out_of_order(sentences(page)))) == number
