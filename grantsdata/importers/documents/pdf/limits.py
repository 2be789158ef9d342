"""Limits on what a PDF makes its reader do: a few kilobytes can unpack to more than the memory holds, and an object can
refer to itself.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grantsdata.errors import SourceError

MOST_OF_ONE = 100_000_000
"""The most bytes that one part may unpack to; a page scanned in colour has 26 million."""

MOST_OF_ALL = 300_000_000
"""The most bytes that all parts may unpack to."""

MOST_FILTERS = 4
"""The most times that a part may be packed, one filter on top of the other; programs use one or two."""

MOST_DRAWN = 20_000
"""The most objects that all pages may draw from elsewhere in the file; a page has a few, which can draw others."""

MOST_PATHS = 100_000
"""The most lines, boxes and shapes that all pages may paint; a table has a few hundred, a map some thousands."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_STREAM_END = b"endstream"
_STEP = "Print the pages with the tables into another PDF, and import that."


def check_streams(content: bytes) -> None:
    """Raise SourceError if a part of a PDF unpacks to more than MOST_OF_ONE bytes, or all to more than MOST_OF_ALL."""
    total = 0
    for found in _STREAM.finditer(content):
        end = content.find(_STREAM_END, found.end())
        packed = content[found.end() : end if end >= 0 else len(content)]
        for _ in range(MOST_FILTERS):
            packed = _unpacked(packed)
            total += len(packed)
            if len(packed) > MOST_OF_ONE or total > MOST_OF_ALL:
                raise _too_large()
            if not packed.startswith(b"x"):  # a part that is packed twice unpacks to a zlib header
                break


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_OF_ONE + 1)
    except zlib.error:
        return b""


def _too_large() -> SourceError:
    return SourceError(
        f"A part of the PDF unpacks to more than {MOST_OF_ONE:,} bytes, or all of it to more than {MOST_OF_ALL:,}. "
        f"{_STEP}"
    )


@contextmanager
def pdfminer_limits() -> Iterator[None]:
    """Within this context, pdfminer raises SourceError for a PDF that would never end or would fill the memory: for
    references in a circle, for too many drawings or shapes, and for parts packed too often or that unpack to too much.

    `check_streams` cannot see all parts: pdfminer finds some within other parts, and decrypts some.
    """
    from pdfminer import converter, pdfinterp, pdftypes

    limits: tuple[tuple[Any, str, Any], ...] = (
        (pdftypes.PDFObjRef, "resolve", _without_circles(pdftypes.PDFObjRef)),
        (pdftypes.PDFStream, "get_filters", _few_filters(pdftypes.PDFStream.get_filters)),
        (pdfinterp.PDFPageInterpreter, "do_Do", _few_drawings(pdfinterp.PDFPageInterpreter.do_Do)),
        (converter.PDFLayoutAnalyzer, "paint_path", _few_paths(converter.PDFLayoutAnalyzer.paint_path)),
        (pdftypes, "zlib", _LimitedZlib()),
    )
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in limits]
    try:
        for owner, name, limited in limits:
            setattr(owner, name, limited)
        yield
    finally:
        for owner, name, unlimited in before:
            setattr(owner, name, unlimited)


def _without_circles(reference: Any) -> Callable[..., Any]:
    resolve = reference.resolve
    underway: list[int] = []

    def resolve_to_end(self: Any, default: object = None) -> Any:
        """The object to which a reference leads, directly or over other references; SourceError for a circle."""
        seen, found = [self.objid], self
        while isinstance(found, reference):
            if found.objid in underway:
                raise _circle_error([*underway, found.objid])
            underway.append(found.objid)
            try:
                found = resolve(found, default)
            finally:
                underway.pop()
            if isinstance(found, reference):
                if found.objid in seen:
                    raise _circle_error([*seen, found.objid])
                seen.append(found.objid)
        return found

    return resolve_to_end


def _circle_error(numbers: list[int]) -> SourceError:
    circle = numbers[numbers.index(numbers[-1]) :]
    return SourceError(f"Object {circle[0]} of the PDF refers to itself ({', '.join(map(str, circle))}). {_STEP}")


def _few_filters(get_filters: Callable[..., Any]) -> Callable[..., Any]:
    def limited(self: Any) -> Any:
        filters = get_filters(self)
        if len(filters) > MOST_FILTERS:
            raise SourceError(
                f"Object {self.objid} of the PDF is packed {len(filters)} times; expected at most {MOST_FILTERS}. "
                f"{_STEP}"
            )
        return filters

    return limited


def _few_paths(paint: Callable[..., Any]) -> Callable[..., Any]:
    painted = 0

    def paint_some(self: Any, *path: Any) -> Any:
        nonlocal painted
        painted += 1
        if painted > MOST_PATHS:
            raise SourceError(f"The pages of the PDF paint more than {MOST_PATHS:,} lines, boxes and shapes. {_STEP}")
        return paint(self, *path)

    return paint_some


def _few_drawings(draw: Callable[..., Any]) -> Callable[..., Any]:
    drawn = 0
    underway: list[Any] = []

    def draw_some(self: Any, name: Any) -> None:
        """Draw an object from elsewhere in the file, which may draw others; SourceError for too many or a circle."""
        nonlocal drawn
        drawn += 1
        if drawn > MOST_DRAWN:
            raise SourceError(
                f"The pages of the PDF draw more than {MOST_DRAWN:,} things from elsewhere in the file. {_STEP}"
            )
        number = getattr(self.xobjmap.get(getattr(name, "name", None)), "objid", None)
        if number is not None and number in underway:
            raise _circle_error([*underway, number])
        underway.append(number)
        try:
            draw(self, name)
        finally:
            underway.pop()

    return draw_some


class _LimitedZlib:
    """The part of zlib that pdfminer uses, limited to MOST_OF_ONE bytes for one part and MOST_OF_ALL for all."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)  # used byte by byte, only after `decompress` has failed

    def __init__(self) -> None:
        self._total = 0

    def decompress(self, packed: bytes) -> bytes:
        unpacker = zlib.decompressobj()
        found = unpacker.decompress(packed, MOST_OF_ONE + 1)
        self._total += len(found)
        if len(found) > MOST_OF_ONE or self._total > MOST_OF_ALL:
            raise _too_large()
        if not unpacker.eof:
            raise zlib.error("incomplete")
        return found
