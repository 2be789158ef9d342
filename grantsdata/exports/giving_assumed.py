"""What 360Giving asks for and a paper does not state: supplied in `paper.toml` or the tables, or else assumed.

How an identifier is made for a body that is in no register (prefix, hyphen, name; no org-id code is made up): the
standard's guidance, https://standard.threesixtygiving.org/en/latest/technical/identifiers/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grantsdata.model.paper import Paper
from grantsdata.model.slugs import file_part


@dataclass(frozen=True)
class Value:
    """A value; if it had to be assumed, why it is what it is, and how another can be supplied."""

    text: str
    why: str = ""
    supply: str = ""


def prefix_of(paper: Paper) -> Value:
    """What begins the identifiers of this publisher."""
    if paper.publishing.prefix:
        return Value(paper.publishing.prefix)
    return Value(
        file_part(paper.paper.body),
        "No prefix is registered with 360Giving; the body's name stands in its place.",
        'Register one with 360Giving and write it into paper.toml, under [publishing]: prefix = "360G-…"',
    )


def funder_of(paper: Paper) -> Value:
    """The identifier of the body whose awards these are."""
    if paper.publishing.identifier:
        return Value(paper.publishing.identifier)
    return Value(
        _made_of(paper, paper.paper.body),
        "No public register gives the body an identifier; this one is the prefix and its name.",
        'Write another into paper.toml, under [publishing]: identifier = "…"',
    )


def award_date_of(paper: Paper, source_file: str) -> Value:
    """When the awards of a table were made: as declared; else the paper's date; of a paper that looks back on the
    whole year, the year's first day."""
    declared = {paper.source_file(file): day for file, day in paper.publishing.award_dates.items()}
    day = declared.get(source_file) or paper.publishing.award_date
    if day:
        return Value(day.isoformat())
    supply = "Write it into paper.toml, under [publishing]: award_date = 2017-05-11; for one table alone: award_dates"
    year = paper.financial_year
    if paper.paper.date <= year.end:
        return Value(paper.paper.date.isoformat(), "No date is stated; this is the paper's.", supply)
    why = "No date is stated, and the paper looks back on the year; this is the year's first day."
    return Value(year.start.isoformat(), why, supply)


def recipient_of(paper: Paper, provider: str, identifier: str) -> Value:
    """The identifier of a provider; `identifier` is the register's, "" if that has none."""
    known = identifier or paper.publishing.recipients.get(provider)
    if known:
        return Value(known)
    return Value(
        _made_of(paper, provider),
        "The register of providers has no org-id code of it; this is the prefix and its name.",
        "If it is in a public register, write its code into data/raw/providers.csv, column identifier; else your own "
        "into paper.toml, under [publishing.recipients]",
    )


def _made_of(paper: Paper, name: str) -> str:
    """The prefix and a name; a prefix that is that name already is enough."""
    prefix, own = prefix_of(paper).text, file_part(name)
    return prefix if own == prefix else f"{prefix}-{own}"


def description_of(award: Mapping[str, Any]) -> Value:
    """What the grant is for."""
    if award["purpose"]:
        return Value(award["purpose"])
    return Value(
        f"{award['service']} ({award['stream']}). The paper states no purpose.",
        "The paper states no purpose.",
        "Write it, in your own words, into the column that paper.toml declares as purpose.",
    )
