"""Find the rows of a table without rules by how its cells are set: all to the top, the middle or the bottom of a row.

An amount is one line, so that the other cells of its row begin at its height, have it in their middle, or end with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from grantsdata.importers.documents.pdf.letters.justified import as_one
from grantsdata.importers.documents.pdf.letters.text import Line
from grantsdata.importers.documents.pdf.parts import Span, is_in, merged_spans, middle
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.printed import is_not_stated

LOOSE = 0.6
"""In sizes of letters: the widest gap between lines of a cell, if no amounts show that it is one."""
_FEWEST = 2  # amounts
_NEAR = 0.15  # in sizes of letters: heights that differ by less are one
_SPACE = 0.6  # in sizes of letters: between two words, and what the guess of a word's width may be out by
_OPEN = (",", "-", "&", "/", " and", " of", " for", " the", " in", " to", " with", " at", " on", " from", " by")
SEVERAL = 3
"""Texts alone in the first column that show that names are wrapped."""
_WIDER = 1.0  # in points: by how much the gap between rows is wider than that between the lines of a cell

Run = tuple[int, int]
"""The first line of a cell, and the line after its last."""

Height = Callable[[Sequence[Line]], float]


def _top(cell: Sequence[Line]) -> float:
    return cell[0].top


def _middle(cell: Sequence[Line]) -> float:
    return (cell[0].top + cell[-1].bottom) / 2


def _bottom(cell: Sequence[Line]) -> float:
    return cell[-1].bottom


def aligned_rows(lines: Sequence[Line], columns: Sequence[Span]) -> list[Span] | None:
    """The top and bottom of each row, that of the header first; None unless one way of setting the cells puts every
    line into a row.

    Each row has an amount, and each line but the last of a cell had no room for the first word of the next. A text
    across several columns, and what stands between two of them or below the last without an amount, is a row by itself.
    """
    size = median(line.size for line in lines)
    across = merged_spans(
        (line.top, line.bottom) for line in lines if sum(is_in(line, column) for column in columns) != 1
    )
    edges = [float("-inf"), *(edge for band in across for edge in band), float("inf")]
    strips = [
        [line for line in lines if top < middle(line) < bottom]
        for top, bottom in zip(edges[::2], edges[1::2], strict=True)
    ]
    numbers = [sum(is_amount(line.text) for line in strip) for strip in strips]
    last = max((n for n, number in enumerate(numbers) if number), default=0)
    before = zip(strips[:last], numbers, strict=False)
    if sum(numbers) < _FEWEST or any(_is_several(strip) for strip, number in before if not number):
        return None
    found: list[list[Span]] = []
    for height in (_top, _middle, _bottom):
        rows = [_rows(strip, columns, height, size) for strip in strips]
        if None not in rows:
            found.append(sorted([*across, *(band for some in rows for band in some or ())]))
    return found[0] if found and all(bands == found[0] for bands in found) else None


def _is_several(lines: Sequence[Line]) -> bool:
    """Whether lines stand one below the other."""
    return len(merged_spans((line.top, line.bottom) for line in lines)) > 1


def _rows(lines: Sequence[Line], columns: Sequence[Span], height: Height, size: float) -> list[Span] | None:
    """The top and bottom of each row of lines of which none stands across several columns; None if they do not fit."""
    of_column = [_whole_lines([line for line in lines if is_in(line, column)]) for column in columns]
    amounts = max(of_column, key=lambda column: sum(map(_is_stated, column)))
    first = len(amounts) - len(list(takewhile(_is_stated, reversed(amounts))))  # "18" may be the end of a header's year
    header, anchors = amounts[:first], amounts[first:]
    if not anchors:
        return None if any(map(_is_stated, amounts)) else merged_spans((line.top, line.bottom) for line in lines)
    divided: list[list[list[Line]]] = []
    headings: list[Line] = []
    for number, column in enumerate(of_column):
        others = [middle(line) for other in of_column if other is not column for line in other]
        alone = (
            [] if number else [line for line in column if not any(line.top < place < line.bottom for place in others)]
        )
        cells = _Column(column, height, _NEAR * size, alone).cells(anchors, header)
        if cells is None:
            return None
        divided.append(cells)
        headings += [line for line in column if not any(line in cell for cell in cells)]
    bands = sorted([*_bands(divided), *((line.top, line.bottom) for line in headings)])
    return bands if _is_clear(bands, divided, height, size) else None


def _is_stated(line: Line) -> bool:
    """Whether a line is an amount, or a sign for none, such as a dash."""
    return is_amount(line.text) or is_not_stated(line.text)


def _whole_lines(parts: Sequence[Line]) -> list[Line]:
    """The lines of a column from top to bottom, each with its parts as one."""
    found: list[list[Line]] = []
    for part in sorted(parts, key=lambda line: (line.top, line.x0)):
        if found and part.top < middle(found[-1][-1]):
            found[-1].append(part)
        else:
            found.append([part])
    return [as_one(sorted(line, key=lambda part: part.x0)) for line in found]


@dataclass
class _Column:
    """The lines of a column, to be divided into the cells of rows; `height` is where a cell has the height of its
    amount, and `alone` are lines beside which no other column has one: each of them may be a heading."""

    lines: Sequence[Line]
    height: Height
    near: float
    alone: Sequence[Line]

    def cells(self, anchors: Sequence[Line], header: Sequence[Line]) -> list[list[Line]] | None:
        """The cells of the header, if there is one, and of each row, beside these texts of the column of amounts; a
        blank cell has no lines, and headings are in none. None if a line is left."""
        above = sum(line.bottom <= anchors[0].top for line in self.lines)
        for first_heading in (1, 0):  # a line below the header is rather its end than a heading
            for start in [*range(1, above + 1), 0] if header else [0]:
                name = list(self.lines[:start])
                is_name = not name or self._is_name(name, header)
                runs = self._runs(start, anchors, 0, first_heading) if is_name else None
                if runs is not None:
                    return [*([name] if header else []), *(list(self.lines[begin:end]) for begin, end in runs)]
        return None

    def _runs(self, begin: int, anchors: Sequence[Line], number: int, first_heading: int) -> list[Run] | None:
        """The cells from line `begin` and amount `number` on: first the most lines that fit, a blank cell last."""
        if number == len(anchors):
            return [] if begin == len(self.lines) else None
        height = self.height([anchors[number]])
        below = anchors[number + 1].top if number + 1 < len(anchors) else float("inf")
        last = begin + sum(line.top < below - self.near for line in self.lines[begin:])
        for end in range(last, begin - 1, -1):
            is_fit = end == begin or abs(self.height(self.lines[begin:end]) - height) <= self.near
            if is_fit and self._is_one_cell(begin, end):
                rest = self._runs(end, anchors, number + 1, first_heading)
                if rest is not None:
                    return [(begin, end), *rest]
        if number >= first_heading and begin < last and self.lines[begin] in self.alone:
            return self._runs(begin + 1, anchors, number, first_heading)
        return None

    def _is_name(self, lines: Sequence[Line], header: Sequence[Line]) -> bool:
        """Whether lines stand beside the header of the column of amounts, in whatever way its cells are set."""
        heights = (_top, _middle, _bottom)
        return any(abs(height(lines) - height(header)) <= self.near for height in heights) and self._is_one_cell(
            0, len(lines)
        )

    def _is_one_cell(self, begin: int, end: int) -> bool:
        """Whether each line had no room for the first word of the next one."""
        widest = max((line.x1 - line.x0 for line in self.lines), default=0.0)
        return all(
            (upper.x1 - upper.x0) + _SPACE * upper.size + _first_word(lower) > widest
            for upper, lower in pairwise(self.lines[begin:end])
        )


def _first_word(line: Line) -> float:
    """The width of the first word, in points."""
    return len(line.text.split()[0]) / len(line.text) * (line.x1 - line.x0)


def _bands(columns: Sequence[Sequence[Sequence[Line]]]) -> list[Span]:
    """The top and bottom of each row, of the cells of each column."""
    rows = [[line for cell in cells for line in cell] for cells in zip(*columns, strict=True)]
    return [(min(line.top for line in row), max(line.bottom for line in row)) for row in rows if row]


def _is_clear(bands: Sequence[Span], columns: Sequence[Sequence[Sequence[Line]]], height: Height, size: float) -> bool:
    """Whether no row overlaps another, and no line of a cell may be a row by itself.

    It is none if cells are set to the middle, since a cell would lean to one side with it, or if rows are further apart
    than the lines of a cell. Otherwise these have to be close; and one in the first column alone may be a heading
    unless a sentence goes on in it, or there are several, none of which had room above.
    """
    between = min((lower[0] - upper[1] for upper, lower in pairwise(bands)), default=0.0)
    pairs = [pair for column in columns for cell in column for pair in pairwise(cell)]
    within = max((lower.top - upper.bottom for upper, lower in pairs), default=0.0)
    if between <= -_WIDER:
        return False
    if height is _middle or between >= within + _WIDER:
        return True
    if within > LOOSE * size:
        return False
    others = [(line.top + line.bottom) / 2 for column in columns[1:] for cell in column for line in cell]
    alone = [
        pair
        for cell in columns[0]
        for pair in pairwise(cell)
        if not any(pair[height is _top].top < place < pair[height is _top].bottom for place in others)
    ]
    return len(alone) >= SEVERAL or all(is_open(*pair) for pair in alone)


def is_open(upper: Line, lower: Line) -> bool:
    """Whether the upper line is the beginning of a sentence or name that the lower one goes on."""
    return lower.text[:1].islower() or upper.text.endswith(_OPEN)
