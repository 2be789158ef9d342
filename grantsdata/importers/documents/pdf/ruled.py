"""Find the tables on a page of a PDF whose cells are divided by rules (printed lines)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from grantsdata.importers.documents.pdf.letters.text import Char, Line, lines_of
from grantsdata.importers.documents.pdf.parts import NEAR, Part, PartBox, Span, merged_edges, middle, nearest, spans
from grantsdata.importers.documents.pdf.rows import have_two_amounts, row_bands
from grantsdata.model.amounts.parse import is_amount

Page = Any  # of pdfplumber

GAP = 0.9
"""A gap of this width within a line, in sizes of its letters, may divide columns."""

_FEWEST_PIECES, _MANY_TABLES = 2, 200
_STRIPE = 1.6  # times the height of a shaded row: the most between it and the next one

Rule = tuple[float, float, float]
Box = tuple[float, float, float, float]

_LINES = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}


def ruled_parts(page: Page, chars: Sequence[Char]) -> list[Part]:
    """The ruled tables of a page that hold text, from top to bottom."""
    tables = _without_pieces(_tables(_without_shading(page)))
    parts = [_part(table, page.page_number, chars) for table in tables]
    with_text = [part for part in parts if any(box.lines for box in part.boxes) and not _has_gaps(part, chars)]
    return sorted(with_text, key=lambda part: (part.top, part.x0))


def _without_pieces(tables: Sequence[Any]) -> list[Any]:
    """The tables but for those of which only some rows are ruled: these rows stand as tables in a cell of the frame
    around all rows. Neither they nor the frame are a table of ruled cells."""
    pieces: list[Any] = []
    for table in tables:
        for cell in table.cells if _FEWEST_PIECES < len(tables) < _MANY_TABLES else ():
            within = [other for other in tables if other is not table and _is_within(other.bbox, cell)]
            pieces += [table, *within] if len(within) >= _FEWEST_PIECES else []
    return [table for table in tables if table not in pieces]


def without_headers(rows: Sequence[list[Line]], parts: Sequence[Part]) -> list[list[Line]]:
    """The rows of lines of a page without those that head a ruled table: each becomes the first row of its part.

    A row is the header of a table that begins with an award if it stands close above the table's first rule, with each
    of its texts above a column of its own.
    """
    left = list(rows)
    for part in parts:
        first = [line.text for box in part.boxes if box.row == 0 for line in box.lines]
        above = [row for row in left if 0 <= part.top + NEAR - row[0].bottom < NEAR + row[0].size]
        if len(above) != 1 or not any(map(is_amount, first)):
            continue
        places = [_column_at(part, (line.x0 + line.x1) / 2) for line in above[0]]
        if None in places or not 1 < len(set(places)) == len(places):
            continue
        top, bottom = above[0][0].top, part.top
        texts = dict(zip(places, above[0], strict=True))
        header = [
            PartBox(0, 1, x0, x1, bottom, [texts[n]] if n in texts else [], top)
            for n, (x0, x1) in enumerate(part.columns)
        ]
        part.boxes = [*header, *(replace(box, row=box.row + 1) for box in part.boxes)]
        part.rows, part.top = part.rows + 1, top
        left.remove(above[0])
    return left


def _column_at(part: Part, x: float) -> int | None:
    return next((number for number, (x0, x1) in enumerate(part.columns) if x0 <= x < x1), None)


def _has_gaps(part: Part, chars: Sequence[Char]) -> bool:
    """Whether the part is one ruled column in which most rows are divided by wide gaps: its columns have no rules."""
    if len(part.columns) > 1:
        return False
    inside = [char for char in chars if part.x0 <= _middle(char, "x0", "x1") < part.x1]
    rows = lines_of([char for char in inside if part.top <= _middle(char, "top", "bottom") < part.bottom], 0.2, GAP)
    return 2 * sum(len(row) > 1 for row in rows) > len(rows)


def rules_across(page: Page) -> list[Rule]:
    """The lines drawn across a page: left, right, and place from its top. The edges of shading are such lines if every
    other row is shaded; a single row may be marked with a colour."""
    shades = sorted(filter(_is_shading, page.rects), key=lambda shade: shade["top"])
    is_striped = len(shades) > 1 and all(
        lower["top"] - upper["bottom"] <= _STRIPE * upper["height"] for upper, lower in pairwise(shades)
    )
    page = page if is_striped or not shades else page.filter(lambda thing: not _is_shading(thing))
    edges = [edge for edge in page.edges if edge["orientation"] == "h"]
    return [(float(edge["x0"]), float(edge["x1"]), float(edge["top"])) for edge in edges]


def _without_shading(page: Page) -> Page:
    """The page without the filled boxes that divide no cells: those in a ruled table, and those behind single rows."""
    cells = _shaded_cells(page)
    shades = [_box(rect) for rect in page.rects if _is_shading(rect)]
    if not shades:
        return page
    ruled = _without(page, shades).find_tables(_LINES)
    page = _without(page, [table.bbox for table in ruled], cells)
    boxes = [table.bbox for table in ruled]
    painted = [table for table in page.find_tables(_LINES) if not any(_overlaps(table.bbox, box) for box in boxes)]
    return _without(page, [table.bbox for table in painted if _is_band(table, painted)])


def _shaded_cells(page: Page) -> set[Box]:
    """The filled boxes that are cells of a table: they stand side by side in a row, and where they touch others do in
    another row, or there is a rule."""
    rows: dict[tuple[int, int], list[Box]] = {}
    for box in sorted(_box(rect) for rect in page.rects if _is_shading(rect)):
        rows.setdefault((round(box[1]), round(box[3])), []).append(box)
    pairs = [
        (row, left, right)
        for row, boxes in rows.items()
        for left, right in pairwise(dict.fromkeys(boxes))
        if abs(right[0] - left[2]) <= NEAR
    ]
    places: dict[int, set[tuple[int, int] | None]] = {}  # the rows in which cells touch at a place, None for a rule
    for row, left, _ in pairs:
        places.setdefault(round(left[2]), set()).add(row)
    for edge in page.edges:
        if edge["orientation"] == "v" and edge["object_type"] != "rect_edge":
            places.setdefault(round(edge["x0"]), set()).add(None)
    found: set[Box] = set()
    for row, left, right in pairs:
        if any(places.get(round(left[2]) + near, set()) - {row} for near in range(-int(NEAR), int(NEAR) + 1)):
            found |= {left, right}
    return found


def _box(thing: Char) -> Box:
    return (float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"]))


def _without(page: Page, boxes: Sequence[Box], cells: Collection[Box] = ()) -> Page:
    """The page without the filled boxes within one of `boxes`, but for those that are `cells` of a table."""
    return page.filter(
        lambda thing: (
            not (_is_shading(thing) and _box(thing) not in cells and any(_is_within(_box(thing), box) for box in boxes))
        )
    )


def _is_band(table: Any, others: Sequence[Any]) -> bool:
    """Whether a table that is only painted is one row, or is painted in bands of one width with rows between them."""
    x0, _, x1, _ = table.bbox
    alike = [one for one in others if abs(one.bbox[0] - x0) <= NEAR and abs(one.bbox[2] - x1) <= NEAR]
    return len(table.rows) == 1 or len(alike) > 1


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_shading(thing: Char) -> bool:
    """Whether a thing on a page is a filled box without a rule around it, and too thick to be a rule."""
    if thing["object_type"] != "rect" or thing["stroke"] or not thing["fill"]:
        return False
    return bool(min(thing["width"], thing["height"]) > NEAR)


def _is_within(box: Box, other: Box) -> bool:
    across = other[0] - NEAR <= box[0] and box[2] <= other[2] + NEAR
    return across and other[1] - NEAR <= box[1] and box[3] <= other[3] + NEAR


def _tables(page: Page) -> list[Any]:
    """The tables that pdfplumber finds. If rules of a table extend beyond its cells, it searches again, with a closing
    rule added where those end.

    The sides of a table may be open, and some programs leave a row or a merged cell open at the end of a page.
    """
    tables = page.find_tables(_LINES)
    down: list[float] = []
    across: list[float] = []
    for table in tables:
        x0, top, x1, bottom = table.bbox
        down += _beyond(page.edges, "h", "top", ("x0", "x1"), (top, bottom), (x0, x1))
        ends = _beyond(page.edges, "v", "x0", ("top", "bottom"), (x0, x1), (top, bottom))
        ends += [top] * (_is_open(table, 1) and min(ends, default=top) >= top)
        ends += [bottom] * (_is_open(table, 3) and max(ends, default=bottom) <= bottom)
        across += ends
    if down or across:
        explicit = {"explicit_vertical_lines": sorted(down), "explicit_horizontal_lines": sorted(across)}
        tables = page.find_tables(_LINES | explicit)
    return list(tables)


def _is_open(table: Any, side: int) -> bool:
    """Whether cells are missing along the top (1) or the bottom (3) of a table, because no rule closes them there."""
    x0, _, x1, _ = table.bbox
    closed = sum(cell[2] - cell[0] for cell in table.cells if abs(cell[side] - table.bbox[side]) < NEAR)
    return bool(closed < x1 - x0 - NEAR)


def _beyond(
    edges: Sequence[Char], orientation: str, place: str, ends: tuple[str, str], within: Span, along: Span
) -> list[float]:
    """The places where rules of this orientation end, if they extend beyond the table's cells by more than 2 NEAR.

    `place` and `ends` name the coordinates of a rule across and along its direction; `within` and `along` are the
    table's spans in these directions.
    """
    start, end = ends
    rules = [
        edge
        for edge in edges
        if edge["orientation"] == orientation
        and within[0] - NEAR <= edge[place] <= within[1] + NEAR
        and edge[start] < along[1] + NEAR
        and edge[end] > along[0] - NEAR
    ]
    first, last = min(edge[start] for edge in rules), max(edge[end] for edge in rules)
    return [first] * (first < along[0] - 2 * NEAR) + [last] * (last > along[1] + 2 * NEAR)


def _part(table: Any, number: int, chars: Sequence[Char]) -> Part:
    """The part of a table on page `number`; a place of the grid that begins no box belongs to the box that covers
    it."""
    x0, top, x1, bottom = table.bbox
    columns = merged_edges(edge for cell in table.cells for edge in (cell[0], cell[2]))
    rows = merged_edges(edge for cell in table.cells for edge in (cell[1], cell[3]))
    boxes = []
    for left, upper, right, lower in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
        first, last = nearest(rows, upper), nearest(rows, lower)
        inside = [char for char in chars if left <= _middle(char, "x0", "x1") < right]
        inside = [char for char in inside if upper <= _middle(char, "top", "bottom") < lower]
        covered = [column for column in spans(columns) if left <= sum(column) / 2 < right]
        for start, end in covered if _are_undivided(inside, covered) else [(left, right)]:
            of_box = [char for char in inside if start <= _middle(char, "x0", "x1") < end]
            lines = [line for parts in lines_of(of_box) for line in parts]
            boxes.append(PartBox(first, max(1, last - first), start, end, lower, lines, upper))
    boxes, count, is_divided = _divided(boxes, len(rows) - 1)
    return Part(number, x0, top, x1, bottom, spans(columns), count, boxes, rows_guessed=is_divided)


def _are_undivided(chars: Sequence[Char], columns: Sequence[Span]) -> bool:
    """Whether the texts of a cell that covers some columns show that only the rules between them are left out, as some
    styles do in every other row: they stand in several columns, and none reaches into the next."""
    texts = [line for parts in lines_of(chars, gap=GAP) for line in parts] if len(columns) > 1 else []
    places = [[n for n, (x0, x1) in enumerate(columns) if line.x0 < x1 and line.x1 > x0] for line in texts]
    return all(len(place) == 1 for place in places) and len({place[0] for place in places}) > 1


def _divided(boxes: Sequence[PartBox], rows: int) -> tuple[list[PartBox], int, bool]:
    """The boxes with each row divided in which two amounts stand one below the other, the number of rows, and whether
    any row was divided."""
    found: list[PartBox] = []
    added = 0
    for row in range(rows):
        of_row = [box for box in boxes if box.row == row]
        columns = [(box.x0, box.x1) for box in of_row]
        lines = [line for box in of_row for line in box.lines]
        beside = [box for box in boxes if box not in of_row and box.row <= row < box.row + box.height]
        is_single = not beside and all(box.height == 1 for box in of_row)
        if not (is_single and lines and have_two_amounts(lines, columns, [_extent(lines)])):
            found += [replace(box, row=box.row + added) for box in of_row]
            continue
        bands = row_bands(lines, columns)
        if not all(any(_is_text_in(line, band) for line in lines) for band in bands):
            bands = [_extent(lines)]  # several amounts of one award, which a person must read
        for number, (top, bottom) in enumerate(bands):
            for box in of_row:
                inside = [line for line in box.lines if top <= middle(line) <= bottom]
                found.append(replace(box, row=row + added + number, top=top, bottom=bottom, lines=inside))
        added += len(bands) - 1
    return found, rows + added, added > 0


def _is_text_in(line: Line, band: Span) -> bool:
    return band[0] <= middle(line) <= band[1] and not is_amount(line.text)


def _extent(lines: Sequence[Line]) -> Span:
    return min(line.top for line in lines), max(line.bottom for line in lines)


def _middle(char: Char, start: str, end: str) -> float:
    return float(char[start] + char[end]) / 2
