"""Read the one table of a CSV file, cell by cell. Only the separator is guessed, and a note names it."""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from grantsdata.errors import Fault, SourceError
from grantsdata.importers.documents.found import Cell, Document, FoundTable, check_size, one_line, rectangular
from grantsdata.importers.documents.witness import Shown, unaccounted
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.two_cells import joined_amounts, split_cells
from grantsdata.model.wording.headers import is_pence
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.text import cut_off, decoded, rows_begun

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_MOST_LISTED = 20
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_OF_WINDOWS = "£€–—‘’“”•…·§©®°½¼¾²³¹†‡™\u00a0áàâäéèêëíìîïóòôöúùûüýÿçñÁÂÉÊÎÔÛ"
_SAVE_AS = "In Excel choose Save As, CSV UTF-8 (Comma delimited), and import that."
_QUOTE = 'Put a cell that contains the separator in quotation marks: "213,000".'
_QUOTE_OR_PENCE = f'{_QUOTE} If they are two numbers, write the first with its pence: "213.00".'

_SAYS_SO = ", as its first line says"
_AS_TEXT = re.compile(r'="([^"]*)"')

Rows = list[list[str]]


def document(file: bytes, path: Path, kind: Kind) -> Document:
    """The rows of the file, without blank ones at its end.

    A row that does not fit the header, an amount split in two and a last row without a line end are faults of the
    table. Raises SourceError if the file is neither in UTF-8 nor in UTF-16 or Windows-1252, or if its quotation marks
    do not match.
    """
    utf_8, encoding_notes = _in_utf_8(file)
    content = decoded(utf_8, path.name, replace(kind, save_as=_SAVE_AS), rows_begun)
    text, named = _without_separator_line(content.rstrip("\r\n") + "\n")
    with _long_cells():
        readings = _readings(text, path.name)
    is_named = named in readings and _fit(readings[named]) > (0, 0)
    best = max(readings, key=lambda sign: _fit(readings[sign]))  # the first if several fit equally well
    separator = named if is_named else best
    rows, joined = _joined(readings[separator], separator)
    rows, typed = _without_formulas(rows)
    check_size(len(rows) * max(map(len, rows), default=0))
    notes = [
        *encoding_notes,
        f"its cells are divided by {_SEPARATORS[separator]}{_SAYS_SO * is_named}",
        *_uneven(rows),
    ]
    faults = [*_misfits(rows, separator), *_split(rows, separator), *filter(None, [cut_off(content, "", len(rows))])]
    table = FoundTable("table 1", "", _cells(rows, typed | joined), tuple(notes), tuple(faults))
    as_typed = replace(table, rows=_cells(readings[separator], {}))  # as the witness has it: nothing is joined
    return Document((table,), (), unaccounted=unaccounted(Document((as_typed,), ()), _shown(text, separator)))


