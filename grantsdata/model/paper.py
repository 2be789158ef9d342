"""The model of `paper.toml`: a paper's streams, budgets, tables and printed totals."""

import posixpath
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, PrivateAttr, model_validator

from grantsdata.model.amounts.parse import parse_sum
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.amounts.scales import as_precise_as_beside
from grantsdata.model.declared.about import About, Budget, FigureInText, SourceDocument, Stream, Upstream
from grantsdata.model.declared.other_tables import (
    AGREEMENT_TABLES,
    OTHER_TABLES,
    OtherTable,
    meanings_of_tables,
    with_plain_columns,
)
from grantsdata.model.declared.publishing import Publishing
from grantsdata.model.declared_table import AwardTable, PrintedTotal
from grantsdata.model.documents.document import THE_PAPER, Document, document_names
from grantsdata.model.law.bodies import Kind, kind_of
from grantsdata.model.paper_fields import STRICT
from grantsdata.model.years import FinancialYear


def _name_of_figure(text: str) -> str:
    if not text.strip() or set(text) & set(".:{}"):
        raise ValueError('expected a name without dots, colons and braces, such as "Approval of the Strategy"')
    return text


def _printed(part: Budget | Stream) -> str:
    return part.printed if isinstance(part, Budget) else part.budget_printed


def _document_problems(documents: Iterable[Document], tables: Iterable[AwardTable]) -> list[str]:
    ids = [THE_PAPER, *(one.id for one in documents)]
    problems = [f'the document "{one}" is listed twice' for one in sorted({one for one in ids if ids.count(one) > 1})]
    return problems + [
        f'award table "{table.file}" names the document "{name}"; expected one of {", ".join(ids)}'
        for table in tables
        for name in table.document_ids
        if name not in ids
    ]


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


class Paper(BaseModel):
    """A paper about one financial year's awards, as its `paper.toml` declares it."""

    model_config = STRICT

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

    @property
    def citations(self) -> dict[str, str]:
        """How to cite each document by its identifier, the paper first, and others by title, kind and date."""
        names = self.document_names
        return {THE_PAPER: self.paper.source} | {one.id: f"{one.title}, {names[one.id]}" for one in self.documents}

    def cited(self, award: Mapping[Any, Any]) -> str:
        """How to cite the document that made an award, and the one that states its amount if that is another."""
        by_name = {name: document for document, name in self.document_names.items()}
        documents = [award.get("document", THE_PAPER), by_name.get(award.get("stated_in", ""))]
        return "; ".join(self.citations[one] for one in dict.fromkeys(documents) if one)

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

        That is `deciding_body`, or else `presented_to`, or else what a body of its kind has: a council
        councillors (not each has a Cabinet), a commissioner a Board, any other body trustees.
        """
        words = self.paper.body.casefold().split()
        usual = "councillors" if "council" in words else "Board" if "commissioner" in words else "trustees"
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
        """Return the overall budget or that of a stream, as precise as the budgets in the same paragraph.

        Budgets without a paragraph count as printed together.
        """
        budgets: list[Budget | Stream] = [self.overall_budget, *self.streams]
        beside = [one for one in budgets if one is not part and one.paragraph == part.paragraph]
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
    def _columns_by_meaning(cls, declared: dict[str, Any]) -> dict[str, Any]:
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
