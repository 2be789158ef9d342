"""What a paper is: its streams, budgets, tables and printed totals.

What those who publish grants are asked for and no paper prints, as `paper.toml` may supply it.
"""

import posixpath
import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from grantsdata.model.declared_table import AwardTable, PrintedTotal
from grantsdata.model.money import PrintedAmount, parse_sum
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


Prefix = Annotated[str, AfterValidator(_prefix)]
Identifier = Annotated[str, AfterValidator(_identifier)]


class Publishing(BaseModel):
    """What is left out here is assumed, and said to be.

    `prefix` is the publisher's at 360Giving, `identifier` the body's own. `award_date` is of all awards but those of
    the tables in `award_dates`. `recipients` gives a provider without an official identifier one of the office's own.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    prefix: Prefix | None = None
    identifier: Identifier | None = None
    award_date: date | None = None
    award_dates: dict[Annotated[str, Field(min_length=1)], date] = {}
    recipients: dict[Annotated[str, Field(min_length=1)], Identifier] = {}


class _Part(BaseModel):
    model_config = STRICT


class About(_Part):
    """What the paper is. `own_force` is the police force that the body itself oversees."""

    title: Text
    body: Text
    presented_to: str = ""
    presented_by: str = ""
    contact: str = ""
    date: date
    financial_year: Year
    source: Text
    licence: Text
    own_force: str = ""


class Budget(_Part):
    """The budget over all streams that are inside it."""

    label: Text
    printed: BudgetAmount
    paragraph: str = ""

    @property
    def amount(self) -> PrintedAmount:
        return parse_sum(self.printed)


class Stream(_Part):
    """A fund that awards are made from; its budget is empty where the paper states none.

    The law asks more to be published of awards from a stream of `crime_and_disorder_reduction_grants`.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*$")]
    name: Text
    funder: Text
    origin: Text
    budget_printed: BudgetAmount
    in_overall_budget: bool
    crime_and_disorder_reduction_grants: bool = False
    paragraph: str = ""

    @property
    def budget(self) -> PrintedAmount:
        return parse_sum(self.budget_printed)


class OtherTable(_Part):
    """A table that is not one of awards: the printed name of the column for each meaning."""

    file: FileName
    columns: dict[Text, Text]
    ignored_columns: list[Text] = []


class Upstream(_Part):
    """A file of what funders say that they paid, and which of its payments are money of a stream.

    Without a `funder`, `recipients` (names or identifiers) or `programmes` all of them are; each is to the letter.
    """

    stream: Text
    file: PaymentFile
    funder: str = ""
    recipients: list[Text] = []
    programmes: list[Text] = []


class SourceDocument(_Part):
    """An entry in the paper's own list of sources, its date as printed."""

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
    """A total of a theme or an arrangement that its table does not have would add up nothing."""
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
    """A paper on one financial year's awards, as its `paper.toml` declares it."""

    paper: About
    overall_budget: Budget
    streams: Annotated[list[Stream], Field(min_length=1)]
    award_tables: Annotated[list[AwardTable], Field(min_length=1)]
    printed_totals: list[PrintedTotal] = []
    contributions: OtherTable | None = None
    separate_funds: OtherTable | None = None
    measures: OtherTable | None = None
    upstream: list[Upstream] = []
    source_documents: list[SourceDocument] = []
    publishing: Publishing = Publishing()

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear.parse(self.paper.financial_year)

    @property
    def aims(self) -> dict[str, str]:
        """The aim of each theme, as printed."""
        return {theme: aim for table in self.award_tables for theme, aim in table.themes.items()}

    @property
    def files(self) -> list[str]:
        """Every table that the paper names, those of awards first, and every file of payments."""
        others = [table.file for table in (self.contributions, self.separate_funds, self.measures) if table]
        return [*(table.file for table in self.award_tables), *others, *(one.file for one in self.upstream)]

    def source_file(self, file: str) -> str:
        """A table of this paper as the awards' `source_file` names it, from the project's folder."""
        return posixpath.normpath(f"data/raw/{self.paper.financial_year}/{file}")

    def stream(self, code: str) -> Stream:
        return next(stream for stream in self.streams if stream.code == code)

    def totals_in(self, table: AwardTable) -> list[PrintedTotal]:
        """The printed totals of one table."""
        return [total for total in self.printed_totals if total.file == table.file]

    def streams_in(self, table: AwardTable) -> str:
        """The names of the streams that a table's awards are made from."""
        return " and ".join(self.stream(code).name for code in table.codes)

    def only_stream_of(self, total: PrintedTotal) -> str | None:
        """The name of the stream that a printed total is about; None if it is about several."""
        codes = next(table.codes for table in self.award_tables if table.file == total.file)
        code = total.stream or (codes[0] if len(codes) == 1 else None)
        return None if code is None else self.stream(code).name

    @model_validator(mode="after")
    def _consistent(self) -> "Paper":
        problems = []
        codes = [stream.code for stream in self.streams]
        names = [self.overall_budget.label, *(stream.name for stream in self.streams)]
        files = [table.file for table in self.award_tables]
        paths = [self.source_file(file) for file in files]  # "awards.csv" and "./awards.csv" are one
        for name, listed in (("stream code", codes), ("name of a budget or stream", names), ("award table", paths)):
            problems += [f'the {name} "{one}" stands twice' for one in {o for o in listed if listed.count(o) > 1}]
        problems += [
            f'award table "{table.file}" names the stream "{code}"; expected one of {", ".join(codes)}'
            for table in self.award_tables
            for code in table.codes
            if code not in codes
        ]
        problems += [
            f'printed total "{total.label}" names the file "{total.file}", which is no award table'
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
            f'publishing.award_dates names the file "{file}", which is no award table'
            for file in self.publishing.award_dates
            if file not in files
        ]
        others = (
            (self.contributions, CONTRIBUTION_MEANINGS),
            (self.separate_funds, SEPARATE_FUND_MEANINGS),
            (self.measures, MEASURE_MEANINGS),
        )
        problems += [
            f'"{other.file}" needs columns for just {", ".join(meanings)}'
            for other, meanings in others
            if other and set(other.columns) != set(meanings)
        ]
        if problems:
            raise ValueError("; ".join(sorted(problems)))
        return self
