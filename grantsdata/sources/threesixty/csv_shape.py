"""Check that a CSV file of any size is a table in UTF-8, without loading it.

Each row must have as many cells as the header, and each quoted cell must be closed. A fast reader fills a short row
with blanks and cuts off a long one without warning, so that an unquoted `213,000` moves amounts between columns. The
check runs beside the reader and looks at 64 bytes at a time: each bit of a 64-bit word stands for one byte.
"""

import codecs
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from grantsdata.errors import Fault, SourceError
from grantsdata.sources.files.text import cut_off
from grantsdata.sources.threesixty.csv_layout import SAVE_AS, Layout

Words = NDArray[np.uint64]

MOST_REPORTED = 100
"""The number of faulty rows of a file that are reported one by one."""

_BLOCK = 1 << 20
_BEGINNING = 200  # bytes of a faulty row are quoted
_ONE, _LAST = np.uint64(1), np.uint64(63)
_QUOTE, _COMMA, _LF, _CR = b'",\n\r'


class Digest(Protocol):
    """A hash that is updated with every byte during the check, so that the file is read only once."""

    def update(self, data: memoryview, /) -> None:
        """Add the next bytes."""


@dataclass
class _State:
    """What the check of a block must know about the bytes before it."""

    spare: int = 0  # how many cells the rows have more than the header
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


def shape_faults(path: Path, layout: Layout, file: str, digest: Digest | None = None) -> tuple[int, list[Fault]]:
    """Return the number of rows below the header up to the layout's end, and the faults of the file's shape.

    A quotation mark may only be at the edge of a cell or doubled, which is stricter than necessary.
    """
    cells = len(layout.titles)
    # This array is freed at once; the C library then keeps the freed memory of each block for the next one.
    np.empty(16 * _BLOCK, np.uint8)
    state = _State(spare=cells - layout.header_cells)
    with path.open("rb", buffering=0) as opened:
        mark = opened.read(len(BOM_UTF8))
        if mark == BOM_UTF8:
            state.offset = state.row_began = len(mark)
            if digest is not None:
                digest.update(memoryview(mark))
        else:
            opened.seek(0)
        for block in _blocks(opened, digest, layout.end - state.offset):
            _check_block(block, cells, state)
    if state.is_quoted:
        state.faults.append((state.rows + 1, state.row_began, "a quoted cell is not closed"))
    return state.rows - 1, list(_described(path, cells, file, state.faults))


def _blocks(opened: object, digest: Digest | None, left: int) -> Iterator[NDArray[np.uint8]]:
    """Yield the next `left` bytes of a file in blocks, padded with zeros; a line feed is added if they lack one."""
    block = np.zeros(_BLOCK, np.uint8)
    view = memoryview(block.data)
    last = _LF
    while length := _filled(opened, view):
        if digest is not None:
            digest.update(view[:length])
        length, left = min(length, left), left - length
        if length <= 0:
            continue
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
    """Return the positions of a character as bits, one for each byte.

    `marks` is working memory: allocating it for every block would take most of the time, since the system clears it.
    """
    np.equal(block, sign, out=marks)
    return np.packbits(marks, bitorder="little").view(np.uint64)


def _following(marks: Words, first: int) -> tuple[Words, int]:
    """Return the bytes after the marked ones, and whether the block's last byte is marked.

    `first` says whether the last byte of the block before was marked.
    """
    after = marks << _ONE
    after[1:] |= marks[:-1] >> _LAST
    after[0] |= np.uint64(first)
    return after, int(marks[-1] >> _LAST)


def _quoted(quotes: Words, is_quoted: int) -> tuple[Words, int]:
    """Return the bytes within quotation marks, and whether the block ends within them."""
    inside = quotes.copy()
    shifted = np.empty_like(inside)
    for step in (1, 2, 4, 8, 16, 32):  # each bit becomes the parity of all bits up to it
        inside ^= np.left_shift(inside, np.uint64(step), out=shifted)
    odd = np.bitwise_xor.accumulate(inside >> _LAST)
    begins = np.concatenate(([np.uint64(is_quoted)], odd[:-1] ^ np.uint64(is_quoted)))
    inside ^= np.uint64(0) - begins
    return inside, int(odd[-1]) ^ is_quoted


def _check_block(block: NDArray[np.uint8], cells: int, state: _State) -> None:
    """Check one block: commas and line feeds outside quotation marks separate cells and end rows."""
    quotes, commas, ends = (_words(block, sign, state.marks) for sign in (_QUOTE, _COMMA, _LF))
    inside, is_quoted = _quoted(quotes, state.is_quoted)
    outside = ~inside
    commas &= outside
    ends &= outside
    returns = _words(block, _CR, state.marks) & outside
    opening, closing = quotes & inside, quotes & outside
    after_close, is_closed = _following(closing, state.is_closed)
    separators = commas | ends
    after_edge, is_edge = _following(separators | closing, state.is_edge)
    after_return, is_return = _following(returns, state.is_return)
    wrong = (opening & ~after_edge) | (after_close & ~(separators | returns | opening))
    bare = after_return & ~ends

    row_ends, commas_before = _row_ends(ends, commas)
    commas_in_row = np.diff(commas_before, prepend=-state.cells)
    if state.rows == 0:
        commas_in_row[:1] += state.spare
    for number in np.flatnonzero(commas_in_row != cells - 1)[: MOST_REPORTED + 1]:
        began = state.row_began if number == 0 else state.offset + int(row_ends[number - 1]) + 1
        state.faults.append((state.rows + int(number) + 1, began, f"{int(commas_in_row[number]) + 1} cells"))
    for marks, problem in ((wrong, "a quotation mark within a cell"), (bare, "a bare carriage return")):
        if marks.any():
            _mark(marks, problem, row_ends, state)

    total = int(np.bitwise_count(commas).sum(dtype=np.int64))
    state.cells = total - int(commas_before[-1]) if len(row_ends) else state.cells + total
    state.row_began = state.offset + int(row_ends[-1]) + 1 if len(row_ends) else state.row_began
    state.rows += len(row_ends)
    state.offset += len(block)
    state.is_quoted, state.is_edge, state.is_closed, state.is_return = is_quoted, is_edge, is_closed, is_return


