"""Choose the columns, headings and notes of each sheet of the public's spreadsheet from a year's tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from grantsdata.model.dictionary import EMPTY, HEADINGS, TABLES
from grantsdata.model.schema import IMPLIED
from grantsdata.model.years import FinancialYear

UNKNOWN = "[x]"
UNKNOWN_MEANS = "[x] stands for what the paper does not say, or what is not on record."

IMPLIED_NOTE, JUDGED_NOTE, OTHERS_NOTE, PAYEE_NOTE, BUDGET_NOTE = "implied", "judged", "others", "payee", "budget"
NOTES = {
    IMPLIED_NOTE: "The amount is not printed in the paper. It is what a printed total leaves for it, and has yet to be "
    "confirmed by the office.",
    JUDGED_NOTE: "No paper prints what kind of body a provider is. It is a judgement; the basis and confidence say on "
    "what it rests and how sure it is.",
    OTHERS_NOTE: "By the paper's words others pay for the service too. The amount is only what this body awards.",
    PAYEE_NOTE: "The body that is paid can be another one than the body that delivers the service.",
    BUDGET_NOTE: "Budgets are printed rounded, so that a sum a little above one need not be an overspend.",
}
"""The notes of the workbook. The note on implied amounts is always note 1, since the first sheet refers to it first."""

_NOTES_OF_COLUMNS = {
    "award_status": IMPLIED_NOTE,
    "implied_gbp": IMPLIED_NOTE,
    "provider_type": JUDGED_NOTE,
    "contribution": OTHERS_NOTE,
    "payee": PAYEE_NOTE,
    "budget_gbp": BUDGET_NOTE,
}
"""Column → the note to which its heading refers."""

_SUMS = ("awards", "award_gbp", "implied_gbp", "share")
_SHEETS = {
    "Awards": ("awards", (
        "service", "provider", "award_gbp", "award_status", "stream", "arrangement", "theme", "provider_type",
        "provider_basis", "provider_confidence", "payee", "other_contributors", "contribution", "remark", "purpose",
        "award_id",
    )),
    "By stream": ("by-stream", ("stream", *_SUMS)),
    "By stream and type": ("by-stream-and-provider-type", ("stream", "provider_type", *_SUMS)),
    "By provider type": ("by-provider-type", ("provider_type", *_SUMS, "judged_gbp")),
    "By provider": ("by-provider", ("provider", "provider_type", *_SUMS)),
    "By payee": ("by-payee", ("payee", *_SUMS)),
    "By arrangement": ("by-arrangement", ("arrangement", *_SUMS)),
    "By theme": ("by-theme", ("theme", *_SUMS)),
    "Budget": ("budget-bridge", ("name", "budget_printed", "budget_gbp", "awarded_gbp", "implied_gbp",
                                 "not_itemised_gbp")),
    "Findings": ("findings", ("severity", "scope", "sentence", "ours_gbp", "printed_gbp", "difference_gbp")),
    "Separate funds": ("separate-funds", ("fund", "stream", "purpose", "held_by", "amount_gbp", "other_contributors",
                                          "standing", "paragraph")),
    "Measures": ("measures", ("stream", "service", "measure", "hedge", "figure", "unit", "period", "paragraph")),
    "Other contributors": ("contributions", ("service", "stream", "contributor", "role", "words", "paragraph")),
}  # fmt: skip
"""Name of each sheet → its table and columns."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: `table` with headings as column names, the notes of headings, and the columns in pounds and in per
    cent."""

    name: str
    title: str
    table: pd.DataFrame
    notes: dict[str, str]
    pounds: tuple[str, ...]
    shares: tuple[str, ...]


def sheets_of(tables: Mapping[str, pd.DataFrame], year: FinancialYear) -> list[Sheet]:
    """The sheets for the tables of `tables.year_tables`.

    A table without rows gets no sheet, nor does a breakdown whose every label is empty, as by theme where the paper has
    no themes.

    No cell is empty. The column on an amount's status refers to note 1 for each implied amount.
    """
    return [
        _sheet(name, TABLES[table].holds, tables[table], [*columns, *_optional(tables[table], table)], year)
        for name, (table, columns) in _SHEETS.items()
        if not _is_empty(tables[table][columns[0]]).all()
    ]


def _optional(table: pd.DataFrame, name: str) -> list[str]:
    """The document that states each award's amount, if the year has several."""
    return [column for column in ("stated_in",) if name == "awards" and column in table]


def _is_empty(cells: pd.Series) -> pd.Series:
    return cells.isna() | (cells.astype("object") == "")


def _sheet(name: str, holds: str, full_table: pd.DataFrame, columns: list[str], year: FinancialYear) -> Sheet:
    table = full_table[columns].copy()
    if "award_status" in columns:
        status = table["award_status"].astype("str")
        table["award_status"] = status.where(status != IMPLIED, f"{IMPLIED} [note 1]")
    for column in columns:
        is_empty = _is_empty(table[column])
        label = UNKNOWN if column.endswith("_gbp") else EMPTY.get(column, UNKNOWN)
        table[column] = table[column].astype("object").mask(is_empty, label)
    headings = {column: HEADINGS[column] for column in columns}
    ordered = sorted(columns, key=_implied_first)
    return Sheet(
        name,
        f"{holds[0].upper()}{holds[1:]}, {year}",
        table.rename(columns=headings),
        {headings[column]: _NOTES_OF_COLUMNS[column] for column in ordered if column in _NOTES_OF_COLUMNS},
        tuple(headings[column] for column in columns if column.endswith("_gbp")),
        tuple(headings[column] for column in columns if column == "share"),
    )


def _implied_first(column: str) -> bool:
    return _NOTES_OF_COLUMNS.get(column) != IMPLIED_NOTE
