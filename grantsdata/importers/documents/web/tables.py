"""Read a table of a web page: its groups of rows, its merged cells, and the text of each cell."""

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString

from grantsdata.errors import Fault
from grantsdata.importers.documents.found import (
    Box,
    Cell,
    FoundTable,
    check_size,
    check_tables,
    grid,
    one_line,
    rectangular,
)
from grantsdata.importers.documents.marks import is_linked_mark, is_mark
from grantsdata.importers.documents.unseen import unseen_note
from grantsdata.model.amounts.parse import is_amount, parse_amount

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
NOT_SHOWN = frozenset(("head", "script", "style", "template", "noscript", "title", "svg", "rt"))
SHOWN_ELSEWHERE = dict.fromkeys(
    ("iframe", "frame", "object", "embed"),
    "another page or file is embedded: open it by itself in a browser, save it, and import that",
)
_TOLD = {"svg": "a drawing stands here, whose text is not read", "rt": "a reading aid above the text is left out"}
CLOSED = "it is in a part that is closed until a reader opens it"
_CELLS = ("td", "th")
_IN_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534  # that a cell may cover; the limits of browsers

Faults = dict[int, tuple[Fault, ...]]
"""The faults of each table, by the identity of its tag."""


def is_closed(tag: Tag) -> bool:
    """Whether an element shows its content only when a reader opens it."""
    return tag.name == "details" and not tag.has_attr("open")


def is_hidden(tag: Tag) -> bool:
    """Whether the page does not show an element (`styles` says so by this attribute)."""
    return tag.has_attr("hidden")


def _own(table: Tag, *names: str) -> Iterator[Tag]:
    """The elements of a table that are not in a table nested within it, even if end tags are left out."""
    return (tag for tag in table.find_all(names) if tag.find_parent("table") is table)


def _is_frame(table: Tag) -> bool:
    """Whether a table within a cell is only a frame around its text: one cell, no caption, and nothing hidden."""
    parts = table.find_all(_IN_TABLES)
    return [tag.name for tag in parts if tag.name in (*_CELLS, "table", "caption")] in (["td"], ["th"]) and not any(
        map(is_hidden, (table, *parts))
    )


def tables_of(table: Tag, place: str, heading: str, faults: Faults) -> list[FoundTable]:
    """A table, then the tables nested in its cells."""
    caption = next(_own(table, "caption"), None)
    heading = (text_of(caption)[0] if caption else "") or heading
    notes = ["hidden table"] if is_hidden(table) else []
    notes += [CLOSED] * any(map(is_closed, table.find_parents("details")))
    boxes, box_notes = _boxes(_groups(table), _hidden_columns(table))
    nested: list[FoundTable] = []
    for inner in table.find_all("table"):
        if inner.find_parent("table") is table and not _is_frame(inner):
            nested += tables_of(inner, f"{place}, table {len(nested) + 1} within it", heading, faults)
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
    in_hidden = False
    for tag in _own(table, *order, "tr", "td", "th"):
        if tag.name in order:
            groups.append((order[tag.name], []))
            in_hidden = is_hidden(tag)
        elif tag.name == "tr":
            groups[-1][1].append(_Row([], in_hidden or is_hidden(tag)))
        else:
            if not groups[-1][1]:  # a cell outside all rows begins a row
                groups[-1][1].append(_Row([], in_hidden))
            groups[-1][1][-1].cells.append(tag)
    return [rows for _, rows in sorted(groups, key=lambda group: group[0]) if rows]


def _hidden_columns(table: Tag) -> set[int]:
    """The columns, counted from 0, that the page hides by their `col` or `colgroup`."""
    found: set[int] = set()
    number = 0
    for tag in _own(table, "colgroup", "col"):
        group = tag.find_parent("colgroup") if tag.name == "col" else tag
        if tag.name == "colgroup" and tag.find("col"):
            continue
        width = min(_number(tag, "span") or 1, _MOST_COLUMNS)
        if is_hidden(tag) or (group is not None and is_hidden(group)):
            found |= set(range(number, number + width))
        number += width
    return found


