"""The 360Giving file against the statement of its fields and figures worked out by hand; what is assumed, left out."""

import csv
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import first
from support.examples import examples
from support.reporting import (
    APPROPRIATE_ADULTS,
    FORCE,
    THE_35_AWARDS,
    add_year,
    awards_of_2017,
    copied_project,
    paper_of_2017,
)

from grantsdata import read_360giving
from grantsdata.awards.load import open_year
from grantsdata.errors import PaperError, ReadingWarning
from grantsdata.exports.export import export
from grantsdata.exports.giving.grants import write_giving
from grantsdata.exports.origin import origin_of
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.sources.threesixty.breakdown import national_breakdown
from grantsdata.sources.threesixty.fields import GRANT_FIELDS, PACKAGE_FIELDS, grant_schema, package_schema

Replace = Callable[[str, str, str], None]
SetCell = Callable[[str, int, str, str], None]

YEAR = "2017-18"
PAPER, VICTIMS, CRIME = f"{YEAR}/paper.toml", f"{YEAR}/victims-services.csv", f"{YEAR}/crime-and-disorder-reduction.csv"
BODY = "police-and-crime-commissioner-for-cambridgeshire"
VOLUNTARY = "voluntary and community"
LEFT_OUT = {APPROPRIATE_ADULTS: 10_000, "Emerging Initiatives": 15_000}
CONTRACTS = {
    "Countywide Sexual Violence Support Service": ("Commissioned contract", 213_000),
    "Counselling for young victims of crime": ("Commissioned contract", 20_000),
    "Victim Pathfinders (Mental Health Nurses in Victim and Witness Hub)": ("Single tender", 75_000),
    "Home security for elderly victims of burglary": ("Single tender", 50_000),
    "Specialist Victim Care Co-ordinator – Young Victims of Crime": ("Single tender", 29_065),
}
"""By hand from the paper: what the commissioner buys, £233,000 by contract and £154,065 by single tender."""


def package_of(folder: Path) -> dict[str, Any]:
    """With its amounts as they are written, not as binary fractions."""
    text = (folder / "360giving.json").read_text(encoding="utf-8")
    package: dict[str, Any] = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    jsonschema.Draft202012Validator(package_schema()).validate(json.loads(text))
    return package


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def noted(folder: Path, field: str) -> list[dict[str, str]]:
    return [row for row in rows_of(folder, "360giving-assumed.csv") if row["field"] == field]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of 2017-18: look, do not touch."""
    folder = tmp_path_factory.mktemp("giving")
    export(YEAR, "360giving", project=copied_project(folder / "project"), folder=folder / "made")
    return folder / "made"


def supply(project: Path, text: str) -> None:
    paper = project / "data" / "raw" / PAPER
    paper.write_text(paper.read_text(encoding="utf-8") + f"\n[publishing]\n{text}\n", encoding="utf-8", newline="\n")


# ---- Grants ----------------------------------------------------------------------------------------


def test_the_files_are_those_promised(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == ["360giving-assumed.csv", "360giving.csv", "360giving.json"]


def test_each_award_that_is_no_contract_is_printed_and_has_a_provider_is_a_grant(made: Path) -> None:
    """35 awards of £2,283,508 less £10,000 that is implied, £15,000 without a provider and five contracts."""
    grants = package_of(made)["grants"]
    printed = [
        (award.service, award.pounds) for award in THE_35_AWARDS if award.service not in {**LEFT_OUT, **CONTRACTS}
    ]
    assert [(grant["title"], grant["amountAwarded"]) for grant in grants] == printed
    assert (len(grants), sum(grant["amountAwarded"] for grant in grants)) == (28, 1_871_443)
    assert 1_871_443 == 2_283_508 - 10_000 - 15_000 - (233_000 + 154_065)
    assert len({grant["id"] for grant in grants}) == 28
    assert [grant.get("fundingType") for grant in grants] == [
        *[[{"vocabulary": "arrangement", "title": "Grant agreement"}]] * 5, *[None] * 23,
    ]  # fmt: skip


def test_contracts_are_left_out_and_counted(made: Path) -> None:
    first, *others = noted(made, "fundingType.title")
    assert (first["grant_id"], first["value"]) == (f"{BODY}-2017-18", "left out")
    assert first["why"] == (
        "5 awards of £387,065 in all, by contract or single tender: services that are bought, no grants."
    )
    assert sum(pounds for _, pounds in CONTRACTS.values()) == 387_065
    assert [(row["value"], row["why"]) for row in others] == [
        ("left out", f"{arrangement}, £{pounds:,}: a service that is bought, no grant.")
        for arrangement, pounds in CONTRACTS.values()
    ]
    assert all("Grant agreement" in row["how_to_supply_it"] for row in (first, *others))
    description = package_of(made)["description"]
    assert f"Contracts: {first['why']}" in description
    for service, (arrangement, pounds) in CONTRACTS.items():
        assert f"{service}: {arrangement}, £{pounds:,}: a service that is bought, no grant." in description


def test_an_office_s_own_name_for_a_contract_is_one(project: Path, replace_text: Replace) -> None:
    """The paper's heading is declared to mean an arrangement; a heading that means a grant agreement brings it in."""
    heading = '"Contracts – Single Tender Action Requests" = '
    replace_text(PAPER, f'{heading}"Single tender"', f'{heading}"Grant agreement"')
    export(YEAR, "360giving", project=project, folder=project / "made")
    grants = package_of(project / "made")["grants"]
    assert (len(grants), sum(grant["amountAwarded"] for grant in grants)) == (31, 1_871_443 + 154_065)
    first = noted(project / "made", "fundingType.title")[0]
    assert first["why"].startswith("2 awards of £233,000 in all")


