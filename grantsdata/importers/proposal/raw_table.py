"""Turn a table found in a file into the rows of a raw CSV file, each cell as printed, with the place it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.header_rows import header_height, is_amount_in_row, texts_in
from grantsdata.importers.proposal.side_by_side import stacked
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.wording.headers import SCALES, Scale
from grantsdata.sources.files.printed_table import Header, column_names, unnamed_column
from grantsdata.sources.files.write import csv_of

ABOVE, LEFT = Header().above, Header().left
"""The texts written for a cell that is merged with the cell above it or to its left; the reader of raw tables knows
them."""

_SIGNS = {"above": ABOVE, "left": LEFT}

HIDDEN = frozenset(("hidden row", "hidden column"))
"""Notes of the readers on a cell that no one sees."""

ORIGIN_COLUMNS = ("row", "column", "file", "found_at", "text", "notes")


@dataclass(frozen=True)
class PrintedRows:
    """Rows of one length; `rows[0]` is row 1 of the raw file. `cells` are the found cells at the same places.

    The first `header_rows` rows are the header. `titles` are the texts above the header; `notes` say what was left out
    or added.
    """

    rows: list[list[str]]
    cells: list[list[Cell]]
    header_rows: int
    titles: tuple[str, ...]
    notes: list[str]

    @property
    def title(self) -> str:
        """The texts above the header, in one line."""
        return " – ".join(self.titles)

    @property
    def names(self) -> list[str]:
        """The name of each column: the texts of its header from top to bottom, or "column 3" if it has none."""
        names = column_names(self.rows[: self.header_rows], Header(self.header_rows))
        return [name or unnamed_column(number) for number, name in enumerate(names, start=1)]

    @property
    def cell_notes(self) -> Iterator[str]:
        """The notes of all cells, each once, with the numbers of the rows that have it."""
        rows: dict[str, list[int]] = {}
        for number, row in enumerate(self.cells, start=1):
            for note in dict.fromkeys(note for cell in row for note in cell.notes):
                rows.setdefault(note, []).append(number)
        for note, numbers in rows.items():
            listed = ", ".join(map(str, numbers[:5])) + (" and more" if len(numbers) > 5 else "")
            yield f"{note} ({'row' if len(numbers) == 1 else 'rows'} {listed})"

    def scales_in(self, place: int) -> set[Scale]:
        """How many times the numbers of a column in the file are those shown, if it is one number for all of them."""
        cells = [row[place] for row in self.cells[self.header_rows :] if is_amount(row[place].text, scale=1000)]
        found = {cell.scale for cell in cells}
        return {scale for scale in SCALES if {scale} == found}

    @property
    def body(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header, each with its number in the file."""
        return enumerate(self.rows[self.header_rows :], start=self.header_rows + 1)


def printed_rows(found: FoundTable) -> PrintedRows | None:
    """The table without titles above its header, blank rows and columns, and repeated headers; None if nothing is left
    below the header.

    If the first row holds an amount, the table has no header, and the columns are named by their places.
    """
    notes = list(found.notes)
    rows = [list(row) for row in found.rows]
    above: list[Cell] = []
    while rows and len(texts_in(rows[0])) == 1 and len(rows[0]) > 1:
        above += [cell for cell in rows.pop(0) if cell.text and not cell.merged]
    blank = [number for number, row in enumerate(rows) if not texts_in(row)]
    if blank:
        notes.append(f"{_counted(len(blank), 'blank row')} left out")
    rows = [row for row in rows if texts_in(row)]
    if not rows:
        return None
    filled = [place for place in range(len(rows[0])) if any(row[place].text or row[place].merged for row in rows)]
    if len(filled) < len(rows[0]):
        notes.append(f"{_counted(len(rows[0]) - len(filled), 'blank column')} left out")
    rows = [[row[place] for place in filled] for row in rows]
    for place in [place for place in range(len(filled) - 1) if _is_above_next(rows, place)]:
        notes.append(f"“{rows[0][place].text}” stands above a blank column; it is taken as the header of the next one")
        rows = [_with_text_in_next(row, place) for row in rows]
    rows = [[cell for cell in row if cell is not _GONE] for row in rows]
    for place, by in list(_columns_of_signs(rows)):
        notes.append(
            f"the sign “{_sign(rows, place)}” stands in a column of its own; it is joined with the amount beside it"
        )
        rows = [_joined(row, place, place + by) for row in rows]
    rows = [[cell for cell in row if cell is not _GONE] for row in rows]
    if parts := stacked(rows):
        notes.append("its parts stand side by side, each below the same header; they are put one below the other")
        rows = parts
    if any(map(is_amount_in_row, texts_in(rows[0]))):
        rows.insert(0, [Cell(unnamed_column(n), notes=("made, not printed",)) for n in range(1, len(rows[0]) + 1)])
        notes.append("no header is printed; the columns are called by their places")
    height = header_height(rows)
    repeated = [number for number, row in enumerate(rows) if number >= height and texts_in(row) == texts_in(rows[0])]
    if repeated:
        notes.append(f"{_counted(len(repeated), 'header')} printed again among the rows left out")
        if above and all(len(texts_in(rows[number - 1])) == 1 for number in repeated):
            # Each part has a heading above its header, and so has the first.
            rows.insert(height, [above.pop(), *[Cell("")] * (len(rows[0]) - 1)])
            repeated = [number + 1 for number in repeated]
        rows = [row for number, row in enumerate(rows) if number not in repeated]
    if len(rows) <= height:
        return None
    titles = tuple(cell.text for cell in above)
    if titles:
        notes.insert(len(found.notes), f"a title above the header is left out: “{' – '.join(titles)}”")
    notes += _broken_amounts(rows, height)
    texts = [[_SIGNS.get(cell.merged, cell.text) for cell in row] for row in rows]
    return PrintedRows(texts, rows, height, titles, notes)


