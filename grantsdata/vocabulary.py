"""The words: column names with their meaning, and the closed lists of labels, in their order."""

from dataclasses import dataclass
from typing import Literal, get_args

PRINTED, IMPLIED, NOT_STATED = "printed", "implied", "not stated"
STATUSES = (PRINTED, IMPLIED, NOT_STATED)

ARRANGEMENTS = ("Grant agreement", "Commissioned contract", "Single tender")

NOT_YET_ALLOCATED = "not yet allocated"
NOT_IN_REGISTER = "not in the register"
PROVIDER_TYPES = (
    "police",
    "local government",
    "health",
    "probation and central government",
    "statutory partnership board",
    "voluntary and community",
    "private company",
    NOT_YET_ALLOCATED,
    NOT_IN_REGISTER,
)
"""The first seven are what a provider can be; the last two are said of an award without a known one."""

BASES = ("paper", "register", "judgement")
"""What a provider's type rests on: the paper's own words, a public register, or our judgement."""

CONFIDENCES = ("high", "medium", "low")

NOT_NAMED = "(not named)"
"""Written in the register as the payee where the paper does not name the body that is paid."""

CONTRIBUTIONS = {
    "pooled budget": "pooled",
    "match fund": "matched",
    "from opcc": "share of a larger sum",
    "on top of": "top-up of another contract",
}
"""Words in an award's printed provider or remark that tell of other contributors, and what they tell."""

Severity = Literal["agrees", "note", "warning", "error"]
SEVERITIES: tuple[str, ...] = get_args(Severity)
"""agrees: a check that passed; note: for the record; warning: a reader should know; error: the figures
do not add up and nothing on record explains it."""


@dataclass(frozen=True)
class Column:
    """One column: dtype, unit, meaning, heading on a page, and name in the 360Giving standard."""

    name: str
    dtype: str
    unit: str
    meaning: str
    heading: str
    standard: str = ""


AWARD_COLUMNS = (
    Column("award_id", "str", "", "stable identifier: year, stream code, service", "Award identifier", "id"),
    Column("financial_year", "category", "", "1 April to 31 March", "Financial year", "plannedDates"),
    Column("stream", "category", "", "the fund that the award is made from", "Stream", "grantProgramme"),
    Column("arrangement", "category", "", "how the service is bought or funded, if stated", "Arrangement"),
    Column("theme", "category", "", "the paper's heading within the stream, if any", "Theme"),
    Column("service", "str", "", "what is funded, as printed", "Service", "title"),
    Column("purpose", "str", "", "what it is for, in our words; empty if the paper is silent", "Purpose",
           "description"),
    Column("provider_printed", "str", "", "the provider cell's text, with merged cells filled and declared "
           "corrections made", "Provider as printed"),
    Column("provider", "str", "", "the body that delivers, by its canonical name; empty if none is named",
           "Provider", "recipientOrganization.name"),
    Column("provider_type", "category", "", "kind of body; a judgement of this package", "Provider type"),
    Column("provider_identifier", "str", "", "org-id code, where one is known", "Identifier",
           "recipientOrganization.id"),
    Column("provider_basis", "category", "", "what the provider type rests on", "Basis"),
    Column("provider_confidence", "category", "", "how sure the provider type is", "Confidence"),
    Column("payee", "str", "", "the body that is paid; empty if it is not named", "Payee"),
    Column("contribution", "category", "", "what the paper's words tell of other contributors",
           "Other contributors"),
    Column("award_printed", "str", "", "the award cell's text, after declared corrections",
           "Award as printed"),
    Column("award_pence", "Int64", "pence", "the amount, exact; empty if not stated", "Amount in pence"),
    Column("award_gbp", "Float64", "pounds", "the amount in pounds, for reading and drawing", "Amount",
           "amountAwarded"),
    Column("award_status", "category", "", "printed, implied by a printed total, or not stated",
           "Amount is"),
    Column("remark", "str", "", "what the award cell says besides the amount", "Remark"),
    Column("source_file", "str", "", "the raw file", "File"),
    Column("source_row", "Int64", "row", "row of the raw file; the header is row 1", "Row"),
)  # fmt: skip
"""The awards table: one row per award."""

LABELS: dict[str, tuple[str, ...]] = {
    "arrangement": ARRANGEMENTS,
    "provider_type": PROVIDER_TYPES,
    "provider_basis": BASES,
    "provider_confidence": CONFIDENCES,
    "contribution": tuple(CONTRIBUTIONS.values()),
    "award_status": STATUSES,
}
"""The closed lists of the awards table, each in its order."""

AWARD_DTYPES = {column.name: column.dtype for column in AWARD_COLUMNS}

HEADINGS = {column.name: column.heading for column in AWARD_COLUMNS} | {
    "aim": "Aim",
    "awarded_gbp": "Awarded",
    "amount_gbp": "Amount",
    "amount_printed": "Amount as printed",
    "awards": "Awards",
    "basis": "Basis",
    "budget_gbp": "Budget",
    "budget_high_gbp": "At most",
    "budget_low_gbp": "At least",
    "budget_printed": "Budget as printed",
    "code": "Code",
    "confidence": "Confidence",
    "difference_gbp": "Difference",
    "figure": "Figure",
    "file": "File",
    "fund": "Fund",
    "held_by": "Held or managed by",
    "hedge": "Hedge",
    "label": "Label",
    "in_overall_budget": "Inside the overall budget",
    "judged_gbp": "Judged by us",
    "measure": "Measure",
    "name": "Name",
    "not_itemised_gbp": "Not itemised",
    "origin": "Origin of funds",
    "other_contributors": "Other contributors",
    "ours_gbp": "Ours",
    "paid_to": "Paid to, if another body",
    "paragraph": "Paragraph",
    "period": "Period",
    "place": "Place",
    "printed_gbp": "Printed",
    "reason": "Reason",
    "rows": "Rows",
    "running_share": "Running share",
    "scope": "Scope",
    "sentence": "What it says",
    "severity": "Severity",
    "sha256": "SHA-256",
    "share": "Share",
    "size_band": "Size of award",
    "standing": "Standing",
    "size": "Award",
    "total_gbp": "Total",
    "unit": "Unit",
    "version": "Version",
}
"""What a reader sees for a column of any table."""

EMPTY = {
    "arrangement": "no arrangement stated",
    "theme": "outside the themes",
    "provider": NOT_YET_ALLOCATED,
    "payee": "not named",
    "provider_basis": "none",
    "provider_confidence": "none",
    "award_gbp": NOT_STATED,
    "amount_gbp": NOT_STATED,
    "amount_printed": NOT_STATED,
    "budget_gbp": NOT_STATED,
    "budget_printed": NOT_STATED,
}
"""What a reader sees where a cell is empty; nothing, for a column that is not listed."""
