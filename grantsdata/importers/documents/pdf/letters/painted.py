"""What is painted on a page of a PDF, in order: when each text, and the filled boxes that hide what is below them; and
the page as a picture.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_SCALE, _MOST_PIXELS = 2.0, 4_000_000
_DEEPEST = 8  # drawings within drawings
_COVERED = 0.5  # of a letter's box
_STRIPS = 100
_MOST_OUTLINES = 1_000  # of one path; one that has more counts as one box

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""

Colour = tuple[int, int, int]
PAPER: Colour = (255, 255, 255)

Matrix = tuple[float, float, float, float, float, float]


def address(thing: Any) -> int:
    """The address of an object of pdfium, which tells it from every other one."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def edges(page: Any) -> Box:
    """The part of the page that is shown."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    return max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])


class Painted(NamedTuple):
    """Something painted, and when, counted from the first thing on the page; its colour is None if it has several or
    lets see what is below it. `boxes` are those of its outlines: a frame has an outer and an inner one."""

    order: int
    boxes: tuple[Box, ...]
    colour: Colour | None

    def covers(self, letter: Box) -> bool:
        """Whether it covers at least half of a letter; within an even number of outlines it covers nothing."""
        return sum(_shared(box, letter) >= _COVERED for box in self.boxes) % 2 == 1


class Strips:
    """What is painted on a page, by strips across it: a letter asks only what is in its own, not all of a large table's
    filled cells."""

    def __init__(self, things: Sequence[Painted], page: Box) -> None:
        self._bottom, self._height = page[1], max(1.0, (page[3] - page[1]) / _STRIPS)
        self._strips: list[list[Painted]] = [[] for _ in range(_STRIPS + 1)]
        for thing in things:
            bottom, top = min(box[1] for box in thing.boxes), max(box[3] for box in thing.boxes)
            for strip in range(self._strip(bottom), self._strip(top) + 1):
                self._strips[strip].append(thing)

    def covering(self, letter: Box) -> list[Painted]:
        """What covers a letter, in the order in which it is painted: what covers half of it covers its middle."""
        there = self._strips[self._strip((letter[1] + letter[3]) / 2)]
        return [thing for thing in there if thing.covers(letter)]

    def _strip(self, y: float) -> int:
        """The strip at a height; what is beyond the page is in the first or the last."""
        strips = (y - self._bottom) / self._height
        return int(strips) if 0 <= strips < _STRIPS else _STRIPS * (strips > 0)


def painted(page: Any) -> tuple[dict[int, int], list[Painted]]:
    """When each text of the page is painted, and the filled boxes that hide what is below them."""
    orders: dict[int, int] = {}
    boxes: list[Painted] = []
    for order, (thing, matrix) in enumerate(_things(page, None, (1, 0, 0, 1, 0, 0), 0), start=1):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            orders[address(thing)] = order
        elif kind != pdfium.FPDF_PAGEOBJ_PATH or _is_filled(thing):
            is_plain = kind == pdfium.FPDF_PAGEOBJ_PATH and not pdfium.FPDFPageObj_HasTransparency(thing)
            outlines = tuple(_moved(box, matrix) for box in _outlines(thing))
            boxes.append(Painted(order, outlines, fill_colour(thing) if is_plain else None))
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


def fill_colour(thing: Any) -> Colour | None:
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
        xs, ys = zip(*_points(clip, number), strict=True)
        left, right = max(left, min(xs)), min(right, max(xs))
        bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return left, bottom, right, top


def _shared(box: Box, letter: Box) -> float:
    """The part of a letter's box that lies in another box."""
    width = min(box[2], letter[2]) - max(box[0], letter[0])
    height = min(box[3], letter[3]) - max(box[1], letter[1])
    area = (letter[2] - letter[0]) * (letter[3] - letter[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _outlines(thing: Any) -> list[Box]:
    """The boxes of the closed outlines of a path, within the whole; the box of anything else."""
    whole = _bounds(thing)
    is_path = pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_PATH
    count = pdfium.FPDFPath_CountSegments(thing) if is_path else 0
    matrix = pdfium.FS_MATRIX()
    if not count or not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return [whole]
    outlines: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            outlines.append([])
        if len(outlines) > _MOST_OUTLINES or not outlines:
            return [whole]
        outlines[-1].append((x.value, y.value))
    if len(outlines) == 1:
        return [whole]
    within = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    boxes = []
    for points in outlines:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = _moved((min(xs), min(ys), max(xs), max(ys)), within)
        boxes.append((max(box[0], whole[0]), max(box[1], whole[1]), min(box[2], whole[2]), min(box[3], whole[3])))
    return boxes


def _points(clip: Any, number: int) -> Iterator[tuple[float, float]]:
    for segment in range(pdfium.FPDFClipPath_CountPathSegments(clip, number)):
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, number, segment), x, y)
        yield x.value, y.value


class Picture:
    """The page as a picture."""

    def __init__(self, page: Any) -> None:
        width, height = page.get_size()
        self._scale = min(_SCALE, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=self._scale, rev_byteorder=True)
        self._image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        self._edges, self._rotation = edges(page), page.get_rotation()

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
