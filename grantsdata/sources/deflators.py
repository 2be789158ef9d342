"""Read the price index by financial year from `data/raw/deflators.csv`, which a project may leave out.

The columns are those of HM Treasury's table of GDP deflators at market prices, under any of the titles below.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd

from grantsdata.errors import Fault, SourceError, YearError
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.plain_file import is_there
from grantsdata.sources.files.printed_table import PrintedTable, read_printed_table
from grantsdata.sources.files.project import label, project_folder

FILE = "deflators.csv"

TITLES = {
    "financial_year": ("Financial year", "Year"),
    "deflator_index": ("Index", "GDP deflator", "GDP deflator index", "GDP deflator at market prices"),
    "change_per_cent": ("Per cent change", "Per cent change on previous year", "Percentage change",
                        "Percentage change on previous year", "% change", "% change on previous year"),
    "is_forecast": ("Forecast", "Status"),
    "source": ("Source",),
}  # fmt: skip
"""The accepted titles of each column, in any capitals and with or without spaces and underscores. The title of the
index may name the year in which it is 100: `GDP deflator (2023-24 = 100)`."""

_NEEDED = ("financial_year", "deflator_index", "source")

_STATUSES = {"": False, "outturn": False, "forecast": True}

_BASE = re.compile(r"[\s:,(]*([0-9]{4}[-/–][0-9]{2})\s*=\s*100\)?$")
_INDEX = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,12})?")
_CHANGE = re.compile(r"(?:[-−+]?[0-9]{1,3}(?:\.[0-9]{1,12})?%?)?")


def deflators_path(project: Path) -> Path:
    """Return the path of the price index, whether or not the file exists."""
    return project / "data" / "raw" / FILE


def load_deflators(project: str | Path | None = None, *, years: Iterable[str | FinancialYear] = ()) -> pd.DataFrame:
    """Return the price index: a row per financial year, in order; no rows if there is no file.

    Columns: financial_year, deflator_index and change_per_cent (Decimal, as typed; change_per_cent is None if not
    stated), is_forecast (bool), source (the same in every row), source_row. `years` must be in the file if it exists.

    Raises SourceError with all faults together: a missing or repeated column; an unreadable, repeated or missing year;
    an index that is not above 0, or not 100 in the year that its title names; no source, or several.
    """
    root = project_folder(project)
    path = deflators_path(root)
    columns = {"financial_year": "str", "deflator_index": "object", "change_per_cent": "object", "is_forecast": "bool",
               "source": "str", "source_row": "int64"}  # fmt: skip
    if not is_there(path, root):
        return pd.DataFrame(columns=list(columns)).astype(columns)
    printed = read_printed_table(path, root)
    titles, base = _titles(printed)
    faults: list[Fault] = []
    rows = sorted(_rows(printed, titles, faults), key=lambda row: str(row["financial_year"]))
    if not faults:
        index = {str(row["financial_year"]): row["deflator_index"] for row in rows}
        required = [str(FinancialYear.parse(str(year))) for year in years]
        faults += _year_faults(label(path, root), index, required)
        faults += _base_faults(label(path, root), index, base, titles["deflator_index"])
    if faults:
        raise SourceError(faults)
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _folded(title: str) -> str:
    return re.sub(r"[\s_]", "", title).casefold()


_MEANINGS = {_folded(title): meaning for meaning, titles in TITLES.items() for title in (meaning, *titles)}


def _titles(printed: PrintedTable) -> tuple[dict[str, str], str | None]:
    """Map each meaning to its title, and return the year in which the index is 100 if a title names it.

    Raises SourceError for unknown, repeated or missing columns.
    """
    found: dict[str, str] = {}
    faults = []
    bases = {title: _BASE.search(title) for title in map(str, printed.cells)}
    for title, base in bases.items():
        plain = title[: base.start()] if base else title
        meaning = _MEANINGS.get(_folded(plain), "deflator_index" if base and not plain else "")
        if not meaning or meaning in found:
            problem = f"a second column for {found[meaning]}:" if meaning else "unknown column"
            expected = "one column each for the year, the index, the change, the forecasts and the source"
            step = "Remove it, or give it one of the titles that docs/comparing.md lists."
            faults.append(Fault(printed.file, problem, expected, step, 1, text=title))
        else:
            found[meaning] = title
    for meaning in _NEEDED:
        if meaning not in found:
            expected = f'a title such as "{TITLES[meaning][0]}"'
            faults.append(Fault(printed.file, f"no column for {meaning}", expected, "Add the column.", 1))
    if faults:
        raise SourceError(faults)
    base = bases[found["deflator_index"]]
    return found, base[1] if base else None


def _rows(printed: PrintedTable, titles: Mapping[str, str], faults: list[Fault]) -> Iterator[dict[str, object]]:
    seen: dict[str, int] = {}
    sources = [text for text in dict.fromkeys(printed.cells[titles["source"]]) if text]
    if len(sources) != 1:
        problem = "several sources are named:" if sources else "no source is named"
        step = "Write the same source in every row, or in one row only."
        faults.append(Fault(printed.file, problem, "one source for all", step, column=titles["source"],
                            text="; ".join(sources) or None))  # fmt: skip
    for number, cells in zip(printed.cells.index, printed.cells.to_dict("records"), strict=True):
        text = {meaning: cells[title] for meaning, title in titles.items()}
        for meaning, problem, expected in _problems(text, int(number), seen):
            step = "Correct the cell."
            faults.append(Fault(printed.file, problem, expected, step, int(number), titles[meaning], text[meaning]))
        if not faults:
            change = text.get("change_per_cent", "").rstrip("%").replace("−", "-")
            yield {
                "financial_year": str(FinancialYear.parse(text["financial_year"])),
                "deflator_index": Decimal(text["deflator_index"]),
                "change_per_cent": Decimal(change) if change else None,
                "is_forecast": _STATUSES[text.get("is_forecast", "").casefold()],
                "source": sources[0],
                "source_row": int(number),
            }


def _problems(text: Mapping[str, str], row: int, seen: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """Yield each problem of a row's cells: the column's meaning, the problem, what was expected.

    `seen` maps each year to the row where it first appeared.
    """
    try:
        year = str(FinancialYear.parse(text["financial_year"]))
        if seen.setdefault(year, row) != row:
            yield "financial_year", "the year appears twice:", f"each year once; row {seen[year]} has it too"
    except YearError:
        yield "financial_year", "cannot read", 'a financial year like "2017-18"'
    if not _INDEX.fullmatch(text["deflator_index"]) or not Decimal(text["deflator_index"]):
        yield "deflator_index", "cannot read", 'an index above 0, such as "98.765"'
    if not _CHANGE.fullmatch(text.get("change_per_cent", "")):
        yield "change_per_cent", "cannot read", 'a change in per cent, such as "1.9" or "-0.4", or nothing'
    if text.get("is_forecast", "").casefold() not in _STATUSES:
        yield "is_forecast", "unknown word", "forecast, outturn, or nothing"


def _year_faults(file: str, index: Mapping[str, object], required: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each missing year: those between the first and the last, and those required."""
    first, last = (FinancialYear.parse(year).starts_in for year in (min(index), max(index)))
    between = [str(FinancialYear(start)) for start in range(first, last)]
    for year in sorted({*between, *required} - index.keys()):
        yield Fault(file, f"no index for {year}", "a row for each year", "Type the row in, or remove the file.")


def _base_faults(file: str, index: Mapping[str, object], base: str | None, title: str) -> Iterator[Fault]:
    if base is None:
        return
    year = str(FinancialYear(int(base[:4])))
    if index.get(year) != 100:
        found = str(index.get(year, "nothing"))
        step = "Correct the index of that year, or the title."
        yield Fault(file, f"the index of {year} is", "100, as the title says", step, column=title, text=found)
