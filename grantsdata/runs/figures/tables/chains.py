"""Compare the table of awards over the years with the awards of each year, read a second time."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grantsdata.model.money import format_gbp
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, Shown, tables_of
from grantsdata.runs.verifier.raw import Award, Raw

if TYPE_CHECKING:  # expected needs pandas, and the process that publishes does without
    from grantsdata.runs.qa.expected import PageData


def chains_agree(page: Page, data: "PageData") -> list[str]:
    """Each award of each year is in one line of the table, with its amount, and each line says what became of it."""
    tables = [table for table in tables_of(page) if {"service", "provider", "became"} <= {*table.columns}]
    return [f"table “{table.caption}”, {fault}" for table in tables for fault in _faults(table, data)]


def _faults(table: Shown, data: "PageData") -> Iterator[str]:
    years = [name for name in table.columns if re.fullmatch(r"[0-9]{4}-[0-9]{2}", name)]
    awards = {
        year: Raw(data.raw.root, year, data.raw.include_implied).awards for year in years if year != data.raw.year
    }
    awards[data.raw.year] = data.raw.awards  # as at the day of the page, if it is of one
    if years[-1:] != [data.raw.year] or years != sorted(years):
        yield f"its years are {', '.join(years)}; the last has to be {data.raw.year}"
    for year in years:
        shown = Counter(row.saved[year] for row in table.rows if row.saved[year])
        ours = Counter(map(_amount, awards[year]))
        if shown != ours:
            wrong = ", ".join(sorted((shown - ours) or (ours - shown)))
            yield f"column {year}: the amounts are not those of the awards of the year: {wrong}"
    for row in table.rows:
        yield from (f"row “{row.head[:80]}”: {fault}" for fault in _row_faults(row, years, awards))


def _row_faults(row: Row, years: list[str], awards: dict[str, list[Award]]) -> Iterator[str]:
    filled = [year for year in years if row.saved[year]]
    if not filled:
        yield "has no amount in any year"
        return
    named = (row.printed["service"], row.printed["provider"], row.saved[filled[-1]])
    if named not in [(one["service"], one["provider"] or "", _amount(one)) for one in awards[filled[-1]]]:
        yield f"no award of {filled[-1]} has this service, provider and amount"
    begun = years.index(filled[0])
    became = (
        "ended" if filled[-1] != years[-1]
        else "in every year" if len(filled) == len(years)
        else "with a gap" if len(filled) < len(years) - begun
        else "new" if begun == len(years) - 1
        else "began later"
    )  # fmt: skip
    if row.saved["became"] != became:
        yield f"says “{row.saved['became']}”; by its years it is “{became}”"


def _amount(award: Award) -> str:
    if award["award_pence"] is None:
        return "not stated"
    implied = " (implied)" if award["award_status"] == "implied" else ""
    return f"{format_gbp(award['award_pence'])}{implied}"
