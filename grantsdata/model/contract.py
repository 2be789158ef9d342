"""The contract of the awards table: every fault is found, told by its place in the raw file, and raised once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from grantsdata.errors import AwardsError, Fault
from grantsdata.model.dictionary import HEADINGS
from grantsdata.model.schema import AWARD_COLUMNS, LABELS, NOT_STATED, NOT_YET_ALLOCATED, ROLES

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
    """The awards unchanged, if they keep the contract and no fault was found before.

    AwardsError with all faults together, `faults` (those of reading the cells) among them, in the order of the
    files and rows. `printed_names` tells for each source file what the paper calls a column.
    """
    found = [*faults, *_form_faults(awards)]
    if not any(fault.file == _TABLE for fault in found):
        for column, wrong, expected in _broken_rules(awards, tuple(streams)):
            places = wrong.fillna(False).to_numpy(dtype=bool).nonzero()[0]
            found += [_fault(awards.iloc[at], column, expected, printed_names) for at in places]
    if found:
        raise AwardsError(sorted(dict.fromkeys(found), key=lambda f: (f.file, f.row or 0, f.column or "")))
    return awards


def awards_under(awards: pd.DataFrame, file: str, parts: Mapping[str, Any]) -> pd.DataFrame:
    """The awards under a printed total: those of its `file`, a `source_file`, that have the label of each part.

    `parts` gives each of the columns stream, theme and arrangement the total's label; an empty one stands for all.
    """
    under = awards[awards["source_file"] == file]
    for column, label in parts.items():
        under = under if pd.isna(label) else under[under[column] == label]
    return under


def _form_faults(awards: pd.DataFrame) -> Iterator[Fault]:
    """Columns that are not those of the table, and pence that are not exact: faults of a program, not of a cell."""
    names = [column.name for column in AWARD_COLUMNS]
    listed = [("a column is missing:", name) for name in names if name not in awards]
    listed += [("an unknown column", str(name)) for name in awards if name not in names]
    step = "Take the columns from schema.AWARD_COLUMNS."
    for problem, name in listed:
        yield Fault(_TABLE, problem, "the columns of the awards table", step, text=name)
    if "award_pence" in awards and awards["award_pence"].dtype != pd.Int64Dtype():
        yield Fault(_TABLE, "breaks its contract", "dtype Int64", _STEP, column="award_pence")


def _broken_rules(awards: pd.DataFrame, streams: Sequence[str]) -> Iterator[tuple[str | None, "pd.Series[bool]", str]]:
    """Each rule: the column, if it is of one, where it is broken, and what was expected."""
    lists = {**LABELS, "stream": streams}
    for column in map(str, awards):
        empty = awards[column].isna()
        if column not in _MAY_BE_EMPTY:
            yield column, empty, "a value"
        if column in lists:
            yield column, ~empty & ~awards[column].isin(lists[column]), f"one of {', '.join(lists[column])}"
    yield "award_id", awards["award_id"].duplicated(keep=False), "each award once"
    yield "service", awards["service"] == "", "the name of a service"
    yield "source_row", pd.to_numeric(awards["source_row"]) < 2, "a row below the header"
    roles = awards["contribution"].astype("str").fillna("").str.split("; ")
    unknown = awards["contribution"].notna() & ~roles.map(lambda listed: set(listed) <= set(ROLES)).astype(bool)
    yield "contribution", unknown, f"one of {', '.join(ROLES)}, or several with a semicolon between them"
    shared = awards["contribution"].notna()
    yield (
        None,
        shared != awards["other_contributors"].notna(),
        "other contributors where, and only where, they have a role",
    )
    stated = awards["award_pence"].notna()
    printed = awards["award_status"] != NOT_STATED
    yield None, stated != printed, "an amount where, and only where, one is printed or implied"
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
