"""The model of `paper.toml`: a paper's streams, budgets, tables and printed totals.

`Publishing` holds what publishers of grants must state and no paper prints.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from grantsdata.model.amounts.parse import parse_sum
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.amounts.scales import as_precise_as_beside
from grantsdata.model.declared_table import AwardTable, PrintedTotal
from grantsdata.model.documents.document import THE_PAPER, Document, document_names
from grantsdata.model.law.bodies import Kind, kind_of
from grantsdata.model.paper_fields import STRICT, BudgetAmount, FileName, PaymentFile, Text, Year
from grantsdata.model.years import FinancialYear

_PREFIX = re.compile(r"360G-[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_OCID_PREFIX = re.compile(r"ocds-[a-z0-9]{6}")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+")


def _prefix(text: str) -> str:
    if not _PREFIX.fullmatch(text):
        raise ValueError('expected a prefix that 360Giving has registered, such as "360G-exampleshire"')
    return text


def _ocid_prefix(text: str) -> str:
    if not _OCID_PREFIX.fullmatch(text):
        raise ValueError('expected a prefix registered with the Open Contracting Partnership, such as "ocds-a1b2c3"')
    return text


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://\S+", text):
        raise ValueError('expected a web address, such as "https://www.example.org/contracts-2017-18.json"')
    return text


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError('expected an identifier without spaces, such as "GB-CHC-1108687" or "360G-exampleshire-17"')
    return text


def _name_of_figure(text: str) -> str:
    if not text.strip() or set(text) & set(".:{}"):
        raise ValueError('expected a name without dots, colons and braces, such as "Approval of the Strategy"')
    return text


Prefix = Annotated[str, AfterValidator(_prefix)]
Identifier = Annotated[str, AfterValidator(_identifier)]
OcidPrefix = Annotated[str, AfterValidator(_ocid_prefix)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class Publishing(BaseModel):
    """What publishing in the standards of 360Giving and Open Contracting needs; a value left out is assumed and
    labelled as assumed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    prefix: Prefix | None = Field(
        default=None,
        description="the prefix that 360Giving has registered for the publisher, such as `360G-exampleshire`",
    )
    identifier: Identifier | None = Field(default=None, description="the body's own identifier")
    award_date: date | None = Field(default=None, description="when the awards were made; the paper's date if left out")
    award_dates: dict[Text, date] = Field(
        default={}, description='the same for one table, by its file: `"victims-services.csv" = 2017-04-01`'
    )
    details_published: date | None = Field(
        default=None,
        description="when the details of the awards were published; the page on what the law asks then says how many "
        "days after the month of an award that was, if `award_date` or `award_dates` states it",
    )
    recipients: dict[Text, Identifier] = Field(
        default={},
        description="an identifier of the office for each provider that has no official one, by canonical name; an "
        "official one belongs in `providers.csv`",
    )
    ocid_prefix: OcidPrefix | None = Field(
        default=None,
        description="the prefix that the Open Contracting Partnership has registered for the publisher, such as "
        "`ocds-a1b2c3`",
    )
    contracts_address: WebAddress | None = Field(
        default=None, description="the web address at which the file of contracts, `ocds.json`, is published"
    )


class _Part(BaseModel):
    model_config = STRICT


LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
"""Licence → its web address; any other licence is given by its name only."""


class About(_Part):
    """What the paper is, and where it is from."""

    title: Text = Field(description="its title")
    body: Text = Field(description="whose paper it is")
    kind: Kind | None = Field(
        default=None,
        description="what kind of body that is, on which it depends what the law asks it to publish: `policing`, "
        "`council`, `foundation` or `other`; if left out, as its name says",
    )
    presented_to: str = Field(default="", description="to whom it was presented")
    deciding_body: str = Field(
        default="",
        description='who decides on the paper, as sentences name it, such as "Cabinet"; if left out, `presented_to`, '
        "or else what a body of its kind usually has",
    )
    presented_by: str = Field(default="", description="by whom it was presented")
    contact: str = Field(default="", description="which post answers questions")
    date: Annotated[date, Field(description="its date")]
    financial_year: Year = Field(description="the year of its awards, which is also the folder's name")
    source: Text = Field(description="how to cite it")
    licence: Text = Field(description="under what licence its facts are used")
    own_force: str = Field(default="", description="the police force that the body oversees, by its canonical name")

    @property
    def licence_address(self) -> str | None:
        """The web address of the licence, if it is one of `LICENCES`."""
        return LICENCES.get(self.licence)


class OverAllocation(_Part):
    """A decision to award more than a budget, for instance since some awards are never taken up."""

    reason: Text = Field(description="why more is planned")
    status: Text = Field(description="what has become of the matter")


