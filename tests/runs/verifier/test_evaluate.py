"""Expressions, against figures of the paper that were worked out by hand."""

import pytest
from support.reporting import APPROPRIATE_ADULTS, CRIME, FORCE, REPOSITORY, VICTIMS

from grantsdata.report.traced import expression
from grantsdata.runs.figures.shown import page_kinds
from grantsdata.runs.figures.written import as_text
from grantsdata.runs.verifier.evaluate import Unknown, Verifier, chosen
from grantsdata.runs.verifier.raw import Raw

CRIME_FILE = "data/raw/2017-18/crime-and-disorder-reduction.csv"
TOTAL = "Total Awards, Appendix 1, last row"


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    findings = [
        ("total-differs", "Total Awards, Appendix 1, last row", "warning"),
        ("budget-agrees", VICTIMS, "agrees"),
    ]
    rows = [{"stream": VICTIMS, "awards": "10", "award_gbp": "961260.00"}, {"stream": CRIME, "awards": "25"}]
    return Verifier(Raw(REPOSITORY, "2017-18"), page_kinds({"By stream": rows}, findings))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (expression("sum"), "£2,283,508"),
        (expression("sum", award_status="implied"), "£10,000"),
        (expression("count", provider_type="police"), "5"),
        (expression("count", provider=False), "1"),
        (expression("count", stream={"not": VICTIMS}), "25"),
        (expression("count", arrangement=["Grant agreement", "Single tender"]), "8"),
        (expression("count", **{"contract over £10,000": True}), "5"),
        (expression("share", provider_type="police"), "25.7%"),
        (expression("share", provider=FORCE, among={"stream": VICTIMS}), "55.4%"),
        (expression("distinct", "provider"), "21"),
        (expression("value", "service", award_status="implied"), APPROPRIATE_ADULTS),
        (expression("value", "award_gbp", service="Police Cadets"), "£10,000"),
        (expression("rank", "provider", 1), FORCE),
        (expression("rank", "provider", 2, stream=VICTIMS), "Cambridge and Peterborough Rape Crisis Partnership"),
        (expression("rank_sum", "provider", 1), "£587,195"),
        (expression("rank_count", "provider", 1), "5"),
        (expression("largest_sum", "provider", 2), "£812,195"),
        (expression("least"), "£2,000"),
        (expression("middle"), "£39,000"),
        (expression("most", stream=CRIME), "£150,000"),
        (expression("budget", ""), "£2,300,000"),
        (expression("budget", "VS"), "£1,000,000"),
        (expression("budget", "Youth Fund"), ""),
        (expression("paper", "paper.date"), "11 May 2017 or 2017-05-11"),
        (expression("paper", "financial_year"), "2017-18"),
        (expression("paper", "streams.1.funder"), "Main police grant"),
        (expression("paper", "streams"), "4"),
        (expression("cell", "separate-funds.csv", 2, "Amount"), "£67,000"),
        (expression("cell", "measures.csv", 3, "Figure"), "a third"),
        (expression("cell", "measures.csv", 2, "Figure"), "15,000"),
        (expression("cell", "measures.csv", 2, "Period"), "2016/17"),
        (expression("rows", "contributions.csv", Role="pools"), "5"),
        (expression("rows", "conditions.csv", met_on=True), "0"),
        (expression("finding", "total-differs", TOTAL, "difference_gbp"), "£10,000"),
        (expression("finding", "budget-agrees", VICTIMS, "ours_gbp"), "£961,260"),
        (expression("findings", "warning"), "1"),
        (expression("listed", "By stream"), "2"),
        (expression("listed", "By stream", stream=VICTIMS), "1"),
        (expression("column", "By stream", "awards"), "35"),
        (expression("printed", "a nine-month period"), "a nine-month period"),
        (expression("stream", "YF", "funder"), "Police Property Act"),
        (expression("first_day"), "1 April 2017"),
        (expression("last_day"), "31 March 2018"),
        (expression("of_most", "service"), "Victim and Witness Hub Initial Referral provision"),
        (expression("of_most", "provider", stream=CRIME), "Cambridgeshire and Peterborough NHS Foundation Trust"),
        (expression("cell", "data/raw/2017-18/measures.csv", 3, "Figure"), "a third"),
        (expression("duty", "contract over £10,000", "over_gbp"), "£10,000"),
        (expression("duty", "direct award notice", "since"), "24 February 2025 or 2025-02-24"),
        (expression("duty", "3(f) grant", "place"), "paragraph 3(f)"),
        (expression("minus", expression("constant", "ALIKE"), expression("constant", "SAME_PROVIDER")), "60.0%"),
        (expression("in_file", "data/raw/2017-18/measures.csv", "83 per cent"), "83 per cent"),
        (expression("entry", "By stream", VICTIMS, "award_gbp"), "£961,260"),
        (expression("minus", expression("budget", ""), expression("sum")), "£16,492"),
        (expression("plus", expression("count"), expression("count", provider=False)), "36"),
        (expression("part", expression("count", provider=False), expression("count")), "2.9%"),
        (expression("in_year", "2017-18", expression("count")), "35"),
    ],
)
def test_an_expression_gives_what_was_worked_out_by_hand(made: str, expected: str, verifier: Verifier) -> None:
    assert as_text(verifier.value(made)) == expected


