"""What the pages of a PDF show when they are drawn: a second reader, which knows nothing of tables.

A PDF may hold letters that nobody sees: white or invisible ones, some below a box that is painted later, some beyond
the edge of the page or in a layer that is switched off. pypdfium2 draws the page, and each letter is looked up there.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

from grantsdata.errors import ExtraError
from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.witness import Shown

try:
    import pypdfium2
    import pypdfium2.raw as pdfium
except ImportError:
    raise ExtraError.of("PDFs", "pypdfium2", "import") from None

DARK, WHITE, UNSEEN, OUTSIDE = "below a dark box", "below a white box", "in no visible colour", "beyond the page's edge"
"""Why a letter is not seen."""

_SCALE, _MOST_PIXELS = 2.0, 4_000_000
_CONTRAST = 24  # of 255: the least difference between ink and paper
_WHITE = 250  # of 255
_BLACK = 128  # of 255: a box of this shade or darker may hide a name
_COVERED = 0.5  # of a letter's box
_DEEPEST = 8  # drawings within drawings
_NEAR, _RISE = 1.0, 6.0  # points, across and along the height of a letter
_SPACE = 0.2  # of a letter's size, as in `text`
_BOLD = 0.5  # points: as in `pages`
_CM = 72 / 2.54
_INVISIBLE = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_NOT_DRAWN = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""

Colour = tuple[int, int, int]
_PAPER: Colour = (255, 255, 255)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Glyph:
    """A letter: its origin and its box in the page's own units, its size, and why it is not seen ("" if it is)."""

    text: str
    x: float
    y: float
    box: Box
    size: float
    hidden: str


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """A PDF, open in pypdfium2."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        yield pdf
    finally:
        pdf.close()


def is_ready(page: Any) -> bool:
    """Whether nothing that `prepared` does is needed for a page."""
    return not _is_reversed(page) and _turn(page) is None and not _has_drawn_annotations(page)


def prepared(content: bytes) -> bytes:
    """The PDF with form fields and typed annotations as part of the page, with each page turned so that most of its
    text is upright, and with the corners of each page in order."""
    with opened(content) as pdf:
        if pdf.get_formtype():
            pdf.init_forms()
        for page in pdf:
            if _is_reversed(page):
                page.set_mediabox(*_ordered(page.get_mediabox()))
                page.set_cropbox(*_ordered(page.get_cropbox()))
            if (turn := _turn(page)) is not None:
                page.set_rotation(turn)
            if _has_drawn_annotations(page):
                pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()
        changed = BytesIO()
        pdf.save(changed)
    return changed.getvalue()


def _is_reversed(page: Any) -> bool:
    return any(_ordered(box) != tuple(box) for box in (page.get_mediabox(), page.get_cropbox()))


def _ordered(box: Box) -> Box:
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _has_drawn_annotations(page: Any) -> bool:
    """Whether a page has form fields or annotations that are drawn; links are not."""
    kinds = set()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kinds.add(pdfium.FPDFAnnot_GetSubtype(annotation))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return bool(kinds - _NOT_DRAWN)


def _turn(page: Any) -> int | None:
    """How far the page has to be turned, in degrees, for most of its letters to be upright; None if they are."""
    text = page.get_textpage()
    angles = [pdfium.FPDFText_GetCharAngle(text, number) for number in range(text.count_chars())]
    text.close()
    turns = Counter(-round(math.degrees(angle) / 90) * 90 % 360 for angle in angles)
    turn = max(turns, key=lambda turn: turns[turn], default=0)
    return turn if turns[turn] * 2 > len(angles) and turn != page.get_rotation() else None


class DrawnPage:
    """A page as it is drawn: its letters, those that are seen and those that are not."""

    def __init__(self, page: Any, number: int) -> None:
        self._edges = _edges(page)
        self._rotation: int = page.get_rotation()
        self.number = number
        self._places: dict[tuple[str, int], list[Glyph]] = {}
        self._glyphs: list[Glyph] = []
        for glyph in _glyphs(page):
            if not any(_is_printed_twice(glyph, other) for other in self._near(glyph.text, glyph.x, glyph.y)):
                self._glyphs.append(glyph)
                self._places.setdefault((glyph.text, round(glyph.x)), []).append(glyph)

    def hides(self, text: str, x: float, y: float) -> bool:
        """Whether the letter with its origin at this place is not seen. A letter that is not found is seen, unless it
        stands among letters below a box."""
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
        for run in _runs(self._glyphs, lambda one, other: _is_same_line(one, other)):
            words = ["".join(g.text for g in word) for word in _runs(run, _is_same_word)]
            if text := one_line(" ".join(words)):
                yield Shown(text, f"page {self.number}, {self._place(run[0])}")

    @property
    def notes(self) -> Iterator[str]:
        """What is on the page and not seen. A text that may have been blacked out is not repeated."""
        hidden = [glyph for glyph in self._glyphs if glyph.hidden]
        for run in _runs(hidden, lambda one, other: one.hidden == other.hidden, seen=False):
            text = one_line("".join(glyph.text for glyph in run))
            where = f"page {self.number}, {self._place(run[0])}"
            if text and run[0].hidden == DARK:
                yield f"{where}: text {DARK} is left out, and is not repeated here: it may have been blacked out"
            elif text:
                yield f"{where}: text {run[0].hidden} is left out: “{text}”"

    def _place(self, glyph: Glyph) -> str:
        left, bottom, right, top = self._edges
        x, y = {
            0: (glyph.x - left, top - glyph.y),
            90: (glyph.y - bottom, glyph.x - left),
            180: (right - glyph.x, glyph.y - bottom),
            270: (top - glyph.y, right - glyph.x),
        }[self._rotation]
        return f"{x / _CM:.0f} cm from the left and {y / _CM:.0f} cm from the top"


def _is_printed_twice(one: Glyph, other: Glyph) -> bool:
    """Whether two equal letters at nearly the same place are one that is printed twice, to look bold."""
    return one.hidden == other.hidden and abs(one.x - other.x) <= _BOLD and abs(one.y - other.y) <= _BOLD


def _edges(page: Any) -> Box:
    """The part of the page that is shown."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    return max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])


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


