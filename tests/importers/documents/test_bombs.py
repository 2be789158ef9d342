"""Small files that would take gigabytes or hours to read are refused by a rule, before anything grows.

Those that take a moment are read here; `make proof` imports all by the command line, with limits on memory and
computing that the system enforces.
"""

import os
import re
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.papers import docx_of, html_of, ods_of, spoil, xlsx_of

from grantsdata.errors import SourceError
from grantsdata.importers.documents import reading
from grantsdata.importers.documents.reading import read_document, read_isolated

ROWS = [["Service", "Provider", "Award"], ["Hub", "Farrowby Society", "£446,000"]]
MEMORY, SECONDS = 1_000_000_000, 30


def limited() -> None:
    """Called in the process before it becomes the command; a process that it starts has the same limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def refusal(path: Path) -> str:
    """What `grantsdata import` says of a file that it refuses, on one line."""
    assert path.stat().st_size < 2_000_000
    command = [sys.executable, "-m", "grantsdata", "import", str(path), "--year", "2018-19"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", preexec_fn=limited)
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    return line.removeprefix("grantsdata: ")


def zipped(path: Path, part: str, content: bytes) -> Path:
    """The file with one more part."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(part, content)
    return path


def rows_of_word(tmp_path: Path, rows: bytes) -> Path:
    """A Word document whose table begins with these rows."""
    path = docx_of([ROWS], tmp_path / "bomb.docx")
    spoil(path, "word/document.xml", b"</w:tblGrid>", b"</w:tblGrid>" + rows)
    return path


def cell_of_word(columns: int) -> bytes:
    return b'<w:tc><w:tcPr><w:gridSpan w:val="%d"/></w:tcPr><w:p/></w:tc>' % columns


def end_of_sheet(tmp_path: Path, end: bytes) -> Path:
    """A workbook whose sheet ends with this."""
    path = xlsx_of([ROWS], tmp_path / "bomb.xlsx")
    spoil(path, "xl/worksheets/sheet1.xml", b"</sheetData>", end)
    return path


