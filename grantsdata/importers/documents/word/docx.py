"""Read the tables and texts of a Word document (DOCX): of its body, text boxes, headers, footers and notes."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from grantsdata.errors import SourceError
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
from grantsdata.importers.documents.story import Story
from grantsdata.importers.documents.unseen import MOST_POINTS
from grantsdata.importers.documents.witness import unaccounted
from grantsdata.importers.documents.word.described import lists_awards
from grantsdata.importers.documents.word.elements import BOX, all_text, inside, is_frame, other_forms
from grantsdata.importers.documents.word.shown import shown
from grantsdata.importers.documents.word.styles import Styles, W, is_on, shading
from grantsdata.importers.documents.word.text import EMBEDDED, Note, Texts
from grantsdata.sources.safety.open_xml import Package

_PARTS = ("styles", "header", "footer", "footnotes", "endnotes", "comments", "diagramData")
_HEADINGS = ("heading", "caption", "title", "subtitle")
_NO_HEIGHT = [str(twips) for twips in range(20 * MOST_POINTS + 1)]
_DIAGRAM_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"


def document(content: bytes) -> Document:
    """The tables and paragraphs of a Word document, in order; a nested table follows the table that contains it.

    After those of the body come the headers and footers, the texts of diagrams, and the footnotes and endnotes that no
    cell marks. The notes say what stands outside tables that is no text: comments, tracked changes, pictures. Macros
    are never run. Raises SourceError if the file holds no Word document.
    """
    package = Package(content)
    root = package.xml(package.main)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise SourceError("Its main part is no Word document. Open it in Word and save it as DOCX.")
    parts: dict[str, list[Element]] = {}
    for relation in package.relations(package.main):
        if relation.kind in _PARTS and not relation.is_external and (part := package.xml(relation.target)) is not None:
            parts.setdefault(relation.kind, []).append(part)
    styles = Styles(next(iter(parts.get("styles", [])), None))
    notes = dict(_notes(parts))
    story = _Body(Texts(styles, {note: one_line(Texts(styles).of(text)[0]) for note, text in notes.items()}))
    story.read(body)
    story.note(other_forms(body))
    for kind, place in (("header", "in a header"), ("footer", "in a footer")):
        for part in _different(parts.get(kind, [])):
            story.read(part, place)
    for part in parts.get("diagramData", []):
        story.paragraphs += filter(None, (one_line("".join(text.itertext())) for text in part.iter(_DIAGRAM_TEXT)))
    for note, element in notes.items():
        story.read_note(note, element)
    found = story.document()
    return replace(found, unaccounted=unaccounted(found, shown(package, styles)))


def _notes(parts: dict[str, list[Element]]) -> Iterator[tuple[Note, Element]]:
    for kind in ("footnote", "endnote", "comment"):
        for part in parts.get(f"{kind}s", []):
            yield from (((kind, note.get(W + "id", "")), note) for note in part.findall(W + kind))


def _different(parts: list[Element]) -> list[Element]:
    """The parts without those whose text another one has: pages of a section may have equal headers."""
    return list({all_text(part): part for part in reversed(parts)}.values())[::-1]


class _Body(Story):
    """Collects the tables and paragraphs of a Word document."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def read(self, part: Element, where: str = "") -> None:
        """Collect the blocks of a part in order; `where` says where it is, if not in the body."""
        for block in _blocks(part):
            if block.tag == W + "tbl":
                self.end_lines()
                self.add_tables(_tables(block, self._texts, self.place(where), self.heading))
            elif block.tag == W + "p":
                self._paragraph(block)
                for box in inside(block, BOX):
                    self._texts.behind, before = "", self._texts.behind  # the colour of a box is not looked up
                    self.read(box, "in a text box")
                    self._texts.behind = before
            else:
                self.note([EMBEDDED])
        self.end_lines()

    def read_note(self, note: Note, element: Element) -> None:
        """Collect the tables of a note, and its text, unless a cell's note has quoted it."""
        kind, name = note
        for table in inside(element, W + "tbl"):
            self.add_tables(_tables(table, self._texts, self.place(f"in {kind} {name}"), ""))
        text = self._texts.notes.get(note)
        if text and kind == "comment":
            self.note([f'a comment stands nowhere in the text: "{text}"'])
        elif text:
            self.paragraphs.append(text)

    def _paragraph(self, paragraph: Element) -> None:
        text, notes = self._texts.of_paragraph(paragraph)
        style = self._texts.styles.name(paragraph)
        self.note(f"outside tables, {note}" for note in notes)
        self.add_paragraph(
            text,
            is_heading=style.startswith(_HEADINGS),
            is_title=style == "title",
            is_content=style.startswith("toc "),
        )