def _is_same_word(one: Glyph, other: Glyph) -> bool:
    """Whether the second letter follows the first closely, in about the same size, and neither is a space."""
    if one.text.isspace() or other.text.isspace():
        return False
    is_mark = abs(one.size - other.size) > _SPACE * max(one.size, other.size)
    if is_mark and other.text not in ".,":
        return False
    gap = max(
        other.box[0] - one.box[2], other.box[1] - one.box[3], one.box[0] - other.box[2], one.box[1] - other.box[3]
    )
    return gap <= _SPACE * one.size


def _glyphs(page: Any) -> list[Glyph]:
    """The letters of a page in the order in which they are read, spaces among them.

    pypdfium2 takes letters at the same place for one that is printed twice. A text that is not seen must not stand for
    one that is printed over it, so the page is read again without the texts of which nothing is seen.
    """
    edges, picture = _edges(page), _Picture(page)
    orders, boxes = _painted(page)
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    owners: dict[int, Any] = {}
    shown: set[int] = set()
    for glyph, owner in _letters(page, orders, boxes, edges, picture):
        (hidden if glyph.hidden else seen).append(glyph)
        owners[_address(owner)] = owner
        if not glyph.hidden and not glyph.text.isspace():
            shown.add(_address(owner))
    unseen = [owner for address, owner in owners.items() if address not in shown]
    if not hidden or not unseen:
        return [*hidden, *seen]
    for owner in unseen:
        pdfium.FPDFPageObj_SetIsActive(owner, False)
    return [*hidden, *(glyph for glyph, _ in _letters(page, orders, boxes, edges, picture) if not glyph.hidden)]


