"""Find which characters of a PDF's pages can be seen on paper, and which lines are running heads and feet."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from grantsdata.importers.documents.pdf.text import Char, Line

Page = Any  # of pdfplumber
Row = list[Line]

_MARGIN = 0.12  # of a page's height, at its top and its bottom
_SAME = 3.0  # points
_NUMBER = re.compile(r"[-–\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–\s]*", re.IGNORECASE)


def visible_chars(page: Page) -> tuple[list[Char], list[str]]:
    """The characters of a page that can be seen, and notes on the others.

    A character printed twice to look bold is returned once.
    """
    x0, top, x1, bottom = page.bbox
    seen: list[Char] = []
    white, sideways = "", ""
    backgrounds = [shape for shape in [*page.rects, *page.curves] if shape["fill"] and not _is_white(_colour(shape))]
    backgrounds += page.images
    for char in page.dedupe_chars(tolerance=0.5, extra_attrs=()).chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if not (x0 <= x <= x1 and top <= y <= bottom):
            continue
        if _is_white(_colour(char)) and not any(_covers(shape, x, y) for shape in backgrounds):
            white += char["text"]
        elif not char["upright"]:
            sideways += char["text"]
        else:
            seen.append(char)
    notes = [f'page {page.page_number}: white text left out: "{white.strip()}"'] if white.strip() else []
    if sideways.strip():
        notes.append(f'page {page.page_number}: text set sideways left out: "{sideways.strip()}"')
    return seen, notes


def _colour(shape: Char) -> object:
    return shape["non_stroking_color"]


def _is_white(colour: object) -> bool:
    parts = colour if isinstance(colour, (list, tuple)) else (colour,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return False
    return all(part <= 0.01 for part in parts) if len(parts) == 4 else all(part >= 0.99 for part in parts)


def _covers(shape: Char, x: float, y: float) -> bool:
    return bool(shape["x0"] <= x <= shape["x1"] and shape["top"] <= y <= shape["bottom"])


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
    return abs(one[0].top - other[0].top) <= _SAME and _digits(_text(one)) == _digits(_text(other))


def _digits(text: str) -> str:
    """The text with every number as 0, so that heads with page numbers compare as the same."""
    return re.sub(r"\d+", "0", text)
