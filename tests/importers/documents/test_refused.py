"""Files that cannot be read are refused, each with what to do, and never by a traceback."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from support.papers import docx_of, html_of, ods_of, spoil, xlsx_of

from grantsdata.errors import SourceError
from grantsdata.importers.documents.reading import read_document
from grantsdata.sources.safety.archives import MOST_PARTS

ROWS = [["Service", "Award"], ["Hub", "£446,000"]]
EXPECTED = "expected a paper as DOCX, ODT, PDF, XLSX, ODS, HTML or CSV."


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as refused:
        read_document(path)
    return str(refused.value)


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def made(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"paper.{kind}"
    if kind == "html":
        path.write_text(html_of([ROWS]), encoding="utf-8")
        return path
    return {"docx": docx_of, "xlsx": xlsx_of, "ods": ods_of}[kind]([ROWS], path)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ods", "html"])
def test_the_content_decides_and_not_the_name(tmp_path: Path, kind: str) -> None:
    path = made(tmp_path, kind).rename(tmp_path / "paper.pdf")
    (table,) = read_document(path).tables
    assert [[cell.text for cell in row] for row in table.rows] == ROWS


AS_DOCX = "Open it in the program that made it and save it as DOCX."
AS_XLSX = "Open it in the program that made it and save it as XLSX."


def old(stream: str) -> bytes:
    """The beginning of a file of Word or Excel before 2007, with the name of one of its streams."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "problem", "step"),
    [
        ("paper.docx", b"", "the file is empty", "Get it again from where it came."),
        ("paper.doc", old("WordDocument"), "this is an old Word document (DOC)", AS_DOCX),
        ("paper.xls", old("Workbook"), "this is an old Excel workbook (XLS)", AS_XLSX),
        ("paper.xls", old("Book"), "this is an old Excel workbook (XLS)", AS_XLSX),
        ("paper.msg", old("Mail"), "this is an old file of Word, Excel or the like", AS_DOCX),
        (
            "paper.docx",
            old("EncryptedPackage"),
            "the file is locked with a password",
            "Open it with its password, save it without one, and import that.",
        ),
        (
            "paper.docx",
            b"PK\x03\x04 and no more",
            "the file is damaged: it is a zipped file that ends too soon",
            "Get the complete file again.",
        ),
        ("paper.doc", b"{\\rtf1 Hub}", "this is a text with formatting (RTF)", AS_DOCX),
        ("paper.xml", b"<?xml version='1.0'?><feed/>", "this is XML, but not a web page", AS_DOCX),
        ("paper.md", b"Hub: 5", "this is not a kind of file that can be read", AS_DOCX),
        ("paper.md", "Hub: 5".encode("utf-16"), "this is UTF-16", AS_DOCX),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str, content: bytes, problem: str, step: str) -> None:
    assert refusal(written(tmp_path, name, content)) == f"{name}: {problem}; {EXPECTED} {step}"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "BMP"])
def test_a_picture_whatever_its_name_is_refused(tmp_path: Path, form: str) -> None:
    Image.new("RGB", (20, 20), "white").save(tmp_path / "paper.pdf", form)
    assert refusal(tmp_path / "paper.pdf") == (
        f"paper.pdf: this is a picture ({form}), which has no text, whatever its name says; {EXPECTED} "
        "Ask the office for the Word file that it was made from."
    )


