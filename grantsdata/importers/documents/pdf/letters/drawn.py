"""What the pages of a PDF show when they are drawn: a second reader, which knows nothing of tables.

A PDF may hold letters that are not seen: white or invisible ones, some below a box that is painted later, some beyond
the edge of the page or in a layer that is switched off. pypdfium2 draws the page, and each letter is looked up there.
"""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.pdf.letters.painted import (
    PAPER,
    Box,
    Colour,
    Picture,
    Strips,
    address,
    edges,
    fill_colour,
    painted,
)
from grantsdata.importers.documents.witness import Shown

DARK, WHITE, UNSEEN, OUTSIDE = "below a dark box", "below a white box", "in no visible colour", "beyond the page's edge"
"""Why a letter is not seen."""

_CONTRAST = 24  # of 255: the least difference between ink and paper
_WHITE = 250  # of 255
_BLACK = 128  # of 255: a box of this shade or darker may hide a name
_NEAR, _RISE = 1.0, 6.0  # points, across and along the height of a letter
_SPACE = 0.2  # of a letter's size, as in `text`
_MOST_APART = 1.5  # of a letter's size: between the words of a text whose letters stand apart
_FEWEST_APART = 4
_OTHER_SIZE = 0.15  # browsers raise a mark in letters of five sixths
_RISEN = 0.2  # of a letter's size, as in `text`
_TILTED = 0.1  # of a right angle
_BOLD = 0.5  # points: as in `pages`
_CM = 72 / 2.54
_INVISIBLE = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}


@dataclass(frozen=True)
class Glyph:
    """A letter: its origin and its box in the page's own units, its size, why it is not seen ("" if it is), the number
    of the text that it is a part of, and whether it is tilted, as a watermark is."""

    text: str
    x: float
    y: float
    box: Box
    size: float
    hidden: str
    owner: int = 0
    is_tilted: bool = False


class DrawnPage:
    """A page as it is drawn: its letters, those that are seen and those that are not."""

    def __init__(self, page: Any, number: int) -> None:
        self._edges = edges(page)
        self._rotation: int = page.get_rotation()
        self.number = number
        self._places: dict[tuple[str, int], list[Glyph]] = {}
        self._glyphs: list[Glyph] = []
        for glyph in _glyphs(page):
            if not any(_is_printed_twice(glyph, other) for other in self._near(glyph.text, glyph.x, glyph.y)):
                self._glyphs.append(glyph)
                self._places.setdefault((glyph.text, round(glyph.x)), []).append(glyph)

    def hides(self, text: str, x: float, y: float) -> bool:
        """Whether the letter with its origin at this place is not seen. A letter that is not found counts as seen."""
        near = self._near(text, x, y)
        if not near:
            return False
        closest = min(near, key=lambda glyph: (abs(glyph.y - y), abs(glyph.x - x)))
        same = [glyph for glyph in near if (glyph.x, glyph.y) == (closest.x, closest.y)]
        return all(glyph.hidden for glyph in same)

    def _near(self, text: str, x: float, y: float) -> list[Glyph]:
        near = [glyph for column in (-1, 0, 1) for glyph in self._places.get((text, round(x) + column), ())]
        return [glyph for glyph in near if abs(glyph.x - x) <= _NEAR and abs(glyph.y - y) <= _RISE]

    @property
    def shown(self) -> Iterator[Shown]:
        """The words that are seen, line by line, with their places."""
        for run in _runs(self._glyphs, _is_same_line):
            words = [word for word in _runs(run, _is_same_word) if not word[0].text.isspace()]
            if text := one_line(" ".join("".join(g.text for g in word) for word in _joined(words))):
                yield Shown(text, f"page {self.number}, {self.place(run[0].x, run[0].y)}")

    @property
    def notes(self) -> Iterator[str]:
        """What is on the page and not seen. A text that may have been blacked out is not repeated."""
        hidden = [glyph for glyph in self._glyphs if glyph.hidden]
        for run in _runs(hidden, lambda one, other: one.hidden == other.hidden, seen=False):
            text = one_line("".join(glyph.text for glyph in run))
            where = f"page {self.number}, {self.place(run[0].x, run[0].y)}"
            if text and run[0].hidden == DARK:
                yield f"{where}: text {DARK} is left out, and is not repeated here: it may have been blacked out"
            elif text:
                yield f"{where}: text {run[0].hidden} is left out: “{text}”"

    def place(self, x: float, y: float) -> str:
        """A place, given in the page's own units, for a person."""
        left, bottom, right, top = self._edges
        x, y = {
            0: (x - left, top - y),
            90: (y - bottom, x - left),
            180: (right - x, y - bottom),
            270: (top - y, right - x),
        }[self._rotation]
        return f"{x / _CM:.0f} cm from the left and {y / _CM:.0f} cm from the top"


def _is_printed_twice(one: Glyph, other: Glyph) -> bool:
    """Whether two equal letters at nearly the same place are one that is printed twice, to look bold. Those of one
    text are not: they are the letters of a ligature."""
    return (
        one.owner != other.owner
        and one.hidden == other.hidden
        and abs(one.x - other.x) <= _BOLD
        and abs(one.y - other.y) <= _BOLD
    )