def _boxes(groups: list[list[_Row]], hidden_columns: set[int]) -> tuple[list[Box], list[str]]:
    boxes: list[Box] = []
    notes: list[str] = []
    taken: set[tuple[int, int]] = set()
    first = 0
    for rows in groups:
        for number, row in enumerate(rows, start=first):
            hidden = ["hidden row"] * row.is_hidden
            column = 0
            for count, cell in enumerate(row.cells, start=1):
                text, text_notes = text_of(cell)
                text, sign_notes = _signed(cell, text)
                if is_hidden(cell):
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
                in_hidden = ["hidden column"] * (column in hidden_columns)
                boxes.append(
                    Box(
                        Cell(text, at, "", (*hidden, *in_hidden, *text_notes, *sign_notes)),
                        number,
                        column,
                        height,
                        width,
                    )
                )
                column += width
        first += len(rows)
    return boxes, notes


def _signed(cell: Tag, text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a cell with the sign of its number, which may be shown in red without one. A spreadsheet that saves a
    page writes the number beside its text: Excel as `x:num`, LibreOffice as `sdval`."""
    held = str(cell.get("x:num") or cell.get("sdval") or "")
    if held.startswith("-") and is_amount(text) and (parse_amount(text).pence or 0) > 0:
        return f"-{text}", (f"a negative number, shown without its sign as “{text}”",)
    return text, ()


def _number(cell: Tag, name: str) -> int:
    text = str(cell.get(name) or "1").strip()
    return int(text[:6]) if text.isascii() and text.isdigit() else 1


def _is_linked(tag: Tag) -> bool:
    return tag.name == "a" and str(tag.get("href") or "").startswith("#")


def text_of(cell: Tag) -> tuple[str, tuple[str, ...]]:
    """The text of a cell, and notes on its content that is not shown as text."""
    notes: list[str] = []
    return one_line(_shown(cell, notes)), tuple(notes)


def _shown(element: Tag, notes: list[str]) -> str:
    text = ""
    for child in element.children:
        if type(child) is NavigableString:
            text += child
        elif isinstance(child, Tag) and child.name == "table" and _is_frame(child):
            text += f" {_shown(next(_own(child, *_CELLS)), notes)} "
        elif isinstance(child, Tag) and child.name in _TOLD and one_line(child.get_text()):
            notes.append(f'{_TOLD[child.name]}: "{one_line(child.get_text())}"')
        elif not isinstance(child, Tag) or child.name in NOT_SHOWN or child.name in _IN_TABLES:
            continue
        elif child.name in SHOWN_ELSEWHERE:
            notes.append(SHOWN_ELSEWHERE[child.name].replace("embedded", "embedded here"))
            text += _shown(child, notes)
        elif child.name == "img":
            notes.append(f'a picture stands here: "{one_line(str(child.get("alt") or ""))}"')
        else:
            shown = " " if child.name == "br" else _shown(child, notes)
            line = one_line(shown)
            if line and is_hidden(child):
                notes.append(unseen_note(line, str(child["hidden"])))
            elif line and child.name == "sup" and is_mark(line, text):
                notes.append(f'raised mark "{line}"')
            elif line and _is_linked(child) and is_linked_mark(line, text) and text[-1:].strip():
                notes.append(f'footnote mark "{line}", which is a link')
            elif line and child.name in ("small", "sub") and text[-1:].isdigit() and is_linked_mark(line, text):
                notes.append(f'small mark "{line}"')
            else:
                text += f" {shown} " if child.name in BLOCKS else shown
                if line and is_closed(child):
                    notes.append(f"{CLOSED}: “{line}”")
                if line and child.name in ("del", "s", "strike"):
                    notes.append(f"struck out: “{line}”")
    return text
