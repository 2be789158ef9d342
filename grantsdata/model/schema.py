"""The schema of the awards table: its columns with their meaning, and the closed lists of labels in their order."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

PRINTED, IMPLIED, NOT_STATED = "printed", "implied", "not stated"
STATUSES = (PRINTED, IMPLIED, NOT_STATED)

SINGLE_TENDER = "Single tender"
CONTRACTS = ("Commissioned contract", SINGLE_TENDER)
"""The arrangements by which a service is bought. An award with another arrangement, or with none stated, is a grant."""

ARRANGEMENTS = ("Grant agreement", *CONTRACTS)

TENDER_CIRCUMSTANCES = ("sole supplier for technical reasons", "continuity with an existing supplier")
"""The circumstances that permit a contract without competition: paragraph 4.4 of the paper of 11 May 2017."""

UNGROUPED = "no arrangement or theme"
"""The group of awards for which the paper states neither."""

INDIVIDUAL = "individual"
"""The type of a provider that is a person, not a body."""

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
    INDIVIDUAL,
    NOT_YET_ALLOCATED,
    NOT_IN_REGISTER,
)
"""Types of providers, and two labels for an award whose provider or provider type is unknown."""

SHOWN_AS = {
    "local government": "councils",
    "statutory partnership board": "partnership boards",
    "voluntary and community": "charities and community groups",
    "private company": "companies",
    INDIVIDUAL: "individuals",
}
"""Provider type → its name for readers of pages, where that is another one. Data and files keep the label."""


def shown_as(provider_type: str) -> str:
    """Return the name of a provider type for readers of pages: `councils` for `local government`."""
    return SHOWN_AS.get(provider_type, provider_type)


BASES = ("paper", "register", "judgement")
"""The basis of a provider's type: the paper's own words, a public register, or our judgement."""

CONFIDENCES = ("high", "medium", "low")

SUGGESTED = "suggested: "
"""The beginning of a reason in the register of providers that no one has confirmed yet."""

NOT_NAMED = "(not named)"
"""The payee in the register of providers if the paper does not name the body that is paid."""

POOLS, MATCHES, HOLDS_MAIN_CONTRACT, LARGER_SUM = (
    "pools", "matches", "holds the main contract", "contributes to a larger sum",
)  # fmt: skip
ROLES = (POOLS, MATCHES, HOLDS_MAIN_CONTRACT, LARGER_SUM)
"""The role of another contributor: it pools money with the award, matches it, holds the main contract that the award
adds to, or pays the rest of a sum to which the award contributes."""

REPAIRS = {
    "declared correction": "a cell is read differently from how it is printed, for a reason on file",
    "implied amount": "an amount that is missing is worked out from a printed total",
    "separate remark": "words beside an amount are kept apart from it",
    "standard provider name": "a body has one name throughout, however a row prints it",
    "merged cell": "a cell takes the text above it, as the paper prints one cell over several rows",
    "left-out row": "a printed row that is no award of this year is left out",
}
"""The ways in which the awards differ from the printed cells, with an explanation of each."""

INCOME, NOTE, OTHER_YEAR, LISTED_BEFORE = "income", "note", "another year", "listed before"
NOT_AWARDED = "not awarded"
NO_AWARD_ROWS = (INCOME, NOTE, OTHER_YEAR, LISTED_BEFORE, NOT_AWARDED)
"""Why a printed row that is neither a heading nor a total is not an award."""

KEPT, DROPPED, OPEN, OVERDUE = "kept", "dropped", "open", "overdue"
OUTCOMES = (KEPT, DROPPED)
PROMISE_STATES = (KEPT, DROPPED, OPEN, OVERDUE)
"""What became of a promise by a given day. Without an outcome it is open; once its day has passed, it is overdue."""

PROMISED_EARLIER, TO_COME = "What earlier papers promised", "What this paper says will come"
"""The headings of the sections of a board paper on promises."""

PAID, HELD_BACK, RETURNED = "paid", "held back", "returned"
PAYMENT_KINDS = (PAID, HELD_BACK, RETURNED)
"""What a line of `payments.csv` is about: money that was paid, that was due and not paid, or that came back."""

AGREEMENT_FINDINGS = (
    "agreement-ends-before-start", "agreement-years-differ", "agreement-unlike-award", "variation-does-not-follow",
    "paid-before-condition", "paid-above-award", "condition-overdue", "tender-not-single",
)  # fmt: skip
"""Codes of the findings about agreements, conditions, payments, variations and single tenders."""

PERIODS = ("first half", "second half", "year")
"""The parts of a financial year for which measures can account for its awards."""

HALVES = PERIODS[:2]
"""The periods of returns."""

PEOPLE_HELPED, COUNT, SHARE, MEASUREMENT = "people helped", "count", "share", "measurement"
MEASURE_KINDS = (PEOPLE_HELPED, COUNT, SHARE, MEASUREMENT)
"""What a figure of a return is: people, each counted once in the year; a count of anything else; a numerator and its
denominator; or a measurement that does not add up over halves, such as days or a score."""

HIGHER, LOWER = "higher", "lower"
BETTER = (HIGHER, LOWER)
"""Which figures of a measure are better."""

NOT_AVAILABLE = "not available"
DATA_QUALITY = ("complete", "incomplete", "estimated", NOT_AVAILABLE)
"""How far a returned figure can be relied on."""

FIGURES_OF_RETURNS = ("numerator", "denominator", "actual")
"""The columns of the figures of a return."""

AS_RETURNED, NOT_SHOWN, NOT_RETURNED = "as returned", "withheld", "not returned"
FIGURE_STATES = (AS_RETURNED, NOT_SHOWN, NOT_AVAILABLE, NOT_RETURNED)
"""Whether a published line of a return has its figure: a small count, and what would give it away, is withheld."""

SMALL = 5
"""A count below this is not published, since it could identify somebody."""

NEAR_PROFILE_SHARE = 0.1
"""A figure that misses its profile by at most this part of the profile is near it."""

ON_PROFILE, NEAR_PROFILE, OFF_PROFILE = "● on profile or better", "▲ near profile", "■ off profile"
"""How a figure stands to its profile, in words and by a shape, never by a colour alone."""

WITHHELD = "[c]"
"""What pages show for a figure that is not published, as official statistics do."""

ON_TIME, LATE, UNDATED, OUTSTANDING = "on time", "late", "returned, no due date", "missing"
NOT_YET = "not yet awarded"
"""What became of an award's return for a half-year."""

