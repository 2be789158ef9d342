"""The chart of awards by size: room for their texts, the same bytes, and sentences that agree."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from support.cases import first
from support.ranking import (
    COUNCIL,
    FAMILY,
    IN_ORDER,
    LARGEST,
    crowded,
    drawn,
    svg_of,
    two_renamed,
    with_pence,
    with_refunds,
    words_of,
)
from support.reporting import add_year, awards_of_2017

from grantsdata.awards.load import load_awards
from grantsdata.report import charts
from grantsdata.report.charts import Chart

LONG_NAME = (
    "Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation Trust"
)


# ---- Reading the charts ----------------------------------------------------------------------------------


CHARTS: dict[str, Callable[[pd.DataFrame], Axes]] = {
    "ranked": lambda awards: charts.awards_ranked(awards).axes,
}


HARD: dict[str, Callable[[], pd.DataFrame]] = {
    "the paper": awards_of_2017,
    "nothing implied": lambda: awards_of_2017(include_implied=False),
    "a name of 110 characters": lambda: two_renamed(LONG_NAME),
    "words without an end": lambda: two_renamed("Donau" * 22),
    "wide letters": lambda: two_renamed("W" * 64),
    "refunds": with_refunds,
    "two awards": lambda: with_pence([400_000, 100_000]),
    "all equal": lambda: with_pence([100_000] * 35),
    "nearly all to one": lambda: with_pence([10_000_000, *[100] * 34]),
    "half and most side by side": lambda: with_pence([7_800_000, 300_000, *[56_000] * 33]),
    "five, two of them refunds": lambda: with_pence([500_000, 400_000, 300_000, -200_000, -100_000]),
    "millions with pence": lambda: with_pence([pounds * 100_000 + 11 for pounds in IN_ORDER]),
}


EVERY_HARD_CHART = pytest.mark.parametrize(
    ("chart", "name"), [case for chart in CHARTS for case in first([(chart, name) for name in HARD], 2)]
)


# ---- Room and manners ------------------------------------------------------------------------------------


@EVERY_HARD_CHART
def test_every_text_has_room_of_its_own(chart: str, name: str) -> None:
    assert crowded(CHARTS[chart](HARD[name]())) == []


@EVERY_HARD_CHART
def test_the_chart_has_at_least_half_of_the_width(chart: str, name: str) -> None:
    ax = CHARTS[chart](HARD[name]())
    drawn(ax)
    assert ax.get_position().width >= 0.5


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_drawn_twice_to_the_same_byte_whatever_the_user_s_own_settings(chart: str) -> None:
    usual = svg_of(CHARTS[chart](awards_of_2017()))
    assert b"<svg" in usual
    with matplotlib.rc_context({"font.size": 31, "axes.facecolor": "pink", "svg.hashsalt": None}):
        before = dict(matplotlib.rcParams)
        assert svg_of(CHARTS[chart](awards_of_2017())) == usual
        assert dict(matplotlib.rcParams) == before


def test_names_are_shown_to_the_letter() -> None:
    tree = ElementTree.fromstring(svg_of(charts.awards_ranked(two_renamed("<b>Bold & broke</b> $x$")).axes))
    shown = ["".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert shown.count("<b>Bold & broke</b> $x$") == 2


def test_a_chart_can_be_drawn_into_axes_of_one_s_own_and_leaves_its_table_alone() -> None:
    awards = awards_of_2017()
    own = Figure().subplots()
    assert charts.awards_ranked(awards, ax=own).axes is own
    charts.awards_ranked(awards)
    pd.testing.assert_frame_equal(awards, awards_of_2017())


# ---- Sentences -------------------------------------------------------------------------------------------


def of_year(project: Path) -> pd.DataFrame:
    return load_awards("2018-19", project=project)


def test_without_the_implied_amount_nothing_is_implied() -> None:
    ranked = words_of(awards_of_2017(include_implied=False))
    assert ranked.title.startswith("The largest award is £446,000, 19.6% of the money")
    assert "implied" not in f"{ranked.title} {ranked.alt} {ranked.key}".lower()


def test_few_awards_are_all_told(project: Path) -> None:
    add_year(project, [("GR", "Lights", COUNCIL, "£4,000"), ("GR", "Talks", FAMILY, "£1,000"), ("GR", "Later", "", "")])
    ranked = words_of(of_year(project))
    assert ranked.title == "The largest award is £4,000, 80.0% of the money; the smallest is £1,000"
    assert ranked.alt == "Bar chart of awards, largest first: Lights £4,000; Talks £1,000."
    assert ranked.key == ""


def test_an_implied_amount_among_the_largest_is_marked() -> None:
    awards = awards_of_2017()
    status = awards["award_status"].mask(awards["service"] == LARGEST, "implied")
    ranked = words_of(awards.assign(award_status=status))
    assert ranked.title.startswith("The largest award is £446,000 (implied), 19.5% of the money")
    assert f"{LARGEST} £446,000 (implied);" in ranked.alt


def test_money_that_comes_back_has_no_share() -> None:
    assert words_of(with_refunds()).title.endswith("the smallest is −£50,000")
    ranked = words_of(with_pence([100, -200]))
    assert "%" not in ranked.title + ranked.alt and "share" not in ranked.alt


@pytest.mark.parametrize(
    ("pence", "title"),
    [
        ([], "No award has a stated amount"),
        ([None], "No award has a stated amount"),
        ([400_000], "Only one award has a stated amount"),
        ([400_000, None], "Only one award has a stated amount"),
    ],
)
def test_without_anything_to_compare_there_is_no_chart(pence: list[int | None], title: str) -> None:
    assert words_of(with_pence(pence)) == Chart(title)
