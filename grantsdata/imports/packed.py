"""Whether a zipped file (DOCX, XLSX, ODS) may be unpacked: what it unpacks to, and that its XML defines no entities.

A few kilobytes can unpack to gigabytes, and a few entities that hold one another grow without end.
"""

import re
import zipfile
from io import BytesIO

MOST_UNPACKED = 200_000_000
MOST_XML = 30_000_000
MOST_PARTS = 10_000

_XML = (".xml", ".rels", ".vml")
_DEFINES = re.compile(
    b"|".join(
        re.escape(f"<!{word}".encode(form))
        for word in ("DOCTYPE", "ENTITY")
        for form in ("utf-8", "utf-16-le", "utf-16-be")
    )
)


def parts(content: bytes) -> list[str]:
    """The names of what a zipped file holds; none if it is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []


def part(content: bytes, name: str) -> bytes:
    """One of them; nothing if it cannot be read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return packed.read(name)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, KeyError, RuntimeError, EOFError):
        return b""


def danger(content: bytes) -> str | None:
    """What is wrong with a zipped file, if anything: it is damaged, too large unpacked, or defines XML entities.

    No more is unpacked than a part says that it has, so that it cannot lie about it.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            infos = packed.infolist()
            of_xml = [info for info in infos if info.filename.casefold().endswith(_XML)]
            if len(infos) > MOST_PARTS:
                return f"it holds {len(infos):,} files"
            if (size := sum(info.file_size for info in infos)) > MOST_UNPACKED:
                return f"it unpacks to {size:,} bytes"
            if (size := sum(info.file_size for info in of_xml)) > MOST_XML:
                return f"its text unpacks to {size:,} bytes"
            if any(info.flag_bits & 1 for info in infos):
                return "it is locked with a password"
            for info in of_xml:
                if _DEFINES.search(packed.read(info)):
                    return f"its part {info.filename} defines a document type or entities, which no program writes"
    except Exception as error:  # zlib, zipfile and the struct module each have their own
        return f"it is damaged ({type(error).__name__})"
    return None
