"""Whether a zipped file (DOCX, XLSX, ODS) may be unpacked: its size, and what its XML is before any reader builds it.

A few kilobytes can unpack to gigabytes, a few entities that hold one another grow without end, and a reader that knows
more encodings than a check does reads what the check did not see. So each part is looked at by its content, whatever
its name, and XML is looked at by an XML parser.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from grantsdata.errors import GrantsDataError

MOST_UNPACKED = 200_000_000
MOST_XML = 30_000_000
MOST_PARTS = 10_000
MOST_TABLES = 1_000
"""Tables of a document, and sheets of a workbook."""

MOST_ELEMENTS = 1_000_000
MOST_DEPTH = 200
"""Elements within elements, in XML and in web pages; what Word writes for a drawing in a table has about 60."""

Begun = Callable[[str, str, Mapping[str, str]], None]
"""Called with the part, the local name and the attributes of each XML element, in their order."""

_NAMED_XML = (".xml", ".rels", ".vml")
_MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What may come before the first sign of XML, in any encoding: byte order marks, spaces, and the zeros of wide ones."""

_EBCDIC = b"\x4c\x6f\xa7\x94"
_ENCODINGS = ("utf-8", "utf-16")
"""Those that the standards of DOCX and XLSX allow, and in which every program writes."""

_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_OFFICE = ("openxmlformats", "opendocument", "oclc.org/ooxml")
"""One of these stands in each namespace of text, cells and tables; none in that of a drawing (SVG)."""

_CHUNK = 1 << 16


class Dangerous(Exception):
    """Says why a zipped file cannot be read safely."""


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
    """What is wrong with a zipped file, if anything, as the problem that an error states."""
    try:
        look_through(content)
    except Dangerous as error:
        return str(error)
    return None


def look_through(
    content: bytes,
    begun: Begun = lambda part, name, attributes: None,
    *,
    most_unpacked: int = MOST_UNPACKED,
    most_xml: int = MOST_XML,
    most_elements: int = MOST_ELEMENTS,
) -> None:
    """Call `begun` for each XML element of a zipped file, in any of its parts.

    Dangerous if the file is damaged or locked, unpacks to too much, or holds XML that no office program writes: with a
    document type or entities, in another encoding than UTF-8 or UTF-16, with too many elements or too deep.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            infos = packed.infolist()
            if len(infos) > MOST_PARTS:
                _unsafe(f"it holds {len(infos):,} files")
            if (size := sum(info.file_size for info in infos)) > most_unpacked:
                _unsafe(f"it unpacks to {size:,} bytes")
            if any(info.flag_bits & 1 for info in infos):
                _unsafe("it is locked with a password")
            named = sum(info.file_size for info in infos if info.filename.casefold().endswith(_NAMED_XML))
            xml = _Xml(begun, most_xml, most_elements)
            xml.check_size(named)
            for info in infos:
                # zipfile unpacks no more of a part than its size as stated, so a part cannot lie about it.
                with packed.open(info) as opened:
                    xml.look_at(info.filename, iter(lambda opened=opened: opened.read(_CHUNK), b""))  # type: ignore[misc]
    except (Dangerous, GrantsDataError):
        raise
    except Exception as error:  # zlib, zipfile and the struct module each have their own
        _unsafe(f"it is damaged ({type(error).__name__})")


def _unsafe(why: str) -> NoReturn:
    raise Dangerous(f"the file cannot be unpacked safely: {why}")


def _is_xml(beginning: bytes) -> bool:
    """Whether a parser could take a part for XML. A font can begin like XML, but holds signs that XML cannot."""
    text = beginning.lstrip(_MARKS)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in beginning[:8] or text.startswith(b"<?xml"):
        return text.startswith((b"<", _EBCDIC))
    return text.startswith(_EBCDIC) or (text.startswith(b"<") and not _CONTROL.search(text[:512]))


class _Xml:
    """Looks at the parts of one file; their sizes and elements are added up."""

    def __init__(self, begun: Begun, most_bytes: int, most_elements: int) -> None:
        self._begun, self._most_bytes, self._most_elements = begun, most_bytes, most_elements
        self._bytes = self._elements = self._depth = 0
        self._part = ""

    def check_size(self, size: int) -> None:
        if size > self._most_bytes:
            _unsafe(f"its text unpacks to {size:,} bytes")

    def look_at(self, part: str, chunks: Iterator[bytes]) -> None:
        """Look at one part; one that is not XML is only unpacked, piece by piece, to see that it is sound."""
        parser, is_begun = None, False
        for chunk in chunks:
            if not is_begun and chunk.strip(_MARKS):
                is_begun = True
                parser = self._parser(part, chunk) if _is_xml(chunk) else None
            if parser is not None:
                self._bytes += len(chunk)
                self.check_size(self._bytes)
                parser = self._parsed(parser, chunk, False)
        if parser is not None:
            self._parsed(parser, b"", True)

    def _parser(self, part: str, beginning: bytes) -> expat.XMLParserType:
        self._part, self._depth, self._is_drawing = part, 0, False
        is_wide = beginning.startswith((b"\xff\xfe", b"\xfe\xff"))
        if beginning.startswith((_EBCDIC, b"\xff\xfe\0\0", b"\0\0")) or (not is_wide and b"\0\0" in beginning[:8]):
            self._refuse("is in another encoding than UTF-8 or UTF-16")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._defines
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        return parser

    def _parsed(self, parser: expat.XMLParserType, chunk: bytes, is_last: bool) -> expat.XMLParserType | None:
        """The parser, if it can go on: Excel leaves elements open in drawings (VML), which no reader here looks at."""
        try:
            parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            if self._depth and self._part.casefold().endswith(".vml"):
                return None
            raise Dangerous(
                f"the file is damaged or unusual, and cannot be read (its part {self._part} is no sound XML: {error})"
            ) from None
        return parser

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            self._refuse(f'is in the encoding "{encoding}", and not in UTF-8 or UTF-16')

    def _defines(self, doctype: str, *_: object) -> None:
        if doctype != "svg":  # a picture from a drawing program has one
            self._refuse("defines a document type or entities, which no program writes")
        self._is_drawing = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > self._most_elements:
            _unsafe(f"it holds more than {self._most_elements:,} XML elements, up to its part {self._part}")
        if self._depth > MOST_DEPTH:
            self._refuse(f"holds more than {MOST_DEPTH} elements within one another")
        if self._is_drawing and any(word in name for word in _OFFICE):
            self._refuse("defines a document type or entities, which no program writes")
        self._begun(self._part, name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _refuse(self, what: str) -> NoReturn:
        _unsafe(f"its part {self._part} {what}")
