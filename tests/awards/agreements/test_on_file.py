"""What of the tables about awards was on file on a day: nothing later, and what has no date is left out and counted."""

from pathlib import Path

import pytest
from support.agreements import BUS, SOUND, YEAR, year_with
from support.documents import YEAR as OF_DOCUMENTS
from support.documents import year_of_documents
from support.returns import SOUND as RETURNS

from grantsdata import (
    load_agreements,
    load_conditions,
    load_payments,
    load_returns,
    load_single_tenders,
    load_variations,
)
from grantsdata.awards.agreements.load import undated_records

LATE = BUS | {"condition": "A report is sent.", "due": "2018-06-15", "met_on": "2018-08-01", "evidence": "mail"}


@pytest.fixture
def office(project: Path) -> Path:
    conditions = [*SOUND["conditions"], LATE | {"said_in": "p. 4"}, BUS | {"condition": "A sign.", "said_in": "p. 5"}]
    tender = BUS | {"evidence": "letter", "said_in": "register"}
    year_with(project, {**SOUND, "conditions": conditions, "returns": RETURNS, "tenders": [tender]})
    return project


def at(day: str) -> str:
    return f"{YEAR}-as-at-{day}"


def test_an_agreement_is_on_file_from_its_signing_and_a_payment_from_its_day(office: Path) -> None:
    """The refuge's agreement and the bus's money held back have no date."""
    assert load_agreements(at("2018-06-01"), project=office)["reference"].tolist() == ["A1"]
    three = ("2018-05-31", "2018-06-01", "2019-03-31")
    days = [load_payments(at(day), project=office)["date"].tolist() for day in three]
    assert days == [[], ["2018-06-01"], ["2018-06-01", "2018-07-02", "2018-12-03"]]
    assert load_single_tenders(at("2019-03-31"), project=office).empty
    undated = {"agreements": 1, "conditions": 1, "payments": 1, "tenders": 1}
    assert undated_records(at("2019-03-31"), project=office) == undated
    assert undated_records(YEAR, project=office) == {}


def test_a_condition_that_was_met_later_is_not_met(office: Path) -> None:
    conditions = load_conditions(at("2018-06-30"), project=office)
    assert conditions[["condition", "met_on", "evidence"]].to_numpy().tolist() == [
        ["A timetable is agreed.", "2018-05-15", ""],
        ["A safeguarding policy is sent.", "", ""],
        ["Drivers are checked.", "2018-05-20", "letter"],
        ["A report is sent.", "", ""],
    ]
    assert load_conditions(at("2018-08-01"), project=office)["met_on"].tolist()[-1] == "2018-08-01"


def test_a_return_that_came_later_is_missing_once_it_is_due(office: Path) -> None:
    """The second half is due on 30 April 2019 and came on 2 May; the cameras' line has a due date and never came."""
    day = load_returns(at("2018-10-30"), project=office)
    assert (len(day), day["period"].unique().tolist(), day["actual"].tolist()[0]) == (4, ["first half"], 1204)
    between = load_returns(at("2019-05-01"), project=office)
    second = between[between["period"] == "second half"]
    assert second["measure"].tolist() == ["Riders", "Riders who feel safer", "Women helped", "Wait for a place"]
    later = second[["returned_on", "data_quality", "narrative", "said_in"]].to_numpy().ravel()
    assert set(later) == {""} and second[["actual", "numerator", "denominator"]].isna().all(axis=None)
    assert set(load_returns(at("2019-05-02"), project=office)["returned_on"]) == {"2018-10-30", "2019-05-02", ""}


def test_a_variation_counts_from_its_document_and_no_record_precedes_its_award(project: Path) -> None:
    """The refuge's variation is of 1 October and its letter of 15 October; mentoring was awarded on 3 August."""
    folder = year_of_documents(project)
    toml = folder / "paper.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '[payments]\nfile = "payments.csv"\n', encoding="utf-8")
    paid = "stream,service,provider,date,kind,amount,instalment,held_back_because,said_in\n"
    paid += "GR,Mentoring,,2018-07-01,paid,£100,,,ledger\nGR,Cameras,,2018-07-01,paid,£50,,,ledger\n"
    (folder / "payments.csv").write_text(paid, encoding="utf-8")
    of = f"{OF_DOCUMENTS}-as-at"
    variations = [
        load_variations(f"{of}-{day}", project=project)["service"].tolist() for day in ("2018-10-14", "2018-10-15")
    ]
    assert variations == [["Cameras"], ["Cameras", "Refuge"]]
    days = ("2018-08-02", "2018-08-03")
    payments = [load_payments(f"{of}-{day}", project=project)["service"].tolist() for day in days]
    assert payments == [["Cameras"], ["Mentoring", "Cameras"]]
    withdrawn = load_payments(f"{of}-2019-03-31", project=project)
    assert withdrawn["service"].tolist() == ["Mentoring", "Cameras"]
