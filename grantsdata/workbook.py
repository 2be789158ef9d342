"""A workbook (XLSX) → the rows of its one sheet of grants, as texts. The only module that opens workbooks.

A workbook holds numbers as binary fractions. An amount is taken only where its shortest decimal form, which is what the
file has written, is whole pence of at most 15 digits: more than these no spreadsheet keeps.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from grantsdata.errors import ExtraError, Fault, SourceError
from grantsdata.raw_files import Kind, raw_bytes

MOST_DIGITS = 15


def sheet_rows(path: Path, kind: Kind, is_header: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """All rows of the one sheet whose first row is a header of grants, cells as texts; blank rows at the end are none.

    ExtraError if python-calamine is not installed; an error of the `kind` if the file is no workbook, or has no such
    sheet or several.
    """
    content = raw_bytes(path, path.parent, kind)
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise ExtraError.of("Workbooks", "python-calamine", "national", ", or save the sheet as CSV UTF-8") from None
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except CalamineError as error:
        problem = f"the workbook cannot be opened ({error})"
        raise SourceError([Fault(path.name, problem, kind.what, kind.save_as)]) from None
    texts = {name: [[text_of(cell) for cell in row] for row in rows] for name, rows in sheets.items()}
    fitting = [name for name, rows in texts.items() if rows and is_header(rows[0])]
    if len(fitting) != 1:
        problem = f"{len(fitting)} of the sheets have a column of amounts in their first row; the sheets are"
        expected, step = "one sheet of grants", "Take the others out, or give the titles their row."
        raise SourceError([Fault(path.name, problem, expected, step, text=", ".join(texts))])
    rows = texts[fitting[0]]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def text_of(cell: object) -> str:
    """A cell as a text: a whole number without a point, other numbers in the form of `number_text`, days as ISO."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return number_text(Decimal(repr(cell)))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def number_text(number: Decimal) -> str:
    """Pounds as they would be printed: `5`, `5.50`; what is no whole pence, or too long, keeps its own form, which
    `money` refuses."""
    if not number.is_finite() or len(number.normalize().as_tuple().digits) > MOST_DIGITS or number.adjusted() > 20:
        return str(number)
    whole = number.to_integral_value()
    if number == whole:
        return f"{whole:f}" if whole else "0"
    return f"{number:.2f}" if number * 100 == (number * 100).to_integral_value() else f"{number:f}"