def _runs(glyphs: Iterable[Glyph], belongs: Callable[[Glyph, Glyph], bool], seen: bool = True) -> Iterator[list[Glyph]]:
    """The letters in groups, in each of which a letter belongs to the one before it; letters that are not seen divide
    groups, if only letters that are seen are asked for."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not (belongs(run[-1], glyph) and not (seen and glyph.hidden)):
            yield run
            run = []
        if not (seen and glyph.hidden):
            run.append(glyph)
    if run:
        yield run


def _is_same_line(one: Glyph, other: Glyph) -> bool:
    return abs(one.y - other.y) <= _RISE or abs(one.x - other.x) <= _NEAR


def _joined(words: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """The words; four or more of one sign each, close to each other, are one whose letters stand apart, if the first is
    a letter or a pound sign."""
    run: list[Glyph] = []
    for word in [*words, []]:
        if len(word) == 1 and (not run or _gap(run[-1], word[0]) <= _MOST_APART * run[-1].size):
            run += word
            continue
        is_one = len(run) >= _FEWEST_APART and (run[0].text.isalpha() or run[0].text == "£")
        yield from [run] if is_one else [[glyph] for glyph in run]
        run = word if len(word) == 1 else []
        yield from [word] * (len(word) > 1)


def _is_same_word(one: Glyph, other: Glyph) -> bool:
    """Whether the second letter follows the first closely, in about the same size, and neither is a space."""
    if one.text.isspace() or other.text.isspace():
        return False
    is_risen = min(abs(one.x - other.x), abs(one.y - other.y)) > _RISEN * one.size and not other.is_tilted
    is_mark = abs(one.size - other.size) > _OTHER_SIZE * max(one.size, other.size)
    if (is_mark or is_risen) and other.text not in ".,":
        return False
    return _gap(one, other) <= _SPACE * one.size


def _gap(one: Glyph, other: Glyph) -> float:
    """The white between two letters, in points."""
    a, b = one.box, other.box
    return max(b[0] - a[2], b[1] - a[3], a[0] - b[2], a[1] - b[3])


def _glyphs(page: Any) -> list[Glyph]:
    """The letters of a page in the order in which they are read, spaces among them.

    pypdfium2 takes letters at the same place for one that is printed twice. A text that is not seen must not stand for
    one that is printed over it, so the page is read again without the texts that are not seen at all.
    """
    limits, picture = edges(page), Picture(page)
    orders, things = painted(page)
    boxes = Strips(things, limits)
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    owners: dict[int, Any] = {}
    shown: set[int] = set()
    for glyph, owner in _letters(page, orders, boxes, limits, picture):
        (hidden if glyph.hidden else seen).append(glyph)
        owners[address(owner)] = owner
        if not glyph.hidden and not glyph.text.isspace():
            shown.add(address(owner))
    unseen = [owner for address, owner in owners.items() if address not in shown]
    if not hidden or not unseen:
        return [*hidden, *seen]
    for owner in unseen:
        pdfium.FPDFPageObj_SetIsActive(owner, False)
    return [*hidden, *(glyph for glyph, _ in _letters(page, orders, boxes, limits, picture) if not glyph.hidden)]


def _letters(
    page: Any, orders: Mapping[int, int], boxes: Strips, edges: Box, picture: "Picture"
) -> Iterator[tuple[Glyph, Any]]:
    """Each letter of a page with the text that it is a part of."""
    text = page.get_textpage()
    for number in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, number) == 1:
            continue
        letter = _letter(pdfium.FPDFText_GetUnicode(text, number))
        loose = tuple(text.get_charbox(number, loose=True))
        tight = tuple(text.get_charbox(number))
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, number, x, y)
        owner = pdfium.FPDFText_GetTextObject(text, number)
        order = orders.get(address(owner), 0)
        hidden = "" if letter.isspace() else _hidden(tight, owner, order, boxes, edges, picture)
        turns = math.degrees(pdfium.FPDFText_GetCharAngle(text, number)) / 90
        is_sideways, is_tilted = round(turns) % 2, abs(turns - round(turns)) > _TILTED
        size = loose[2] - loose[0] if is_sideways else loose[3] - loose[1]
        yield Glyph(letter, x.value, y.value, loose, size, hidden, address(owner), is_tilted), owner
    text.close()


def _letter(code: int) -> str:
    """pypdfium2 gives a hyphen at the end of a line as U+0002."""
    return "-" if code == 2 else chr(code)


def _hidden(tight: Box, owner: Any, order: int, boxes: Strips, edges: Box, picture: "Picture") -> str:
    """Why a letter with this box is not seen, or ""."""
    x, y = (tight[0] + tight[2]) / 2, (tight[1] + tight[3]) / 2
    if not (edges[0] <= x <= edges[2] and edges[1] <= y <= edges[3]):
        return OUTSIDE
    if pdfium.FPDFTextObj_GetTextRenderMode(owner) in _INVISIBLE:
        return UNSEEN
    at = boxes.covering(tight)
    if above := [box.colour for box in at if box.order > order and box.colour is not None]:
        return WHITE if min(above[-1]) >= _WHITE else DARK
    below = next((box.colour for box in reversed(at) if box.order < order), PAPER)
    if below is not None and _is_same_colour(owner, below):
        return UNSEEN if max(below) >= _BLACK else DARK
    contrast, shade = picture.contrast(tight)
    if contrast >= _CONTRAST:
        return ""
    return UNSEEN if shade >= _BLACK else DARK


def _is_same_colour(letter: Any, below: Colour) -> bool:
    """Whether a letter is filled with the colour of what is below it, or with none."""
    if pdfium.FPDFTextObj_GetTextRenderMode(letter) != pdfium.FPDF_TEXTRENDERMODE_FILL:
        return False
    colour = fill_colour(letter)
    return colour is not None and max(abs(one - other) for one, other in zip(colour, below, strict=True)) < _CONTRAST