def _blocks(part: Element) -> Iterator[Element]:
    return inside(part, W + "p", W + "tbl", W + "altChunk", W + "subDoc")


def _tables(table: Element, texts: Texts, place: str, heading: str) -> list[FoundTable]:
    """A table, then the tables nested in its cells."""
    rows: list[list[Cell]] = []
    notes: list[str] = []
    nested: list[FoundTable] = []
    widest = 0
    behind = _behind(table, texts)
    for row in inside(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            notes.append(f'a row is left out that a tracked change deletes: "{all_text(row)}"')
            continue
        rows.append(_row(row, len(rows) + 1, rows[-1] if rows else [], texts, behind))
        widest = max(widest, len(rows[-1]))
        check_size(len(rows) * widest, widest)
        for inner in inside(row, W + "tbl"):
            if is_frame(inner):
                continue
            within = f"{place}, within row {len(rows)}"
            nested += _tables(inner, texts, within, heading)
            check_tables(nested)
            notes.append(f"a table of its own stands in a cell of row {len(rows)}; it is listed after this one")
    found = FoundTable(place, heading, rectangular(rows), tuple(notes), lists_awards=lists_awards(table))
    return [found, *nested]


def _behind(table: Element, texts: Texts) -> str | None:
    """The colour behind cells that have none of their own, "" if the style of the table may shade some."""
    properties = table.find(W + "tblPr")
    style = None if properties is None else properties.find(W + "tblStyle")
    if style is not None and texts.styles.has_shading(style.get(W + "val", "")):
        return ""
    own = None if properties is None else shading(properties.find(W + "shd"))
    return texts.behind if own is None else own


def _row(row: Element, number: int, above: list[Cell], texts: Texts, behind: str | None) -> list[Cell]:
    cells = [_no_cell()] * _number(row, "trPr/gridBefore")
    notes = list(_row_notes(row))
    for count, element in enumerate(inside(row, W + "tc"), start=1):
        at = f"row {number}, cell {count}"
        text, text_notes = texts.of_cell(element, behind)
        cell_notes = (*notes, *text_notes)
        has_above = len(cells) < len(above) and NO_CELL not in above[len(cells)].notes
        width = max(1, _number(element, "tcPr/gridSpan"))
        check_size(len(cells) + width, len(cells) + width)
        hidden = [f'text that the merged cell hides: "{text}"'] if text else []
        if has_above and _continues(element, "vMerge"):
            cells.append(Cell("", at, "above", (*cell_notes, *hidden)))
            cells += [Cell("", at, "above", tuple(notes))] * (width - 1)
        elif _continues(element, "hMerge") and cells:
            cells.append(Cell("", at, "left", (*cell_notes, *hidden)))
        else:
            cells.append(Cell(text, at, "", cell_notes))
            cells += [Cell("", at, "left", tuple(notes))] * (width - 1)
    return cells + [_no_cell()] * _number(row, "trPr/gridAfter")


def _no_cell() -> Cell:
    return Cell("", notes=(NO_CELL,))


def _row_notes(row: Element) -> Iterator[str]:
    heights = row.findall(f"{W}trPr/{W}trHeight")
    is_flat = any(one.get(W + "hRule") == "exact" and one.get(W + "val") in _NO_HEIGHT for one in heights)
    if is_flat or is_on(row.find(f"{W}trPr/{W}hidden")):
        yield "hidden row"
    if row.find(f"{W}trPr/{W}ins") is not None:
        yield "row inserted by a tracked change"


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
