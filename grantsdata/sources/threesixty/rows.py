"""A file of grants, as CSV, JSON or a workbook → the texts of its cells, with the row that each stands in."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from grantsdata.errors import Fault, SourceError
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.text import CONTROL, HALF, raw_text
from grantsdata.sources.threesixty.fields import FUNDER_TITLE, columns_of, known, titled
from grantsdata.sources.threesixty.workbook import number_text, sheet_rows

MOST_BYTES = 200_000_000
"""A larger file is for `breakdown`, which does not hold it."""

NEEDED = {
    "the identifier": ("award_id",),
    "the title": ("service",),
    "the currency": ("currency",),
    "the amount": ("award_printed",),
    "the year": ("financial_year", "award_date", "start_date"),
    "the recipient": ("provider_printed",),
}
"""What each grant has to tell. The standard asks for a funder and a description too, which the awards table can do
without."""

_IN_JSON = {
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
"""Meaning → the way to it in a grant of a 360Giving package; each parent is a list that may have one entry."""

_FUNDER_IN_JSON = {"funder": ("fundingOrganization", "name")}

_ADD, _EXPORT = "Look whether the path is right.", "Export it again."


@dataclass(frozen=True)
class GrantRows:
    """A file's grants as texts: `columns` gives each meaning its title, `rows` each row's texts by meaning.

    Rows count as in a spreadsheet, the header being row 1; so the first grant of a JSON file is row 2.
    """

    file: str
    columns: Mapping[str, str]
    rows: Mapping[int, Mapping[str, str]]


def read_grants(path: Path, project: Path | None = None, *, with_funder: bool = False) -> GrantRows:
    """The grants of a file whose name ends in .csv, .json or .xlsx; SourceError with all faults of the file.

    `project` is given for a file that is an input of it, so that what was read is on record under the name that the
    project knows it by. `with_funder` reads who pays, too, as the meaning `funder`, if the file tells.
    """
    readers = {".csv": _from_csv, ".json": _from_json, ".xlsx": _from_workbook}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        step = "Save it as one of these, under a name that ends so."
        raise SourceError([Fault(path.name, "the name does not tell what it is", ", ".join(readers), step)])
    path = path.absolute()
    return reader(path, project or path.parent, with_funder)


def _from_csv(path: Path, project: Path, with_funder: bool) -> GrantRows:
    save_as = 'Save it again as "CSV UTF-8 (comma delimited)".'
    kind = Kind("a CSV file", SourceError, _ADD, save_as, MOST_BYTES, is_typed=False)
    cells = read_printed_table(path, project, kind=kind).cells
    columns = columns_of([str(title) for title in cells], NEEDED, path.name)
    columns |= _funder(map(str, cells), with_funder)
    texts = zip(*(cells[title] for title in columns.values()), strict=True)
    rows = {int(row): dict(zip(columns, of_it, strict=True)) for row, of_it in zip(cells.index, texts, strict=True)}
    return GrantRows(path.name, columns, rows)


def _from_workbook(path: Path, project: Path, with_funder: bool) -> GrantRows:
    kind = Kind("an Excel workbook (XLSX)", SourceError, _ADD, "Save it again as XLSX.", MOST_BYTES)
    header, *rows = sheet_rows(path, project, kind, lambda titles: "award_printed" in known(titles))
    columns = columns_of(header, NEEDED, path.name) | _funder(header, with_funder)
    places = {meaning: header.index(title) for meaning, title in columns.items()}
    blank = [number for number, row in enumerate(rows, start=2) if not any(row)]
    if blank or not rows:
        faults = [Fault(path.name, "a blank row", "no blank rows", "Take the row out.", number) for number in blank]
        none = Fault(path.name, "a header without rows", "at least one row", _EXPORT)
        raise SourceError(faults or [none])
    texts = {n: {meaning: row[place] for meaning, place in places.items()} for n, row in enumerate(rows, start=2)}
    return GrantRows(path.name, columns, texts)


def _from_json(path: Path, project: Path, with_funder: bool) -> GrantRows:
    kind = Kind("a JSON file", SourceError, _ADD, "Save it again in UTF-8.", MOST_BYTES)
    grants = _grants(raw_text(path, project, kind), path.name)
    names = dict.fromkeys(key for grant in grants for key in grant)
    by_title = [name for name in names if known([name])]
    in_json = _IN_JSON | (_FUNDER_IN_JSON if with_funder else {})
    ways = {meaning: way for meaning, way in in_json.items() if way[0] in names}
    ways |= {meaning: (name,) for meaning, name in _funder(names, with_funder).items()}
    ways |= {known([name])[0]: (name,) for name in by_title if known([name])[0] not in ways}
    if "award_date" in ways or "financial_year" in ways:
        ways.pop("start_date", None)  # there may be several of these, and none is looked at
    columns = {meaning: "/".join(way) for meaning, way in ways.items()}
    faults = []
    for what, meanings in NEEDED.items():
        if not any(meaning in ways for meaning in meanings):
            keys = " or ".join("/".join(_IN_JSON.get(meaning, (meaning,))) for meaning in meanings)
            faults.append(Fault(path.name, f"no grant tells {what}", keys, _EXPORT))
    rows = {}
    for number, grant in enumerate(grants, start=2):
        rows[number] = {meaning: _text(grant, way) for meaning, way in ways.items()}
        faults += _several(grant, ways.values(), number, path.name)
    if faults:
        raise SourceError(dict.fromkeys(faults))
    return GrantRows(path.name, columns, rows)


def _funder(titles: Iterable[str], wanted: bool) -> dict[str, str]:
    title = titled(FUNDER_TITLE, titles) if wanted else None
    return {} if title is None else {"funder": title}


def _grants(text: str, file: str) -> list[dict[str, object]]:
    """The grants of a package; numbers as decimals, never as binary fractions."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError(f"a key stands twice in one object: {', '.join(key for key, _ in pairs)}")
        return dict(pairs)

    def no_number(word: str) -> None:
        raise ValueError(f"{word} is no number")

    try:
        package = json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=no_number, object_pairs_hook=once
        )
    except (ValueError, RecursionError) as error:
        raise SourceError([Fault(file, f"this is no JSON ({error})", "a 360Giving package", _EXPORT)]) from None
    grants = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(grants, list) or not grants or not all(isinstance(grant, dict) for grant in grants):
        expected = 'an object with a list of grants: {"grants": [{…}, …]}'
        raise SourceError([Fault(file, "this is no 360Giving package", expected, _EXPORT)])
    if faults := [
        Fault(file, "a character that cannot be read:", "characters that can be seen", _EXPORT, row, key, found)
        for row, grant in enumerate(grants, start=2)
        for key, value in grant.items()
        for found in _unseen([key, value])
    ]:
        raise SourceError(faults)
    return grants


