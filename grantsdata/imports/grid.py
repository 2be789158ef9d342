"""Cells that may be merged → rows of one length, each place of which says to which cell it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

from grantsdata.errors import SourceError
from grantsdata.imports.found import Cell

MOST_CELLS = 500_000
"""A table of a paper has some hundreds; a file may claim billions in a few bytes."""

NO_CELL = "no cell here"
"""The note on a place that the table leaves out."""


@dataclass(frozen=True)
class Box:
    """A cell, and the rows and columns that it covers, counted from nought."""

    cell: Cell
    row: int
    column: int
    height: int = 1
    width: int = 1


def laid_out(boxes: Sequence[Box], places: Sequence[Sequence[str]] = ()) -> list[list[Cell]]:
    """Rows of one length. Where two boxes claim a place the first has it; `places` names those that are covered.

    SourceError if the boxes claim more than MOST_CELLS places.
    """
    height = max((box.row + box.height for box in boxes), default=0)
    width = max((box.column + box.width for box in boxes), default=0)
    check_size(height * width)
    check_size(sum(box.height * box.width for box in boxes))
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for box in boxes:
        for row in range(box.row, box.row + box.height):
            for column in range(box.column, box.column + box.width):
                if rows[row][column] is None:
                    at = places[row][column] if row < len(places) and column < len(places[row]) else ""
                    rows[row][column] = _place(box, row, column, at)
    return [[cell or Cell("", notes=(NO_CELL,)) for cell in row] for row in rows]


def check_size(cells: int) -> None:
    """SourceError for a table that nobody has printed."""
    if cells > MOST_CELLS:
        raise SourceError(
            f"A table claims {cells:,} cells; expected at most {MOST_CELLS:,}. "
            "Copy the part that is printed into a file of its own."
        )


def _place(box: Box, row: int, column: int, at: str) -> Cell:
    if (row, column) == (box.row, box.column):
        return box.cell
    return Cell("", at, "above" if row > box.row else "left")


def squared(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """All rows as long as the longest; a column in which no cell begins is none on paper and is taken out."""
    width = max(map(len, rows), default=0)
    full = [[*row, *[Cell("", notes=(NO_CELL,))] * (width - len(row))] for row in rows]
    begun = [n for n in range(width) if any(not row[n].merged and NO_CELL not in row[n].notes for row in full)]
    return tuple(tuple(row[n] for n in begun) for row in full)
