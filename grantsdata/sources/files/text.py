"""Decode a file typed by hand, if it is UTF-8 and no letter in it is damaged.

A reader that guesses the encoding can turn the same bytes into other letters and other amounts without warning.
"""

import codecs
import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grantsdata.errors import Fault
from grantsdata.model.schema import WORKBOOK_RISKS
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.project import label

RowsBegun = Callable[[str, bool], tuple[int, bool]]
"""Counts the rows that begin in a piece of text. Takes the piece and the state after the previous piece; returns the
count and the state to pass on with the next piece."""

_ZIPPED = {
    b"mimetypeapplication/vnd.oasis.opendocument": "an OpenDocument file, such as a workbook of LibreOffice",
    b"xl/workbook": "an Excel workbook",
    b"word/document": "a Word document",
}
_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a zipped file",
    b"PK\x05\x06": "a zipped file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook or Word document",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text with formatting (RTF)",
}
_PAGE = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|head|body|meta)\b", re.IGNORECASE)


def lines_begun(text: str, within: bool = False) -> tuple[int, bool]:
    """Count the rows of a text in which every line is a row; `within` is returned unchanged."""
    return text.count("\n"), within


def rows_begun(text: str, quoted: bool) -> tuple[int, bool]:
    """Count the rows that begin in a piece of CSV text, outside quotation marks; return whether it ends within them."""
    parts = text.split('"')
    return sum(part.count("\n") for part in parts[quoted::2]), quoted ^ (len(parts) % 2 == 0)


def cut_off(text: str, file: str, row: int | None = None) -> Fault | None:
    """Return a fault if the last line of a CSV file ends without a line end or a closing quotation mark, else None.

    Such a file may have been cut off, and may have lost part of its last cell and all rows after it.
    """
    last = text.rpartition("\n")[2].rstrip("\r")
    if not last or last.endswith('"'):
        return None
    expected = "a line end after the last cell, which shows that the file is complete"
    step = "Check whether its last row is complete. If it is, add a line end; if not, get the file again."
    return Fault(file, "the file ends within its last row, with", expected, step, row, text=last[-40:])


def ends_in_figure(fault: Fault) -> bool:
    """Whether the file ends in a digit, so that a number may have lost its last digits."""
    return (fault.text or "")[-1:].isdigit()


def raw_text(path: Path, project: Path, kind: Kind, rows_begun: RowsBegun = lines_begun) -> str:
    """Read the text of a file, without a byte order mark. Raises the error of `kind` with all faults of the text.

    `rows_begun` counts rows for the messages, since a row of a table may span several lines.
    """
    return decoded(raw_bytes(path, project, kind), label(path, project), kind, rows_begun)


def decoded(content: bytes, file: str, kind: Kind, rows_begun: RowsBegun = lines_begun) -> str:
    """The text of a file's content; see `raw_text`."""
    if other := foreign(content):
        hides = f" {WORKBOOK_RISKS}" if "workbook" in other else ""
        raise kind.error([Fault(file, f"this is {other}", f"{kind.what} in UTF-8", kind.save_as + hides)])
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        problem, line = "a character that is not UTF-8 comes after", before.rpartition("\n")[2][-39:] + "…"
        row = 1 + rows_begun(before, False)[0]
        raise kind.error([Fault(file, problem, "UTF-8", kind.save_as, row, text=line)]) from None
    if faults := dict.fromkeys(_character_faults(file, text, kind, rows_begun)):  # the same fault once a row
        raise kind.error(faults)
    return text


def foreign(content: bytes) -> str | None:
    """Return what the file is if it is clearly not a text in UTF-8, else None."""
    kind = next((kind for mark, kind in _MARKS.items() if content.startswith(mark)), None)
    if kind is None and len(content) > 3 and any(content[:16]) and not (any(content[0:16:2]) and any(content[1:16:2])):
        return "UTF-16"  # without a byte order mark: every other byte is 0
    if kind == "a zipped file":
        return next((name for sign, name in _ZIPPED.items() if sign in content), kind)
    return "a web page (HTML) or XML" if kind is None and _PAGE.match(content) else kind


CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All control characters except tab and LF. They are invisible on paper, and some control a terminal."""

HALF = re.compile("[\ud800-\udfff]")
"""Half a character (a lone surrogate): a JSON escape can express it, but UTF-8 cannot."""


def parsed_json(text: str) -> Any:
    """Parse a text in JSON. Raises ValueError if it is not JSON, is nested too deeply, or holds half a character."""
    try:
        found = json.loads(text)
        half = HALF.search(json.dumps(found, ensure_ascii=False)) if "\\ud" in text.casefold() else None
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if half:
        raise ValueError(f"half a character, {half[0].encode('unicode_escape').decode('ascii')}")
    return found


_SUSPECT = re.compile("[^\x00-\x7f]+|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


def _character_faults(file: str, text: str, kind: Kind, rows_begun: RowsBegun) -> Iterator[Fault]:
    row, end, within = 1, 0, False
    for found in _SUSPECT.finditer(text):
        started, within = rows_begun(text[end : found.start()], within)
        row, end = row + started, found.start()
        if found[0] == "\0":
            yield Fault(file, "a NUL character", "text", kind.save_as, row)
        elif found[0] == "\r":
            yield Fault(file, "a bare carriage return", "lines that end in LF or CR LF", kind.save_as, row)
        elif damaged := mojibake(found[0]):
            step = "Type them again, or go back to the original file."
            problem = "letters were damaged by a wrong encoding:"
            yield Fault(file, problem, "the letters as printed", step, row, text=damaged)
        elif control := CONTROL.search(found[0]):
            step = "Remove it; it cannot be seen on paper."
            yield Fault(file, "a control character", "characters that can be seen", step, row, text=control[0])


# Damaged letters were accented letters or typographic marks before.
_ORIGINAL = re.compile("[\xa0-\xffŒœŠšŴŵŶŷŸŽž\u2010-\u2044€™]")


def mojibake(run: str) -> str | None:
    """Return the part of a run of non-ASCII characters that is UTF-8 read in a single-byte encoding, or None."""
    if "\ufffd" in run:
        return "\ufffd"
    for start, length, encoding in itertools.product(range(len(run)), (2, 3), ("cp1252", "latin-1", "mac_roman")):
        part = run[start : start + length]
        try:
            original = part.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if _ORIGINAL.fullmatch(original):
            return part
    return None
