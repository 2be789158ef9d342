"""Read the tables on the sheets of a spreadsheet (ODS), as shown; its values are read a second time by calamine.

The file holds the text that each cell shows. It writes repeated rows and columns once, with their number, among them
up to a million blank ones, for which no cells are made.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

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
from grantsdata.importers.documents.open_document.parts import OFFICE, TABLE, Parts
from grantsdata.importers.documents.open_document.rows import Looks, cells_of, hidden_columns, rows_of
from grantsdata.importers.documents.open_document.shown import has_currency, shown
from grantsdata.importers.documents.open_document.styles import Look, Styles
from grantsdata.importers.documents.open_document.text import (
    DRAWN,
    FIELDS_OF_MARGINS,
    PAGE_NUMBER,
    PARAGRAPHS,
    Texts,
    all_text,
    earlier_values,
)
from grantsdata.importers.documents.spreadsheets.number_format import plain, shown_scale, with_sign
from grantsdata.importers.documents.spreadsheets.sheets import Sheet, place_name, places_of, tables_of
from grantsdata.importers.documents.spreadsheets.values import disagreements, values
from grantsdata.importers.documents.unseen import COVERED, HIDDEN, is_unseen
from grantsdata.importers.documents.witness import unaccounted
from grantsdata.model.amounts.parse import is_amount, parse_amount
from grantsdata.sources.safety import archives

_MOST_COMPARED = 2_000_000
"""Places of a sheet; calamine takes memory for each."""


def document(content: bytes) -> Document:
    """The tables of all sheets in order, including hidden sheets; the paragraphs are texts outside tables."""
    _check_sheets(content)
    parts = Parts(content, "spreadsheet")
    styles = Styles(parts)
    texts = Texts(parts, styles)
    tables: list[FoundTable] = []
    paragraphs: list[str] = []
    notes: list[str] = []
    sheets: list[Sheet] = []
    for table in parts.body.iterfind(TABLE + "table"):
        sheets.append(_sheet(table, styles, texts))
        sheet_tables, sheet_texts, sheet_notes = tables_of(sheets[-1])
        tables += sheet_tables
        check_tables(tables)
        paragraphs += sheet_texts
        notes += [*[f"the sheet {sheets[-1].name} is hidden"] * sheets[-1].is_hidden, *sheet_notes]
        drawn, drawn_notes = _drawn(table, texts)
        paragraphs += drawn
        notes += drawn_notes
    margins = [one_line(texts.of(part, skipping=FIELDS_OF_MARGINS)[0]) for _, part in parts.margins()]
    paragraphs += dict.fromkeys(text for text in margins if not PAGE_NUMBER.fullmatch(text))
    notes += [f'a tracked change has replaced or deleted: "{value}"' for value in earlier_values(parts.body)]
    found = Document(tuple(tables), tuple(paragraphs), tuple(dict.fromkeys(notes)))
    return replace(found, unaccounted=(*unaccounted(found, shown(parts, styles)), *_compared(content, parts, sheets)))


def _check_sheets(content: bytes) -> None:
    """Raise SourceError for too many sheets, before they are read."""
    sheets = 0

    def count(part: str, name: str, attributes: Mapping[str, str]) -> None:
        nonlocal sheets
        sheets += name == "table"
        check_count(sheets, "sheets")

    archives.scan_elements(content, count)


def _sheet(table: Element, styles: Styles, texts: Texts) -> Sheet:
    boxes: list[Box] = []
    hidden_rows: set[int] = set()
    rows = list(rows_of(table))
    looks = Looks(table, styles, _widest(row.element for row in rows))
    for row in rows:
        row_boxes = list(_boxes(row.element, looks, texts))
        if row_boxes:
            check_size(row.times * len(row_boxes) + len(boxes))
            boxes += [_placed(box, row.number + n) for n in range(row.times) for box in row_boxes]
            if row.is_hidden:
                hidden_rows |= set(range(row.number, row.number + row.times))
    widest = max((box.column + box.width for box in boxes), default=0)
    check_size(sum(box.height * box.width for box in boxes))
    taken = {place for box in boxes if (box.height, box.width) != (1, 1) for place in places_of(box)}
    boxes.sort(key=lambda box: (box.height, box.width) == (1, 1) and (box.row, box.column) in taken)
    name = table.get(TABLE + "name", "")
    return Sheet(name, boxes, hidden_rows, hidden_columns(table, widest), not styles.is_shown(table))


def _widest(rows: Iterator[Element]) -> int:
    """The number of columns up to the last cell that holds something."""
    ends = (place.column + place.times for row in rows for place in cells_of(row) if len(place.element))
    return min(max(ends, default=0), 100_000)


def _placed(box: Box, row: int) -> Box:
    cell = replace(box.cell, at=place_name(row, box.column))
    return Box(cell, row, box.column, box.height, box.width)


def _boxes(row: Element, looks: Looks, texts: Texts) -> Iterator[Box]:
    """The cells of a row that have a text or are merged, also those with a text that a merged cell covers."""
    made = 0
    for place in cells_of(row):
        element, _, times, height, width, _ = place
        is_blank = not len(element) and not any(name.startswith((OFFICE, TABLE + "formula")) for name in element.attrib)
        text, notes = ("", ()) if is_blank else _text(element, looks.of(row, place), texts)
        if text or notes or (height, width) != (1, 1):
            made += times
            check_size(made)
            found = Cell(text, "", "", notes, _scale(element, text))
            yield from (Box(found, 0, place.column + n, height, width) for n in range(times))


def _text(cell: Element, look: Look, texts: Texts) -> tuple[str, tuple[str, ...]]:
    """The text that a cell shows, and notes: its formula, and its value if that is not the number shown."""
    notes: list[str] = []
    formula = cell.get(TABLE + "formula", "")
    if formula:
        notes.append(f"formula {one_line(formula.partition(':')[2] or formula)}")
    text, text_notes = texts.of_cell(cell, look)
    notes += text_notes
    value = cell.get(OFFICE + "value", "")
    if formula and not text and not value:
        notes.append("the file holds no value for it: open it in the spreadsheet and save it again")
    held = one_line(cell.get(OFFICE + "string-value", ""))
    if held and not text and not text_notes:
        return held, (*notes, "the file does not say how it is shown")
    if not value or (not text and any(note.startswith((HIDDEN, COVERED)) for note in notes)):
        return text, tuple(notes)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return text, (*notes, f"the file holds {value}")
    if not text:
        return plain(number), (*notes, "the file does not say how it is shown")
    if any(is_unseen(colour, look.ground, None) for colour in look.number_colours or ()):
        notes.append("its number format may print it in the colour of what is behind it; compare with the sheet")
    text, sign_notes = with_sign(text, number)
    notes += sign_notes
    is_other_sign = number > 0 and is_amount(text) and (parse_amount(text).pence or 0) < 0
    if is_other_sign or not _shows(text, number):
        notes.append(f"the file holds {plain(number)}")
    currency = cell.get(OFFICE + "currency", "GBP")
    if currency != "GBP" and not has_currency(text):
        text = f"{currency} {text}"
        notes.append("the file has the currency, which the sheet does not show")
    return text, tuple(notes)


def _scale(cell: Element, text: str) -> int:
    try:
        return shown_scale(text, Decimal(cell.get(OFFICE + "value", "")))
    except InvalidOperation:
        return 1


def _shows(text: str, number: Decimal) -> bool:
    """Whether the text shows the digits of the number, apart from its sign."""
    digits = re.sub(r"[^0-9.]", "", text).strip(".")
    try:
        found = Decimal(digits)
    except InvalidOperation:
        return False
    return found == abs(number) * (100 if "%" in text else 1)


def _drawn(table: Element, texts: Texts) -> tuple[list[str], list[str]]:
    """The texts of the text boxes and fields that lie on a sheet, and notes on other drawings."""
    drawings = [one for shapes in table.iterfind(TABLE + "shapes") for one in shapes if one.tag in DRAWN]
    texts.is_outside = True
    notes = [note.replace("here", "on a sheet") for one in drawings for note in texts.drawn(one)]
    texts.is_outside = False
    boxes = (all_text(p) for one in drawings for p in one.iter() if p.tag in PARAGRAPHS)
    return [text for text in boxes if text], notes


def _compared(content: bytes, parts: Parts, sheets: list[Sheet]) -> Iterator[Unaccounted]:
    """The numbers of cells that calamine reads otherwise, or in another place."""
    numbers = {table.get(TABLE + "name", ""): _numbers(table) for table in parts.body.iterfind(TABLE + "table")}
    extents = (
        (max((row for row, _ in found), default=0) + 1) * (max((column for _, column in found), default=0) + 1)
        for found in numbers.values()
    )
    if sum(extents) > _MOST_COMPARED or (witness := values(content)) is None:
        return
    for name, read in numbers.items():
        theirs = {
            place: value
            for place, value in witness.get(name, {}).items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        yield from (one for _, one in disagreements(name, read, theirs))


def _numbers(table: Element) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for row in rows_of(table):
        for place in cells_of(row.element):
            value = place.element.get(OFFICE + "value", "")
            if value and _is_number(value):
                check_size(len(found) + row.times * place.times)
                places = ((row.number + n, place.column + m) for n in range(row.times) for m in range(place.times))
                found |= dict.fromkeys(places, float(value))
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