def test_a_contract_without_an_amount_or_a_provider_says_all_of_it(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 7, "Award", "TBC")
    set_cell(VICTIMS, 7, "Provider", "")
    export(YEAR, "360giving", project=project, folder=project / "made")
    first, second, *_ = noted(project / "made", "fundingType.title")
    assert first["why"].startswith("5 awards of £174,065 in all")
    assert second["why"] == (
        "Commissioned contract: a service that is bought, no grant. The paper states no amount. The paper names no "
        "provider."
    )


def test_a_year_of_contracts_alone_has_no_file(project: Path, replace_text: Replace) -> None:
    made = project / "made"
    folder = add_year(project, [("GR", "Lights", "Somebody New", "£4,000")])
    paper = folder / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    assert text.count('stream = "GR"\n') == 1
    text = text.replace('stream = "GR"\n', 'stream = "GR"\narrangement = "Commissioned contract"\n')
    paper.write_text(text, encoding="utf-8", newline="\n")
    written = export("2018-19", "360giving", project=project, folder=made)
    assert [path.name for path in written] == ["360giving-assumed.csv"]
    assert noted(made, "fundingType.title")[0]["why"].startswith("1 award of £4,000 in all")


def test_a_grant_tells_all_that_the_paper_does(made: Path) -> None:
    grant = next(grant for grant in package_of(made)["grants"] if grant["title"] == "Crimestoppers")
    assert grant == {
        "id": f"{BODY}-2017-18-CDR-crimestoppers",
        "title": "Crimestoppers",
        "description": "A share of the cost of the national line for anonymous information and of a regional manager.",
        "currency": "GBP",
        "amountAwarded": Decimal(25_791),
        "awardDate": "2017-05-11",
        "plannedDates": [
            {"title": "Financial year 2017-18", "startDate": "2017-04-01", "endDate": "2018-03-31"},
        ],
        "recipientOrganization": [
            {"id": "GB-CHC-1108687", "name": "Crimestoppers", "charityNumber": "1108687"},
        ],
        "fundingOrganization": [{"id": BODY, "name": "Police and Crime Commissioner for Cambridgeshire"}],
        "grantProgramme": [
            {
                "code": "CDR",
                "title": "Crime and disorder reduction",
                "description": "The commissioner's main police grant",
            },
        ],
        "classifications": [{"vocabulary": "theme", "title": "Offenders"}],
        "relatedDocument": [
            {"title": "Paper to the Business Coordination Board, 11 May 2017, with Appendix 1"},
        ],
    }  # fmt: skip


