"""Files of a paper, made by real tools for the tests of what reads them.

A table is a list of rows of texts, in which "〃" belongs to the cell above and "←" to the cell on its left. Where a
merged cell covers rows and columns, "←" stands in its first row and "〃" in all the others.
"""

import csv
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

import docx
import odfdo
import openpyxl
from support.browsing import browser_program, missing

from grantsdata.importers.documents.found import FoundTable

RAW = Path(__file__).parents[2] / "data" / "raw"
ABOVE, LEFT = "〃", "←"

GET_LIBREOFFICE = "Install it (on Debian: apt-get install libreoffice-writer-nogui)."

RULED = "table { border-collapse: collapse } td, th { border: 1px solid; padding: 3px; text-align: left }"
UNRULED = "table { border-collapse: collapse } td, th { border: 0; padding: 6px 12px; text-align: left }"

Rows = Sequence[Sequence[str]]


class Block(NamedTuple):
    """A cell with the rows and columns that it covers, counted from nought."""

    row: int
    column: int
    height: int
    width: int
    text: str


def raw_rows(name: str, year: str = "2017-18") -> list[list[str]]:
    """The cells of a raw CSV file, its header among them."""
    with (RAW / year / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def blocks_of(rows: Rows) -> Iterator[Block]:
    """The cells that begin in a table, each with what is merged with it."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in (ABOVE, LEFT):
                continue
            width, height = 1, 1
            while column + width < len(row) and row[column + width] == LEFT:
                width += 1
            while number + height < len(rows) and rows[number + height][column] == ABOVE:
                height += 1
            yield Block(number, column, height, width, text)


def signs_of(table: FoundTable) -> list[list[str]]:
    """The rows of a table that was found, with the same signs for merged cells."""
    signs = {"above": ABOVE, "left": LEFT}
    return [[signs[cell.merged] if cell.merged else cell.text for cell in row] for row in table.rows]


def docx_of(tables: Sequence[Rows], path: Path, headings: Sequence[str] = (), is_wide: bool = True) -> Path:
    """A Word document with these tables, each after its heading, if it has one; the first row is repeated on pages.

    Its pages lie on their side, unless it is not wide: then columns are so narrow that words are broken in them.
    """
    document = docx.Document()
    if is_wide:
        section = document.sections[0]
        section.page_width, section.page_height = docx.shared.Mm(297), docx.shared.Mm(210)
        section.left_margin = section.right_margin = docx.shared.Mm(15)
    for number, rows in enumerate(tables):
        document.add_heading(headings[number], 2) if number < len(headings) else document.add_paragraph()
        table = document.add_table(len(rows), len(rows[0]), "Table Grid")
        grid = [table.row_cells(row) for row in range(len(rows))]
        for block in blocks_of(rows):
            cell = grid[block.row][block.column]
            if (block.height, block.width) != (1, 1):
                cell = cell.merge(grid[block.row + block.height - 1][block.column + block.width - 1])
            cell.text = block.text
        _repeat_header(table.rows[0])
    document.save(str(path))
    return path


def _repeat_header(row: "docx.table._Row") -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(docx.oxml.ns.qn("w:tblHeader"), {}))


def html_of(tables: Sequence[Rows], headings: Sequence[str] = (), style: str = RULED) -> str:
    """A page with these tables, each after its heading, if it has one; the first row of each is its head."""
    parts = [f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><style>{style}</style></head><body>']
    for number, rows in enumerate(tables):
        parts += [f"<h2>{escape(headings[number])}</h2>"] if number < len(headings) else []
        parts.append("<table>")
        lines = [[block for block in blocks_of(rows) if block.row == row] for row in range(len(rows))]
        for row, line in enumerate(lines):
            has_head = row == 0 and all(block.height == 1 for block in line)  # no cell goes on below the head
            parts.append("<thead><tr>" if has_head else "<tr>")
            parts += [_html_cell(block, "th" if has_head else "td") for block in line]
            parts.append("</tr></thead><tbody>" if has_head else "</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"])


def _html_cell(block: Block, name: str) -> str:
    spans = f' rowspan="{block.height}"' * (block.height > 1) + f' colspan="{block.width}"' * (block.width > 1)
    return f"<{name}{spans}>{escape(block.text)}</{name}>"


def xlsx_of(tables: Sequence[Rows], path: Path, headings: Sequence[str] = ()) -> Path:
    """A workbook with a sheet for each table, all cells texts; with its heading, if it has one, two rows above it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(tables):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        first = 1
        if number < len(headings):
            sheet["A1"], first = headings[number], 3
        for block in blocks_of(rows):
            row, column = first + block.row, 1 + block.column
            cell = sheet.cell(row, column)
            if block.text:
                cell.value, cell.data_type = block.text, "s"  # a text, even where it looks like a formula
            if (block.height, block.width) != (1, 1):
                sheet.merge_cells(None, row, column, row + block.height - 1, column + block.width - 1)
    book.save(path)
    return path


def ods_of(tables: Sequence[Rows], path: Path, headings: Sequence[str] = ()) -> Path:
    """The same as a spreadsheet of LibreOffice."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for number, rows in enumerate(tables):
        table = odfdo.Table(f"Sheet {number + 1}")
        first = 0
        if number < len(headings):
            table.set_value((0, 0), headings[number])
            first = 2
        for block in blocks_of(rows):
            if block.text:
                table.set_value((block.column, first + block.row), block.text)
            else:
                table.set_cell((block.column, first + block.row), odfdo.Cell())
            if (block.height, block.width) != (1, 1):
                right, bottom = block.column + block.width - 1, first + block.row + block.height - 1
                table.set_span((block.column, first + block.row, right, bottom))
        document.body.append(table)
    document.save(str(path))
    return path


def odt_of(tables: Sequence[Rows], path: Path, headings: Sequence[str] = ()) -> Path:
    """A text of LibreOffice with these tables, each after its heading, if it has one."""
    document = odfdo.Document("text")
    document.body.clear()
    for number, rows in enumerate(tables):
        if number < len(headings):
            document.body.append(odfdo.Header(1, headings[number]))
        table = odfdo.Table(f"Table {number + 1}", width=len(rows[0]), height=len(rows))
        for block in blocks_of(rows):
            cell = odfdo.Cell()
            cell.append(odfdo.Paragraph(block.text))
            table.set_cell((block.column, block.row), cell)
            if (block.height, block.width) != (1, 1):
                right, bottom = block.column + block.width - 1, block.row + block.height - 1
                table.set_span((block.column, block.row, right, bottom))
        document.body.append(table)
    document.save(str(path))
    return path


def spoil(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Write a zipped file again with a change in one of its parts, where the bytes must stand just once."""
    with zipfile.ZipFile(path) as packed:
        contents = {info: packed.read(info) for info in packed.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for info, content in contents.items():
            if info.filename == part:
                assert content.count(old) == 1, f"{part} holds it {content.count(old)} times: {content.decode()}"
                content = content.replace(old, new)
            packed.writestr(info, content)


def pdf_by_libreoffice(document: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a document, in a folder that also takes its profile."""
    (made,) = pdfs_by_libreoffice([document], folder)
    return made


def pdfs_by_libreoffice(documents: Sequence[Path], folder: Path) -> list[Path]:
    """The same of several documents, in one start."""
    program = shutil.which("soffice") or missing("There is no LibreOffice", GET_LIBREOFFICE)
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, documents)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return [folder / f"{document.stem}.pdf" for document in documents]


def drawn_pdf(pages: Sequence[Sequence[str]], path: Path) -> Path:
    """A PDF of these drawing commands, made by `write_at`, `rule` and `grid` or typed; a page is 600 points square."""
    count = len(pages)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, commands in enumerate(pages):
        what = f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] {what} >>")
        drawing = "\n".join(commands)
        objects.append(f"<< /Length {len(drawing.encode('cp1252'))} >>\nstream\n{drawing}\nendstream")
    content, places = b"%PDF-1.4\n", []
    for number, of_it in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{of_it}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{content.rindex(b'xref')}\n%%EOF\n"
    path.write_bytes(content + end.encode())
    return path


def write_at(x: float, y: float, text: str, size: float = 10, colour: str = "0 g") -> str:
    """The command that writes a text; y is from the top of the page to the foot of its letters."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {colour} /F {size} Tf {x} {600 - y} Td ({escaped}) Tj ET"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """The command that draws a line; y is from the top of the page."""
    return f"{x0} {600 - y0} m {x1} {600 - y1} l S"


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[str]:
    """The commands that draw all rules of a table."""
    return [rule(xs[0], y, xs[-1], y) for y in ys] + [rule(x, ys[0], x, ys[-1]) for x in xs]


def pdf_by_chromium(html: str, path: Path) -> Path:
    """The PDF that a browser prints of a page."""
    page = path.with_suffix(".print.html")
    page.write_text(html, encoding="utf-8")
    command = [browser_program(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += [f"--user-data-dir={path.with_suffix('.profile')}", "--no-pdf-header-footer", f"--print-to-pdf={path}"]
    subprocess.run([*command, page.as_uri()], capture_output=True, timeout=180, check=True)
    return path
