"""Read the tables on the sheets of a LibreOffice spreadsheet (ODS), as shown. The only module that opens such files.

The file holds the text that each cell shows. It writes repeated rows and columns once, with their number, among them
up to a million blank ones, for which no cells are made.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from io import BytesIO

import odfdo
from odfdo import Element

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
from grantsdata.importers.documents.marks import is_mark
from grantsdata.importers.documents.spreadsheets.number_format import plain, with_sign
from grantsdata.importers.documents.spreadsheets.sheets import Sheet, place_name, places_of, tables_of
from grantsdata.sources.safety import archives

_GROUPS = (
    "table:table-header-rows",
    "table:table-row-group",
    "table:table-rows",
    "table:table-header-columns",
    "table:table-column-group",
    "table:table-columns",
)
_HIDDEN = ("collapse", "filter")
_CURRENCY = re.compile(r"[€$¥₹]|[A-Z]{3}")


def document(content: bytes) -> Document:
    """The tables of all sheets in order, including hidden sheets; the paragraphs are texts outside tables."""
    _check_sheets(content)
    opened = odfdo.Document(BytesIO(content))
    looks = _looks(opened)
    tables: list[FoundTable] = []
    paragraphs: list[str] = []
    hidden = []
    for table in opened.body.children:
        if table.tag != "table:table":
            continue
        name = str(table.get_attribute("table:name"))
        style = opened.get_style("table", str(table.get_attribute("table:style-name") or ""))
        properties = style.get_element("style:table-properties") if style else None
        is_hidden = properties is not None and properties.get_attribute("table:display") in (False, "false")
        sheet_tables, texts, notes = tables_of(_sheet(table, name, is_hidden, looks))
        tables += sheet_tables
        check_tables(tables)
        paragraphs += texts
        hidden += [*[f"the sheet {name} is hidden"] * is_hidden, *notes]
    return Document(tuple(tables), tuple(paragraphs), tuple(hidden))


def _check_sheets(content: bytes) -> None:
    """Raise SourceError for too many sheets, before odfdo reads them."""
    sheets = 0

    def count(part: str, name: str, attributes: Mapping[str, str]) -> None:
        nonlocal sheets
        sheets += name == "table"
        check_count(sheets, "sheets")

    archives.scan_elements(content, count)


RAISED, HIDDEN, STRUCK = "raised", "hidden", "struck"

Looks = Mapping[str, frozenset[str]]
"""The name of each style, and which of RAISED, HIDDEN and STRUCK its text is."""

_MOST_PARENTS = 20


def _looks(opened: odfdo.Document) -> Looks:
    """The looks of all styles, of the document itself and of its parts, with those of the styles that they build on."""
    styles = {
        str(style.get_attribute("style:name")): style
        for part in (opened.styles, opened.content)
        for style in part.get_elements("//style:style")
    }
    return {name: _look(name, styles) for name in styles}


def _look(name: str, styles: Mapping[str, Element]) -> frozenset[str]:
    said: dict[str, bool] = {}
    for _ in range(_MOST_PARENTS):
        style = styles.get(name)
        if style is None:
            break
        properties = style.get_element("style:text-properties")
        if properties is not None:
            for look, attribute, pattern in (
                (RAISED, "style:text-position", r"super|(?!0%)\d"),
                (HIDDEN, "text:display", "none|true"),
                (STRUCK, "style:text-line-through-style", "(?!none)"),
            ):
                value = properties.get_attribute_string(attribute)
                if value is not None:
                    said.setdefault(look, bool(re.match(pattern, str(value))))
        name = str(style.get_attribute("style:parent-style-name") or "")
    return frozenset(look for look, is_on in said.items() if is_on)


def _inside(element: Element, *tags: str) -> Iterator[Element]:
    """The children with these tags, in order, also inside groups of rows or columns."""
    for child in element.children:
        if child.tag in tags:
            yield child
        elif child.tag in _GROUPS:
            yield from _inside(child, *tags)


def _number(element: Element, name: str) -> int:
    return max(1, int(element.get_attribute(name) or 1))


def _sheet(table: Element, name: str, is_hidden: bool, looks: Looks) -> Sheet:
    boxes: list[Box] = []
    hidden_rows: set[int] = set()
    row = 0
    for element in _inside(table, "table:table-row"):
        times = _number(element, "table:number-rows-repeated")
        row_boxes = list(_boxes(element, looks))
        if row_boxes:
            check_size(times * len(row_boxes) + len(boxes))
            boxes += [_placed(box, row + n) for n in range(times) for box in row_boxes]
            if element.get_attribute("table:visibility") in _HIDDEN:
                hidden_rows |= set(range(row, row + times))
        row += times
    widest = max((box.column + box.width for box in boxes), default=0)
    check_size(sum(box.height * box.width for box in boxes))
    taken = {place for box in boxes if (box.height, box.width) != (1, 1) for place in places_of(box)}
    boxes.sort(key=lambda box: (box.height, box.width) == (1, 1) and (box.row, box.column) in taken)
    return Sheet(name, boxes, hidden_rows, set(_hidden_columns(table, widest)), is_hidden)


def _hidden_columns(table: Element, widest: int) -> Iterator[int]:
    column = 0
    for element in _inside(table, "table:table-column"):
        times = _number(element, "table:number-columns-repeated")
        if element.get_attribute("table:visibility") in _HIDDEN:
            yield from range(column, min(column + times, widest))
        column += times


def _placed(box: Box, row: int) -> Box:
    cell = Cell(box.cell.text, place_name(row, box.column), "", box.cell.notes)
    return Box(cell, row, box.column, box.height, box.width)


def _boxes(row: Element, looks: Looks) -> Iterator[Box]:
    """The cells of a row that have a text or are merged, also those with a text that a merged cell covers."""
    column = made = 0
    for element in _inside(row, "table:table-cell", "table:covered-table-cell"):
        times = _number(element, "table:number-columns-repeated")
        height, width = _number(element, "table:number-rows-spanned"), _number(element, "table:number-columns-spanned")
        text, notes = _text(element, looks)
        is_covered = element.tag != "table:table-cell"
        if text or notes or (not is_covered and (height, width) != (1, 1)):
            made += times
            check_size(made)
            yield from (Box(Cell(text, "", "", notes), 0, column + n, height, width) for n in range(times))
        column += times


def _text(cell: Element, looks: Looks) -> tuple[str, tuple[str, ...]]:
    """The text that a cell shows, and notes: its formula, and its value if that is not the number shown."""
    notes: list[str] = []
    formula = str(cell.get_attribute("table:formula") or "")
    if formula:
        notes.append(f"formula {one_line(formula.partition(':')[2] or formula)}")
    if cell.get_attribute("table:style-name") and STRUCK in looks.get(str(cell.get_attribute("table:style-name")), ()):
        notes.append("struck out")
    for comment in (child for child in cell.children if child.tag == "office:annotation"):
        texts = " ".join(_shown(part, {}, []) for part in comment.children if part.tag in ("text:p", "text:list"))
        notes.append(f'a comment stands here: "{one_line(texts)}"')
    paragraphs = [child for child in cell.children if child.tag in ("text:p", "text:list")]
    text = one_line(" ".join(_shown(paragraph, looks, notes) for paragraph in paragraphs))
    value = str(cell.get_attribute_string("office:value") or "")
    if formula and not text and not value:
        notes.append("the file holds no value for it: open it in the spreadsheet and save it again")
    if value:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return text, (*notes, f"the file holds {value}")
        if not text:
            return plain(number), (*notes, "the file does not say how it is shown")
        text, sign_notes = with_sign(text, number)
        notes += sign_notes
        if not _shows(text, number):
            notes.append(f"the file holds {plain(number)}")
        currency = str(cell.get_attribute("office:currency") or "GBP")
        if currency != "GBP" and not _CURRENCY.search(text):
            text = f"{currency} {text}"
            notes.append("the file has the currency, which the sheet does not show")
    return text, tuple(notes)


def _shown(paragraph: Element, looks: Looks, notes: list[str]) -> str:
    """The text of a paragraph, with a space for a tab, and without footnote marks and hidden text, which get a note."""
    text = paragraph.text or ""
    for child in paragraph.children:
        if child.tag not in ("office:annotation", "text:note"):
            part = " " if child.tag in ("text:s", "text:tab", "text:line-break") else _shown(child, looks, notes)
            look, line = looks.get(str(child.get_attribute("text:style-name")), frozenset()), one_line(part)
            if line and HIDDEN in look:
                notes.append(f'hidden text left out: "{line}"')
            elif line and RAISED in look and is_mark(line, text):
                notes.append(f'raised mark "{line}"')
            else:
                text += part
                notes += [f"struck out: “{line}”"] if line and STRUCK in look else []
        text += child.tail or ""
    return text


def _shows(text: str, number: Decimal) -> bool:
    """Whether the text shows the digits of the number, apart from its sign."""
    digits = re.sub(r"[^0-9.]", "", text).strip(".")
    try:
        shown = Decimal(digits)
    except InvalidOperation:
        return False
    return shown == abs(number) * (100 if "%" in text else 1)
