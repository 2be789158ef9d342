"""The kind of a file by its content; its name matters only where a plain text may be CSV."""

import zipfile
from io import BytesIO

import pytest

from grantsdata.importers.documents.kinds import AS_DOCX, CSV, DOCX, HTML, ODS, ODT, PDF, XLSX, Refusal, kind_of

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def zipped(**contents: str) -> bytes:
    """A zipped file; `__` in a name stands for a slash and `_` for a dot."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in contents.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (b"bytes before it %PDF-1.7", ".docx", PDF),
        (b"<!DOCTYPE html><p>Hub", ".pdf", HTML),
        (b"\xef\xbb\xbf\r\n <TABLE>", "", HTML),
        ("<html>".encode("utf-16"), ".txt", HTML),
        (b"Hub,5", ".csv", CSV),
        (b"Hub,5", ".TXT", CSV),
        ("Hub,5".encode("utf-16"), ".tsv", CSV),
        (b"BMW,5", ".csv", CSV),
        (zipped(word__document_xml="<a/>"), ".pdf", DOCX),
        (zipped(xl__workbook_xml="<a/>"), "", XLSX),
        (zipped(mimetype=f"{OPEN_DOCUMENT}spreadsheet"), "", ODS),
        (zipped(mimetype=f"{OPEN_DOCUMENT}spreadsheet-template"), "", ODS),
        (zipped(mimetype=f"{OPEN_DOCUMENT}text"), "", ODT),
        (zipped(mimetype=f"{OPEN_DOCUMENT}text-master"), "", ODT),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, suffix: str, kind: str) -> None:
    assert kind_of(content, suffix) == kind


@pytest.mark.parametrize(
    ("content", "suffix", "problem"),
    [
        (b"", ".csv", "the file is empty"),
        (b"\x89PNG\r\n\0", ".pdf", "this is a picture (PNG), which has no text, whatever its name says"),
        (b"{\\rtf1 Hub}", ".doc", "this is a text with formatting (RTF)"),
        (b"<feed/>", ".html", "this is XML, but not a web page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table>',
            ".xls",
            "this is an Excel workbook in XML (of Excel 2003)",
        ),
        (b"Hub,5", ".md", "this is not a kind of file that can be read"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), ".xlsx", "this is an old Excel workbook (XLS)"),
        (b"PK\x03\x04", ".docx", "the file is damaged: it is a zipped file that ends too soon"),
        (zipped(xl__workbook_bin=""), ".xlsx", "this is an Excel workbook in binary form (XLSB)"),
        (zipped(readme_txt="Hub"), ".docx", "this is a zipped file, but not a document that can be read"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(content: bytes, suffix: str, problem: str) -> None:
    found = kind_of(content, suffix)
    assert isinstance(found, Refusal)
    assert found.problem == problem
    assert found.next_step.endswith(".")


def test_the_step_is_the_one_for_the_kind() -> None:
    assert kind_of(b"{\\rtf1 Hub}", ".doc") == Refusal("this is a text with formatting (RTF)", AS_DOCX)


@pytest.mark.parametrize("content", [b"<div class=x>Hub</div>", b"<h2>Awards</h2>", b"<!-- saved --><p>Hub</p>"])
def test_a_part_of_a_page_is_a_page(content: bytes) -> None:
    assert kind_of(content, ".html") == HTML


@pytest.mark.parametrize(
    "content", [b"<?xml version='1.0'?><rss><title>Hub</title></rss>", b"<paper><p>Hub</p></paper>", b"<p:sld/>"]
)
def test_xml_of_another_kind_is_not(content: bytes) -> None:
    refused = kind_of(content, ".html")
    assert isinstance(refused, Refusal)
    assert refused.problem == "this is XML, but not a web page"
