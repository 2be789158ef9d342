"""Read the tables and paragraphs of a web page as text: nothing in the page is run or fetched."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from grantsdata.errors import Fault, SourceError
from grantsdata.importers.documents.found import (
    Box,
    Cell,
    Document,
    FoundTable,
    check_size,
    check_tables,
    grid,
    one_line,
    rectangular,
)
from grantsdata.importers.documents.html_ends import page_ends
from grantsdata.importers.documents.html_shown import shown
from grantsdata.importers.documents.html_styles import normalise
from grantsdata.importers.documents.marks import is_linked_mark, is_mark
from grantsdata.importers.documents.witness import unaccounted

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption"))
_NOT_SHOWN = frozenset(("head", "script", "style", "template", "noscript", "title", "svg", "rt"))
_SHOWN_ELSEWHERE = {
    "img": "a picture, whose text is not read, stands outside tables",
    "canvas": "a drawing, whose text is not read, stands outside tables",
    **dict.fromkeys(
        ("iframe", "frame", "object", "embed"),
        "another page or file is embedded: open it by itself in a browser, save it, and import that",
    ),
}
_IN_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_BEGINS = re.compile("<[A-Za-z]")
_SINGLE_BYTES = ("windows-1252", "iso-8859-1", "latin1", "us-ascii", "ascii")  # for browsers all windows-1252
_MOST_DEPTH = 400  # nested elements; browsers stop at 512
_MOST_ELEMENTS = 200_000
_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534  # that a cell may cover; the limits of browsers

Faults = dict[int, tuple[Fault, ...]]
"""The faults of each table, by the identity of its tag."""


def document(content: bytes) -> Document:
    """The tables and paragraphs of a page, in order; a nested table follows the table that contains it.

    If the page breaks off within a table or leaves an element in it open, that table carries the faults. Raises
    SourceError if the page is neither in UTF-8 nor in an encoding that it declares, or has too many elements.
    """
    text = _decoded(content)
    if sum(1 for _ in _BEGINS.finditer(text)) > _MOST_ELEMENTS:
        raise _too_large(f"{_MOST_ELEMENTS:,} elements")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Beautiful Soup warns if a page looks like another kind of text
        soup = _Soup(text, "html.parser")
    ends = page_ends(text)
    faults = {id(tag): tuple(table.faults) for tag, table in zip(soup.find_all("table"), ends.tables, strict=True)}
    notes = normalise(soup)
    page = _Page(faults)
    page.walk(soup)
    page.end_paragraph()
    found = Document(tuple(page.tables), tuple(page.paragraphs), (*notes, *page.notes(), *ends.notes))
    return replace(found, unaccounted=unaccounted(found, shown(soup, _NOT_SHOWN, _BLOCKS)))


_ENDS = {
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tr": (("tr",), ("table",)),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (("thead", "tbody", "tfoot"), ("table",))),
    "li": (("li",), ("ul", "ol", "table")),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), ("dl", "table"))),
}
"""Start tag → the open elements that it ends, and the elements at which the search for them stops.

