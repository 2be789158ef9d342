"""Find which characters of a PDF's pages can be seen on paper, and which lines are running heads and feet."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from grantsdata.importers.documents.pdf.letters.apart import closed_up
from grantsdata.importers.documents.pdf.letters.drawn import DrawnPage
from grantsdata.importers.documents.pdf.letters.leaders import without_leaders
from grantsdata.importers.documents.pdf.letters.text import Char, Line, lines_of
from grantsdata.model.years import is_only_year

Page = Any  # of pdfplumber
Row = list[Line]

_MARGIN = 0.12  # of a page's height, at its top and its bottom
_SAME = 3.0  # points
_SLANTED = 0.2  # the rise of a line for its length; scanned lines rise a little
_LARGE = 2.5  # times the usual size of letters
_THIN = 1.6  # points
_CROSSED = 0.17  # in sizes of letters: the most between their middle and a line that strikes them out
_LARGEST = 100.0  # points
_MONEY = re.compile(r"£|[0-9],[0-9]{3}")
_NUMBER = re.compile(r"[-–\s]*(?:page\s*)?(\d{1,4})(?:\s*(?:of|/)\s*(\d{1,4}))?[-–\s]*", re.IGNORECASE)


def visible_chars(page: Page, drawn: DrawnPage) -> tuple[list[Char], list[str]]:
    """The upright characters of a page that are seen when it is drawn, and the lines of those that are set sideways or
    are a watermark.

    A character printed twice to look bold is returned once. One with a line through it has the key "struck". Words
    whose letters stand apart are closed up, and dots that lead to the next column are left out.
    """
    seen = page.filter(
        lambda thing: thing["object_type"] == "char" and not drawn.hides(thing["text"], *_origin(page, thing))
    )
    chars = seen.dedupe_chars(tolerance=0.5, extra_attrs=()).chars
    sideways = [_turned(char) for char in chars if not char["upright"]]
    upright = [char for char in chars if char["upright"]]
    behind = _behind(upright)
    watermark = "".join(char["text"] for char in upright if id(char) in behind)
    texts = [*(_text(row) for row in lines_of(sideways)), *[watermark] * bool(watermark)]
    chars = _with_struck(page, [char for char in upright if id(char) not in behind])
    return closed_up(list(without_leaders(chars))), texts


def _behind(chars: Sequence[Char]) -> set[int]:
    """The ids of the letters of a watermark: of slanted ones, and of those much larger than others that stand over
    them."""
    found = {id(char) for char in chars if abs(char["matrix"][1]) > _SLANTED * abs(char["matrix"][0])}
    main = median(char["size"] for char in chars) if chars else 0.0
    large = [char for char in chars if char["size"] > _LARGE * main and id(char) not in found]
    small = [char for char in chars if char["size"] <= _LARGE * main and not char["text"].isspace()]
    is_over = any(_holds(one, char) for one in large for char in small)
    return found | {id(char) for char in large if is_over}


def _holds(large: Char, small: Char) -> bool:
    x, y = (small["x0"] + small["x1"]) / 2, (small["top"] + small["bottom"]) / 2
    return bool(large["x0"] <= x <= large["x1"] and large["top"] <= y <= large["bottom"])


def _with_struck(page: Page, chars: Sequence[Char]) -> list[Char]:
    """The characters, with the key "struck" for those through whose middle a line is drawn that is no longer than
    they are together: a rule of a table is longer."""
    in_order = sorted(chars, key=_middle)
    middles = [_middle(char) for char in in_order]
    struck: set[int] = set()
    for line in (one for one in (*page.lines, *page.rects) if one["height"] <= _THIN < one["width"]):
        y = (line["top"] + line["bottom"]) / 2
        near = in_order[bisect_left(middles, y - _LARGEST * _CROSSED) : bisect_right(middles, y + _LARGEST * _CROSSED)]
        below = [char for char in near if abs(_middle(char) - y) <= _CROSSED * char["size"]]
        below = [char for char in below if line["x0"] <= (char["x0"] + char["x1"]) / 2 <= line["x1"]]
        if below:
            left, right, size = min(c["x0"] for c in below), max(c["x1"] for c in below), below[0]["size"]
            is_of_text = left - line["x0"] <= 2 * size and line["x1"] - right <= 2 * size
            struck |= {id(char) for char in below if is_of_text}
    return [{**char, "struck": True} if id(char) in struck else char for char in chars]


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


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
                if _is_page_number(_text(row)) or any(_is_same(row, other) for other in others)
            }
        )
    return found


def _is_page_number(text: str) -> bool:
    """Whether a text is the number of a page, and not a year in the header of a table: "2018/19" is no page of 19."""
    found = _NUMBER.fullmatch(text)
    return found is not None and not is_only_year(text) and int(found[1]) <= int(found[2] or found[1])


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
