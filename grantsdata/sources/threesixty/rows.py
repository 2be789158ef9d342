"""Read a file of grants (CSV, JSON or a workbook) into the texts of its cells, by row."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from grantsdata.errors import Fault, SourceError
from grantsdata.model.phrases import counted
from grantsdata.model.schema import INDIVIDUAL
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.printed_table import unnamed_column
from grantsdata.sources.files.text import CONTROL, HALF, raw_text
from grantsdata.sources.threesixty.cells import DateOrder
from grantsdata.sources.threesixty.csv_layout import SAVE_AS, layout_of
from grantsdata.sources.threesixty.csv_shape import check_table, check_utf8
from grantsdata.sources.threesixty.fields import (
    FUNDER_TITLE,
    column_titled,
    columns_of,
    known_meanings,
    with_one_year,
    with_recipient,
)
from grantsdata.sources.threesixty.readings import BEYOND, CellReader, SeveralEntries
from grantsdata.sources.threesixty.workbook import number_text, sheet_rows

MOST_BYTES = 200_000_000
"""Use `national_breakdown` for a larger file, since it does not load the file into memory."""

NEEDED = {
    "the identifier": ("award_id",),
    "the title": ("service",),
    "the currency": ("currency",),
    "the amount": ("award_printed",),
    "the year": ("financial_year", "award_date", "start_date"),
    "the recipient": ("provider_printed", "person"),
}
"""What each grant must have. The standard also requires a funder and a description, which the awards table does not
need."""

_JSON_PATHS = {
    "award_id": ("id",),
    "service": ("title",),
    "purpose": ("description",),
    "currency": ("currency",),
    "award_printed": ("amountAwarded",),
    "award_date": ("awardDate",),
    "start_date": ("plannedDates", "startDate"),
    "stream": ("grantProgramme", "title"),
    "provider_printed": ("recipientOrganization", "name"),
    "provider_identifier": ("recipientOrganization", "id"),
    "person": ("recipientIndividual", "name"),
    "person_identifier": ("recipientIndividual", "id"),
}
"""The path of each meaning in a grant of a 360Giving package; each parent may be a list with one entry."""

_FUNDER_PATH = {"funder": ("fundingOrganization", "name")}

_CHECK_PATH, _EXPORT = "Check that the path is right.", "Export it again."


@dataclass(frozen=True)
class GrantRows:
    """The grants of a file as texts: `columns` maps meanings to titles, `rows` maps row numbers to texts by meaning.

    Rows are numbered as in a spreadsheet, where the header is row 1, so the first grant of a JSON file is row 2.
    `notes` are sentences on what was left out because it holds nothing.
    """

    file: str
    columns: Mapping[str, str]
    rows: Mapping[int, Mapping[str, str]]
    notes: list[str] = field(default_factory=list)

    def reader(self) -> CellReader:
        """Return the reader of the cells, which knows all dates and identifiers of the file."""
        dates = DateOrder.of(row["award_date"] for row in self.rows.values() if "award_date" in row)
        names = Counter(row["award_id"].strip() for row in self.rows.values() if "award_id" in row)
        return CellReader(self.columns, dates, frozenset(name for name, count in names.items() if count > 1))


Needed = Mapping[str, tuple[str, ...]]


def read_grants(
    path: Path, project: Path | None = None, *, needed: Needed = NEEDED, with_funder: bool = False
) -> GrantRows:
    """Read the grants of a .csv, .json or .xlsx file. Raises SourceError with all faults of the file.

    `needed` maps what the file must have to the meanings of which one is enough, as in `columns_of`. Give `project` if
    the file belongs to the project, so that reading it is recorded under its path in the project. With `with_funder`,
    the meaning `funder` says who pays, if the file states it.
    """
    readers = {".csv": _from_csv, ".json": _from_json, ".xlsx": _from_workbook}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        step = "Save it as one of these, with this ending in its name."
        raise SourceError([Fault(path.name, "the name does not show the type of file", ", ".join(readers), step)])
    path = path.absolute()
    return _with_people(reader(path, project or path.parent, needed, with_funder))


def _with_people(grants: GrantRows) -> GrantRows:
    """Make the person to whom a grant is made its provider; one beside an organisation stays, to be refused."""
    if "person" not in grants.columns:
        return grants
    rows = dict(grants.rows)
    for number, texts in grants.rows.items():
        if texts["person"].strip() and not texts.get("provider_printed", "").strip():
            kept = {meaning: text for meaning, text in texts.items() if meaning not in ("person", "person_identifier")}
            kept |= {"provider_printed": texts["person"], "provider_type": texts.get("provider_type") or INDIVIDUAL}
            kept |= {"provider_identifier": texts.get("person_identifier", "")}
            rows[number] = kept
        else:
            rows[number] = {"provider_printed": "", **texts}
    return replace(grants, columns=with_recipient(grants.columns), rows=rows)


def _from_csv(path: Path, project: Path, needed: Needed, with_funder: bool) -> GrantRows:
    kind = Kind("a CSV file", SourceError, _CHECK_PATH, SAVE_AS, MOST_BYTES, is_typed=False)
    content = raw_bytes(path, project, kind)
    layout = layout_of(path)
    columns = columns_of(layout.titles, needed, path.name)
    check_table(path, layout)
    check_utf8(path)
    text = content[: layout.end].decode("utf-8-sig")
    columns |= _funder(layout.titles, with_funder)
    places = {meaning: layout.titles.index(title) for meaning, title in columns.items()}
    rows = {}
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
        rows[number] = {meaning: cells[place].strip() for meaning, place in places.items()}
        if beyond := "".join(cells[layout.header_cells :]).strip():
            rows[number][BEYOND] = beyond
    del rows[1]
    columns[BEYOND] = unnamed_column(layout.header_cells + 1)
    return GrantRows(path.name, columns, rows, layout.notes)


def _from_workbook(path: Path, project: Path, needed: Needed, with_funder: bool) -> GrantRows:
    kind = Kind("an Excel workbook (XLSX)", SourceError, _CHECK_PATH, "Save it again as XLSX.", MOST_BYTES)
    header, *rows = sheet_rows(path, project, kind, lambda titles: "award_printed" in known_meanings(titles))
    columns = columns_of(header, needed, path.name) | _funder(header, with_funder)
    places = {meaning: header.index(title) for meaning, title in columns.items()}
    if not rows:
        raise SourceError([Fault(path.name, "a header without rows", "at least one row", _EXPORT)])
    texts = {n: {meaning: row[place] for meaning, place in places.items()} for n, row in enumerate(rows, start=2)}
    return GrantRows(path.name, columns, texts)


def _from_json(path: Path, project: Path, needed: Needed, with_funder: bool) -> GrantRows:
    kind = Kind("a JSON file", SourceError, _CHECK_PATH, "Save it again in UTF-8.", MOST_BYTES)
    grants = _grants(raw_text(path, project, kind), path.name)
    blank = len(grants)
    while grants and not grants[-1]:
        grants.pop()
    blank -= len(grants)
    names = dict.fromkeys(key for grant in grants for key in grant)
    json_paths = _JSON_PATHS | (_FUNDER_PATH if with_funder else {})
    paths = {meaning: keys for meaning, keys in json_paths.items() if keys[0] in names}
    paths |= {meaning: (name,) for meaning, name in _funder(names, with_funder).items()}
    by_title = [(meaning, name) for name in names for meaning in known_meanings([name])]
    paths |= {meaning: (name,) for meaning, name in by_title if meaning not in paths}
    paths = with_one_year(paths)  # a grant may have several planned dates, which are not needed if it has another
    columns = {meaning: "/".join(keys) for meaning, keys in paths.items()}
    faults = []
    for what, meanings in needed.items():
        if not paths.keys() & {"award_date" if meaning == "start_date" else meaning for meaning in meanings}:
            expected = " or ".join("/".join(_JSON_PATHS.get(meaning, (meaning,))) for meaning in meanings)
            faults.append(Fault(path.name, f"no grant has {what}", expected, _EXPORT))
    if faults:
        raise SourceError(faults)
    rows = {
        number: {meaning: _text(grant, keys) for meaning, keys in paths.items()}
        for number, grant in enumerate(grants, start=2)
    }
    notes = [f"{counted(blank, 'empty grant')} at the end {'is' if blank == 1 else 'are'} left out."] if blank else []
    return GrantRows(path.name, columns, rows, notes)


def _funder(titles: Iterable[str], with_funder: bool) -> dict[str, str]:
    title = column_titled(FUNDER_TITLE, titles) if with_funder else None
    return {} if title is None else {"funder": title}


def _grants(text: str, file: str) -> list[dict[str, object]]:
    """Return the grants of a 360Giving package. Numbers become decimals, since binary fractions are not exact."""

    def unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError(f"a key appears twice in one object: {', '.join(key for key, _ in pairs)}")
        return dict(pairs)

    def refuse_constant(word: str) -> None:
        raise ValueError(f"{word} is not a number")

    try:
        package = json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=refuse_constant, object_pairs_hook=unique_keys
        )
    except (ValueError, RecursionError) as error:
        raise SourceError([Fault(file, f"this is not JSON ({error})", "a 360Giving package", _EXPORT)]) from None
    grants = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(grants, list) or not grants or not all(isinstance(grant, dict) for grant in grants):
        expected = 'an object with a list of grants: {"grants": [{…}, …]}'
        raise SourceError([Fault(file, "this is not a 360Giving package", expected, _EXPORT)])
    if faults := [
        Fault(file, "a character that cannot be read:", "characters that can be seen", _EXPORT, row, key, found)
        for row, grant in enumerate(grants, start=2)
        for key, value in grant.items()
        for found in _unreadable_texts([key, value])
    ]:
        raise SourceError(faults)
    return grants


def _unreadable_texts(value: object) -> Iterator[str]:
    """Yield the texts with a control character or half a character, which an escape such as `\\ud800` can express."""
    if isinstance(value, str):
        if CONTROL.search(value.replace("\r", "").replace("\n", "")) or HALF.search(value):
            yield value
    elif isinstance(value, dict | list):
        for one in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _unreadable_texts(one)


def _entries(grant: Mapping[str, object], keys: Sequence[str]) -> list[object]:
    """Return the values at a path: several if the parent is a list with several entries."""
    found = grant.get(keys[0])
    if len(keys) == 1:
        return [found]
    listed = found if isinstance(found, list) else [] if found is None else [found]
    return [entry.get(keys[1]) if isinstance(entry, dict) else entry for entry in listed] or [None]


def _text(grant: Mapping[str, object], keys: Sequence[str]) -> str:
    """Return the text at a path. Several entries are never read: no file says how an amount is divided among them."""
    value, *more = _entries(grant, keys)
    if more:
        return SeveralEntries(", ".join(map(str, [value, *more])))
    if isinstance(value, Decimal):
        return number_text(value)
    return "" if value is None else value.strip() if isinstance(value, str) else json.dumps(value, default=str)
