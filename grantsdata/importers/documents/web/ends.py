"""Find where the tags of a web page show that it breaks off, or that a reader has to guess what its tables hold.

HTML lets a page leave out many end tags: the next cell or row, or the end of the table, ends a cell. That is no fault.
Only its own end tag ends a table. A page that ends before it is cut off, and its last cell may be half an amount.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from grantsdata.errors import Fault
from grantsdata.importers.documents.found import one_line

_SECTIONS = frozenset(("thead", "tbody", "tfoot", "tr"))
_CELLS = frozenset(("td", "th"))
_OPTIONAL = frozenset(
    (
        *("html", "head", "body", "li", "dt", "dd", "p", "option", "optgroup", "colgroup", "caption", "rt", "rp"),
        *_SECTIONS,
        *_CELLS,
    )
)
"""Elements whose end tag a page may leave out."""

_VOID = frozenset(
    (
        *("area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img"),
        *("input", "isindex", "keygen", "link", "menuitem", "meta", "nextid", "param", "source", "spacer", "track"),
        "wbr",
    )
)
"""Elements that have no end tag, because they have no content."""

_HIDES_TEXT = frozenset(("script", "style", "template", "noscript", "title", "select", "textarea", "svg"))
"""Elements whose content is not shown as text: if one is left open, it also hides the text after it."""

_IN_A_TAG = re.compile(r"</?t(?:able|r|d|h)\b", re.IGNORECASE)

_STEP = "Get the file again, or save it again from the browser, and compare the last cell with the page."


@dataclass
class TableEnds:
    """The state of a table while its tags are read: number of the row, whether a cell is open, the text of the last
    cell, and the faults."""

    row: int = 0
    in_cell: bool = False
    text: str = ""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, problem: str, expected: str, text: str | None = None, step: str = _STEP) -> None:
        """Add a fault in the current row, unless it repeats the last one; `read_document` adds the file's name."""
        found = one_line(self.text) if text is None else text
        fault = Fault("", problem, expected, step, self.row or None, text=found)
        self.faults += [] if fault in self.faults[-1:] else [fault]


@dataclass(frozen=True)
class PageEnds:
    """The tables of a page in the order of their start tags, and notes on the page."""

    tables: Sequence[TableEnds]
    notes: tuple[str, ...]


def page_ends(text: str) -> PageEnds:
    """The tables and notes of a page, from its tags as the reader of its tables (`page`) takes them: an end tag ends
    all elements begun since its start tag, and an end tag without a start tag ends nothing."""
    tags = _Tags()
    tags.feed(text)
    tags.end()
    return PageEnds(tags.tables, tuple(dict.fromkeys(tags.notes)))


class _Tags(HTMLParser):
    """The open elements of a page, and the tables that it has begun. `close` is never called, so that a tag, a comment
    or an entity that is cut in the middle stays in `rawdata`."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[TableEnds] = []
        self.notes: list[str] = []
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._within: list[TableEnds] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(TableEnds())
            self._within.append(self.tables[-1])
        if self._within:
            table = self._within[-1]
            if "<" in tag or any("<" in name or _IN_A_TAG.search(value or "") for name, value in attrs):
                table.fault("a tag goes on over the next one, after", "each tag and each quotation mark in it closed")
            table.row += tag == "tr"
            if tag in _CELLS:
                table.text = ""
            if tag in _CELLS | _SECTIONS | {"caption"}:  # each of these ends the cell before it
                table.in_cell = tag not in _SECTIONS
        if tag not in _VOID:
            self._open.append(tag)
            self._count[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if "<" in tag and self._within:
            self._within[-1].fault("a tag goes on over the next one, after", "each tag closed")
        if not self._count[tag]:
            return
        left_open = []
        while (ended := self._open.pop()) != tag:
            left_open.append(ended)
        leaves_table = "table" in left_open  # its fault covers the cells and rows left open in it
        for name in left_open:
            if name not in _CELLS | _SECTIONS or not leaves_table:
                self._left_open(name, tag)
            self._ended(name)
        self._ended(tag)

    def handle_data(self, data: str) -> None:
        if not self._within or any(self._count[name] for name in _HIDES_TEXT):
            return
        table, text = self._within[-1], one_line(data)
        if table.in_cell:
            table.text += data
        elif text:
            step = "Put it into the cell that it belongs to, and compare the row with the page."
            table.fault("a text outside all cells:", "each text in a cell", text, step)

    def end(self) -> None:
        """Add the faults and notes of a page that has ended."""
        rest = one_line(self.rawdata)
        for table in self._within:
            last = f" (it ends with {rest[:40]})" if rest else ""
            table.fault("the page breaks off within this table, after", f"</table> before the page ends{last}")
        if not self._within and rest.startswith("<"):
            self.notes.append(f"the page breaks off after its last table, with {rest[:40]}")
        for name in self._open:
            if name in ("html", "body"):
                self.notes.append(f"the page ends without </{name}>: look whether it has more tables than these")
            elif name in _HIDES_TEXT:
                self.notes.append(f"the page never ends its <{name}>; what stands after it is not read")

    def _ended(self, name: str) -> None:
        self._count[name] -= 1
        if name == "table":
            self._within.pop()
        elif self._within and name in _CELLS | {"caption"}:
            self._within[-1].in_cell = False

    def _left_open(self, name: str, by: str) -> None:
        """Add a fault or a note: the end tag of `by` ended the element `name`."""
        if not self._within:
            if name in _HIDES_TEXT:
                self.notes.append(f"the page does not end its <{name}>; what stands in it is not read")
            return
        table = self._within[-1]
        if name == "table":
            table.fault(f"the page goes on with </{by}> within this table, after", "</table>, which is missing")
        elif name in _HIDES_TEXT:
            table.fault(f"a <{name}> is left open, after", f"</{name}>; what stands in it is not read")
        elif name in _SECTIONS | _CELLS and by not in _SECTIONS | _CELLS | {"table"}:
            table.fault(
                f"a </{by}> ends the cell or row in which it was not begun, after", "each cell closed by itself"
            )
        elif name not in _OPTIONAL:
            self.notes.append(f"the page does not end its <{name}> before </{by}>; where it ends is a guess")
