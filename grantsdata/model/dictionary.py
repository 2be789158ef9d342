"""The data dictionary: for each table its content, its key, and the meaning and heading of its columns.

The columns of the awards table itself are in `schema.AWARD_COLUMNS`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from grantsdata.model.schema import AWARD_COLUMNS, DOCUMENT_COLUMNS, NOT_IN_PAPER, NOT_STATED, NOT_YET_ALLOCATED


@dataclass(frozen=True)
class Table:
    """A table: what it holds, the columns that form its key (if it has one), and the columns that are never empty."""

    holds: str
    key: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


_SUMS = ("awards", "implied_gbp")
_SOURCE = ("source_file", "source_row")

TABLES = {
    "awards": Table(
        "one row for each award",
        ("award_id",),
        ("financial_year", "stream", "service", "provider_type", "award_status", *_SOURCE),
    ),
    "findings": Table("what the check of the awards against the paper says", (), ("code", "severity", "sentence")),
    "separate-funds": Table("money that the paper tells of outside its overall budget", _SOURCE, ("amount_status",)),
    "measures": Table("what the paper says that the funding delivered", _SOURCE, ("part_of_year",)),
    "budget-bridge": Table("the budget, what is awarded of it, and what is not itemised", ("name",), ("level",)),
    "budget-breakdown": Table("the budget by provider type (rows) and stream (columns)", ("provider_type",)),
    "by-stream": Table("awards by stream", ("stream",), _SUMS),
    "by-stream-and-provider-type": Table("awards by stream and provider type", ("stream", "provider_type"), _SUMS),
    "by-provider-type": Table("awards by provider type", ("provider_type",), _SUMS),
    "by-provider": Table("awards by provider, the largest sum first", ("provider", "provider_type"), _SUMS),
    "by-payee": Table("awards by the body that is paid, the largest sum first", ("payee",), _SUMS),
    "by-arrangement": Table("awards by arrangement", (), _SUMS),
    "by-theme": Table("awards by theme", (), _SUMS),
    "by-size": Table("awards by the size of their amount", ("size_band",), _SUMS),
    "by-basis": Table("awards by what their provider type rests on", (), _SUMS),
    "with-other-contributors": Table("the awards to which others contribute", (), ("stream", "service")),
    "contributions": Table(
        "who else pays for which award, in which role, and by which words of the paper",
        ("award_id", *_SOURCE),
        ("award_id", "stream", "service", "contributor", "role", "words", "paragraph"),
    ),
    "key-figures": Table("the figures that a reader asks for first", ("figure",), _SUMS),
}
"""The tables of `data/processed/<year>`; each is a CSV file with this name."""

MEANINGS = {
    "amount_gbp": "the amount in pounds; empty if not stated",
    "amount_printed": "the amount as printed",
    "amount_status": "printed, or not stated",
    "award_gbp": "the sum of the stated amounts, in pounds; empty if none is stated",
    "awarded_gbp": "what is awarded, in pounds",
    "awarded_service": "the award's service, where the paper ties the measure to one award",
    "awards": "how many awards",
    "budget_gbp": "the budget as printed, in pounds",
    "budget_printed": "the budget as printed",
    "code": "the kind of finding",
    "contributor": "who else pays, in the paper's words, or (not named)",
    "difference_gbp": "ours less printed, in pounds",
    "figure": "the figure: of a measure as printed, else by its name",
    "fund": "the fund",
    "hedge": "what the paper puts before a figure, such as “more than”",
    "held_by": "who holds or manages the fund",
    "implied_gbp": "how much of it a printed total implies and no cell prints, in pounds",
    "judged_gbp": "how much of it has a provider type that rests on our judgement, in pounds",
    "judged_implied_gbp": "how much of that is implied, in pounds",
    "level": "overall, or stream",
    "measure": "what is counted",
    "name": "the name of the budget",
    "not_itemised_gbp": "the budget less what is awarded, in pounds",
    "other_contributors": "who else pays",
    "ours_gbp": "what the awards add up to, in pounds",
    "paragraph": "where the paper says it",
    "part_of_year": "which part of the awards' year the period is, or another period",
    "period": "the period as printed",
    "printed_gbp": "what the paper prints, in pounds",
    "purpose": "what it is for",
    "role": "what the contributor does: pools, matches, holds the main contract, contributes to a larger sum",
    "rows": "the raw files and rows that it is about",
    "running_share": "the share of the money of this row and those above it, from 0 to 1",
    "scope": "what the finding is about",
    "sentence": "the finding in words",
    "service": "the service that is spoken of",
    "severity": "agrees, note, warning or error",
    "share": "the share of the money of all rows, from 0 to 1",
    "size_band": "the size of the award",
    "standing": "how the fund stands to the overall budget",
    "stream": "the fund that the money is from",
    "total_gbp": "the row's total, in pounds",
    "unit": "what the figure counts",
    "value": "the figure as a number; empty where it is a word",
    "words": "the words of the paper that say so, with “ … ” between words from several places",
}
"""The meaning of each column that the awards table does not have, or that means something else in other tables."""

STREAM_COLUMN_MEANING = "what is awarded from the stream of this name, in pounds"
"""The meaning of the columns of the budget breakdown that are named after a stream."""

_ALL_COLUMNS = (*AWARD_COLUMNS, *DOCUMENT_COLUMNS)
_AWARD_MEANINGS = {column.name: column.meaning for column in _ALL_COLUMNS}


def meaning(table: str, column: str) -> str:
    """Return the meaning of a table's column in a few words."""
    if table in ("awards", "with-other-contributors") and column in _AWARD_MEANINGS:
        return _AWARD_MEANINGS[column]
    return MEANINGS.get(column) or _AWARD_MEANINGS.get(column, STREAM_COLUMN_MEANING)


