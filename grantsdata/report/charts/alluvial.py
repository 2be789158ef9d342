"""Draw alluvial diagrams: columns of nodes whose height is their pounds, with ribbons between them.

The labels of the outer columns are beside the nodes, on white. The label of an inner node is to its left: on the node's
ribbon if its printed part has room, otherwise above it. Nodes are far enough apart that labels do not overlap.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from grantsdata.model.phrases import sentence
from grantsdata.report.charts.style import GREY, WIDTH, wrapped

_DPI = 100
# All in inches. Names are wrapped to the width of their column's labels; an amount is never broken, and may be wider.
_LABEL_WIDTHS, _LEAST_WIDTH = (1.15, 1.6, 1.7, 1.75), 1.0
_NODE, _ASIDE, _PADDING = 0.16, 0.07, 0.05
_FLOW_HEIGHT = 4.4
_ABOVE, _BELOW = 0.4, 0.08
_GAP, _WIDEST_GAP = 0.13, 0.45
_CURVES = (0.25, 0.27, 0.48)
"""Each gap's part of the width that columns and labels leave; the last curves cross each other, and need most."""


class Flow(NamedTuple):
    """A flow of money, with the names of the nodes that it passes; `pence` and the `implied` part are whole pence."""

    names: tuple[str, ...]
    colour: str
    pence: int
    implied: int


@dataclass
class _Node:
    """A node with its label. `top` is in pounds down the page; `into` and `out` are the pence of the ribbons drawn so
    far on its left and right.

    `clear` is the height in pence at the node's upper end where only one printed ribbon is to its left; None in the
    outer columns, where no ribbon is on the label's side.
    """

    place: int
    pence: int
    clear: int | None
    colour: str
    text: Text
    top: float = 0.0
    into: int = 0
    out: int = 0

    @property
    def label(self) -> float:
        """The height of the label in inches, with padding."""
        return float(self.text.get_window_extent().height) / _DPI + _PADDING

    def above(self, scale: float) -> bool:
        """Whether the label is above the node's ribbons, because they have no room for it."""
        return self.clear is not None and self.clear / 100 / scale < self.label + _PADDING

    def room(self, scale: float) -> float:
        """The height in inches that node and label take together."""
        height = self.pence / 100 / scale
        return height + self.label if self.above(scale) else max(height, self.label)


@dataclass
class _Column:
    """The nodes of a column by name, from top to bottom; the width of its labels and its left edge, in inches."""

    nodes: dict[str, _Node]
    labels: float
    left: float = 0.0

    def height(self, scale: float) -> float:
        """The least height of the column in inches, with nodes and labels as close as possible."""
        return math.fsum(node.room(scale) + _GAP for node in self.nodes.values()) - _GAP


def alluvial(headings: Sequence[str], labels: Sequence[Mapping[str, str]], flows: Sequence[Flow]) -> Axes:
    """Draw four columns with these headings, and the flows from the first column to the last.

    `labels` maps, for each column, the names of its nodes from top to bottom to the text below the name. Each node must
    be on a flow, and each flow begins in the first column. Nothing is drawn without flows.
    """
    figure = Figure(figsize=(WIDTH, 1.0), dpi=_DPI)
    figure.set_layout_engine("none")
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH), xticks=[], yticks=[])
    ax.set_axis_off()
    if not flows:
        return ax
    columns = [_column(ax, number, texts, flows) for number, texts in enumerate(labels)]
    curves = _spread(columns)
    scale = sum(flow.pence for flow in flows) / 100 / _FLOW_HEIGHT
    height = max(column.height(scale) for column in columns)
    figure.set_size_inches(WIDTH, _ABOVE + height + _BELOW)
    ax.set_ylim((height + _BELOW) * scale, -_ABOVE * scale)
    for heading, column in zip(headings, columns, strict=True):
        _stack(column, height, scale)
        side = "right" if column in columns[1:-1] else "left"
        ax.text(column.left + _NODE * (side == "right"), -0.22 * scale, heading, weight="bold", ha=side)
        for name, node in column.nodes.items():
            box = Rectangle((column.left, node.top), _NODE, node.pence / 100, color=node.colour, lw=0.8, label=name)
            ax.add_patch(box).set_zorder(3)
    for number, curve in enumerate(curves):
        _ribbons(ax, number, columns, flows, curve)
    return ax


# ---- Places of nodes and labels ---------------------------------------------------------------------


