"""A zipped file with the same bytes for the same content."""

import io
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zipped file can hold, for each of its parts."""


def same_each_time(content: bytes) -> bytes:
    """Return the zipped file with its parts in their order, a fixed date for each, and no mark of this system."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(written, "w") as fixed:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _DATE)
            part.create_system = 0
            part.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(part, made.read(name), compresslevel=6)
    return written.getvalue()