def blank_cells(number: int) -> bytes:
    return (b"<row>" + b"<c/>" * 100 + b"</row>") * (number // 100)


def row_of_sheet(tmp_path: Path, row: str) -> Path:
    """A spreadsheet of LibreOffice of one sheet with this row alone."""
    return sheets(tmp_path, f'<table:table table:name="a">{row}</table:table>')


def sheets(tmp_path: Path, tables: str) -> Path:
    path = ods_of([ROWS], tmp_path / "bomb.ods")
    with zipfile.ZipFile(path) as packed:
        (old,) = re.findall(b"<table:table .*</table:table>", packed.read("content.xml"), re.DOTALL)
    spoil(path, "content.xml", old, tables.encode())
    return path


def cell_of_sheet(entry: str) -> str:
    return f'<table:table-cell {entry} office:value-type="string"><text:p>Hub</text:p></table:table-cell>'


def page_with(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "bomb.html"
    path.write_text(f"<!doctype html><html><body>{content}</body></html>", encoding="utf-8")
    return path


def sheet_in_another_part(tmp_path: Path) -> Path:
    """A workbook whose sheet stands in a part whose name says nothing of XML."""
    path = end_of_sheet(tmp_path, blank_cells(2_000_000) + b"</sheetData>")
    with zipfile.ZipFile(path) as packed:
        contents = {name.replace("sheet1.xml", "sheet1.dat"): packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(name, content.replace(b"sheet1.xml", b"sheet1.dat"))
    return path


def pdf_of(path: Path, objects: Sequence[bytes], root: str = "1 0 R") -> Path:
    """A PDF of these objects, numbered from 1."""
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    content += f"trailer << /Size {len(objects) + 1} /Root {root} >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(content)
    return path


def stream(content: bytes, entries: str = "", length: str = "") -> bytes:
    return f"<< /Length {length or len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
DRAWS = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
)
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 600 600] /Resources << /XObject << /X {} 0 R >> >>"


def flate(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


def page_of(content: bytes) -> list[bytes]:
    return [CATALOG, PAGES, DRAWS.replace(b"/XObject << /X 5 0 R >>", b""), content]


def in_hex(content: bytes) -> bytes:
    """Packed, and written in hexadecimal figures: no sign of packing is left in the bytes of the file."""
    return stream(zlib.compress(content, 9).hex().encode() + b">", "/Filter [/ASCIIHexDecode /FlateDecode]")


PDFS: dict[str, tuple[Callable[[], list[bytes]], str]] = {
    "a root that is itself": (lambda: [b"1 0 R"], "Object 1 of the PDF refers to itself (1, 1). "),
    "pages in a circle": (
        lambda: [CATALOG, b"3 0 R", b"4 0 R", b"2 0 R"],
        "Object 2 of the PDF refers to itself (2, 3, 4, 2). ",
    ),
    "a length that is itself": (
        lambda: [CATALOG, PAGES, DRAWS, stream(b"/X Do", length="4 0 R"), stream(b"", FORM.format(5))],
        "Object 4 of the PDF refers to itself (4, 4). ",
    ),
    "lengths in a circle": (
        lambda: [CATALOG, PAGES, DRAWS, stream(b"/X Do", length="5 0 R"), stream(b"", FORM.format(5), "4 0 R")],
        "Object 4 of the PDF refers to itself (4, 5, 4). ",
    ),
    "a drawing in itself": (
        lambda: [CATALOG, PAGES, DRAWS, stream(b"/X Do"), stream(b"/X Do /X Do", FORM.format(5))],
        "Object 5 of the PDF refers to itself (5, 5). ",
    ),
    "drawings in a circle": (
        lambda: [
            CATALOG,
            PAGES,
            DRAWS,
            stream(b"/X Do"),
            stream(b"/X Do", FORM.format(6)),
            stream(b"/X Do", FORM.format(5)),
        ],
        "Object 5 of the PDF refers to itself (5, 6, 5). ",
    ),
    "drawings that multiply": (
        lambda: [
            *(CATALOG, PAGES, DRAWS, stream(b"/X Do")),
            *(stream(b"/X Do " * 10, FORM.format(number)) for number in range(6, 17)),
            stream(b"", FORM.format(17).replace("/X 17 0 R", "")),
        ],
        "The pages of the PDF draw more than 20,000 things from elsewhere in the file. ",
    ),
    "many filters": (
        lambda: page_of(stream(flate(b" " * 10_000, 8), f"/Filter [{'/FlateDecode ' * 8}]")),
        "Object 4 of the PDF is packed 8 times; expected at most 4. ",
    ),
    "nested filters": (
        lambda: page_of(stream(flate(bytes(400_000_000), 3), "/Filter [/FlateDecode /FlateDecode /FlateDecode]")),
        "A part of the PDF unpacks to more than 100,000,000 bytes, or all of it to more than 300,000,000. ",
    ),
    "a filter under another": (
        lambda: page_of(in_hex(bytes(200_000_000))),
        "A part of the PDF unpacks to more than 100,000,000 bytes, or all of it to more than 300,000,000. ",
    ),
}


Make = Callable[[Path], Path]
ELEMENTS = (
    "the file cannot be unpacked safely: it holds more than 1,000,000 XML elements, up to its part xl/worksheets/"
)
MOST = "expected at most 100,000. Copy the part that is printed into a file of its own."
BOMBS: dict[str, tuple[Make, str]] = {
    "a merged cell of a workbook": (
        lambda place: end_of_sheet(place, b'</sheetData><mergeCells><mergeCell ref="A10:ALL400"/></mergeCells>'),
        f"bomb.xlsx: A table claims 391,000 cells; {MOST}",
    ),
    "merged cells that are large together": (
        lambda place: end_of_sheet(
            place,
            b"</sheetData><mergeCells>%s</mergeCells>"
            % b"".join(b'<mergeCell ref="A%d:J%d"/>' % (n, n + 999) for n in range(1001, 12_000, 1000)),
        ),
        f"bomb.xlsx: A table claims 110,000 cells; {MOST}",
    ),
    "seven million blank cells": (
        lambda place: end_of_sheet(place, blank_cells(6_800_000) + b"</sheetData>"),
        f"bomb.xlsx: {ELEMENTS}sheet1.xml; ",
    ),
    "blank cells": (
        lambda place: end_of_sheet(place, blank_cells(600_000) + b"</sheetData>"),
        "bomb.xlsx: The file has 500,001 cells in its sheets, empty ones included; expected at most 500,000. ",
    ),
    "a sheet in another part": (sheet_in_another_part, f"bomb.xlsx: {ELEMENTS}sheet1.dat; "),
    "XML in a part with another name": (
        lambda place: zipped(end_of_sheet(place, b"</sheetData>"), "xl/notes.dat", b"<a>%s</a>" % (b" " * 31_000_000)),
        "bomb.xlsx: the file cannot be unpacked safely: its text unpacks to 30,",
    ),
    "10,000 sheets of a workbook": (
        lambda place: sheets(place, "".join(f'<table:table table:name="a{n * n:x}"/>' for n in range(10_000))),
        "bomb.ods: The file has 1,001 sheets; expected at most 1,000. ",
    ),
    "columns repeated": (
        lambda place: row_of_sheet(
            place,
            "<table:table-row>" + cell_of_sheet('table:number-columns-repeated="60000"') * 2 + "</table:table-row>",
        ),
        f"bomb.ods: A table claims 120,000 cells; {MOST}",
    ),
    "rows repeated": (
        lambda place: row_of_sheet(
            place, f'<table:table-row table:number-rows-repeated="999999">{cell_of_sheet("") * 3}</table:table-row>'
        ),
        f"bomb.ods: A table claims 2,999,997 cells; {MOST}",
    ),
    "columns spanned": (
        lambda place: row_of_sheet(
            place,
            "<table:table-row>" + cell_of_sheet('table:number-columns-spanned="2000000"') + "</table:table-row>",
        ),
        f"bomb.ods: A table claims 2,000,000 cells; {MOST}",
    ),
    "columns of Word": (
        lambda place: rows_of_word(place, b"<w:tr>" + cell_of_word(490_000) + b"</w:tr>"),
        f"bomb.docx: A table claims 490,000 cells; {MOST}",
    ),
    "a long row of Word among short ones": (
        lambda place: rows_of_word(
            place, b"<w:tr>" + cell_of_word(1000) + b"</w:tr>" + (b"<w:tr>" + cell_of_word(1) + b"</w:tr>") * 150
        ),
        f"bomb.docx: A table claims 101,000 cells; {MOST}",
    ),
    "tables of Word within one another": (
        lambda place: rows_of_word(place, b"<w:tr><w:tc><w:tbl>" * 100 + b"</w:tbl><w:p/></w:tc></w:tr>" * 100),
        "bomb.docx: the file cannot be unpacked safely: its part word/document.xml holds more than 200 elements within",
    ),
    "sheets that are large together": (
        lambda place: sheets(
            place,
            f'<table:table table:name="a"><table:table-row table:number-rows-repeated="20000">{cell_of_sheet("") * 3}'
            "</table:table-row></table:table>" * 2,
        ),
        f"bomb.ods: The tables claim 120,000 cells together; {MOST}",
    ),
    "cells of a page that are not closed": (
        lambda place: page_with(place, "<table>" + "<td>" * 50_000),
        "bomb.html: A table claims 16,385 columns; expected at most 16,384. ",
    ),
    "elements of a page that are not closed": (
        lambda place: page_with(place, "<div>" * 150_000),
        "bomb.html: The page has more than 400 nested elements, up to <div>. ",
    ),
    "elements of a page": (
        lambda place: page_with(place, "<table>" + "<td>" * 400_000),
        "bomb.html: The page has more than 200,000 elements. ",
    ),
    "rows and columns of a page": (
        lambda place: page_with(
            place, "<table>" + '<tr><td rowspan="65534" colspan="1000">Hub</td></tr>' + "<tr></tr>" * 500
        ),
        f"bomb.html: A table claims 501,000 cells; {MOST}",
    ),
    "tables of a page": (
        lambda place: page_with(place, "<table><tr><td>Hub<td>£5</table>" * 1_001),
        "bomb.html: The file has 1,001 tables; expected at most 1,000. ",
    ),
    "blank lines of a CSV file": (
        lambda place: written(place / "bomb.csv", b"\n" * 900_000 + b"Hub,5\n"),
        f"bomb.csv: A table claims 100,001 cells; {MOST}",
    ),
}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


SLOW = (
    *("drawings that multiply", "nested filters", "a filter under another", "seven million blank cells"),
    *("blank cells", "a sheet in another part", "sheets that are large together"),
    "cells of a page that are not closed",
)
"""Those whose making or counting takes seconds."""


def made(name: str, folder: Path) -> tuple[Path, str]:
    """The file of this name, and how its refusal begins."""
    if name in BOMBS:
        make, said = BOMBS[name]
        return make(folder), said
    objects, said = PDFS[name]
    return pdf_of(folder / "bomb.pdf", objects()), f"bomb.pdf: {said}"


@pytest.mark.parametrize("name", [name for name in (*PDFS, *BOMBS) if name not in SLOW])
def test_a_document_that_is_small_only_on_disk_is_refused(tmp_path: Path, name: str) -> None:
    path, said = made(name, tmp_path)
    with pytest.raises(SourceError) as refused:
        read_document(path)
    assert str(refused.value).startswith(said)


@pytest.mark.proof
@pytest.mark.parametrize("name", [*PDFS, *BOMBS])
def test_the_command_refuses_it_in_little_time_and_memory(tmp_path: Path, name: str) -> None:
    path, said = made(name, tmp_path)
    assert refusal(path).startswith(said)


LETTERS = b"BT /F 10 Tf 50 500 Td (Hub) Tj ET\n"
PAGE = DRAWS.replace(b"/XObject << /X 5 0 R >>", b"/Font << /F 5 0 R >>")
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def drawn(folder: Path, commands: bytes, *fonts: bytes) -> Path:
    """A PDF of one page with a text and these commands, packed once; the fonts are its objects from 5 on."""
    packed = stream(zlib.compress(LETTERS + commands), "/Filter /FlateDecode")
    return pdf_of(folder / "large.pdf", [CATALOG, PAGES, PAGE, packed, *(fonts or [FONT])])


def merged(number: int) -> bytes:
    cells = b"".join(b'<mergeCell ref="A%d:A%d"/>' % (row, row) for row in range(10, 10 + number))
    return b"</sheetData><mergeCells>%s</mergeCells>" % cells


WIDE_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 2000000000 500] /FontDescriptor << /FontName /X >> "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
)
LARGE: dict[str, Make] = {
    "400,000 merged cells": lambda place: end_of_sheet(place, merged(400_000)),
    "90,000 merged cells": lambda place: end_of_sheet(place, merged(90_000)),
    "999 sheets": lambda place: sheets(
        place,
        "".join(
            f'<table:table table:name="a{n}"><table:table-row>{cell_of_sheet("") * 2}</table:table-row></table:table>'
            for n in range(999)
        ),
    ),
    "a long text in 40,000 rows": lambda place: repeated("1,000 " * 2_000_000, 40_000, place),
    "240,000 rows of CSV": lambda place: written(place / "large.csv", b'Hub,Farrowby,"5,000"\n' * 240_000),
    "33,000 rows of CSV": lambda place: written(place / "large.csv", b'Hub,Farrowby,"5,000"\n' * 33_000),
    "20 million cells of CSV": lambda place: written(place / "large.csv", (b"," * 2_000 + b"\n") * 10_000),
    "long cells of CSV": lambda place: written(
        place / "large.csv", b"Hub,Farrowby,Award\n" + (b'Hub,"%s(","%s1x"\n' % (b"a, " * 9_000, b"1," * 15_000)) * 150
    ),
    "accents without end": lambda place: written(place / "large.csv", b"Hub," + "é".encode() * 20_000_000 + b"\n"),
    "5 MB of tags": lambda place: page_with(place, "<a>" * 1_600_000),
    "5 MB of tags that do not begin": lambda place: page_with(place, "<" * 5_000_000),
    "5 MB of attributes": lambda place: page_with(place, "<td " + "a=b " * 1_200_000 + ">"),
    "5 MB of comments": lambda place: page_with(place, "x<!---->" * 700_000),
    "49 MB of text": lambda place: page_with(place, "<table><tr><td>Hub<td>" + "x" * 49_000_000),
    "49 MB of text within other texts": lambda place: page_with(place, "<span>" * 380 + "x" * 49_000_000),
    "an inserted text of 9 MB": lambda place: rows_of_word(
        place, b"<w:tr><w:tc><w:p><w:ins><w:r><w:t>%s</w:t></w:r></w:ins></w:p></w:tc></w:tr>" % (b"x" * 9_000_000)
    ),
    "a million rectangles": lambda place: drawn(
        place, b"".join(b"%d %d 5 5 re f\n" % (n % 600, n % 599) for n in range(1_000_000))
    ),
    "a path of 3 million lines": lambda place: drawn(place, b"0 0 m " + b"5 5 l " * 3_000_000 + b"f\n"),
    "5 million letters": lambda place: drawn(place, b"BT /F 10 Tf (" + b"H" * 5_000_000 + b") Tj ET"),
    "widths of 2 billion letters": lambda place: drawn(place, b"", *WIDE_FONT),
    "inflated white space": lambda place: drawn(place, b" " * 95_000_000),
    "white space in the file": lambda place: written(
        place / "large.pdf", b"%PDF-1.4\n" + b"startxref" + b" " * 45_000_000
    ),
    "20 million numbers": lambda place: drawn(place, b"1 " * 20_000_000),
    "brackets that are not closed": lambda place: drawn(place, b"[" * 3_000_000),
}
"""Files that are read only in part, or only after some time, by any rule."""


