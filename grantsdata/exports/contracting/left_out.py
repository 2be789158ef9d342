"""List what the Open Contracting file leaves out because no paper states it, and the few values that it has to assume.

The standard requires an identifier, an address and dates. Everything else that is not stated is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED, PRINTED, SINGLE_TENDER
from grantsdata.model.slugs import file_part

LEFT_OUT = "left out"
COLUMNS = ("ocid", "field", "value", "why", "how_to_supply_it")

_IN_TABLE = "Type it into the award table"


@dataclass(frozen=True)
class Line:
    """A line of the list: COLUMNS. `ocid` is empty for what concerns the whole file."""

    ocid: str
    field: str
    value: str
    why: str
    how_to_supply_it: str


def prefix_of(paper: Paper) -> str:
    """The prefix of the identifiers of this publisher: the registered one, or the body's name."""
    return paper.publishing.ocid_prefix or file_part(paper.paper.body)


def address_of(paper: Paper) -> str:
    """The address of the file: the declared one, or a name (a URN) that leads nowhere."""
    name = f"{prefix_of(paper)}/{paper.financial_year}"
    return paper.publishing.contracts_address or uuid5(NAMESPACE_URL, name).urn


def moment(day: date) -> str:
    """A day as the standard writes it, with a time."""
    return f"{day.isoformat()}T00:00:00Z"


def lines_of_file(paper: Paper, grants: int) -> Iterator[Line]:
    """What concerns the whole file. `grants` is how many awards are no contracts."""
    if grants:
        why = f"The paper states no contract for {counted(grants, 'award')}; they are taken for grants."
        supply = "Nothing, if it is a grant; else declare its arrangement as Commissioned contract or Single tender."
        yield Line("", "releases", LEFT_OUT, why, supply)
    if not paper.publishing.ocid_prefix:
        why = "No prefix is registered with the Open Contracting Partnership; the body's name stands in its place."
        supply = 'Register one, and write it into paper.toml, under [publishing]: ocid_prefix = "ocds-…"'
        yield Line("", "ocid", prefix_of(paper), why, supply)
    if not paper.publishing.contracts_address:
        why = "The standard requires an address. None is declared; this is a name that leads nowhere."
        supply = 'Write it into paper.toml, under [publishing]: contracts_address = "https://…"'
        yield Line("", "uri", address_of(paper), why, supply)
    why = "The standard requires a date with a time. This is the paper's date, at midnight."
    yield Line("", "publishedDate, releases.date", moment(paper.paper.date), why, "Nothing: the paper has no time.")


def lines_of_award(ocid: str, award: Mapping[Any, Any], paper: Paper) -> Iterator[Line]:
    """What is left out of the release of a contract."""
    if not paper.stated_award_date(award):
        supply = "Write it into paper.toml, under [publishing]: award_date; for one table alone: award_dates"
        yield Line(ocid, "awards.date", LEFT_OUT, "The paper states no date of the award.", supply)
    if award["award_status"] != PRINTED:
        implied = "The amount is not printed; it is implied by a printed total."
        why = implied if award["award_status"] == IMPLIED else "The paper states no amount."
        yield Line(ocid, "awards.value", LEFT_OUT, why, f"{_IN_TABLE}, once the office has confirmed it.")
    if not award["provider"]:
        yield Line(
            ocid, "awards.suppliers", LEFT_OUT, "The paper names no provider.", f"{_IN_TABLE}, once it is known."
        )
    elif award["payee"] != award["provider"]:
        paid = f"{award['payee']} is paid." if award["payee"] else "The body that is paid is not named."
        why = f"The supplier is the body that delivers the service. {paid}"
        yield Line(ocid, "awards.suppliers", award["provider"], why, "Nothing: a party with the role payee is paid.")
    if award["arrangement"] == SINGLE_TENDER:
        if not award["tender_circumstance"]:
            why = "Neither the paper nor the register of single tenders says why there was no competition."
            supply = "Type it into tenders.csv, in the column circumstance."
            yield Line(ocid, "tender.procurementMethodRationale", LEFT_OUT, why, supply)
    else:
        why = "The paper does not say how the supplier was chosen."
        yield Line(ocid, "tender.procurementMethod", LEFT_OUT, why, "Nothing can be supplied yet.")
    if not award["period"]:
        why = "No single agreement is on file that says from when to when the contract runs."
        supply = "Type start and end into agreements.csv; a contract with several agreements has no single period."
        yield Line(ocid, "awards.contractPeriod", LEFT_OUT, why, supply)
