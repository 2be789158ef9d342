"""Whether a CSV file of any size is a table throughout: each row as many cells as the header, each quoted cell closed.

A fast reader fills a short row with blanks and drops the end of a long one without a word, so that an unquoted
`213,000` moves amounts between columns. Here the signs that divide cells are looked at 64 bytes in a word, beside it.

A CSV file of any size: its header, and the proof that all of it is a table in UTF-8.

What `sources` does for a file typed by hand is done here without holding the file.
"""

import codecs
import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from grantsdata.errors import Fault, SourceError
from grantsdata.model.paper_fields import A_WORKBOOK_HIDES
from grantsdata.sources.files.text import cut_off, foreign

Words = NDArray[np.uint64]

MOST_TOLD = 100
"""So many faults of a file are told one by one."""

_BLOCK = 1 << 20
_BEGINNING = 200  # bytes of a wrong row are told
_ONE, _LAST = np.uint64(1), np.uint64(63)
_QUOTE, _COMMA, _LF, _CR = b'",\n\r'


class Digest(Protocol):
    """What may be told every byte on the way, so that they are read once."""

    def update(self, data: memoryview, /) -> None:
        """The next bytes."""


@dataclass
class _Seen:
    """What the bytes before a block leave to it."""

    rows: int = 0
    cells: int = 0
    offset: int = 0
    row_began: int = 0
    is_quoted: int = 0
    is_edge: int = 1
    is_closed: int = 0
    is_return: int = 0
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    marks: NDArray[np.bool_] = field(default_factory=lambda: np.empty(_BLOCK, np.bool_))


def shape_faults(path: Path, cells: int, file: str, digest: Digest | None = None) -> tuple[int, list[Fault]]:
    """How many rows the file has below its header, and what is wrong with its shape; `cells` is those of the header.

    Stricter than needed in one thing: a quotation mark stands at the edge of a cell or is doubled, nowhere else.
    """
    # Given back at once: the C library then keeps the room that each block gives back, for the next one.
    np.empty(16 * _BLOCK, np.uint8)
    seen = _Seen()
    with path.open("rb", buffering=0) as opened:
        mark = opened.read(len(BOM_UTF8))
        if mark == BOM_UTF8:
            seen.offset = seen.row_began = len(mark)
            if digest is not None:
                digest.update(memoryview(mark))
        else:
            opened.seek(0)
        for block in _blocks(opened, digest):
            _look(block, cells, seen)
    if seen.is_quoted:
        seen.faults.append((seen.rows + 1, seen.row_began, "a quoted cell is not closed"))
    return seen.rows - 1, list(_told(path, cells, file, seen.faults))


def _blocks(opened: object, digest: Digest | None) -> Iterator[NDArray[np.uint8]]:
    """The file in pieces of whole words; after the end stands a line feed, if it has none, and then nothing."""
    block = np.zeros(_BLOCK, np.uint8)
    view = memoryview(block.data)
    last = _LF
    while length := _filled(opened, view):
        if digest is not None:
            digest.update(view[:length])
        last = int(block[length - 1])
        block[length:] = 0
        if length < _BLOCK and last != _LF:
            block[length] = last = _LF
        yield block
    if last != _LF:  # the last block was full
        block[:] = 0
        block[0] = _LF
        yield block


def _filled(opened: object, view: memoryview) -> int:
    length = 0
    while length < len(view) and (read := opened.readinto(view[length:])):  # type: ignore[attr-defined]
        length += read
    return length


def _words(block: NDArray[np.uint8], sign: int, marks: NDArray[np.bool_]) -> Words:
    """Where a sign stands: a bit for each byte. `marks` is room to work in: fresh room for every block would be most
    of the time, since the system clears it."""
    np.equal(block, sign, out=marks)
    return np.packbits(marks, bitorder="little").view(np.uint64)


def _following(marks: Words, first: int) -> tuple[Words, int]:
    """The bytes after those marked, and whether the last byte of the block is marked; `first` tells it of the last."""
    after = marks << _ONE
    after[1:] |= marks[:-1] >> _LAST
    after[0] |= np.uint64(first)
    return after, int(marks[-1] >> _LAST)


def _quoted(quotes: Words, is_quoted: int) -> tuple[Words, int]:
    """The bytes from each opening quotation mark up to the one that closes it."""
    inside = quotes.copy()
    shifted = np.empty_like(inside)
    for step in (1, 2, 4, 8, 16, 32):  # each bit becomes the parity of all up to it
        inside ^= np.left_shift(inside, np.uint64(step), out=shifted)
    odd = np.bitwise_xor.accumulate(inside >> _LAST)
    begins = np.concatenate(([np.uint64(is_quoted)], odd[:-1] ^ np.uint64(is_quoted)))
    inside ^= np.uint64(0) - begins
    return inside, int(odd[-1]) ^ is_quoted


