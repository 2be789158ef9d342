"""Find the tables on a page of a PDF that have no rules: guess columns and rows from the gaps between words.

A white strip down through all lines divides two columns. The lines of one cell are closer to each other than rows are.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from grantsdata.importers.documents.pdf.dividing import is_money
from grantsdata.importers.documents.pdf.letters.text import Line
from grantsdata.importers.documents.pdf.parts import NEAR, Part, PartBox, Span, is_in, merged_spans, middle
from grantsdata.importers.documents.pdf.rows import row_bands
from grantsdata.importers.documents.pdf.ruled import Rule
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.printed import is_not_stated

_RIVER = 0.2  # in sizes of letters: the white strip between two columns
_BELOW_HEADER = 2  # rows that show columns of which a heading above them covers several
_ASIDE = 24.0  # in sizes of letters: the most between a header and what it heads beside it
_APART = 3.0  # in sizes of letters: a wider gap ends a table
_TIGHT = 0.35  # in sizes of letters: the gap between close lines
_EDGE = 1.5  # points: left or right edges that are at most this far apart are one

Row = list[Line]


def unruled_parts(rows: Sequence[Row], page: int, rules: Sequence[Rule] = ()) -> list[Part]:
    """The tables in the `rows` of a page, which are ordered from top to bottom, each a list of parts (`lines_of`)."""
    parts, start, free = [], 0, 0
    while start < len(rows):
        end = _end(rows, start) if len(rows[start]) > 1 else start
        region = list(rows[_begin(rows, start, end, free) if end > start else start : end])
        if region and not _are_labels(region):
            parts.append(_part(region, page, rules))
            free = end
        start = max(end, start + 1)
    return parts


def _begin(rows: Sequence[Row], start: int, end: int, free: int) -> int:
    """The row at which the table begins: lines of its first row may be above the first line that has a gap, but not
    above `free`, where the table before ends."""
    while start > free and _touches(rows[start - 1], rows[start]):
        if len(_strips(rows[start - 1 : end])) < len(_strips(rows[start:end])):
            break
        start -= 1
    return 0 if start == 1 and not free and _ends_a_cell(rows[0], rows[1:end]) else start


def _ends_a_cell(first: Row, rows: Sequence[Row]) -> bool:
    """Whether the first line of a page stands by itself in a column other than the first of the table below it: it is
    the end of a cell of the page before."""
    line, columns = first[0], _columns(rows)
    ends = [*(x0 for x0, _ in columns[1:]), float("inf")]
    is_in_column = [abs(line.x0 - x0) <= _EDGE and line.x1 < end for (x0, _), end in zip(columns, ends, strict=True)]
    is_near = rows[0][0].top - line.bottom <= _APART * line.size
    return len(first) == 1 and is_near and any(is_in_column[1:])


def _touches(upper: Row, lower: Row) -> bool:
    size = lower[0].size
    return lower[0].top - upper[0].bottom < _TIGHT * size and abs(upper[0].size - size) <= 0.15 * size


def _columns(rows: Sequence[Row]) -> list[Span]:
    """The columns of some rows. A heading of the first row may stand above several."""
    columns, below = _strips(rows), _strips(rows[1:]) if len(rows) > _BELOW_HEADER else []
    return below if len(below) > len(columns) else _never_both(_headed(columns, rows), rows)


def _headed(columns: Sequence[Span], rows: Sequence[Row]) -> list[Span]:
    """The columns, of which one that holds only words of the header, and one beside it without such, are one: the
    header is set to one side and what it heads to the other. Several in a row are taken in pairs."""
    height = _header_rows(rows)
    found = []
    for is_whole, some in groupby(columns, lambda column: len(_filled(column, rows, height)) == 2):
        beside = list(some)
        pairs = list(zip(beside[::2], beside[1::2], strict=False))
        is_paired = (
            not is_whole
            and len(beside) % 2 == 0
            and all(
                _filled(one, rows, height) != _filled(other, rows, height)
                and other[0] - one[1] <= _ASIDE * rows[0][0].size
                for one, other in pairs
            )
        )
        found += [(one[0], other[1]) for one, other in pairs] if is_paired else beside
    return found


def _never_both(columns: Sequence[Span], rows: Sequence[Row]) -> list[Span]:
    """The columns, of which one of amounts without a header, and the one of amounts before it that has one, are one if
    no row has both: a total is set to the other side."""
    height = _header_rows(rows)
    found: list[Span] = []
    for column in columns:
        before = found[-1] if found else column
        both = [[line.text for row in rows[height:] for line in row if is_in(line, one)] for one in (before, column)]
        is_one = (
            column != before
            and _filled(before, rows, height) == {True, False}
            and _filled(column, rows, height) == {False}
            and all(is_amount(text) or is_not_stated(text) for texts in both for text in texts)
            and not any(all(any(is_in(line, one) for line in row) for one in (before, column)) for row in rows)
        )
        found[-1:] = [(before[0], column[1])] if is_one else [*found[-1:], column]
    return found


def _header_rows(rows: Sequence[Row]) -> int:
    """How many rows stand above the first with an amount; 0 if none has one."""
    return next((n for n, row in enumerate(rows) if any(is_money(line.text) for line in row)), 0)


def _filled(column: Span, rows: Sequence[Row], height: int) -> set[bool]:
    """Whether a column has texts above (True) and below (False) the first `height` rows."""
    return {n < height for n, row in enumerate(rows) for line in row if is_in(line, column)}


def _strips(rows: Sequence[Row]) -> list[Span]:
    lines = [line for row in rows for line in row]
    return merged_spans(((line.x0, line.x1) for line in lines), _RIVER * median(line.size for line in lines))


def _end(rows: Sequence[Row], start: int) -> int:
    """The row after a table that begins at `start`: a line across the white strips, another size of letters or a wide
    gap ends it."""
    fitting, end, pending = [rows[start]], start + 1, 0
    for number in range(start + 1, len(rows)):
        row = rows[number]
        columns = _columns(fitting)
        size = median(line.size for line in rows[start])
        gap = min(line.top for line in row) - max(line.bottom for line in rows[number - 1])
        if any(abs(line.size - size) > 0.15 * size for line in row) or gap > _APART * size:
            break
        needed = min(len(columns), max(map(len, [*fitting, row])))  # a header set to the middle is beside its column
        if len(_columns([*fitting, row])) >= needed:
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


def _part(region: Sequence[Row], page: int, rules: Sequence[Rule]) -> Part:
    region = _widened(region)
    lines = [line for row in region for line in row]
    columns = _columns([row for row in region if len(row) > 1])
    beside = [(line.x0, line.x1) for line in lines if not any(is_in(line, column) for column in columns)]
    columns = sorted([*columns, *merged_spans(beside)])  # a note in the margin is a column
    bands, straddling = _bands_and_straddling(lines, columns, _across(rules, columns))
    lines, boxes = [line for line in lines if line not in straddling], []
    for number, (top, bottom) in enumerate(bands):
        of_row = [line for line in lines if top <= middle(line) <= bottom]
        filled = [column for column in columns if any(is_in(line, column) for line in of_row)]
        spans = merged_spans([*((line.x0, line.x1) for line in of_row), *filled])
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


def _widened(region: Sequence[Row]) -> list[Row]:
    """The rows, of which the first may have headings above several columns, such as years, if the second repeats the
    headings of the columns: then each of these is made as wide as to touch the columns that it is above."""
    first, *others = region
    if not others or len({line.text for line in others[0]}) == len(others[0]):
        return list(region)
    columns, found = _strips(others), []
    names = [next((line.text for line in others[0] if is_in(line, column)), "") for column in columns]
    for number, line in enumerate(first):
        middle_of_line = (line.x0 + line.x1) / 2
        sides = [column for column in columns if column[1] < middle_of_line][-1:]
        sides += [column for column in columns if column[0] > middle_of_line][:1]
        is_between = len(sides) == 2 and not any(x0 <= middle_of_line <= x1 for x0, x1 in columns)
        if is_between and not any(is_in(one, side) for one in first for side in sides if one is not line):
            line = replace(line, x0=min(line.x0, sides[0][1] - _EDGE), x1=max(line.x1, sides[1][0] + _EDGE))
        elif begun := [place for place, column in enumerate(columns) if is_in(line, column)]:
            end = first[number + 1].x0 if number + 1 < len(first) else float("inf")
            group = [place for place in range(begun[0], len(columns)) if columns[place][1] < end]
            if len(group) > 1 and all(names[place] and names.count(names[place]) > 1 for place in group):
                line = replace(line, x1=max(line.x1, columns[group[-1]][0] + _EDGE))
        found.append(line)
    return [found, *others]


def _across(rules: Sequence[Rule], columns: Sequence[Span]) -> list[float]:
    """The places of the lines that are drawn across all columns."""
    return [top for x0, x1, top in rules if x0 <= columns[0][0] and x1 >= columns[-1][1] - NEAR]


def _bands_and_straddling(
    lines: Sequence[Line], columns: Sequence[Span], rules: Sequence[float]
) -> tuple[list[Span], list[Line]]:
    """The rows, and the lines of columns in which the text of a merged cell stands beside a gap between two rows."""
    straddling: list[Line] = []
    bands = row_bands(lines, columns, rules)
    for column in columns:
        rest = [line for line in lines if line not in straddling and not is_in(line, column)]
        finer = row_bands(rest, columns, rules) if rest else []
        if len(finer) > len(bands) and _least_filled(rest, finer) >= max(2, _least_filled(rest, bands)):
            straddling += [line for line in lines if is_in(line, column)]
            bands = finer
    return bands, straddling


def _least_filled(lines: Sequence[Line], bands: Sequence[Span]) -> int:
    """The number of separate texts in the row that has the fewest."""
    rows = ([line for line in lines if top <= middle(line) <= bottom] for top, bottom in bands)
    return min(len(merged_spans((line.x0, line.x1) for line in row)) for row in rows)


def _put_in(straddling: Sequence[Line], boxes: list[PartBox], bands: Sequence[Span]) -> None:
    """Put lines that stand beside several rows into a box in the first of these rows, with a note."""
    close = _TIGHT * median(line.size for line in straddling) if straddling else 0.0
    for x0, x1 in merged_spans((line.x0, line.x1) for line in straddling):
        in_column = [line for line in straddling if is_in(line, (x0, x1))]
        for top, bottom in merged_spans(((line.top, line.bottom) for line in in_column), close):
            block = [line for line in in_column if top <= line.top <= bottom]
            beside = [n for n, band in enumerate(bands) if top < band[1] and bottom > band[0]]
            row = beside[0] if beside else min(range(len(bands)), key=lambda n: abs(bands[n][0] - top))
            note = "stands beside several rows: perhaps a merged cell; check which rows it belongs to"
            if len(beside) > 1:
                block[0] = replace(block[0], notes=(*block[0].notes, note))
            boxes.append(PartBox(row, 1, x0, x1, bottom, block))
