"""Read the tables on the sheets of an Excel workbook (XLSX), as shown. Notes name formulas; none is calculated.

The only module that reads workbooks as shown; `sources.threesixty.workbook` reads plain lists of grants.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.formula import DataTableFormula

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import (
    Box,
    Cell,
    Document,
    FoundTable,
    Unaccounted,
    check_count,
    check_size,
    check_tables,
    one_line,
)
from grantsdata.importers.documents.marks import is_linked_mark, is_mark
from grantsdata.importers.documents.spreadsheets.colours import background_of, colour_of, ink_of
from grantsdata.importers.documents.spreadsheets.drawings import drawn
from grantsdata.importers.documents.spreadsheets.hidden import condition_notes, hidden_columns, hidden_rows
from grantsdata.importers.documents.spreadsheets.number_format import named_colour, shown_day, shown_number, shown_scale
from grantsdata.importers.documents.spreadsheets.sheets import Place, Sheet, place_name, places_of, tables_of
from grantsdata.importers.documents.spreadsheets.values import (
    Value,
    decimal,
    disagreements,
    hidden_sheets,
    sheet_of,
    values,
)
from grantsdata.importers.documents.unseen import is_unseen, unseen_note
from grantsdata.sources.safety import archives
from grantsdata.sources.safety.open_xml import AS_TRANSITIONAL, Change, Package, is_strict, rewritten

_LOCALE_FORMS = tuple(BUILTIN_FORMATS[number] for number in (5, 6, 7, 8, 42, 44))
_LOCALE_NOTE = "each computer shows its own currency here, in Britain £"
_SOUND_FORMS = {BUILTIN_FORMATS[44]: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'}
"""openpyxl lacks a separator in the accounting format."""

_PLACE = re.compile(r"([A-Z]{0,3})([0-9]{0,7})")
_SMALL = 0.75  # of the cell's size
_MOST_COMPARED = 2_000_000
_MOST_WRITTEN = 500_000
"""The most cells in a file, including blank ones: thousands of blank rows may have a border."""


_REPAIRS: list[Change] = [
    AS_TRANSITIONAL,
    (re.compile(rb"<(\w+:)?fill\s*/>|<(\w+:)?fill\s*>\s*</(?:\w+:)?fill>"), rb"<\1fill><\1patternFill/></\1fill>"),
    (re.compile(rb'(<(?:\w+:)?(?:c|row|col)\b[^>]*?) (?:s|style)=""'), rb"\1"),
    (re.compile(rb"<Relationship\b[^>]*/(?:pivot\w+|externalLink|drawing|slicer\w*|ctrlProp)\"[^>]*/>"), b""),
    (re.compile(rb'(<Relationship\b(?=[^>]*/chartsheet")[^>]*?\bTarget=")[^"]*'), rb"\1none"),
    (re.compile(rb"<(\w+:)?pivotCaches>.*?</(?:\w+:)?pivotCaches>", re.DOTALL), b""),
]
"""What other programs write and openpyxl refuses: empty fills, empty styles, parts and sheets that hold no cells."""


def document(content: bytes) -> Document:
    """The tables of all sheets in order, including hidden sheets; the paragraphs are texts outside tables.

    `values` are read a second time by calamine. A workbook that openpyxl cannot open has only these, and notes say so.
    """
    witness = values(content) if _check_cells(content) <= _MOST_COMPARED else None
    package = Package(content)
    notes: list[str] = []
    sheets: list[Sheet] = []
    unaccounted: list[Unaccounted] = []
    try:
        books = _books(content)
    except Exception as error:  # openpyxl raises any error for what it does not know
        if witness is None:
            raise
        notes.append(
            f"how its numbers are shown cannot be read ({type(error).__name__}): they are as in the file, without "
            "currency, and hidden rows, merged cells, formulas and comments are not known. Save it again in Excel."
        )
        hidden = hidden_sheets(content)
        sheets = [sheet_of(name, cells, name in hidden) for name, cells in witness.items()]
    else:
        if witness is None:
            notes.append("a second reader cannot open it, so that its values are read by one reader only")
        for shown, typed in books:
            sheet, differences = _compared(shown, typed, None if witness is None else witness.get(shown.title, {}))
            sheets.append(sheet)
            unaccounted += differences
    tables: list[FoundTable] = []
    texts, objects = drawn(package)
    paragraphs: list[str] = []
    for sheet in sheets:
        sheet_tables, sheet_texts, sheet_notes = tables_of(sheet)
        tables += sheet_tables
        check_tables(tables)
        paragraphs += sheet_texts
        notes += [*[f"the sheet {sheet.name} is hidden"] * sheet.is_hidden, *sheet_notes]
    return Document(tuple(tables), (*paragraphs, *texts), (*notes, *objects), tuple(unaccounted))


def _books(content: bytes) -> Iterator[tuple[Any, Any]]:
    """Each sheet with values, and the same with formulas. Raises any error if openpyxl cannot open the workbook."""
    try:
        if is_strict(content):
            content = rewritten(content, [AS_TRANSITIONAL])
        shown, typed = _opened(content)
    except Exception:
        shown, typed = _opened(rewritten(content, _REPAIRS))
    return iter([(sheet, typed[sheet.title]) for sheet in shown.worksheets])


def _opened(content: bytes) -> tuple[Any, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not know: charts, rules of validation
        return (
            openpyxl.load_workbook(BytesIO(content), data_only=True, rich_text=True, keep_links=False),
            openpyxl.load_workbook(BytesIO(content), keep_links=False),
        )


def _compared(shown: Any, typed: Any, witness: Mapping[Place, Value] | None) -> tuple[Sheet, list[Unaccounted]]:
    """A sheet, and the cells that another reader reads otherwise. Where a merged cell hides a value, its place gets it
    as a note."""
    sheet = _sheet(shown, typed)
    if witness is None:
        return sheet, []
    read = {
        (row - 1, column - 1): unescape(cell.value) if isinstance(cell.value, str) else cell.value
        for (row, column), cell in shown._cells.items()
        if cell.value is not None and cell.data_type != "e"  # calamine leaves out errors of formulas
    }
    covered = {place for box in sheet.boxes for place in places_of(box)} - {
        (box.row, box.column) for box in sheet.boxes
    }
    different = list(disagreements(shown.title, read, witness))
    hidden = [Box(Cell(one.word, place_name(*place)), *place) for place, one in different if place in covered]
    sheet = replace(sheet, boxes=[*sheet.boxes, *hidden])
    return sheet, [one for place, one in different if place not in covered]


def _check_cells(content: bytes) -> int:
    """The number of places from A1 to the last cells of all sheets, for which calamine takes memory. Raises SourceError
    for too many sheets or cells, before openpyxl reads them.

    openpyxl makes an object for each cell, even a blank one, and for each place of a merged cell, of which a sheet may
    have 17 billion. All parts of the file are counted, since any part can be a sheet, whatever its name.
    """
    found: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    places: set[tuple[str, str]] = set()

    def count(part: str, name: str, attributes: Mapping[str, str]) -> None:
        found[name] += 1
        if name in ("row", "c"):
            place = _PLACE.fullmatch(attributes.get("r", ""))
            letters, digits = place.groups() if place else ("", "")
            rows[part] = max(rows[part] + (not digits), int(digits or 0))
        if name == "c":
            columns[part] = max(columns[part] + (not letters), column_index_from_string(letters) if letters else 0)
            check_count(found["c"], "cells in its sheets, empty ones included", _MOST_WRITTEN)
            if letters and (part, letters + digits) in places:
                raise SourceError(
                    f"The cell {letters}{digits} is there twice in {part}. Save the workbook again in Excel."
                )
            places.add((part, letters + digits))
        elif name == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes.get("ref", "A1"))
            found["merged"] += (right - left + 1) * (bottom - top + 1)
            check_size(found["merged"])
        elif name == "sheet":
            check_count(found["sheet"], "sheets")

    archives.scan_elements(content, count)
    return sum(rows[part] * columns[part] for part in rows)


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
            is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
            scale = shown_scale(text, decimal(cell.value)) if is_number else 1
            boxes.append(Box(Cell(text, place_name(*at), "", notes, scale), *at, *sizes.get(at, (1, 1))))
    widest = max((box.column + box.width for box in boxes), default=0)
    columns = set(hidden_columns(shown.column_dimensions, widest))
    return Sheet(shown.title, boxes, hidden_rows(shown), columns, shown.sheet_state != "visible")


def _text(shown: Any, typed: Any) -> tuple[str, tuple[str, ...]]:
    """The text that a cell shows, and notes; `typed` is the same cell with its formula in place of its value."""
    notes: list[str] = []
    if typed.data_type == "f":
        notes.append(_formula(typed.value))
        if shown.value is None:
            return "", (*notes, "the file holds no value for it: open it in the spreadsheet and save it again")
    text, value_notes = _value_text(shown)
    notes += condition_notes(shown) if text else ()
    font = shown.font
    is_number = isinstance(shown.value, int | float) and not isinstance(shown.value, bool)
    ink = named_colour(decimal(shown.value), shown.number_format) if is_number else None
    if text and font is not None and is_unseen(ink or ink_of(font.color), background_of(shown), font.sz):
        notes.append(unseen_note(text, background_of(shown)))
        text = ""
    if text and font is not None and font.strike:
        notes.append("struck out")
    if text and font is not None and font.vertAlign == "superscript":
        notes.append("the whole cell is raised, like a footnote mark")
    if typed.comment is not None:
        notes.append(f'a comment stands here: "{one_line(typed.comment.text or "")}"')
    return text, (*notes, *value_notes)


def _formula(value: Any) -> str:
    if isinstance(value, DataTableFormula):
        return "one of a table of trials (What-If Analysis)"
    return f"formula {one_line(str(getattr(value, 'text', None) or value))}"


def _value_text(cell: Any) -> tuple[str, tuple[str, ...]]:
    value = cell.value
    if value is None:
        return "", ()
    if isinstance(value, bool):
        return str(value).upper(), ()
    if isinstance(value, (int, float)):
        form = cell.number_format
        text, notes = shown_number(decimal(value), _SOUND_FORMS.get(form, form))
        return text, (*notes, *[_LOCALE_NOTE] * (form in _LOCALE_FORMS))
    if isinstance(value, (datetime, date, time)):
        return shown_day(value, cell.number_format)
    if isinstance(value, timedelta):
        return str(value), (f"a time; its format: {cell.number_format}",)
    if isinstance(value, CellRichText):
        return _rich_text(cell)
    if cell.data_type == "e":
        return str(value), ("an error of a formula",)
    return one_line(unescape(str(value))), ()


def _rich_text(cell: Any) -> tuple[str, tuple[str, ...]]:
    """A text of several fonts, without superscript footnote marks and text that is not seen, which get a note."""
    text, raised = "", ""
    notes: list[str] = []
    for part in (*cell.value, ""):
        part_text = unescape(part.text if isinstance(part, TextBlock) else str(part))
        if isinstance(part, TextBlock) and is_unseen(colour_of(part.font.color), background_of(cell), part.font.sz):
            notes += [unseen_note(one_line(part_text), background_of(cell))] * bool(one_line(part_text))
            continue
        if isinstance(part, TextBlock) and part.font.strike:
            notes.append(f"struck out: “{one_line(part_text)}”")
        if isinstance(part, TextBlock) and part.font.vertAlign == "superscript":
            raised += part_text
            continue
        if one_line(raised) and is_mark(raised, text):
            notes.append(f'raised mark "{one_line(raised)}"')
            raised = ""
        size = part.font.sz if isinstance(part, TextBlock) else None
        is_small = size is not None and cell.font.sz is not None and size <= _SMALL * cell.font.sz
        is_low = isinstance(part, TextBlock) and part.font.vertAlign == "subscript"
        if (is_small or is_low) and text[-1:].isdigit() and is_linked_mark(part_text, text):
            notes.append(f'small mark "{one_line(part_text)}"')
            continue
        text, raised = text + raised + part_text, ""
    return one_line(text), tuple(notes)
