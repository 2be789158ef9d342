"""Find the rows of a table without rules by how its cells are set: all to the top, the middle or the bottom of a row.

An amount is one line, so that the other cells of its row begin at its height, have it in their middle, or end with it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile
from statistics import median

from grantsdata.importers.documents.pdf.letters.text import Line, as_one
from grantsdata.importers.documents.pdf.parts import Span, is_in, merged_spans, middle
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.printed import is_not_stated

LOOSE = 0.6
"""In sizes of letters: the widest gap between lines of a cell, if no amounts show that it is one."""
_FEWEST, _MOST = 2, 300  # amounts; with more, the search would go too deep
_NEAR = 0.15  # in sizes of letters: heights that differ by less are one
_SPACE = 0.6  # in sizes of letters: between two words, and what the guess of a word's width may be out by
_OPEN = (",", "-", "&", "/", " and", " of", " for", " the", " in", " to", " with", " at", " on", " from", " by")
SEVERAL = 3
"""Texts alone in the first column that show that names are wrapped."""
_WIDER = 1.0  # in points: by how much the gap between rows is wider than that between the lines of a cell

Run = tuple[int, int]
"""The first line of a cell, and the line after its last."""

Height = Callable[[Sequence[Line]], float]
Cost = tuple[int, int]
"""How many lines are headings, and how many cells blank."""


def _top(cell: Sequence[Line]) -> float:
    return cell[0].top


def _middle(cell: Sequence[Line]) -> float:
    return (cell[0].top + cell[-1].bottom) / 2


def _bottom(cell: Sequence[Line]) -> float:
    return cell[-1].bottom


def aligned_rows(lines: Sequence[Line], columns: Sequence[Span]) -> list[Span] | None:
    """The top and bottom of each row, that of the header first; None unless one way of setting the cells puts every
    line into a row. Of several ways, the one with the fewest headings and blank cells is taken.

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
    if not _FEWEST <= sum(numbers) <= _MOST or any(_is_several(strip) for strip, number in before if not number):
        return None
    found: list[tuple[Cost, list[Span]]] = []
    for height in (_top, _middle, _bottom):
        rows = [one for strip in strips if (one := _rows(strip, columns, height, size)) is not None]
        if len(rows) == len(strips):
            bands = sorted([*across, *(band for _, some in rows for band in some)])
            found.append((_sum(cost for cost, _ in rows), bands))
    best = [bands for cost, bands in found if cost == min(found)[0]]
    return best[0] if best and all(bands == best[0] for bands in best) else None


def _sum(costs: Iterable[Cost]) -> Cost:
    headings, blanks = zip((0, 0), *costs, strict=True)
    return sum(headings), sum(blanks)


def _is_several(lines: Sequence[Line]) -> bool:
    """Whether lines stand one below the other."""
    return len(merged_spans((line.top, line.bottom) for line in lines)) > 1


def _rows(
    lines: Sequence[Line], columns: Sequence[Span], height: Height, size: float
) -> tuple[Cost, list[Span]] | None:
    """The top and bottom of each row of lines of which none stands across several columns; None if they do not fit."""
    of_column = [_whole_lines([line for line in lines if is_in(line, column)]) for column in columns]
    amounts = max(of_column, key=lambda column: sum(map(_is_stated, column)))
    first = len(amounts) - len(list(takewhile(_is_stated, reversed(amounts))))  # "18" may be the end of a header's year
    header, anchors = amounts[:first], amounts[first:]
    if not anchors:
        bands = merged_spans((line.top, line.bottom) for line in lines)
        return None if any(map(_is_stated, amounts)) else ((0, 0), bands)
    divided: list[list[list[Line]]] = []
    headings: list[Line] = []
    for number, column in enumerate(of_column):
        others = [middle(line) for other in of_column if other is not column for line in other]
        alone = [] if number else [line for line in column if _is_alone(line, others)]
        cells = _Column(column, height, _NEAR * size, alone).cells(anchors, header)
        if cells is None:
            return None
        divided.append(cells)
        headings += [line for line in column if not any(line in cell for cell in cells)]
    bands = sorted([*_bands(divided), *((line.top, line.bottom) for line in headings)])
    blanks = sum(not cell for column in divided for cell in column)
    return ((len(headings), blanks), bands) if _is_clear(bands, divided, height, size) else None


