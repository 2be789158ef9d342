"""Read the tables and texts of a text of LibreOffice (ODT): of its body, text boxes, headers, footers and notes."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.found import (
    Box,
    Cell,
    Document,
    FoundTable,
    check_size,
    check_tables,
    grid,
    rectangular,
)
from grantsdata.importers.documents.open_document.fields import ON_CONDITION
from grantsdata.importers.documents.open_document.parts import DRAW, TABLE, TEXT, Parts
from grantsdata.importers.documents.open_document.rows import Looks, cells_of, rows_of
from grantsdata.importers.documents.open_document.shown import shown
from grantsdata.importers.documents.open_document.styles import NO_LOOK, Look, Styles
from grantsdata.importers.documents.open_document.text import (
    ANNOTATION,
    DRAWN,
    FIELDS_OF_MARGINS,
    NOT_TEXT,
    PARAGRAPHS,
    Texts,
    all_text,
    is_frame,
    is_hidden_section,
)
from grantsdata.importers.documents.story import Story
from grantsdata.importers.documents.witness import unaccounted

_TABLE = TABLE + "table"
_CONTENTS = re.compile(r"contents_20_\d")
_HEADINGS = ("heading", "title", "subtitle", "caption", "table")  # "Table" is the style of captions above tables


def document(content: bytes) -> Document:
    """The tables and paragraphs of a text, in order; a nested table follows the table that contains it.

    After those of the body come the headers and footers, and the footnotes that no cell marks. The notes say what
    stands outside tables that is no text: comments, tracked changes, pictures. Macros are never run. Raises
    SourceError if the main part is damaged, or for too many tables or cells.
    """
    parts = Parts(content, "text")
    styles = Styles(parts)
    story = _Body(Texts(parts, styles))
    story.read(parts.body, NO_LOOK)
    story.end_lines()
    read: set[str] = set()
    for kind, part in parts.margins():
        text = all_text(part)
        if text not in read:
            read.add(text)
            story.read(part, NO_LOOK, f"in a {kind}", FIELDS_OF_MARGINS)
            story.end_lines()
    found = story.document_with_notes()
    return replace(found, unaccounted=unaccounted(found, shown(parts, styles)))


class _Body(Story):
    """Collects the tables and paragraphs of a text."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def read(self, element: Element, outer: Look, where: str = "", skipping: tuple[str, ...] = ()) -> None:
        """Collect the blocks within an element in order; `where` says where it is, if not in the body."""
        look = self._texts.styles.of(element).within(outer)
        for block in element:
            if block.tag in NOT_TEXT:
                continue
            if block.tag == _TABLE:
                self.end_lines()
                self.add_tables(_tables(block, look, self._texts, self.place(where), self.heading))
            elif block.tag in PARAGRAPHS:
                self._paragraph(block, look, skipping)
                self._drawings(block, look)
            elif block.tag in DRAWN:
                self.note(f"outside tables, {note}" for note in self._drawn(block))
                self._drawing(block, look)
            elif block.tag.startswith(TEXT + "change"):
                if deleted := self._texts.change(block):
                    self.note([f'outside tables, deleted by a tracked change: "{deleted}"'])
            elif block.tag == TEXT + "section" and is_hidden_section(block):
                self.note([f'a hidden section is left out: "{all_text(block)}"'])
            else:
                if block.tag == TEXT + "section" and block.get(TEXT + "display") == "condition":
                    self.note([ON_CONDITION])
                self.read(block, look, where, skipping)

    def document_with_notes(self) -> Document:
        """All that has been read, with the footnotes of paragraphs, and deletions that no mark shows."""
        self.paragraphs += filter(None, self._texts.later)
        self.note(f'deleted by a tracked change: "{text}"' for text in self._texts.deleted.values() if text)
        return self.document()

    def _paragraph(self, paragraph: Element, look: Look, skipping: tuple[str, ...]) -> None:
        self._texts.is_outside = True
        text, notes = self._texts.of(paragraph, look, skipping=skipping)
        self._texts.is_outside = False
        self.note(f"outside tables, {note}" for note in notes)
        style = self._texts.styles.name("paragraph", paragraph.get(TEXT + "style-name"))
        is_heading = paragraph.tag == TEXT + "h" or any(word.startswith(_HEADINGS) for word in style.split())
        is_in_contents = bool(_CONTENTS.search(style))
        is_title = "title" in style.split()
        self.add_paragraph(text.strip("\n"), is_heading=is_heading, is_title=is_title, is_content=is_in_contents)

    def _drawn(self, drawing: Element) -> list[str]:
        self._texts.is_outside = True
        notes = list(self._texts.drawn(drawing))
        self._texts.is_outside = False
        return notes

    def _drawings(self, element: Element, look: Look) -> None:
        """Collect what stands in the text boxes of a paragraph."""
        for child in element:
            if child.tag in DRAWN:
                self._drawing(child, look)
            elif child.tag not in (*NOT_TEXT, ANNOTATION, TEXT + "note"):
                self._drawings(child, look)

    def _drawing(self, drawing: Element, look: Look) -> None:
        if drawing.tag == DRAW + "control":
            return
        self.end_lines()
        self.read(drawing, look._replace(colour="", background=""), "in a text box")
        self.end_lines()


def _tables(table: Element, outer: Look, texts: Texts, place: str, heading: str) -> list[FoundTable]:
    """A table, then the tables nested in its cells."""
    boxes: list[Box] = []
    notes = [] if texts.styles.is_shown(table) else ["hidden table"]
    nested: list[FoundTable] = []
    height = 0
    rows = list(rows_of(table))
    looks = Looks(table, texts.styles, 0)
    for row in rows:
        hidden = ("hidden row",) * row.is_hidden
        for cell in cells_of(row.element):
            check_size((row.number + row.times) * (cell.column + cell.times), cell.column + cell.times)
            look = looks.of(row.element, cell).within(outer)
            text, cell_notes = texts.of_cell(cell.element, look)
            if cell.is_covered and not text and not cell_notes:
                continue
            for number in range(row.number, row.number + row.times):
                for column in range(cell.column, cell.column + cell.times):
                    at = f"row {number + 1}, cell {column + 1}"
                    found = Cell(text, at, "", (*hidden, *cell_notes))
                    boxes.append(Box(found, number, column, cell.height, cell.width))
            check_size(len(boxes))
            for inner in _nested(cell.element):
                number = row.number + 1
                within = f"{place}, within row {number}"
                nested += _tables(inner, look, texts, within, heading)
                check_tables(nested)
                notes.append(f"a table of its own stands in a cell of row {number}; it is listed after this one")
        height = row.number + row.times
    width = max((box.column + box.width for box in boxes), default=0)
    places = [[f"row {row + 1}, cell {column + 1}" for column in range(width)] for row in range(height)]
    boxes.sort(key=lambda box: (box.height, box.width) == (1, 1))  # a merged cell hides those that it covers
    return [FoundTable(place, heading, rectangular(grid(boxes, places, covers=True)), tuple(notes)), *nested]


def _nested(element: Element) -> list[Element]:
    """The tables in a cell, but not those within one another."""
    found: list[Element] = []
    for child in element:
        if child.tag == _TABLE:
            found += [] if is_frame(child) else [child]
        elif child.tag not in NOT_TEXT:
            found += _nested(child)
    return found
