"""The model of `paper.toml`: a paper's streams, budgets, tables and printed totals.

`Publishing` holds what publishers of grants must state and no paper prints.
"""

import posixpath
import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from grantsdata.model.amounts.parse import parse_sum
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.amounts.scales import as_precise_as_beside
from grantsdata.model.declared_table import AwardTable, PrintedTotal
from grantsdata.model.paper_fields import STRICT, BudgetAmount, FileName, PaymentFile, Text, Year
from grantsdata.model.years import FinancialYear

_PREFIX = re.compile(r"360G-[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+")


def _prefix(text: str) -> str:
    if not _PREFIX.fullmatch(text):
        raise ValueError('expected a prefix that 360Giving has registered, such as "360G-exampleshire"')
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


class Publishing(BaseModel):
    """What publishing in the 360Giving standard needs; a value left out is assumed and labelled as assumed.

    `prefix` is the publisher's prefix at 360Giving, `identifier` the body's own. `award_date` applies to all awards
    except those of the tables in `award_dates`. `recipients` maps providers without an official identifier to one that
    the office has given them.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    prefix: Prefix | None = None
    identifier: Identifier | None = None
    award_date: date | None = None
    award_dates: dict[Annotated[str, Field(min_length=1)], date] = {}
    recipients: dict[Annotated[str, Field(min_length=1)], Identifier] = {}


class _Part(BaseModel):
    model_config = STRICT


LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
"""Licence → its web address; any other licence is given by its name only."""


class About(_Part):
    """The paper's title, body, date and source. `own_force` is the police force that the body oversees.

    `deciding_body` is who decides on the paper, as sentences name it, such as "Cabinet"; see `Paper.the_deciding_body`.
    """

    title: Text
    body: Text
    presented_to: str = ""
    deciding_body: str = ""
    presented_by: str = ""
    contact: str = ""
    date: date
    financial_year: Year
    source: Text
    licence: Text
    own_force: str = ""

    @property
    def licence_address(self) -> str | None:
        """The web address of the licence, if it is one of `LICENCES`."""
        return LICENCES.get(self.licence)


class OverAllocation(_Part):
    """A decision to award more than a budget, for instance since some awards are never taken up."""

    reason: Text
    status: Text


class Budget(_Part):
    """The overall budget, which covers the streams marked `in_overall_budget`."""

    label: Text
    printed: BudgetAmount
    paragraph: str = ""
    planned_over_allocation: OverAllocation | None = None


class Stream(_Part):
    """A fund that awards are made from; `budget_printed` is empty if the paper states no budget.

    The law requires more to be published about awards from a stream of `crime_and_disorder_reduction_grants`.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*$")]
    name: Text
    funder: Text
    origin: Text
    budget_printed: BudgetAmount
    in_overall_budget: bool
    crime_and_disorder_reduction_grants: bool = False
    paragraph: str = ""
    planned_over_allocation: OverAllocation | None = None


def _printed(part: Budget | Stream) -> str:
    return part.printed if isinstance(part, Budget) else part.budget_printed


class OtherTable(_Part):
    """A table of the paper that lists no awards, with the printed column name for each meaning."""

    file: FileName
    columns: dict[Text, Text]
    ignored_columns: list[Text] = []


class Upstream(_Part):
    """A file of payments that funders have published, and which of them belong to a stream.

    `funder`, `recipients` (names or identifiers) and `programmes` select payments by exact text; without any of them
    all payments of the file belong to the stream.
    """

    stream: Text
    file: PaymentFile
    funder: str = ""
    recipients: list[Text] = []
    programmes: list[Text] = []


class FigureInText(_Part):
    """A year, date or number that the paper's text gives outside its tables, with the paragraph that prints it."""

    printed: Text
    paragraph: str = ""


class SourceDocument(_Part):
    """An entry in the paper's list of sources, with its date as printed."""

    title: Text
    reference: str = ""
    date_printed: str = ""
    addresses: list[Text] = []


SEPARATE_FUND_MEANINGS = (
    "fund", "stream", "purpose", "held_by", "amount", "other_contributors", "standing", "paragraph",
)  # fmt: skip
CONTRIBUTION_MEANINGS = ("stream", "service", "provider", "contributor", "role", "words", "paragraph")
MEASURE_MEANINGS = (
    "stream", "service", "awarded_service", "measure", "hedge", "figure", "unit", "period", "paragraph",
)  # fmt: skip


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

    paper: About
    overall_budget: Budget
    streams: Annotated[list[Stream], Field(min_length=1)]
    award_tables: Annotated[list[AwardTable], Field(min_length=1)]
    printed_totals: list[PrintedTotal] = []
    contributions: OtherTable | None = None
    separate_funds: OtherTable | None = None
    measures: OtherTable | None = None
    upstream: list[Upstream] = []
    figures_in_text: dict[Annotated[str, AfterValidator(_name_of_figure)], FigureInText] = {}
    source_documents: list[SourceDocument] = []
    publishing: Publishing = Publishing()

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear.parse(self.paper.financial_year)

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
        others = [table.file for table in (self.contributions, self.separate_funds, self.measures) if table]
        return [*(table.file for table in self.award_tables), *others, *(one.file for one in self.upstream)]

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
        others = (
            (self.contributions, CONTRIBUTION_MEANINGS),
            (self.separate_funds, SEPARATE_FUND_MEANINGS),
            (self.measures, MEASURE_MEANINGS),
        )
        problems += [
            f'"{other.file}" needs columns for exactly {", ".join(meanings)}'
            for other, meanings in others
            if other and set(other.columns) != set(meanings)
        ]
        if problems:
            raise ValueError("; ".join(sorted(problems)))
        return self
