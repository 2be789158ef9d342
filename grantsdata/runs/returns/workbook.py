"""A form as an XLSX workbook: labelled, locked except where it is filled in, with named cells; and read back."""

import io
import re
import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from grantsdata.runs.returns.filled import Filled, Found, NotAForm
from grantsdata.runs.returns.form import (
    ASKED,
    CHOICES,
    FACTS,
    FURTHER,
    GIVEN,
    GUIDANCE,
    LABELS,
    RETURNED_ON,
    Asked,
    Form,
)
from grantsdata.sources.safety.archives import part, parts
from grantsdata.sources.zipped import zip_of

SHEET, GUIDE = "Return", "Guidance"
_MEANINGS = (*GIVEN, *ASKED)
_WIDTHS = {"measure": 38, "kind": 15, "unit": 16, "last": 30, "narrative": 45, "data_quality": 16, "part_of": 22}
_WIDTH = 14
_HEAD = PatternFill("solid", fgColor="DBE7F1")
_TO_FILL = PatternFill("solid", fgColor="FFF7D6")
_LINE = Side(style="thin", color="484D50")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)
_MODIFIED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def workbook_of(form: Form) -> bytes:
    """Return the form as an XLSX file, with the same bytes each time.

    Each fact and each answer is a cell with a name (`returned_on`, `actual_1`), so that the form can be read back even
    if somebody moves rows. Cells to fill in are yellow, say what belongs in them, and refuse what does not.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _write(sheet, 1, 1, form.title).font = Font(bold=True, size=14)
    _write(sheet, 2, 1, form.body)
    checks = _checks(sheet)
    for row, (name, label) in enumerate(FACTS.items(), start=3):
        _write(sheet, row, 1, label).font = Font(bold=True)
        cell = _write(sheet, row, 2, form.facts[name])
        _name(book, name, cell)
        if name == RETURNED_ON:
            _open(cell)
            cell.number_format = "yyyy-mm-dd"
            checks[RETURNED_ON].add(cell)
    head = len(FACTS) + 4
    for column, meaning in enumerate(_MEANINGS, start=1):
        cell = _write(sheet, head, column, LABELS[meaning])
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _BOX
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(meaning, _WIDTH)
    _make_room(sheet, head, [LABELS[meaning] for meaning in _MEANINGS])
    for number, asked in enumerate((*form.asked, *[Asked()] * FURTHER), start=1):
        for column, meaning in enumerate(_MEANINGS, start=1):
            cell = _write(sheet, head + number, column, getattr(asked, meaning, ""))
            cell.border = _BOX
            _name(book, f"{meaning}_{number}", cell)
            if meaning in asked.to_fill():
                _open(cell)
                if meaning in checks:
                    checks[meaning].add(cell)
        _make_room(sheet, head + number, [getattr(asked, meaning, "") for meaning in _MEANINGS])
    for check in checks.values():
        if check.sqref:
            sheet.add_data_validation(check)
    sheet.freeze_panes = f"B{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.protection.sheet, sheet.protection.formatColumns, sheet.protection.formatRows = True, False, False
    guide = book.create_sheet(GUIDE)
    _write(guide, 1, 1, "How to fill in this return").font = Font(bold=True, size=14)
    for row, text in enumerate(GUIDANCE, start=2):
        _write(guide, row, 1, text).alignment = Alignment(wrap_text=False)
    guide.column_dimensions["A"].width = 100
    guide.protection.sheet = True
    for one in (sheet, guide):
        one.page_setup.orientation, one.page_setup.paperSize, one.page_setup.fitToHeight = "landscape", 9, 0
        one.sheet_properties.pageSetUpPr.fitToPage = True
    book.properties.title, book.properties.creator, book.properties.language = form.title, form.body, "en-GB"
    file = io.BytesIO()
    book.save(file)
    return _undated(file.getvalue())


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text, never a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=row > len(FACTS) + 3, vertical="top")
    return cell


def _make_room(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    """Make a row as high as its texts need, which a spreadsheet does only for what is typed there."""
    widths = [_WIDTHS.get(meaning, _WIDTH) - 1 for meaning in _MEANINGS]
    lines = max(len(textwrap.wrap(text, width)) for text, width in zip(texts, widths, strict=True))
    if lines > 1:
        sheet.row_dimensions[row].height = 15 * lines


def _name(book: Workbook, name: str, cell: Cell) -> None:
    place = f"{quote_sheetname(SHEET)}!${cell.column_letter}${cell.row}"
    book.defined_names[name] = DefinedName(name, attr_text=place)


def _open(cell: Cell) -> None:
    cell.protection, cell.fill, cell.border = Protection(locked=False), _TO_FILL, _BOX


def _checks(sheet: Worksheet) -> dict[str, DataValidation]:
    """What each cell accepts, by its meaning, with a prompt and a message."""
    whole = "a whole number, 0 or more, such as 1204"
    checks = {
        RETURNED_ON: DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True),
        "numerator": DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True),
        "denominator": DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True),
        "actual": DataValidation("decimal", operator="between", formula1="-999999999", formula2="999999999",
                                 allow_blank=True),
    }  # fmt: skip
    says = {RETURNED_ON: "a date such as 2017-10-31", "numerator": whole, "denominator": whole, "actual": "a number"}
    for meaning, labels in CHOICES.items():
        checks[meaning] = DataValidation("list", formula1=f'"{",".join(labels)}"', allow_blank=True)
        says[meaning] = f"one of: {', '.join(labels)}"
    for meaning, check in checks.items():
        label = LABELS.get(meaning) or FACTS[meaning]
        check.promptTitle = check.errorTitle = label[:32]
        check.prompt, check.error = f"Expected: {says[meaning]}.", f"Expected {says[meaning]}."
        check.showInputMessage = check.showErrorMessage = True
    return checks


def _undated(content: bytes) -> bytes:
    """The same workbook without the time at which it was saved."""
    held = {name: part(content, name) for name in parts(content)}
    return zip_of({name: _MODIFIED.sub(b"", one) if "core.xml" in name else one for name, one in held.items()})


def read_workbook(content: bytes) -> Filled:
    """Read the named cells of a form that was filled in. Raises NotAForm if names are missing.

    Of a formula the result is read that the program which saved the file had worked out; without one, the cell is
    marked as unread, since it would look blank. So is a cell that shows an error.
    """
    book, typed = load_workbook(io.BytesIO(content), data_only=True), load_workbook(io.BytesIO(content))
    places = {str(name): defined.attr_text or "" for name, defined in book.defined_names.items()}
    facts = {name: _found(book, typed, places, name) for name in FACTS}
    numbers = sorted(int(name.rpartition("_")[2]) for name in places if re.fullmatch("measure_[0-9]{1,4}", name))
    lines = tuple({meaning: _found(book, typed, places, f"{meaning}_{n}") for meaning in _MEANINGS} for n in numbers)
    return Filled(facts, lines)


def _found(book: Any, typed: Any, places: dict[str, str], name: str) -> Found:
    """Return the text of the cell of this name and its place; `typed` has formulas where `book` has results."""
    place = re.fullmatch(r"'?(.+?)'?!\$([A-Z]{1,3})\$([0-9]{1,7})", places.get(name, ""))
    if place is None or place[1].replace("''", "'") not in book.sheetnames:
        raise NotAForm(f"it has no cell with the name {name}")
    sheet = place[1].replace("''", "'")
    at = f"{place[2]}{place[3]}"
    cell, as_typed, where = book[sheet][at], typed[sheet][at], f"sheet {sheet} cell {at}"
    if cell.data_type == "e":
        return Found(str(cell.value), where, "an error of the spreadsheet:")
    if as_typed.data_type == "f" and cell.value is None:
        formula = str(getattr(as_typed.value, "text", as_typed.value))  # a formula of several cells is an object
        return Found(formula, where, "a formula with no result in the file:")
    return Found(_text(cell), where)


def _text(cell: Any) -> str:
    """The value of a cell as somebody would type it: 15 digits of a number, as Excel shows, and a date in ISO form."""
    value = cell.value
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and not isinstance(value, bool):
        is_share = "%" in str(cell.number_format)
        return f"{value * 100:.15g}%" if is_share else f"{value:.15g}"
    return "" if value is None else " ".join(str(value).split())
