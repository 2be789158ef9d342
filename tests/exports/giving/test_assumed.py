"""Values that 360Giving requires: as declared, or else assumed with a reason and the way to supply the true one."""

from datetime import date
from typing import Any

import pytest
from support.reporting import paper_of_2017

from grantsdata.exports.giving.assumed import (
    Value,
    award_date_of,
    description_of,
    funder_of,
    prefix_of,
    recipient_of,
)
from grantsdata.model.declared.publishing import Publishing
from grantsdata.model.paper import Paper

BODY = "police-and-crime-commissioner-for-cambridgeshire"
TABLE = "data/raw/2017-18/victims-services.csv"


def publishing(**declared: Any) -> Paper:
    return paper_of_2017().model_copy(update={"publishing": Publishing(**declared)})


def dated(day: date) -> Paper:
    paper = publishing()
    return paper.model_copy(update={"paper": paper.paper.model_copy(update={"date": day})})


def award(provider: str, identifier: str = "", kind: str = "health") -> dict[str, str]:
    return {
        "award_id": "2017-18-vs-advice",
        "provider": provider,
        "provider_identifier": identifier,
        "provider_type": kind,
    }


def test_a_person_gets_the_prefix_and_the_award_or_the_declared_number() -> None:
    paper = publishing(prefix="360G-cambs", recipients={"Individual 2": "360G-cambs-IND-2"})
    found = recipient_of(paper, award("Individual 1", kind="individual"))
    assert found.text == "360G-cambs-IND-2017-18-vs-advice"
    assert "each grant has a person of its own" in found.why
    assert recipient_of(paper, award("Individual 2", kind="individual")) == Value("360G-cambs-IND-2")


def test_what_is_declared_is_taken_without_a_reason() -> None:
    paper = publishing(prefix="360G-cambs", identifier="GB-LAE-1", recipients={"Aspire": "360G-cambs-7"})
    assert prefix_of(paper) == Value("360G-cambs")
    assert funder_of(paper) == Value("GB-LAE-1")
    assert recipient_of(paper, award("Aspire")) == Value("360G-cambs-7")
    assert recipient_of(paper, award("Other", "GB-CHC-1")) == Value("GB-CHC-1")


def test_a_body_without_an_identifier_gets_prefix_and_name_and_never_the_name_twice() -> None:
    paper = publishing()
    assert (prefix_of(paper).text, funder_of(paper).text) == (BODY, BODY)
    assert recipient_of(paper, award("The Aspire & Co")).text == f"{BODY}-the-aspire-co"
    assert funder_of(publishing(prefix="360G-cambs")).text == f"360G-cambs-{BODY}"
    for value in (prefix_of(paper), funder_of(paper), recipient_of(paper, award("X"))):
        assert value.why.endswith(".") and "paper.toml" in value.supply


@pytest.mark.parametrize(
    ("day", "text", "why"),
    [
        (date(2018, 3, 31), "2018-03-31", "No date is stated; this is the paper's."),
        (
            date(2018, 4, 1),
            "2017-04-01",
            "No date is stated, and the paper looks back on the year; this is the year's first day.",
        ),
    ],
)
def test_a_date_is_the_papers_unless_it_looks_back(day: date, text: str, why: str) -> None:
    value = award_date_of(dated(day), {"source_file": TABLE})
    assert (value.text, value.why) == (text, why)
    assert "award_date" in value.supply


def test_a_table_can_have_a_date_of_its_own() -> None:
    paper = publishing(award_date=date(2017, 6, 1), award_dates={"victims-services.csv": date(2017, 4, 3)})
    assert award_date_of(paper, {"source_file": TABLE}) == Value("2017-04-03")
    assert award_date_of(paper, {"source_file": "data/raw/2017-18/other.csv"}) == Value("2017-06-01")


def test_without_a_purpose_the_service_is_named_and_nothing_made_up() -> None:
    award = {"purpose": "To help.", "service": "Hub", "stream": "Victims"}
    assert description_of(award) == Value("To help.")
    value = description_of(award | {"purpose": ""})
    assert value.text == "Hub (Victims). The paper states no purpose."
    assert value.why and value.supply