class Budget(_Part):
    """The overall budget, which covers the streams marked `in_overall_budget`."""

    label: Text = Field(description="what the paper calls it")
    printed: BudgetAmount = Field(description="the budget as printed")
    paragraph: str = Field(default="", description="the paragraph that states it")
    planned_over_allocation: OverAllocation | None = Field(
        default=None, description="if the paper plans to award more than this budget"
    )


class Stream(_Part):
    """A fund that awards are made from."""

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*$")] = Field(description="a short code for award identifiers")
    name: Text = Field(description="its name")
    funder: Text = Field(description="who gives the money")
    origin: Text = Field(description="where the money is from, in a sentence")
    budget_printed: BudgetAmount = Field(description='the budget as printed, or `""` if none is stated')
    in_overall_budget: bool = Field(description="`true` if the overall budget includes it")
    crime_and_disorder_reduction_grants: bool = Field(
        default=False,
        description="`true` if its awards are crime and disorder reduction grants, for which the law requires more to "
        "be published",
    )
    paragraph: str = Field(default="", description="the paragraph that states its budget")
    planned_over_allocation: OverAllocation | None = Field(
        default=None, description="if the paper plans to award more than this budget"
    )


def _printed(part: Budget | Stream) -> str:
    return part.printed if isinstance(part, Budget) else part.budget_printed


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


class Upstream(_Part):
    """A file of payments that funders have published, and which of them belong to a stream.

    The selection is by exact text; without any, all payments of the file belong to the stream.
    """

    stream: Text = Field(description="the code of the stream that the money is for")
    file: PaymentFile = Field(description="the file of payments: CSV, JSON or XLSX")
    funder: str = Field(default="", description="only payments of this funder count")
    recipients: list[Text] = Field(default=[], description="only payments to these names or identifiers count")
    programmes: list[Text] = Field(default=[], description="only payments of these grant programmes count")


class FigureInText(_Part):
    """A year, date or number that the paper's text gives outside its tables, with the paragraph that prints it."""

    printed: Text = Field(description="the figure as printed")
    paragraph: str = Field(default="", description="the paragraph that prints it")


class SourceDocument(_Part):
    """An entry in the paper's list of sources, with its date as printed."""

    title: Text = Field(description="its title")
    reference: str = Field(default="", description="its reference")
    date_printed: str = Field(default="", description="its date as printed")
    addresses: list[Text] = Field(default=[], description="its web addresses")


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


def _document_problems(documents: Iterable[Document], tables: Iterable[AwardTable]) -> list[str]:
    ids = [THE_PAPER, *(one.id for one in documents)]
    problems = [f'the document "{one}" is listed twice' for one in sorted({one for one in ids if ids.count(one) > 1})]
    return problems + [
        f'award table "{table.file}" names the document "{name}"; expected one of {", ".join(ids)}'
        for table in tables
        for name in table.document_ids
        if name not in ids
    ]


def with_plain_columns(declared: object, meanings: Iterable[str]) -> object:
    """The declaration of such a table; if it names no columns, they are called by their meanings."""
    if not isinstance(declared, dict) or "columns" in declared:
        return declared
    return {**declared, "columns": {meaning: meaning for meaning in meanings}}


def _unknown_groups(total: PrintedTotal, table: AwardTable) -> list[str]:
    """Describe each group of a total that its table does not have: such a total would cover no awards."""
    groups = {
        "stream": (total.stream, table.codes),
        "theme": (total.theme, list(table.themes)),
        "arrangement": (total.arrangement, [*table.arrangements.values(), table.arrangement or ""]),
    }
    return [
        f'printed total "{total.label}" names the {name} "{label}", which its table does not have'
        for name, (label, known) in groups.items()
        if label is not None and label not in known
    ]