_BEFORE, _AFTER = frozenset(("£", "(£", "£(", "-£", "(", "-")), frozenset((")",))
_GONE = Cell("")


def _is_above_next(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether a column is blank but for cells that span it and the next column, or but for its header where the next
    column has none: a header that stands to the left of its amounts."""
    pairs = [(row[place], row[place + 1]) for row in rows]
    alone = [number for number, (cell, beside) in enumerate(pairs) if cell.text and beside.merged != "left"]
    spanning = [cell for cell, beside in pairs if cell.text and beside.merged == "left"]
    header, beside = pairs[0]
    is_header_alone = alone == [0] and not (beside.text or beside.merged) and not any(cell.merged for cell, _ in pairs)
    return (bool(spanning) and not alone) or (is_header_alone and not spanning and len(rows) > 1 and bool(header.text))


def _with_text_in_next(row: Sequence[Cell], place: int) -> list[Cell]:
    """A row without the cell at a place, whose text goes to the next one if that has none of its own."""
    cells, beside = list(row), row[place + 1]
    if beside.merged == "left" or not (beside.text or beside.merged):
        cells[place + 1] = row[place]
    cells[place] = _GONE
    return cells


def _columns_of_signs(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int]]:
    """Each column that has only signs of amounts below its header, and on which side of it the amounts are."""
    for place in range(len(rows[0])):
        signs = {row[place].text for row in rows[1:]} - {""}
        for kind, by in ((_BEFORE, 1), (_AFTER, -1)):
            beside = [row[place + by].text for row in rows[1:]] if 0 <= place + by < len(rows[0]) else []
            if signs and signs <= kind and signs != {"-"} and any(map(str.isdigit, "".join(beside))):
                yield place, by


def _sign(rows: Sequence[Sequence[Cell]], place: int) -> str:
    return next(row[place].text for row in rows[1:] if row[place].text)


def _joined(row: Sequence[Cell], sign: int, amount: int) -> list[Cell]:
    """A row in which the cell of a sign and that of its amount are one."""
    cells = list(row)
    text = "".join(cells[place].text for place in sorted((sign, amount)))
    is_header = cells[sign].text and cells[amount].text and cells[sign].text not in _BEFORE | _AFTER
    kept = cells[amount] if cells[amount].text or not cells[sign].text else cells[sign]
    joined = f"{cells[sign].text} {cells[amount].text}" if is_header else text
    notes = (*cells[sign].notes, *cells[amount].notes)
    cells[amount] = replace(kept, text=joined, merged="" if joined else kept.merged, notes=tuple(dict.fromkeys(notes)))
    cells[sign] = _GONE
    return cells


def _broken_amounts(rows: Sequence[Sequence[Cell]], height: int) -> Iterator[str]:
    """A note on each amount that goes on in a cell below no header, as in a CSV file without quotation marks."""
    for place in range(1, len(rows[0])):
        for row in rows[height:] if not any(row[place].text for row in rows[:height]) else ():
            first, second = row[place - 1].text, row[place].text
            if second.isdigit() and is_amount(f"{first},{second}"):
                joined = f"“{first},{second}”"
                yield f"{row[place - 1].at}: “{first}” and “{second}” in the next cell seem to be one amount, {joined}"


def _counted(number: int, noun: str) -> str:
    return f"a {noun} is" if number == 1 else f"{number} {noun}s are"


def table_csv(printed: PrintedRows) -> str:
    """The text of the raw CSV file."""
    return csv_of(printed.rows)


def origin_csv(printed: PrintedRows, source: str, unaccounted: Sequence[tuple[str, str, str]] = ()) -> str:
    """The text of the CSV file on where each cell comes from, with one line for each cell (ORIGIN_COLUMNS).

    `row` and `column` are the cell's place in the raw file; `file` is `source`; `found_at` is its place there; `text`
    is the cell as printed; `notes` say what its text does not show. Lines without a row and a column are for words that
    the file shows and no table or text has, or the other way round: `unaccounted` holds their place, text and notes.
    """
    lines: list[Sequence[str]] = [ORIGIN_COLUMNS]
    for number, row in enumerate(printed.cells, start=1):
        for name, cell in zip(printed.names, row, strict=True):
            merged = (
                [f"one with the cell {'above' if cell.merged == 'above' else 'to the left'}"] if cell.merged else []
            )
            lines.append([str(number), name, source, cell.at, cell.text, "; ".join([*merged, *cell.notes])])
    lines += [["", "", source, *record] for record in unaccounted]
    return csv_of(lines)
