"""Every chart of the report, from awards that are hard to draw: room, contrast, letters and bytes."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from matplotlib import colors
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from support.cases import first
from support.figures import (
    Drawing,
    amounts,
    arrangements_chart,
    bars,
    bars_at,
    budgets_chart,
    figure_of,
    middle,
    overspent,
    providers_chart,
    span,
    spans,
    streams_chart,
    themes_chart,
    types_chart,
    with_refunds,
)
from support.reporting import (
    CRIME,
    VICTIMS,
    awards_of_2017,
    budgets_of_2017,
)

from grantsdata import summaries
from grantsdata.report import charts
from grantsdata.report.picture import svg

LONG_NAME = (
    "Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation Trust"
)


# ---- Every chart of the report, from any awards ----------------------------------------------------------


CHARTS: dict[str, Callable[[pd.DataFrame, pd.DataFrame], list[Axes]]] = {
    "budgets": budgets_chart,
    "streams": streams_chart,
    "types": types_chart,
    "providers": providers_chart,
    "arrangements": arrangements_chart,
    "themes": themes_chart,
}


# ---- Awards that are hard to draw ------------------------------------------------------------------------


def renamed(awards: pd.DataFrame, provider: str, service: str) -> pd.DataFrame:
    """The paper's awards, the first under either heading with another provider and service."""
    first = awards.index.isin([0, 10])
    return awards.assign(
        provider=awards["provider"].mask(first, provider), service=awards["service"].mask(first, service)
    )


HARD: dict[str, Callable[[], pd.DataFrame]] = {
    "the paper": awards_of_2017,
    "a name of 110 characters": lambda: renamed(awards_of_2017(), LONG_NAME, LONG_NAME),
    "mathematics and markup": lambda: renamed(awards_of_2017(), "Pay $x_1$ and $y^2$", "<b>Bold & broke</b> $x$"),
    "a word without an end": lambda: renamed(awards_of_2017(), "Donau" * 22, "Schiff" * 18),
    "millions with pence": lambda: amounts(awards_of_2017(), lambda pence: 1000 * pence + 11),
    "one award": lambda: awards_of_2017().iloc[[10]],
    "refunds": with_refunds,
    "more than the budget": overspent,
}


def drawable(chart: str, name: str) -> bool:
    return not (name == "one award" and chart == "arrangements")  # the one award is from the other stream


@cache
def hard_chart(chart: str, name: str) -> "Drawing":
    """A chart with everything in its final place, for several tests to read."""
    return Drawing.of(CHARTS[chart](HARD[name](), budgets_of_2017()))


EVERY_CHART_OF_HARD_AWARDS = pytest.mark.parametrize(
    ("chart", "name"),
    [case for chart in CHARTS for case in first([(chart, name) for name in HARD if drawable(chart, name)])],
)


# ---- Reading a chart -------------------------------------------------------------------------------------


def svg_of(panels: Sequence[Axes]) -> bytes:
    return svg(figure_of(panels))


# ---- Room, contrast and manners, for every chart ---------------------------------------------------------


@EVERY_CHART_OF_HARD_AWARDS
def test_no_text_reaches_outside_the_figure(chart: str, name: str) -> None:
    drawing = hard_chart(chart, name)
    assert len(drawing.texts) >= 2
    assert drawing.outside() == []


@EVERY_CHART_OF_HARD_AWARDS
def test_no_two_texts_lie_over_each_other(chart: str, name: str) -> None:
    assert hard_chart(chart, name).overlapping() == []


@EVERY_CHART_OF_HARD_AWARDS
def test_the_bars_have_at_least_45_per_cent_of_the_width(chart: str, name: str) -> None:
    assert sum(ax.get_position().width for ax in hard_chart(chart, name).panels) >= 0.45


@EVERY_CHART_OF_HARD_AWARDS
def test_no_bar_is_cut_off_at_the_edge_of_its_chart(chart: str, name: str) -> None:
    for ax in hard_chart(chart, name).panels:
        lowest, highest = ax.get_xlim()
        for bar in ax.patches:
            ends = sorted((bar.get_x(), bar.get_x() + bar.get_width()))
            assert lowest <= ends[0] and ends[1] <= highest, f"a bar from {ends[0]:,} to {ends[1]:,}"