class Paper(_Part):
    """A paper about one financial year's awards, as its `paper.toml` declares it."""

    paper: About = Field(description="what the paper is")
    documents: list[Document] = Field(
        default=[],
        description="one for each further document of the year: decision notices, variations, and so on. Where any is "
        "listed, the awards follow all documents, and variations change them",
    )
    overall_budget: Budget = Field(description="the budget for all streams that it includes")
    streams: Annotated[list[Stream], Field(min_length=1)] = Field(description="one for each fund, in the paper's order")
    award_tables: Annotated[list[AwardTable], Field(min_length=1)] = Field(description="one for each table of awards")
    printed_totals: list[PrintedTotal] = Field(default=[], description="one for each total that the paper prints")
    contributions: OtherTable | None = Field(default=None, description="the table of who else pays for an award")
    separate_funds: OtherTable | None = Field(default=None, description="the table of money outside the overall budget")
    measures: OtherTable | None = Field(default=None, description="the table of what the funding delivered")
    promises: OtherTable | None = Field(default=None, description="the table of what the paper says will come")
    agreements: OtherTable | None = Field(default=None, description="the agreements that awards are made under")
    conditions: OtherTable | None = Field(default=None, description="the conditions of awards, and when they were met")
    payments: OtherTable | None = Field(default=None, description="what was paid, held back and returned")
    variations: OtherTable | None = Field(default=None, description="what was changed about awards after the paper")
    tenders: OtherTable | None = Field(default=None, description="the register of single tenders")
    returns: OtherTable | None = Field(default=None, description="what is due and what came back for each half-year")
    upstream: list[Upstream] = Field(default=[], description="payments that a funder publishes")
    figures_in_text: dict[Annotated[str, AfterValidator(_name_of_figure)], FigureInText] = Field(
        default={},
        description="years, dates and numbers that only the paper's text gives, for `board-paper.md`, each by a name: "
        '`"Approval of the Strategy" = { printed = "December 2016", paragraph = "3.1" }`',
    )
    source_documents: list[SourceDocument] = Field(default=[], description="the paper's own list of sources")
    publishing: Publishing = Field(
        default=Publishing(),
        description="what publishers of grants must supply and no paper prints; what is left out is assumed and "
        "listed in `360giving-assumed.csv` and `ocds-left-out.csv`",
    )

    _as_at: date | None = PrivateAttr(None)
    _only: str = PrivateAttr("")

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear.parse(self.paper.financial_year)

    @property
    def as_at(self) -> date | None:
        """The day as at which it is, if it is not as on file."""
        return self._as_at

    @property
    def only(self) -> str:
        """The one document to which it is restricted; "" for all."""
        return self._only

    @property
    def sources(self) -> str:
        """How to cite what awards are from: the paper, and that there are other documents of the year."""
        return f"{self.paper.source}, and further documents of the year" if self.documents else self.paper.source

    @property
    def document_dates(self) -> dict[str, date]:
        """The date of each document by its identifier, the paper's included, in the order of the dates."""
        dates = {THE_PAPER: self.paper.date} | {one.id: one.date for one in self.documents}
        return dict(sorted(dates.items(), key=lambda one: one[1]))

    @property
    def document_names(self) -> dict[str, str]:
        """The name of each document in sentences by its identifier: "decision notice of 3 August 2017"."""
        listed = [(one.id, one.kind, one.date, one.reference) for one in self.documents]
        return document_names([(THE_PAPER, THE_PAPER, self.paper.date, ""), *listed])

    def in_state(self, as_at: date | None = None, only: str = "") -> "Paper":
        """The paper with the documents of a day, or with only one of them: without the tables and totals of others.

        What is on file about agreements, conditions and payments is in no document, so it is left out of one.
        """
        known = {
            name for name, day in self.document_dates.items() if (as_at is None or day <= as_at) and only in ("", name)
        }
        tables = [table for table in self.award_tables if known & set(table.document_ids)]
        complete = {table.file for table in tables if known >= set(table.document_ids)}
        published = self.publishing.details_published
        is_later = as_at is not None and published is not None and published > as_at
        changed: dict[str, object] = (dict.fromkeys(AGREEMENT_TABLES) if only else {}) | {
            "documents": [one for one in self.documents if one.id in known],
            "award_tables": tables,
            "printed_totals": [total for total in self.printed_totals if total.file in complete],
            "publishing": self.publishing.model_copy(update={"details_published": None} if is_later else {}),
        }
        state = self.model_copy(update=changed)
        state._as_at, state._only = as_at, only
        return state

    @property
    def kind(self) -> Kind:
        """The kind of body whose paper it is: as declared, or else as its name says."""
        return self.paper.kind or kind_of(self.paper.body)

    def stated_award_date(self, award: Mapping[Any, Any]) -> date | None:
        """The declared date of an award's table, or else the date of the document beside the paper that the award is
        from, or else the declared date of all awards; None if there is none of these.

        `award` is a row of the awards table.
        """
        of_tables = {self.source_file(file): day for file, day in self.publishing.award_dates.items()}
        document = award.get("document", THE_PAPER)
        of_document = None if document == THE_PAPER else self.document_dates.get(document)
        return of_tables.get(award["source_file"]) or of_document or self.publishing.award_date

    def award_date(self, award: Mapping[Any, Any]) -> date:
        """That date, or else the paper's; if the paper is dated after the year, the year's first day."""
        year = self.financial_year
        assumed = self.paper.date if self.paper.date <= year.end else year.start
        return self.stated_award_date(award) or assumed

    @property
    def the_body(self) -> str:
        """The body within a sentence: "the Fairshire Foundation", but "Fairshire Borough Council".

        Councils are named without an article, and a name that has its own keeps it.
        """
        words = self.paper.body.casefold().split()
        return self.paper.body if "council" in words or words[:1] == ["the"] else f"the {self.paper.body}"

    @property
    def the_deciding_body(self) -> str:
        """Who decides on the paper, within a sentence: "the Business Coordination Board", "the Cabinet".

        That is `deciding_body`, or else `presented_to`, or else what a body of its kind usually has: a council its
        Cabinet, a commissioner a Board, any other body trustees.
        """
        words = self.paper.body.casefold().split()
        usual = "Cabinet" if "council" in words else "Board" if "commissioner" in words else "trustees"
        name = self.paper.deciding_body or self.paper.presented_to or usual
        return name if name.casefold().startswith("the ") else f"the {name}"

    @property
    def aims(self) -> dict[str, str]:
        """The printed aim of each theme."""
        return {theme: aim for table in self.award_tables for theme, aim in table.themes.items()}

    @property
    def files(self) -> list[str]:
        """Every table that the paper names, the award tables first, and every file of payments."""
        others = [table.file for table in self.other_tables.values()]
        return [*(table.file for table in self.award_tables), *others, *(one.file for one in self.upstream)]

    @property
    def other_tables(self) -> dict[str, OtherTable]:
        """The tables that list no awards and that this paper has, by their keys in `paper.toml`."""
        declared = {key: getattr(self, key) for key in OTHER_TABLES}
        return {key: table for key, table in declared.items() if table}

    def source_file(self, file: str) -> str:
        """The path of one of the paper's tables from the project's folder, as in the awards' column `source_file`."""
        return posixpath.normpath(f"data/raw/{self.paper.financial_year}/{file}")

    def stream(self, code: str) -> Stream:
        """The stream with this code; StopIteration if there is none."""
        return next(stream for stream in self.streams if stream.code == code)

    def budget_of(self, part: Budget | Stream) -> PrintedAmount:
        """Return the overall budget or that of a stream, as precise as the budgets in the same paragraph."""
        budgets: list[Budget | Stream] = [self.overall_budget, *self.streams]
        beside = [one for one in budgets if one is not part and part.paragraph and one.paragraph == part.paragraph]
        return as_precise_as_beside(parse_sum(_printed(part)), [parse_sum(_printed(one)) for one in beside])

    def totals_in(self, table: AwardTable) -> list[PrintedTotal]:
        """The printed totals declared for one table."""
        return [total for total in self.printed_totals if total.file == table.file]

    def streams_in(self, table: AwardTable) -> str:
        """The names of the streams that a table's awards are made from, joined by "and"."""
        return " and ".join(self.stream(code).name for code in table.codes)

    def only_stream_of(self, total: PrintedTotal) -> str | None:
        """The name of the stream that a printed total covers; None if it covers several."""
        codes = next(table.codes for table in self.award_tables if table.file == total.file)
        code = total.stream or (codes[0] if len(codes) == 1 else None)
        return None if code is None else self.stream(code).name

    @model_validator(mode="before")
    @classmethod
    def _columns_by_meaning(cls, declared: object) -> object:
        if not isinstance(declared, dict):
            return declared
        meanings = meanings_of_tables(bool(declared.get("documents")))
        named = {key: with_plain_columns(declared[key], meanings[key]) for key in OTHER_TABLES if key in declared}
        return {**declared, **named}

    @model_validator(mode="after")
    def _consistent(self) -> "Paper":
        problems = []
        codes = [stream.code for stream in self.streams]
        names = [self.overall_budget.label, *(stream.name for stream in self.streams)]
        files = [table.file for table in self.award_tables]
        paths = [self.source_file(file) for file in files]  # "awards.csv" and "./awards.csv" are the same file
        for name, listed in (("stream code", codes), ("name of a budget or stream", names), ("award table", paths)):
            problems += [f'the {name} "{one}" appears twice' for one in {o for o in listed if listed.count(o) > 1}]
        problems += [
            f'award table "{table.file}" names the stream "{code}"; expected one of {", ".join(codes)}'
            for table in self.award_tables
            for code in table.codes
            if code not in codes
        ]
        problems += [
            f'printed total "{total.label}" names the file "{total.file}", which is not an award table'
            for total in self.printed_totals
            if total.file not in files
        ]
        for total in self.printed_totals:
            for table in self.award_tables:
                if table.file == total.file:
                    problems += _unknown_groups(total, table)
        problems += [
            f'upstream "{one.file}" names the stream "{one.stream}"; expected one of {", ".join(codes)}'
            for one in self.upstream
            if one.stream not in codes
        ]
        problems += [
            f'publishing.award_dates names the file "{file}", which is not an award table'
            for file in self.publishing.award_dates
            if file not in files
        ]
        meanings = meanings_of_tables(bool(self.documents))
        problems += [
            f'"{other.file}" needs columns for exactly {", ".join(meanings[key])}'
            for key, other in self.other_tables.items()
            if set(other.columns) != set(meanings[key])
        ]
        problems += _document_problems(self.documents, self.award_tables)
        if problems:
            raise ValueError("; ".join(sorted(problems)))
        return self
