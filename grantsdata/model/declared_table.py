"""The model of one award table in `paper.toml`: the meaning of its columns and rows, its sections, its totals."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

from grantsdata.errors import AmountError
from grantsdata.model.amounts.parse import parse_amount, parse_sum
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.paper_fields import STRICT, Arrangement, BudgetAmount, FileName, NoAward, Text
from grantsdata.model.wording.headers import Scale


class _Part(BaseModel):
    model_config = STRICT


class Correction(_Part):
    """A cell that is read differently from what is printed, and the reason."""

    row: Annotated[int, Field(ge=2)] = Field(description="the row of the cell in the file; the header is row 1")
    column: Text = Field(description="its printed column")
    printed: str = Field(description="the cell as printed")
    read_as: str = Field(description="what it is read as")
    reason: Text = Field(description="why")
    status: Text = Field(description="what has become of the matter, such as a question to the office")


class LeftOut(_Part):
    """A printed row that is not an award."""

    row: Annotated[int, Field(ge=2)] = Field(description="the row in the file")
    printed: Text = Field(description="its first text, as printed")
    because: NoAward = Field(
        description="`income`, `note`, `another year`, `not awarded`, or `listed before`: an award that an earlier "
        "document made"
    )


class AwardColumns(_Part):
    """The printed column name for each meaning."""

    service: Text | None = Field(description="what the award is for")
    provider: Text = Field(description="who gets it, as printed")
    award: Text = Field(description="its amount")
    pence: Text | None = Field(
        default=None, description="the pence of the amounts, where they have a column of their own"
    )
    currency: Text | None = Field(default=None, description="the currency, where it has a column")
    stream: Text | None = Field(default=None, description="the fund")
    purpose: Text | None = Field(default=None, description="what the award is to achieve")
    conditions: Text | None = Field(default=None, description="its conditions")
    reasons: Text | None = Field(default=None, description="the reasons for it")
    tender_circumstance: Text | None = Field(default=None, description="why there was a single tender")
    contract_published: Text | None = Field(default=None, description="where the contract can be read")
    arrangement: Text | None = Field(default=None, description="the kind of agreement")
    theme: Text | None = Field(default=None, description="the theme")
    document: Text | None = Field(default=None, description="the document that makes the award")
    financial_year: Text | None = Field(default=None, description="the year, in a table of several years")
    continues: Text | None = Field(default=None, description="the award of the year before that it continues")

    def by_meaning(self) -> dict[str, str]:
        """Map each declared meaning to its printed column name."""
        return self.model_dump(exclude_none=True)


SECTIONS = ("stream", "theme", "arrangement")
"""What a heading between the awards can name, the widest first."""


class AwardTable(_Part):
    """One printed table of awards.

    Funds, themes and arrangements are each printed in a column, or in rows between the awards (`section_rows`).
    """

    file: FileName = Field(description="its CSV file")
    stream: Text | None = Field(default=None, description="the code of its stream")
    place: str = Field(default="", description="where in the paper it is")
    document: Text | None = Field(
        default=None, description="the `id` of the document that prints it; the paper itself if left out"
    )
    documents: dict[Text, Text] = Field(
        default={},
        description="in a table of awards from several documents: each printed document, and its `id`; instead of "
        "`document`",
    )
    header_rows: Annotated[int, Field(ge=1, le=3)] = Field(
        default=1,
        description="how many rows its header has; a column's name is then the texts above each other, such as "
        "`2024/25 Award`",
    )
    columns: AwardColumns = Field(
        description="the printed name of the column for each meaning; `column 3` for one without a name"
    )
    ignored_columns: list[Text] = Field(
        default=[], description="printed columns that mean nothing here, such as another year's amounts"
    )
    ditto: Text = Field(default="〃", description="the sign for a cell that is merged with the one above it")
    merged_left: Text = Field(default="←", description="the sign for a cell that is merged with the one to its left")
    award_year_reason: Text | None = Field(
        default=None,
        description="why the awards are in a column whose header names another year than the paper's, such as a "
        "misprint; without it such a column is refused",
    )
    spaced_amounts: bool = Field(default=False, description="`true` if the table prints amounts with spaces in them")
    scale: Scale | None = Field(
        default=None,
        description="how many pounds a printed 1 stands for: `100` below a header such as `£'00`, `1000` below "
        "`£000s`, `1000000` below `£m`, `1000000000` below `£bn`; a header with such words is "
        "refused without it, and `1` says that its amounts are in pounds, so that `12.5` is £12.50",
    )
    service: Text | None = Field(
        default=None,
        description="what all awards of the table are for, in a table without a column of services; instead of "
        "`columns.service`",
    )
    streams: dict[Text, Text] = Field(
        default={},
        description="in a table of several funds: each printed fund, and the code of its stream; instead of `stream`",
    )
    arrangement: Arrangement | None = Field(
        default=None, description="the kind of agreement of all its awards, in a table without such a column"
    )
    arrangements: dict[Text, Arrangement] = Field(
        default={},
        description="each printed heading, and which of *Grant agreement*, *Commissioned contract*, *Single tender* "
        "it is",
    )
    themes: dict[Text, str] = Field(default={}, description='each printed theme, and its aim as printed (`""` if none)')
    section_rows: list[Literal["stream", "theme", "arrangement"]] = Field(
        default=[],
        description='what the headings in rows between the awards are about, the widest first: `["stream", "theme"]`; '
        "they are listed under `streams`, `themes` and `arrangements`. A heading is a row with one text, "
        "with its section's total beside it at most",
    )
    may_be_blank: list[Literal["theme", "arrangement"]] = Field(
        default=[],
        description="`theme` or `arrangement`, if blank cells of that column mean that the paper states none there; "
        "where the one above goes on, the file has the ditto sign instead",
    )
    no_award: list[str] = Field(
        default=[],
        description='cells of the award column that mean "nothing this year", such as `["-", ""]` in a table of '
        "several years",
    )
    remarks: dict[Text, Text] = Field(
        default={}, description="words beside amounts that do not change them, each with the reason"
    )
    left_out: list[LeftOut] = Field(default=[], description="the rows that are no awards")
    corrections: list[Correction] = Field(
        default=[], description="the cells that are read differently from what is printed"
    )

    @property
    def printed_columns(self) -> list[str]:
        """The printed name of every column, the ignored ones last."""
        return [*self.columns.by_meaning().values(), *self.ignored_columns]

    @property
    def headings(self) -> dict[str, dict[str, str]]:
        """Map stream, theme, arrangement and document to their printed headings and the meaning of each heading."""
        return {
            "stream": self.streams,
            "theme": self.themes,
            "arrangement": self.arrangements,
            "document": self.documents,
        }

    @property
    def document_ids(self) -> list[str]:
        """The identifiers of the documents that its awards are from."""
        return list(dict.fromkeys(self.documents.values())) or [self.document or THE_PAPER]

    @property
    def codes(self) -> list[str]:
        """The codes of the streams that the table's awards are made from."""
        return [self.stream] if self.stream is not None else list(dict.fromkeys(self.streams.values()))

    @model_validator(mode="before")
    @classmethod
    def _without_column(cls, data: Any) -> Any:
        """A table with a `service` needs no column for it; any other does."""
        columns = data.get("columns") if isinstance(data, dict) and "service" in data else None
        return {**data, "columns": {"service": None, **columns}} if isinstance(columns, dict) else data

    @model_validator(mode="after")
    def _consistent(self) -> "AwardTable":
        columns = self.columns.by_meaning()
        if self.service is not None and self.columns.service is not None:
            raise ValueError("service is given for the whole table and as a column; keep one of them")
        for name in ("stream", "arrangement", "document"):
            if getattr(self, name) is not None and (name in columns or name in self.section_rows):
                raise ValueError(f"{name} is given for the whole table and for parts of it; keep one of them")
        for name, listed in self.headings.items():
            if name in columns and name in self.section_rows:
                raise ValueError(f"columns.{name} and section_rows both give the {name}; keep one of them")
            if bool(listed) != (name in columns or name in self.section_rows):
                raise ValueError(f"columns.{name} (or section_rows) and the list of {name}s must be given together")
        if self.stream is None and not self.streams:
            raise ValueError("expected the stream of the table, or the streams of its parts")
        headings = [text for name in self.section_rows for text in self.headings[name]]
        if len(set(headings)) < len(headings):
            raise ValueError("a heading of section_rows has two meanings")
        if len(set(self.printed_columns)) < len(self.printed_columns):
            raise ValueError("a printed column has two meanings")
        if self.ditto == self.merged_left:
            raise ValueError("ditto and merged_left are the same sign; expected two different signs")
        for correction in self.corrections:
            if correction.column not in self.printed_columns:
                raise ValueError(f'a correction names the column "{correction.column}", which is not declared')
        return self