@EVERY_CHART_OF_HARD_AWARDS
def test_bars_begin_at_nought(chart: str, name: str) -> None:
    for ax in hard_chart(chart, name).panels:
        found = [bar for bar in ax.patches if bar.get_width()]
        if chart == "budgets":
            band = max(bar.get_height() for bar in found)
            found = [bar for bar in found if bar.get_height() < band - 0.01]
        places = {round(middle(bar), 6) for bar in found}
        for place in sorted(places):
            ends = {end for start, width in spans(bars_at(ax, place)) for end in (start, round(start + width, 2))}
            assert 0 in ends, f"a row of bars between {sorted(ends)}"


def contrast(colour: object) -> float:
    """The contrast with white of the page, as the accessibility guidelines reckon it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colors.to_rgb(colour)  # type: ignore[arg-type]
    ]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize("chart", CHARTS)
def test_every_bar_stands_out_from_the_page(chart: str) -> None:
    """By its filling or its outline, at three to one."""
    for ax in CHARTS[chart](awards_of_2017(), budgets_of_2017()):
        for bar in ax.patches:
            outline = contrast(bar.get_edgecolor()) if bar.get_linewidth() and bar.get_edgecolor()[3] else 1.0
            assert max(contrast(bar.get_facecolor()), outline) >= 3, f"{bar.get_facecolor()} at {span(bar)}"


@pytest.mark.parametrize("chart", first(CHARTS, 2))
def test_names_are_shown_to_the_letter_never_as_mathematics_or_markup(chart: str) -> None:
    panels = CHARTS[chart](HARD["mathematics and markup"](), budgets_of_2017())
    tree = ElementTree.fromstring(svg_of(panels))
    shown = ["".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert shown
    if chart == "providers":
        assert "Pay $x_1$ and $y^2$" in shown
    if chart in ("arrangements", "themes"):
        assert "<b>Bold & broke</b> $x$" in shown


@pytest.mark.parametrize("chart", first(CHARTS, 2))
def test_a_long_stream_name_keeps_its_room(chart: str) -> None:
    name = "Contribution to the reduction of crime & disorder in $towns$"
    awards, budgets = awards_of_2017(), budgets_of_2017()
    awards["stream"] = awards["stream"].cat.rename_categories({CRIME: name})
    drawing = Drawing.of(CHARTS[chart](awards, budgets.replace({"name": {CRIME: name}})))
    assert (drawing.outside(), drawing.overlapping()) == ([], [])


@pytest.mark.parametrize("chart", first(CHARTS, 1))
def test_a_chart_is_drawn_twice_to_the_same_byte_whatever_the_user_s_own_settings(chart: str) -> None:
    """Nor does drawing change those settings."""
    usual = svg_of(CHARTS[chart](awards_of_2017(), budgets_of_2017()))
    assert b"<svg" in usual
    with matplotlib.rc_context({"font.size": 31, "axes.facecolor": "pink", "svg.hashsalt": None}):
        before = dict(matplotlib.rcParams)
        assert svg_of(CHARTS[chart](awards_of_2017(), budgets_of_2017())) == usual
        assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_not_among_pyplot_s_figures(chart: str) -> None:
    assert CHARTS[chart](awards_of_2017(), budgets_of_2017())
    assert plt.get_fignums() == []


def test_charts_are_drawn_without_pyplot() -> None:
    code = "import sys, grantsdata.report.charts, grantsdata.report.page; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


def test_a_chart_can_be_drawn_into_axes_of_one_s_own() -> None:
    own = Figure().subplots()
    awards, budgets = awards_of_2017(), budgets_of_2017()
    assert charts.awards_against_budgets(summaries.budget_bridge(awards, budgets), budgets, own).axes is own
    assert spans(bars(own, f"{VICTIMS},\nbudget £1m")) == [(0, 961_260), (950_000, 100_000)]


def test_drawing_leaves_the_tables_as_they_were() -> None:
    awards = awards_of_2017()
    types = summaries.provider_types_by_basis(awards)
    before = types.copy()
    charts.provider_types(types)
    themes_chart(awards, budgets_of_2017())
    pd.testing.assert_frame_equal(types, before)
    pd.testing.assert_frame_equal(awards, awards_of_2017())