HEADINGS = {column.name: column.heading for column in _ALL_COLUMNS} | {
    "agreements": "Agreements",
    "after_gbp": "After",
    "aim": "Aim",
    "amount_after_printed": "Amount after",
    "amount_before_printed": "Amount before",
    "approved_by": "Approved by",
    "at_printed_precision": "To the printed precision",
    "amount_status": "Amount is",
    "awarded_gbp": "Awarded",
    "amount_gbp": "Amount",
    "amount_printed": "Amount as printed",
    "awarded_service": "Awarded service",
    "awards": "Awards",
    "basis": "Basis",
    "before_gbp": "Before",
    "break_clause": "Break clause",
    "budget_gbp": "Budget",
    "budget_high_gbp": "At most",
    "budget_low_gbp": "At least",
    "budget_printed": "Budget as printed",
    "by_when": "By when",
    "by_year": "Amounts by year",
    "cells": "Cells",
    "change": "Change",
    "change_date": "From",
    "change_gbp": "Change",
    "changed_gbp": "More or less",
    "change_share": "In per cent",
    "circumstance": "Circumstance",
    "code": "Code",
    "condition": "Condition",
    "conditions_met": "Of these, met",
    "conditions_set": "Conditions",
    "contributor": "Contributor",
    "crime_and_disorder_reduction_grants": "Crime and disorder reduction grants",
    "column": "Column",
    "compared": "What is set beside it",
    "confidence": "Confidence",
    "contract": "Where the contract can be read",
    "date": "Date",
    "difference_gbp": "Difference",
    "due": "Due by",
    "duty": "Duty",
    "end": "Ends",
    "evidence": "Evidence",
    "expiry": "Expires",
    "figure": "Figure",
    "file": "File",
    "first_made_in": "First said in",
    "from_aim": "Only by the theme's aim",
    "former_awards": "Awards before",
    "former_gbp": "Amount before",
    "former_provider": "Provider before",
    "former_real_gbp": "Before, in prices of this year",
    "former_service": "Service before",
    "former_total_gbp": "Before",
    "fund": "Fund",
    "funder": "Funder",
    "group": "Arrangement or theme",
    "happened": "What happened",
    "held_back_because": "Held back because",
    "held_back_gbp": "Held back",
    "held_by": "Held or managed by",
    "hedge": "Hedge",
    "instalment": "Instalment",
    "kind": "Repair",
    "known_change_gbp": "Known change",
    "label": "Label",
    "implied_gbp": "Of this, implied",
    "implied_under_total_gbp": "Implied",
    "in_overall_budget": "Inside the overall budget",
    "judged_implied_gbp": "Of the judged, implied",
    "judged_gbp": "Judged by us",
    "level": "Level",
    "meaning": "What it is",
    "measure": "Measure",
    "measured": "What is reported",
    "met_on": "Met on",
    "missing": "Not in this paper",
    "movement": "Movement",
    "name": "Name",
    "needed": "Asked for",
    "not_itemised_gbp": "Not itemised",
    "notes": "Notes",
    "now_awards": "Awards",
    "now_total_gbp": "This year",
    "one_sided_gbp": "In one year only",
    "origin": "Origin of funds",
    "other_paid_gbp": "Of other years, in no sum",
    "other_payments": "Payments of other years",
    "ours_gbp": "Ours",
    "outcome": "Outcome",
    "outcome_date": "Date of the outcome",
    "outcome_source": "Source of the outcome",
    "paid_gbp": "Paid",
    "paid_out_gbp": "Paid",
    "paid_to": "Paid to, if another body",
    "paragraph": "Paragraph",
    "part_gbp": "Committed",
    "part_of_year": "Part of the year",
    "part_year": "For the year",
    "payment": "Payment",
    "payments": "Payments",
    "period": "Period",
    "place": "Place",
    "planned_gbp": "Planned by agreement",
    "present": "On record",
    "printed": "Before",
    "programme": "Programme",
    "printed_gbp": "Printed",
    "promise": "Promise",
    "read_as": "Read as",
    "real_change_gbp": "Change in real terms",
    "real_share": "In real terms, in per cent",
    "reason": "Reason",
    "recipient": "Recipient",
    "reference": "Reference",
    "requirement": "What is asked for",
    "returned_gbp": "Returned",
    "role": "Role",
    "rows": "Rows",
    "running_share": "Running share",
    "same": "The same award",
    "said_in": "Where it is said",
    "scope": "Scope",
    "sentence": "What it says",
    "severity": "Severity",
    "sha256": "SHA-256",
    "share": "Share of the money",
    "signed": "Signed",
    "similarity_share": "Similarity",
    "size_band": "Size of award",
    "standing": "Standing",
    "state": "Status",
    "stated": "Stated",
    "size": "Award",
    "source": "Where it can be read",
    "title": "Title",
    "to_whom": "To whom",
    "standing_awards": "Awards after it",
    "standing_gbp": "Sum of the awards",
    "start": "Starts",
    "term": "Term",
    "to_the_penny": "To the penny",
    "total_change_gbp": "Change",
    "total_gbp": "Total",
    "underspend_gbp": "Underspend",
    "unit": "Unit",
    "under": "Stream, arrangement or theme",
    "value": "As a number",
    "value for money": "Value for money",
    "varied_gbp": "As varied",
    "version": "Version",
    "what_changed": "What changed",
    "what_happened": "What happened",
    "why": "Why",
    "words": "The paper's words",
}
"""The heading that a reader sees for a column of this package's tables; see `own_headings` for those of others."""

