"""Choose the columns, headings and notes of each sheet of the public's spreadsheet from a year's tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from grantsdata.model.dictionary.headings import EMPTY, heading
from grantsdata.model.dictionary.tables import TABLES
from grantsdata.model.schema import FIGURES_OF_RETURNS, IMPLIED, NOT_SHOWN, SHARE, SMALL, WITHHELD
from grantsdata.model.years import FinancialYear

UNKNOWN = "[x]"
UNKNOWN_MEANS = "[x] stands for what the paper does not say, or what is not on record."

IMPLIED_NOTE, JUDGED_NOTE, OTHERS_NOTE, PAYEE_NOTE, BUDGET_NOTE, RETURNS_NOTE = (
    "implied", "judged", "others", "payee", "budget", "returns",
)  # fmt: skip
NOTES = {
    IMPLIED_NOTE: "The amount is not printed in the paper. It is what a printed total leaves for it, and has yet to be "
    "confirmed by the office.",
    JUDGED_NOTE: "No paper prints what kind of body a provider is. It is a judgement; the basis and confidence say on "
    "what it rests and how sure it is.",
    OTHERS_NOTE: "By the paper's words others pay for the service too. The amount is only what this body awards.",
    PAYEE_NOTE: "The body that is paid can be another one than the body that delivers the service.",
    BUDGET_NOTE: "A printed budget may be rounded: a sum a little above such a one need not be an overspend.",
    RETURNS_NOTE: f"{WITHHELD} stands for a figure that is withheld. Either a count is under {SMALL}, so that it could "
    "identify somebody, or such a count could be worked out from it.",
}
"""The notes of the workbook. The note on implied amounts is always note 1, since the first sheet refers to it first."""

_NOTES_OF_COLUMNS = {
    "award_status": IMPLIED_NOTE,
    "implied_gbp": IMPLIED_NOTE,
    "provider_type": JUDGED_NOTE,
    "contribution": OTHERS_NOTE,
    "payee": PAYEE_NOTE,
    "budget_gbp": BUDGET_NOTE,
    "figure_status": RETURNS_NOTE,
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
    "Agreements": ("agreements", ("service", "provider", "stream", "reference", "term", "signed", "start", "end",
                                  "amount_gbp", "by_year", "break_clause", "said_in", "award_id")),
    "Conditions": ("conditions", ("service", "provider", "stream", "condition", "due", "met_on", "evidence", "said_in",
                                  "award_id")),
    "Payments": ("payments", ("service", "provider", "stream", "date", "kind", "amount_gbp", "instalment",
                              "held_back_because", "said_in", "award_id")),
    "Variations": ("variations", ("service", "provider", "stream", "date", "what_changed", "amount_before_gbp",
                                  "amount_after_gbp", "said_in", "award_id")),
    "Single tenders": ("tenders", ("service", "provider", "stream", "circumstance", "evidence", "approved_by", "expiry",
                                   "said_in", "award_id")),
    "Returns": ("returns", ("service", "provider", "stream", "period", "measure", "kind", "unit", "target", "actual",
                            "numerator", "denominator", "figure_status", "data_quality", "narrative", "due",
                            "returned_on", "said_in", "award_id")),
    "Promises": ("promises", ("promise", "stream", "to_whom", "by_when", "due", "state", "what_happened",
                              "outcome_date", "outcome_source", "paragraph")),
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
        _sheet(name, table, tables[table], [*columns, *_optional(tables[table], table)], year)
        for name, (table, columns) in _SHEETS.items()
        if table in tables and not _is_empty(tables[table][columns[0]]).all()
    ]


def _optional(table: pd.DataFrame, name: str) -> list[str]:
    """The document that states each award's amount, if the year has several."""
    return [column for column in ("stated_in",) if name == "awards" and column in table]


def _is_empty(cells: pd.Series) -> pd.Series:
    return cells.isna() | (cells.astype("object") == "")


def _sheet(name: str, key: str, full_table: pd.DataFrame, columns: list[str], year: FinancialYear) -> Sheet:
    table = full_table[columns].copy()
    if "award_status" in columns:
        status = table["award_status"].astype("str")
        table["award_status"] = status.where(status != IMPLIED, f"{IMPLIED} [note 1]")
    for column in columns:
        is_empty = _is_empty(table[column])
        label = UNKNOWN if column.endswith("_gbp") else EMPTY.get(column, UNKNOWN)
        table[column] = table[column].astype("object").mask(is_empty, label)
    if "figure_status" in columns:
        is_withheld = table["figure_status"] == NOT_SHOWN
        is_share = table["kind"] == SHARE
        for column in FIGURES_OF_RETURNS:
            table[column] = table[column].mask(is_withheld & (is_share != (column == "actual")), WITHHELD)
    headings, holds = {column: heading(key, column) for column in columns}, TABLES[key].holds
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
