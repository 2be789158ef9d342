"""Agreements and payments as fields of grants, worked out by hand from an invented year."""

import csv
import json
from pathlib import Path

import jsonschema
from support.agreements import BUS, SOUND, YEAR, year_with

from grantsdata.exports.export import export
from grantsdata.sources.threesixty.fields import package_schema


def test_a_grant_has_its_dates_and_each_payment_and_the_rest_is_listed(project: Path) -> None:
    second = BUS | {"reference": "A3", "start": "2018-10-01", "said_in": "contract A3"}
    year_with(project, {**SOUND, "agreements": [*SOUND["agreements"], second]})
    export(YEAR, "360giving", project=project, folder=project / "made")
    package = json.loads((project / "made" / "360giving.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(package_schema()).validate(package)
    bus, refuge, cameras = package["grants"]
    assert bus["actualDates"] == [
        {"title": "Agreement A1", "startDate": "2018-04-01", "endDate": "2020-03-31"},
        {"title": "Agreement A3", "startDate": "2018-10-01"},
    ]
    assert "amountDisbursed" not in refuge and "disbursementTransaction" not in refuge
    assert (bus["amountDisbursed"], cameras["amountDisbursed"]) == (2_000, 2_400.5)
    assert cameras["disbursementTransaction"] == [
        {
            "id": f"{cameras['id']}-payment-3",
            "transactionDate": "2018-07-02",
            "currency": "GBP",
            "value": 2_400.5,
            "description": "ledger",
        }
    ]
    assert bus["disbursementTransaction"][0]["description"] == "1 of 2; ledger"
    with (project / "made" / "360giving-assumed.csv").open(encoding="utf-8", newline="") as file:
        listed = [(row["field"], row["why"]) for row in csv.DictReader(file) if row["value"] == "not in the file"]
    assert listed == [
        ("amountDisbursed", "£2,000 was held back."),
        ("amountDisbursed", "£400 was returned."),
        (
            "amountAwarded",
            "The award was varied on 3 September 2018, to £3,500; the file has the amount of the paper.",
        ),
    ]
    with (project / "made" / "360giving.csv").open(encoding="utf-8", newline="") as file:
        flat = list(csv.DictReader(file))
    assert [row["Amount Disbursed"] for row in flat] == ["2000", "", "2400.50"]
    assert [row["Actual Dates:End Date"] for row in flat] == ["", "2020-06-30", ""]