@pytest.mark.parametrize(
    "made",
    [
        "",
        "sum",
        "2 + 2",
        "sum(",
        "total()",
        "sum(colour='red')",
        "rank('provider', 99)",
        "value('provider')",
        "share(stream='No such stream', among={'stream': 'No such stream'})",
        "budget('No such stream')",
        "paper('paper.colour')",
        "cell('measures.csv', 99, 'Figure')",
        "cell('no-such-file.csv', 2, 'Figure')",
        "listed('No such table')",
        "finding('no-such-code', 'Total Awards', 'ours_gbp')",
        "minus(count(), sum())",
        "printed('an invented text')",
        "column('By stream', 'colour')",
        "constant('NO_SUCH_CONSTANT')",
        "duty('no such duty', 'since')",
        "duty('3(f) grant', 'over_gbp')",
        "days_to_publication('least')",
        "entry('By stream', 'No such stream', 'award_gbp')",
        "in_file('data/raw/2017-18/measures.csv', 'an invented text')",
        "in_year('1999-00', count())",
        "__import__('os')",
        "value_of()",
        "sum(stream=open('x'))",
    ],
)
def test_what_cannot_be_worked_out_is_never_passed_in_silence(made: str, verifier: Verifier) -> None:
    with pytest.raises(Unknown):
        verifier.value(made)


def test_a_value_knows_the_awards_that_it_is_made_of(verifier: Verifier) -> None:
    rows = [
        (one["source_file"].rpartition("/")[2], one["source_row"]) for one in verifier.value("rank('provider', 1)").of
    ]
    crime, victims = "crime-and-disorder-reduction.csv", "victims-services.csv"
    assert rows == [(victims, 2), (victims, 3), (victims, 4), (crime, 13), (crime, 24)]


def test_who_share_a_rank_are_as_good_as_each_other(verifier: Verifier) -> None:
    """Two youth funds of £12,000 each: whichever of them a page names, it is right."""
    ranked = verifier.value("rank('service', 1, award_pence=1200000)")
    assert set(ranked.texts) == {"East Cambs Community Safety Partnership", "Tackling rural crime in Cambridgeshire"}


def test_an_amount_of_nothing_is_stated() -> None:
    awards = [{"award_pence": 0}, {"award_pence": None}, {"award_pence": 5}]
    assert chosen(awards, {"award_pence": False}) == [{"award_pence": None}]
    assert len(chosen(awards, {"award_pence": True})) == 2
