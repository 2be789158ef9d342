"""Check that a zipped file (DOCX, XLSX, ODS) is safe to unpack: its size and its XML, before any reader opens it.

A few kilobytes can unpack to gigabytes, nested entities can grow without end, and a reader that knows more encodings
than a check reads what the check did not see. So each part is checked by its content, whatever its name, and XML is
checked by an XML parser.
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
MOST_OF_TAG = 4_000_000
"""Bytes of one tag with its attributes, which a parser reads again with each piece of it; Word puts pictures there."""

MOST_DEPTH = 200
"""The depth of nested elements in XML and in web pages; Word nests about 60 for a drawing in a table."""

ElementHandler = Callable[[str, str, Mapping[str, str]], None]
"""Called with the part, the local name and the attributes of each XML element, in their order."""

_NAMED_XML = (".xml", ".rels", ".vml")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""Bytes that may come before the first character of XML: byte order marks, spaces, and zero bytes of UTF-16."""

_EBCDIC = b"\x4c\x6f\xa7\x94"
_ENCODINGS = ("utf-8", "utf-16")
"""The encodings that the standards of DOCX and XLSX allow, and that every program writes."""

_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_OFFICE = ("openxmlformats", "opendocument", "oclc.org/ooxml")
"""Every namespace of texts, cells and tables contains one of these; that of a drawing (SVG) does not."""

_CHUNK = 1 << 16


class UnsafeArchive(Exception):
    """A zipped file that cannot be read safely; the message is the problem that an error states."""


def parts(content: bytes) -> list[str]:
    """Return the names of the files in a zipped file; empty if it is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []


def part(content: bytes, name: str) -> bytes:
    """Return the content of one file in a zipped file; empty if it cannot be read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return packed.read(name)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, KeyError, RuntimeError, EOFError):
        return b""


def unsafe_because(content: bytes) -> str | None:
    """Return why a zipped file cannot be read safely, as the problem that an error states; None if it is safe."""
    try:
        scan_elements(content)
    except UnsafeArchive as error:
        return str(error)
    return None


def scan_elements(
    content: bytes,
    on_element: ElementHandler = lambda part, name, attributes: None,
    *,
    most_unpacked: int = MOST_UNPACKED,
    most_xml: int = MOST_XML,
    most_elements: int = MOST_ELEMENTS,
) -> None:
    """Call `on_element` for each XML element in every part of a zipped file.

    Raises UnsafeArchive if the file is damaged or locked, unpacks to too many bytes, or holds XML that no office
    program writes: with a document type or entities, in an encoding other than UTF-8 or UTF-16, with too many elements,
    or nested too deeply.
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
            xml = _XmlScanner(on_element, most_xml, most_elements)
            xml.check_size(named)
            for info in infos:
                # zipfile never unpacks more of a part than its stated size, so a part cannot lie about it.
                with packed.open(info) as opened:
                    xml.scan(info.filename, iter(lambda opened=opened: opened.read(_CHUNK), b""))  # type: ignore[misc]
    except (UnsafeArchive, GrantsDataError):
        raise
    except Exception as error:  # zlib, zipfile and struct each raise their own errors
        _unsafe(f"it is damaged ({type(error).__name__})")


def _unsafe(why: str) -> NoReturn:
    raise UnsafeArchive(f"the file cannot be unpacked safely: {why}")


def _is_xml(beginning: bytes) -> bool:
    """Whether a parser could read a part as XML. A font can begin like XML, but holds bytes that XML does not allow."""
    text = beginning.lstrip(_BEFORE_XML)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in beginning[:8] or text.startswith(b"<?xml"):
        return text.startswith((b"<", _EBCDIC))
    return text.startswith(_EBCDIC) or (text.startswith(b"<") and not _CONTROL.search(text[:512]))


class _XmlScanner:
    """Checks the parts of one file, and adds up their sizes and elements."""

    def __init__(self, on_element: ElementHandler, most_bytes: int, most_elements: int) -> None:
        self._on_element, self._most_bytes, self._most_elements = on_element, most_bytes, most_elements
        self._bytes = self._elements = self._depth = 0
        self._part = ""

    def check_size(self, size: int) -> None:
        if size > self._most_bytes:
            _unsafe(f"its text unpacks to {size:,} bytes")

    def scan(self, part: str, chunks: Iterator[bytes]) -> None:
        """Check one part. A part that is not XML is only unpacked, piece by piece, to see that it is not damaged."""
        parser, has_started, begins = None, False, self._bytes
        for chunk in chunks:
            if not has_started and chunk.strip(_BEFORE_XML):
                has_started = True
                parser = self._parser(part, chunk) if _is_xml(chunk) else None
            if parser is not None:
                self._bytes += len(chunk)
                self.check_size(self._bytes)
                parser = self._parse(parser, chunk, False)
            if parser is not None and self._bytes - begins - parser.CurrentByteIndex > MOST_OF_TAG:
                self._refuse(f"holds a tag of more than {MOST_OF_TAG:,} bytes")
        if parser is not None:
            self._parse(parser, b"", True)

    def _parser(self, part: str, beginning: bytes) -> expat.XMLParserType:
        self._part, self._depth, self._is_drawing = part, 0, False
        is_wide = beginning.startswith((b"\xff\xfe", b"\xfe\xff"))
        if beginning.startswith((_EBCDIC, b"\xff\xfe\0\0", b"\0\0")) or (not is_wide and b"\0\0" in beginning[:8]):
            self._refuse("is in an encoding other than UTF-8 or UTF-16")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = self._on_declaration
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        return parser

    def _parse(self, parser: expat.XMLParserType, chunk: bytes, is_last: bool) -> expat.XMLParserType | None:
        """Parse a chunk and return the parser; None if a drawing (VML) is not valid XML, as some by Excel are not."""
        try:
            parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            if self._depth and self._part.casefold().endswith(".vml"):
                return None
            raise UnsafeArchive(
                f"the file is damaged or unusual, and cannot be read (its part {self._part} is not valid XML: {error})"
            ) from None
        return parser

    def _on_declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            self._refuse(f'is in the encoding "{encoding}", not in UTF-8 or UTF-16')

    def _on_doctype(self, doctype: str, *_: object) -> None:
        if doctype != "svg":  # a drawing program writes this document type
            self._refuse("defines a document type or entities, which no program writes")
        self._is_drawing = True

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > self._most_elements:
            _unsafe(f"it holds more than {self._most_elements:,} XML elements, up to its part {self._part}")
        if self._depth > MOST_DEPTH:
            self._refuse(f"holds more than {MOST_DEPTH} elements within one another")
        if self._is_drawing and any(word in name for word in _OFFICE):
            self._refuse("defines a document type or entities, which no program writes")
        self._on_element(self._part, name.rpartition(" ")[2], attributes)

    def _on_end(self, name: str) -> None:
        self._depth -= 1

    def _refuse(self, what: str) -> NoReturn:
        _unsafe(f"its part {self._part} {what}")
