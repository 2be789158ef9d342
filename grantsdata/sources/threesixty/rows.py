"""Read a file of grants (CSV, JSON or a workbook) into the texts of its cells, by row."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from grantsdata.errors import Fault, SourceError
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.text import CONTROL, HALF, raw_text
from grantsdata.sources.threesixty.fields import FUNDER_TITLE, column_titled, columns_of, known_meanings
from grantsdata.sources.threesixty.workbook import number_text, sheet_rows

MOST_BYTES = 200_000_000
"""Use `breakdown` for a larger file, since it does not load the file into memory."""

NEEDED = {
    "the identifier": ("award_id",),
    "the title": ("service",),
    "the currency": ("currency",),
    "the amount": ("award_printed",),
    "the year": ("financial_year", "award_date", "start_date"),
    "the recipient": ("provider_printed",),
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
}
"""The path of each meaning in a grant of a 360Giving package; each parent may be a list with one entry."""

_FUNDER_PATH = {"funder": ("fundingOrganization", "name")}

_CHECK_PATH, _EXPORT = "Check that the path is right.", "Export it again."


@dataclass(frozen=True)
class GrantRows:
    """The grants of a file as texts: `columns` maps meanings to titles, `rows` maps row numbers to texts by meaning.

    Rows are numbered as in a spreadsheet, where the header is row 1, so the first grant of a JSON file is row 2.
    """

    file: str
    columns: Mapping[str, str]
    rows: Mapping[int, Mapping[str, str]]


def read_grants(path: Path, project: Path | None = None, *, with_funder: bool = False) -> GrantRows:
    """Read the grants of a .csv, .json or .xlsx file. Raises SourceError with all faults of the file.

    Give `project` if the file belongs to the project, so that reading it is recorded under its path in the project.
    With `with_funder`, the meaning `funder` says who pays, if the file states it.
    """
    readers = {".csv": _from_csv, ".json": _from_json, ".xlsx": _from_workbook}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        step = "Save it as one of these, with this ending in its name."
        raise SourceError([Fault(path.name, "the name does not show the type of file", ", ".join(readers), step)])
    path = path.absolute()
    return reader(path, project or path.parent, with_funder)


def _from_csv(path: Path, project: Path, with_funder: bool) -> GrantRows:
    save_as = 'Save it again as "CSV UTF-8 (comma delimited)".'
    kind = Kind("a CSV file", SourceError, _CHECK_PATH, save_as, MOST_BYTES, is_typed=False)
    cells = read_printed_table(path, project, kind=kind).cells
    columns = columns_of([str(title) for title in cells], NEEDED, path.name)
    columns |= _funder(map(str, cells), with_funder)
    texts = zip(*(cells[title] for title in columns.values()), strict=True)
    rows = {int(row): dict(zip(columns, of_row, strict=True)) for row, of_row in zip(cells.index, texts, strict=True)}
    return GrantRows(path.name, columns, rows)


def _from_workbook(path: Path, project: Path, with_funder: bool) -> GrantRows:
    kind = Kind("an Excel workbook (XLSX)", SourceError, _CHECK_PATH, "Save it again as XLSX.", MOST_BYTES)
    header, *rows = sheet_rows(path, project, kind, lambda titles: "award_printed" in known_meanings(titles))
    columns = columns_of(header, NEEDED, path.name) | _funder(header, with_funder)
    places = {meaning: header.index(title) for meaning, title in columns.items()}
    blank = [number for number, row in enumerate(rows, start=2) if not any(row)]
    if blank or not rows:
        faults = [Fault(path.name, "a blank row", "no blank rows", "Delete the row.", number) for number in blank]
        no_rows = Fault(path.name, "a header without rows", "at least one row", _EXPORT)
        raise SourceError(faults or [no_rows])
    texts = {n: {meaning: row[place] for meaning, place in places.items()} for n, row in enumerate(rows, start=2)}
    return GrantRows(path.name, columns, texts)


def _from_json(path: Path, project: Path, with_funder: bool) -> GrantRows:
    kind = Kind("a JSON file", SourceError, _CHECK_PATH, "Save it again in UTF-8.", MOST_BYTES)
    grants = _grants(raw_text(path, project, kind), path.name)
    names = dict.fromkeys(key for grant in grants for key in grant)
    json_paths = _JSON_PATHS | (_FUNDER_PATH if with_funder else {})
    paths = {meaning: keys for meaning, keys in json_paths.items() if keys[0] in names}
    paths |= {meaning: (name,) for meaning, name in _funder(names, with_funder).items()}
    by_title = [(meaning, name) for name in names for meaning in known_meanings([name])]
    paths |= {meaning: (name,) for meaning, name in by_title if meaning not in paths}
    if "award_date" in paths or "financial_year" in paths:
        paths.pop("start_date", None)  # not needed, and a grant may have several
    columns = {meaning: "/".join(keys) for meaning, keys in paths.items()}
    faults = []
    for what, meanings in NEEDED.items():
        if not any(meaning in paths for meaning in meanings):
            expected = " or ".join("/".join(_JSON_PATHS.get(meaning, (meaning,))) for meaning in meanings)
            faults.append(Fault(path.name, f"no grant has {what}", expected, _EXPORT))
    rows = {}
    for number, grant in enumerate(grants, start=2):
        rows[number] = {meaning: _text(grant, keys) for meaning, keys in paths.items()}
        faults += _several_faults(grant, paths.values(), number, path.name)
    if faults:
        raise SourceError(dict.fromkeys(faults))
    return GrantRows(path.name, columns, rows)


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
    value = _entries(grant, keys)[0]
    if isinstance(value, Decimal):
        return number_text(value)
    return "" if value is None else value.strip() if isinstance(value, str) else json.dumps(value, default=str)


def _several_faults(
    grant: Mapping[str, object], paths: Iterable[Sequence[str]], row: int, file: str
) -> Iterator[Fault]:
    """Yield a fault for each path with several entries: the file does not say how the amount is divided among them."""
    for keys in paths:
        if len(entries := _entries(grant, keys)) > 1:
            step = "Split the grant, or remove all entries but the right one."
            text = ", ".join(map(str, entries))
            yield Fault(file, f"{len(entries)} entries:", "one", step, row, keys[0], text)