def zipped(tmp_path: Path, **contents: bytes) -> Path:
    with zipfile.ZipFile(tmp_path / "paper.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return tmp_path / "paper.docx"


SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
UNSOUND = "the file is damaged or unusual, and cannot be read"
DEFINES = "the file cannot be unpacked safely: its part word/document.xml defines a document type or entities"


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ({"xl__workbook_bin": b""}, "this is an Excel workbook in binary form (XLSB)"),
        ({"mimetype": SHEET[:-11] + b"graphics"}, "this is an OpenDocument file, but neither a text nor a spreadsheet"),
        ({"ppt__presentation_xml": b"<a/>"}, "this is a presentation (PPTX)"),
        ({"word__document_xml": b"<a/>"}, "Its main part is no Word document."),
        ({"readme_txt": b"Hub"}, "this is a zipped file, but not a document that can be read"),
        ({"mimetype": SHEET, "META-INF__manifest_xml": b"<encryption-data/>"}, "the file is locked with a password"),
        ({"word__document_xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, DEFINES),
        ({"word__document_xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16")}, DEFINES),
        ({"word__document_xml": b"<"}, UNSOUND),
        ({"xl__workbook_xml": b"<"}, UNSOUND),
        ({"mimetype": SHEET}, "Its main part is damaged. Open it in LibreOffice and save it again."),
    ],
)
def test_a_zipped_file_that_is_no_paper_is_refused(tmp_path: Path, contents: dict[str, bytes], said: str) -> None:
    assert refusal(zipped(tmp_path, **contents)).startswith(f"paper.docx: {said}")


MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ods": "content.xml"}


def encoded(tmp_path: Path, kind: str, name: str, declared: str = "", entity: str = "") -> Path:
    """A paper whose main part is in this encoding, with a document type that defines `entity` if there is one."""
    path = made(tmp_path, kind)
    with zipfile.ZipFile(path) as packed:
        contents = {info: packed.read(info) for info in packed.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for info, content in contents.items():
            if info.filename == MAIN[kind]:
                root = re.sub(r"^<\?xml.*?\?>\s*", "", content.decode("utf-8"))
                doctype = f'<!DOCTYPE a [<!ENTITY e "{entity}">]>' if entity else ""
                if entity:
                    root = root.replace("£446,000", "&e;")
                text = f'<?xml version="1.0" encoding="{declared or name}"?>{doctype}{root}'
                content = text.encode(name)
            packed.writestr(info, content)
    return path


@pytest.mark.parametrize("kind", MAIN)
@pytest.mark.parametrize("entity", ["", "£446,000"])
@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("utf-32", ""),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UCS-4"),
        ("cp037", "ebcdic-cp-us"),
        ("utf-7", ""),
        ("iso-8859-1", ""),
        ("windows-1252", ""),
        ("iso2022_jp", "ISO-2022-JP"),
        ("utf-8", "UTF-16"),
        ("utf-16", "UTF-8"),
    ],
)
def test_xml_that_is_not_in_utf_8_or_utf_16_is_refused(
    tmp_path: Path, kind: str, entity: str, name: str, declared: str
) -> None:
    """A reader knows more encodings than those, and would see what no guard has seen."""
    path = encoded(tmp_path, kind, name, declared, entity)
    said = refusal(path)
    assert said.startswith(f"paper.{kind}: the file "), said
    assert f"its part {MAIN[kind]} is " in said, said


@pytest.mark.parametrize("kind", MAIN)
@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_utf_16_is_read_unless_it_defines_entities(tmp_path: Path, kind: str, name: str) -> None:
    (table,) = read_document(encoded(tmp_path, kind, name, "UTF-16")).tables
    assert [[cell.text for cell in row] for row in table.rows] == ROWS
    said = refusal(encoded(tmp_path, kind, name, "UTF-16", "£446,000"))
    assert f"its part {MAIN[kind]} defines a document type or entities" in said


def test_a_part_is_looked_at_whatever_its_name(tmp_path: Path) -> None:
    """A picture that a drawing program made has a document type; a text within it is none that a paper shows."""
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    for name, content, danger in (
        ("word/media/logo.svg", doctype + b'<svg xmlns="http://www.w3.org/2000/svg"/>', ""),
        ("word/fonts/font1.odttf", b"<ab&\x01\x02" * 99, ""),
        ("word/drawing.vml", b"<xml><br></xml>", ""),
        ("word/drawing.vml", b"<xml", "is not valid XML"),
        ("word/media/logo.dat", doctype.replace(b"svg", b"a") + b"<a/>", "defines a document type"),
        (
            "word/media/logo.svg",
            doctype + b'<svg><p xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/></svg>',
            "defines a document type",
        ),
        ("customXml/item.bin", b"  \n<a><b></a>", "is not valid XML"),
    ):
        path = made(tmp_path, "docx")
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, content)
        if danger:
            assert danger in refusal(path), (name, content)
        else:
            assert len(read_document(path).tables) == 1, name


