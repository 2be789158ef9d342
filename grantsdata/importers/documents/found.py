"""What is found in a file of a paper: its tables as printed, cell by cell, and the text outside them.

Cells that may be merged → rows of one length, each place of which says to which cell it belongs.

Here it is stated how large a document may become when it is laid out; every reader asks before it makes the cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn

from grantsdata.errors import Fault, SourceError
from grantsdata.sources.safety.archives import MOST_TABLES


@dataclass(frozen=True)
class Cell:
    """One cell. `text` is as printed, on one line, and "" where it is blank or covered by a merged cell.

    `at` is its place in the file, for a person: "B7", "row 3, cell 2". `merged` says on which side the text of the
    merged cell stands that this one belongs to: in the rows below the first of a merged cell always "above".
    `notes` tell what cannot be seen in the text: a formula, a hidden row, a guess.
    """

    text: str
    at: str = ""
    merged: Literal["", "above", "left"] = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundTable:
    """One table. `rows` are all of one length, titles and headers among them; nothing is interpreted.

    `place` is "table 2" or the like; `heading` the nearest heading or caption before it, or else the paragraph just
    before it, "" if there is none; `notes` are what a person must know before trusting it. `faults` say where its cells
    cannot be trusted, because the file breaks off or an amount fell apart: such a table is shown and never written.
    """

    place: str
    heading: str
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Document:
    """All tables and all paragraphs outside tables, each in their order; `notes` are about the file as a whole."""

    tables: tuple[FoundTable, ...]
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()


_NEVER_SEEN = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))
"""Soft hyphens and marks without width: they say where a line may end, and are not on paper."""


def one_line(text: str) -> str:
    """A text as it is read off paper: each run of white space is one space, none at the ends."""
    return " ".join(text.translate(_NEVER_SEEN).split())


MOST_CELLS = 100_000
"""Of all tables of a document. A table of a paper has some hundreds; a file may claim billions in a few bytes."""

MOST_COLUMNS = 16_384
"""As many as a sheet of a workbook has."""

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
