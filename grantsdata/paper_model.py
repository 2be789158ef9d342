"""What a paper is: its streams, budgets and printed totals, and what each table's columns mean."""

import posixpath
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from grantsdata.errors import AmountError, YearError
from grantsdata.money import PrintedAmount, parse_amount, parse_sum
from grantsdata.publishing_model import Publishing
from grantsdata.raw_files import A_WORKBOOK_HIDES, WORKBOOKS
from grantsdata.vocabulary import ARRANGEMENTS, NO_AWARD_ROWS
from grantsdata.years import FinancialYear


def _readable(text: str) -> str:
    try:
        parse_amount(text)
    except AmountError as error:
        raise ValueError(str(error)) from None
    return text


def _readable_sum(text: str) -> str:
    try:
        parse_sum(text)
    except AmountError as error:
        raise ValueError(str(error)) from None
    return text


def _year(text: str) -> str:
    try:
        return str(FinancialYear.parse(text))
    except YearError as error:
        raise ValueError(str(error)) from None


def _plain_path(text: str) -> str:
    expected = 'expected the name of a CSV file beside this one, such as "awards.csv"'
    if text.casefold().endswith(WORKBOOKS):
        raise ValueError(f'"{text}" is a workbook; {expected}. {A_WORKBOOK_HIDES} Save it as CSV')
    if not text.isprintable() or not text.endswith(".csv") or set(text) & set("\\:") or Path(text).is_absolute():
        raise ValueError(expected)
    return text


def _arrangement(text: str) -> str:
    if text not in ARRANGEMENTS:
        raise ValueError(f"expected one of {', '.join(ARRANGEMENTS)}")
    return text


def _no_award(text: str) -> str:
    if text not in NO_AWARD_ROWS:
        raise ValueError(f"expected one of {', '.join(NO_AWARD_ROWS)}")
    return text


def _payments(text: str) -> str:
    expected = 'expected the name of a CSV, JSON or XLSX file beside this one, such as "payments.csv"'
    if not text.isprintable() or not text.endswith((".csv", ".json", ".xlsx")):
        raise ValueError(expected)
    if set(text) & set("\\:") or Path(text).is_absolute():
        raise ValueError(expected)
    return text


