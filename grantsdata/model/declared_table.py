"""The model of one award table in `paper.toml`: the meaning of its columns and rows, its sections, its totals."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

from grantsdata.errors import AmountError
from grantsdata.model.amounts.parse import parse_amount, parse_sum
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.paper_fields import STRICT, Arrangement, BudgetAmount, FileName, NoAward, Text
from grantsdata.model.wording.headers import Scale


class _Part(BaseModel):
    model_config = STRICT


class Correction(_Part):
    """A cell that is read differently from what is printed, and the reason."""

    row: Annotated[int, Field(ge=2)]
    column: Text
    printed: str
    read_as: str
    reason: Text
    status: Text


class LeftOut(_Part):
    """A printed row that is not an award: income, a note, or another year's award; `printed` is its first text."""

    row: Annotated[int, Field(ge=2)]
    printed: Text
    because: NoAward


class AwardColumns(_Part):
    """The printed column name for each meaning. `pence` holds the pence of the amounts in `award`."""

    service: Text | None
    provider: Text
    award: Text
    pence: Text | None = None
    currency: Text | None = None
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
        """Map each declared meaning to its printed column name."""
        return self.model_dump(exclude_none=True)


SECTIONS = ("stream", "theme", "arrangement")
"""What a heading between the awards can name, the widest first."""


class AwardTable(_Part):
    """One printed table of awards.

    `service` is what all its awards are for, in a table without such a column. `scale` is how many pounds a printed 1
    stands for; None if it is not declared, which is refused if the header says thousands or millions.
    `streams` maps printed funds to stream codes, in a table of several streams; `arrangements` maps printed headings
    to the closed list; `themes` maps each theme to its aim. Each is printed in a column or in rows between the awards
    (`section_rows`). `award_year_reason` says why the award column may name another year. `no_award` lists the cell
    texts that mean "nothing awarded this year", in a table with columns for several years. `left_out` lists the rows
    that are not awards. `ditto` and `merged_left` are the signs for a cell merged with the cell above it or to its
    left. `remarks` maps words beside an amount that do not change it to a person's reason.
    """

    file: FileName
    stream: Text | None = None
    place: str = ""
    header_rows: Annotated[int, Field(ge=1, le=3)] = 1
    columns: AwardColumns
    ignored_columns: list[Text] = []
    ditto: Text = "〃"
    merged_left: Text = "←"
    award_year_reason: Text | None = None
    spaced_amounts: bool = False
    scale: Scale | None = None
    service: Text | None = None
    streams: dict[Text, Text] = {}
    arrangement: Arrangement | None = None
    arrangements: dict[Text, Arrangement] = {}
    themes: dict[Text, str] = {}
    section_rows: list[Literal["stream", "theme", "arrangement"]] = []
    no_award: list[str] = []
    remarks: dict[Text, Text] = {}
    left_out: list[LeftOut] = []
    corrections: list[Correction] = []

    @property
    def printed_columns(self) -> list[str]:
        """The printed name of every column, the ignored ones last."""
        return [*self.columns.by_meaning().values(), *self.ignored_columns]

    @property
    def headings(self) -> dict[str, dict[str, str]]:
        """Map stream, theme and arrangement to their printed headings and the meaning of each heading."""
        return {"stream": self.streams, "theme": self.themes, "arrangement": self.arrangements}

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
        for name in ("stream", "arrangement"):
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
    """A difference that is known: `difference` is the amounts that are printed less the printed total ("£1", "-£1")."""

    difference: BudgetAmount
    reason: Text
    status: Text

    @property
    def pence(self) -> int | None:
        return parse_sum(self.difference).pence


class PrintedTotal(_Part):
    """A total that the paper prints for a complete table, or for one stream, theme or arrangement in it.

    `row` is the total's row in the file, if the file lists it among the awards. `scale` and `spaced_amounts` are as in
    `AwardTable`.
    `misprint` says why it is known to differ from its amounts.
    """

    label: Text
    scale: Scale | None = None
    spaced_amounts: bool = False
    printed: str
    file: FileName
    row: Annotated[int, Field(ge=2)] | None = None
    stream: str | None = None
    theme: str | None = None
    arrangement: Arrangement | None = None
    place: str = ""
    misprint: Misprint | None = None

    @property
    def amount(self) -> PrintedAmount:
        return parse_amount(self.printed, spaced=self.spaced_amounts, scale=self.scale or 1)

    @field_validator("printed")
    @classmethod
    def _readable(cls, printed: str, info: ValidationInfo) -> str:
        try:
            parse_amount(printed, spaced=info.data.get("spaced_amounts", False), scale=info.data.get("scale") or 1)
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
