"""The two drawings of a chart: wide with labels at the left, narrow with each label above its bar."""

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from support.figures import Drawing, bars, span, spans

from grantsdata.report.drawing.draw import BESIDE, draw, draw_narrow, ends, in_one_column
from grantsdata.report.drawing.rows import Bars, Panel, Part, Row, amount_parts, one_panel

TWO = one_panel(
    [Row("Police", "£300", amount_parts(300.0)), Row("Councils", "£100 (£40 implied)", amount_parts(100.0, 40.0))]
)


def panels(number: int) -> Bars:
    return Bars(
        tuple(
            Panel((Row("Police", "£3", amount_parts(3.0)), Row("Councils", "none")), f"Stream {place}")
            for place in range(number)
        )
    )


def narrow(bars: Bars) -> Axes:
    (ax,) = draw_narrow(bars).axes
    return ax


def test_a_wide_chart_has_a_row_for_each_label_with_its_value_beside_the_bar() -> None:
    (ax,) = draw(TWO)
    assert spans(bars(ax, "Police")) == [(0, 300)]
    assert spans(bars(ax, "Councils")) == [(0, 60), (60, 40)]
    assert [text.get_text() for text in ax.texts] == ["£300", "£100 (£40 implied)"]
    low, high = ax.get_ylim()
    assert low > high, "the first row stands at the top"
    assert ax.get_xlim()[0] == 0


def test_a_narrow_chart_has_the_same_bars_below_their_labels() -> None:
    ax = narrow(TWO)
    assert [span(bar) for bar in ax.patches] == [(0, 300), (0, 60), (60, 40)]
    assert [text.get_text() for text in ax.texts] == ["Police: £300", "Councils: £100 (£40 implied)"]
    tops = [bar.get_y() for bar in ax.patches]
    assert [text.get_position()[1] for text in ax.texts] < tops
    assert ax.get_xlim() == (0, 300), "the longest bar takes the whole width"


def test_no_text_of_a_narrow_chart_reaches_outside() -> None:
    long = one_panel([Row("Donau" * 22, "£3", amount_parts(3.0)), Row("W" * 64, "£2", amount_parts(2.0))])
    figure = draw_narrow(long)
    figure.draw_without_rendering()
    (ax,) = figure.axes
    for text in ax.texts:
        box = text.get_window_extent()
        assert box.x0 >= -1 and box.x1 <= figure.bbox.width + 1, text.get_text()


@pytest.mark.parametrize("number", [2, BESIDE])
def test_a_few_panels_stand_beside_each_other_on_one_scale(number: int) -> None:
    found = draw(panels(number))
    assert [ax.get_title(loc="left") for ax in found] == [f"Stream {place}" for place in range(number)]
    assert len({ax.get_xlim() for ax in found}) == len({ax.get_ylim() for ax in found}) == 1
    drawing = Drawing.of(found)
    assert (drawing.outside(), drawing.overlapping()) == ([], [])


def test_more_panels_stand_below_each_other_under_their_titles_without_empty_rows() -> None:
    many = panels(BESIDE + 1)
    (ax,) = draw(many)
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels == ["Stream 0", "Police", "Stream 1", "Police", "Stream 2", "Police", "Stream 3", "Police"]
    assert [row.label for _, row in in_one_column(many)] == labels


def test_a_bar_below_nought_leads_to_the_left() -> None:
    refunds = one_panel([Row("Police", "£3", amount_parts(3.0)), Row("Councils", "−£2", amount_parts(-2.0))])
    (ax,) = draw(refunds)
    assert spans(bars(ax, "Councils")) == [(-2, 2)]
    assert ends(refunds) == (-2, 3)
    assert narrow(refunds).get_xlim() == (-2, 3)


def test_a_span_is_a_box_that_fits_on_the_scale() -> None:
    row = Row("Police", "£3", amount_parts(3.0), span=(2.0, 5.0), span_means="about £3")
    (ax,) = draw(one_panel([row]))
    assert spans(bars(ax, "Police")) == [(0, 3), (2, 3)]
    assert ends(one_panel([row])) == (0, 5)


def test_a_chart_without_a_bar_can_be_drawn() -> None:
    empty = one_panel([Row("Police", "not stated")])
    assert ends(empty) == (0, 1)
    assert draw(empty)[0].texts[0].get_text() == "not stated"
    assert isinstance(draw_narrow(empty), Figure)
    assert isinstance(draw_narrow(one_panel([])), Figure)


def test_the_legend_stands_above_the_rows_and_leaves_the_axes_to_the_bars() -> None:
    rows = [Row("Police", "2 of 3", (Part(2, "on record"), Part(1, "not there", "empty")))]
    (ax,) = draw(one_panel(rows, is_money=False))
    figure = ax.get_figure(root=True)
    assert figure is not None
    assert [text.get_text() for text in figure.texts] == ["on record", "not there"]
    assert len(ax.patches) == 2
