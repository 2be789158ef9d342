"""How the tests spoil a copy of the raw data in the ways that `hostile_inputs.toml` names."""

import csv
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfWriter

VICTIMS = "2017-18/victims-services.csv"
TWO_HUNDRED_MB = 200_000_000


def spoil(project: Path, entry: dict[str, Any]) -> None:
    """Apply an entry of the table to a project's raw data, and what it says under `also`."""
    for edit in (entry, *entry.get("also", [])):
        path = project / "data" / "raw" / edit.get("file", VICTIMS)
        if "copy_of" in edit:
            path.write_bytes((path.parent / edit["copy_of"]).read_bytes())
        if edit.keys() & {"cells", "delimiter"}:
            _edit_cells(path, edit.get("cells", []), edit.get("delimiter", ","))
        if edit.keys() & {"text", "replace", "insert", "ending", "encoding", "before"}:
            _edit_text(path, edit)
        if "becomes" in edit:
            BECOMES[edit["becomes"]](path)


def _edit_cells(path: Path, cells: list[tuple[int, str, str]], delimiter: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for row, column, text in cells:
        rows[row - 1][rows[0].index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)


def _edit_text(path: Path, edit: dict[str, Any]) -> None:
    text = edit["text"] if "text" in edit else path.read_bytes().decode("utf-8")
    for old, new in edit.get("replace", []):
        assert text.count(old) == 1, f"{old!r} stands in {path.name} {text.count(old)} times"
        text = text.replace(old, new)
    lines = text.split("\n")
    for number, line in edit.get("insert", []):
        lines.insert(number - 1, line)
    content = _encoded(edit.get("ending", "\n").join(lines), edit.get("encoding", "utf-8"))
    path.write_bytes(bytes.fromhex(edit.get("before", "")) + content)


def _encoded(text: str, encoding: str) -> bytes:
    """In this encoding; "cp1252 twice" is UTF-8 that was taken for cp1252 and saved as UTF-8 again."""
    name, _, twice = encoding.partition(" ")
    if twice:
        return text.encode("utf-8").decode(name).encode("utf-8")
    return text.encode(name, errors="replace")


# ---- What a file may turn into ------------------------------------------------------------------------


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _workbook(change: Callable[[Worksheet], object], name: Callable[[Path], Path] = lambda path: path):
    """A real workbook that holds the table, changed in one way, and saved in the place of the file."""

    def make(path: Path) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in _rows(path):
            sheet.append(row)
        change(sheet)
        path.unlink()
        book.save(name(path))

    return make


def _as_printed(sheet: Worksheet) -> None:
    sheet.title = "Awards"


def _merged(sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A6")


def _hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    assert sheet.parent is not None
    sheet.parent.create_sheet("Old figures").sheet_state = "hidden"


def _formula(sheet: Worksheet) -> None:
    sheet.append(["", "All", "", "=SUM(D2:D11)", ""])


def _zipped(*members: tuple[str, str]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, text in members:
                archive.writestr(name, text)
        path.write_bytes(packed.getvalue())

    return make


def _pdf(path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    with path.open("wb") as file:
        writer.write(file)


def _web_page(path: Path) -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _rows(path))
    path.write_text(f"\n<!DOCTYPE html>\n<html><body><table>{cells}</table></body></html>\n", encoding="utf-8")


def _content(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def _nothing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link_out(path: Path) -> None:
    """To the very same rows: what is refused is that they stand elsewhere."""
    elsewhere = path.parents[3] / "elsewhere"
    elsewhere.mkdir()
    path.rename(elsewhere / path.name)
    path.symlink_to(elsewhere / path.name)


def _folder_link_out(path: Path) -> None:
    elsewhere = path.parents[3] / "elsewhere"
    path.parent.rename(elsewhere)
    path.parent.symlink_to(elsewhere)


def _link_to(target: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.unlink()
        path.symlink_to(target or path)

    return make


def _huge(path: Path) -> None:
    """Sparse: it takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(TWO_HUNDRED_MB)


def _closed(path: Path) -> None:
    path.chmod(0)


def _closed_folder(path: Path) -> None:
    path.parent.chmod(0)


_ODS = (("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<office/>"))
_DOCX = (("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"))

BECOMES: dict[str, Callable[[Path], None]] = {
    "a workbook": _workbook(_as_printed),
    "a workbook with merged cells": _workbook(_merged),
    "a workbook with hidden rows": _workbook(_hidden),
    "a workbook with a formula": _workbook(_formula),
    "a workbook of its own name": _workbook(_as_printed, lambda path: path.with_suffix(".xlsx")),
    "an OpenDocument workbook": _zipped(*_ODS),
    "a Word document": _zipped(*_DOCX),
    "a zip file": _zipped(("awards.csv", "Service,Provider,Award\n")),
    "an old workbook": _content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "brackets without end": _content(b"title = " + b"[" * 100_000),
    "a text with formatting": _content(rb"{\rtf1\ansi Grant Agreements}"),
    "a PDF": _pdf,
    "a web page": _web_page,
    "nothing": _nothing,
    "empty": _content(b""),
    "a folder": _folder,
    "a pipe": _pipe,
    "a link out": _link_out,
    "a folder that is a link out": _folder_link_out,
    "a link to itself": _link_to(""),
    "a link to nowhere": _link_to("nowhere.csv"),
    "a link to a device": _link_to("/dev/zero"),
    "200 MB": _huge,
    "closed": _closed,
    "in a closed folder": _closed_folder,
}
