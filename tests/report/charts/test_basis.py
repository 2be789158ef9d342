"""The chart of what provider types rest on; its sums were added up by hand from the paper and the register."""

from pathlib import Path

from support.reporting import (
    add_year,
    awards_of_2017,
)

from grantsdata import load_awards, summaries
from grantsdata.report import charts

BASES = {
    "The paper's words,\nconfidence high": 1_045_052,
    "The paper's words,\nconfidence medium": 22_000,
    "A public register,\nconfidence high": 638_791,
    "Our judgement,\nconfidence high": 29_065,
    "Our judgement,\nconfidence medium": 305_000,
    "Our judgement,\nconfidence low": 228_600,
    "No provider of a known type": 15_000,
}


def test_the_chart_hatches_what_rests_on_our_judgement() -> None:
    ax = charts.money_by_basis(summaries.awards_by_basis(awards_of_2017())).axes
    labels = [label.get_text() for label in ax.get_yticklabels()]
    widths = [round(bar.get_width()) for bar in ax.patches]
    assert dict(zip(labels, widths, strict=True)) == BASES
    assert [bar.get_hatch() for bar in ax.patches] == [None, None, None, "////", "////", "////", None]
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == "£1,045,052, 45.8%"
    assert texts[5] == "£228,600 (£10,000 implied), 10.0%"


def test_the_chart_s_words_give_the_money_that_rests_on_a_judgement() -> None:
    words = charts.money_by_basis(summaries.awards_by_basis(awards_of_2017()))
    assert words.title.startswith("£562,665 (including £10,000 implied), 24.6% of the money, rests on our judgement")
    assert "our judgement with low confidence £228,600 (including £10,000 implied), 10.0%" in words.alt
    assert "no provider of a known type £15,000, 0.7%" in words.alt
    assert words.key == "Hatched: our judgement."


def test_without_a_judgement_the_words_say_so() -> None:
    awards = awards_of_2017()
    words = charts.money_by_basis(summaries.awards_by_basis(awards[awards["provider_basis"] == "paper"]))
    assert words.title.startswith("No money rests on our judgement")
    assert words.key == ""


def test_without_any_amount_there_is_no_chart(project: Path) -> None:
    add_year(project, [("GR", "Lights", "", "TBC")])
    by_basis = summaries.awards_by_basis(load_awards("2018-19", project=project))
    assert charts.money_by_basis(by_basis).alt == ""
