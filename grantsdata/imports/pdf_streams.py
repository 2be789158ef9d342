"""Whether a PDF may be unpacked: a few kilobytes of it could fill the memory."""

import re
import zlib

from grantsdata.errors import SourceError

MOST_OF_ONE = 100_000_000
"""So many bytes a part may unpack to: a page that was scanned in colour has 26 million."""

MOST_OF_ALL = 1_000_000_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_MOST_LAYERS = 4


def check_streams(content: bytes) -> None:
    """SourceError if a part of a PDF unpacks to more than MOST_OF_ONE bytes, or all to more than MOST_OF_ALL."""
    total = 0
    for found in _STREAM.finditer(content):
        end = content.find(_END, found.end())
        packed = content[found.end() : end if end >= 0 else len(content)]
        for _ in range(_MOST_LAYERS):
            packed = _unpacked(packed)
            total += len(packed)
            if len(packed) > MOST_OF_ONE or total > MOST_OF_ALL:
                raise SourceError(
                    f"A part of the PDF unpacks to more than {MOST_OF_ONE:,} bytes, or all of it to more than "
                    f"{MOST_OF_ALL:,}. Print the pages with the tables into another PDF, and import that."
                )
            if not packed.startswith(b"x"):  # what was packed twice begins as what was packed once
                break


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_OF_ONE + 1)
    except zlib.error:
        return b""
