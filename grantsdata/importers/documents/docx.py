"""Read the tables and paragraphs of a Word document (DOCX). The only module that opens Word documents.

python-docx opens the file. Its lists of paragraphs and tables leave out content controls and text inserted as a tracked
change, which are printed, so this module walks the elements itself.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from grantsdata.errors import ExtraError
from grantsdata.importers.documents.docx_text import Texts, W
from grantsdata.importers.documents.found import (
    NO_CELL,
    Cell,
    Document,
    FoundTable,
    check_size,
    check_tables,
    one_line,
    rectangular,
)

try:
    import docx
    from docx.oxml import parse_xml
except ImportError:
    raise ExtraError.of("Word documents", "python-docx", "import") from None

Element = Any  # an element of lxml, which has no types

_HEADINGS = ("heading", "caption", "title", "subtitle")
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def document(content: bytes) -> Document:
    """The tables and paragraphs of a Word document, in order; a nested table follows the table that contains it."""
    opened = docx.Document(BytesIO(content))
    body = opened.element.body
    texts = Texts(dict(_notes(opened.part.rels.values())))
    tables: list[FoundTable] = []
    paragraphs: list[str] = []
    before, is_heading = "", False
    for block in _inside(body, "p", "tbl"):
        if block.tag == W + "tbl":
            tables += _tables(block, texts, f"table {len(tables) + 1}", before)
            check_tables(tables)
            before, is_heading = "", False
        elif text := one_line(texts.of(block)[0]):
            paragraphs.append(text)
            if _is_heading(block) or not is_heading:
                before, is_heading = text, _is_heading(block)
    return Document(tuple(tables), tuple(paragraphs))


def _notes(relations: Iterable[Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """The kind and identifier of each footnote and endnote, with its text."""
    for relation in relations:
        kind = relation.reltype.rpartition("/")[2].removesuffix("s")
        if kind in ("footnote", "endnote") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).findall(W + kind):
                yield (kind, note.get(W + "id", "")), one_line(Texts({}).of(note)[0])


def _inside(element: Element, *names: str) -> Iterator[Element]:
    """The children with these names, in order, also inside wrappers that paper does not show."""
    tags = {W + name for name in names}
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, *names)


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(W + "val", "").casefold().startswith(_HEADINGS)


def _tables(table: Element, texts: Texts, place: str, heading: str) -> list[FoundTable]:
    """A table, then the tables nested in its cells."""
    rows: list[list[Cell]] = []
    notes: list[str] = []
    nested: list[FoundTable] = []
    widest = 0
    for row in _inside(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            notes.append(f'a row is left out that a tracked change deletes: "{one_line(_all_text(row))}"')
            continue
        rows.append(_row(row, len(rows) + 1, rows[-1] if rows else [], texts))
        widest = max(widest, len(rows[-1]))
        check_size(len(rows) * widest, widest)
        for cell in _inside(row, "tc"):
            for inner in _inside(cell, "tbl"):
                within = f"{place}, within row {len(rows)}"
                nested += _tables(inner, texts, within, heading)
                check_tables(nested)
                notes.append(f"a table of its own stands in a cell of row {len(rows)}; it is listed after this one")
    return [FoundTable(place, heading, rectangular(rows), tuple(notes)), *nested]


def _all_text(element: Element) -> str:
    return " ".join(part.text or "" for part in element.iter(W + "t", W + "delText"))


def _row(row: Element, number: int, above: list[Cell], texts: Texts) -> list[Cell]:
    cells = [_no_cell()] * _number(row, "trPr/gridBefore")
    notes = list(_row_notes(row))
    for count, element in enumerate(_inside(row, "tc"), start=1):
        at = f"row {number}, cell {count}"
        text, text_notes = texts.of_cell(element)
        cell_notes = (*notes, *text_notes)
        has_above = len(cells) < len(above) and NO_CELL not in above[len(cells)].notes
        width = max(1, _number(element, "tcPr/gridSpan"))
        check_size(len(cells) + width, len(cells) + width)
        hidden = [f'text that the merged cell hides: "{text}"'] if text else []
        if has_above and _continues(element, "vMerge"):
            cells += [Cell("", at, "above", (*cell_notes, *hidden))] * width
        elif _continues(element, "hMerge") and cells:
            cells.append(Cell("", at, "left", (*cell_notes, *hidden)))
        else:
            cells.append(Cell(text, at, "", cell_notes))
            cells += [Cell("", at, "left", tuple(notes))] * (width - 1)
    return cells + [_no_cell()] * _number(row, "trPr/gridAfter")


def _no_cell() -> Cell:
    return Cell("", notes=(NO_CELL,))


def _row_notes(row: Element) -> Iterator[str]:
    if _is_on(row.find(f"{W}trPr/{W}hidden")):
        yield "hidden row"
    if row.find(f"{W}trPr/{W}ins") is not None:
        yield "row inserted by a tracked change"


def _is_on(switch: Element) -> bool:
    return switch is not None and switch.get(W + "val") not in ("0", "false", "off")


def _continues(cell: Element, merge: str) -> bool:
    """Whether the cell continues the one above it (vMerge) or to its left (hMerge)."""
    found = cell.find(f"{W}tcPr/{W}{merge}")
    return found is not None and found.get(W + "val", "continue") == "continue"


def _number(element: Element, path: str) -> int:
    found = element.find("/".join(W + name for name in path.split("/")))
    text = "" if found is None else found.get(W + "val", "")
    number = int(text) if text.isascii() and text.isdigit() else 0
    check_size(number, number)
    return number
