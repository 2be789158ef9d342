"""Tables of a paper that list no awards, and the meanings of their columns."""

from collections.abc import Iterable

from pydantic import BaseModel, Field

from grantsdata.model.paper_fields import STRICT, FileName, Text


class _Part(BaseModel):
    model_config = STRICT


class OtherTable(_Part):
    """A table of the paper that lists no awards, with the printed column name for each meaning."""

    file: FileName = Field(description="its CSV file")
    columns: dict[Text, Text] = Field(
        default={}, description="the printed name of the column for each meaning; the meanings themselves if left out"
    )
    ignored_columns: list[Text] = Field(default=[], description="printed columns that mean nothing here")

    @property
    def has_plain_columns(self) -> bool:
        """Whether every column is called by its meaning, so that `paper.toml` need not name them."""
        return all(meaning == name for meaning, name in self.columns.items())


SEPARATE_FUND_MEANINGS = (
    "fund", "stream", "purpose", "held_by", "amount", "other_contributors", "standing", "paragraph",
)  # fmt: skip
CONTRIBUTION_MEANINGS = ("stream", "service", "provider", "contributor", "role", "words", "paragraph")
MEASURE_MEANINGS = (
    "stream", "service", "awarded_service", "measure", "hedge", "figure", "unit", "period", "paragraph",
)  # fmt: skip
PROMISE_MEANINGS = (
    "promise", "stream", "to_whom", "by_when", "due", "paragraph", "first_made_in",
    "outcome", "outcome_date", "what_happened", "outcome_source",
)  # fmt: skip
_AWARD = ("stream", "service", "provider")
AGREEMENT_TABLES = {
    "agreements": (
        *_AWARD, "reference", "signed", "start", "end", "term", "amount", "by_year", "break_clause", "said_in",
    ),
    "conditions": (*_AWARD, "condition", "due", "met_on", "evidence", "said_in"),
    "payments": (*_AWARD, "date", "kind", "amount", "instalment", "held_back_because", "said_in"),
    "variations": (*_AWARD, "date", "what_changed", "amount_before", "amount_after", "said_in"),
    "tenders": (*_AWARD, "circumstance", "evidence", "approved_by", "expiry", "said_in"),
    "returns": (
        *_AWARD, "period", "measure", "kind", "unit", "better", "part_of", "target", "numerator", "denominator",
        "actual", "data_quality", "narrative", "due", "returned_on", "said_in",
    ),
}  # fmt: skip
"""Those of the tables below that say what becomes of the awards; each line is about one award."""
VARIATION_MEANINGS = (*AGREEMENT_TABLES["variations"], "document")
OTHER_TABLES = {
    "contributions": CONTRIBUTION_MEANINGS,
    "separate_funds": SEPARATE_FUND_MEANINGS,
    "measures": MEASURE_MEANINGS,
    "promises": PROMISE_MEANINGS,
    **AGREEMENT_TABLES,
}
"""Key of `paper.toml` for a table that lists no awards → the meanings of its columns, of which it needs each one."""


def meanings_of_tables(has_documents: bool) -> dict[str, tuple[str, ...]]:
    """The meanings of the columns of `OTHER_TABLES`; where documents are listed, each variation cites one of them."""
    return {**OTHER_TABLES, "variations": VARIATION_MEANINGS} if has_documents else OTHER_TABLES


def with_plain_columns(declared: object, meanings: Iterable[str]) -> object:
    """The declaration of such a table; if it names no columns, they are called by their meanings."""
    if not isinstance(declared, dict) or "columns" in declared:
        return declared
    return {**declared, "columns": {meaning: meaning for meaning in meanings}}
