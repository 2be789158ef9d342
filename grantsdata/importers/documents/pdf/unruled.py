"""Find the tables on a page of a PDF that have no rules: guess columns and rows from the gaps between words.

A white strip down through all lines divides two columns. The lines of one cell are closer to each other than rows are.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from grantsdata.importers.documents.pdf.parts import Part, PartBox, Span, merged_spans
from grantsdata.importers.documents.pdf.text import Line
from grantsdata.model.amounts.parse import is_amount

GAP = 0.9
"""A gap of this width within a line, in sizes of its letters, may divide columns."""

_RIVER = 0.6  # in sizes of letters: the white strip between two columns
_TIGHT, _LOOSE = 0.35, 0.6  # in sizes of letters: the gap between close lines, and the widest between lines of a cell
_STEP = 1.5  # in points: gaps that differ by less are of one kind

Row = list[Line]


def unruled_parts(rows: Sequence[Row], page: int) -> list[Part]:
    """The tables in the `rows` of a page, which are ordered from top to bottom, each a list of parts (`lines_of`)."""
    parts, start = [], 0
    while start < len(rows):
        end = _end(rows, start) if len(rows[start]) > 1 else start
        region = list(rows[_begin(rows, start, end) if end > start else start : end])
        if region and not _are_labels(region):
            parts.append(_part(region, page))
        start = max(end, start + 1)
    return parts


def _begin(rows: Sequence[Row], start: int, end: int) -> int:
    """The row at which the table begins: lines of its first row may be above the first line that has a gap."""
    while start and _touches(rows[start - 1], rows[start]):
        if len(_columns(rows[start - 1 : end])) < len(_columns(rows[start:end])):
            break
        start -= 1
    return start


def _touches(upper: Row, lower: Row) -> bool:
    size = lower[0].size
    return lower[0].top - upper[0].bottom < _TIGHT * size and abs(upper[0].size - size) <= 0.15 * size


def _columns(rows: Sequence[Row]) -> list[Span]:
    lines = [line for row in rows for line in row]
    river = _RIVER * median(line.size for line in lines)
    return merged_spans(((line.x0, line.x1) for line in lines), river)


def _end(rows: Sequence[Row], start: int) -> int:
    """The row after a table that begins at `start`: a line across the white strips, another size of letters or a wide
    gap ends it."""
    fitting, end, pending = [rows[start]], start + 1, 0
    for number in range(start + 1, len(rows)):
        row = rows[number]
        columns = _columns(fitting)
        size = median(line.size for line in rows[start])
        gap = min(line.top for line in row) - max(line.bottom for line in rows[number - 1])
        if any(abs(line.size - size) > 0.15 * size for line in row) or gap > 3 * size:
            break
        if len(_columns([*fitting, row])) >= len(columns):
            fitting.append(row)
            end, pending = number + 1, 0
        elif len(row) == 1 and not pending:
            pending = 1  # a heading across the columns, if the table goes on below it
        else:
            break
    return end


def _are_labels(region: Sequence[Row]) -> bool:
    """Whether the region holds labels at the head of a paper, such as "Date: 11 May", and not a table."""
    columns = _columns([row for row in region if len(row) > 1])
    first = [line.text for row in region for line in row if line.x0 < columns[0][1]]
    return len(columns) < 2 or (len(columns) == 2 and all(text.endswith(":") for text in first))


def _part(region: Sequence[Row], page: int) -> Part:
    lines = [line for row in region for line in row]
    columns = _columns([row for row in region if len(row) > 1])
    beside = [(line.x0, line.x1) for line in lines if not any(_is_in(line, column) for column in columns)]
    columns = sorted([*columns, *merged_spans(beside)])  # a note in the margin is a column
    bands, straddling = _bands_and_straddling(lines, columns)
    lines, boxes = [line for line in lines if line not in straddling], []
    for number, (top, bottom) in enumerate(bands):
        of_row = [line for line in lines if top <= (line.top + line.bottom) / 2 <= bottom]
        spans = merged_spans([(line.x0, line.x1) for line in of_row], _RIVER * median(line.size for line in lines))
        for x0, x1 in spans:
            inside = sorted((line for line in of_row if x0 <= line.x0 <= x1), key=lambda line: (line.top, line.x0))
            boxes.append(PartBox(number, 1, x0, x1, bottom, inside))
        covered = [(box.x0, box.x1) for box in boxes if box.row == number]
        covered += [(line.x0, line.x1) for line in straddling]
        blank = [(x0, x1) for x0, x1 in columns if not any(a < x1 and b > x0 for a, b in covered)]
        boxes += [PartBox(number, 1, x0, x1, bottom) for x0, x1 in blank]
    _put_in(straddling, boxes, bands)
    lines += straddling
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    return Part(page, x0, top, x1, bottom, columns, len(bands), boxes, is_guessed=True)


def _bands_and_straddling(lines: Sequence[Line], columns: Sequence[Span]) -> tuple[list[Span], list[Line]]:
    """The rows, and the lines of columns in which the text of a merged cell stands beside a gap between two rows."""
    straddling: list[Line] = []
    bands = _bands(lines, columns)
    if _have_two_amounts(lines, columns, bands):
        each = _lines_as_bands(lines)
        if not _have_two_amounts(lines, columns, each):
            return each, []
    for column in columns:
        rest = [line for line in lines if line not in straddling and not _is_in(line, column)]
        finer = _bands(rest, columns) if rest else []
        if len(finer) > len(bands) and _least_filled(rest, finer) >= max(2, _least_filled(rest, bands)):
            straddling += [line for line in lines if _is_in(line, column)]
            bands = finer
    rest = [line for line in lines if line not in straddling]
    if _have_two_amounts(rest, columns, bands):
        bands = _lines_as_bands(rest)
    return bands, straddling


def _least_filled(lines: Sequence[Line], bands: Sequence[Span]) -> int:
    """The number of separate texts in the row that has the fewest."""
    rows = ([line for line in lines if top <= (line.top + line.bottom) / 2 <= bottom] for top, bottom in bands)
    return min(len(merged_spans((line.x0, line.x1) for line in row)) for row in rows)


def _is_in(line: Line, column: Span) -> bool:
    return column[0] < line.x1 and line.x0 < column[1]


def _put_in(straddling: Sequence[Line], boxes: list[PartBox], bands: Sequence[Span]) -> None:
    """Put lines that stand beside several rows into a box in the first of these rows, with a note."""
    close = _TIGHT * median(line.size for line in straddling) if straddling else 0.0
    for x0, x1 in merged_spans((line.x0, line.x1) for line in straddling):
        in_column = [line for line in straddling if _is_in(line, (x0, x1))]
        for top, bottom in merged_spans(((line.top, line.bottom) for line in in_column), close):
            block = [line for line in in_column if top <= line.top <= bottom]
            beside = [n for n, band in enumerate(bands) if top < band[1] and bottom > band[0]]
            row = beside[0] if beside else min(range(len(bands)), key=lambda n: abs(bands[n][0] - top))
            note = "stands beside several rows: perhaps a merged cell; check which rows it belongs to"
            if len(beside) > 1:
                block[0] = replace(block[0], notes=(*block[0].notes, note))
            boxes.append(PartBox(row, 1, x0, x1, bottom, block))


def _bands(lines: Sequence[Line], columns: Sequence[Span]) -> list[Span]:
    """The top and bottom of each row."""
    inset = 0.1 * median(line.size for line in lines)
    bands = _lines_as_bands(lines)
    gaps = [after[0] - before[1] - 2 * inset for before, after in pairwise(bands)]
    least = _least_between_rows(lines, columns, bands)
    rows = [bands[0]]
    for band, gap in zip(bands[1:], gaps, strict=True):
        if gap >= least:
            rows.append(band)
        else:
            rows[-1] = (rows[-1][0], band[1])
    return rows


def _lines_as_bands(lines: Sequence[Line]) -> list[Span]:
    """The top and bottom of each line, with lines that overlap as one."""
    inset = 0.1 * median(line.size for line in lines)
    return merged_spans((line.top + inset, line.bottom - inset) for line in lines)


def _have_two_amounts(lines: Sequence[Line], columns: Sequence[Span], bands: Sequence[Span]) -> bool:
    """Whether two amounts stand one below the other in the same column of a row: then it is several rows."""
    for column in columns:
        amounts = [line for line in lines if _is_in(line, column) and is_amount(line.text)]
        for top, bottom in bands:
            inside = sorted((line for line in amounts if top <= _middle(line) <= bottom), key=_middle)
            if any(_middle(lower) > upper.bottom for upper, lower in pairwise(inside)):
                return True
    return False


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _least_between_rows(lines: Sequence[Line], columns: Sequence[Span], bands: Sequence[Span]) -> float:
    """The smallest gap that divides two rows, in points.

    If the gaps down the columns are of different sizes, the smallest are those within cells. If nearly every line fills
    all columns, if all gaps are alike, or if even the smallest is wide, each line is a row.
    """
    filled = [sum(top <= (line.top + line.bottom) / 2 <= bottom for line in lines) for top, bottom in bands]
    if sum(count >= len(columns) for count in filled) >= 0.9 * len(bands):
        return float("-inf")
    gaps = sorted(gap for column in columns for gap in _gaps(lines, column))
    step = next((n for n, (a, b) in enumerate(pairwise(gaps)) if b - a >= _STEP), None)
    if step is None or gaps[0] > _LOOSE * median(line.size for line in lines):
        return float("-inf")
    return gaps[step] + _STEP / 2


def _gaps(lines: Sequence[Line], column: Span) -> list[float]:
    in_column = sorted((line for line in lines if _is_in(line, column)), key=lambda line: line.top)
    return [lower.top - upper.bottom for upper, lower in pairwise(in_column)]
