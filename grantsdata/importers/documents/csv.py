"""A CSV file → its one table, cell by cell. The sign that divides the cells is found, and told; nothing else is."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from grantsdata.errors import Fault, SourceError
from grantsdata.importers.documents.found import Cell, Document, FoundTable, check_size, one_line, squared
from grantsdata.model.money import split_cells
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.text import cut_off, raw_text, rows_begun

_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_MOST_TOLD = 20
_QUOTE = 'Put a cell that holds the sign between the cells in quotation marks: "213,000".'
_APART = f'{_QUOTE} If they are two numbers, write the first with its pence: "213.00".'

Rows = list[list[str]]


def document(path: Path, kind: Kind) -> Document:
    """The rows of the file, blank ones at its end left out. A row that does not fit the header and a last row without
    a line end are faults of the table; SourceError if the file is not UTF-8 throughout, as for a raw file, or if its
    quotation marks do not match."""
    content = raw_text(path, path.parent, kind, rows_begun)
    text = content.rstrip("\r\n") + "\n"
    readings = _readings(text, path.name)
    sign = max(readings, key=lambda sign: _fits(readings[sign]))  # the first of them where they fit alike
    rows = readings[sign]
    check_size(len(rows) * max(map(len, rows), default=0))
    cells = [
        [Cell(one_line(text), f"row {number}, cell {count}") for count, text in enumerate(row, start=1)]
        for number, row in enumerate(rows, start=1)
    ]
    notes = [f"its cells are divided by {_SIGNS[sign]}", *_uneven(rows)]
    faults = [*_misfits(rows, sign), *_split(rows, sign), *filter(None, [cut_off(content, "", len(rows))])]
    return Document((FoundTable("table 1", "", squared(cells), tuple(notes), tuple(faults)),), ())


def _readings(text: str, file: str) -> dict[str, Rows]:
    """The rows by each sign with which the quotation marks match."""
    readings: dict[str, Rows] = {}
    wrong: dict[str, Fault] = {}
    for sign in _SIGNS:
        rows: Rows = []
        try:
            cells = 0
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
                rows.append(row)
                cells += len(row) or 1
                check_size(cells, len(row))
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


def _misfits(rows: Rows, sign: str) -> Iterator[Fault]:
    """Rows that have more cells than the header, or fewer: an amount such as 213,000 without quotation marks makes two
    cells of one, and moves those after it. A row of one text is a title, a heading or a note and moves nothing, and
    neither do blank cells at the end of a row."""
    header, first = _header(rows)
    misfits = [
        (number, row)
        for number, row in enumerate(rows[first:], start=first + 1)
        if any(cell.strip() for cell in (row[len(header) :] if len(row) > len(header) else row[1:]))
        if len(row) != len(header)
    ]
    for number, row in misfits[:_MOST_TOLD]:
        yield Fault("", f"{len(row)} cells:", f"{len(header)}, as in the header", _QUOTE, number, text=sign.join(row))
    if more := misfits[_MOST_TOLD:]:
        number, row = more[0]
        problem = f"{len(more)} more such rows, the first of them"
        yield Fault("", problem, f"{len(header)} cells, as in the header", _QUOTE, number, text=sign.join(row))


def _split(rows: Rows, sign: str) -> Iterator[Fault]:
    """Amounts that go on in the next cell of a row that is as long as the header all the same."""
    header, first = _header(rows)
    numbered = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows[first:], start=first + 1)]
    for place, name in enumerate(header[1:], start=1):
        pairs = [(number, row[place - 1], row[place]) for number, row in numbered if len(row) == len(header)]
        for number, begun, rest in split_cells(pairs, not name.strip()):
            text = f"{begun}{sign}{rest}"
            problem = "an amount seems to go on in the next cell:"
            yield Fault("", problem, "one amount in one cell", _APART, number, text=text)


def _header(rows: Rows) -> tuple[list[str], int]:
    """The first row of two texts or more, and how many rows end with it."""
    number = next((number for number, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), None)
    return ([], len(rows)) if number is None else (rows[number], number + 1)


def _uneven(rows: Sequence[Sequence[str]]) -> list[str]:
    """An amount such as 213,000 without quotation marks makes two cells of one, and moves those after it."""
    first = len(rows[0]) if rows else 0
    uneven = [(number, len(row)) for number, row in enumerate(rows, start=1) if row and len(row) != first]
    notes = [f"row {number} has {count} cells, the first row {first}" for number, count in uneven[:_MOST_TOLD]]
    return notes + [f"and {len(uneven) - _MOST_TOLD} more such rows"] * (len(uneven) > _MOST_TOLD)
