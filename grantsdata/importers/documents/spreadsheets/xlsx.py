"""A workbook of Excel (XLSX) → the tables on its sheets, as they are shown. Formulas are told, none is worked out.

The only module that reads workbooks as they are shown; `sources.threesixty.workbook` reads plain lists of grants.
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
from grantsdata.importers.documents.spreadsheets.number_format import day_shown, number_shown
from grantsdata.importers.documents.spreadsheets.sheets import Sheet, place_name, tables_of
from grantsdata.sources.safety import archives

try:
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.utils import range_boundaries
except ImportError:
    raise ExtraError.of("Workbooks", "openpyxl", "import") from None

_MOST_WRITTEN = 500_000
"""Cells that a file may write down: it may give thousands of blank rows a border."""


def document(content: bytes) -> Document:
    """The tables of all sheets in their order, those of hidden sheets too; the paragraphs are what stands alone."""
    _check_cells(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it does not know: charts, rules of validation
        shown = openpyxl.load_workbook(BytesIO(content), data_only=True, rich_text=True, keep_links=False)
        typed = openpyxl.load_workbook(BytesIO(content), keep_links=False)
    tables: list[FoundTable] = []
    paragraphs: list[str] = []
    hidden = []
    for sheet in shown.worksheets:
        its, texts = tables_of(_sheet(sheet, typed[sheet.title]))
        tables += its
        check_tables(tables)
        paragraphs += texts
        if sheet.sheet_state != "visible":
            hidden.append(f"the sheet {sheet.title} is hidden")
    return Document(tuple(tables), tuple(paragraphs), tuple(hidden))


def _check_cells(content: bytes) -> None:
    """SourceError for too many sheets or cells. openpyxl makes an object for each cell, also for an empty one, and for
    each place of a merged cell, of which a sheet has 17 billion. Any part can be a sheet, whatever its name."""
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
    # Its own list of the cells that are there: to ask for rows and columns would make all the others too.
    for (row, column), cell in sorted(shown._cells.items()):
        at = (row - 1, column - 1)
        if at in covered:
            continue
        text, notes = _text(cell, typed._cells[row, column])
        if text or notes or at in sizes:
            boxes.append(Box(Cell(text, place_name(*at), "", notes), *at, *sizes.get(at, (1, 1))))
    rows = {row - 1 for row, its in shown.row_dimensions.items() if its.hidden}
    widest = max((box.column + box.width for box in boxes), default=0)
    columns = set(_hidden_columns(shown.column_dimensions, widest))
    return Sheet(shown.title, boxes, rows, columns, shown.sheet_state != "visible")


def _hidden_columns(dimensions: Mapping[str, Any], widest: int) -> Iterator[int]:
    """One entry may be for many columns, and for more than there are."""
    for its in dimensions.values():
        if its.hidden:
            yield from range((its.min or 1) - 1, min(its.max or its.min or 1, widest))


def _text(shown: Any, typed: Any) -> tuple[str, tuple[str, ...]]:
    notes: list[str] = []
    if typed.data_type == "f":
        notes.append(f"formula {one_line(str(getattr(typed.value, 'text', None) or typed.value))}")
        if shown.value is None:
            return "", (*notes, "the file holds no value of it: open it in the spreadsheet and save it again")
    text, of_it = _value_text(shown)
    if text and shown.font is not None and shown.font.strike:
        notes.append("struck out")
    return text, (*notes, *of_it)


def _value_text(cell: Any) -> tuple[str, tuple[str, ...]]:
    value = cell.value
    if value is None:
        return "", ()
    if isinstance(value, bool):
        return str(value).upper(), ()
    if isinstance(value, (int, float)):
        return number_shown(Decimal(repr(value)), cell.number_format)
    if isinstance(value, (datetime, date, time)):
        return day_shown(value, cell.number_format)
    if isinstance(value, timedelta):
        return str(value), (f"a time; its format: {cell.number_format}",)
    if isinstance(value, CellRichText):
        return _rich_text(value)
    if cell.data_type == "e":
        return str(value), ("an error of a formula",)
    return one_line(str(value)), ()


def _rich_text(value: Any) -> tuple[str, tuple[str, ...]]:
    """A text of several fonts; a mark that is set high is no part of it."""
    text, notes = "", []
    for part in value:
        of_it = part.text if isinstance(part, TextBlock) else str(part)
        is_high = isinstance(part, TextBlock) and part.font.vertAlign == "superscript"
        if is_high and of_it.strip() and not any(character.isalpha() for character in of_it):
            notes.append(f'raised mark "{one_line(of_it)}"')
        else:
            text += of_it
        if isinstance(part, TextBlock) and part.font.strike:
            notes.append(f'struck out: "{one_line(of_it)}"')
    return one_line(text), tuple(notes)