@pytest.mark.proof
@pytest.mark.parametrize("name", LARGE)
def test_no_file_takes_the_machine(tmp_path: Path, name: str) -> None:
    """The command shows it or refuses it in one line, within 35 seconds of computing and 1.2 GB of memory."""
    path = LARGE[name](tmp_path)
    command = [sys.executable, "-m", "grantsdata", "import", str(path), "--year", "2018-19"]
    with (tmp_path / "said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)  # with what the processes that it started have used
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().splitlines()
    assert used.ru_utime + used.ru_stime <= 35
    assert used.ru_maxrss <= 1_200_000  # kilobytes
    assert process.returncode == (2 if lines else 0)
    assert [line for line in lines if not line.startswith(f"grantsdata: {path.name}")] == lines[1:] == []


TOO_LONG = "Copy the part with the tables into a file of its own, and import that."


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MOST_MEMORY", 25_000_000, "paper.csv: reading it takes more than 25,000,000 bytes of memory; "),
        ("MOST_SECONDS", 0, "paper.csv: reading it takes more than 0 seconds; "),
    ],
)
def test_the_limit_that_a_document_exceeds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int, said: str
) -> None:
    monkeypatch.setattr(reading, name, value)
    with pytest.raises(SourceError) as refused:
        read_isolated(written(tmp_path / "paper.csv", b"Hub,5\n"))
    assert str(refused.value) == f"{said}expected a paper of some hundred pages. {TOO_LONG}"


