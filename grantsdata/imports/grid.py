"""Cells that may be merged → rows of one length, each place of which says to which cell it belongs.

Here it is stated how large a document may become when it is laid out; every reader asks before it makes the cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from grantsdata.errors import SourceError
from grantsdata.imports.found import Cell, FoundTable

MOST_CELLS = 100_000
"""Of all tables of a document. A table of a paper has some hundreds; a file may claim billions in a few bytes."""

MOST_COLUMNS = 16_384
"""As many as a sheet of a workbook has."""

MOST_TABLES = 1_000
"""Tables of a document, and sheets of a workbook."""

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
    check_size(height * width, width)
    check_size(sum(box.height * box.width for box in boxes))
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for box in boxes:
        for row in range(box.row, box.row + box.height):
            for column in range(box.column, box.column + box.width):
                if rows[row][column] is None:
                    at = places[row][column] if row < len(places) and column < len(places[row]) else ""
                    rows[row][column] = _place(box, row, column, at)
    return [[cell or Cell("", notes=(NO_CELL,)) for cell in row] for row in rows]


def check_size(cells: int, columns: int = 1) -> None:
    """SourceError for a table that is too large to have been printed."""
    for count, most, what in ((cells, MOST_CELLS, "cells"), (columns, MOST_COLUMNS, "columns")):
        if count > most:
            _refuse(f"A table claims {count:,} {what}", most)


def check_tables(tables: Sequence[FoundTable]) -> None:
    """SourceError for too many tables, or too many cells in all of them."""
    check_count(len(tables), "tables")
    cells = sum(len(table.rows) * len(table.rows[0]) for table in tables if table.rows)
    if cells > MOST_CELLS:
        _refuse(f"The tables claim {cells:,} cells together", MOST_CELLS)


def check_count(number: int, what: str, most: int = MOST_TABLES) -> None:
    """SourceError for too many tables or sheets, or too many of what else a file may have."""
    if number > most:
        _refuse(f"The file has {number:,} {what}", most)


def _refuse(problem: str, most: int) -> NoReturn:
    raise SourceError(f"{problem}; expected at most {most:,}. Copy the part that is printed into a file of its own.")


def _place(box: Box, row: int, column: int, at: str) -> Cell:
    if (row, column) == (box.row, box.column):
        return box.cell
    return Cell("", at, "above" if row > box.row else "left")


def squared(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """All rows as long as the longest; a column in which no cell begins is none on paper and is taken out."""
    width = max(map(len, rows), default=0)
    check_size(len(rows) * width, width)
    full = [[*row, *[Cell("", notes=(NO_CELL,))] * (width - len(row))] for row in rows]
    begun = [n for n in range(width) if any(not row[n].merged and NO_CELL not in row[n].notes for row in full)]
    return tuple(tuple(row[n] for n in begun) for row in full)