def _look(block: NDArray[np.uint8], cells: int, seen: _Seen) -> None:
    """Look at one block: commas and line feeds outside quotation marks divide cells and end rows."""
    quotes, commas, ends = (_words(block, sign, seen.marks) for sign in (_QUOTE, _COMMA, _LF))
    inside, is_quoted = _quoted(quotes, seen.is_quoted)
    outside = ~inside
    commas &= outside
    ends &= outside
    returns = _words(block, _CR, seen.marks) & outside
    opening, closing = quotes & inside, quotes & outside
    after_close, is_closed = _following(closing, seen.is_closed)
    dividing = commas | ends
    after_edge, is_edge = _following(dividing | closing, seen.is_edge)
    after_return, is_return = _following(returns, seen.is_return)
    wrong = (opening & ~after_edge) | (after_close & ~(dividing | returns | opening))
    bare = after_return & ~ends

    at, passed = _ends(ends, commas)
    in_row = np.diff(passed, prepend=-seen.cells)
    for number in np.flatnonzero(in_row != cells - 1)[: MOST_TOLD + 1]:
        began = seen.row_began if number == 0 else seen.offset + int(at[number - 1]) + 1
        seen.faults.append((seen.rows + int(number) + 1, began, f"{int(in_row[number]) + 1} cells"))
    for marks, problem in ((wrong, "a quotation mark within a cell"), (bare, "a bare carriage return")):
        if marks.any():
            _mark(marks, problem, at, seen)

    total = int(np.bitwise_count(commas).sum(dtype=np.int64))
    seen.cells = total - int(passed[-1]) if len(at) else seen.cells + total
    seen.row_began = seen.offset + int(at[-1]) + 1 if len(at) else seen.row_began
    seen.rows += len(at)
    seen.offset += len(block)
    seen.is_quoted, seen.is_edge, seen.is_closed, seen.is_return = is_quoted, is_edge, is_closed, is_return


def _ends(ends: Words, commas: Words) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where in the block rows end, in their order, and how many commas stand before each."""
    counts = np.bitwise_count(commas)
    before = np.cumsum(counts, dtype=np.int64) - counts
    places, passed = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    word = np.flatnonzero(ends)
    left = ends[word]
    while len(word):  # the lowest end of each word that has one left; a second round only where rows are short
        below = (left & (~left + _ONE)) - _ONE
        places.append(word * 64 + np.bitwise_count(below))
        passed.append(before[word] + np.bitwise_count(commas[word] & below))
        left &= left - _ONE
        word, left = word[left != 0], left[left != 0]
    if len(places) == 2:
        return places[1], passed[1]
    order = np.argsort(np.concatenate(places), kind="stable")
    return np.concatenate(places)[order], np.concatenate(passed)[order]


def _mark(marks: Words, problem: str, ends: NDArray[np.int64], seen: _Seen) -> None:
    places = np.flatnonzero(np.unpackbits(marks.view(np.uint8), bitorder="little"))
    for number in np.unique(np.searchsorted(ends, places))[: MOST_TOLD + 1]:
        began = seen.row_began if number == 0 else seen.offset + int(ends[number - 1]) + 1
        seen.faults.append((seen.rows + int(number) + 1, began, problem))


_EXPECTED = {
    "a blank row": ("no blank rows", "Take the row out."),
    "a bare carriage return": ("lines that end in LF or CR LF", 'Save it again as "CSV UTF-8 (comma delimited)".'),
    "a quotation mark within a cell": (
        "quotation marks around a cell, and doubled within",
        'Put the cell in quotation marks, and write each of those within it twice: "".',
    ),
    "a quoted cell is not closed": ("each quoted cell closed", 'Write a quotation mark within it twice: "".'),
}


def _told(path: Path, cells: int, file: str, faults: list[tuple[int, int, str]]) -> Iterator[Fault]:
    """The faults in the order of the rows, a row's once, each with the beginning of its text."""
    # A wrong quotation mark is the cause where a row has too many or too few cells as well.
    ordered = sorted(faults, key=lambda fault: (fault[0], fault[2] not in _EXPECTED, fault))
    first = {row: (began, problem) for row, began, problem in reversed(ordered)}
    with path.open("rb") as opened:
        for row in sorted(first)[:MOST_TOLD]:
            began, problem = first[row]
            opened.seek(began)
            text = opened.read(_BEGINNING).partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
            problem = "a blank row" if not text and problem == "1 cells" else problem
            many = (f"{cells}, as in the header", 'Put a cell that holds a comma in quotation marks: "213,000".')
            expected, step = _EXPECTED.get(problem, many)
            yield Fault(file, problem, expected, step, row, text=text or None)
    if len(first) > MOST_TOLD:
        yield Fault(file, "more rows are wrong in the same ways", "a table throughout", "Export the file again.")


_SAVE_AS = 'Save it again as "CSV UTF-8 (comma delimited)".'
_HEAD = 1 << 16
_READ_BLOCK = 1 << 22
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
        while block := opened.read(_READ_BLOCK):
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode("utf-8")
                row += _line_ends(before, is_quoted)[0]
                problem, text = "a character that is not UTF-8 comes after", (line + before).rpartition("\n")[2]
                raise SourceError([Fault(path.name, problem, "UTF-8", _SAVE_AS, row, text=text[-39:] + "…")]) from None
            begun, is_quoted = _line_ends(text, is_quoted)
            row, line = row + begun, text[-39:]


def _line_ends(text: str, is_quoted: bool) -> tuple[int, bool]:
    """How many rows end in a text, and whether it ends within quotation marks."""
    parts = text.split('"')
    return sum(part.count("\n") for part in parts[is_quoted::2]), is_quoted ^ (len(parts) % 2 == 0)
