"""Check the files published beside the pages: tables and exports hold exactly the year's awards, to the penny.

Each export is read back in its own format.
"""

import csv
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet

from grantsdata.awards.documents.year import Year
from grantsdata.exports.files import DATABASE, FEED, GIVING, PACKAGE, SPREADSHEET
from grantsdata.model.dictionary.tables import meaning
from grantsdata.model.money import format_gbp
from grantsdata.model.schema import CONTRACTS, INDIVIDUAL, PRINTED
from grantsdata.model.years import in_words
from grantsdata.runs.figures.tables.changes import feed_faults
from grantsdata.runs.figures.tables.records_file import TYPED_ROWS, records_file_agrees
from grantsdata.runs.figures.tables.returns_file import returns_file_agrees
from grantsdata.runs.qa.expected import Award, page_data, pence
from grantsdata.runs.qa.page import PageFault
from grantsdata.runs.qa.saved_table import unguarded

FileFault = tuple[str, str]
"""A file's name, and what is wrong with it."""


def faults_of_tables(folder: Path, year: Year, include_implied: bool = True) -> list[PageFault]:
    """Return the faults of a year's tables in its folder of downloads. Raises the errors of `load_awards`."""
    data = page_data(year, include_implied=include_implied)
    awards = data.awards
    faults = [_awards_fault("awards.csv", _read(folder / "awards.csv"), awards)]
    parquet = folder / "awards.parquet"
    rows = pyarrow.parquet.read_table(parquet).to_pylist() if parquet.is_file() else []
    faults.append(_awards_fault("awards.parquet", rows, awards))
    faults += [_parts_fault(path.name, _read(path), awards) for path in sorted(folder.glob("by-*.csv"))]
    for key in TYPED_ROWS:
        if key in year.paper.other_tables:
            name = f"{key.replace('_', '-')}.csv"
            faults += [(name, text) for text in records_file_agrees(_read(folder / name), key, data.raw)]
    if "returns" in year.paper.other_tables:
        returned = _read(folder / "returns.csv")
        faults += [("returns.csv", text) for text in returns_file_agrees(returned, data.raw)]
    return [PageFault(f"{year.year}/data/{file}", text) for file, text in filter(None, faults)]


def _read(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _awards_fault(name: str, rows: Sequence[Award], awards: Sequence[Award]) -> FileFault | None:
    """Compare the rows with the awards: each identifier with its amount."""
    found = {str(row["award_id"]): _integer(row["award_pence"]) for row in rows}
    expected = {str(award["award_id"]): award["award_pence"] for award in awards}
    if found == expected and len(rows) == len(awards):
        return next(((name, text) for text in _unlike(map(_texts, rows), map(_texts, awards))), None)
    wrong = sorted(one for one in {*found, *expected} if found.get(one, "") != expected.get(one, ""))
    summed = sum(amount or 0 for amount in found.values())
    return (
        name,
        f"{len(rows)} awards of {format_gbp(summed)}; by the data there are {len(awards)} of "
        f"{format_gbp(pence(awards))}; the first that differs: {wrong[0] if wrong else 'one that is there twice'}",
    )


_TEXTS = ("award_id", "stream", "service", "provider", "payee", "award_status")
"""The columns whose texts are compared in every format, so far as it has them."""


def _texts(award: Mapping[str, object]) -> dict[str, str]:
    """The texts of an award, without the apostrophe before one that a spreadsheet would take for a formula."""
    return {name: unguarded(str(award.get(name) or "")) for name in _TEXTS}


def _unlike(found: Iterable[dict[str, str]], expected: Iterable[dict[str, str]]) -> Iterator[str]:
    """The first text that a file has of an award and the data has not."""
    by_id = {one["award_id"]: one for one in expected}
    for one in found:
        ours = by_id.get(one["award_id"], {})
        wrong = next((name for name in one if name in ours and one[name] != ours[name]), "")
        if wrong:
            yield f"{one['award_id']}: its {wrong} is “{one[wrong]}”; by the data it is “{ours[wrong]}”"
            return


def _integer(number: str | int | None) -> int | None:
    return None if number in (None, "") else int(number)


def _parts_fault(name: str, rows: Sequence[Award], awards: Sequence[Award]) -> FileFault | None:
    """Check a breakdown: its parts hold all awards and add up to their sum."""
    count = sum(int(row["awards"]) for row in rows)
    summed = int(sum(Decimal(row["award_gbp"] or 0) for row in rows) * 100)
    if (count, summed) == (len(awards), pence(awards)):
        return None
    return (
        name,
        f"its parts are {count} awards of {format_gbp(summed)}; by the data there are {len(awards)} of "
        f"{format_gbp(pence(awards))}",
    )


Pence = Mapping[str, int | None]
"""Each award's identifier with its amount."""

_AWARDS_SHEET = "xl/worksheets/sheet4.xml"
"""The fourth sheet, after cover, contents and notes."""
_AMOUNT = re.compile(r'<c r="C\d+" s="\d+"><v>([^<]+)</v></c>')


def faults_of_handed_on(folder: Path, year: Year, include_implied: bool = True) -> list[PageFault]:
    """Return the faults of a year's spreadsheet, database and 360Giving file in its folder of downloads.

    A year in which no grant is printed and has a provider has no 360Giving file.
    """
    awards = page_data(year, include_implied=include_implied).awards
    all_awards = _pence(awards)
    grants = [award for award in awards if award["arrangement"] not in CONTRACTS]
    published = _pence([award for award in grants if award["award_status"] == PRINTED and award["provider"]])
    found = [(DATABASE, text) for text in _faults_of_database(folder / DATABASE, awards)]
    found += [(SPREADSHEET, text) for text in _faults_of_spreadsheet(folder / SPREADSHEET, all_awards)]
    found += [(GIVING, text) for text in _faults_of_grants(folder / GIVING, published, awards)]
    found += [(FEED, text) for text in feed_faults(folder / FEED, page_data(year, include_implied=include_implied).raw)]
    found += [(PACKAGE, text) for text in _faults_of_package(folder / PACKAGE, year)]
    return [PageFault(f"{year.year}/data/{file}", text) for file, text in found]


def _pence(awards: Sequence[Award]) -> Pence:
    return {str(award["award_id"]): award["award_pence"] for award in awards}


def _differences(found: Pence, expected: Pence) -> Iterator[str]:
    if found != expected:
        wrong = sorted(one for one in {*found, *expected} if found.get(one, "") != expected.get(one, ""))
        yield f"{_described(found)}; by the data there are {_described(expected)}; the first that differs: {wrong[0]}"


def _described(pence: Pence) -> str:
    return f"{len(pence)} awards of {format_gbp(sum(amount or 0 for amount in pence.values()))}"


def _faults_of_grants(path: Path, published: Pence, awards: Sequence[Award]) -> Iterator[str]:
    package = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal) if path.is_file() else {"grants": []}
    prefix = package.get("identifier", "")[: -len("2017-18")]
    grants = {grant["id"].removeprefix(prefix): grant for grant in package["grants"]}
    yield from _differences({name: int(one["amountAwarded"] * 100) for name, one in grants.items()}, published)
    yield from (f"{name} is in {one['currency']}" for name, one in grants.items() if one["currency"] != "GBP")
    texts = (
        {
            "award_id": name,
            "service": grant["title"],
            "stream": grant["grantProgramme"][0]["title"],
            **({"provider": grant["recipientOrganization"][0]["name"]} if "recipientOrganization" in grant else {}),
        }
        for name, grant in grants.items()
    )
    yield from _unlike(texts, map(_texts, awards))
    people = {str(award["award_id"]) for award in awards if award["provider_type"] == INDIVIDUAL}
    named = [name for name in grants if ("recipientOrganization" in grants[name]) == (name in people)]
    yield from (f"{name}: the recipient is given as a body, or a body as a person" for name in named)