def _unseen(value: object) -> Iterator[str]:
    """The texts that hold a control character or half a character: an escape, such as `\\ud800`, can write both."""
    if isinstance(value, str):
        if CONTROL.search(value.replace("\r", "").replace("\n", "")) or HALF.search(value):
            yield value
    elif isinstance(value, dict | list):
        for one in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _unseen(one)


def _entries(grant: Mapping[str, object], way: Sequence[str]) -> list[object]:
    found = grant.get(way[0])
    if len(way) == 1:
        return [found]
    listed = found if isinstance(found, list) else [] if found is None else [found]
    return [entry.get(way[1]) if isinstance(entry, dict) else entry for entry in listed] or [None]


def _text(grant: Mapping[str, object], way: Sequence[str]) -> str:
    value = _entries(grant, way)[0]
    if isinstance(value, Decimal):
        return number_text(value)
    return "" if value is None else value.strip() if isinstance(value, str) else json.dumps(value, default=str)


def _several(grant: Mapping[str, object], ways: Iterable[Sequence[str]], row: int, file: str) -> Iterator[Fault]:
    """An award has one recipient and is made from one stream; which of several gets how much is not told."""
    for way in ways:
        if len(entries := _entries(grant, way)) > 1:
            step = "Divide the grant, or leave out all but the one that counts."
            text = ", ".join(map(str, entries))
            yield Fault(file, f"{len(entries)} entries:", "one", step, row, way[0], text)