def _row_ends(ends: Words, commas: Words) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions in the block where rows end, in order, and the number of commas before each."""
    counts = np.bitwise_count(commas)
    before = np.cumsum(counts, dtype=np.int64) - counts
    places, passed = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    word = np.flatnonzero(ends)
    left = ends[word]
    while len(word):  # takes the lowest remaining end of each word, so short rows need further rounds
        below = (left & (~left + _ONE)) - _ONE
        places.append(word * 64 + np.bitwise_count(below))
        passed.append(before[word] + np.bitwise_count(commas[word] & below))
        left &= left - _ONE
        word, left = word[left != 0], left[left != 0]
    if len(places) == 2:
        return places[1], passed[1]
    order = np.argsort(np.concatenate(places), kind="stable")
    return np.concatenate(places)[order], np.concatenate(passed)[order]


def _mark(marks: Words, problem: str, ends: NDArray[np.int64], state: _State) -> None:
    places = np.flatnonzero(np.unpackbits(marks.view(np.uint8), bitorder="little"))
    for number in np.unique(np.searchsorted(ends, places))[: MOST_REPORTED + 1]:
        began = state.row_began if number == 0 else state.offset + int(ends[number - 1]) + 1
        state.faults.append((state.rows + int(number) + 1, began, problem))


_EXPECTED = {
    "a blank row": ("no blank rows", "Delete the row."),
    "a bare carriage return": ("lines that end in LF or CR LF", SAVE_AS),
    "a quotation mark within a cell": (
        "quotation marks around a cell, and doubled within it",
        'Put the cell in quotation marks, and write each of those within it twice: "".',
    ),
    "a quoted cell is not closed": ("each quoted cell closed", 'Write a quotation mark within it twice: "".'),
}


def _described(path: Path, cells: int, file: str, faults: list[tuple[int, int, str]]) -> Iterator[Fault]:
    """Yield one fault for each faulty row, in order, with the beginning of its text."""
    # If a row also has the wrong number of cells, the quotation mark is the cause, so it is reported.
    ordered = sorted(faults, key=lambda fault: (fault[0], fault[2] not in _EXPECTED, fault))
    first = {row: (began, problem) for row, began, problem in reversed(ordered)}
    with path.open("rb") as opened:
        for row in sorted(first)[:MOST_REPORTED]:
            began, problem = first[row]
            opened.seek(began)
            text = opened.read(_BEGINNING).partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
            problem = "a blank row" if not text and problem == "1 cells" else problem
            number = (f"{cells}, as in the header", 'Put a cell that holds a comma in quotation marks: "213,000".')
            expected, step = _EXPECTED.get(problem, number)
            yield Fault(file, problem, expected, step, row, text=text or None)
    if len(first) > MOST_REPORTED:
        yield Fault(file, "more rows are wrong in the same ways", "a table throughout", "Export the file again.")


_READ_BLOCK = 1 << 22
_BEFORE_END = 200


def check_table(path: Path, layout: Layout, digest: Digest | None = None) -> int:
    """Return the number of rows below the header, without blank ones. Raises SourceError with all faults of shape."""
    rows, faults = shape_faults(path, layout, path.name, digest)
    if not faults and not rows:
        faults = [Fault(path.name, "a header without rows", "at least one row", "Export the file again.")]
    if not faults and not layout.blank_rows and (end := _cut_off(path, rows + 1)):
        faults = [end]
    if faults:
        raise SourceError(faults)
    return rows


def _cut_off(path: Path, row: int) -> Fault | None:
    with path.open("rb") as opened:
        opened.seek(max(0, path.stat().st_size - _BEFORE_END))
        return cut_off(opened.read().decode("utf-8", "replace"), path.name, row)


def check_utf8(path: Path) -> None:
    """Raise SourceError for the first place that is not UTF-8."""
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
                raise SourceError([Fault(path.name, problem, "UTF-8", SAVE_AS, row, text=text[-39:] + "…")]) from None
            begun, is_quoted = _line_ends(text, is_quoted)
            row, line = row + begun, text[-39:]


def _line_ends(text: str, is_quoted: bool) -> tuple[int, bool]:
    """Return the number of rows that end in a text, and whether it ends within quotation marks."""
    parts = text.split('"')
    return sum(part.count("\n") for part in parts[is_quoted::2]), is_quoted ^ (len(parts) % 2 == 0)
