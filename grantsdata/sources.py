"""A raw file → a printed table: strings only, each with the file and row that it stands in.

Nothing is interpreted here. A file that is not plainly a table is refused with all its faults, because
a reader that guesses an encoding or a delimiter moves amounts between columns without a word.
"""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from grantsdata.errors import Fault, SourceError
from grantsdata.folders import label

_MARKS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a workbook or other zipped file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}

MOST_BYTES = 50_000_000
"""A table typed by hand is some kilobytes; a file larger than this is not one."""

_SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'


@dataclass(frozen=True)
class PrintedTable:
    """A raw file as printed: `cells` has one str column per printed column; its index is the file's row."""

    file: str
    cells: pd.DataFrame


def read_printed_table(path: Path, project: Path, columns: Sequence[str] | None = None) -> PrintedTable:
    """Read a CSV file whose header holds just `columns`, in any order; without `columns`, whatever it holds.

    Rows × columns as in the file, every cell a string, an empty cell the empty string; the index is the row
    of the file, the header being row 1. SourceError with all faults of the file.
    """
    file = label(path, project)
    text = _text(path, file)
    records = list(_records(text, file))
    header = [name.strip() for name in records[0]] if records else []
    faults = list(_header_faults(file, header, header if columns is None else columns))
    if faults:
        raise SourceError(faults)
    faults = list(_row_faults(file, header, records[1:]))
    if faults:
        raise SourceError(faults)
    rows = [[cell.strip() for cell in record] for record in records[1:]]
    index = pd.RangeIndex(2, len(rows) + 2, name="row")
    return PrintedTable(file, pd.DataFrame(rows, columns=header, index=index, dtype="str"))


def _text(path: Path, file: str) -> str:
    content = _bytes(path, file)
    for mark, kind in _MARKS.items():
        if content.startswith(mark):
            raise SourceError([Fault(file, f"this is {kind}", "a CSV file in UTF-8", _SAVE_AS)])
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line = before.rpartition("\n")[2][-39:] + "…"
        problem = "a character that is not UTF-8 comes after"
        raise SourceError(
            [Fault(file, problem, "UTF-8", _SAVE_AS, 1 + _rows_begun(before, False)[0], text=line)]
        ) from None
    faults = dict.fromkeys(_character_faults(file, text))  # each once a row
    if faults:
        raise SourceError(faults)
    return text


def _bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SourceError(
                [
                    Fault(
                        file,
                        f"the file has {size:,} bytes",
                        f"at most {MOST_BYTES:,}",
                        "Check that it is the right file.",
                    )
                ]
            )
        return path.read_bytes()
    except FileNotFoundError:
        fault = Fault(file, "the file is not there", "a CSV file", "Add it, or take it out of the year's paper.toml.")
    except IsADirectoryError:
        fault = Fault(file, "this is a folder", "a CSV file", "Put the file in its place.")
    except OSError as error:
        fault = Fault(
            file,
            f"the file cannot be opened ({error.strerror})",
            "a readable CSV file",
            "Ask its owner for permission to read it.",
        )
    raise SourceError([fault])


def _character_faults(file: str, text: str) -> Iterator[Fault]:
    row, end, quoted = 1, 0, False
    for found in re.finditer("[^\x00-\x7f]+|\x00|\r(?!\n)", text):
        started, quoted = _rows_begun(text[end : found.start()], quoted)
        row, end = row + started, found.start()
        if found[0] == "\0":
            yield Fault(file, "a NUL character", "text", _SAVE_AS, row)
        elif found[0] == "\r":
            yield Fault(file, "a bare carriage return", "lines that end in LF or CR LF", _SAVE_AS, row)
        elif damaged := _mojibake(found[0]):
            step = "Type them again, or go back to the original file."
            problem = "letters were damaged by a wrong encoding:"
            yield Fault(file, problem, "the letters as printed", step, row, text=damaged)


def _rows_begun(text: str, quoted: bool) -> tuple[int, bool]:
    """How many rows begin in a stretch of text, and whether it ends within quotation marks, where none begins."""
    parts = text.split('"')
    return sum(part.count("\n") for part in parts[quoted::2]), quoted ^ (len(parts) % 2 == 0)


# What damage leaves behind was an accented letter or a typographer's mark before.
_WAS = re.compile("[\xa0-\xffŒœŠšŴŵŶŷŸŽž\u2010-\u2044€™]")


def _mojibake(run: str) -> str | None:
    """The part of a run of other than ASCII characters that is UTF-8 read in a single-byte encoding, if any."""
    if "\ufffd" in run:
        return "\ufffd"
    for start, length, encoding in itertools.product(range(len(run)), (2, 3), ("cp1252", "latin-1", "mac_roman")):
        part = run[start : start + length]
        try:
            was = part.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if _WAS.fullmatch(was):
            return part
    return None


def _records(text: str, file: str) -> Iterator[list[str]]:
    """Rows of cells; blank lines at the end of the file are no rows."""
    reader = csv.reader(io.StringIO(text.rstrip("\r\n") + "\n", newline=""), strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):  # noqa: B007 - the handler tells the row
            yield record
    except csv.Error as error:
        raise SourceError(
            [
                Fault(
                    file,
                    f"the quotation marks do not match ({error})",
                    "each quoted cell closed",
                    'Write a quotation mark within a quoted cell twice: "".',
                    number + 1,
                )
            ]
        ) from None


def _header_faults(file: str, header: list[str], columns: Sequence[str]) -> Iterator[Fault]:
    if not any(header):
        yield Fault(file, "the file is empty", "a header and rows", "Type the table in.")
        return
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and len(columns) > 1 and sign in header[0]:
            yield Fault(file, f"the cells are divided by {name}", "commas", _SAVE_AS, 1, text=header[0])
            return
    step = "Correct the header, or say in paper.toml what the column means (or ignored_columns)."
    missing = [name for name in columns if name not in header]
    for name in missing:
        yield Fault(file, "the column is missing", "it in the header", step, 1, column=name)
    for name in header:
        if name not in columns:
            wanted = ", ".join(f'"{name}"' for name in missing or columns)
            yield Fault(file, "unknown column", f"only the columns declared ({wanted})", step, 1, text=name)
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Fault(file, "two columns of one name:", "each name once", step, 1, text=name)


def _row_faults(file: str, header: list[str], records: list[list[str]]) -> Iterator[Fault]:
    if not records:
        yield Fault(file, "a header without rows", "at least one row", "Type the table in.")
    for number, record in enumerate(records, start=2):
        if not any(cell.strip() for cell in record):
            yield Fault(file, "a blank row", "no blank rows", "Take the row out.", number)
        elif len(record) != len(header):
            yield Fault(
                file,
                f"{len(record)} cells",
                f"{len(header)}, as in the header",
                'Put a cell that holds a comma in quotation marks: "213,000".',
                number,
                text=",".join(record),
            )
