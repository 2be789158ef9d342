"""Read a CSV file into a printed table: strings only, with the row number of each.

Nothing is interpreted here. A file that is not clearly a table is refused with all its faults, because a reader that
guesses an encoding or a delimiter can move amounts between columns without warning.

`split_amounts` finds amounts typed without quotation marks, such as `213,000`, which become two cells. If an empty cell
at the end of the row was left out too, the row has the right number of cells, and £213 would be read.
"""

import csv
import io
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from grantsdata.errors import Fault, SourceError
from grantsdata.model.amounts.two_cells import joined_amounts, split_cells
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.project import label
from grantsdata.sources.files.text import cut_off, ends_in_figure, raw_text, rows_begun


@dataclass(frozen=True)
class Header:
    """The number of rows of a table's header, and the signs for a cell merged with the cell above it or to its left."""

    rows: int = 1
    above: str = "〃"
    left: str = "←"


def column_names(records: Sequence[Sequence[str]], header: Header) -> list[str]:
    """Join the header texts of each column with spaces, from top to bottom; "" for a column without any text."""
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


def unnamed_column(number: int) -> str:
    """Return the name used for a column without a header text; columns are counted from 1."""
    return f"column {number}"


_SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'
_ONE_ROW = Header()
_TABLE = Kind("a CSV file", SourceError, "Add it, or remove it from the year's paper.toml.", _SAVE_AS)


@dataclass(frozen=True)
class PrintedTable:
    """A raw file as printed: `cells` has a str column for each printed column, and the file's row numbers as index."""

    file: str
    cells: pd.DataFrame


def read_printed_table(
    path: Path,
    project: Path,
    columns: Sequence[str] | None = None,
    kind: Kind = _TABLE,
    header: Header = _ONE_ROW,
    may_be_empty: bool = False,
) -> PrintedTable:
    """Read a CSV file whose header has exactly `columns`, in any order; without `columns`, any header is accepted.

    The result has the rows and columns of the file. Every cell is a string, and an empty cell is "". The index is the
    row number in the file; the header is row 1. The texts of a header of several rows are joined with spaces. A column
    without a header text is named by its position, such as "column 3", if `columns` contains that name.

    Raises SourceError with all faults of the file; `kind` limits its size, and a table without rows is a fault unless
    it `may_be_empty`. A file whose last line has no line end may be incomplete: it is refused if it ends in a digit,
    and always if it was not typed by a person.
    """
    file = label(path, project)
    text = raw_text(path, project, kind, rows_begun)
    records = list(_records(text, file))
    names = _names(records[: header.rows], header, columns or ())
    faults = list(_header_faults(file, names, names if columns is None else columns))
    if faults:
        raise SourceError(faults)
    below = header.rows + 1
    rows = records[header.rows :]
    faults = [] if may_be_empty and not rows else list(_row_faults(file, names, rows, below))
    end = cut_off(text, file, len(records))
    if not faults and end and (ends_in_figure(end) or not kind.is_typed):
        faults = [end]
    if faults:
        raise SourceError(faults)
    rows = [[cell.strip() for cell in record] for record in records[header.rows :]]
    index = pd.RangeIndex(below, len(rows) + below, name="row")
    return PrintedTable(file, pd.DataFrame(rows, columns=names, index=index, dtype="str"))


def _names(records: Sequence[Sequence[str]], header: Header, columns: Sequence[str]) -> list[str]:
    """Return the name of each column; one without a text is named by its position if `columns` contains that name."""
    names = column_names(records, header)
    positions = [unnamed_column(number) for number in range(1, len(names) + 1)]
    return [
        position if not name and position in columns else name for name, position in zip(names, positions, strict=True)
    ]


def _records(text: str, file: str) -> Iterator[list[str]]:
    """Yield the rows of cells, without blank lines at the end of the file. Raises SourceError for unmatched quotes."""
    reader = csv.reader(io.StringIO(text.rstrip("\r\n") + "\n", newline=""), strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):  # noqa: B007 - the handler reports the row
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
        yield Fault(file, "the first row is blank", "a header and rows", "Type the table in, its header first.")
        return
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and len(columns) > 1 and sign in header[0]:
            yield Fault(file, f"the cells are separated by {name}", "commas", _SAVE_AS, 1, text=header[0])
            return
    step = "Correct the header, or say in paper.toml what the column means (or ignored_columns)."
    missing = [name for name in columns if name not in header]
    for name in missing:
        yield Fault(file, "the column is missing", "the column in the header", step, 1, column=name)
    for name in header:
        if name not in columns:
            expected = ", ".join(f'"{name}"' for name in missing or columns)
            yield Fault(file, "unknown column", f"only the columns declared ({expected})", step, 1, text=name)
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Fault(file, "two columns with the same name:", "each name once", step, 1, text=name)


def _row_faults(file: str, header: list[str], records: list[list[str]], first: int) -> Iterator[Fault]:
    if not records:
        yield Fault(file, "a header without rows", "at least one row", "Type the table in.")
    numbered = enumerate(records, start=first)
    for is_blank, run in itertools.groupby(numbered, lambda item: not any(cell.strip() for cell in item[1])):
        rows = list(run)
        if is_blank:  # a spreadsheet may leave thousands of blank rows below a table
            blank = "a blank row" if len(rows) == 1 else f"{len(rows):,} blank rows"
            step = "Delete the row." if len(rows) == 1 else "Delete the rows."
            yield Fault(file, blank, "no blank rows", step, rows[0][0])
            continue
        for number, record in rows:
            if len(record) != len(header):
                expected = f"{len(header)}, as in the header"
                step = 'Put a cell that holds a comma in quotation marks: "213,000".'
                yield Fault(file, f"{len(record)} cells", expected, step, number, text=",".join(record))


_STEP = 'Put a cell that holds a comma in quotation marks: "213,000". Then check that the row has all its cells.'
_TWO_NUMBERS = " If they are two numbers, declare so with a correction of either cell in paper.toml."


def split_amounts(
    printed: PrintedTable, column: str, ignored: Collection[str] = (), decided: Collection[tuple[int, str]] = ()
) -> Iterator[Fault]:
    """Yield a fault for each cell of a column that forms one amount with the next cell of its row.

    `ignored` columns may hold numbers of their own, so next to them `split_cells` decides from the cells. `decided`
    are the rows and columns of cells that a person has checked and declared.
    """
    columns = list(printed.cells.columns)
    after = columns.index(column) + 1
    if after == len(columns):
        return
    following = columns[after]
    pairs = [(int(row), str(one), str(other)) for row, one, other in printed.cells[[column, following]].itertuples()]
    is_nameless = following == unnamed_column(after + 1)
    split = split_cells(pairs, is_nameless) if following in ignored else joined_amounts(pairs)
    for row, first, second in split:
        if (row, column) in decided or (row, following) in decided:
            continue
        problem, step = "an amount seems to continue in the next cell:", _STEP + _TWO_NUMBERS
        yield Fault(printed.file, problem, "one amount in one cell", step, row, column, f"{first},{second}")