def test_the_body_that_is_paid_is_told_where_it_is_another(made: Path) -> None:
    recipients = {g["title"]: g["recipientOrganization"][0] for g in package_of(made)["grants"]}
    told = {title: one["description"] for title, one in recipients.items() if "description" in one}
    assert told == {
        "Integrated Mental Health Team in Force Control Room": "Delivers the service; Clinical Commissioning Group is "
        "paid.",
        "Peterborough Substance Misuse Innovation Fund": "Delivers the service; Peterborough City Council is paid.",
        "Cambridgeshire Substance Misuse": "Delivers the service; the body that is paid is not named.",
    }
    assert [row["value"] for row in noted(made, "recipientOrganization.name") if row["value"] != "left out"] == [
        "Cambridgeshire and Peterborough NHS Foundation Trust", "Aspire", "Shropshire Healthcare Trust",
    ]  # fmt: skip


def test_the_package_says_where_it_is_from_and_what_it_leaves_out(made: Path) -> None:
    package = package_of(made)
    assert (package["version"], package["identifier"]) == ("1.4", f"{BODY}-2017-18")
    assert package["publisher"] == {"identifier": BODY, "name": "Police and Crime Commissioner for Cambridgeshire"}
    assert package["license"] == "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    for words in (
        "28 of the 35 awards of 2017-18, £1,871,443.",
        f"{APPROPRIATE_ADULTS}: The amount is not printed; it is implied by a printed total.",
        "Emerging Initiatives: The paper names no provider.",
        "Paper to the Business Coordination Board, 11 May 2017, with Appendix 1, 2017-05-11.",
        "Open Government Licence v3.0",
        "raw data ",
    ):
        assert words in package["description"]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("£446,000.07", "446000.07"),
        ("£0.10", "0.10"),
        ("-£500", "-500"),
        ("£9,999,999,999,999.99", "9999999999999.99"),
        ("(1,234.05)", "-1234.05"),
    ],
)
def test_an_amount_is_written_to_the_penny(project: Path, set_cell: SetCell, printed: str, written: str) -> None:
    set_cell(VICTIMS, 2, "Award", printed)
    export(YEAR, "360giving", project=project, folder=project / "made")
    assert f'"amountAwarded": {written},\n' in (project / "made" / "360giving.json").read_text(encoding="utf-8")
    assert package_of(project / "made")["grants"][0]["amountAwarded"] == Decimal(written)
    assert Decimal(rows_of(project / "made", "360giving.csv")[0]["Amount Awarded"]) == Decimal(written)


