"""The contracts in the Open Contracting Data Standard: what the paper states, the required fields, and nothing else."""

import csv
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.reporting import add_year, copied_project

from grantsdata.exports.export import export

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]

YEAR = "2017-18"
VICTIMS, PAPER = f"{YEAR}/victims-services.csv", f"{YEAR}/paper.toml"

MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
TEXT = {"type": "string", "minLength": 1}
VALUE = {"type": "object", "properties": {"amount": {"type": "number"}, "currency": {"const": "GBP"}}}
PARTY = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}}
AWARD = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": TEXT, "title": TEXT, "description": TEXT, "date": MOMENT, "value": VALUE,
        "suppliers": {"type": "array", "items": PARTY}, "contractPeriod": {
            "type": "object", "properties": {"startDate": MOMENT, "endDate": MOMENT}, "additionalProperties": False,
        }, "documents": {"type": "array"},
    },
    "additionalProperties": False,
}  # fmt: skip
RELEASE = {
    "type": "object",
    "required": ["ocid", "id", "date", "tag", "initiationType"],
    "properties": {
        "ocid": TEXT, "id": {"type": "string", "pattern": "^[^#]+$"}, "date": MOMENT, "tag": {"const": ["award"]},
        "initiationType": {"const": "tender"}, "language": {"const": "en"}, "buyer": PARTY, "planning": {},
        "parties": {"type": "array", "items": PARTY},
        "tender": {"type": "object", "required": ["id"], "properties": {
            "id": TEXT, "procurementMethod": {"enum": ["open", "selective", "limited", "direct"]},
            "procurementMethodRationale": TEXT,
        }, "additionalProperties": False},
        "awards": {"type": "array", "items": AWARD},
    },
    "additionalProperties": False,
}  # fmt: skip
PACKAGE = {
    "type": "object",
    "required": ["uri", "publisher", "publishedDate", "releases", "version"],
    "properties": {
        "uri": {"type": "string", "pattern": "^(https?://|urn:uuid:)"}, "version": {"const": "1.1"},
        "publishedDate": MOMENT, "publisher": {"type": "object", "required": ["name"]}, "license": TEXT,
        "releases": {"type": "array", "minItems": 1, "uniqueItems": True, "items": RELEASE},
    },
    "additionalProperties": False,
}  # fmt: skip
"""What version 1.1 of the standard requires of the fields that are used here, and no other field."""