def _cells(rows: Rows, notes: Mapping[tuple[int, int], tuple[str, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return rectangular(
        [
            [
                Cell(one_line(text), f"row {number}, cell {count}", notes=notes.get((number, count), ()))
                for count, text in enumerate(row, start=1)
            ]
            for number, row in enumerate(rows, start=1)
        ]
    )


def _shown(text: str, separator: str) -> list[Shown]:
    """The texts between separators, outside quoted cells, as the witness of what was read."""
    pieces = re.split(rf'(?:^|(?<=[{separator}\r\n]))("(?:[^"]|"")*")', text)
    found, line = [], 1
    for number, piece in enumerate(pieces):
        for part in [piece] if number % 2 else re.split(rf"([{separator}\n])", piece):
            found += [Shown(part, f"line {line}")] if part.strip() else []
            line += part.count("\n")
    return found


def _in_utf_8(content: bytes) -> tuple[bytes, list[str]]:
    """The content in UTF-8, and a note if it was in UTF-16 or Windows-1252; other content is returned unchanged.

    Windows-1252 is a guess, since other encodings have other letters for the same bytes. So it is taken only if all
    letters outside ASCII are ones that English and Welsh texts have.
    """
    wide = next((name for mark, name in _WIDE.items() if content.startswith(mark)), None)
    if wide is None and content.count(0) > len(content) // 3:  # without a byte order mark: every other byte is 0
        wide = "utf-16-le" if content[::2].count(0) < content[1::2].count(0) else "utf-16-be"
    try:
        if wide:
            return content.decode(wide).removeprefix("\ufeff").encode(), ["it is in UTF-16"]
        content.decode("utf-8")
    except UnicodeDecodeError:
        if wide:
            return content, []
    else:
        return content, []
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return content, []
    seen = [letter for letter in dict.fromkeys(text) if not letter.isascii()]
    if not all(letter in _OF_WINDOWS for letter in seen):
        return content, []
    signs = " ".join(seen)
    return text.encode(), [f"it is not in UTF-8, and read as Windows-1252: compare {signs} with the paper"]


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell be of any length: `reading` names the place of one that is too long, and csv would not."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _without_separator_line(text: str) -> tuple[str, str]:
    """The text with its first line blank if that is Excel's, such as `sep=;`, and the separator that it names."""
    named = re.match(r'"?sep=([,;\t|])"?(?=\r?\n)', text, re.IGNORECASE)
    return (text[named.end() :], named[1]) if named else (text, "")


def _without_formulas(rows: Rows) -> tuple[Rows, dict[tuple[int, int], tuple[str, ...]]]:
    """The rows with the text of each cell typed as ="00123", which Excel shows as 00123, and a note for each."""
    notes: dict[tuple[int, int], tuple[str, ...]] = {
        (number, count): ("typed as a formula with this text",)
        for number, row in enumerate(rows, start=1)
        for count, cell in enumerate(row, start=1)
        if _AS_TEXT.fullmatch(cell)
    }
    return [[_AS_TEXT.sub(r"\1", cell) for cell in row] for row in rows], notes


def _readings(text: str, file: str) -> dict[str, Rows]:
    """Separator → rows, for each separator with which the quotation marks match; SourceError if there is none."""
    readings: dict[str, Rows] = {}
    faults: dict[str, Fault] = {}
    for separator in _SEPARATORS:
        rows: Rows = []
        try:
            cells = 0
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
                rows.append(row)
                cells += len(row) or 1
                check_size(cells, len(row))
        except csv.Error as error:
            step = 'Write a quotation mark within a quoted cell twice: "".'
            problem = f"the quotation marks do not match ({error})"
            faults[separator] = Fault(file, problem, "each quoted cell closed", step, len(rows) + 1)
        else:
            readings[separator] = rows
    if not readings:
        raise SourceError([faults[","]])
    return readings


def _fit(rows: Rows) -> tuple[int, int]:
    """How well a separator fits: the number of rows with the most frequent number of cells, and that number; rows of
    one cell do not count."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _joined(rows: Rows, separator: str) -> tuple[Rows, dict[tuple[int, int], tuple[str, ...]]]:
    """The rows, with an amount that fell into two cells as one, and a note for each such place (row and cell).

    It is joined only in a row with exactly one cell too many, if only one pair of cells can be the amount, if the first
    of them has a pound sign, and if the cells below the same header have one in the other rows too.
    """
    header, first = _header(rows)
    fitting = [row for row in rows[first:] if len(row) == len(header)]
    of_amounts = {place for place in range(len(header)) if _are_pounds([row[place].strip() for row in fitting])}
    found: Rows = []
    notes: dict[tuple[int, int], tuple[str, ...]] = {}
    for number, row in enumerate(rows, start=1):
        is_too_long = separator == "," and number > first and len(row) == len(header) + 1
        halves = [(place, row[place].strip(), row[place + 1].strip()) for place in of_amounts if is_too_long]
        pairs = joined_amounts(halves)
        if len(pairs) == 1 and "£" in pairs[0][1]:
            place, begun, rest = pairs[0]
            notes[number, place + 1] = (f'joined by guess: "{begun}" and "{rest}" in the next cell',)
            row = [*row[:place], f"{begun},{rest}", *row[place + 2 :]]
        found.append(row)
    return found, notes


def _are_pounds(texts: Sequence[str]) -> bool:
    """Whether the cells of a column are amounts in pounds."""
    return any("£" in text for text in texts) and all(is_amount(text) for text in texts if text)


def _misfits(rows: Rows, separator: str) -> Iterator[Fault]:
    """A fault for each row with more or fewer cells than the header.

    An amount such as 213,000 without quotation marks splits into two cells, and moves all cells after it. A row of one
    text is a title, a heading or a note, and moves nothing; nor do blank cells at the end of a row.
    """
    header, first = _header(rows)
    misfits = [
        (number, row)
        for number, row in enumerate(rows[first:], start=first + 1)
        if any(cell.strip() for cell in (row[len(header) :] if len(row) > len(header) else row[1:]))
        if len(row) != len(header)
    ]
    for number, row in misfits[:_MOST_LISTED]:
        expected, text = f"{len(header)}, as in the header", separator.join(row)
        yield Fault("", f"{len(row)} cells:", expected, _how_to_quote(row, separator), number, text=text)
    if more := misfits[_MOST_LISTED:]:
        number, row = more[0]
        problem = f"{len(more)} more such rows, the first of them"
        yield Fault("", problem, f"{len(header)} cells, as in the header", _QUOTE, number, text=separator.join(row))


def _how_to_quote(row: Sequence[str], separator: str) -> str:
    """What to do about a row of too many cells; if only one amount can have fallen into two cells, it is named."""
    pairs = joined_amounts((place, begun.strip(), rest.strip()) for place, (begun, rest) in enumerate(pairwise(row)))
    if separator != "," or len(pairs) != 1:
        return _QUOTE
    _, begun, rest = pairs[0]
    return f'The comma of an amount divides it in two. Put the amount in quotation marks: "{begun},{rest}".'


def _split(rows: Rows, separator: str) -> Iterator[Fault]:
    """A fault for each amount that continues in the next cell, in rows that are as long as the header.

    A column that its header calls pence holds the pence, so nothing continues there.
    """
    header, first = _header(rows)
    numbered = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows[first:], start=first + 1)]
    for place, name in enumerate(header[1:], start=1):
        if is_pence(name):
            continue
        pairs = [(number, row[place - 1], row[place]) for number, row in numbered if len(row) == len(header)]
        for number, begun, rest in split_cells(pairs, not name.strip()):
            text = f"{begun}{separator}{rest}"
            problem = "an amount seems to go on in the next cell:"
            yield Fault("", problem, "one amount in one cell", _QUOTE_OR_PENCE, number, text=text)


def _header(rows: Rows) -> tuple[list[str], int]:
    """The first row of two texts or more, and its number, counted from 1."""
    number = next((number for number, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), None)
    return ([], len(rows)) if number is None else (rows[number], number + 1)


def _uneven(rows: Sequence[Sequence[str]]) -> list[str]:
    """A note on each row whose number of cells differs from the first row's; blank rows do not count."""
    first = next((len(row) for row in rows if row), 0)
    uneven = [(number, len(row)) for number, row in enumerate(rows, start=1) if row and len(row) != first]
    notes = [f"row {number} has {count} cells, the first row {first}" for number, count in uneven[:_MOST_LISTED]]
    return notes + [f"and {len(uneven) - _MOST_LISTED} more such rows"] * (len(uneven) > _MOST_LISTED)