def _is_alone(line: Line, others: Sequence[float]) -> bool:
    """Whether no line of the other columns, which have their middles there, stands beside a line."""
    return not any(line.top < place < line.bottom for place in others)


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
        found: list[tuple[Cost, list[Run]]] = []
        for start in [*range(1, above + 1), 0] if header else [0]:
            name = list(self.lines[:start])
            if (not name or self._is_name(name, header)) and (runs := self._runs(start, anchors)):
                found.append((runs[0], [*([(0, start)] if header else []), *runs[1]]))
        if not found:
            return None
        _, best = min(found, key=lambda one: one[0])
        return [list(self.lines[begin:end]) for begin, end in best]

    def _runs(self, start: int, anchors: Sequence[Line]) -> tuple[Cost, list[Run]] | None:
        """The cells from line `start` on, of which as few lines as can be are headings and as few cells blank. A cell
        is below the amount of the row above, and above that of the row below."""
        tops = [*(line.top for line in anchors), float("inf")]
        bottoms = [float("-inf"), *(line.bottom for line in anchors)]

        @cache
        def best(begin: int, number: int) -> tuple[Cost, list[Run]] | None:
            if number == len(anchors):
                return ((0, 0), []) if begin == len(self.lines) else None
            found = []
            if rest := best(begin, number + 1):
                found.append(((rest[0][0], rest[0][1] + 1), [(begin, begin), *rest[1]]))
            if begin < len(self.lines) and self.lines[begin] in self.alone and (rest := best(begin + 1, number)):
                found.append(((rest[0][0] + 1, rest[0][1]), rest[1]))
            for end in range(begin + 1, len(self.lines) + 1):
                top = self.lines[end - 1].top
                if not bottoms[number] - self.near < top < tops[number + 1] - self.near:
                    break
                is_fit = abs(self.height(self.lines[begin:end]) - self.height([anchors[number]])) <= self.near
                if is_fit and self._is_one_cell(begin, end) and (rest := best(end, number + 1)):
                    found.append((rest[0], [(begin, end), *rest[1]]))
            return min(found, key=lambda one: one[0], default=None)

        return best(start, 0)

    def _is_name(self, lines: Sequence[Line], header: Sequence[Line]) -> bool:
        """Whether lines stand beside the header of the column of amounts, in whatever way its cells are set; the last
        of lines of which only the first is at its height may be a heading."""
        fits = [abs(height(lines) - height(header)) <= self.near for height in (_top, _middle, _bottom)]
        is_heading = len(lines) > 1 and lines[-1] in self.alone and not is_open(*lines[-2:])
        return any(fits[is_heading:]) and self._is_one_cell(0, len(lines))

    def _is_one_cell(self, begin: int, end: int) -> bool:
        """Whether each line had no room for the first word of the next one."""
        widest = max((line.x1 - line.x0 for line in self.lines), default=0.0)
        return all(
            (upper.x1 - upper.x0) + _SPACE * upper.size + first_word(lower) > widest
            for upper, lower in pairwise(self.lines[begin:end])
        )


def first_word(line: Line) -> float:
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
    others = [middle(line) for column in columns[1:] for cell in column for line in cell]
    alone = [pair for cell in columns[0] for pair in pairwise(cell) if _is_alone(pair[height is _top], others)]
    return len(alone) >= SEVERAL or all(is_open(*pair) for pair in alone)


def is_open(upper: Line, lower: Line) -> bool:
    """Whether the upper line is the beginning of a sentence or name that the lower one goes on."""
    return lower.text[:1].islower() or upper.text.endswith(_OPEN)
