"""Read the values of a workbook's cells with calamine: the witness of what `xlsx` reads with openpyxl.

calamine knows no formats, but opens workbooks that openpyxl does not.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from grantsdata.importers.documents.found import Box, Cell, Unaccounted, one_line
from grantsdata.importers.documents.spreadsheets.number_format import plain
from grantsdata.importers.documents.spreadsheets.sheets import Place, Sheet, place_name

Value = str | float | int | bool | date | datetime | time | timedelta
Values = Mapping[str, Mapping[Place, Value]]
"""The name of each sheet, the place of each cell that is not blank, and its value."""


def values(content: bytes) -> Values | None:
    """The values of all sheets; None if calamine cannot open the workbook."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        found: dict[str, Mapping[Place, Value]] = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            found[name] = {
                (row, column): value
                for row, cells in enumerate(sheet.to_python(), start=top)
                for column, value in enumerate(cells, start=left)
                if value != ""
            }
        return found
    except CalamineError:
        return None


def hidden_sheets(content: bytes) -> set[str]:
    """The names of the sheets that are not shown; raises CalamineError if calamine cannot open the workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}


def sheet_of(name: str, cells: Mapping[Place, Value], is_hidden: bool) -> Sheet:
    """A sheet with its values as they are in the file."""
    boxes = [Box(Cell(_text(value), place_name(*place)), *place) for place, value in cells.items()]
    return Sheet(name, boxes, is_hidden=is_hidden)


def decimal(value: float) -> Decimal:
    """A number of a workbook. It is a binary fraction in the file, of which Excel shows 15 digits at most."""
    return Decimal(value) if isinstance(value, int) and abs(value) < 10**15 else Decimal(f"{value:.15g}")


def disagreements(
    name: str, read: Mapping[Place, object], witness: Mapping[Place, Value]
) -> Iterator[tuple[Place, Unaccounted]]:
    """The cells of a sheet in which the two readings differ."""
    for place in sorted(read.keys() | witness.keys()):
        ours, theirs = read.get(place), witness.get(place)
        if not _agree(ours, theirs):
            text, is_shown = (_text(theirs), True) if theirs is not None else (str(ours), False)
            beside = " ".join(_text(value) for (row, _), value in witness.items() if row == place[0])
            yield place, Unaccounted(text, f"sheet {name}, {place_name(*place)}", beside, is_shown)


def _agree(ours: object, theirs: Value | None) -> bool:
    if isinstance(ours, bool) or isinstance(theirs, bool) or ours is None or theirs is None:
        return ours == theirs or (ours is None and isinstance(theirs, str) and not one_line(theirs))
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return decimal(ours) == decimal(theirs)
    if isinstance(theirs, str):
        return one_line(str(ours)) == one_line(theirs) or not isinstance(ours, str)
    return not isinstance(ours, str)  # a day, which the two count from different days


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return plain(decimal(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else one_line(str(value))
