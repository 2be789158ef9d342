"""A workbook (XLSX) → the rows of its one sheet of grants, as texts. The only module that opens workbooks.

A workbook holds numbers as binary fractions. An amount is taken only where its shortest decimal form, which is what the
file has written, is whole pence of at most 15 digits: more than these no spreadsheet keeps.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from grantsdata.errors import ExtraError, Fault, SourceError
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.safety import archives
from grantsdata.sources.safety.own_process import Exceeded, apart

MOST_DIGITS = 15

MOST_PLACES = 5_000_000
"""Of all sheets, each from A1 to its last row and column: calamine makes them all, also for one cell at XFD1048576, and
where there is no memory for them it ends the whole process."""

_MOST_SECONDS, _MOST_MEMORY = 100, 2_000_000_000
_MOST_UNPACKED, _MOST_ELEMENTS = 1_000_000_000, 25_000_000
_STEP = "Delete the blank rows and columns around the grants, or save the sheet as CSV UTF-8."


def sheet_rows(path: Path, project: Path, kind: Kind, is_header: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """All rows of the one sheet whose first row is a header of grants, cells as texts; blank rows at the end are none.

    ExtraError if python-calamine is not installed; an error of the `kind` if the file is no workbook, or has no such
    sheet or several, or is too large when it is laid out.
    """
    content = raw_bytes(path, project, kind)
    try:
        import python_calamine  # noqa: F401
    except ImportError:
        raise ExtraError(
            "Workbooks need python-calamine, which is not installed; install it: pip install 'grantsdata[national]', "
            "or save the sheet as CSV UTF-8."
        ) from None
    _check(content, path.name, kind)
    try:
        texts = apart(sheet_texts, content, path.name, kind, seconds=_MOST_SECONDS, memory=_MOST_MEMORY)
    except Exceeded:
        problem = f"reading it takes more than {_MOST_SECONDS} seconds or {_MOST_MEMORY:,} bytes of memory"
        raise SourceError([Fault(path.name, problem, kind.what, _STEP)]) from None
    fitting = [name for name, rows in texts.items() if rows and is_header(rows[0])]
    if len(fitting) != 1:
        problem = f"{len(fitting)} of the sheets have a column of amounts in their first row; the sheets are"
        expected, step = "one sheet of grants", "Take the others out, or give the titles their row."
        raise SourceError([Fault(path.name, problem, expected, step, text=", ".join(texts))])
    rows = texts[fitting[0]]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def sheet_texts(content: bytes, file: str, kind: Kind) -> dict[str, list[list[str]]]:
    """The rows of each sheet of a workbook, from A1 on, by its name; SourceError if it cannot be opened."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except CalamineError as error:
        raise _not_opened(f"the workbook cannot be opened ({error})", file, kind) from None
    return {name: [[text_of(cell) for cell in row] for row in rows] for name, rows in sheets.items()}


def _not_opened(problem: str, file: str, kind: Kind) -> SourceError:
    return SourceError([Fault(file, problem, kind.what, kind.save_as)])


def _check(content: bytes, file: str, kind: Kind) -> None:
    """SourceError for what is no XLSX, whatever else calamine might take it for, or too large when it is laid out."""
    if "xl/workbook.xml" not in archives.parts(content):
        raise _not_opened("the workbook cannot be opened (it is no XLSX)", file, kind)
    places = _Places(file, kind)
    try:
        archives.look_through(
            content,
            places.begun,
            most_unpacked=_MOST_UNPACKED,
            most_xml=_MOST_UNPACKED,
            most_elements=_MOST_ELEMENTS,
        )
    except archives.Dangerous as error:
        raise _not_opened(str(error), file, kind) from None
    if places.sheets > min(len(places.parts), archives.MOST_TABLES):
        problem = f"the workbook lists {places.sheets:,} sheets and has {len(places.parts):,}"
        raise _not_opened(problem, file, kind)


class _Places:
    """Counts the places of all sheets, from A1 to the last cell with a value, and the sheets that are listed."""

    def __init__(self, file: str, kind: Kind) -> None:
        self.sheets = 0
        self.parts: dict[str, tuple[int, int]] = {}
        """The number of rows and columns of each part that can be a sheet."""
        self._file, self._kind = file, kind
        self._row = self._column = 0
        self._name = ""

    def begun(self, part: str, name: str, attributes: Mapping[str, str]) -> None:
        """An XML element begins. A row or cell that does not say where it stands comes after the one before it."""
        if name in ("v", "is"):
            self._take(part)
        elif name == "c":
            self._name = attributes.get("r", "")
            row, column = _place(self._name)
            self._row, self._column = row or self._row, column or self._column + 1
        elif name == "row":
            number = attributes.get("r", "")
            self._row, self._column = _number(number) or self._row + 1, 0
        elif name == "sheet":
            self.sheets += 1
        elif name in ("worksheet", "chartsheet", "dialogsheet", "macrosheet"):
            self.parts[part] = self.parts.get(part, (0, 0))
            self._row = self._column = 0

    def _take(self, part: str) -> None:
        """The cell that began last has a value."""
        rows, columns = self.parts.get(part, (0, 0))
        if self._row <= rows and self._column <= columns:
            return
        self.parts[part] = max(rows, self._row), max(columns, self._column)
        places = sum(rows * columns for rows, columns in self.parts.values())
        if places > MOST_PLACES:
            problem = (
                f"the sheets reach over {places:,} places, up to the cell {self._name or 'after the last'} of {part}"
            )
            expected = f"at most {MOST_PLACES:,}"
            raise SourceError([Fault(self._file, problem, expected, _STEP, self._row)])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _place(name: str) -> tuple[int, int]:
    """The row and column of a cell by its name, such as (7, 2) of B7, each 0 if the name does not say it."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters.upper()[:5]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return _number(name[len(letters) :]), column


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
