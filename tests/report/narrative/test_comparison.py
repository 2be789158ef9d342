"""What is said of a year beside an earlier one."""

from pathlib import Path

import pytest
from support.pairs import LAST, THIS, Row, awards
from support.reporting import (
    awards_of_2017,
    paper_of_2017,
)
from support.years import with_two_other_years

from grantsdata import summaries
from grantsdata.awards.earlier import load_earlier
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative import comparison as narrative


@pytest.mark.parametrize(
    ("now", "then", "sentence"),
    [
        ([("A", "X", 100)], [("A", "X", 200)], "The sum of 2017-18 is £1 (50.0%) lower."),
        ([("A", "X", 200)], [("A", "X", 200)], "The sums are the same, to the penny."),
        ([("A", "X", 200)], [("A", "X", 0)], "The sum of 2017-18 is £2 higher."),
        ([("A", "X", None)], [("A", "X", 200)], "So the two years cannot be compared."),
        ([("A", "X", 300), ("B", "X", None)], [("A", "X", 200)],
         "The sum of 2017-18 is £1 (50.0%) higher, as far as the amounts are stated."),
    ],
)  # fmt: skip
def test_the_two_sums_are_told_as_far_as_they_can_be_compared(now, then, sentence):
    told = narrative.comparison_headline(paper_of_2017(), awards(now), awards(then), FinancialYear(2016))
    assert told.endswith(sentence)


def test_what_became_of_the_awards_is_told_in_numbers_that_agree():
    now = [("Hub", "A", 1), ("Boxing club", "A", 1)]
    then = [("Hub", "A", 1), ("Street lights", "B", 1), ("Zoo", "B", 1)]
    totals = summaries.movement_totals(summaries.award_movements(awards(now), awards(then)))
    assert narrative.comparison_verdict(totals, THIS, LAST) == (
        "Of the 2 awards of 2018-19, 1 continues unchanged and 1 is new; 2 of the 3 awards of 2017-18 ended."
    )


def test_remarks_say_what_the_columns_do_not():
    def remarks(now: Row, then: Row, stream: str = "Grants") -> list[str]:
        return narrative.movement_remarks(summaries.award_movements(awards([now]), awards([then], stream)), LAST)

    assert remarks(("Hub", "B", 1), ("Hub", "A", 1)) == ["Provider in 2017-18: A."]
    assert remarks(("Hub", "B", 1), ("Hub", "", 1)) == ["No provider was named in 2017-18."]
    assert remarks(("Hub & go", "A", 1), ("Hub and go", "A", 1)) == ["In 2017-18 called “Hub and go”."]
    assert remarks(("Hub", "A", None), ("Hub", "A", None)) == ["Not stated in 2017-18 either."]
    assert remarks(("Hub", "A", 1), ("Hub", "A", 1), "Other") == ["In 2017-18 in the stream Other."]
    assert remarks(("Hub", "A", 1), ("Hub", "A", 1)) == [""]


def test_a_reader_is_told_of_two_bodies_and_of_years_between(three_years):
    earlier = load_earlier("2017-18", project=three_years)
    movements = summaries.award_movements(awards_of_2017(), earlier.awards)
    assert narrative.comparison_reservations(paper_of_2017(), earlier.paper, movements) == [
        "The two papers are of two bodies: the one of 2015-16 is of the Police and Crime Commissioner for Elsewhere.",
        "2015-16 is not the year just before 2017-18. Nothing here tells of the time between.",
    ]
    assert narrative.comparison_reservations(paper_of_2017(), None, movements) == []


@pytest.fixture
def three_years(tmp_path: Path) -> Path:
    return with_two_other_years(tmp_path)
