"""Columns of nodes with ribbons between them, from flows that were made up: heights, order, hatching."""

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Rectangle

from grantsdata.report.charts.alluvial import Flow, alluvial
from grantsdata.report.charts.style import DARK, GREY, TEAL

HEADINGS = ("Budget", "Stream", "Group", "Type")
LABELS = (
    {"All": "£100"},
    {"North": "£70", "South": "£30"},
    {"Both": "£80", "One": "£20"},
    {"Police": "£50", "Health": "£50"},
)
FLOWS = (
    Flow(("All", "North", "Both", "Police"), DARK, 50_00, 10_00),
    Flow(("All", "North", "One", "Health"), DARK, 20_00, 0),
    Flow(("All", "South", "Both", "Health"), TEAL, 30_00, 0),
)


def nodes(ax: Axes) -> dict[str, Rectangle]:
    return {str(box.get_label()): box for box in ax.patches if isinstance(box, Rectangle)}


def ribbons(ax: Axes, hatch: str | None) -> list[float]:
    """The heights in pounds of the ribbons with this hatching, where they begin."""
    found = [ribbon for ribbon in ax.patches if isinstance(ribbon, PathPatch) and (ribbon.get_hatch() or None) == hatch]
    return [round(float(ribbon.get_path().vertices[-2][1] - ribbon.get_path().vertices[0][1]), 2) for ribbon in found]


def test_each_node_is_as_high_as_its_pounds_from_the_top_down() -> None:
    found = nodes(alluvial(HEADINGS, LABELS, FLOWS))
    assert {name: round(box.get_height(), 2) for name, box in found.items()} == {
        "All": 100, "North": 70, "South": 30, "Both": 80, "One": 20, "Police": 50, "Health": 50,
    }  # fmt: skip
    for above, below in (("North", "South"), ("Both", "One"), ("Police", "Health")):
        assert found[above].get_y() + found[above].get_height() < found[below].get_y()
        assert found[above].get_x() == found[below].get_x()


def test_a_node_of_two_streams_is_grey_and_one_of_a_single_stream_has_its_colour() -> None:
    found = nodes(alluvial(HEADINGS, LABELS, FLOWS))
    colours = {name: to_hex(box.get_facecolor()).upper() for name, box in found.items()}
    assert (colours["North"], colours["One"], colours["South"], colours["Both"]) == (DARK, DARK, TEAL, GREY)


def test_the_implied_part_is_a_hatched_ribbon_in_each_gap() -> None:
    ax = alluvial(HEADINGS, LABELS, FLOWS)
    assert ribbons(ax, "////") == [10, 10, 10]
    assert sorted(ribbons(ax, None)) == sorted([60, 30, 40, 20, 30, 40, 20, 30])


def test_a_flow_may_end_before_the_last_column() -> None:
    flows = (*FLOWS, Flow(("All", "Not itemised"), GREY, 5_00, 0))
    labels = (LABELS[0], {**LABELS[1], "Not itemised": "£5"}, *LABELS[2:])
    ax = alluvial(HEADINGS, labels, flows)
    assert round(nodes(ax)["All"].get_height(), 2) == 105
    assert sorted(ribbons(ax, None)) == sorted([60, 30, 5, 40, 20, 30, 40, 20, 30])


def test_without_flows_nothing_is_drawn() -> None:
    ax = alluvial(HEADINGS, ({}, {}, {}, {}), ())
    assert (list(ax.patches), list(ax.texts)) == ([], [])