def _column(ax: Axes, number: int, labels: Mapping[str, str], flows: Sequence[Flow]) -> _Column:
    """A column whose nodes and labels have no places yet."""
    is_last = number == len(_LABEL_WIDTHS) - 1
    is_inner = number > 0 and not is_last
    nodes: dict[str, _Node] = {}
    for name, amount in labels.items():
        through = [flow for flow in flows if name in flow.names[number : number + 1]]
        has_one_stream = is_inner and len({flow.names[1] for flow in through}) == 1
        text = ax.text(0, 0, "", va="center", ha="left" if is_last else "right", zorder=4)
        longest = max(len(word) for word in amount.split())
        width = _LABEL_WIDTHS[number]
        text.set_text("\n".join([_fitted(text, sentence(name), width, 1), _fitted(text, amount, width, longest)]))
        pence, implied = sum(flow.pence for flow in through), sum(flow.implied for flow in through)
        clear = (pence - implied if has_one_stream else 0) if is_inner else None
        nodes[name] = _Node(len(nodes), pence, clear, through[0].colour if has_one_stream else GREY, text)
    widest = max(float(node.text.get_window_extent().width) for node in nodes.values())
    return _Column(nodes, max(widest / _DPI, _LEAST_WIDTH))


def _fitted(text: Text, words: str, inches: float, least: int) -> str:
    """The words wrapped to lines of this width, or of `least` letters if that is wider."""
    for letters in range(max(28, least), least - 1, -1):
        text.set_text(wrapped(words, letters))
        if text.get_window_extent().width <= inches * _DPI:
            break
    return text.get_text()


def _spread(columns: Sequence[_Column]) -> list[tuple[float, float]]:
    """Place the columns across the figure; return the start and the end of the curves between them, in inches."""
    left = WIDTH - math.fsum(column.labels + 2 * _ASIDE + _NODE for column in columns)
    curves, at = [], 0.0
    for column, curve in zip(columns, (*_CURVES, None), strict=True):
        column.left = at + (column.labels + 2 * _ASIDE if curve else 0.0)
        for node in column.nodes.values():
            node.text.set_x(column.left + (-_ASIDE if curve else _NODE + _ASIDE))
        if curve:
            at = column.left + _NODE + left * curve
            curves.append((column.left + _NODE, at))
    return curves


def _stack(column: _Column, height: float, scale: float) -> None:
    """Place the nodes and labels of a column, centred in the height."""
    nodes = list(column.nodes.values())
    spare = height - column.height(scale)
    more = min(spare / max(1, len(nodes) - 1), _WIDEST_GAP - _GAP)
    down = (spare - more * (len(nodes) - 1)) / 2
    for node in nodes:
        room, pounds = node.room(scale) * scale, node.pence / 100
        if node.above(scale):
            node.top = down * scale + room - pounds
            node.text.set_y(down * scale + (room - pounds) / 2)
        else:
            node.top = down * scale + (room - pounds) / 2
            node.text.set_y(node.top + (node.pence if node.clear is None else node.clear) / 200)
        down += room / scale + _GAP + more


# ---- The ribbons ------------------------------------------------------------------------------------


def _ribbons(
    ax: Axes, number: int, columns: Sequence[_Column], flows: Sequence[Flow], curve: tuple[float, float]
) -> None:
    """Draw the ribbons from a column to the next; the implied part is hatched, at the lower edge of its ribbon."""
    here, there, streams = columns[number].nodes, columns[number + 1].nodes, columns[1].nodes
    links: dict[tuple[int, int, int], list[Flow]] = {}
    for flow in flows:
        if len(flow.names) > number + 1:
            start, end = here[flow.names[number]], there[flow.names[number + 1]]
            links.setdefault((start.place, end.place, streams[flow.names[1]].place), []).append(flow)
    for _, link in sorted(links.items()):
        start, end = here[link[0].names[number]], there[link[0].names[number + 1]]
        implied = sum(flow.implied for flow in link)
        for pence, hatch in ((sum(flow.pence for flow in link) - implied, ""), (implied, "////")):
            if pence:
                tops = (start.top + start.out / 100, end.top + end.into / 100)
                outline = _ribbon(curve, columns[number + 1].left, tops, pence / 100)
                colour = link[0].colour
                face = "white" if hatch else (colour, 0.28)
                ax.add_patch(PathPatch(outline, facecolor=face, edgecolor=colour, hatch=hatch, linewidth=0.6))
            start.out += pence
            end.into += pence


def _ribbon(curve: tuple[float, float], right: float, tops: tuple[float, float], pounds: float) -> Path:
    """The outline of a ribbon: a curve from one top to the other, then level past the label to the node."""
    middle = (curve[0] + curve[1]) / 2
    upper = [(curve[0], tops[0]), (middle, tops[0]), (middle, tops[1]), (curve[1], tops[1]), (right, tops[1])]
    lower = [(x, y + pounds) for x, y in reversed(upper)]
    line, bend = Path.LINETO, [Path.CURVE4] * 3
    return Path([*upper, *lower, upper[0]], [Path.MOVETO, *bend, line, line, line, *bend, Path.CLOSEPOLY])