OTHER_PERIOD = "another period"
"""The label of any other period of a measure; see `years.part_of_year`."""

FOR_PERIOD, FOR_OTHERS, UNMEASURED = "a measure for this period", "measures for other periods only", "no measure"
MEASURED = (FOR_PERIOD, FOR_OTHERS, UNMEASURED)
"""Whether the paper reports a measure for an award."""

PRESENT, MISSING = "present", "missing"
NOT_IN_PAPER = "not in this paper"
"""How pages show what is missing: it may be published elsewhere."""
OWN, THEME_AIM = "award's own", "theme's aim"
"""The source of a requirement that is present."""

CONTINUED, CHANGED, ENDED, NEW, DOUBTFUL = "continued", "changed", "ended", "new", "doubtful"
MOVEMENTS = (CONTINUED, CHANGED, ENDED, NEW, DOUBTFUL)
"""What became of an award compared with another year; `summaries.award_movements` defines each label."""

ALIKE = 0.7
"""Services that are at least this similar (0 to 1) may be one service under two names."""

SAME_PROVIDER = 0.1
"""If one body delivers both services, this is added to their similarity before it is compared with `ALIKE`."""

SAME, APART = "yes", "no"
"""A person's decision about two awards of two years: they are the same award, or they are not."""

Severity = Literal["agrees", "note", "warning", "error"]
SEVERITIES: tuple[str, ...] = get_args(Severity)
"""agrees: a check that passed; note: for the record; warning: a reader should know; error: the figures do not add up
and nothing on record explains why."""


@dataclass(frozen=True)
class Column:
    """A column: its dtype, unit, meaning, heading on a page, and name in the 360Giving standard."""

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
    Column("conditions", "str", "", "what the recipient is bound to, in our words; empty if nothing is on record",
           "Conditions"),
    Column("reasons", "str", "", "why the award is expected to reduce crime and disorder, or to be good value for "
           "money, in our words; empty if nothing is on record", "Reasons"),
    Column("tender_circumstance", "category", "", "what permits a single tender, if it is on record",
           "Circumstance of the tender"),
    Column("contract_published", "str", "", "address or reference where the contract can be read, if it is on record",
           "Contract published"),
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
    Column("other_contributors", "str", "", "who else pays, by the paper's words; empty if no one is on record",
           "Other contributors"),
    Column("contribution", "str", "", "what the others do: pools, matches, holds the main contract, contributes to a "
           "larger sum", "Their role"),
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
"""The columns of the awards table, which has one row per award."""

DOCUMENT_COLUMNS = (
    Column("document", "str", "", "the document that made the award, by its id in paper.toml", "Document"),
    Column("document_date", "str", "", "the date of that document", "Date of the document"),
    Column("stated_in", "str", "", "the document that states the amount, in words", "Stated in"),
    Column("amount_source", "str", "", "the raw file and row that state the amount", "Source of the amount"),
)
"""Further columns of the awards table for a year whose `paper.toml` lists documents."""

DocumentKind = Literal["board paper", "decision notice", "variation", "grant register", "contract notice"]
DOCUMENT_KINDS: tuple[str, ...] = get_args(DocumentKind)
"""The kinds of documents beside a year's paper."""

ADDED, VARIED, WITHDRAWN = "added", "varied", "withdrawn"
CHANGES = (ADDED, VARIED, WITHDRAWN)
"""What documents did with an award between two days."""

LABELS: dict[str, tuple[str, ...]] = {
    "arrangement": ARRANGEMENTS,
    "tender_circumstance": TENDER_CIRCUMSTANCES,
    "provider_type": PROVIDER_TYPES,
    "provider_basis": BASES,
    "provider_confidence": CONFIDENCES,
    "award_status": STATUSES,
}
"""The closed lists of labels of the awards table, each in its order."""

AWARD_DTYPES = {column.name: column.dtype for column in AWARD_COLUMNS}


def award_columns(has_documents: bool) -> list[str]:
    """Return the names of the columns of the awards table, of a year with documents beside its paper or without."""
    return [column.name for column in (*AWARD_COLUMNS, *(DOCUMENT_COLUMNS if has_documents else ()))]


WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers")
"""How the names of workbooks end. No award table is read from one."""

WORKBOOK_RISKS = "A workbook may hide rows, columns and sheets, merge cells, and show what formulas last gave."


def is_implied(awards: Any) -> Any:
    """Whether the amount of an award is implied; for a table of awards, a column with the answer for each."""
    return awards["award_status"] == IMPLIED


def implied_gbp(awards: Any) -> float:
    """Return the sum in pounds of the implied amounts in a table of awards."""
    return float(awards.loc[is_implied(awards), "award_gbp"].sum())
