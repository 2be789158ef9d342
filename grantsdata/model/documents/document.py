"""The model of a document of the year: what it is, when it was made, how pages name it."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field

from grantsdata.model.paper_fields import STRICT, Text
from grantsdata.model.schema import DocumentKind
from grantsdata.model.years import FinancialYear, in_words

THE_PAPER = "paper"
"""The identifier of the paper that the table `[paper]` describes, and the kind of document that it is."""


class Document(BaseModel):
    """A document of the year beside the paper, which makes, states or changes awards."""

    model_config = STRICT

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] = Field(
        description="a short name by which tables and variations cite it, of small letters, digits and hyphens, such "
        "as `notice-2017-08-03`; `paper` stands for the paper itself"
    )
    kind: DocumentKind = Field(
        description="`board paper`, `decision notice`, `variation`, `grant register` or `contract notice`"
    )
    date: Annotated[date, Field(description="its date; its awards and variations count from then")]
    title: Text = Field(description="its title")
    reference: str = Field(default="", description="its number or reference")
    source: str = Field(default="", description="where it can be read: a web address, or the name of a file")


def document_names(documents: Sequence[tuple[str, str, date, str]]) -> dict[str, str]:
    """Map the identifier of each document to its name in sentences: "decision notice of 3 August 2017".

    Each is given as identifier, kind, date and reference. Documents of the same kind and date have their references in
    their names too, or else their identifiers.
    """
    times = Counter((kind, day) for _, kind, day, _ in documents)
    return {
        name: f"{kind} of {in_words(day)}" + (f", {reference or name}" if times[kind, day] > 1 else "")
        for name, kind, day, reference in documents
    }


def is_made_by(award: Mapping[Hashable, Any], half: str) -> bool:
    """Whether an award was made by the end of "first half" or "second half"; those of the paper are for the whole year.

    `award` is a row of the awards table, which names documents only where there are several.
    """
    end = FinancialYear.parse(award["financial_year"]).end_of(half)
    return bool(award.get("document", THE_PAPER) == THE_PAPER or award["document_date"] <= end.isoformat())
