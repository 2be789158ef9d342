"""The chart of what provider types rest on; its sums were added up by hand from the paper and the register."""

from pathlib import Path

from support.figures import bars, span
from support.reporting import (
    add_year,
    awards_of_2017,
)

from grantsdata import load_awards, summaries
from grantsdata.report import charts

BASES = {
    "Paper, high": 1_045_052,
    "Paper, medium": 22_000,
    "Register, high": 638_791,
    "Judgement, high": 29_065,
    "Judgement, medium": 305_000,
    "Judgement, low": 228_600,
    "None (no known provider)": 15_000,
}


def test_each_basis_is_a_bar_and_only_what_is_implied_is_hatched() -> None:
    ax = charts.money_by_basis(summaries.awards_by_basis(awards_of_2017())).axes
    labels = [label.get_text() for label in ax.get_yticklabels()][1:]
    assert {label: sum(round(bar.get_width()) for bar in bars(ax, label)) for label in labels} == BASES
    assert [span(bar) for bar in ax.patches if bar.get_hatch()] == [(218_600, 10_000)]
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == "£1,045,052, 45.8%"
    assert texts[5] == "£228,600 (£10,000 implied), 10.0%"


def test_the_chart_s_words_give_the_money_that_rests_on_a_judgement() -> None:
    words = charts.money_by_basis(summaries.awards_by_basis(awards_of_2017()))
    assert words.title.startswith("£562,665 (£10,000 implied), 24.6% of the money, rests on our judgement")
    assert "Register, high £638,791; Judgement, high £29,065" in words.alt
    assert len(words.alt) <= 250


def test_without_a_judgement_the_words_say_so() -> None:
    awards = awards_of_2017()
    words = charts.money_by_basis(summaries.awards_by_basis(awards[awards["provider_basis"] == "paper"]))
    assert words.title.startswith("No money rests on our judgement")


def test_without_any_amount_there_is_no_chart(project: Path) -> None:
    add_year(project, [("GR", "Lights", "", "TBC")])
    by_basis = summaries.awards_by_basis(load_awards("2018-19", project=project))
    assert charts.money_by_basis(by_basis).alt == ""
