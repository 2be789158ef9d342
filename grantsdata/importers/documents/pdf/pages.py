"""Find which characters of a PDF's pages can be seen on paper, and which lines are running heads and feet."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from grantsdata.importers.documents.pdf.drawn import DrawnPage
from grantsdata.importers.documents.pdf.text import Char, Line, lines_of

Page = Any  # of pdfplumber
Row = list[Line]

_MARGIN = 0.12  # of a page's height, at its top and its bottom
_SAME = 3.0  # points
_MONEY = re.compile(r"£|[0-9],[0-9]{3}")
_NUMBER = re.compile(r"[-–\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–\s]*", re.IGNORECASE)


def visible_chars(page: Page, drawn: DrawnPage) -> tuple[list[Char], list[str]]:
    """The upright characters of a page that are seen when it is drawn, and the lines of those that are set sideways.

    A character printed twice to look bold is returned once.
    """
    seen = page.filter(
        lambda thing: thing["object_type"] == "char" and not drawn.hides(thing["text"], *_origin(page, thing))
    )
    chars = seen.dedupe_chars(tolerance=0.5, extra_attrs=()).chars
    sideways = [_turned(char) for char in chars if not char["upright"]]
    return [char for char in chars if char["upright"]], [_text(row) for row in lines_of(sideways)]


def _origin(page: Page, char: Char) -> tuple[float, float]:
    """Where a character begins on its line, in the page's own units, as if the page were not turned."""
    x, y = char["matrix"][4:]
    left, bottom, right, top = page.page_obj.mediabox
    return {
        0: (left + x, bottom + y),
        90: (right - y, bottom + x),
        180: (right - x, top - y),
        270: (left + y, top - x),
    }[page.rotation % 360]


def _turned(char: Char) -> Char:
    """A character as it is on the page turned by a right angle, so that its line runs from left to right."""
    x0, x1, top, bottom = char["top"], char["bottom"], -char["x1"], -char["x0"]
    if char["matrix"][1] > 0:  # upwards
        x0, x1, top, bottom = -x1, -x0, -bottom, -top
    return {**char, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "size": bottom - top}


def running_heads_and_feet(pages: Sequence[tuple[float, Sequence[Row]]]) -> list[set[int]]:
    """For each page (its height in points and its rows of lines), the numbers of the rows that are a running head or
    foot: page numbers, and texts at the same place of two pages.

    A row of three parts or more belongs to a table, and so does a row close to it.
    """
    edges = [dict(_at_the_edge(height, rows)) for height, rows in pages]
    found = []
    for number, edge in enumerate(edges):
        others = [row for other, rows in enumerate(edges) if other != number for row in rows.values()]
        found.append(
            {
                place
                for place, row in edge.items()
                if _NUMBER.fullmatch(_text(row)) or any(_is_same(row, other) for other in others)
            }
        )
    return found


def _at_the_edge(height: float, rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The rows in the top or bottom margin that do not belong to a table, with their numbers."""
    for number, row in enumerate(rows):
        near = [other for other in rows[max(0, number - 2) : number + 3] if len(other) > 2 and _is_close(row, other)]
        if not near and (row[0].bottom < _MARGIN * height or row[0].top > (1 - _MARGIN) * height):
            yield number, row


def _is_close(one: Row, other: Row) -> bool:
    upper, lower = sorted((one[0], other[0]), key=lambda line: line.top)
    return lower.top - upper.bottom < 0.5 * upper.size


def _text(row: Row) -> str:
    return " ".join(line.text for line in row)


def _is_same(one: Row, other: Row) -> bool:
    """Whether two rows have one place and one text, but for the numbers of pages; an amount is not such a number."""
    texts = _text(one), _text(other)
    is_same = texts[0] == texts[1] or (not any(map(_MONEY.search, texts)) and len(set(map(_digits, texts))) == 1)
    return is_same and abs(one[0].top - other[0].top) <= _SAME


def _digits(text: str) -> str:
    """The text with every number as 0, so that heads with page numbers compare as the same."""
    return re.sub(r"\d+", "0", text)
