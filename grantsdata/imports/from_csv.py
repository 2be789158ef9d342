"""A CSV file → its one table, cell by cell. The sign that divides the cells is found, and told; nothing else is."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from grantsdata.errors import Fault, SourceError
from grantsdata.imports.found import Cell, Document, FoundTable, one_line
from grantsdata.imports.grid import check_size, squared
from grantsdata.raw_files import Kind
from grantsdata.raw_text import raw_text, rows_begun

_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_MOST_TOLD = 20

Rows = list[list[str]]


def document(path: Path, kind: Kind) -> Document:
    """The rows of the file, blank ones at its end left out; SourceError if it is not UTF-8 throughout, as for a raw
    file, or if its quotation marks do not match."""
    text = raw_text(path, path.parent, kind, rows_begun).rstrip("\r\n") + "\n"
    readings = _readings(text, path.name)
    sign = max(readings, key=lambda sign: _fits(readings[sign]))  # the first of them where they fit alike
    rows = readings[sign]
    check_size(len(rows) * max(map(len, rows), default=0))
    cells = [
        [Cell(one_line(text), f"row {number}, cell {count}") for count, text in enumerate(row, start=1)]
        for number, row in enumerate(rows, start=1)
    ]
    notes = [f"its cells are divided by {_SIGNS[sign]}", *_uneven(rows)]
    return Document((FoundTable("table 1", "", squared(cells), tuple(notes)),), ())


def _readings(text: str, file: str) -> dict[str, Rows]:
    """The rows by each sign with which the quotation marks match."""
    readings: dict[str, Rows] = {}
    wrong: dict[str, Fault] = {}
    for sign in _SIGNS:
        rows: Rows = []
        try:
            rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
        except csv.Error as error:
            step = 'Write a quotation mark within a quoted cell twice: "".'
            problem = f"the quotation marks do not match ({error})"
            wrong[sign] = Fault(file, problem, "each quoted cell closed", step, len(rows) + 1)
        else:
            readings[sign] = rows
    if not readings:
        raise SourceError([wrong[","]])
    return readings


def _fits(rows: Rows) -> tuple[int, int]:
    """In how many rows the sign divides as many cells as in most of those that it divides, and how many those are."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _uneven(rows: Sequence[Sequence[str]]) -> list[str]:
    """An amount such as 213,000 without quotation marks makes two cells of one, and moves those after it."""
    first = len(rows[0]) if rows else 0
    uneven = [(number, len(row)) for number, row in enumerate(rows, start=1) if row and len(row) != first]
    notes = [f"row {number} has {count} cells, the first row {first}" for number, count in uneven[:_MOST_TOLD]]
    return notes + [f"and {len(uneven) - _MOST_TOLD} more such rows"] * (len(uneven) > _MOST_TOLD)
