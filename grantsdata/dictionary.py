"""The data dictionary of the tables beside the awards: what each holds, what tells its rows apart, what a column means.

`vocabulary.AWARD_COLUMNS` has the columns of the awards table itself.
"""

from dataclasses import dataclass

from grantsdata.vocabulary import AWARD_COLUMNS


@dataclass(frozen=True)
class Table:
    """A table: what it holds, the columns that together tell its rows apart, if any do, and those never empty."""

    holds: str
    key: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


_SUMS = ("awards", "award_gbp", "implied_gbp")
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
"""The tables of `data/processed/<year>`, each in a CSV file of its name."""

MEANINGS = {
    "amount_gbp": "the amount in pounds; empty if not stated",
    "amount_printed": "the amount as printed",
    "amount_status": "printed, or not stated",
    "award_gbp": "the sum of the amounts, in pounds; one that is not stated adds nothing",
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
"""What a column means in the tables beside the awards, where it is not a column of the awards with their meaning."""

OF_A_STREAM = "what is awarded from the stream of this name, in pounds"
"""What the columns of the budget's breakdown mean that are called after a stream."""

_OF_AWARDS = {column.name: column.meaning for column in AWARD_COLUMNS}


def meaning(table: str, column: str) -> str:
    """What a column of a table means, in a few words."""
    if table in ("awards", "with-other-contributors") and column in _OF_AWARDS:
        return _OF_AWARDS[column]
    return MEANINGS.get(column) or _OF_AWARDS.get(column, OF_A_STREAM)