def _letters(
    page: Any, orders: Mapping[int, int], boxes: "Sequence[_Painted]", edges: Box, picture: "_Picture"
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
        order = orders.get(_address(owner), 0)
        hidden = "" if letter.isspace() else _hidden(tight, owner, order, boxes, edges, picture)
        is_sideways = round(math.degrees(pdfium.FPDFText_GetCharAngle(text, number)) / 90) % 2
        size = loose[2] - loose[0] if is_sideways else loose[3] - loose[1]
        yield Glyph(letter, x.value, y.value, loose, size, hidden), owner
    text.close()


def _letter(code: int) -> str:
    """pypdfium2 gives a hyphen at the end of a line as U+0002."""
    return "-" if code == 2 else chr(code)


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _hidden(tight: Box, owner: Any, order: int, boxes: "Sequence[_Painted]", edges: Box, picture: "_Picture") -> str:
    """Why a letter with this box is not seen, or ""."""
    x, y = (tight[0] + tight[2]) / 2, (tight[1] + tight[3]) / 2
    if not (edges[0] <= x <= edges[2] and edges[1] <= y <= edges[3]):
        return OUTSIDE
    if pdfium.FPDFTextObj_GetTextRenderMode(owner) in _INVISIBLE:
        return UNSEEN
    at = [box for box in boxes if _covers(box.box, tight)]
    if above := [box.colour for box in at if box.order > order and box.colour is not None]:
        return WHITE if min(above[-1]) >= _WHITE else DARK
    below = next((box.colour for box in reversed(at) if box.order < order), _PAPER)
    if below is not None and _is_same_colour(owner, below):
        return UNSEEN if max(below) >= _BLACK else DARK
    contrast, shade = picture.contrast(tight)
    if contrast >= _CONTRAST:
        return ""
    return UNSEEN if shade >= _BLACK else DARK


def _covers(box: Box, letter: Box) -> bool:
    """Whether a box covers at least half of a letter."""
    width = min(box[2], letter[2]) - max(box[0], letter[0])
    height = min(box[3], letter[3]) - max(box[1], letter[1])
    area = (letter[2] - letter[0]) * (letter[3] - letter[1])
    return width > 0 and height > 0 and width * height >= _COVERED * area


def _is_same_colour(letter: Any, below: Colour) -> bool:
    """Whether a letter is filled with the colour of what is below it, or with none."""
    if pdfium.FPDFTextObj_GetTextRenderMode(letter) != pdfium.FPDF_TEXTRENDERMODE_FILL:
        return False
    colour = _fill_colour(letter)
    return colour is not None and max(abs(one - other) for one, other in zip(colour, below, strict=True)) < _CONTRAST


class _Painted(NamedTuple):
    """Something painted, and when, counted from the first thing on the page; its colour is None if it has several or
    lets see what is below it."""

    order: int
    box: Box
    colour: Colour | None


def _painted(page: Any) -> tuple[dict[int, int], list[_Painted]]:
    """When each text of the page is painted, and the filled boxes that hide what is below them."""
    orders: dict[int, int] = {}
    boxes: list[_Painted] = []
    for order, (thing, matrix) in enumerate(_things(page, None, (1, 0, 0, 1, 0, 0), 0), start=1):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            orders[_address(thing)] = order
        elif kind != pdfium.FPDF_PAGEOBJ_PATH or _is_filled(thing):
            is_plain = kind == pdfium.FPDF_PAGEOBJ_PATH and not pdfium.FPDFPageObj_HasTransparency(thing)
            boxes.append(_Painted(order, _moved(_bounds(thing), matrix), _fill_colour(thing) if is_plain else None))
    return orders, boxes


def _things(page: Any, form: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Everything that is painted, in order, with the matrix that leads from its place to the page."""
    count = pdfium.FPDFPage_CountObjects(page) if form is None else pdfium.FPDFFormObj_CountObjects(form)
    for number in range(count):
        thing = pdfium.FPDFPage_GetObject(page, number) if form is None else pdfium.FPDFFormObj_GetObject(form, number)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
            yield thing, matrix
        elif depth < _DEEPEST:
            inner = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(thing, inner)
            within = (inner.a, inner.b, inner.c, inner.d, inner.e, inner.f)
            yield from _things(page, thing, _product(within, matrix), depth + 1)


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _is_filled(path: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
    return bool(mode.value)


def _fill_colour(thing: Any) -> Colour | None:
    """The colour with which something is filled; None for a pattern, or if what is below can be seen through it."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha) or alpha.value < 255:
        return None
    return red.value, green.value, blue.value


def _bounds(path: Any) -> Box:
    """The box of a path, within the box of the path to which it is clipped."""
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(path, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    clip = pdfium.FPDFPageObj_GetClipPath(path)
    for number in range(max(0, pdfium.FPDFClipPath_CountPaths(clip))):
        points = list(_points(clip, number))
        if points:
            left, right = max(left, min(x for x, _ in points)), min(right, max(x for x, _ in points))
            bottom, top = max(bottom, min(y for _, y in points)), min(top, max(y for _, y in points))
    return left, bottom, right, top


def _points(clip: Any, number: int) -> Iterator[tuple[float, float]]:
    for segment in range(pdfium.FPDFClipPath_CountPathSegments(clip, number)):
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, number, segment), x, y)
        yield x.value, y.value


class _Picture:
    """The page as a picture."""

    def __init__(self, page: Any) -> None:
        width, height = page.get_size()
        self._scale = min(_SCALE, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=self._scale, rev_byteorder=True)
        self._image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        self._edges, self._rotation = _edges(page), page.get_rotation()

    def contrast(self, box: Box) -> tuple[int, int]:
        """The greatest difference of a colour within a box and one pixel around it, and its brightest shade."""
        left, bottom, right, top = self._edges
        across, down = {
            0: ((box[0] - left, box[2] - left), (top - box[3], top - box[1])),
            90: ((box[1] - bottom, box[3] - bottom), (box[0] - left, box[2] - left)),
            180: ((right - box[2], right - box[0]), (box[1] - bottom, box[3] - bottom)),
            270: ((top - box[3], top - box[1]), (right - box[2], right - box[0])),
        }[self._rotation]
        area = [
            max(0, int(across[0] * self._scale) - 1),
            max(0, int(down[0] * self._scale) - 1),
            min(self._image.width, int(across[1] * self._scale) + 2),
            min(self._image.height, int(down[1] * self._scale) + 2),
        ]
        if area[0] >= area[2] or area[1] >= area[3]:
            return 0, 255
        shades = self._image.crop(tuple(area)).getextrema()
        return max(high - low for low, high in shades), max(high for _, high in shades)
