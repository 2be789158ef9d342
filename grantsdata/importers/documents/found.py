"""What the readers find in a paper's file: its tables as printed, cell by cell, and the text outside them.

`grid` turns cells that may be merged into rows of one length, in which each place says to which cell it belongs.
Every reader checks the limits of this module on the size of a document before it makes the cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NoReturn

from grantsdata.errors import Fault, SourceError
from grantsdata.sources.safety.archives import MOST_TABLES


@dataclass(frozen=True)
class Cell:
    """One cell. `text` is as printed, on one line, and "" if the cell is blank or covered by a merged cell.

    `at` is its place in the file, for a person: "B7", "row 3, cell 2". `merged` says where the text of the merged cell
    stands that covers this place: "left" in the first row of the merged cell, "above" in its other rows.
    `notes` say what the text does not show: a formula, a hidden row, a guess. `scale` is how many times the number in
    the file is the one in the text: 1,000 if a number format shows thousands, whatever the header says.
    """

    text: str
    at: str = ""
    merged: Literal["", "above", "left"] = ""
    notes: tuple[str, ...] = ()
    scale: int = 1


@dataclass(frozen=True)
class FoundTable:
    """One table. `rows` all have the same length and include titles and headers; nothing is interpreted.

    `place` is "table 2" or the like. `heading` is the nearest heading or caption before the table, or else the
    paragraph just before it, or "". `notes` are what a person must know before trusting the table. `faults` say where
    its cells cannot be trusted, because the file breaks off or an amount is split between cells: such a table is shown
    but never written. `lists_awards` is what the file itself says of its rows, None if it says nothing.
    """

    place: str
    heading: str
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    lists_awards: bool | None = None


@dataclass(frozen=True)
class Unaccounted:
    """A word on which the reader of a file and its witness do not agree (`witness`).

    If `is_shown`, the document shows it, and no table or text that was read has it; otherwise a table has it, and the
    document does not show it. `at` is its place in the file, and `beside` the words around it.
    """

    word: str
    at: str
    beside: str
    is_shown: bool = True

    @property
    def is_number(self) -> bool:
        """Whether a digit is in the word: no table is written while a number is unaccounted for, unless a person says
        why it may be."""
        return any(character.isdecimal() for character in self.word)

    @property
    def problem(self) -> str:
        """What is wrong with the word, without its place."""
        what = "is shown, and is in no table or text that was read"
        return f'"{self.word}" {what if self.is_shown else "is in a table, and the document does not show it"}'

    def __str__(self) -> str:
        return f"{self.at}: {self.problem}; beside it: {self.beside}"


@dataclass(frozen=True)
class Document:
    """All tables, and all paragraphs outside tables, each in the order of the file; `notes` are about the file.

    Each word that the document shows is in one of these places, or between double quotation marks in a note of the
    document, a table or a cell. `unaccounted` holds the words of which this is not true.
    """

    tables: tuple[FoundTable, ...]
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()
    unaccounted: tuple[Unaccounted, ...] = ()


NEVER_SEEN = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff\u200e\u200f"))
"""Soft hyphens and characters without width: they say where a line may end or which way it runs, and do not appear on
paper."""


def one_line(text: str) -> str:
    """A text as it is read off paper: each run of white space becomes one space, and the ends have none."""
    return " ".join(text.translate(NEVER_SEEN).split())


MOST_CELLS = 100_000
"""In all tables of a document. A paper's table has some hundreds; a few bytes of a file may claim billions."""

MOST_COLUMNS = 16_384
"""The number of columns of a sheet in Excel."""

NO_CELL = "no cell here"
"""The note on a place of the grid at which the table has no cell."""


@dataclass(frozen=True)
class Box:
    """A cell, and the rows and columns that it covers, counted from 0."""

    cell: Cell
    row: int
    column: int
    height: int = 1
    width: int = 1


def grid(boxes: Sequence[Box], places: Sequence[Sequence[str]] = (), *, covers: bool = False) -> list[list[Cell]]:
    """Rows of one length that hold the boxes. If a box begins at a place that another box has, the texts of both are
    kept in that place, with a note. With `covers`, as on a sheet, the first box hides the other, and a note says what.

    `places` holds the name of each place of the grid, for cells that a merged cell covers. Raises SourceError if the
    boxes claim more than MOST_CELLS places.
    """
    height = max((box.row + box.height for box in boxes), default=0)
    width = max((box.column + box.width for box in boxes), default=0)
    check_size(height * width, width)
    check_size(sum(box.height * box.width for box in boxes))
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for box in boxes:
        for row in range(box.row, box.row + box.height):
            for column in range(box.column, box.column + box.width):
                held = rows[row][column]
                if held is None:
                    at = places[row][column] if row < len(places) and column < len(places[row]) else ""
                    rows[row][column] = _place(box, row, column, at)
                elif (row, column) != (box.row, box.column):
                    note = f"the merged cell at {box.cell.at} claims this place too"
                    rows[row][column] = replace(held, notes=(*held.notes, note))
                else:
                    rows[row][column] = _hiding(held, box.cell) if covers else _with_both(held, box.cell)
    return [[cell or Cell("", notes=(NO_CELL,)) for cell in row] for row in rows]


def _hiding(one: Cell, other: Cell) -> Cell:
    """The cell, with notes on what another cell below it holds."""
    hidden = (f'text that the merged cell hides: "{other.text}"',) if other.text else ()
    return replace(one, notes=(*one.notes, *hidden, *other.notes))


def _with_both(one: Cell, other: Cell) -> Cell:
    """The cell with the text of another that claims its place."""
    if not (one.text and other.text):
        return replace(other if other.text else one, notes=(*one.notes, *other.notes))
    note = f"two texts claim this place, “{one.text}” and “{other.text}”; compare it with the paper"
    return replace(one, text=f"{one.text} {other.text}", merged="", notes=(*one.notes, *other.notes, note))


def check_size(cells: int, columns: int = 1) -> None:
    """Raise SourceError for a table that is too large to have been printed."""
    for count, most, what in ((cells, MOST_CELLS, "cells"), (columns, MOST_COLUMNS, "columns")):
        if count > most:
            _refuse(f"A table claims {count:,} {what}", most)


def check_tables(tables: Sequence[FoundTable]) -> None:
    """Raise SourceError for too many tables, or too many cells in all of them."""
    check_count(len(tables), "tables")
    cells = sum(len(table.rows) * len(table.rows[0]) for table in tables if table.rows)
    if cells > MOST_CELLS:
        _refuse(f"The tables claim {cells:,} cells together", MOST_CELLS)


def check_count(number: int, what: str, most: int = MOST_TABLES) -> None:
    """Raise SourceError if a file has more than `most` tables, sheets or other things (`what`)."""
    if number > most:
        _refuse(f"The file has {number:,} {what}", most)


def _refuse(problem: str, most: int) -> NoReturn:
    raise SourceError(f"{problem}; expected at most {most:,}. Copy the part that is printed into a file of its own.")


def _place(box: Box, row: int, column: int, at: str) -> Cell:
    if (row, column) == (box.row, box.column):
        return box.cell
    return Cell("", at, "above" if row > box.row else "left")


def rectangular(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """All rows as long as the longest, without columns in which no cell begins, since paper does not show those."""
    width = max(map(len, rows), default=0)
    check_size(len(rows) * width, width)
    full = [[*row, *[Cell("", notes=(NO_CELL,))] * (width - len(row))] for row in rows]
    begun = [n for n in range(width) if any(not row[n].merged and NO_CELL not in row[n].notes for row in full)]
    return tuple(tuple(row[n] for n in begun) for row in full)
