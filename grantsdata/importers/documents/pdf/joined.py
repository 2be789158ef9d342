"""Join the parts of a table on several pages of a PDF into its rows.

Whether a row or a cell continues on the next page is a guess, so a note of the table or of the cell names each join.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from grantsdata.importers.documents.found import NO_CELL, Box, Cell, FoundTable, grid, rectangular
from grantsdata.importers.documents.pdf.letters.text import Line, join_lines
from grantsdata.importers.documents.pdf.parts import NEAR, Part, PartBox, Span, merged_edges, merged_spans, spans
from grantsdata.model.amounts.parse import is_amount

CONTINUED = "taken to go on from the page before; check"
_BELOW_MERGED = "blank at the head of a page, below a merged cell: it may belong to that; check"
_JOINED_CELL = "joined by guess: the cell goes on over the end of a page"

_ONE_MORE = 1.6  # in sizes of a letter: the height of a line and the space between a cell's text and its rule


@dataclass
class _Piece:
    """A box, with its place in the rows and columns of the complete table; `room` is its width in points, `is_full`
    whether its page had no room for another line."""

    page: int
    row: int
    height: int
    column: int
    width: int
    lines: list[Line]
    room: float
    is_full: bool
    notes: list[str] = field(default_factory=list)


def group_parts(parts: Sequence[Part]) -> list[list[Part]]:
    """The parts of each table: a part that is last on its page, and the first part on the next page, if it has the
    same columns, belong to one table."""
    found: list[list[Part]] = []
    for part in parts:
        before = found[-1][-1] if found else None
        if before and before.is_last and part.is_first and part.page == before.page + 1 and _fit([*found[-1], part]):
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _fit(parts: Sequence[Part]) -> bool:
    if len({part.is_guessed for part in parts}) > 1:
        return False
    columns = _columns(parts)
    if parts[0].is_guessed:
        return len(columns) == max(len(part.columns) for part in parts) > 1
    same = all(abs(part.x0 - parts[0].x0) <= NEAR and abs(part.x1 - parts[0].x1) <= NEAR for part in parts)
    return same and len(columns) == max(len(part.columns) for part in parts)


def _columns(parts: Sequence[Part]) -> list[Span]:
    if parts[0].is_guessed:
        return merged_spans(column for part in parts for column in part.columns)
    return spans(merged_edges(edge for part in parts for column in part.columns for edge in column))


def join_parts(parts: Sequence[Part], place: str, heading: str, words: frozenset[str]) -> FoundTable:
    """The table whose parts are given in order, with notes on all that was joined."""
    columns = _columns(parts)
    of_parts = [_pieces(part, columns) for part in parts]
    table = _Table(len(columns), words, _never_blank(parts, of_parts, words))
    for part, pieces in zip(parts, of_parts, strict=True):
        table.add(part, pieces)
    pages = list(dict.fromkeys(part.page for part in parts))
    notes = list(table.notes)
    if len(pages) > 1:
        notes.insert(0, f"goes over pages {_and(pages)}; its parts are put together")
    if parts[0].is_guessed:
        notes.insert(0, "unruled: columns and rows are guessed from the gaps between words; check each row")
    if any(part.rows_guessed for part in parts):
        notes.insert(0, "rows without rules between them are guessed from their amounts and gaps; check each row")
    where = f"{place}, page {pages[0]}" if len(pages) == 1 else f"{place}, pages {_and(pages)}"
    return FoundTable(where, heading, rectangular(table.rows()), tuple(notes))


def _and(pages: Sequence[int]) -> str:
    return f"{', '.join(map(str, pages[:-1]))} and {pages[-1]}"


def _pieces(part: Part, columns: Sequence[Span]) -> list[_Piece]:
    pieces = []
    for box in part.boxes:
        if part.is_guessed:
            covered = [n for n, (x0, x1) in enumerate(columns) if box.x0 < x1 and box.x1 > x0]
        else:
            covered = [n for n, (x0, x1) in enumerate(columns) if box.x0 - NEAR < (x0 + x1) / 2 < box.x1 + NEAR]
        place = (part.page, box.row, box.height, covered[0], len(covered))
        pieces.append(_Piece(*place, list(box.lines), box.x1 - box.x0, _is_full(box)))
    return pieces


def _text(piece: _Piece) -> str:
    return " ".join(line.text for line in piece.lines)


def _is_full(box: PartBox) -> bool:
    """Whether there is no room for another line below the text: only then can the cell continue on the next page."""
    return not box.lines or box.bottom - box.lines[-1].bottom < _ONE_MORE * box.lines[-1].size


def _row(pieces: Sequence[_Piece], row: int, words: frozenset[str]) -> list[tuple[int, int, int, str]]:
    in_row = sorted((p for p in pieces if p.row == row), key=lambda p: p.column)
    return [(p.column, p.width, p.height, join_lines(p.lines, p.room, words)[0]) for p in in_row]


def _repeated(table: Sequence[_Piece], pieces: Sequence[_Piece], words: frozenset[str]) -> int:
    """How many rows at the top of a page exactly repeat the first rows of the table."""
    count = 0
    while (row := _row(pieces, count, words)) and row == _row(table, count, words):
        count += 1
    while count and any(p.row < count < p.row + p.height for p in pieces):
        count -= 1
    return count


def _never_blank(parts: Sequence[Part], of_parts: Sequence[Sequence[_Piece]], words: frozenset[str]) -> set[int]:
    """The columns that are filled in every row, leaving aside rows next to a page break."""
    filled: set[int] = set()
    blank: set[int] = set()
    for number, (part, pieces) in enumerate(zip(parts, of_parts, strict=True)):
        first = 0 if number == 0 else _repeated(of_parts[0], pieces, words) + 1
        last = part.rows if number == len(parts) - 1 else part.rows - 1
        for piece in pieces:
            if first <= piece.row and piece.row + piece.height <= last:
                (filled if piece.lines else blank).add(piece.column)
    return filled - blank


class _Table:
    """The rows of a table, to which `add` adds page by page."""

    def __init__(self, width: int, words: frozenset[str], never_blank: set[int]) -> None:
        self._never_blank = never_blank
        self.notes: list[str] = []
        self._width = width
        self._pages: list[int] = []
        self._words = words
        self._pieces: list[_Piece] = []
        self._continued: set[tuple[int, int]] = set()
        self._height = 0

    def add(self, part: Part, pieces: list[_Piece]) -> None:
        """Add the rows of the next page."""
        rows = part.rows
        if self._height:
            repeated = _repeated(self._pieces, pieces, self._words)
            if repeated:
                header = "the header" if repeated == 1 else f"the {repeated} rows of the header"
                texts = [text for row in range(repeated) for *_, text in _row(pieces, row, self._words) if text]
                once = f"{'is' if repeated == 1 else 'are'} taken once"
                self.notes.append(f'{header} printed again on page {part.page} {once}: "{" ".join(texts)}"')
            pieces = [replace(p, row=p.row - repeated + self._height) for p in pieces if p.row >= repeated]
            rows -= repeated
            if self._is_one_row(pieces):
                self._join(pieces)
                rows -= 1
                self.notes.append(f"row {self._height} goes on over the end of page {part.page - 1}; joined by guess")
                pieces = [p for p in pieces if p.row >= self._height]
            else:
                pieces = self._without_continued(pieces)
        self._pieces += pieces
        self._height += rows
        self._pages += [part.page] * rows

    def rows(self) -> list[list[Cell]]:
        """All rows, with the texts of the cells."""
        boxes = []
        for piece in self._pieces:
            text, notes = join_lines(piece.lines, piece.room, self._words)
            cell = Cell(text, f"page {piece.page}", "", tuple(dict.fromkeys([*notes, *piece.notes])))
            boxes.append(Box(cell, piece.row, piece.column, piece.height, piece.width))
        rows = grid(boxes, [[f"page {page}"] * self._width for page in self._pages])
        for row, column in self._continued:
            rows[row][column] = replace(rows[row][column], notes=(*rows[row][column].notes, CONTINUED))
        return [[Cell("", c.at) if NO_CELL in c.notes else c for c in row] for row in rows]

    def _above(self, piece: _Piece) -> _Piece | None:
        """The piece of the last row so far that is directly above this piece of the next page, if there is one."""
        return next(
            (
                p
                for p in self._pieces
                if p.row + p.height == self._height and (p.column, p.width) == (piece.column, piece.width)
            ),
            None,
        )

    def _is_one_row(self, pieces: Sequence[_Piece]) -> bool:
        """Whether the first row of a page continues the last row of the page before: all its texts stand below full
        cells, no amount stands below an amount, and one of the two rows has a blank cell in a column that is filled in
        all other rows."""
        first = [p for p in pieces if p.row == self._height]
        last = [p for p in self._pieces if p.row + p.height == self._height]
        texts = [(p, self._above(p)) for p in first if p.lines]
        if not texts or any(above is None or not above.is_full for _, above in texts):
            return False
        if any(above is not None and all(is_amount(_text(one)) for one in (piece, above)) for piece, above in texts):
            return False
        below = {p.column for p in last if p.height > 1}  # a blank cell there may belong to a merged cell
        blank = {p.column for p in [*first, *last] if not p.lines and p.height == 1}
        return bool(self._never_blank & blank - below)

    def _join(self, pieces: Sequence[_Piece]) -> None:
        """Join the first row of a page, which has these pieces, with the last row so far."""
        row = self._height
        for piece in pieces:
            if piece.row > row:
                piece.row -= 1
            elif (above := self._above(piece)) is not None:
                if piece.lines and above.lines:
                    above.notes.append(_JOINED_CELL)
                above.lines += piece.lines
                above.is_full = piece.is_full
                piece.row = -1
                self._extend(above, piece.height - 1, row)
            else:
                piece.row = -1  # a blank cell without a cell of the same width above it is dropped

    def _without_continued(self, pieces: Sequence[_Piece]) -> list[_Piece]:
        """The pieces without blank ones that cover several rows: those are taken to continue the cell above them."""
        remaining = []
        grown: list[tuple[_Piece, int]] = []
        for piece in pieces:
            above = self._above(piece) if piece.row == self._height and not piece.lines else None
            if above is not None and piece.height > 1:
                grown.append((above, piece.height))
                continue
            if above is not None and above.height > 1:
                piece.notes.append(_BELOW_MERGED)
            remaining.append(piece)
        for above, height in grown:
            self._extend(above, height, self._height)
        return remaining

    def _extend(self, above: _Piece, rows: int, begin: int) -> None:
        if rows > 0:
            above.height += rows
            for row in range(begin, begin + rows):
                self._continued.add((row, above.column))
