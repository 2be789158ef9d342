"""The contract of the awards table: every fault is found, told by its place in the raw file, and raised once."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from grantsdata.errors import AwardsError, Fault
from grantsdata.vocabulary import AWARD_COLUMNS, HEADINGS, LABELS, NOT_STATED, NOT_YET_ALLOCATED

_MAY_BE_EMPTY = {
    "arrangement", "theme", "provider", "provider_identifier", "provider_basis", "provider_confidence", "payee",
    "contribution", "award_pence", "award_gbp", "tender_circumstance",
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
            lambda awards: (
                (awards["award_gbp"] * 100).round().astype("Int64").fillna(-1) == awards["award_pence"].fillna(-1)
            ),
            name="award_gbp",
            error="pounds that are the same amount as the pence",
        ),
    ]
    return pa.DataFrameSchema(columns, checks=rules, strict=True)


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
    found = list(faults)
    try:
        awards_schema(streams).validate(awards, lazy=True)
    except SchemaErrors as error:
        found += [_fault(awards, case, printed_names) for case in error.failure_cases.to_dict("records")]
    if found:
        raise AwardsError(sorted(dict.fromkeys(found), key=lambda f: (f.file, f.row or 0, f.column or "")))
    return awards


_TABLE = "the awards table"
_STEP = "Correct the cell, or declare it in paper.toml."


def _fault(awards: pd.DataFrame, case: dict[str, Any], printed_names: Mapping[str, Mapping[str, str]]) -> Fault:
    check = str(case["check"])
    if check in ("column_in_dataframe", "column_in_schema"):
        problem = "a column is missing:" if check == "column_in_dataframe" else "an unknown column"
        step = "Take the columns from vocabulary.AWARD_COLUMNS."
        return Fault(_TABLE, problem, "the columns of the awards table", step, text=str(case["failure_case"]))
    expected = {"field_uniqueness": "each award once", "not_nullable": "a value"}.get(check, check)
    column = case["column"] if case["schema_context"] == "Column" else None
    if pd.isna(case["index"]):
        return Fault(_TABLE, "breaks its contract", expected, _STEP, column=column)
    award = awards.loc[case["index"]]
    file = _TABLE if pd.isna(award["source_file"]) else award["source_file"]
    row = None if pd.isna(award["source_row"]) else int(award["source_row"])
    name = None if column is None else printed_names.get(file, {}).get(column, HEADINGS[column])
    text = None if column is None or pd.isna(award[column]) else str(award[column])
    problem = "an award that breaks the contract" if text is None else "the cell holds"
    return Fault(file, problem, expected, _STEP, row, name, text)
