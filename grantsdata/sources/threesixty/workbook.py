"""Read the sheet of grants of a workbook (XLSX) as rows of texts.

A workbook holds numbers as binary fractions. An amount is accepted only if its shortest decimal form, which is the form
in the file, is whole pence of at most 15 digits: spreadsheets keep no more digits.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from grantsdata.errors import Fault, SourceError, check_installed
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.safety import archives
from grantsdata.sources.safety.own_process import LimitExceeded, call_in_own_process

MOST_DIGITS = 15

MOST_CELLS = 5_000_000
"""Cells of all sheets, each from A1 to its last row and column. calamine allocates all of them, even for a single cell
at XFD1048576, and ends the process if the memory is not enough."""

_MOST_SECONDS, _MOST_MEMORY = 100, 2_000_000_000
_MOST_UNPACKED, _MOST_ELEMENTS = 1_000_000_000, 25_000_000
_STEP = "Delete the blank rows and columns around the grants, or save the sheet as CSV UTF-8."


def sheet_rows(path: Path, project: Path, kind: Kind, is_header: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """Return the rows of the one sheet whose first row is a header of grants, as texts, without blank rows at the end.

    Raises ExtraError if python-calamine is not installed, and the error of `kind` or SourceError if the file is not a
    workbook, is too large, or does not have exactly one such sheet.
    """
    content = raw_bytes(path, project, kind)
    check_installed("Workbooks", "national", "python_calamine", otherwise=", or save the sheet as CSV UTF-8")
    _check(content, path.name, kind)
    try:
        texts = call_in_own_process(
            sheet_texts,
            content,
            path.name,
            kind,
            seconds=_MOST_SECONDS,
            memory=_MOST_MEMORY,
            most_answer=_MOST_UNPACKED,
        )
    except LimitExceeded as error:
        raise SourceError([Fault(path.name, f"reading it {error}", kind.what, _STEP)]) from None
    with_grants = [name for name, rows in texts.items() if rows and is_header(rows[0])]
    if len(with_grants) != 1:
        problem = f"{len(with_grants)} of the sheets have a column of amounts in their first row; the sheets are"
        expected, step = "one sheet of grants", "Remove the other sheets, or put the titles into the first row."
        raise SourceError([Fault(path.name, problem, expected, step, text=", ".join(texts))])
    rows = texts[with_grants[0]]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def sheet_texts(content: bytes, file: str, kind: Kind) -> dict[str, list[list[str]]]:
    """Return the rows of each sheet, starting at A1, by the sheet's name. Raises SourceError if it cannot be opened."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except CalamineError as error:
        raise _cannot_open(f"the workbook cannot be opened ({error})", file, kind) from None
    return {name: [[text_of(cell) for cell in row] for row in rows] for name, rows in sheets.items()}


def _cannot_open(problem: str, file: str, kind: Kind) -> SourceError:
    return SourceError([Fault(file, problem, kind.what, kind.save_as)])


def _check(content: bytes, file: str, kind: Kind) -> None:
    """Raise SourceError if the file is not an XLSX, even if calamine could read it, or has too many cells."""
    if "xl/workbook.xml" not in archives.parts(content):
        raise _cannot_open("the workbook cannot be opened (it is not an XLSX)", file, kind)
    counter = _CellCounter(file, kind)
    try:
        archives.scan_elements(
            content,
            counter.on_element,
            most_unpacked=_MOST_UNPACKED,
            most_xml=_MOST_UNPACKED,
            most_elements=_MOST_ELEMENTS,
        )
    except archives.UnsafeArchive as error:
        raise _cannot_open(str(error), file, kind) from None
    if counter.sheets > min(len(counter.parts), archives.MOST_TABLES):
        problem = f"the workbook lists {counter.sheets:,} sheets and has {len(counter.parts):,}"
        raise _cannot_open(problem, file, kind)


class _CellCounter:
    """Counts the cells of all sheets, from A1 to the last cell with a value, and the sheets that are listed."""

    def __init__(self, file: str, kind: Kind) -> None:
        self.sheets = 0
        self.parts: dict[str, tuple[int, int]] = {}
        """The number of rows and columns of each part that can be a sheet."""
        self._file, self._kind = file, kind
        self._row = self._column = 0
        self._name = ""

    def on_element(self, part: str, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an XML element. A row or cell without a position follows the one before it."""
        if name in ("v", "is"):
            self._count_cell(part)
        elif name == "c":
            self._name = attributes.get("r", "")
            row, column = _position(self._name)
            self._row, self._column = row or self._row, column or self._column + 1
        elif name == "row":
            number = attributes.get("r", "")
            self._row, self._column = _number(number) or self._row + 1, 0
        elif name == "sheet":
            self.sheets += 1
        elif name in ("worksheet", "chartsheet", "dialogsheet", "macrosheet"):
            self.parts[part] = self.parts.get(part, (0, 0))
            self._row = self._column = 0

    def _count_cell(self, part: str) -> None:
        """Count the current cell, which has a value."""
        rows, columns = self.parts.get(part, (0, 0))
        if self._row <= rows and self._column <= columns:
            return
        self.parts[part] = max(rows, self._row), max(columns, self._column)
        cells = sum(rows * columns for rows, columns in self.parts.values())
        if cells > MOST_CELLS:
            problem = f"the sheets span {cells:,} cells, up to the cell {self._name or 'after the last'} of {part}"
            expected = f"at most {MOST_CELLS:,}"
            raise SourceError([Fault(self._file, problem, expected, _STEP, self._row)])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _position(name: str) -> tuple[int, int]:
    """Return the row and column of a cell by its name, such as (7, 2) for B7; each is 0 if the name lacks it."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters.upper()[:5]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return _number(name[len(letters) :]), column


def text_of(cell: object) -> str:
    """Return a cell as a text: whole numbers without a point, other numbers like `number_text`, dates in ISO form."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return number_text(Decimal(repr(cell)))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def number_text(number: Decimal) -> str:
    """Return pounds as they would be printed: `5`, `5.50`.

    A number that is not whole pence or has too many digits keeps its form, which `money` refuses.
    """
    if not number.is_finite() or len(number.normalize().as_tuple().digits) > MOST_DIGITS or number.adjusted() > 20:
        return str(number)
    whole = number.to_integral_value()
    if number == whole:
        return f"{whole:f}" if whole else "0"
    return f"{number:.2f}" if number * 100 == (number * 100).to_integral_value() else f"{number:f}"
