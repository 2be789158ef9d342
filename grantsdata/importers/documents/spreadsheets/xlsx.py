"""Read the tables on the sheets of an Excel workbook (XLSX), as shown. Notes name formulas; none is calculated.

The only module that reads workbooks as shown; `sources.threesixty.workbook` reads plain lists of grants.
"""

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from grantsdata.errors import ExtraError
from grantsdata.importers.documents.found import (
    Box,
    Cell,
    Document,
    FoundTable,
    check_count,
    check_size,
    check_tables,
    one_line,
)
from grantsdata.importers.documents.spreadsheets.number_format import shown_day, shown_number
from grantsdata.importers.documents.spreadsheets.sheets import Sheet, place_name, tables_of
from grantsdata.sources.safety import archives

try:
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.utils import range_boundaries
except ImportError:
    raise ExtraError.of("Workbooks", "openpyxl", "import") from None

_MOST_WRITTEN = 500_000
"""The most cells in a file, including blank ones: thousands of blank rows may have a border."""


def document(content: bytes) -> Document:
    """The tables of all sheets in order, including hidden sheets; the paragraphs are texts outside tables."""
    _check_cells(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not know: charts, rules of validation
        shown = openpyxl.load_workbook(BytesIO(content), data_only=True, rich_text=True, keep_links=False)
        typed = openpyxl.load_workbook(BytesIO(content), keep_links=False)
    tables: list[FoundTable] = []
    paragraphs: list[str] = []
    hidden = []
    for sheet in shown.worksheets:
        sheet_tables, texts = tables_of(_sheet(sheet, typed[sheet.title]))
        tables += sheet_tables
        check_tables(tables)
        paragraphs += texts
        if sheet.sheet_state != "visible":
            hidden.append(f"the sheet {sheet.title} is hidden")
    return Document(tuple(tables), tuple(paragraphs), tuple(hidden))


def _check_cells(content: bytes) -> None:
    """Raise SourceError for too many sheets or cells, before openpyxl reads them.

    openpyxl makes an object for each cell, even a blank one, and for each place of a merged cell, of which a sheet may
    have 17 billion. All parts of the file are counted, since any part can be a sheet, whatever its name.
    """
    found: Counter[str] = Counter()

    def count(part: str, name: str, attributes: Mapping[str, str]) -> None:
        found[name] += 1
        if name == "c":
            check_count(found["c"], "cells in its sheets, empty ones included", _MOST_WRITTEN)
        elif name == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes.get("ref", "A1"))
            found["merged"] += (right - left + 1) * (bottom - top + 1)
            check_size(found["merged"])
        elif name == "sheet":
            check_count(found["sheet"], "sheets")

    archives.scan_elements(content, count)


def _sheet(shown: Any, typed: Any) -> Sheet:
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merged in shown.merged_cells.ranges:
        row, column = merged.min_row - 1, merged.min_col - 1
        sizes[row, column] = merged.max_row - row, merged.max_col - column
        covered |= {(r, c) for r in range(row, merged.max_row) for c in range(column, merged.max_col)} - {(row, column)}
    boxes = []
    # `_cells` holds the cells that are in the file; asking for rows and columns would make all others too.
    for (row, column), cell in sorted(shown._cells.items()):
        at = (row - 1, column - 1)
        if at in covered:
            continue
        text, notes = _text(cell, typed._cells[row, column])
        if text or notes or at in sizes:
            boxes.append(Box(Cell(text, place_name(*at), "", notes), *at, *sizes.get(at, (1, 1))))
    rows = {row - 1 for row, dimension in shown.row_dimensions.items() if dimension.hidden}
    widest = max((box.column + box.width for box in boxes), default=0)
    columns = set(_hidden_columns(shown.column_dimensions, widest))
    return Sheet(shown.title, boxes, rows, columns, shown.sheet_state != "visible")


def _hidden_columns(dimensions: Mapping[str, Any], widest: int) -> Iterator[int]:
    """The hidden columns before column `widest`; one entry may stand for many columns, more than the sheet has."""
    for entry in dimensions.values():
        if entry.hidden:
            yield from range((entry.min or 1) - 1, min(entry.max or entry.min or 1, widest))


def _text(shown: Any, typed: Any) -> tuple[str, tuple[str, ...]]:
    """The text that a cell shows, and notes; `typed` is the same cell with its formula in place of its value."""
    notes: list[str] = []
    if typed.data_type == "f":
        notes.append(f"formula {one_line(str(getattr(typed.value, 'text', None) or typed.value))}")
        if shown.value is None:
            return "", (*notes, "the file holds no value for it: open it in the spreadsheet and save it again")
    text, value_notes = _value_text(shown)
    if text and shown.font is not None and shown.font.strike:
        notes.append("struck out")
    return text, (*notes, *value_notes)


def _value_text(cell: Any) -> tuple[str, tuple[str, ...]]:
    value = cell.value
    if value is None:
        return "", ()
    if isinstance(value, bool):
        return str(value).upper(), ()
    if isinstance(value, (int, float)):
        return shown_number(Decimal(repr(value)), cell.number_format)
    if isinstance(value, (datetime, date, time)):
        return shown_day(value, cell.number_format)
    if isinstance(value, timedelta):
        return str(value), (f"a time; its format: {cell.number_format}",)
    if isinstance(value, CellRichText):
        return _rich_text(value)
    if cell.data_type == "e":
        return str(value), ("an error of a formula",)
    return one_line(str(value)), ()


def _rich_text(value: Any) -> tuple[str, tuple[str, ...]]:
    """A text of several fonts, without superscript footnote marks, which get a note."""
    text, notes = "", []
    for part in value:
        part_text = part.text if isinstance(part, TextBlock) else str(part)
        is_superscript = isinstance(part, TextBlock) and part.font.vertAlign == "superscript"
        if is_superscript and part_text.strip() and not any(character.isalpha() for character in part_text):
            notes.append(f'raised mark "{one_line(part_text)}"')
        else:
            text += part_text
        if isinstance(part, TextBlock) and part.font.strike:
            notes.append(f'struck out: "{one_line(part_text)}"')
    return one_line(text), tuple(notes)