HTML lets a page leave out these end tags; without this the elements would be nested in one another."""


class _Soup(BeautifulSoup):
    """A page as a tree, with the end tags added that a page may leave out; SourceError if it is nested too deeply."""

    def handle_starttag(self, name: str, *args: Any, **others: Any) -> Tag | None:
        """End the elements that this start tag ends, and begin the new one."""
        ended, bounds = _ENDS.get(name, ((), ()))
        for tag in reversed(self.tagStack):
            if tag.name in ended:
                self.handle_endtag(tag.name)
                break
            if tag.name in bounds:
                break
        if len(self.tagStack) > _MOST_DEPTH:
            raise _too_large(f"{_MOST_DEPTH} nested elements, up to <{name}>")
        return super().handle_starttag(name, *args, **others)


def _too_large(what: str) -> SourceError:
    step = "Copy the tables into a page of their own, and import that."
    return SourceError(f"The page has more than {what}. {step}")


def _decoded(content: bytes) -> str:
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(content[:4096])
        name = declared[1].decode().casefold() if declared else ""
        if name not in _SINGLE_BYTES:
            raise SourceError(
                "The page is not in UTF-8, and does not say in which encoding it is. "
                "Open it in a browser, and save it again as a complete page in UTF-8."
            ) from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise SourceError(f"The page says that it is in {name}, and is not. Save it again in UTF-8.") from None


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden")


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
            elif not isinstance(child, Tag) or child.name in _NOT_SHOWN:
                continue
            elif child.name == "table":
                self.end_paragraph()
                self.paragraphs += filter(None, (_text(caption)[0] for caption in child.find_all("caption")))
                self.tables += _tables(child, f"table {len(self.tables) + 1}", self._heading, self._faults)
                check_tables(self.tables)
                self._heading, self._is_heading = "", False
            elif child.name == "br":
                self._text += " "
            elif _is_hidden(child):
                self._hidden += filter(None, [one_line(child.get_text())[:100]])
            elif child.name in _SHOWN_ELSEWHERE:
                self._told[_SHOWN_ELSEWHERE[child.name]] += 1
                self.walk(child)
            elif child.name == "sup" and is_mark(child.get_text(), self._text):
                self._text += f" {child.get_text()} "
            elif child.name in _BLOCKS:
                self.end_paragraph()
                self.walk(child)
                self.end_paragraph(child.name in _HEADINGS)
            else:
                self.walk(child)

    def end_paragraph(self, is_heading: bool = False) -> None:
        """Make a paragraph of the text read since the last one, if there is any."""
        text, self._text = one_line(self._text), ""
        if text:
            self.paragraphs.append(text)
            if is_heading or not self._is_heading:
                self._heading, self._is_heading = text, is_heading


def _own(table: Tag, *names: str) -> Iterator[Tag]:
    """The elements of a table that are not in a table nested within it, even if end tags are left out."""
    return (tag for tag in table.find_all(names) if tag.find_parent("table") is table)


def _tables(table: Tag, place: str, heading: str, faults: Faults) -> list[FoundTable]:
    """A table, then the tables nested in its cells."""
    caption = next(_own(table, "caption"), None)
    heading = (_text(caption)[0] if caption else "") or heading
    notes = ["hidden table"] if _is_hidden(table) else []
    boxes, box_notes = _boxes(_groups(table))
    nested: list[FoundTable] = []
    for inner in table.find_all("table"):
        if inner.find_parent("table") is table:
            nested += _tables(inner, f"{place}, table {len(nested) + 1} within it", heading, faults)
            check_tables(nested)
    notes += [
        *box_notes,
        *[f"{len(nested)} tables of their own stand in its cells; they are listed after this one"] * bool(nested),
    ]
    rows = rectangular(grid(boxes))
    return [FoundTable(place, heading, rows, tuple(notes), faults.get(id(table), ())), *nested]


class _Row(NamedTuple):
    """A row of a table: its cells, and whether it or its group is hidden."""

    cells: list[Tag]
    is_hidden: bool


def _groups(table: Tag) -> list[list[_Row]]:
    """The rows of the table's head, bodies and foot, in the order in which they are shown."""
    groups: list[tuple[int, list[_Row]]] = [(1, [])]
    order = {"thead": 0, "tbody": 1, "tfoot": 2}
    is_hidden = False
    for tag in _own(table, *order, "tr", "td", "th"):
        if tag.name in order:
            groups.append((order[tag.name], []))
            is_hidden = _is_hidden(tag)
        elif tag.name == "tr":
            groups[-1][1].append(_Row([], is_hidden or _is_hidden(tag)))
        else:
            if not groups[-1][1]:  # a cell outside all rows begins a row
                groups[-1][1].append(_Row([], is_hidden))
            groups[-1][1][-1].cells.append(tag)
    return [rows for _, rows in sorted(groups, key=lambda group: group[0]) if rows]


def _boxes(groups: list[list[_Row]]) -> tuple[list[Box], list[str]]:
    boxes: list[Box] = []
    notes: list[str] = []
    taken: set[tuple[int, int]] = set()
    first = 0
    for rows in groups:
        for number, row in enumerate(rows, start=first):
            hidden = ["hidden row"] * row.is_hidden
            column = 0
            for count, cell in enumerate(row.cells, start=1):
                text, text_notes = _text(cell)
                if _is_hidden(cell):
                    notes.append(f'row {number + 1}: a hidden cell is left out: "{text}"')
                    continue
                while (number, column) in taken:
                    column += 1
                width = min(_number(cell, "colspan") or 1, _MOST_COLUMNS)
                left = first + len(rows) - number  # a cell ends with its group at the latest
                height = min(_number(cell, "rowspan") or left, _MOST_ROWS, left)
                check_size(len(taken) + width * height, column + width)
                taken |= {(number + r, column + c) for r in range(height) for c in range(width)}
                at = f"row {number + 1}, cell {count}"
                boxes.append(Box(Cell(text, at, "", (*hidden, *text_notes)), number, column, height, width))
                column += width
        first += len(rows)
    return boxes, notes


def _number(cell: Tag, name: str) -> int:
    text = str(cell.get(name) or "1").strip()
    return int(text[:6]) if text.isascii() and text.isdigit() else 1


def _is_linked(tag: Tag) -> bool:
    return tag.name == "a" and str(tag.get("href") or "").startswith("#")


def _text(cell: Tag) -> tuple[str, tuple[str, ...]]:
    """The text of a cell, and notes on its content that is not shown as text."""
    notes: list[str] = []
    return one_line(_shown(cell, notes)), tuple(notes)


def _shown(element: Tag, notes: list[str]) -> str:
    text = ""
    for child in element.children:
        if type(child) is NavigableString:
            text += child
        elif not isinstance(child, Tag) or child.name in _NOT_SHOWN or child.name in _IN_TABLES:
            continue
        elif child.name == "img":
            notes.append(f'a picture stands here: "{one_line(str(child.get("alt") or ""))}"')
        else:
            shown = " " if child.name == "br" else _shown(child, notes)
            line = one_line(shown)
            if line and _is_hidden(child):
                notes.append(f'hidden text left out: "{line}"')
            elif line and child.name == "sup" and is_mark(line, text):
                notes.append(f'raised mark "{line}"')
            elif line and _is_linked(child) and is_linked_mark(line, text) and text[-1:].strip():
                notes.append(f'footnote mark "{line}", which is a link')
            elif line and child.name == "small" and text[-1:].isdigit() and is_linked_mark(line, text):
                notes.append(f'small mark "{line}"')
            else:
                text += f" {shown} " if child.name in _BLOCKS else shown
                if line and child.name in ("del", "s", "strike"):
                    notes.append(f"struck out: “{line}”")
    return text
