"""Read the text of a paragraph or cell of an OpenDocument file as it is printed, with notes on what is no text.

Deleted and unseen text is left out, inserted text is included. A footnote's mark is left out too: "£446,000" with the
mark "1" must not become another amount.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.marks import is_linked_mark, is_mark
from grantsdata.importers.documents.open_document.fields import MARKED, RUBY, fields_of, marked_value, unshown
from grantsdata.importers.documents.open_document.parts import DRAW, LINK, OFFICE, SVG, TABLE, TEXT, Parts
from grantsdata.importers.documents.open_document.styles import NO_LOOK, Look, Styles
from grantsdata.importers.documents.unseen import unseen_note

PARAGRAPHS = (TEXT + "p", TEXT + "h")
SPACES = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
ANNOTATION, NOTE, HIDDEN_TEXT = OFFICE + "annotation", TEXT + "note", TEXT + "hidden-text"
DRAWN = tuple(
    DRAW + name
    for name in ("frame", "custom-shape", "rect", "ellipse", "line", "polygon", "path", "caption", "g", "control")
)
_OF_TABLES = (TABLE + "table", TABLE + "table-row", TABLE + "table-cell")
NOT_TEXT = (
    *(TEXT + name for name in ("tracked-changes", "note-citation", "sequence-decls", "variable-decls")),
    *(TEXT + name for name in ("user-field-decls", "index-title-template", "table-of-content-source")),
    *(TABLE + name for name in ("tracked-changes", "content-validations", "title", "desc", "dde-links")),
    *(OFFICE + name for name in ("forms", "scripts", "event-listeners", "binary-data")),
    SVG + "title",
    SVG + "desc",
)
"""Elements whose texts no page shows."""

FIELDS_OF_MARGINS = tuple(
    TEXT + name for name in ("page-number", "page-count", "sheet-name", "date", "time", "file-name", "title")
)
"""What a header or footer shows of the page itself; the file does not hold it."""

PAGE_NUMBER = re.compile(r"\W*(?:(?:page|of)\b\W*)*", re.IGNORECASE)
"""What is left of a header or footer that shows the number of the page only."""

_AS_A_FILE = "open it in LibreOffice with a double click, save it as a file, and import that"


def is_frame(table: Element) -> bool:
    """Whether a table within a cell is only a frame around its text: it has one cell, and no table in that."""
    parts = [part for part in table.iter() if part.tag in _OF_TABLES]
    repeated = [part.get(f"{TABLE}number-{name}-repeated") for part in parts for name in ("rows", "columns")]
    return [part.tag for part in parts] == list(_OF_TABLES) and not any(repeated)


def is_hidden_section(element: Element) -> bool:
    """Whether an element is a section that the document does not show, on a condition or always."""
    return element.get(TEXT + "display") == "none" or (
        element.get(TEXT + "display") == "condition" and element.get(TEXT + "is-hidden") == "true"
    )


def all_text(element: Element) -> str:
    """All text within an element on one line, except what no page shows."""
    return one_line("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    if element.tag in NOT_TEXT or element.tag.startswith("{http://purl.org/dc/"):
        return
    yield element.text or ""
    for child in element:
        yield SPACES.get(child.tag, "")
        yield from _pieces(child)
        yield " " if child.tag in PARAGRAPHS else ""
        yield child.tail or ""


class Texts:
    """Reads the texts of one document from its beginning, and counts the footnotes in the order of print.

    `outside` says whether what is read now is outside tables: then text boxes and footnotes are texts of their own, and
    the footnotes are in `later`.
    """

    def __init__(self, parts: Parts, styles: Styles) -> None:
        self.styles = styles
        self.is_outside = False
        self.later: list[str] = []
        self.seen = {"footnote": 0, "endnote": 0}
        self.deleted = dict(_deletions(parts.content))
        self.is_inserting = False
        self._inserted = set(_insertions(parts.content))
        self._parts = parts
        self._fields = fields_of(parts.content)

    def of(self, element: Element, look: Look = NO_LOOK, *, skipping: tuple[str, ...] = ()) -> tuple[str, list[str]]:
        """The text of an element with its tabs and line ends, and notes, without tables in it and elements to skip.

        `look` is how the element around it is printed.
        """
        reading = _Reading(self, skipping)
        reading.walk(element, look)
        text = reading.text()
        return text, list(dict.fromkeys(reading.notes))

    def of_cell(self, cell: Element, look: Look) -> tuple[str, list[str]]:
        """The text of a cell on one line, and notes."""
        text, notes = self.of(cell, look)
        return one_line(text), notes

    def drawn(self, element: Element) -> Iterator[str]:
        """Notes on the drawing, text box, field or object that is here."""
        if element.tag == DRAW + "control":
            if value := self.value_of(element):
                yield f'a form field stands here: "{value}"'
            return
        boxed = "" if self.is_outside else all_text(element)
        objects = [one for one in element.iter() if one.tag in (DRAW + "object", DRAW + "object-ole")]
        described = " ".join(one_line(one.text or "") for one in element.iter(SVG + "desc") if one.text)
        if boxed:
            yield f'a text box stands here: "{boxed}"'
        for one in objects:
            if self._parts.is_chart(one.get(LINK, "")):
                yield "a chart stands here, whose numbers are not read"
            else:
                yield f"an embedded object stands here: {_AS_A_FILE}"
        if not objects and next(element.iter(DRAW + "image"), None) is not None:
            yield f'a picture stands here: "{described}"' if described else "a picture stands here"

    def value_of(self, control: Element) -> str:
        """The value that a form field shows."""
        return self._fields.get(control.get(DRAW + "control", ""), "")

    def change(self, mark: Element) -> str:
        """The text that a tracked change has deleted at its mark; begins or ends an insertion at the marks of one."""
        name = mark.get(TEXT + "change-id", "")
        if mark.tag != TEXT + "change" and name in self._inserted:
            self.is_inserting = mark.tag == TEXT + "change-start"
        return self.deleted.pop(name, "") if mark.tag == TEXT + "change" else ""


class _Reading:
    """The runs of one element, each with its look, and notes."""

    def __init__(self, texts: Texts, skipping: tuple[str, ...]) -> None:
        self.notes: list[str] = []
        self._texts, self._skipping = texts, skipping
        self._runs: list[tuple[str, Look]] = []

    def walk(self, element: Element, outer: Look) -> None:
        """Add all runs of an element, inside one that is printed so."""
        tag = element.tag
        if tag in (*NOT_TEXT, *self._skipping) or (tag == TABLE + "table" and not is_frame(element)):
            return
        if tag in SPACES:
            self._add(SPACES[tag] * _count(element), outer)
        elif tag == NOTE:
            self._note(element)
        elif tag == ANNOTATION:
            self.notes.append(f'a comment stands here: "{all_text(element)}"')
        elif tag.startswith(TEXT + "change"):
            if deleted := self._texts.change(element):
                self.notes.append(f'deleted by a tracked change: "{deleted}"')
        elif tag in DRAWN:
            self.notes += self._texts.drawn(element)
        elif tag == RUBY:
            self.notes.append(f'a reading aid above the text is left out: "{all_text(element)}"')
        elif tag in MARKED:
            self._add(marked_value(element), outer)
        elif tag == HIDDEN_TEXT and element.get(TEXT + "is-hidden") == "true":
            self._add(element.get(TEXT + "string-value", ""), outer._replace(hidden=True))
        else:
            self.notes += unshown(element)
            self._inside(element, self._look(element, outer))

    def text(self) -> str:
        """The text without footnote marks and what is unseen, which get a note each."""
        runs: list[tuple[str, Look]] = []
        for text, look in self._runs:
            if runs and runs[-1][1] == look:
                runs[-1] = runs[-1][0] + text, look
            else:
                runs.append((text, look))
        shown, last = "", NO_LOOK
        for text, look in runs:
            line = one_line(text)
            said = self._mark(line, look, last, shown) if line else ""
            if said:
                self.notes.append(said)
                continue
            shown += text
            if line:
                last = look
                self.notes += [f"struck out: “{line}”"] * bool(look.struck)
                self.notes += [f"inserted by a tracked change: “{line}”"] * bool(look.is_inserted)
        return shown

    def _mark(self, line: str, look: Look, last: Look, before: str) -> str:
        """A note on a run that is not part of the text; "" if it is."""
        if look.is_unseen:
            return unseen_note(line, look.ground)
        if look.raised and is_mark(line, before):
            return f'raised mark "{line}"'
        if look.is_link and before[-1:].strip() and is_linked_mark(line, before):
            return f'footnote mark "{line}", which is a link'
        if (look.lowered or look.is_smaller_than(last)) and before[-1:].isdigit() and is_linked_mark(line, before):
            return f'small mark "{line}"'
        return ""

    def _look(self, element: Element, outer: Look) -> Look:
        look = self._texts.styles.of(element).within(outer)
        if element.tag in PARAGRAPHS and any(
            one.get(TEXT + "is-hidden") == "true" for one in element.iter(TEXT + "hidden-paragraph")
        ):
            return look._replace(hidden=True)
        if element.tag == TEXT + "a" and element.get(LINK, "").startswith("#"):
            return look._replace(is_link=True)
        return look._replace(hidden=True) if is_hidden_section(element) else look

    def _inside(self, element: Element, look: Look) -> None:
        if element.tag in (TEXT + "list-item", TEXT + "list-header") and not self._texts.is_outside:
            self.notes.append("a list's number or bullet stands before the text")
        self._add(re.sub(r"\s+", " ", element.text or ""), look)
        for child in element:
            self.walk(child, look)
            self._add(re.sub(r"\s+", " ", child.tail or ""), look)
        if element.tag in PARAGRAPHS:
            self._add("\n", look)

    def _add(self, text: str, look: Look) -> None:
        if text:
            self._runs.append((text, look._replace(is_inserted=True) if self._texts.is_inserting else look))

    def _note(self, note: Element) -> None:
        texts = self._texts
        kind = "endnote" if note.get(TEXT + "note-class") == "endnote" else "footnote"
        texts.seen[kind] += 1
        said = all_text(note)
        if texts.is_outside:
            texts.later.append(said)
        else:
            self.notes.append(f'{kind} {texts.seen[kind]} is marked here: "{said}"')


def _count(space: Element) -> int:
    text = space.get(TEXT + "c", "1")
    return min(int(text), 100) if text.isascii() and text.isdigit() else 1


def _regions(content: Element) -> Iterator[tuple[str, Element]]:
    for region in content.iter(TEXT + "changed-region"):
        for change in region:
            yield region.get(TEXT + "id", ""), change


def _deletions(content: Element) -> Iterator[tuple[str, str]]:
    for name, change in _regions(content):
        if change.tag == TEXT + "deletion":
            yield name, one_line(" ".join(all_text(part) for part in change if part.tag != OFFICE + "change-info"))


def _insertions(content: Element) -> Iterator[str]:
    return (name for name, change in _regions(content) if change.tag == TEXT + "insertion")


def earlier_values(body: Element) -> Iterator[str]:
    """What the tracked changes of a spreadsheet have replaced or deleted."""
    changes = body.find(TABLE + "tracked-changes")
    for cell in () if changes is None else changes.iter(TABLE + "change-track-table-cell"):
        if text := all_text(cell) or cell.get(OFFICE + "value", ""):
            yield text
