"""Read the tables and paragraphs of a web page as text: nothing in the page is run or fetched."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bs4 import Tag
from bs4.element import NavigableString

from grantsdata.importers.documents.found import Document, FoundTable, check_tables, one_line
from grantsdata.importers.documents.marks import is_mark
from grantsdata.importers.documents.tabs import tables_of_lines
from grantsdata.importers.documents.unseen import COVERED, unseen_note
from grantsdata.importers.documents.web.ends import page_ends
from grantsdata.importers.documents.web.shown import shown
from grantsdata.importers.documents.web.soup import decoded, soup_of
from grantsdata.importers.documents.web.styles import normalise
from grantsdata.importers.documents.web.tables import (
    BLOCKS,
    NOT_SHOWN,
    SHOWN_ELSEWHERE,
    Faults,
    is_hidden,
    tables_of,
    text_of,
)
from grantsdata.importers.documents.witness import unaccounted
from grantsdata.model.amounts.parse import is_amount

_MONEY = re.compile(r"£|,\d{3}|\.\d\d$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption"))
_DRAWING = "a drawing, whose text is not read, stands outside tables"
_SHOWN_ELSEWHERE = {
    "img": "a picture, whose text is not read, stands outside tables",
    **SHOWN_ELSEWHERE,
}


def document(content: bytes) -> Document:
    """The tables and paragraphs of a page, in order; a nested table follows the table that contains it.

    If the page breaks off within a table or leaves an element in it open, that table carries the faults. Raises
    SourceError if the page is neither in UTF-8 nor in an encoding that it declares, or has too many elements.
    """
    text = decoded(content)
    soup = soup_of(text)
    ends = page_ends(text)
    faults = {id(tag): tuple(table.faults) for tag, table in zip(soup.find_all("table"), ends.tables, strict=True)}
    notes = normalise(soup)
    page = _Page(faults)
    page.walk(soup)
    page.end_paragraph()
    told = (*notes, *page.notes(), *_without_table(soup), *ends.notes)
    if not page.tables and soup.find("script"):
        told = (
            *told,
            "there is no table in the page itself, but its scripts may make one: print it to PDF in a browser",
        )
    found = Document(tuple(page.tables), tuple(page.paragraphs), told)
    return replace(found, unaccounted=unaccounted(found, shown(soup, NOT_SHOWN, BLOCKS)))


def _without_table(page: Tag) -> Iterator[str]:
    """A note if amounts stand in elements of their own outside tables: columns may be set in many other ways."""
    leaves = (one for one in page.find_all(True) if one.find(True) is None and one.name not in NOT_SHOWN)
    texts = ((one, one_line(one.get_text())) for one in leaves)
    amounts = [
        text
        for one, text in texts
        if _MONEY.search(text) and is_amount(text) and one.find_parent("table") is None and one.name != "p"
    ]
    if len(amounts) > 1:
        yield (
            f"{len(amounts)} amounts stand outside tables, each in an element of its own, the first “{amounts[0]}”: if "
            "they are a table, print the page to PDF in a browser, and import that"
        )


class _Page:
    """Collects the tables and paragraphs of a page, from its beginning."""

    def __init__(self, faults: Faults) -> None:
        self.tables: list[FoundTable] = []
        self._faults = faults
        self.paragraphs: list[str] = []
        self._heading, self._is_heading = "", False
        self._text = ""
        self._hidden: list[str] = []
        self._told: Counter[str] = Counter()

    def notes(self) -> list[str]:
        """What stands outside tables and is no text."""
        told = [f"{what} ({times} times)" if times > 1 else what for what, times in self._told.items()]
        if self._hidden:
            told.append(f"{len(self._hidden)} hidden texts outside tables are left out, the first: “{self._hidden[0]}”")
        return told

    def walk(self, element: Tag) -> None:
        """Collect all that is shown of an element, in order."""
        for child in element.children:
            if type(child) is NavigableString:
                self._text += child
            elif not isinstance(child, Tag) or (child.name in NOT_SHOWN and child.name != "svg"):
                continue
            elif child.name == "svg":
                if one_line(child.get_text()):
                    self._told[_DRAWING] += 1
            elif child.name == "table":
                self.end_paragraph()
                self.paragraphs += filter(None, (text_of(caption)[0] for caption in child.find_all("caption")))
                self.tables += tables_of(child, f"table {len(self.tables) + 1}", self._heading, self._faults)
                check_tables(self.tables)
                self._heading, self._is_heading = "", False
            elif child.name == "br":
                self._text += " "
            elif is_hidden(child):
                note = unseen_note(one_line(child.get_text())[:100], str(child["hidden"]))
                if note.startswith(COVERED):
                    self._told[note] += 1
                else:
                    self._hidden += filter(None, [one_line(child.get_text())[:100]])
            elif child.name in _SHOWN_ELSEWHERE:
                self._told[_SHOWN_ELSEWHERE[child.name]] += 1
                self.walk(child)
            elif child.name == "sup" and is_mark(child.get_text(), self._text):
                self._text += f" {child.get_text()} "
            elif child.name == "pre" and child.find(True) is None:
                self.end_paragraph()
                self._lines(child.get_text())
            elif child.name in BLOCKS:
                self.end_paragraph()
                self.walk(child)
                self.end_paragraph(child.name in _HEADINGS)
            else:
                self.walk(child)

    def _lines(self, text: str) -> None:
        """Take lines that are shown as they were typed for paragraphs, or for a table if spaces set their columns."""
        tables, paragraphs, notes = tables_of_lines([(line, False) for line in text.splitlines()], len(self.tables))
        self.tables += [replace(table, heading=table.heading or self._heading) for table in tables]
        self.paragraphs += paragraphs
        self._told.update(notes)

    def end_paragraph(self, is_heading: bool = False) -> None:
        """Make a paragraph of the text read since the last one, if there is any."""
        text, self._text = one_line(self._text), ""
        if text:
            self.paragraphs.append(text)
            if is_heading or not self._is_heading:
                self._heading, self._is_heading = text, is_heading