def test_an_award_that_states_no_amount_is_left_out_and_said_to_be(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Award", "TBC")
    set_cell(VICTIMS, 2, "Provider", "")
    export(YEAR, "360giving", project=project, folder=project / "made")
    assert len(package_of(project / "made")["grants"]) == 27
    row = noted(project / "made", "amountAwarded")[0]
    assert (row["value"], row["why"]) == ("left out", "The paper states no amount. The paper names no provider.")


def test_a_year_without_any_grant_has_no_file_and_says_why(project: Path) -> None:
    made = project / "made"
    export(YEAR, "360giving", project=project, folder=made)
    add_year(project, [("GR", "Lights", "", "£4,000")])
    written = export("2018-19", "360giving", project=project, folder=made)
    assert [path.name for path in written] == ["360giving-assumed.csv"]
    assert [path.name for path in made.iterdir()] == ["360giving-assumed.csv"], "the former file was of other awards"
    assert [row["why"] for row in rows_of(made, "360giving-assumed.csv")] == ["The paper names no provider."]


def test_without_the_implied_amount_the_grants_are_the_same(made: Path, project: Path) -> None:
    export(YEAR, "360giving", project=project, include_implied=False, folder=project / "made")
    assert package_of(project / "made")["grants"] == package_of(made)["grants"]
    assert noted(project / "made", "amountAwarded")[0]["why"] == "The paper states no amount."


def test_a_licence_that_is_not_known_has_no_address(project: Path, replace_text: Replace) -> None:
    replace_text(PAPER, 'licence = "Open Government Licence v3.0"', 'licence = "Ours"')
    export(YEAR, "360giving", project=project, folder=project / "made")
    assert "license" not in package_of(project / "made")
    assert "Licence of the facts and figures: Ours." in package_of(project / "made")["description"]


# ---- What is assumed, and what is supplied -----------------------------------------------------------


def test_everything_that_is_assumed_is_listed_with_a_reason_and_a_remedy(made: Path) -> None:
    """By hand: 11 of the 28 grants have no purpose, and 16 go to 9 bodies without an identifier:
    the force (5), the boards (4), and seven with one each. Left out are five contracts, which a line counts too."""
    rows = rows_of(made, "360giving-assumed.csv")
    counts = {field: len(noted(made, field)) for field in dict.fromkeys(row["field"] for row in rows)}
    assert counts == {
        "recipientOrganization.name": 1 + 3, "amountAwarded": 1, "id": 28, "description": 11, "awardDate": 28,
        "recipientOrganization.id": 16, "fundingOrganization.id": 28, "fundingType.title": 1 + 5,
    }  # fmt: skip
    assert all(row["grant_id"] and row["value"] and row["why"] and row["how_to_supply_it"] for row in rows)
    assert [row["value"] for row in rows[:9]] == ["left out"] * 8 + [BODY]
    assert len({row["value"] for row in noted(made, "recipientOrganization.id")}) == 9


def test_no_identifier_is_made_up_that_looks_like_a_registered_one(made: Path) -> None:
    for grant in package_of(made)["grants"]:
        (recipient,) = grant["recipientOrganization"]
        assert recipient["id"].startswith(("GB-CHC-", "GB-LAE-", "GB-NHS-", f"{BODY}-")), recipient
        assert not grant["id"].startswith("360G-")
    force = next(g for g in package_of(made)["grants"] if g["recipientOrganization"][0]["name"] == FORCE)
    assert force["recipientOrganization"][0]["id"] == f"{BODY}-cambridgeshire-constabulary"


def test_what_is_supplied_is_taken_and_no_longer_listed(project: Path) -> None:
    supply(
        project,
        'prefix = "360G-cambs"\nidentifier = "360G-cambs-office"\naward_date = 2017-06-01\n'
        'award_dates = { "victims-services.csv" = 2017-04-03 }\n'
        f'recipients = {{ "{FORCE}" = "360G-cambs-17" }}',
    )
    export(YEAR, "360giving", project=project, folder=project / "made")
    package = package_of(project / "made")
    assert package["publisher"]["identifier"] == "360G-cambs-office"
    grants = package["grants"]
    assert all(grant["id"].startswith("360G-cambs-2017-18-") for grant in grants)
    assert [grant["awardDate"] for grant in grants] == ["2017-04-03"] * 5 + ["2017-06-01"] * 23
    ids = {g["recipientOrganization"][0]["name"]: g["recipientOrganization"][0]["id"] for g in grants}
    assert ids[FORCE] == "360G-cambs-17"
    assert ids["Aspire"] == "360G-cambs-aspire"
    fields = {row["field"] for row in rows_of(project / "made", "360giving-assumed.csv")}
    assert fields == {
        "recipientOrganization.name", "amountAwarded", "description", "recipientOrganization.id", "fundingType.title",
    }  # fmt: skip
    # the force has five of the sixteen
    assert len(noted(project / "made", "recipientOrganization.id")) == 11


@pytest.mark.parametrize(
    ("written", "day", "why"),
    [("2018-03-31", "2018-03-31", "this is the paper's"), ("2018-04-01", "2017-04-01", "the paper looks back")],
)
def test_a_paper_that_looks_back_dates_no_award(
    project: Path, replace_text: Replace, written: str, day: str, why: str
) -> None:
    replace_text(PAPER, "date = 2017-05-11", f"date = {written}")
    export(YEAR, "360giving", project=project, folder=project / "made")
    assert {grant["awardDate"] for grant in package_of(project / "made")["grants"]} == {day}
    assert why in noted(project / "made", "awardDate")[0]["why"]


def test_a_company_has_its_number_beside_its_code(project: Path) -> None:
    supply(project, 'recipients = { "Empowering Communities" = "GB-COH-01234567" }')
    export(YEAR, "360giving", project=project, folder=project / "made")
    (found,) = (g for g in package_of(project / "made")["grants"] if g["title"] == "ECINS - IT system")
    assert found["recipientOrganization"][0]["companyNumber"] == "01234567"


@pytest.mark.parametrize(
    ("text", "said"),
    first(
        [
            ('prefix = "cambs"', 'publishing.prefix: is "cambs"; expected a prefix that 360Giving has registered'),
            ('prefix = "360G-"', "publishing.prefix"),
            ('prefix = "360G-a b"', "publishing.prefix"),
            ('identifier = "GB CHC 1"', 'publishing.identifier: is "GB CHC 1"; expected an identifier without spaces'),
            ('award_date = "11 May"', "publishing.award_date"),
            ('award_dates = { "other.csv" = 2017-04-01 }', 'publishing.award_dates names the file "other.csv"'),
            ('recipients = { "Family Action" = "a/b" }', "publishing.recipients.Family Action"),
            (
                'recipients = { "Familly Action" = "360G-x-1" }',
                'publishing.recipients names "Familly Action"; expected',
            ),
            (
                'recipients = { Crimestoppers = "360G-x-1" }',
                "expected none, since data/raw/providers.csv gives it GB-CHC-",
            ),
            ('prefixes = "360G-x"', "publishing.prefixes is not a known key"),
        ],
        3,
    ),
)
def test_a_slip_in_what_is_supplied_is_told_with_its_key(project: Path, text: str, said: str) -> None:
    supply(project, text)
    with pytest.raises(PaperError) as caught:
        export(YEAR, "360giving", project=project, folder=project / "made")
    assert said in str(caught.value)
    assert "data/raw/2017-18/paper.toml" in str(caught.value)
    assert list((project / "made").glob("*")) == []
    told = [entry for entry in check(FinancialYear.parse(YEAR), project=project) if entry.severity == "fault"]
    assert len(told) == 1 and "publishing" in told[0].message


# ---- Grants to people --------------------------------------------------------------------------------


@pytest.fixture
def to_people(project: Path) -> Path:
    """A year with three grants to two numbered people and to a club."""
    add_year(project, [
        ("GR", "Bike", "Individual 1", "£400"), ("GR", "Books", "Individual 2", "£50.05"),
        ("GR", "Lights", "Family Action", "£4,000"), ("OUT", "Course", "Individual 1", "£90"),
    ])  # fmt: skip
    with (project / "data" / "raw" / "providers.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [f"Individual {n}", f"Individual {n}", "individual", "", "paper", "high", payee, "A person."]
            for n, payee in ((1, ""), (2, "Cambridge City Council"))
        )
    (project / "made").mkdir()
    export("2018-19", "360giving", project=project, folder=project / "made")
    return project / "made"


def test_a_grant_to_a_person_has_no_name_and_no_organisation(to_people: Path) -> None:
    grants = {grant["title"]: grant for grant in package_of(to_people)["grants"]}
    prefix = "police-and-crime-commissioner-for-elsewhere-IND"
    assert {title: grant.get("recipientIndividual") for title, grant in grants.items()} == {
        "Bike": {"id": f"{prefix}-2018-19-GR-bike", "name": "Individual Recipient"},
        "Books": {"id": f"{prefix}-2018-19-GR-books", "name": "Individual Recipient"},
        "Lights": None,
        "Course": {"id": f"{prefix}-2018-19-OUT-course", "name": "Individual Recipient"},
    }
    assert [title for title, grant in grants.items() if "recipientOrganization" in grant] == ["Lights"]
    written = "".join(path.read_text(encoding="utf-8") for path in to_people.iterdir())
    assert "Individual 1" not in written and "Cambridge City Council" not in written
    assert [row["value"] for row in noted(to_people, "recipientIndividual.name")] == ["Individual Recipient"] * 4
    assert len(noted(to_people, "recipientIndividual.id")) == 3


@pytest.mark.parametrize("name", ["360giving.json", "360giving.csv"])
def test_grants_to_people_are_read_again_as_such(to_people: Path, name: str) -> None:
    with pytest.warns(ReadingWarning, match="3 grants to people have names in common"):
        awards = read_360giving(to_people / name, project=to_people.parent)
    assert awards["award_pence"].tolist() == [40_000, 5_005, 400_000, 9_000]
    assert awards["provider_type"].tolist() == ["individual", "individual", VOLUNTARY, "individual"]
    assert awards["provider_identifier"].nunique() == 4
    found = national_breakdown(to_people / name, "provider_type", project=to_people.parent).table
    assert found.astype("object").values.tolist() == [
        [VOLUNTARY, 1, 0, 400_000, 4_000.0], ["individual", 3, 0, 54_005, 540.05],
    ]  # fmt: skip


# ---- CSV ---------------------------------------------------------------------------------------------


def test_the_csv_holds_the_same_grants_under_the_titles_of_the_standard(made: Path) -> None:
    rows, grants = rows_of(made, "360giving.csv"), package_of(made)["grants"]
    assert set(rows[0]) <= {field.title for field in GRANT_FIELDS}
    always = {field.title for field in GRANT_FIELDS if field.required and "Ind:" not in field.title}
    assert always <= set(rows[0])
    assert "Recipient Org:Company Number" not in rows[0], "nobody has one"
    for row, grant in zip(rows, grants, strict=True):
        assert (row["Identifier"], row["Title"], Decimal(row["Amount Awarded"])) == (
            grant["id"], grant["title"], grant["amountAwarded"],
        )  # fmt: skip
        assert row["Recipient Org:Identifier"] == grant["recipientOrganization"][0]["id"]
        assert (row["Award Date"], row["Currency"]) == ("2017-05-11", "GBP")


def test_a_row_of_the_csv_holds_all_that_the_grant_does(made: Path) -> None:
    row = next(row for row in rows_of(made, "360giving.csv") if row["Title"] == "Crimestoppers")
    assert row == {
        "Identifier": f"{BODY}-2017-18-CDR-crimestoppers",
        "Title": "Crimestoppers",
        "Description": "A share of the cost of the national line for anonymous information and of a regional manager.",
        "Currency": "GBP",
        "Amount Awarded": "25791",
        "Award Date": "2017-05-11",
        "Planned Dates:Title": "Financial year 2017-18",
        "Planned Dates:Start Date": "2017-04-01",
        "Planned Dates:End Date": "2018-03-31",
        "Recipient Org:Identifier": "GB-CHC-1108687",
        "Recipient Org:Name": "Crimestoppers",
        "Recipient Org:Charity Number": "1108687",
        "Recipient Org:Description": "",
        "Funding Org:Identifier": BODY,
        "Funding Org:Name": "Police and Crime Commissioner for Cambridgeshire",
        "Grant Programme:Code": "CDR",
        "Grant Programme:Title": "Crime and disorder reduction",
        "Grant Programme:Description": "The commissioner's main police grant",
        "Funding Type:Vocabulary": "",
        "Funding Type:Title": "",
        "Classifications:Vocabulary": "theme",
        "Classifications:Title": "Offenders",
        "Related Document:Title": "Paper to the Business Coordination Board, 11 May 2017, with Appendix 1",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["360giving.json", "360giving.csv"])
def test_it_reads_its_own_files_to_the_penny(made: Path, name: str) -> None:
    awards = read_360giving(made / name)
    assert (len(awards), awards["award_pence"].sum()) == (28, 187_144_300)


# ---- Texts -------------------------------------------------------------------------------------------

# Control characters are refused when a table is read.
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=60).map(str.strip)
NASTY = st.sampled_from(
    ["=1+1", "+44", "-", "@SUM(A1)", '"', '","', "a;b", "\\", '"amountAwarded": 5', "[a](b)", "$$n$$"]
)


