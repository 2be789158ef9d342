"""A table as it stands on one page of a PDF: its columns, and boxes that hold lines of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grantsdata.importers.documents.pdf.letters.text import Line

NEAR = 3.0
"""Edges at most this far apart, in points, count as one."""

Span = tuple[float, float]


@dataclass
class PartBox:
    """A cell on a page: its first row, counted from 0, the number of rows that it covers, and its edges in points from
    the page's upper left; `top` is 0 if it is not known."""

    row: int
    height: int
    x0: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)
    top: float = 0.0


@dataclass
class Part:
    """A table on one page. `columns` are in order; `is_guessed` is True if no rules divide the table,
    and `rows_guessed` if rules divide its columns, but not all its rows.

    `is_first` and `is_last` say whether it is the first or the last thing on its page, not counting running heads and
    feet.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    columns: list[Span]
    rows: int
    boxes: list[PartBox]
    is_guessed: bool = False
    is_first: bool = False
    is_last: bool = False
    rows_guessed: bool = False


def merged_edges(places: Iterable[float]) -> list[float]:
    """The places in order, with those at most NEAR apart merged into the first of them."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


def nearest(edges: Sequence[float], place: float) -> int:
    """The index of the edge that is nearest to a place."""
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))


def spans(edges: Sequence[float]) -> list[Span]:
    """The intervals from each edge to the next."""
    return list(pairwise(edges))


def merged_spans(intervals: Iterable[Span], least: float = 0.0) -> list[Span]:
    """The intervals in order, with those merged that overlap or are less than `least` apart."""
    found: list[Span] = []
    for start, end in sorted(intervals):
        if found and start - found[-1][1] < least:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def is_in(line: Line, column: Span) -> bool:
    """Whether a line of text stands in a column."""
    return column[0] < line.x1 and line.x0 < column[1]


def middle(line: Line) -> float:
    """The middle of a line's height."""
    return (line.top + line.bottom) / 2