def _faults_of_package(path: Path, year: Year) -> Iterator[str]:
    """The description of the tables names the year, the body, its source and licence, and each column of each table."""
    package, about = json.loads(path.read_text(encoding="utf-8")), year.paper.paper
    said = package["title"], package["sources"][0]["title"], package["madeFrom"]["paper"]["date"]
    day = f" (as at {in_words(year.paper.as_at)})" if year.paper.as_at else ""
    expected = f"Grants awarded in {year.year}{day}: {about.body}", about.source, about.date.isoformat()
    pairs = zip(said, expected, strict=True)
    yield from (f"it says “{one}”; expected “{other}”" for one, other in pairs if one != other)
    if about.licence_address and [one["path"] for one in package["licenses"]] != [about.licence_address]:
        yield f"its licence is not {about.licence}"
    for resource in package["resources"]:
        for one in resource["schema"]["fields"]:
            if one["description"] != meaning(resource["name"], one["name"].removeprefix("'")):
                yield f"{resource['path']}: the meaning of {one['name']} is “{one['description']}”"


def _faults_of_database(path: Path, awards: Sequence[Award]) -> Iterator[str]:
    expected = _pence(awards)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        yield from _differences(dict(database.execute("SELECT award_id, award_pence FROM awards")), expected)
        columns = ", ".join(_TEXTS)
        rows = database.execute(f"SELECT {columns} FROM awards").fetchall()
        yield from _unlike((_texts(dict(zip(_TEXTS, row, strict=True))) for row in rows), map(_texts, awards))
        for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").fetchall():
            count, pence = database.execute(f"SELECT sum(awards), sum(award_pence) FROM {name}").fetchone()
            if (count or 0, pence or 0) != (len(expected), sum(amount or 0 for amount in expected.values())):
                parts = f"{count} awards of {format_gbp(pence or 0)}"
                yield f"the parts of {name} are {parts}; there are {_described(expected)}"
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        broken += [row for row in database.execute("PRAGMA integrity_check") if row != ("ok",)]
        if broken:
            yield f"the database is damaged: {broken[0]}"


def _faults_of_spreadsheet(path: Path, expected: Pence) -> Iterator[str]:
    if not expected:
        return  # there is no sheet of awards
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(_AWARDS_SHEET).decode("utf-8")
    found = sorted(round(Decimal(amount) * 100) for amount in _AMOUNT.findall(sheet))
    stated = sorted(amount for amount in expected.values() if amount is not None)
    if found != stated:
        amounts = f"{len(found)} amounts of {format_gbp(sum(found))}"
        yield f"{amounts}; by the data there are {len(stated)} of {format_gbp(sum(stated))}"
    if "<f>" in sheet:
        yield "a cell holds a formula"
