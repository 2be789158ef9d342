"""Find the values that 360Giving requires and a paper does not state: in `paper.toml` or the tables, or else assumed.

A body that is in no register gets the prefix, a hyphen and its name as identifier, and never an invented org-id code.
Source: https://standard.threesixtygiving.org/en/latest/technical/identifiers/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grantsdata.model.paper import Paper
from grantsdata.model.schema import INDIVIDUAL
from grantsdata.model.slugs import file_part


@dataclass(frozen=True)
class Value:
    """A value. If it is assumed, `why` is the reason and `supply` how to supply the true value; else both are ""."""

    text: str
    why: str = ""
    supply: str = ""


def prefix_of(paper: Paper) -> Value:
    """The prefix of the identifiers of this publisher."""
    if paper.publishing.prefix:
        return Value(paper.publishing.prefix)
    return Value(
        file_part(paper.paper.body),
        "No prefix is registered with 360Giving; the body's name stands in its place.",
        'Register one with 360Giving and write it into paper.toml, under [publishing]: prefix = "360G-…"',
    )


def funder_of(paper: Paper) -> Value:
    """The identifier of the body that makes the awards."""
    if paper.publishing.identifier:
        return Value(paper.publishing.identifier)
    return Value(
        _prefix_and_name(paper, paper.paper.body),
        "No public register gives the body an identifier; this one is the prefix and its name.",
        'Write another into paper.toml, under [publishing]: identifier = "…"',
    )


def award_date_of(paper: Paper, award: Mapping[Any, Any]) -> Value:
    """The date of an award: as declared, or that of its document, or else the paper's; if the paper is dated after the
    year, the year's first day."""
    day = paper.award_date(award)
    if paper.stated_award_date(award):
        return Value(day.isoformat())
    supply = "Write it into paper.toml, under [publishing]: award_date = 2017-05-11; for one table alone: award_dates"
    why = "No date is stated; this is the paper's."
    if paper.paper.date > paper.financial_year.end:
        why = "No date is stated, and the paper looks back on the year; this is the year's first day."
    return Value(day.isoformat(), why, supply)


NEUTRAL_NAME = Value(
    "Individual Recipient",
    "A grant to a person: the standard's neutral name stands in place of any name.",
    "Nothing: no name of a person is published.",
)


def is_to_a_person(award: Mapping[Any, Any]) -> bool:
    """Whether a grant is to a person and not to a body."""
    return bool(award["provider_type"] == INDIVIDUAL)


def recipient_of(paper: Paper, award: Mapping[Any, Any]) -> Value:
    """The identifier of the provider of an award: from the register or `paper.toml`, or else made from the prefix."""
    provider = award["provider"]
    known = award["provider_identifier"] or paper.publishing.recipients.get(provider)
    if known:
        return Value(known)
    if is_to_a_person(award):
        return Value(
            f"{prefix_of(paper).text}-IND-{award['award_id']}",
            "No public register has people; this is the prefix and the award, so each grant has a person of its own.",
            "Write your own number of the person into paper.toml, under [publishing.recipients]",
        )
    return Value(
        _prefix_and_name(paper, provider),
        "The register of providers has no org-id code of it; this is the prefix and its name.",
        "If it is in a public register, write its code into data/raw/providers.csv, column identifier; else your own "
        "into paper.toml, under [publishing.recipients]",
    )


def _prefix_and_name(paper: Paper, name: str) -> str:
    """An identifier of prefix and name; only the prefix if that is the name already."""
    prefix, part = prefix_of(paper).text, file_part(name)
    return prefix if part == prefix else f"{prefix}-{part}"


def description_of(award: Mapping[str, Any]) -> Value:
    """The description of what the grant is for."""
    if award["purpose"]:
        return Value(award["purpose"])
    return Value(
        f"{award['service']} ({award['stream']}). The paper states no purpose.",
        "The paper states no purpose.",
        "Write it, in your own words, into the column that paper.toml declares as purpose.",
    )
