"""A raw file → a printed table: strings only, each with the file and row that it stands in.

Nothing is interpreted here. A file that is not plainly a table is refused with all its faults, because
a reader that guesses an encoding or a delimiter moves amounts between columns without a word.

The rows of a printed header → the name of each column.

An amount that was typed without quotation marks → a fault, where the row has the right number of cells all the same.

`213,000` becomes two cells. Where an empty cell at the end of the row was left out too, nothing seems to be missing,
and £213 would be read.
"""

import csv
import io
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from grantsdata.errors import Fault, SourceError
from grantsdata.model.money import going_on, split_cells
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.project import label
from grantsdata.sources.files.text import cut_off, ends_in_figure, raw_text, rows_begun


@dataclass(frozen=True)
class Header:
    """How a table's header is printed: over how many rows, and the signs for a cell that is one with the cell above it
    or to its left."""

    rows: int = 1
    above: str = "〃"
    left: str = "←"


def column_names(records: Sequence[Sequence[str]], header: Header) -> list[str]:
    """The texts above each other of each column, with a space between them; "" for a column without any."""
    parts: list[list[str]] = [[] for _ in range(max(map(len, records), default=0))]
    for record in records:
        left = ""
        for part, cell in zip(parts, record, strict=False):
            text = cell.strip()
            if header.rows > 1:
                text = left if text == header.left else "" if text == header.above else text
            left = text
            part += [text] if text else []
    return [" ".join(part) for part in parts]


def place_name(number: int) -> str:
    """What a column without a name is called, counted from one."""
    return f"column {number}"


_SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'
_ONE_ROW = Header()
_TABLE = Kind("a CSV file", SourceError, "Add it, or take it out of the year's paper.toml.", _SAVE_AS)


@dataclass(frozen=True)
class PrintedTable:
    """A raw file as printed: `cells` has one str column per printed column; its index is the file's row."""

    file: str
    cells: pd.DataFrame


def read_printed_table(
    path: Path,
    project: Path,
    columns: Sequence[str] | None = None,
    kind: Kind = _TABLE,
    header: Header = _ONE_ROW,
) -> PrintedTable:
    """Read a CSV file whose header holds just `columns`, in any order; without `columns`, whatever it holds.

    Rows × columns as in the file, every cell a string, an empty cell the empty string; the index is the row
    of the file, the header being row 1. A header of several rows gives each column the texts above each other, with a
    space between them; a column without any is called by its place, "column 3", if `columns` has it.
    SourceError with all faults of the file; `kind` says how large it may be. A file without a line end at its end may
    have been cut off: it is refused if it ends in a figure, and any such file that no person typed.
    """
    file = label(path, project)
    text = raw_text(path, project, kind, rows_begun)
    records = list(_records(text, file))
    names = _names(records[: header.rows], header, columns or ())
    faults = list(_header_faults(file, names, names if columns is None else columns))
    if faults:
        raise SourceError(faults)
    below = header.rows + 1
    faults = list(_row_faults(file, names, records[header.rows :], below))
    end = cut_off(text, file, len(records))
    if not faults and end and (ends_in_figure(end) or not kind.is_typed):
        faults = [end]
    if faults:
        raise SourceError(faults)
    rows = [[cell.strip() for cell in record] for record in records[header.rows :]]
    index = pd.RangeIndex(below, len(rows) + below, name="row")
    return PrintedTable(file, pd.DataFrame(rows, columns=names, index=index, dtype="str"))


def _names(records: Sequence[Sequence[str]], header: Header, columns: Sequence[str]) -> list[str]:
    """The name of each column; one without any is called by its place, if `columns` has that."""
    names = column_names(records, header)
    blanks = [place_name(number) for number in range(1, len(names) + 1)]
    return [blank if not name and blank in columns else name for name, blank in zip(names, blanks, strict=True)]


def _records(text: str, file: str) -> Iterator[list[str]]:
    """Rows of cells; blank lines at the end of the file are no rows."""
    reader = csv.reader(io.StringIO(text.rstrip("\r\n") + "\n", newline=""), strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):  # noqa: B007 - the handler tells the row
            yield record
    except csv.Error as error:
        raise SourceError(
            [
                Fault(
                    file,
                    f"the quotation marks do not match ({error})",
                    "each quoted cell closed",
                    'Write a quotation mark within a quoted cell twice: "".',
                    number + 1,
                )
            ]
        ) from None


def _header_faults(file: str, header: list[str], columns: Sequence[str]) -> Iterator[Fault]:
    if not any(header):
        yield Fault(file, "the file is empty", "a header and rows", "Type the table in.")
        return
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and len(columns) > 1 and sign in header[0]:
            yield Fault(file, f"the cells are divided by {name}", "commas", _SAVE_AS, 1, text=header[0])
            return
    step = "Correct the header, or say in paper.toml what the column means (or ignored_columns)."
    missing = [name for name in columns if name not in header]
    for name in missing:
        yield Fault(file, "the column is missing", "it in the header", step, 1, column=name)
    for name in header:
        if name not in columns:
            wanted = ", ".join(f'"{name}"' for name in missing or columns)
            yield Fault(file, "unknown column", f"only the columns declared ({wanted})", step, 1, text=name)
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Fault(file, "two columns of one name:", "each name once", step, 1, text=name)


def _row_faults(file: str, header: list[str], records: list[list[str]], first: int) -> Iterator[Fault]:
    if not records:
        yield Fault(file, "a header without rows", "at least one row", "Type the table in.")
    numbered = enumerate(records, start=first)
    for is_blank, run in itertools.groupby(numbered, lambda item: not any(cell.strip() for cell in item[1])):
        rows = list(run)
        if is_blank:  # a spreadsheet may leave thousands of them below a table
            blank = "a blank row" if len(rows) == 1 else f"{len(rows):,} blank rows"
            step = "Take the row out." if len(rows) == 1 else "Take the rows out."
            yield Fault(file, blank, "no blank rows", step, rows[0][0])
            continue
        for number, record in rows:
            if len(record) != len(header):
                expected = f"{len(header)}, as in the header"
                step = 'Put a cell that holds a comma in quotation marks: "213,000".'
                yield Fault(file, f"{len(record)} cells", expected, step, number, text=",".join(record))


_STEP = 'Put a cell that holds a comma in quotation marks: "213,000". Then look whether a cell of the row was left out.'
_TWO_NUMBERS = " If they are two numbers, declare so with a correction of either cell in paper.toml."


def split_amounts(
    printed: PrintedTable, column: str, apart: Collection[str] = (), decided: Collection[tuple[int, str]] = ()
) -> Iterator[Fault]:
    """A fault for each cell of a column that makes one amount together with the next cell of its row.

    `apart` are columns that may hold numbers of their own, beside which the cells themselves have to show that an
    amount goes on. `decided` are the rows and columns of cells that a person has looked at and declared.
    """
    columns = list(printed.cells.columns)
    after = columns.index(column) + 1
    if after == len(columns):
        return
    beside = columns[after]
    pairs = [(int(row), str(first), str(rest)) for row, first, rest in printed.cells[[column, beside]].itertuples()]
    split = split_cells(pairs, beside == place_name(after + 1)) if beside in apart else going_on(pairs)
    for row, first, rest in split:
        if (row, column) in decided or (row, beside) in decided:
            continue
        problem, step = "an amount seems to go on in the next cell:", _STEP + _TWO_NUMBERS
        yield Fault(printed.file, problem, "one amount in one cell", step, row, column, f"{first},{rest}")
