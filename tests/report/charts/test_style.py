"""The house style: rows as high as their labels, bars from 0, and values with room beside them."""

import matplotlib
import pytest
from matplotlib.figure import Figure

from grantsdata.report.charts.style import (
    axes_for,
    colours,
    figure_height,
    from_zero,
    hatched,
    implied_label,
    label_rows,
    lines,
    rests_on,
    row_height,
    styled,
    use_style,
    value,
    wrapped,
)


def test_a_label_is_wrapped_to_32_letters_and_keeps_its_own_breaks() -> None:
    assert wrapped("a" * 32) == "a" * 32
    assert wrapped("one two", 3) == "one\ntwo"
    assert wrapped("one\n\ntwo", 10) == "one\n\ntwo"
    assert (lines("one"), lines("a" * 33)) == (1, 2)


def test_a_row_is_as_high_as_its_lines() -> None:
    assert row_height("one") == 0.26
    assert row_height("one\ntwo") == pytest.approx(0.35)
    assert figure_height(["one", "one\ntwo"]) == pytest.approx(0.26 + 0.13 + 0.35 + 0.13 + 0.2)


def test_rows_are_labelled_from_the_top_down() -> None:
    ax = axes_for(["one", "two"])
    assert label_rows(ax, ["one", "two"]) == pytest.approx([0.195, 0.585])
    assert ax.get_ylim() == pytest.approx((0.78, 0))
    assert label_rows(ax, ["one", "two"], like=["one\ntwo", "two"]) == pytest.approx([0.24, 0.675])
    assert label_rows(ax, []) == []
    assert ax.get_ylim() == (1, 0)


def test_colours_repeat_from_the_fifth_on() -> None:
    five = colours(5)
    assert len(set(five[:4])) == 4
    assert five[4] == five[0]
    assert colours(0) == []


def test_nothing_is_hatched_where_nothing_is_implied() -> None:
    ax = axes_for(["one"])
    hatched(ax, 0.2, 0, 5, "#12436D", 0.26)
    assert list(ax.patches) == []
    hatched(ax, 0.2, 3, 5, "#12436D", 0.26)
    (bar,) = ax.patches
    assert (bar.get_x(), bar.get_width(), bar.get_hatch()) == (5, 3, "////")


@pytest.mark.parametrize("pounds", [500, -500])
def test_limits_take_in_0_every_bar_and_the_value_beside_it(pounds: float) -> None:
    ax = axes_for(["one"])
    (place,) = label_rows(ax, ["one"])
    ax.barh(place, pounds)
    value(ax, place, max(0, pounds), "£500")
    from_zero([ax])
    low, high = ax.get_xlim()
    assert low == min(0, pounds)
    assert high > max(0, pounds)
    figure = ax.get_figure()
    assert ax.texts[0].get_window_extent().x1 <= figure.bbox.width


def test_amounts_that_are_implied_are_named_in_brackets_and_0_is_not() -> None:
    assert implied_label(10_000) == " (£10,000 implied)"
    assert implied_label(10_000, "\n") == "\n(£10,000 implied)"
    assert rests_on(10_000.5) == " (rests on £10,000.50 implied)"
    assert implied_label(0) == rests_on(0) == ""


def test_a_styled_function_leaves_the_settings_of_the_session() -> None:
    with matplotlib.rc_context({"font.size": 31}):
        assert styled(lambda: matplotlib.rcParams["font.size"])() < 31
        assert matplotlib.rcParams["font.size"] == 31


def test_the_style_of_a_session_shows_an_axis_of_values() -> None:
    with matplotlib.rc_context({"axes.spines.bottom": False, "font.size": 31}):
        use_style()
        assert matplotlib.rcParams["font.size"] < 31
        ax = Figure().subplots()
        assert ax.spines["bottom"].get_visible()
