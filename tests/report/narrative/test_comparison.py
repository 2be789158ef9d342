"""What is said of a year beside an earlier one."""

from pathlib import Path

import pandas as pd
import pytest
from support.pairs import LAST, THIS, awards
from support.reading import figures_in
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
        ([("A", "X", 100)], [("A", "X", 200)],
         "In 2017-18: 1 award, £1. That is £1 (50.0%) less than in 2016-17: 1 award, £2."),
        ([("A", "X", 200)], [("A", "X", 200)],
         "In 2017-18: 1 award, £2. That is as much as in 2016-17: 1 award, £2."),
        ([("A", "X", 200)], [("A", "X", 0)],
         "In 2017-18: 1 award, £2. That is £2 more than in 2016-17: 1 award, £0."),
        ([("A", "X", None)], [("A", "X", 200)],
         "In 2017-18: 1 award without any amount. In 2016-17: 1 award, £2. So the years cannot be compared."),
        ([("A", "X", 300), ("B", "X", None)], [("A", "X", 200)],
         "In 2017-18: 2 awards, £3 (1 amount not stated). That is £1 (50.0%) more than in 2016-17: 1 award, £2. Only "
         "stated amounts are compared."),
    ],
)  # fmt: skip
def test_the_two_sums_are_compared_as_far_as_they_can_be(now, then, sentence):
    text = narrative.comparison_headline(paper_of_2017(), awards(now), awards(then), FinancialYear(2016))
    assert text == sentence


def test_each_figure_says_of_which_year_it_is():
    text = narrative.comparison_headline(
        paper_of_2017(), awards([("A", "X", 150)]), awards([("A", "X", 200)]), FinancialYear(2016)
    )
    of = figures_in(text)
    assert of["£1.50"] == "sum()" and of["£2"] == "in_year('2016-17', sum())"
    assert of["£0.50"] == "minus(in_year('2016-17', sum()), sum())"
    assert of["25.0%"] == "part(minus(in_year('2016-17', sum()), sum()), in_year('2016-17', sum()))"
    assert of["2016-17"] == "in_year('2016-17', paper('financial_year'))"


def test_a_first_year_has_nothing_to_compare_with():
    none = awards_of_2017().iloc[:0]
    paper = paper_of_2017()
    assert narrative.comparison_headline(paper, awards_of_2017(), none, None) == (
        "2017-18 is the first year on file. Its paper lists 35 awards, £2,283,508 (including £10,000 implied)."
    )
    assert narrative.comparison_headline(paper, awards_of_2017(), none, FinancialYear(2016)).startswith(
        "The paper of 2016-17 lists no awards. That of 2017-18 lists 35 awards"
    )
    totals = summaries.movement_totals(summaries.award_movements(awards_of_2017(), none))
    assert narrative.comparison_verdict(totals) == "There is nothing to compare them with."
    assert narrative.movement_note(totals) == ""
    assert narrative.about_comparison(paper, None) == "The awards of 2017-18."
    assert narrative.compared_with(paper, None) == "the first year on file"


def test_what_became_of_the_awards_is_counted_from_the_lists():
    now = [("Hub", "A", 1), ("Boxing club", "A", 1)]
    then = [("Hub", "A", 1), ("Street lights", "B", 1), ("Zoo", "B", 1)]
    totals = summaries.movement_totals(summaries.award_movements(awards(now), awards(then)))
    text = narrative.comparison_verdict(totals)
    assert text == "1 award continues unchanged, 1 is new and 2 ended."
    assert list(figures_in(text).values())[-1] == "listed('Awards that ended')"


def test_a_doubtful_pair_is_for_a_person_to_decide():
    now, then = awards([("Park bench", "A", 1)]), awards([("Park benches", "A", 1)])
    totals = summaries.movement_totals(summaries.award_movements(now, then))
    assert narrative.comparison_verdict(totals) == (
        "1 award is doubtful. A person has to say whether a doubtful pair is one award."
    )


def test_a_reader_is_told_of_two_bodies_and_of_years_between(three_years):
    earlier = load_earlier("2017-18", project=three_years)
    movements = summaries.award_movements(awards_of_2017(), earlier.awards)
    assert narrative.comparison_reservations(paper_of_2017(), earlier.paper, movements, earlier.successors) == [
        "The paper of 2015-16 is by another body: Police and Crime Commissioner for Elsewhere.",
        "The years between 2015-16 and 2017-18 are left out.",
    ]
    assert narrative.comparison_reservations(paper_of_2017(), None, movements, earlier.successors) == []


def test_a_note_names_the_years_and_what_is_not_stated():
    now, then = awards([("A", "X", None), ("B", "X", 300)]), awards([("A", "X", 200)])
    sums, unstated = summaries.side_by_side(now, then, "stream"), summaries.unstated_awards(now, then, "stream")
    text = narrative.sides_note(sums, unstated, THIS, LAST)
    assert text == (
        "Before: 2017-18. This year: 2018-19. Amounts not stated: Grants (1 in 2018-19). Changes are of the "
        "stated ones only."
    )
    assert figures_in(text)["1"] == "count(award_status='not stated', stream='Grants')"


def test_a_stream_with_amounts_in_one_year_only_is_part_of_the_total_change():
    now = pd.concat([awards([("A", "X", 200)]), awards([("B", "X", 300)], "Other")])
    now["stream"] = pd.Categorical(now["stream"], ["Grants", "Other"], ordered=True)
    then = awards([("A", "X", 200)])
    sums, unstated = summaries.side_by_side(now, then, "stream"), summaries.unstated_awards(now, then, "stream")
    text = narrative.sides_note(sums, unstated, THIS, LAST)
    assert text.endswith("The total includes £3 more from Other, with amounts in one year only.")
    assert figures_in(text)["£3"] == "minus(sum(stream=['Other']), in_year('2017-18', sum(stream=['Other'])))"


@pytest.fixture
def three_years(tmp_path: Path) -> Path:
    return with_two_other_years(tmp_path)
