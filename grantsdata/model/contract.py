"""Check the rules of the awards table and report all faults together, each with its place in the raw file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from grantsdata.errors import AwardsError, Fault
from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.schema import LABELS, NOT_STATED, NOT_YET_ALLOCATED, ROLES, award_columns

_MAY_BE_EMPTY = {
    "arrangement", "theme", "provider", "provider_identifier", "provider_basis", "provider_confidence", "payee",
    "other_contributors", "contribution", "award_pence", "award_gbp", "tender_circumstance",
}  # fmt: skip

_TABLE = "the awards table"
_STEP = "Correct the cell, or declare it in paper.toml."


def check_awards(
    awards: pd.DataFrame,
    streams: Iterable[str],
    faults: Iterable[Fault] = (),
    printed_names: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return the awards unchanged if they meet every rule of the table.

    `faults` are those found while the cells were read. `printed_names` gives, for each source file, the printed name
    of each column. Raises AwardsError with all faults, `faults` included, in the order of files and rows.
    """
    found = [*faults, *_form_faults(awards)]
    if not any(fault.file == _TABLE for fault in found):
        for column, wrong, expected in _broken_rules(awards, tuple(streams)):
            places = wrong.fillna(False).to_numpy(dtype=bool).nonzero()[0]
            found += [_fault(awards.iloc[place], column, expected, printed_names) for place in places]
    if found:
        raise AwardsError(sorted(dict.fromkeys(found), key=lambda f: (f.file, f.row or 0, f.column or "")))
    return awards


def awards_under(awards: pd.DataFrame, file: str, parts: Mapping[str, Any]) -> pd.DataFrame:
    """Return the awards that a printed total covers: those with this `source_file` whose labels match `parts`.

    `parts` maps the columns stream, theme and arrangement to the total's label; an empty label matches every award.
    """
    under = awards[awards["source_file"] == file]
    for column, label in parts.items():
        under = under if pd.isna(label) else under[under[column] == label]
    return under


def _form_faults(awards: pd.DataFrame) -> Iterator[Fault]:
    """Yield a fault for each missing or unknown column, and for inexact pence: errors of a program, not of a cell."""
    names = award_columns("document" in awards)
    listed = [("a column is missing:", name) for name in names if name not in awards]
    listed += [("an unknown column", str(name)) for name in awards if name not in names]
    step = "Take the columns from schema.AWARD_COLUMNS."
    for problem, name in listed:
        yield Fault(_TABLE, problem, "the columns of the awards table", step, text=name)
    if "award_pence" in awards and awards["award_pence"].dtype != pd.Int64Dtype():
        yield Fault(_TABLE, "breaks its contract", "dtype Int64", _STEP, column="award_pence")


def _broken_rules(awards: pd.DataFrame, streams: Sequence[str]) -> Iterator[tuple[str | None, "pd.Series[bool]", str]]:
    """Yield for each rule its column (None if it concerns several), the rows that break it, and what was expected."""
    lists = {**LABELS, "stream": streams}
    for column in map(str, awards):
        empty = awards[column].isna()
        if column not in _MAY_BE_EMPTY:
            yield column, empty, "a value"
        if column in lists:
            yield column, ~empty & ~awards[column].isin(lists[column]), f"one of {', '.join(lists[column])}"
    yield "award_id", awards["award_id"].duplicated(keep=False), "each award once"
    yield (
        "service",
        awards["service"] == "",
        "the name of a service, or a correction that says what to read",
    )
    yield "source_row", pd.to_numeric(awards["source_row"]) < 2, "a row below the header"
    roles = awards["contribution"].astype("str").fillna("").str.split("; ")
    unknown = awards["contribution"].notna() & ~roles.map(lambda listed: set(listed) <= set(ROLES)).astype(bool)
    yield "contribution", unknown, f"one of {', '.join(ROLES)}, or several with a semicolon between them"
    shared = awards["contribution"].notna()
    yield (
        None,
        shared != awards["other_contributors"].notna(),
        "other contributors if, and only if, they have a role",
    )
    stated = awards["award_pence"].notna()
    printed = awards["award_status"] != NOT_STATED
    yield None, stated != printed, "an amount if, and only if, one is printed or implied"
    allocated = awards["provider_type"] != NOT_YET_ALLOCATED
    yield None, awards["provider"].notna() != allocated, "a provider, unless the award is not yet allocated"
    pence = (awards["award_gbp"] * 100).round().astype("Int64")
    differ = pence.fillna(-1) != awards["award_pence"].fillna(-1)
    yield None, differ | (pence.isna() != awards["award_pence"].isna()), "pounds that are the same amount as the pence"


def _fault(
    award: pd.Series, column: str | None, expected: str, printed_names: Mapping[str, Mapping[str, str]]
) -> Fault:
    file = _TABLE if pd.isna(award["source_file"]) else award["source_file"]
    row = None if pd.isna(award["source_row"]) else int(award["source_row"])
    name = None if column is None else printed_names.get(file, {}).get(column, HEADINGS[column])
    text = None if column is None or pd.isna(award[column]) else str(award[column])
    problem = "an award that breaks the contract" if text is None else "the cell holds"
    return Fault(file, problem, expected, _STEP, row, name, text)
