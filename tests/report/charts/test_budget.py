"""The budget and what was awarded of it: the steps, the bands of rounded budgets, and the streams beside each other."""

from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from support.figures import (
    BY_TYPE,
    bars,
    bars_at,
    budgets_chart,
    overspent,
    rows,
    span,
    spans,
    squeezed,
    streams_chart,
    value_at,
)
from support.reporting import (
    CRIME,
    VICTIMS,
    add_year,
    awards_of_2017,
    budgets_of_2017,
)

import grantsdata as gd
from grantsdata import summaries
from grantsdata.awards.paper_tables import load_budgets
from grantsdata.report import charts


def test_each_rounded_budget_is_a_box_around_the_end_of_the_awards() -> None:
    (ax,) = budgets_chart(awards_of_2017(), budgets_of_2017())
    expected = {
        "Budget for grants,\nbudget £2.3m": [(0, 2_273_508), (2_250_000, 100_000), (2_273_508, 10_000)],
        f"{VICTIMS},\nbudget £1m": [(0, 961_260), (950_000, 100_000)],
        f"{CRIME},\nbudget £1.3m": [(0, 1_312_248), (1_250_000, 100_000), (1_312_248, 10_000)],
    }
    for label, wanted in expected.items():
        assert spans(bars(ax, label)) == wanted
    hatched = [span(bar) for bar in ax.patches if bar.get_hatch()]
    assert hatched == [(2_273_508, 10_000), (1_312_248, 10_000)]
    boxes = [span(bar) for bar in ax.patches if bar.get_facecolor()[3] == 0]
    assert boxes == [(2_250_000, 100_000), (950_000, 100_000), (1_250_000, 100_000)]
    assert ax.get_xlim()[0] == 0


def test_the_streams_have_a_panel_each_with_the_types_in_one_order() -> None:
    panels = streams_chart(awards_of_2017(), budgets_of_2017())
    assert [squeezed(ax.get_title(loc="left")) for ax in panels] == [squeezed(VICTIMS), squeezed(CRIME)]
    places = rows(panels[0])
    assert sorted(places, key=places.__getitem__) == [squeezed(label) for label in BY_TYPE]
    for ax, stream in zip(panels, (0, 1), strict=True):
        assert ax.get_ylim() == panels[0].get_ylim()
        assert ax.get_xlim() == panels[0].get_xlim()
        assert ax.get_xlim()[0] == 0
        for label, pounds in BY_TYPE.items():
            found = bars_at(ax, places[squeezed(label)])
            assert sum(bar.get_width() for bar in found) == pounds[stream], label
            assert all(bar.get_x() >= 0 for bar in found)
            shown = value_at(ax, places[squeezed(label)])
            assert shown.startswith(f"£{pounds[stream]:,}" if pounds[stream] else "none")


def test_the_implied_part_of_a_type_is_hatched_at_the_end_of_its_bar() -> None:
    panels = streams_chart(awards_of_2017(), budgets_of_2017())
    place = rows(panels[0])["Councils"]
    printed, implied = bars_at(panels[1], place)
    assert (span(printed), span(implied)) == ((0, 528_000), (528_000, 10_000))
    assert [bar for ax in panels for bar in ax.patches if bar.get_hatch()] == [implied]
    assert value_at(panels[1], place) == "£538,000\n(£10,000 implied)"


def test_each_stream_has_its_colour_in_every_chart() -> None:
    (ax,) = budgets_chart(awards_of_2017(), budgets_of_2017())
    firsts = [bars(ax, label)[0] for label in (f"{VICTIMS},\nbudget £1m", f"{CRIME},\nbudget £1.3m")]
    assert [to_hex(bar.get_facecolor()) for bar in firsts] == ["#12436d", "#1f8078"]
    assert to_hex(bars(ax, "Budget for grants,\nbudget £2.3m")[0].get_facecolor()) == "#51606e"
    panels = streams_chart(awards_of_2017(), budgets_of_2017())
    assert [to_hex(panel.patches[0].get_facecolor()) for panel in panels] == ["#12436d", "#1f8078"]
    only_crime = budgets_of_2017().query("name != @VICTIMS")
    chart = charts.awards_against_budgets(summaries.budget_bridge(awards_of_2017(), only_crime).iloc[1:], only_crime)
    assert to_hex(chart.axes.patches[1].get_facecolor()) == "#1f8078", "also where the other stream is not drawn"


def test_the_words_name_the_largest_type_of_each_stream() -> None:
    awards, budgets = awards_of_2017(), budgets_of_2017()
    breakdown = summaries.budget_breakdown(awards, budgets)
    words = charts.stream_by_provider_type(breakdown, summaries.implied_breakdown(awards, budgets))
    assert words.title == f"Largest share: police in {VICTIMS} and councils in {CRIME}"
    assert words.alt == (
        f"Bar chart of types of provider in each stream: {VICTIMS}: police £532,195; charities and community groups "
        f"£314,065; health £75,000; councils £40,000; {CRIME}: councils £538,000 (£10,000 implied). "
        "The table has the rest."
    )


@pytest.mark.parametrize(
    ("amount", "title"),
    [
        ("£4,999.50", "Awards fit the budgets"),
        ("£5,000", "Awards fit the budgets"),
        ("£40", "Awards do not fit these budgets: Budget for grants and General grants"),
    ],
)
def test_an_exact_budget_is_not_called_rounded(project: Path, amount: str, title: str) -> None:
    add_year(project, [("GR", "Street lights", "Family Action", amount)])
    awards, budgets = gd.load_awards("2018-19", project=project), load_budgets("2018-19", project=project)
    assert charts.awards_against_budgets(summaries.budget_bridge(awards, budgets), budgets).title == title


def test_awards_outside_of_a_rounded_budget_are_named() -> None:
    awards, budgets = overspent(), budgets_of_2017()
    words = charts.awards_against_budgets(summaries.budget_bridge(awards, budgets), budgets)
    assert words.title == f"Awards do not fit these rounded budgets: Budget for grants, {VICTIMS} and {CRIME}"
    fits = charts.awards_against_budgets(summaries.budget_bridge(awards_of_2017(), budgets), budgets)
    assert fits.title == "Awards fit the rounded budgets"
    assert fits.alt.startswith(
        "Bar chart of awards beside their budgets: Budget for grants £2,283,508 (£10,000 implied) of £2.3m; "
    )
