"""A table as it stands on one page of a PDF: its columns, and boxes that hold lines of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grantsdata.importers.documents.pdf.text import Line

NEAR = 3.0
"""Edges so near to each other, in points, are one."""

Span = tuple[float, float]


@dataclass
class PartBox:
    """A cell on a page: the first of its rows, counted from nought, how many it covers, from where to where it goes
    across, and where it begins and ends: `top` is nought where that is not known."""

    row: int
    height: int
    x0: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)
    top: float = 0.0


@dataclass
class Part:
    """A table on one page. `columns` are in order; `is_guessed` where no rules divide it.

    `is_first` and `is_last` say whether it is the first and the last thing on its page, running heads and feet aside.
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


def edges_of(places: Iterable[float]) -> list[float]:
    """The places, those near to each other taken as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


def nearest(edges: Sequence[float], place: float) -> int:
    """The number of the edge that is nearest to a place."""
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))


def spans(edges: Sequence[float]) -> list[Span]:
    """From each edge to the next."""
    return list(pairwise(edges))


def overlapping(intervals: Iterable[Span], least: float = 0.0) -> list[Span]:
    """The intervals, those together that overlap or are less than `least` apart."""
    found: list[Span] = []
    for start, end in sorted(intervals):
        if found and start - found[-1][1] < least:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