Text = Annotated[str, Field(min_length=1)]
Amount = Annotated[str, AfterValidator(_readable)]
BudgetAmount = Annotated[str, AfterValidator(_readable_sum)]
FileName = Annotated[str, AfterValidator(_plain_path)]
PaymentFile = Annotated[str, AfterValidator(_payments)]
Arrangement = Annotated[str, AfterValidator(_arrangement)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class About(_Part):
    """What the paper is. `own_force` is the police force that the body itself oversees."""

    title: Text
    body: Text
    presented_to: str = ""
    presented_by: str = ""
    contact: str = ""
    date: date
    financial_year: Annotated[Text, AfterValidator(_year)]
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


class Correction(_Part):
    """A cell that is read otherwise than it is printed, and why."""

    row: Annotated[int, Field(ge=2)]
    column: Text
    printed: str
    read_as: str
    reason: Text
    status: Text


class LeftOut(_Part):
    """A printed row that is no award: income, a note, or the award of another year; `printed` is its first text."""

    row: Annotated[int, Field(ge=2)]
    printed: Text
    because: Annotated[str, AfterValidator(_no_award)]


class AwardColumns(_Part):
    """The printed name of the column for each meaning."""

    service: Text
    provider: Text
    award: Text
    stream: Text | None = None
    purpose: Text | None = None
    conditions: Text | None = None
    reasons: Text | None = None
    tender_circumstance: Text | None = None
    contract_published: Text | None = None
    arrangement: Text | None = None
    theme: Text | None = None
    financial_year: Text | None = None
    continues: Text | None = None

    def by_meaning(self) -> dict[str, str]:
        return self.model_dump(exclude_none=True)


SECTIONS = ("stream", "theme", "arrangement")
"""What a heading between the awards can be about, the widest first."""


class AwardTable(_Part):
    """One printed table of awards.

    `streams` gives each printed fund of a table of several its stream, `arrangements` turns printed headings into the
    closed list, `themes` gives each theme its aim. Each is printed in a column, or in rows between the awards
    (`section_rows`). `no_award` lists the cells that mean that nothing was awarded this year (in a table of several
    years' columns), `left_out` the rows that are no awards. `ditto` and `merged_left` are the signs for a cell that is
    one with the cell above it or to its left.
    """

    file: FileName
    stream: Text | None = None
    place: str = ""
    header_rows: Annotated[int, Field(ge=1, le=3)] = 1
    columns: AwardColumns
    ignored_columns: list[Text] = []
    ditto: Text = "〃"
    merged_left: Text = "←"
    spaced_amounts: bool = False
    streams: dict[Text, Text] = {}
    arrangement: Arrangement | None = None
    arrangements: dict[Text, Arrangement] = {}
    themes: dict[Text, str] = {}
    section_rows: list[Literal["stream", "theme", "arrangement"]] = []
    no_award: list[str] = []
    left_out: list[LeftOut] = []
    corrections: list[Correction] = []

    @property
    def printed_columns(self) -> list[str]:
        return [*self.columns.by_meaning().values(), *self.ignored_columns]

    @property
    def headings(self) -> dict[str, dict[str, str]]:
        """Of each part that the table's sections are about, the printed headings and what they mean."""
        return {"stream": self.streams, "theme": self.themes, "arrangement": self.arrangements}

    @property
    def codes(self) -> list[str]:
        """The streams of its awards."""
        return [self.stream] if self.stream is not None else list(dict.fromkeys(self.streams.values()))

    @model_validator(mode="after")
    def _consistent(self) -> "AwardTable":
        columns = self.columns.by_meaning()
        for name in ("stream", "arrangement"):
            if getattr(self, name) is not None and (name in columns or name in self.section_rows):
                raise ValueError(f"{name} is given for the whole table and for parts of it; keep one of them")
        for name, listed in self.headings.items():
            if name in columns and name in self.section_rows:
                raise ValueError(f"columns.{name} and section_rows both give the {name}; keep one of them")
            if bool(listed) != (name in columns or name in self.section_rows):
                raise ValueError(f"columns.{name} (or section_rows) and the list of {name}s go together")
        if self.stream is None and not self.streams:
            raise ValueError("expected the stream of the table, or the streams of its parts")
        headings = [text for name in self.section_rows for text in self.headings[name]]
        if len(set(headings)) < len(headings):
            raise ValueError("a heading of section_rows is given two meanings")
        if len(set(self.printed_columns)) < len(self.printed_columns):
            raise ValueError("a printed column is given two meanings")
        if self.ditto == self.merged_left:
            raise ValueError("ditto and merged_left are one sign; expected two")
        for correction in self.corrections:
            if correction.column not in self.printed_columns:
                raise ValueError(f'a correction names the column "{correction.column}", which is not declared')
        return self


class PrintedTotal(_Part):
    """A total that the paper prints: of a whole table, or of one stream, theme or arrangement in it.

    `row` is the row of the file that holds it, if it stands among the awards there.
    """

    label: Text
    printed: Amount
    file: FileName
    row: Annotated[int, Field(ge=2)] | None = None
    stream: str | None = None
    theme: str | None = None
    arrangement: Arrangement | None = None
    place: str = ""

    @property
    def amount(self) -> PrintedAmount:
        return parse_amount(self.printed)

    @model_validator(mode="after")
    def _stated(self) -> "PrintedTotal":
        if self.amount.pence is None:
            raise ValueError("a printed total needs an amount")
        return self


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
        others = [table.file for table in (self.separate_funds, self.measures) if table]
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
        others = ((self.separate_funds, SEPARATE_FUND_MEANINGS), (self.measures, MEASURE_MEANINGS))
        problems += [
            f'"{other.file}" needs columns for just {", ".join(meanings)}'
            for other, meanings in others
            if other and set(other.columns) != set(meanings)
        ]
        if problems:
            raise ValueError("; ".join(sorted(problems)))
        return self
