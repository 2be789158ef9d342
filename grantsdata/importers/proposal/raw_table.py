"""Turn a table found in a file into the rows of a raw CSV file, each cell as printed, with the place it came from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.printed import is_not_stated
from grantsdata.model.wording.headers import SCALES, Scale
from grantsdata.model.years import is_only_year
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
    titles: list[str] = []
    while rows and len(_texts(rows[0])) == 1 and len(rows[0]) > 1:
        titles += _texts(rows.pop(0))
    if titles:
        notes.append(f"a title above the header is left out: “{' – '.join(titles)}”")
    blank = [number for number, row in enumerate(rows) if not _texts(row)]
    if blank:
        notes.append(f"{_counted(len(blank), 'blank row')} left out")
    rows = [row for row in rows if _texts(row)]
    if not rows:
        return None
    filled = [place for place in range(len(rows[0])) if any(row[place].text or row[place].merged for row in rows)]
    if len(filled) < len(rows[0]):
        notes.append(f"{_counted(len(rows[0]) - len(filled), 'blank column')} left out")
    rows = [[row[place] for place in filled] for row in rows]
    for place, by in list(_columns_of_signs(rows)):
        notes.append(
            f"the sign “{_sign(rows, place)}” stands in a column of its own; it is joined with the amount beside it"
        )
        rows = [_joined(row, place, place + by) for row in rows]
    rows = [[cell for cell in row if cell is not _GONE] for row in rows]
    if any(map(_is_amount, _texts(rows[0]))):
        rows.insert(0, [Cell(unnamed_column(n), notes=("made, not printed",)) for n in range(1, len(filled) + 1)])
        notes.append("no header is printed; the columns are called by their places")
    height = _header_height(rows)
    repeated = [number for number, row in enumerate(rows) if number >= height and _texts(row) == _texts(rows[0])]
    if repeated:
        notes.append(f"{_counted(len(repeated), 'header')} printed again among the rows left out")
        rows = [row for number, row in enumerate(rows) if number not in repeated]
    if len(rows) <= height:
        return None
    notes += _broken_amounts(rows, height)
    texts = [[_SIGNS.get(cell.merged, cell.text) for cell in row] for row in rows]
    return PrintedRows(texts, rows, height, tuple(titles), notes)


_BEFORE, _AFTER = frozenset(("£", "(£", "£(", "-£", "(", "-")), frozenset((")",))
_GONE = Cell("")


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
    for place, name in enumerate(rows[0][1:], start=1):
        for row in rows[height:] if not name.text else ():
            first, second = row[place - 1].text, row[place].text
            if second.isdigit() and is_amount(f"{first},{second}"):
                joined = f"“{first},{second}”"
                yield f"{row[place - 1].at}: “{first}” and “{second}” in the next cell seem to be one amount, {joined}"


_UNIT = re.compile(r"£|%|no\.?|number|(£ ?)?[‘’']?000[’']?s?|£ ?(k|mn?|thousands?|millions?)", re.IGNORECASE)


def _header_height(rows: Sequence[Sequence[Cell]]) -> int:
    """The number of rows of the header: two or three if a cell above spans columns or rows and they hold no amount, or
    if they hold only units."""
    height = 1
    while height < min(3, len(rows) - 1):
        spans_rows = any(cell.merged == "above" for cell in rows[height])
        spans_columns = any(cell.merged == "left" for cell in rows[height - 1]) and len(_texts(rows[height])) > 1
        holds_amounts = any(_is_amount(text) for text in _texts(rows[height]))
        above, below = rows[height - 1], rows[height]
        names_more = not below[0].text and any(low.text and not up.text for up, low in zip(above, below, strict=True))
        if all(map(_UNIT.fullmatch, _texts(below))) or _goes_on(
            above, below
        ):  # such as £000 below the names of the columns
            height += 1
            continue
        is_second = spans_rows or spans_columns or (names_more and len(_texts(below)) > 1)
        if not is_second or holds_amounts or len(_texts(rows[height - 1])) == 1:
            break
        height += 1
    return height


def _goes_on(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether each text of a row is the second line of a header: it begins with a small letter, or is a year or a unit.
    The first text may be any if there is none above it. Bare years must follow each other below words: 2018 beside
    1250 may be two amounts."""
    texts = _texts(row)
    others = texts[bool(row[0].text and not above[0].text) :]
    years = sorted({int(text) for text in others if text.isdigit()})
    are_years = len(others) > 1 and not any(map(is_only_year, _texts(above)))
    are_years = are_years and all(later - year == 1 for year, later in pairwise(years))
    is_second = all(text[0].islower() or _UNIT.fullmatch(text) or is_only_year(text) for text in others)
    is_second = is_second and (are_years or not years) and not any(map(is_not_stated, texts))
    return is_second and bool(others) and len(texts) > 1


def _is_amount(text: str) -> bool:
    """Whether a text is an amount; a year, such as 2024, is not, since it may head a column."""
    return is_amount(text) and not (text.isdigit() and 1990 <= int(text) <= 2100)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row if cell.text and not cell.merged]


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
