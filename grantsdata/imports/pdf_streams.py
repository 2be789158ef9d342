"""Whether a PDF may be unpacked, and limits on what it makes its reader do: a few kilobytes could fill the memory, and
an object of it can refer to itself."""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grantsdata.errors import SourceError

MOST_OF_ONE = 100_000_000
"""So many bytes a part may unpack to: a page that was scanned in colour has 26 million."""

MOST_OF_ALL = 300_000_000

MOST_FILTERS = 4
"""That a part is packed with, one on top of the other; programs use one or two."""

MOST_DRAWN = 20_000
"""Things that all pages together draw from elsewhere in the file; a page has a few, which can draw others."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_STEP = "Print the pages with the tables into another PDF, and import that."


def check_streams(content: bytes) -> None:
    """SourceError if a part of a PDF unpacks to more than MOST_OF_ONE bytes, or all to more than MOST_OF_ALL."""
    total = 0
    for found in _STREAM.finditer(content):
        end = content.find(_END, found.end())
        packed = content[found.end() : end if end >= 0 else len(content)]
        for _ in range(MOST_FILTERS):
            packed = _unpacked(packed)
            total += len(packed)
            if len(packed) > MOST_OF_ONE or total > MOST_OF_ALL:
                raise _too_large()
            if not packed.startswith(b"x"):  # what was packed twice begins as what was packed once
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
def bounded() -> Iterator[None]:
    """Within, pdfminer raises SourceError for a PDF that would keep it going without end or fill the memory: for a
    reference that leads to itself, for too many drawings, and for parts packed many times or to too much.

    Some parts are known only to pdfminer, which finds them in other parts, and deciphers them.
    """
    from pdfminer import pdfinterp, pdftypes

    limits: tuple[tuple[Any, str, Any], ...] = (
        (pdftypes.PDFObjRef, "resolve", _ending(pdftypes.PDFObjRef)),
        (pdftypes.PDFStream, "get_filters", _few(pdftypes.PDFStream.get_filters)),
        (pdfinterp.PDFPageInterpreter, "do_Do", _counted(pdfinterp.PDFPageInterpreter.do_Do)),
        (pdftypes, "zlib", _Zlib()),
    )
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in limits]
    try:
        for owner, name, limited in limits:
            setattr(owner, name, limited)
        yield
    finally:
        for owner, name, unlimited in before:
            setattr(owner, name, unlimited)


def _ending(reference: Any) -> Callable[..., Any]:
    resolve = reference.resolve
    underway: list[int] = []

    def resolve_to_end(self: Any, default: object = None) -> Any:
        """What a reference leads to at last, over others; where it leads is looked up only once at a time."""
        seen, found = [self.objid], self
        while isinstance(found, reference):
            if found.objid in underway:
                raise _in_circles([*underway, found.objid])
            underway.append(found.objid)
            try:
                found = resolve(found, default)
            finally:
                underway.pop()
            if isinstance(found, reference):
                if found.objid in seen:
                    raise _in_circles([*seen, found.objid])
                seen.append(found.objid)
        return found

    return resolve_to_end


def _in_circles(numbers: list[int]) -> SourceError:
    circle = numbers[numbers.index(numbers[-1]) :]
    return SourceError(f"Object {circle[0]} of the PDF refers to itself ({', '.join(map(str, circle))}). {_STEP}")


def _few(get_filters: Callable[..., Any]) -> Callable[..., Any]:
    def few_filters(self: Any) -> Any:
        filters = get_filters(self)
        if len(filters) > MOST_FILTERS:
            raise SourceError(
                f"Object {self.objid} of the PDF is packed {len(filters)} times; expected at most {MOST_FILTERS}. "
                f"{_STEP}"
            )
        return filters

    return few_filters


def _counted(draw: Callable[..., Any]) -> Callable[..., Any]:
    drawn = 0
    underway: list[Any] = []

    def draw_some(self: Any, name: Any) -> None:
        """Draw a thing from elsewhere in the file, which may draw others."""
        nonlocal drawn
        drawn += 1
        if drawn > MOST_DRAWN:
            raise SourceError(
                f"The pages of the PDF draw more than {MOST_DRAWN:,} things from elsewhere in the file. {_STEP}"
            )
        number = getattr(self.xobjmap.get(getattr(name, "name", None)), "objid", None)
        if number is not None and number in underway:
            raise _in_circles([*underway, number])
        underway.append(number)
        try:
            draw(self, name)
        finally:
            underway.pop()

    return draw_some


class _Zlib:
    """Of zlib what pdfminer uses, which unpacks to MOST_OF_ONE bytes at most, and in all to MOST_OF_ALL."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)  # used only for what `decompress` cannot unpack, byte by byte

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
