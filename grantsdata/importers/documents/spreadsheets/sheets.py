"""Find the tables on a sheet of a workbook: the blocks that blank rows and columns divide, with their merged cells.

Hidden rows, columns and sheets are included, with a note.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grantsdata.importers.documents.found import Box, Cell, FoundTable, check_size, grid, rectangular

Place = tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """A sheet. `boxes` are in any order, and only merged ones may lack a text; rows and columns count from 0."""

    name: str
    boxes: Sequence[Box]
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    is_hidden: bool = False


def column_name(number: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    while number >= 0:
        name, number = chr(ord("A") + number % 26) + name, number // 26 - 1
    return name


def place_name(row: int, column: int) -> str:
    """(6, 1) → B7."""
    return f"{column_name(column)}{row + 1}"


def tables_of(sheet: Sheet) -> tuple[list[FoundTable], list[str], list[str]]:
    """The tables of a sheet from top to bottom, its paragraphs, which are the rows of each block that has one column,
    and the notes on these."""
    check_size(sum(box.height * box.width for box in sheet.boxes))
    tables: list[FoundTable] = []
    paragraphs: list[str] = []
    notes: list[str] = []
    heading = ""
    occupied = {place for box in sheet.boxes if box.cell.text or box.cell.notes for place in places_of(box)}
    regions = sorted(_regions(occupied), key=lambda region: (region[0], region[1]))
    check_size(sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in regions))
    begins: dict[Place, list[Box]] = {}
    for box in sheet.boxes:
        begins.setdefault((box.row, box.column), []).append(box)
    for region in regions:
        rows = rectangular(_rows(sheet, region, begins))
        if rows and len(rows[0]) > 1:
            tables.append(_table(sheet, region, rows, heading))
            heading = ""
            continue
        paragraphs += [row[0].text for row in rows if row[0].text]
        notes += [f"sheet {sheet.name}, {row[0].at}: {note}" for row in rows for note in row[0].notes]
        heading = paragraphs[-1] if paragraphs else ""
    return tables, paragraphs, notes


def places_of(box: Box) -> Iterator[Place]:
    """The places that a box covers."""
    for row in range(box.row, box.row + box.height):
        for column in range(box.column, box.column + box.width):
            yield row, column


Region = tuple[int, int, int, int]  # first row and column, last row and column


def _regions(places: Collection[Place]) -> list[Region]:
    """The smallest rectangles into which blank rows and columns divide the places."""
    undivided, found = [set(places)] if places else [], []
    while undivided:
        block = undivided.pop()
        for axis in (0, 1):
            parts = list(_runs({place[axis] for place in block}))
            if len(parts) > 1:
                number = {line: n for n, part in enumerate(parts) for line in part}
                divided: list[set[Place]] = [set() for _ in parts]
                for place in block:
                    divided[number[place[axis]]].add(place)
                undivided += divided
                break
        else:
            rows, columns = {row for row, _ in block}, {column for _, column in block}
            found.append((min(rows), min(columns), max(rows), max(columns)))
    return found


def _runs(lines: Iterable[int]) -> Iterator[list[int]]:
    """The numbers in order, divided into runs without gaps."""
    run: list[int] = []
    for line in sorted(lines):
        if run and line != run[-1] + 1:
            yield run
            run = []
        run.append(line)
    yield run


def _rows(sheet: Sheet, region: Region, begins: Mapping[Place, Sequence[Box]]) -> list[list[Cell]]:
    """The rows of a region, all of one length; boxes end at its edge. `begins` says which boxes begin at each place."""
    top, left, bottom, right = region
    boxes = []
    for row in range(top, bottom + 1):
        for box in (one for column in range(left, right + 1) for one in begins.get((row, column), ())):
            height, width = min(box.height, bottom - box.row + 1), min(box.width, right - box.column + 1)
            boxes.append(Box(box.cell, box.row - top, box.column - left, height, width))
    taken = {place for box in boxes for place in places_of(box)}
    check_size((bottom - top + 1) * (right - left + 1), right - left + 1)
    names = [[place_name(row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]
    for row, line in enumerate(names):
        boxes += [Box(Cell("", name), row, column) for column, name in enumerate(line) if (row, column) not in taken]
    rows = grid(boxes, names, covers=True)
    return [
        [_with_hidden_note(cell, sheet, top + n, left + m) for m, cell in enumerate(row)] for n, row in enumerate(rows)
    ]


def _with_hidden_note(cell: Cell, sheet: Sheet, row: int, column: int) -> Cell:
    hidden = ("hidden row",) * (row in sheet.hidden_rows) + ("hidden column",) * (column in sheet.hidden_columns)
    return replace(cell, notes=(*cell.notes, *hidden)) if hidden else cell


def _table(sheet: Sheet, region: Region, rows: tuple[tuple[Cell, ...], ...], heading: str) -> FoundTable:
    top, left, bottom, right = region
    place = f"sheet {sheet.name}, {place_name(top, left)} to {place_name(bottom, right)}"
    notes = ["the whole sheet is hidden"] if sheet.is_hidden else []
    hidden = [str(row + 1) for row in range(top, bottom + 1) if row in sheet.hidden_rows]
    notes += _count(hidden, "row")
    notes += _count([column_name(n) for n in range(left, right + 1) if n in sheet.hidden_columns], "column")
    return FoundTable(place, heading, rows, tuple(notes))


def _count(names: Sequence[str], what: str) -> list[str]:
    """A note with the number and the names of hidden rows or columns; empty if there are none."""
    if not names:
        return []
    return [f"{len(names)} hidden {what}{'s' * (len(names) > 1)}: {', '.join(names)}"]
