"""The data dictionary: for each table its content, its key, and the meaning of its columns.

The columns of the awards table itself are in `schema.AWARD_COLUMNS`.
"""

from dataclasses import dataclass

from grantsdata.model.schema import AWARD_COLUMNS, DOCUMENT_COLUMNS


@dataclass(frozen=True)
class Table:
    """A table: what it holds, the columns that form its key (if it has one), and the columns that are never empty."""

    holds: str
    key: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


_SUMS = ("awards", "implied_gbp")
_SOURCE = ("source_file", "source_row")
_RECORD = (("award_id", *_SOURCE), ("financial_year", "award_id", "stream", "service", "said_in"))

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
    "agreements": Table("the agreements that awards are made under", *_RECORD),
    "conditions": Table("the conditions of awards, and when they were met", *_RECORD),
    "payments": Table("what was paid, held back and returned", *_RECORD),
    "variations": Table("what was changed about awards after the paper", *_RECORD),
    "tenders": Table("the register of single tenders", *_RECORD),
    "returns": Table(
        "what providers reported for each half-year, without small counts",
        _RECORD[0],
        (*_RECORD[1], "period", "measure", "kind", "figure_status"),
    ),
    "promises": Table("what the paper says will come, and what became of it", _SOURCE, ("promise", "state")),
}
"""The tables of `data/processed/<year>`; each is a CSV file with this name. A year has the last seven if its
`paper.toml` declares them."""

MEANINGS = {
    "actual": "the figure of any measure but a share; empty if there is none, or if it is withheld",
    "amount_after_gbp": "the award after the variation, in pounds; empty if the amount stays",
    "amount_after_pence": "the same, exact, in pence",
    "amount_after_printed": "the award after the variation, as on file",
    "amount_before_gbp": "the award before the variation, in pounds; empty if the amount stays",
    "amount_before_pence": "the same, exact, in pence",
    "amount_before_printed": "the award before the variation, as on file",
    "amount_gbp": "the amount in pounds; empty if not stated",
    "amount_pence": "the amount, exact, in pence; empty if not stated",
    "amount_printed": "the amount as printed",
    "amount_status": "printed, or not stated",
    "approved_by": "who approved the single tender",
    "award_gbp": "the sum of the stated amounts, in pounds; empty if none is stated",
    "awarded_gbp": "what is awarded, in pounds",
    "awarded_service": "the award's service, where the paper ties the measure to one award",
    "awards": "how many awards",
    "better": "whether higher or lower figures are better",
    "break_clause": "how the agreement can be ended early",
    "budget_gbp": "the budget as printed, in pounds",
    "budget_printed": "the budget as printed",
    "by_when": "by when it will come, as printed",
    "by_year": "the part of the agreement for each financial year",
    "circumstance": "which of the two permitted circumstances applies, if it is on file",
    "code": "the kind of finding",
    "condition": "what has to be done before money is released",
    "counts_from": "the day from which the variation counts: its own, but not before the date of its document",
    "contributor": "who else pays, in the paper's words, or (not named)",
    "data_quality": "how far the figure can be relied on",
    "date": "when the money was paid or returned, or the award was varied",
    "denominator": "of a share: how many there are in all; empty if withheld",
    "difference_gbp": "ours less printed, in pounds",
    "due": "the day by which it is due",
    "end": "the day on which the agreement ends",
    "evidence": "what shows it",
    "expiry": "the day until which the approval holds",
    "figure": "the figure: of a measure as printed, else by its name",
    "figure_status": "as returned, withheld, not available or not returned",
    "first_made_in": "the earlier paper that made the promise; empty if it is this one",
    "fund": "the fund",
    "hedge": "what the paper puts before a figure, such as “more than”",
    "held_back_because": "why the money was held back",
    "held_by": "who holds or manages the fund",
    "implied_gbp": "how much of it a printed total implies and no cell prints, in pounds",
    "instalment": "which instalment of the award it is",
    "judged_gbp": "how much of it has a provider type that rests on our judgement, in pounds",
    "judged_implied_gbp": "how much of that is implied, in pounds",
    "level": "overall, or stream",
    "measure": "what is counted",
    "met_on": "the day on which the condition was met",
    "name": "the name of the budget",
    "narrative": "what the provider says; replaced by a remark if it has numbers",
    "not_itemised_gbp": "the budget less what is awarded, in pounds",
    "numerator": "of a share: how many of them; empty if withheld",
    "other_contributors": "who else pays",
    "ours_gbp": "what the awards add up to, in pounds",
    "outcome": "kept or dropped; empty while it is open",
    "outcome_date": "the day of the outcome",
    "outcome_source": "where the outcome is on record",
    "paragraph": "where the paper says it",
    "part_of": "the measure of the same return that this one is a part of",
    "part_of_year": "which part of the awards' year the period is, or another period",
    "payments.kind": "paid, held back or returned: kinds are never added up",
    "period": "the period as printed",
    "printed_gbp": "what the paper prints, in pounds",
    "promise": "what the paper says will come",
    "purpose": "what it is for",
    "returned_on": "the day on which the return was made; empty if it is still due",
    "returns.kind": "people helped, count, share or measurement",
    "returns.period": "the half-year that the figure is for",
    "returns.unit": "what is counted, or the unit of a measurement",
    "reference": "the number of the agreement",
    "role": "what the contributor does: pools, matches, holds the main contract, contributes to a larger sum",
    "rows": "the raw files and rows that it is about",
    "running_share": "the share of the money of this row and those above it, from 0 to 1",
    "said_in": "the paragraph or the document that says so",
    "scope": "what the finding is about",
    "sentence": "the finding in words",
    "service": "the service that is spoken of",
    "severity": "agrees, note, warning or error",
    "share": "the share of the money of all rows, from 0 to 1",
    "signed": "the day on which the agreement was signed",
    "size_band": "the size of the award",
    "standing": "how the fund stands to the overall budget",
    "start": "the day on which the agreement starts",
    "state": "kept, dropped or open, by all that is on record",
    "stream": "the fund that the money is from",
    "target": "what is expected for the half-year, its profile; of a share in per cent",
    "term": "how long the agreement runs, as printed",
    "to_whom": "to whom it is promised",
    "total_gbp": "the row's total, in pounds",
    "unit": "what the figure counts",
    "value": "the figure as a number; empty where it is a word",
    "what_changed": "what the variation changed",
    "what_happened": "what became of the promise",
    "words": "the words of the paper that say so, with “ … ” between words from several places",
}
"""The meaning of each column that the awards table does not have, or that means something else in other tables. A
column that means something else in one table has the table's name before its own."""

STREAM_COLUMN_MEANING = "what is awarded from the stream of this name, in pounds"
"""The meaning of the columns of the budget breakdown that are named after a stream."""

_ALL_COLUMNS = (*AWARD_COLUMNS, *DOCUMENT_COLUMNS)
_AWARD_MEANINGS = {column.name: column.meaning for column in _ALL_COLUMNS}


def meaning(table: str, column: str) -> str:
    """Return the meaning of a table's column in a few words."""
    if table in ("awards", "with-other-contributors") and column in _AWARD_MEANINGS:
        return _AWARD_MEANINGS[column]
    return (
        MEANINGS.get(f"{table}.{column}") or MEANINGS.get(column) or _AWARD_MEANINGS.get(column, STREAM_COLUMN_MEANING)
    )