_IN_RECORDS = (
    "circumstance", "condition", "date", "end", "evidence", "expiry", "happened", "reference", "signed", "start",
    "term",
)  # fmt: skip
EVERYDAY = {name: {"said_in"} for name in _IN_RECORDS} | {
    "agreements": {"part_year"},
    "change": {"after_gbp"},
    "compared": {"ours_gbp"},
    "contract": {"award_gbp"},
    "contribution": {"award_gbp", "other_contributors"},
    "document": {"document_date"},
    "due": {"condition", "promise"},
    "group": {"provider_type"},
    "kind": {"cells", "read_as"},
    "meaning": {"cells"},
    "measured": {"awards"},
    "needed": {"duty"},
    "origin": {"funder", "stream"},
    "present": {"duty"},
    "printed": {"read_as"},
    "reference": {"said_in", "standing_gbp"},
    "requirement": {"duty"},
    "same": {"former_service", "reason"},
    "sentence": {"place", "severity"},
    "share": {"award_gbp", "awards", "total_gbp"},
    "size": {"service"},
    "source": {"standing_gbp"},
    "state": {"promise"},
    "title": {"standing_gbp"},
    "value": {"figure", "unit"},
    "words": {"contribution", "contributor"},
}
"""Columns whose names an analyst may use for something else: their headings hold only beside one of these columns."""


def own_headings(columns: Collection[str]) -> dict[str, str]:
    """Return the everyday names in a table that is none of this package's, each as its own heading.

    >>> own_headings(["district", "kind"]), own_headings(["kind", "cells", "meaning"])
    ({'kind': 'kind'}, {})
    """
    return {name: name for name in columns if name in EVERYDAY and not EVERYDAY[name] & {*columns}}


EMPTY = {
    "arrangement": "no arrangement stated",
    "theme": "outside the themes",
    "provider": "none named",
    "payee": "not named",
    "provider_basis": "none",
    "provider_confidence": "none",
    "tender_circumstance": NOT_IN_PAPER,
    "award_gbp": NOT_STATED,
    "amount_gbp": NOT_STATED,
    "amount_printed": NOT_STATED,
    "budget_gbp": NOT_STATED,
    "budget_printed": NOT_STATED,
    "by_when": "no date stated",
    "at_printed_precision": "not compared",
    "change_gbp": NOT_STATED,
    "change_share": "no percentage",
    "former_awards": "no such stream",
    "former_gbp": NOT_STATED,
    "former_provider": NOT_YET_ALLOCATED,
    "former_real_gbp": "none stated",
    "former_total_gbp": "none stated",
    "now_awards": "no such stream",
    "now_total_gbp": "none stated",
    "paid_gbp": NOT_STATED,
    "printed": "an empty cell",
    "read_as": "an empty cell",
    "real_change_gbp": "no comparison",
    "real_share": "no percentage",
    "total_change_gbp": "no comparison",
}
"""The text that a reader sees in an empty cell of a column; columns not listed here show nothing."""
