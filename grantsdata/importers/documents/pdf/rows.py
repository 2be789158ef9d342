"""Guess the rows of a table that has no rules between them, from its lines of text.

The lines of one cell are closer to each other than rows are. Where all gaps are alike, an award has one amount, and a
line goes on in the next one only if that line's first word had no room in it.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from grantsdata.importers.documents.pdf.aligned import LOOSE, SEVERAL, aligned_rows, first_word, is_open
from grantsdata.importers.documents.pdf.letters.text import Line
from grantsdata.importers.documents.pdf.parts import Span, is_in, merged_spans, middle
from grantsdata.model.amounts.parse import is_amount

_STEP = 1.5  # in points: gaps that differ by less are of one kind
_SPACE = 0.25  # in sizes of letters: between two words


def row_bands(lines: Sequence[Line], columns: Sequence[Span], rules: Sequence[float] = ()) -> list[Span]:
    """The top and bottom of each row. `rules` are the places of lines drawn across the table: they divide rows, and
    what is between two of them is one row unless two amounts of one column stand there."""
    edges = [float("-inf"), *sorted(rules), float("inf")]
    strips = [[line for line in lines if top < middle(line) <= bottom] for top, bottom in pairwise(edges)]
    strips = [strip for strip in strips if strip]
    if len(strips) < 2:
        return _guessed(lines, columns)
    found: list[Span] = []
    for number, strip in enumerate(strips):
        whole = (min(line.top for line in strip), max(line.bottom for line in strip))
        is_several = have_two_amounts(strip, columns, [whole]) or (not number and _has_header(strip, columns))
        found += _guessed(strip, columns) if is_several else [whole]
    return found


def _has_header(lines: Sequence[Line], columns: Sequence[Span]) -> bool:
    """Whether a text without figures stands above an amount in its column."""
    amounts = [(line, column) for column in columns for line in lines if is_in(line, column) and is_amount(line.text)]
    return any(
        is_in(line, column) and line.bottom <= middle(amount) and not re.search("[0-9]", line.text)
        for amount, column in amounts
        for line in lines
    )


def _guessed(lines: Sequence[Line], columns: Sequence[Span]) -> list[Span]:
    if aligned := aligned_rows(lines, columns):
        return aligned
    each = _lines_as_bands(lines)
    bands = _by_gaps(lines, columns, each)
    if have_two_amounts(lines, columns, bands):
        bands = each
    return _by_words(lines, columns) if len(bands) == len(each) else bands


def _by_gaps(lines: Sequence[Line], columns: Sequence[Span], each: Sequence[Span]) -> list[Span]:
    """The rows that gaps of two sizes show."""
    inset = 0.1 * median(line.size for line in lines)
    least, is_sure = _least_between_rows(lines, columns, each)
    table = _Table(lines, columns)
    rows = [each[0]]
    for before, band in pairwise(each):
        is_row = band[0] - before[1] - 2 * inset >= least or table.is_heading_above(before, band)
        if is_row or (len(rows) == 1 and table.is_header_above(before, band)) or table.heads_several(before, band):
            rows.append(band)
        else:
            rows[-1] = (rows[-1][0], band[1])
    return rows if is_sure or table.amounts else list(each)


def _by_words(lines: Sequence[Line], columns: Sequence[Span]) -> list[Span]:
    """Each line as a row, with the lines of one cell together as far as the amounts and the words show it."""
    table = _Table(lines, columns)
    each = _lines_as_bands(lines)
    rows = [each[0]]
    for before, band in pairwise(each):
        if table.goes_on(rows[-1], before, band):
            rows[-1] = (rows[-1][0], band[1])
        else:
            rows.append(band)
    return rows


class _Table:
    """The lines of a table, asked whether one goes on in the next. `amounts` are the columns of amounts."""

    def __init__(self, lines: Sequence[Line], columns: Sequence[Span]) -> None:
        self._lines, self._columns = lines, columns
        of_column = [[line for line in lines if is_in(line, column)] for column in columns]
        self._right = [max((line.x1 for line in inside), default=0.0) for inside in of_column]
        shares = [sum(is_amount(line.text) for line in inside) for inside in of_column]
        self.amounts = [n for n, inside in enumerate(of_column) if shares[n] and 2 * shares[n] >= len(inside)]

    def is_heading_above(self, upper: Span, lower: Span) -> bool:
        """Whether the upper line is a text of the first column alone that the lower line, with an amount, does not go
        on."""
        above, below = self._texts(upper), self._texts(lower)
        is_alone = set(above) == {0} and len(below) > 1 and self._has_amount(below)
        return is_alone and not (0 in below and self._is_begun(above[0], below[0], 0))

    def is_header_above(self, upper: Span, lower: Span) -> bool:
        """Whether the upper line has the name of a column of amounts, of which the lower one has an amount."""
        above, below = self._texts(upper), self._texts(lower)
        return any(
            n in above and n in below and is_amount(below[n].text) and not re.search("[0-9]", above[n].text)
            for n in self.amounts
        )

    def heads_several(self, upper: Span, lower: Span) -> bool:
        """Whether a text of the upper line stands above several columns, of which the lower one has a text in each."""
        below = self._texts(lower)
        above = [line for line in self._lines if upper[0] <= middle(line) <= upper[1]]
        beneath = [[n for n, column in enumerate(self._columns) if is_in(line, column)] for line in above]
        return any(len(places) > 1 and all(n in below for n in places) for places in beneath)

    def goes_on(self, row: Span, upper: Span, lower: Span) -> bool:
        """Whether the lower line belongs to the row that ends with the upper one."""
        of_row, above, below = self._texts(row), self._texts(upper), self._texts(lower)
        if not self.amounts or (self._has_amount(of_row) and self._has_amount(below)):
            return False
        if self.heads_several(upper, lower):
            return False
        if self._has_amount(below) or self._has_words_of_all(below):  # its amount stands at the middle of the row
            return all(n in below and self._is_begun(above[n], below[n], n) for n in above) and set(above) < set(below)
        if 0 not in below:
            return all(n in above for n in below) or (set(below) < set(of_row) and self._has_amount(of_row))
        if set(below) == {0}:  # it may be a heading
            goes_on = self._is_wrapped or is_open(above[0], below[0]) if 0 in above else False
            return goes_on and self._had_no_room(above[0], below[0], 0)
        if self._is_apart(upper, lower) and not any(below[n].text[:1].islower() for n in below):
            return False  # a row without an amount
        return all(n in above and self._had_no_room(above[n], below[n], n) for n in below)

    def _is_apart(self, upper: Span, lower: Span) -> bool:
        """Whether the gap between two lines is wider than that between the lines of a cell."""
        return lower[0] - upper[1] > LOOSE * median(line.size for line in self._lines)

    def _texts(self, band: Span) -> dict[int, Line]:
        """The last line of each column within a band."""
        inside = sorted((line for line in self._lines if band[0] <= middle(line) <= band[1]), key=middle)
        return {n: line for line in inside for n, column in enumerate(self._columns) if is_in(line, column)}

    def _has_amount(self, texts: dict[int, Line]) -> bool:
        return any(n in texts and is_amount(texts[n].text) for n in self.amounts)

    def _has_words_of_all(self, texts: dict[int, Line]) -> bool:
        return len(texts) == len(self._columns)

    def _had_no_room(self, upper: Line, lower: Line, column: int) -> bool:
        """Whether the first word of the lower line had no room at the end of the upper one."""
        if lower.text[:1].islower():
            return True
        return upper.x1 + _SPACE * upper.size + first_word(lower) > self._right[column]

    def _is_begun(self, upper: Line, lower: Line, column: int) -> bool:
        """Whether the upper line is the beginning of a sentence or name that the lower one goes on."""
        return is_open(upper, lower) and self._had_no_room(upper, lower, column)

    @cached_property
    def _is_wrapped(self) -> bool:
        """Whether each of several texts alone in the first column had no room above: then names go on in these lines,
        since headings stand below short names as well."""
        texts = [self._texts(band) for band in _lines_as_bands(self._lines)]
        alone = [(above, below) for above, below in pairwise(texts) if set(below) == {0}]
        return len(alone) >= SEVERAL and all(
            0 in above and self._had_no_room(above[0], below[0], 0) for above, below in alone
        )


def have_two_amounts(lines: Sequence[Line], columns: Sequence[Span], bands: Sequence[Span]) -> bool:
    """Whether two amounts stand one below the other in the same column of a row: then it is several rows."""
    for column in columns:
        amounts = [line for line in lines if is_in(line, column) and is_amount(line.text)]
        for top, bottom in bands:
            inside = sorted((line for line in amounts if top <= middle(line) <= bottom), key=middle)
            if any(middle(lower) > upper.bottom for upper, lower in pairwise(inside)):
                return True
    return False


def _lines_as_bands(lines: Sequence[Line]) -> list[Span]:
    """The top and bottom of each line, with lines that overlap as one."""
    inset = 0.1 * median(line.size for line in lines)
    return merged_spans((line.top + inset, line.bottom - inset) for line in lines)


def _least_between_rows(lines: Sequence[Line], columns: Sequence[Span], bands: Sequence[Span]) -> tuple[float, bool]:
    """The smallest gap that divides two rows, in points, and whether it is sure without amounts.

    If the gaps down the columns are of different sizes, the smallest are those within cells. If nearly every line fills
    all columns, or if all gaps are alike, each line is a row; if even the smallest is wide, amounts must show it.
    """
    filled = [sum(top <= middle(line) <= bottom for line in lines) for top, bottom in bands]
    if sum(count >= len(columns) for count in filled) >= 0.9 * len(bands):
        return float("-inf"), True
    gaps = sorted(gap for column in columns for gap in _gaps(lines, column, bands))
    step = next((n for n, (a, b) in enumerate(pairwise(gaps)) if b - a >= _STEP), None)
    if step is None:
        return float("-inf"), True
    return gaps[step] + _STEP / 2, gaps[0] <= LOOSE * median(line.size for line in lines)


def _gaps(lines: Sequence[Line], column: Span, bands: Sequence[Span]) -> list[float]:
    """The gaps between the lines of a column; a gap in which other columns have a line says nothing."""
    in_column = sorted((line for line in lines if is_in(line, column)), key=lambda line: line.top)
    middles = [(band[0] + band[1]) / 2 for band in bands]
    return [
        lower.top - upper.bottom
        for upper, lower in pairwise(in_column)
        if not any(upper.bottom < place < lower.top for place in middles)
    ]
