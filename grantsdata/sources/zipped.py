"""A zipped file with the same bytes for the same content."""

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zipped file can hold, for each of its parts."""


def zip_of(parts: Mapping[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """Return a zipped file of these parts, in their order, with a fixed date for each and no mark of this system.

    The parts named in `stored` are not compressed.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, _DATE)
            part.create_system = 0
            part.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(part, content, compresslevel=6)
    return written.getvalue()


def same_each_time(content: bytes, stored: tuple[str, ...] = ()) -> bytes:
    """Return a zipped file with the same parts, as `zip_of` writes them."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return zip_of({name: made.read(name) for name in made.namelist()}, stored)
