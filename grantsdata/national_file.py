"""A CSV file of any size: its header, and the proof that all of it is a table in UTF-8.

What `sources` does for a file typed by hand is done here without holding the file.
"""

import codecs
import csv
import io
from pathlib import Path

from grantsdata.csv_shape import Digest, shape_faults
from grantsdata.errors import Fault, SourceError
from grantsdata.model.paper_fields import A_WORKBOOK_HIDES
from grantsdata.raw_text import cut_off, foreign

_SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'
_HEAD = 1 << 16
_BLOCK = 1 << 22
_BEFORE_END = 200


def header_of(path: Path) -> list[str]:
    """The titles of the columns; SourceError if it is not a file that may be read, or plainly no CSV file."""
    file = path.name
    try:
        if path.exists() and not path.is_file():
            raise SourceError([Fault(file, "this is no plain file", "a CSV file", "Name the file itself.")])
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
    except OSError as error:
        step = "Look whether the path is right and whether you may read it."
        problem = f"the file cannot be opened ({error.strerror})"
        raise SourceError([Fault(file, problem, "a CSV file", step)]) from None
    if other := foreign(head):
        hides = f" {A_WORKBOOK_HIDES}" if "workbook" in other else ""
        raise SourceError([Fault(file, f"this is {other}", "a CSV file in UTF-8", _SAVE_AS + hides)])
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    try:
        return next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
    except csv.Error as error:
        raise SourceError([Fault(file, f"the header cannot be read ({error})", "titles", _SAVE_AS, 1)]) from None


def check_table(path: Path, cells: int, digest: Digest | None = None) -> int:
    """How many rows stand below a header of so many cells; SourceError with all that is wrong with the shape."""
    rows, faults = shape_faults(path, cells, path.name, digest)
    if not faults and not rows:
        faults = [Fault(path.name, "a header without rows", "at least one row", "Export the file again.")]
    if not faults and (end := _cut_off(path, rows + 1)):
        faults = [end]
    if faults:
        raise SourceError(faults)
    return rows


def _cut_off(path: Path, row: int) -> Fault | None:
    with path.open("rb") as opened:
        opened.seek(max(0, path.stat().st_size - _BEFORE_END))
        return cut_off(opened.read().decode("utf-8", "replace"), path.name, row)


def check_utf8(path: Path) -> None:
    """SourceError with the first place that is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    row, is_quoted, line = 1, False, ""
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode("utf-8")
                row += _ends(before, is_quoted)[0]
                problem, text = "a character that is not UTF-8 comes after", (line + before).rpartition("\n")[2]
                raise SourceError([Fault(path.name, problem, "UTF-8", _SAVE_AS, row, text=text[-39:] + "…")]) from None
            begun, is_quoted = _ends(text, is_quoted)
            row, line = row + begun, text[-39:]


def _ends(text: str, is_quoted: bool) -> tuple[int, bool]:
    """How many rows end in a text, and whether it ends within quotation marks."""
    parts = text.split('"')
    return sum(part.count("\n") for part in parts[is_quoted::2]), is_quoted ^ (len(parts) % 2 == 0)
