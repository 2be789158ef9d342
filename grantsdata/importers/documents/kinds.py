"""Find out from its content what kind of file a paper is, and for an unreadable kind say what to do."""

import re
from typing import NamedTuple
from xml.etree import ElementTree

from grantsdata.sources.files.text import foreign
from grantsdata.sources.safety import archives
from grantsdata.sources.safety.open_xml import Package

DOCX, ODT, PDF, XLSX, ODS, HTML, CSV = "DOCX", "ODT", "PDF", "XLSX", "ODS", "HTML", "CSV"

AS_DOCX = "Open it in the program that made it and save it as DOCX."
_AS_XLSX = "Open it in the program that made it and save it as XLSX."
_UNLOCK = "Open it with its password, save it without one, and import that."
_ASK = "Ask the office for the Word file that it was made from."


class Refusal(NamedTuple):
    """Why a file cannot be read, and what to do."""

    problem: str
    next_step: str


_PICTURES = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"II*\0": "a picture (TIFF)",
    b"MM\0*": "a picture (TIFF)",
    b"BM": "a picture (BMP)",
}
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
# A part of a page that was saved without its head. XML of other kinds begins with other names, or with <?xml.
_PART_OF_PAGE = re.compile(
    rb"<(?:div|main|section|article|p|h[1-6]|ul|ol|dl|span|form|meta|title|style|!--)(?=[\s>-])", re.IGNORECASE
)
_TEXTS = (".csv", ".tsv", ".tab", ".txt")


def kind_of(content: bytes, suffix: str) -> str | Refusal:
    """One of the seven kinds, or a Refusal with the reason. The suffix matters only for CSV among plain texts."""
    if not content:
        return Refusal("the file is empty", "Get it again from where it came.")
    picture = next((what for mark, what in _PICTURES.items() if content.startswith(mark)), None)
    if picture and b"\0" in content[:512]:
        return Refusal(f"this is {picture}, which has no text, whatever its name says", _ASK)
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_office(content)
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith(b"{\\rtf"):
        return Refusal("this is a text with formatting (RTF)", AS_DOCX)
    beginning = content[:4096]
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        beginning = beginning.decode("utf-16", "ignore").encode("utf-8", "ignore")
    beginning = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")
    if beginning.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in beginning:
        return Refusal("this is an Excel workbook in XML (of Excel 2003)", _AS_XLSX)
    if beginning.startswith(b"<"):
        if _PAGE.search(beginning) or _PART_OF_PAGE.match(beginning):
            return HTML
        return Refusal("this is XML, but not a web page", AS_DOCX)
    if suffix.casefold() in _TEXTS:
        return CSV
    what = f"this is {other}" if (other := foreign(content)) else "this is not a kind of file that can be read"
    return Refusal(what, AS_DOCX)


def _old_office(content: bytes) -> Refusal:
    """The reason for a file of the old Office format, in which Word and Excel also wrap new files with a password."""
    for name, problem, step in (
        ("EncryptedPackage", "the file is locked with a password", _UNLOCK),
        ("WordDocument", "this is an old Word document (DOC)", AS_DOCX),
        ("Workbook", "this is an old Excel workbook (XLS)", _AS_XLSX),
        ("Book", "this is an old Excel workbook (XLS)", _AS_XLSX),
    ):
        if name.encode("utf-16-le") in content:
            return Refusal(problem, step)
    return Refusal("this is an old file of Word, Excel or the like", AS_DOCX)


def _zipped(content: bytes) -> str | Refusal:
    if not archives.parts(content):
        return Refusal("the file is damaged: it is a zipped file that ends too soon", "Get the complete file again.")
    if danger := archives.unsafe_because(content):
        if danger.endswith("it is locked with a password"):
            return Refusal("the file is locked with a password", _UNLOCK)
        return Refusal(danger, _ASK)
    mimetype = archives.part(content, "mimetype").strip().removesuffix(b"-template")
    if b"encryption-data" in archives.part(content, "META-INF/manifest.xml"):
        return Refusal("the file is locked with a password", _UNLOCK)
    if mimetype == b"application/vnd.oasis.opendocument.spreadsheet":
        return ODS
    if mimetype in (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-master"):
        return ODT
    if b"opendocument" in mimetype:
        return Refusal("this is an OpenDocument file, but neither a text nor a spreadsheet", AS_DOCX)
    try:
        return _open_xml(Package(content))
    except ElementTree.ParseError as error:
        return Refusal(f"the file is damaged: the list of its parts cannot be read ({error})", "Get the file again.")


def _open_xml(package: Package) -> str | Refusal:
    """The kind by the content type of the main part, or by its name if the file does not say its type."""
    what = package.type_of(package.main) + package.main
    if "wordprocessingml" in what or "ms-word" in what or what.endswith("word/document.xml"):
        return DOCX
    if "binary" in what or what.endswith(".bin"):
        return Refusal("this is an Excel workbook in binary form (XLSB)", _AS_XLSX)
    if "spreadsheetml" in what or "ms-excel" in what or what.endswith("xl/workbook.xml"):
        return XLSX
    if "presentation" in what:
        return Refusal("this is a presentation (PPTX)", "Copy its tables into a Word document, and import that.")
    return Refusal("this is a zipped file, but not a document that can be read", "Unpack it, and import what is in it.")
