"""The list of what is left out of a release: a line for each value that no paper states, with how to supply it."""

from typing import Any

import pytest

from grantsdata.awards.load import open_year
from grantsdata.exports.contracting.left_out import (
    address_of,
    lines_of_award,
    lines_of_file,
    moment,
    prefix_of,
)
from grantsdata.model.paper import Paper

AWARD = {
    "award_status": "printed", "award_pence": 100, "provider": "A Trust", "payee": "A Trust", "source_file": "a.csv",
    "arrangement": "Single tender", "period": {}, "tender_circumstance": "sole supplier for technical reasons",
}  # fmt: skip
ALWAYS = {"awards.date", "awards.contractPeriod"}


@pytest.fixture(scope="module")
def paper() -> Paper:
    return open_year("2017-18").paper


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"tender_circumstance": ""}, {"tender.procurementMethodRationale"}),
        ({"arrangement": "Commissioned contract"}, {"tender.procurementMethod"}),
        ({"award_status": "implied"}, {"awards.value"}),
        ({"award_status": "not stated", "award_pence": ""}, {"awards.value"}),
        ({"provider": "", "payee": ""}, {"awards.suppliers"}),
        ({"payee": "A Council"}, {"awards.suppliers"}),
        ({"payee": ""}, {"awards.suppliers"}),
    ],
)
def test_each_missing_value_has_its_line(paper: Paper, changed: dict[str, Any], fields: set[str]) -> None:
    lines = list(lines_of_award("x-1", AWARD | changed, paper))
    assert {line.field for line in lines} == ALWAYS | fields
    assert {line.ocid for line in lines} == {"x-1"}


def test_a_payee_that_is_another_body_is_named(paper: Paper) -> None:
    (line,) = (one for one in lines_of_award("x", AWARD | {"payee": "A Council"}, paper) if "suppliers" in one.field)
    assert line.value == "A Trust"
    assert "A Council is paid." in line.why


def test_without_declarations_the_prefix_is_the_body_and_the_address_a_name(paper: Paper) -> None:
    assert prefix_of(paper) == "police-and-crime-commissioner-for-cambridgeshire"
    assert address_of(paper).startswith("urn:uuid:")
    assert moment(paper.paper.date) == "2017-05-11T00:00:00Z"


def test_a_year_of_contracts_alone_leaves_out_no_grants(paper: Paper) -> None:
    assert "releases" not in {line.field for line in lines_of_file(paper, 0)}