class Misprint(_Part):
    """A difference between a printed total and its amounts that is known."""

    difference: BudgetAmount = Field(description="the amounts that are printed less the printed total, such as `-£1`")
    reason: Text = Field(description="why they differ")
    status: Text = Field(description="what has become of the matter")

    @property
    def pence(self) -> int | None:
        return parse_sum(self.difference).pence


class PrintedTotal(_Part):
    """A total that the paper prints for a complete table, or for one stream, theme or arrangement in it."""

    label: Text = Field(description="what the paper calls it")
    scale: Scale | None = Field(default=None, description="as for a table of awards")
    spaced_amounts: bool = Field(default=False, description="`true` if it is printed with spaces")
    printed: str = Field(description="the total as printed")
    file: FileName = Field(description="the table that it adds up")
    row: Annotated[int, Field(ge=2)] | None = Field(
        default=None, description="its row in the file, if it is there among the awards"
    )
    stream: str | None = Field(
        default=None, description="the code of the stream that it is the total of, if not of the complete table"
    )
    theme: str | None = Field(default=None, description="the theme that it is the total of")
    arrangement: Arrangement | None = Field(default=None, description="the arrangement that it is the total of")
    place: str = Field(default="", description="where in the paper it is")
    misprint: Misprint | None = Field(
        default=None, description="the difference, if it is known to differ from its amounts"
    )

    @property
    def amount(self) -> PrintedAmount:
        return parse_amount(self.printed, spaced=self.spaced_amounts, scale=self.scale)

    @field_validator("printed")
    @classmethod
    def _readable(cls, printed: str, info: ValidationInfo) -> str:
        try:
            parse_amount(printed, spaced=info.data.get("spaced_amounts", False), scale=info.data.get("scale"))
        except AmountError as error:
            raise ValueError(str(error)) from None
        return printed

    @model_validator(mode="after")
    def _stated(self) -> "PrintedTotal":
        if self.amount.pence is None:
            raise ValueError("a printed total needs an amount")
        if self.misprint is not None and not self.misprint.pence:
            raise ValueError(f'misprint.difference is "{self.misprint.difference}"; expected an amount such as "-£1"')
        return self
