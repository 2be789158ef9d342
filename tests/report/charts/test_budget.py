"""The budget and what was awarded of it: the steps, the bands of rounded budgets, and the streams beside each other."""

from support.figures import (
    BY_TYPE,
    bars,
    bars_at,
    budgets_chart,
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
    awards_of_2017,
    budgets_of_2017,
)


def test_each_rounded_budget_is_a_band_behind_the_awards() -> None:
    (ax,) = budgets_chart(awards_of_2017(), budgets_of_2017())
    expected = {
        "Budget for grants\nbudget “£2.3m”": [(0, 2_273_508), (2_250_000, 100_000), (2_273_508, 10_000)],
        f"{VICTIMS}\nbudget “£1m”": [(0, 961_260), (950_000, 100_000)],
        f"{CRIME}\nbudget “£1.3m”": [(0, 1_312_248), (1_250_000, 100_000), (1_312_248, 10_000)],
    }
    for label, wanted in expected.items():
        assert spans(bars(ax, label)) == wanted
    hatched = [span(bar) for bar in ax.patches if bar.get_hatch()]
    assert hatched == [(2_273_508, 10_000), (1_312_248, 10_000)]
    marks = [line.get_xdata()[0] for line in ax.lines]
    assert marks == [2_300_000, 1_000_000, 1_300_000]
    assert ax.get_xlim()[0] == 0


def test_the_streams_have_a_panel_each_with_the_types_in_one_order() -> None:
    panels = streams_chart(awards_of_2017(), budgets_of_2017())
    assert [ax.get_title() or ax.get_title(loc="left") for ax in panels] == [VICTIMS, CRIME]
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
    place = rows(panels[0])["Localgovernment"]
    printed, implied = bars_at(panels[1], place)
    assert (span(printed), span(implied)) == ((0, 528_000), (528_000, 10_000))
    assert [bar for ax in panels for bar in ax.patches if bar.get_hatch()] == [implied]
    assert value_at(panels[1], place) == "£538,000\n(£10,000 implied)"