def test_a_zipped_file_that_is_locked_is_refused(tmp_path: Path) -> None:
    content = bytearray(made(tmp_path, "docx").read_bytes())
    for place in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[place] |= 1
    assert "the file is locked with a password" in refusal(written(tmp_path, "locked.docx", bytes(content)))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ods"])
def test_a_file_that_ends_too_soon_is_refused(tmp_path: Path, kind: str) -> None:
    content = made(tmp_path, kind).read_bytes()
    for kept in (4, len(content) // 2, len(content) - 10):
        assert "the file is damaged" in refusal(written(tmp_path, f"short.{kind}", content[:kept]))


def test_a_file_whose_part_is_damaged_is_refused(tmp_path: Path) -> None:
    content = made(tmp_path, "docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "paper.docx") as packed:
        place = packed.getinfo("word/document.xml").header_offset + 100
    assert "cannot be unpacked safely: it is damaged" in refusal(
        written(tmp_path, "spoilt.docx", content[:place] + bytes(50) + content[place + 50 :])
    )


@pytest.mark.parametrize(
    ("name", "said"), [("word/media/a.png", "it unpacks to"), ("word/a.xml", "its text unpacks to")]
)
def test_a_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, name: str, said: str) -> None:
    path = made(tmp_path, "docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open(name, "w") as part:
        for _ in range(210 if "media" in name else 31):
            part.write(bytes(1_000_000))
    assert path.stat().st_size < 500_000
    assert f"cannot be unpacked safely: {said}" in refusal(path)


def test_a_file_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "docx")
    with zipfile.ZipFile(path, "a") as packed:
        for number in range(MOST_PARTS):
            packed.writestr(f"{number}", b"")
    assert "cannot be unpacked safely: it holds 10," in refusal(path)


def test_an_entity_is_not_looked_up(tmp_path: Path) -> None:
    """Nothing of another file comes in by way of one."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    path = made(tmp_path, "xlsx")
    entity = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><workbook'
    spoil(path, "xl/workbook.xml", b"<workbook ", f"{entity} ".encode())
    assert "defines a document type or entities" in refusal(path)


def test_a_file_that_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.docx") == (
        f"gone.docx: the file is not there; {EXPECTED} Look where the file lies, and give its whole path."
    )
    assert "this is a folder" in refusal(tmp_path)


def test_a_file_of_more_than_50_mb_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(50_000_001)
    assert "the file has 50,000,001 bytes; expected at most 50,000,000" in refusal(tmp_path / "large.pdf")


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    """Whoever names it has it on this machine."""
    (tmp_path / "elsewhere").mkdir()
    path = made(tmp_path / "elsewhere", "docx")
    (tmp_path / "link.docx").symlink_to(path)
    assert len(read_document(tmp_path / "link.docx").tables) == 1


@pytest.mark.parametrize(
    ("kind", "package"),
    [
        ("pdf", "pdfplumber"),
        ("xlsx", "openpyxl"),
        ("ods", "python_calamine"),
        ("html", "bs4"),
    ],
)
def test_a_package_that_is_not_installed_is_named(tmp_path: Path, kind: str, package: str) -> None:
    path = written(tmp_path, "paper.pdf", b"%PDF-1.4") if kind == "pdf" else made(tmp_path, kind)
    code = (
        f"import sys\nsys.modules[{package!r}] = None\nfrom pathlib import Path\n"
        f"from grantsdata.errors import ExtraError\nfrom grantsdata.importers.documents.reading import read_document\n"
        f"try:\n    read_document(Path({str(path)!r}))\nexcept ExtraError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    asked = f'need {package}, which is not installed; install it: pip install "grantsdata[import]".'
    assert asked in done.stdout