def repeated(text: str, times: int, folder: Path) -> Path:
    """A spreadsheet whose one row is repeated."""
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return row_of_sheet(folder, f'<table:table-row table:number-rows-repeated="{times}">{cell * 2}</table:table-row>')


def test_what_is_read_is_never_too_long_to_work_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that stands once in the file may be repeated in each row: 60 characters, 12 from each of its 5 rows."""
    monkeypatch.setattr(reading, "MOST_OF_CELL", 6)
    monkeypatch.setattr(reading, "MOST_TEXT", 60)
    assert len(read_document(repeated("Farrow", 5, tmp_path)).tables[0].rows) == 5
    for text, times, said in (
        ("Farrow", 6, f"The file has 72 characters of text; expected at most 60. {TOO_LONG}"),
        (
            "Farrowby",
            2,
            f"sheet a, A1 to B2, A1: a cell or a note on it has 8 characters; expected at most 6. {TOO_LONG}",
        ),
    ):
        with pytest.raises(SourceError) as refused:
            read_document(repeated(text, times, tmp_path))
        assert str(refused.value) == f"bomb.ods: {said}"


def test_a_reader_that_hides_that_memory_was_short_does_not_call_the_file_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pdfplumber wraps each error of its parser in one of its own."""

    def directly(content: bytes, path: Path) -> object:
        raise MemoryError

    def wrapped(content: bytes, path: Path) -> object:
        raise ValueError(MemoryError())

    def as_cause(content: bytes, path: Path) -> object:
        try:
            raise MemoryError
        except MemoryError as error:
            raise ValueError("no page") from error

    for reader in (directly, wrapped, as_cause):
        monkeypatch.setitem(reading._READERS, "CSV", reader)
        with pytest.raises(MemoryError):
            read_document(written(tmp_path / "paper.csv", b"Hub,5\n"))


def test_parts_that_are_nested_too_deeply_for_a_reader_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(content: bytes, path: Path) -> object:
        return reader(content, path)

    monkeypatch.setitem(reading._READERS, "CSV", reader)
    with pytest.raises(SourceError, match=r"^paper\.csv: its parts are nested too deeply; expected a sound CSV\. "):
        read_document(written(tmp_path / "paper.csv", b"Hub,5\n"))


def test_a_document_read_apart_is_the_same(tmp_path: Path) -> None:
    for path in (docx_of([ROWS], tmp_path / "paper.docx"), written(tmp_path / "page.html", html_of([ROWS]).encode())):
        assert read_isolated(path) == reading.read_document(path)
