"""State where a year's data comes from, in the same words for every published or exported file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from grantsdata.awards.documents.year import Year, check_include_implied
from grantsdata.awards.provenance import load_inputs, made_from
from grantsdata.model.declared.about import About
from grantsdata.model.years import FinancialYear, in_words

COUNTED = "Amounts that a printed total implies are counted, and marked as implied."
NOT_COUNTED = "Only printed amounts are counted: one that a printed total implies is left as not stated."


@dataclass(frozen=True)
class Origin:
    """The paper, its raw files (`inputs`: file and sha256), and whether implied amounts are counted.

    `further` are the documents of the year beside the paper, as they are cited.
    """

    year: FinancialYear
    paper: About
    include_implied: bool
    made_from: str
    inputs: tuple[tuple[str, str], ...]
    as_at: date | None = None
    further: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"Grants awarded in {self.year}" + (f" (as at {in_words(self.as_at)})" if self.as_at else "")

    @property
    def licence_address(self) -> str | None:
        return self.paper.licence_address

    @property
    def sources(self) -> str:
        """The documents that the data is from, the paper first."""
        return "; ".join((self.paper.source, *self.further))

    @property
    def amounts(self) -> str:
        """A sentence on whether implied amounts are counted."""
        return COUNTED if self.include_implied else NOT_COUNTED

    def facts(self) -> Iterator[tuple[str, str]]:
        """Every fact except the raw files, as its name and its text."""
        yield "Financial year", str(self.year)
        if self.as_at:
            yield "As at", self.as_at.isoformat()
        yield "Body", self.paper.body
        yield "Paper", self.paper.title
        yield "Source", self.paper.source
        yield "Date of the paper", self.paper.date.isoformat()
        if self.further:
            yield "Also from", "; ".join(self.further)
        yield "Licence of the facts and figures", self.paper.licence
        if self.licence_address:
            yield "Licence at", self.licence_address
        yield "Amounts", self.amounts
        yield "Made from", self.made_from


def origin_of(year: Year, include_implied: bool = True) -> Origin:
    """The origin of a year's data. Raises YearError or PaperError like `load_paper`."""
    check_include_implied(include_implied)
    inputs = load_inputs(year)
    files = tuple(zip(inputs["file"], inputs["sha256"], strict=True))
    _, *further = year.paper.citations.values()
    return Origin(year.year, year.paper.paper, include_implied, made_from(year), files, year.as_at, tuple(further))