@examples(20, nightly=400)
@given(text=(TEXTS | NASTY).filter(bool))
def test_any_text_goes_through_json_unchanged(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("text")
    awards = awards_of_2017().assign(service=text, purpose=text, provider=text)
    write_giving(awards, paper_of_2017(), origin_of(open_year(YEAR)), folder)
    for grant in package_of(folder)["grants"]:
        assert (grant["title"], grant["description"]) == (text, text)
        assert grant["recipientOrganization"][0]["name"] == text


def test_no_cell_of_the_csv_can_run(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 4, "Service", "=1+1")
    set_cell(VICTIMS, 4, "Provider", "@SUM(A1)")
    set_cell(VICTIMS, 4, "Award", "-£500")
    export(YEAR, "360giving", project=project, folder=project / "made")
    row = rows_of(project / "made", "360giving.csv")[2]
    assert (row["Title"], row["Recipient Org:Name"], row["Amount Awarded"]) == ("'=1+1", "'@SUM(A1)", "-500")


# ---- The statement of the fields ---------------------------------------------------------------------

REQUIRED_BY_THE_STANDARD = {
    "id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization",
    "fundingOrganization",
}  # fmt: skip


def test_the_statement_asks_for_what_the_standard_asks_for() -> None:
    schema = grant_schema()
    assert {*schema["required"], "recipientOrganization"} == REQUIRED_BY_THE_STANDARD
    assert [set(one["required"]) for one in schema["oneOf"]] == [{"recipientOrganization"}, {"recipientIndividual"}]
    for organisation in ("recipientOrganization", "fundingOrganization"):
        assert schema["properties"][organisation]["items"]["required"] == ["id", "name"]
    assert {field.path for field in PACKAGE_FIELDS if field.required} >= {"version", "publisher.name"}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"amountAwarded": "446000"}, {"awardDate": "11/05/2017"}, {"currency": "gbp"}, {"title": ""}, {"id": None},
        {"recipientOrganization": []}, {"recipientOrganization": [{"name": "A"}]}, {"colour": "red"},
        {"plannedDates": [{"startDate": "2017"}]},
    ],
    ids=str,
)  # fmt: skip
def test_the_statement_notices_a_spoilt_grant(made: Path, spoilt: dict[str, Any]) -> None:
    package = json.loads((made / "360giving.json").read_text(encoding="utf-8"))
    package["grants"][3] |= spoilt
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(package_schema()).validate(package)


def test_the_document_has_each_field() -> None:
    text = (Path(__file__).parents[3] / "docs" / "handing-on.md").read_text(encoding="utf-8")
    for field in GRANT_FIELDS:
        always = "yes" if field.required else ""
        assert f"| `{field.path}` | {field.title} | {field.holds} | {always} |" in text


def test_the_year_has_the_dates_that_a_calendar_gives() -> None:
    assert (FinancialYear.parse(YEAR).start, FinancialYear.parse(YEAR).end) == (date(2017, 4, 1), date(2018, 3, 31))
