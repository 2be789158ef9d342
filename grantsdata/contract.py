"""The contract of the awards table: every fault is found, told by its place in the raw file, and raised once."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from grantsdata.errors import AwardsError, Fault
from grantsdata.vocabulary import AWARD_COLUMNS, HEADINGS, LABELS, NOT_STATED, NOT_YET_ALLOCATED

_MAY_BE_EMPTY = {
    "arrangement", "theme", "provider", "provider_identifier", "provider_basis", "provider_confidence", "payee",
    "contribution", "award_pence", "award_gbp",
}  # fmt: skip


def awards_schema(streams: Iterable[str]) -> pa.DataFrameSchema:
    """The rules of the awards table; each check's `error` says what was expected."""
    lists = {**LABELS, "stream": tuple(streams)}
    columns = {
        column.name: pa.Column(
            checks=[pa.Check.isin(lists[column.name], error=f"one of {', '.join(lists[column.name])}")]
            if column.name in lists
            else [],
            nullable=column.name in _MAY_BE_EMPTY,
        )
        for column in AWARD_COLUMNS
    }
    columns["award_id"].unique = True
    columns["service"].checks = [pa.Check(lambda text: text.str.len() > 0, error="the name of a service")]
    columns["award_pence"].dtype = pa.Int64
    columns["source_row"].checks = [pa.Check.ge(2, error="a row below the header")]
    rules = [
        pa.Check(
            lambda awards: awards["award_pence"].isna() == (awards["award_status"] == NOT_STATED),
            name="award_pence",
            error="an amount where, and only where, one is printed or implied",
        ),
        pa.Check(
            lambda awards: awards["provider"].isna() == (awards["provider_type"] == NOT_YET_ALLOCATED),
            name="provider",
            error="a provider, unless the award is not yet allocated",
        ),
        pa.Check(
            lambda awards: (awards["award_gbp"] * 100 - awards["award_pence"]).abs().fillna(0) < 0.5,
            name="award_gbp",
            error="pounds that are the same amount as the pence",
        ),
    ]
    return pa.DataFrameSchema(columns, checks=rules, strict=True)


def check_awards(awards: pd.DataFrame, streams: Iterable[str], faults: Iterable[Fault] = ()) -> pd.DataFrame:
    """The awards unchanged, if they keep the contract and no fault was found before.

    AwardsError with all faults together, `faults` (those of reading the cells) among them, in the order of the
    files and rows.
    """
    found = list(faults)
    try:
        awards_schema(streams).validate(awards, lazy=True)
    except SchemaErrors as error:
        found += [_fault(awards, case) for case in error.failure_cases.to_dict("records")]
    if found:
        raise AwardsError(sorted(dict.fromkeys(found), key=lambda f: (f.file, f.row or 0, f.column or "")))
    return awards


def _fault(awards: pd.DataFrame, case: dict[str, Any]) -> Fault:
    step = "Correct the cell, or declare it in paper.toml."
    column = case["column"] if case["schema_context"] == "Column" else None
    check = str(case["check"])
    expected = {"field_uniqueness": "each award once", "not_nullable": "a value"}.get(check, check)
    if pd.isna(case["index"]):
        return Fault("the awards table", "breaks its contract", expected, step, column=column)
    award = awards.loc[case["index"]]
    text = None if column is None or pd.isna(award[column]) else str(award[column])
    name = None if column is None else HEADINGS[column]
    problem = "an award that breaks the contract" if text is None else "the cell holds"
    return Fault(award["source_file"], problem, expected, step, int(award["source_row"]), name, text)