def package_of(folder: Path) -> dict[str, Any]:
    """The package, whose form is looked at each time."""
    text = (folder / "ocds.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(PACKAGE).validate(json.loads(text))
    package: dict[str, Any] = json.loads(text, parse_float=Decimal)
    for release in package["releases"]:
        ids = [party["id"] for party in release["parties"]]
        assert release["buyer"]["id"] in ids and len(ids) == len(set(ids))
        assert all(one["id"] in ids for award in release["awards"] for one in award.get("suppliers", []))
    return package


def left_out(folder: Path) -> list[dict[str, str]]:
    with (folder / "ocds-left-out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of 2017-18: look, do not touch."""
    folder = tmp_path_factory.mktemp("ocds")
    export(YEAR, "ocds", project=copied_project(folder / "project"), folder=folder / "made")
    return folder / "made"


def test_each_contract_and_single_tender_is_a_release_with_its_amount(made: Path) -> None:
    releases = package_of(made)["releases"]
    found = {one["awards"][0]["title"]: (one["awards"][0]["value"]["amount"], "tender" in one) for one in releases}
    assert found == {
        "Countywide Sexual Violence Support Service": (213_000, False),
        "Counselling for young victims of crime": (20_000, False),
        "Victim Pathfinders (Mental Health Nurses in Victim and Witness Hub)": (75_000, True),
        "Home security for elderly victims of burglary": (50_000, True),
        "Specialist Victim Care Co-ordinator – Young Victims of Crime": (29_065, True),
    }
    assert len({one["ocid"] for one in releases}) == len({one["id"] for one in releases}) == 5


def test_a_single_tender_is_direct_and_gives_no_reason_that_the_paper_does_not_give(made: Path) -> None:
    tenders = [one["tender"] for one in package_of(made)["releases"] if "tender" in one]
    assert [set(tender) for tender in tenders] == [{"id", "procurementMethod"}] * 3
    assert {tender["procurementMethod"] for tender in tenders} == {"direct"}


def test_a_supplier_in_a_register_has_its_number(made: Path) -> None:
    parties = {party["name"]: party for one in package_of(made)["releases"] for party in one["parties"]}
    assert parties["Shrievalty Trust"]["identifier"] == {"scheme": "GB-CHC", "id": "1074992"}
    assert "identifier" not in parties["Family Action"]
    assert parties["Family Action"]["roles"] == ["supplier"]


def test_what_is_not_stated_is_left_out_and_listed(made: Path) -> None:
    fields = [row["field"] for row in left_out(made) if row["ocid"]]
    assert {field: fields.count(field) for field in fields} == {
        "awards.date": 5,
        "tender.procurementMethod": 2,
        "tender.procurementMethodRationale": 3,
        "awards.contractPeriod": 5,
    }
    whole = {row["field"]: row for row in left_out(made) if not row["ocid"]}
    assert list(whole) == ["releases", "ocid", "uri", "publishedDate, releases.date"]
    assert "30 awards" in whole["releases"]["why"]
    assert whole["uri"]["value"] == package_of(made)["uri"]
    assert all(row["why"] and row["how_to_supply_it"] for row in left_out(made))


def test_what_the_publisher_declares_is_used_and_not_listed(project: Path, replace_text: Replace) -> None:
    declared = (
        '[publishing]\nocid_prefix = "ocds-a1b2c3"\ncontracts_address = "https://www.example.org/contracts.json"\n'
        'identifier = "GB-COH-01234567"\naward_date = 2017-05-11\n\n[publishing.recipients]\n'
        '"Family Action" = "360G-x-17"\n\n[overall_budget]'
    )
    replace_text(PAPER, "[overall_budget]", declared)
    export(YEAR, "ocds", project=project, folder=project / "made")
    package = package_of(project / "made")
    assert package["uri"] == "https://www.example.org/contracts.json"
    releases = {one["awards"][0]["title"]: one for one in package["releases"]}
    assert all(re.match("ocds-a1b2c3-2017-18-VS-", one["ocid"]) for one in package["releases"])
    release = releases["Specialist Victim Care Co-ordinator – Young Victims of Crime"]
    assert release["awards"][0]["date"] == "2017-05-11T00:00:00Z"
    assert release["awards"][0]["suppliers"] == [{"id": "360G-x-17", "name": "Family Action"}]
    assert release["parties"][0]["identifier"] == {"scheme": "GB-COH", "id": "01234567"}
    fields = {row["field"] for row in left_out(project / "made")}
    assert not fields & {"ocid", "uri", "awards.date"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('ocid_prefix = "example"', "registered with the Open Contracting Partnership"),
        ('contracts_address = "contracts.json"', "expected a web address"),
    ],
)
def test_a_wrong_declaration_is_refused(project: Path, replace_text: Replace, line: str, expected: str) -> None:
    replace_text(PAPER, "[overall_budget]", f"[publishing]\n{line}\n\n[overall_budget]")
    with pytest.raises(Exception, match=expected):
        export(YEAR, "ocds", project=project, folder=project / "made")


def test_an_amount_or_a_provider_that_is_not_stated_is_no_field(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 8, "Award", "TBC")
    set_cell(VICTIMS, 8, "Provider", "")
    set_cell(VICTIMS, 7, "Award", "£123,456,789.01")
    export(YEAR, "ocds", project=project, folder=project / "made")
    first, second = (one["awards"][0] for one in package_of(project / "made")["releases"][:2])
    assert first["value"]["amount"] == Decimal("123456789.01")
    assert "value" not in second and "suppliers" not in second
    fields = [row["field"] for row in left_out(project / "made")]
    assert (fields.count("awards.value"), fields.count("awards.suppliers")) == (1, 1)


def test_a_year_without_contracts_has_only_the_list(project: Path) -> None:
    add_year(project, (("GR", "Street lights", "Cambridge City Council", "£4,000"),), year="2018-19")
    (project / "made").mkdir()
    (project / "made" / "ocds.json").write_text("of other awards", encoding="utf-8")
    written = export("2018-19", "ocds", project=project, folder=project / "made")
    assert [path.name for path in written] == ["ocds-left-out.csv"]
    assert [path.name for path in (project / "made").iterdir()] == ["ocds-left-out.csv"]
    assert "1 award;" in left_out(project / "made")[0]["why"]


def test_the_same_awards_give_the_same_bytes(made: Path, project: Path) -> None:
    export(YEAR, "ocds", project=project, folder=project / "made")
    for path in made.iterdir():
        assert (project / "made" / path.name).read_bytes() == path.read_bytes()


def test_the_period_of_an_agreement_and_the_register_of_single_tenders(project: Path, set_cell: SetCell) -> None:
    set_cell(f"{YEAR}/agreements.csv", 2, "start", "2017-06-01")
    set_cell(f"{YEAR}/agreements.csv", 2, "end", "2019-05-31")
    set_cell(f"{YEAR}/tenders.csv", 3, "circumstance", "sole supplier for technical reasons")
    export(YEAR, "ocds", project=project, folder=project / "made")
    releases = {one["awards"][0]["title"]: one for one in package_of(project / "made")["releases"]}
    counselling = releases["Counselling for young victims of crime"]["awards"][0]
    assert counselling["contractPeriod"] == {"startDate": "2017-06-01T00:00:00Z", "endDate": "2019-05-31T00:00:00Z"}
    security = releases["Home security for elderly victims of burglary"]["tender"]
    assert security["procurementMethodRationale"] == "sole supplier for technical reasons"
    left_out = (project / "made" / "ocds-left-out.csv").read_text(encoding="utf-8")
    assert (left_out.count("awards.contractPeriod"), left_out.count("procurementMethodRationale")) == (4, 2)


def test_a_payee_that_is_another_body_and_the_reason_of_a_single_tender(
    project: Path, replace_text: Replace, set_cell: SetCell
) -> None:
    replace_text(
        PAPER, 'purpose = "Purpose"\n\n[award_tables.arr',
        'purpose = "Purpose"\ntender_circumstance = "Why"\n\n[award_tables.arr',
    )  # fmt: skip
    table = project / "data" / "raw" / VICTIMS
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([f"{header},Why", *(f"{row}," for row in rows), ""]), encoding="utf-8", newline="\n")
    set_cell(VICTIMS, 11, "Why", "continuity with an existing supplier")
    set_cell("providers.csv", 8, "payee", "Cambridge City Council")
    export(YEAR, "ocds", project=project, folder=project / "made")
    release = package_of(project / "made")["releases"][4]
    assert release["awards"][0]["title"] == "Specialist Victim Care Co-ordinator – Young Victims of Crime"
    assert release["tender"]["procurementMethodRationale"] == "continuity with an existing supplier"
    assert [(party["name"], party["roles"]) for party in release["parties"]][1:] == [
        ("Family Action", ["supplier"]), ("Cambridge City Council", ["payee"]),
    ]  # fmt: skip
