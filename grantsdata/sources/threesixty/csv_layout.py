"""Find where the table of a CSV file of any size ends and how wide it is, from the file's two ends.

Spreadsheets may leave rows of commas below a table and empty cells to its right. They hold nothing and are left out,
and a note says so.
"""

import codecs
import csv
import io
import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from grantsdata.errors import Fault, SourceError
from grantsdata.model.amounts.two_cells import joined_amounts
from grantsdata.model.phrases import counted
from grantsdata.model.schema import WORKBOOK_RISKS
from grantsdata.sources.files.text import foreign

SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'
"""What to do with a file that is not the kind of CSV that is read."""

_HEAD = 1 << 16
_NOTHING = b", \t\r\n"


@dataclass(frozen=True)
class Layout:
    """Where the table of a CSV file is, and how wide.

    `titles` are those of the header, with "" for each cell that the rows have beyond it. `header_cells` is the number
    of cells that the header itself has, and `header_lines` that of its lines. `end` is the byte after the last row that
    holds anything; `blank_rows` come after it.
    """

    titles: list[str]
    header_cells: int
    header_lines: int = 1
    end: int = sys.maxsize
    blank_rows: int = 0

    @property
    def notes(self) -> list[str]:
        """Sentences on what is left out because it holds nothing."""
        spare = abs(len(self.titles) - self.header_cells)
        blank, cells = counted(self.blank_rows, "blank row"), counted(spare, "empty cell")
        wider = "the header" if len(self.titles) < self.header_cells else "every row"
        notes = [f"{blank} at the end {'is' if self.blank_rows == 1 else 'are'} left out."] if self.blank_rows else []
        return [*notes, f"{cells} at the end of {wider} {'is' if spare == 1 else 'are'} left out."] if spare else notes


def layout_of(path: Path) -> Layout:
    """Return the layout of a CSV file. Raises SourceError if the file cannot be read or is clearly not a CSV file.

    The rows may have more cells than the header, or fewer, only if those cells are empty and all rows at the beginning
    of the file agree.
    """
    file = path.name
    try:
        if path.exists() and not path.is_file():
            raise SourceError([Fault(file, "this is not a plain file", "a CSV file", "Name the file itself.")])
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
            end, blank_rows = _content_end(opened)
    except OSError as error:
        step = "Check that the path is right and that you may read the file."
        problem = f"the file cannot be opened ({error.strerror})"
        raise SourceError([Fault(file, problem, "a CSV file", step)]) from None
    if other := foreign(head):
        hides = f" {WORKBOOK_RISKS}" if "workbook" in other else ""
        raise SourceError([Fault(file, f"this is {other}", "a CSV file in UTF-8", SAVE_AS + hides)])
    text = head[:end].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        titles = next(reader, [])
    except csv.Error as error:
        raise SourceError([Fault(file, f"the header cannot be read ({error})", "titles", SAVE_AS, 1)]) from None
    lines = reader.line_num
    rows = _first_rows(reader, is_complete=end <= _HEAD)
    width = _width(titles, rows)
    return Layout((titles + [""] * width)[:width], len(titles), lines, end, blank_rows)


def _content_end(opened: BinaryIO) -> tuple[int, int]:
    """Return where the last row that holds anything ends, and the number of blank rows after it."""
    start, content_end = opened.seek(0, io.SEEK_END), 0
    while start > 0 and not content_end:
        length = min(_HEAD, start)
        start = opened.seek(start - length)
        content = opened.read(length).rstrip(_NOTHING)
        content_end = start + len(content) if content else 0
    opened.seek(content_end)
    opened.readline()  # what is left of the last row: a quoted cell with line ends would end in a quotation mark
    return opened.tell(), sum(1 for _ in opened)


def _first_rows(reader: Iterator[list[str]], *, is_complete: bool) -> list[list[str]]:
    """Return the rows at the beginning of a file, without one that may continue; none if they cannot be read."""
    try:
        rows = list(reader)
    except csv.Error:
        return []
    return rows if is_complete else rows[:-1]


def _width(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return how many cells each row has if the rows agree and differ from the header only by empty cells.

    Otherwise the header counts. So it does if an amount seems to continue in the next cell, since an amount without
    quotation marks, such as `213,000`, makes a row longer too.
    """
    widths = {len(row) for row in rows}
    if len(widths) != 1:
        return len(titles)
    (width,) = widths
    spare = [cell for cells in (titles, *rows) for cell in cells[min(width, len(titles)) :]]
    pairs = [(0, *pair) for row in rows for pair in itertools.pairwise(row)]
    is_same = width == len(titles) or any(cell.strip() for cell in spare) or joined_amounts(pairs)
    return len(titles) if is_same else width
