"""Alluvial diagrams: columns of nodes as high as their pounds, with ribbons between them.

Names and amounts stand beside the outer columns on white, and before the nodes of the inner ones: on the node's own
ribbon where there is room on its printed part, above it where there is not. Nodes keep as far apart as their labels
need, so that no label stands in another's way.
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
_LABELS, _LEAST = (1.15, 1.6, 1.7, 1.75), 1.0
_NODE, _ASIDE, _AIR = 0.16, 0.07, 0.05
_MONEY = 4.4
_ABOVE, _BELOW = 0.4, 0.08
_GAP, _WIDEST_GAP = 0.13, 0.45
_CURVES = (0.25, 0.27, 0.48)
"""How the columns share what is left of the width; the last curves cross each other, and need most."""


class Way(NamedTuple):
    """A way that money goes, by the names of the nodes that it passes, in whole pence."""

    names: tuple[str, ...]
    colour: str
    pence: int
    implied: int


@dataclass
class _Node:
    """A node, its label, and the pence of ribbons in place on either side; `top` is in pounds down the page.

    `clear` is how many pence at its upper end have nothing but one printed ribbon before them, or None where the
    label stands on the other side.
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
        """The height of the label in inches, with a little air."""
        return float(self.text.get_window_extent().height) / _DPI + _AIR

    def above(self, scale: float) -> bool:
        """Whether the label stands above the node's ribbons, for want of room on them."""
        return self.clear is not None and self.clear / 100 / scale < self.label + _AIR

    def room(self, scale: float) -> float:
        """The height in inches that node and label take together."""
        height = self.pence / 100 / scale
        return height + self.label if self.above(scale) else max(height, self.label)


@dataclass
class _Column:
    """The nodes of a column, by name from the top down; in inches, where they begin and how wide their labels are."""

    nodes: dict[str, _Node]
    labels: float
    left: float = 0.0

    def height(self, scale: float) -> float:
        """How high the column is, in inches, with nodes and labels as close together as may be."""
        return math.fsum(node.room(scale) + _GAP for node in self.nodes.values()) - _GAP


def alluvial(headings: Sequence[str], labels: Sequence[Mapping[str, str]], ways: Sequence[Way]) -> Axes:
    """Four columns with these headings, and the ways of the money from the first to the last.

    `labels` has, for each column, the nodes by name from the top down with what stands below the name. Each node
    must lie on a way, and each way begins in the first column. Nothing is drawn without ways.
    """
    figure = Figure(figsize=(WIDTH, 1.0), dpi=_DPI)
    figure.set_layout_engine("none")
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH), xticks=[], yticks=[])
    ax.set_axis_off()
    if not ways:
        return ax
    columns = [_column(ax, number, its, ways) for number, its in enumerate(labels)]
    curves = _spread(columns)
    scale = sum(way.pence for way in ways) / 100 / _MONEY
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
        _ribbons(ax, number, columns, ways, curve)
    return ax


# ---- Where it stands --------------------------------------------------------------------------------


def _column(ax: Axes, number: int, labels: Mapping[str, str], ways: Sequence[Way]) -> _Column:
    """A column whose nodes and labels still want their places."""
    last = number == len(_LABELS) - 1
    inner = number > 0 and not last
    nodes: dict[str, _Node] = {}
    for name, amount in labels.items():
        through = [way for way in ways if name in way.names[number : number + 1]]
        one = inner and len({way.names[1] for way in through}) == 1
        text = ax.text(0, 0, "", va="center", ha="left" if last else "right", zorder=4)
        longest = max(len(word) for word in amount.split())
        parts = _fitted(text, sentence(name), _LABELS[number], 1), _fitted(text, amount, _LABELS[number], longest)
        text.set_text("\n".join(parts))
        pence, implied = sum(way.pence for way in through), sum(way.implied for way in through)
        clear = (pence - implied if one else 0) if inner else None
        nodes[name] = _Node(len(nodes), pence, clear, through[0].colour if one else GREY, text)
    widest = max(float(node.text.get_window_extent().width) for node in nodes.values())
    return _Column(nodes, max(widest / _DPI, _LEAST))


def _fitted(text: Text, words: str, inches: float, least: int) -> str:
    """The words on lines of that width, or of the `least` number of letters if that is wider."""
    for letters in range(max(28, least), least - 1, -1):
        text.set_text(wrapped(words, letters))
        if text.get_window_extent().width <= inches * _DPI:
            break
    return text.get_text()


def _spread(columns: Sequence[_Column]) -> list[tuple[float, float]]:
    """Give the columns their places across; returns where the curves between them begin and end, in inches."""
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
    """Give nodes and labels their places down the column, in the middle of the height."""
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
    ax: Axes, number: int, columns: Sequence[_Column], ways: Sequence[Way], curve: tuple[float, float]
) -> None:
    """The ribbons from a column to the next; what is implied lies along the lower edge of its ribbon, hatched."""
    here, there, streams = columns[number].nodes, columns[number + 1].nodes, columns[1].nodes
    links: dict[tuple[int, int, int], list[Way]] = {}
    for way in ways:
        if len(way.names) > number + 1:
            start, end = here[way.names[number]], there[way.names[number + 1]]
            links.setdefault((start.place, end.place, streams[way.names[1]].place), []).append(way)
    for _, link in sorted(links.items()):
        start, end = here[link[0].names[number]], there[link[0].names[number + 1]]
        implied = sum(way.implied for way in link)
        for pence, hatch in ((sum(way.pence for way in link) - implied, ""), (implied, "////")):
            if pence:
                tops = (start.top + start.out / 100, end.top + end.into / 100)
                outline = _ribbon(curve, columns[number + 1].left, tops, pence / 100)
                colour = link[0].colour
                face = "white" if hatch else (colour, 0.28)
                ax.add_patch(PathPatch(outline, facecolor=face, edgecolor=colour, hatch=hatch, linewidth=0.6))
            start.out += pence
            end.into += pence


def _ribbon(curve: tuple[float, float], right: float, tops: tuple[float, float], pounds: float) -> Path:
    """The outline of a ribbon: a curve from one top to the other, then level up to the node, past its label."""
    middle = (curve[0] + curve[1]) / 2
    over = [(curve[0], tops[0]), (middle, tops[0]), (middle, tops[1]), (curve[1], tops[1]), (right, tops[1])]
    back = [(x, y + pounds) for x, y in reversed(over)]
    line, bend = Path.LINETO, [Path.CURVE4] * 3
    return Path([*over, *back, over[0]], [Path.MOVETO, *bend, line, line, line, *bend, Path.CLOSEPOLY])
