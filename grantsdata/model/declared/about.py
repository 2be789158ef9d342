"""What a paper is, its streams and budgets, and what stands in its text."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from grantsdata.model.law.bodies import Kind
from grantsdata.model.paper_fields import STRICT, BudgetAmount, PaymentFile, Text, Year


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
