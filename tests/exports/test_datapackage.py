"""The data package, by Frictionless itself: it is right, says what stands in each column, and notices a change."""

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import first
from support.reporting import TABLE_FILES_OF_2017, add_year, copied_project

from grantsdata.exports.export import export
from grantsdata.exports.files import RECORD_FILES, TABLE_FILES
from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.dictionary.tables import MEANINGS, TABLES
from grantsdata.model.schema import AWARD_COLUMNS, PROVIDER_TYPES
from grantsdata.runs.publish.publish import package_faults

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]

YEAR = "2017-18"
RAW_README = (Path(__file__).parents[2] / "data" / "raw" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _limit_of_cells() -> Iterator[None]:
    """Frictionless raises it for all of Python when it is imported, and other tests go by it."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of 2017-18: look, do not touch."""
    folder = tmp_path_factory.mktemp("package")
    export(YEAR, "datapackage", project=copied_project(folder / "project"), folder=folder / "made")
    return folder / "made"


def told(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return package


def errors(folder: Path) -> list[str]:
    """What Frictionless says is wrong."""
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate()
    return [error.type for task in report.tasks for error in task.errors] + [error.type for error in report.errors]


def fields(folder: Path, name: str) -> dict[str, Any]:
    (resource,) = (one for one in told(folder)["resources"] if one["name"] == name)
    return {field["name"]: field for field in resource["schema"]["fields"]}


# ---- It is right -------------------------------------------------------------------------------------


def test_frictionless_finds_nothing_wrong(made: Path) -> None:
    assert errors(made) == []


@pytest.mark.proof
def test_the_command_of_frictionless_finds_nothing_wrong(made: Path) -> None:
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=made, capture_output=True, encoding="utf-8", check=False, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_table_is_described_with_its_size_and_hash(made: Path) -> None:
    resources = told(made)["resources"]
    assert [one["path"] for one in resources] == [name for name in TABLE_FILES_OF_2017 if name.endswith(".csv")]
    for one in resources:
        content = (made / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    assert sorted(path.name for path in made.iterdir()) == sorted(
        [*TABLE_FILES_OF_2017, "datapackage.json", "csv-metadata.json", "dataset.jsonld"]
    )


@pytest.mark.parametrize(("include_implied", "pence"), first([(False, 227_350_800), (True, 228_350_800)]))
def test_the_awards_that_it_describes_add_up(project: Path, include_implied: bool, pence: int) -> None:
    export(YEAR, "datapackage", project=project, include_implied=include_implied, folder=project / "made")
    assert errors(project / "made") == []
    with (project / "made" / "awards.csv").open(encoding="utf-8", newline="") as file:
        awards = list(csv.DictReader(file))
    assert sum(int(award["award_pence"] or 0) for award in awards) == pence
    assert sum(Decimal(award["award_gbp"] or 0) for award in awards) * 100 == pence
    assert told(project / "made")["madeFrom"]["includeImplied"] is include_implied


def test_it_says_where_it_is_from(made: Path) -> None:
    package = told(made)
    assert package["sources"] == [{"title": "Paper to the Business Coordination Board, 11 May 2017, with Appendix 1"}]
    (licence,) = package["licenses"]
    assert licence["title"] == "Open Government Licence v3.0" and licence["path"].startswith("https://www.national")
    assert package["madeFrom"]["paper"]["date"] == "2017-05-11"
    assert "data/raw/providers.csv" in [one["path"] for one in package["madeFrom"]["inputs"]]


@pytest.mark.proof
def test_the_same_inputs_give_the_same_bytes(made: Path, project: Path) -> None:
    export(YEAR, "datapackage", project=project, folder=project / "made")
    for path in made.iterdir():
        assert (project / "made" / path.name).read_bytes() == path.read_bytes()


# ---- What it says of the columns ---------------------------------------------------------------------


def test_each_column_of_the_awards_has_its_title_and_meaning(made: Path) -> None:
    found = fields(made, "awards")
    assert list(found) == [column.name for column in AWARD_COLUMNS]
    for column in AWARD_COLUMNS:
        its = found[column.name]
        assert (its["title"], its["description"]) == (column.heading, column.meaning)
    assert found["provider_type"]["constraints"]["enum"] == list(PROVIDER_TYPES)
    assert found["stream"]["constraints"]["enum"] == [
        "Victims' services", "Crime and disorder reduction", "Youth Fund", "Casualty Reduction and Support Fund",
    ]  # fmt: skip
    assert found["award_id"]["constraints"] == {"required": True, "unique": True}
    assert (found["award_pence"]["type"], found["award_pence"]["unit"]) == ("integer", "pence")
    assert (found["award_gbp"]["type"], found["award_gbp"]["unit"]) == ("number", "GBP")
    assert "constraints" not in found["provider"]


def test_each_column_of_each_table_has_a_type_a_title_and_a_meaning(made: Path) -> None:
    for resource in told(made)["resources"]:
        with (made / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        found = resource["schema"]["fields"]
        assert [field["name"] for field in found] == header
        for field in found:
            assert field["type"] in ("string", "integer", "number", "boolean", "date") and field["description"], field
            named = field["name"] in HEADINGS or field["name"] in ("Victims' services", "Crime and disorder reduction")
            assert named and field["title"], field
            assert (field["type"] == "number") == ("unit" in field) or field["name"].endswith(("_pence", "value"))


def test_the_keys_are_those_of_the_dictionary(made: Path) -> None:
    for resource in told(made)["resources"]:
        assert resource["schema"].get("primaryKey", []) == list(TABLES[resource["name"]].key)
    awards = told(made)["resources"][0]["schema"]
    assert awards["primaryKey"] == ["award_id"]
    assert {key["reference"]["resource"] for key in awards["foreignKeys"]} == {
        "by-stream", "by-provider-type", "by-stream-and-provider-type",
    }  # fmt: skip


def test_the_data_dictionary_tells_the_same() -> None:
    dictionary = RAW_README.split("## The other tables")[1].split("\n## ")[0]
    assert set(TABLES) == {Path(name).stem for name in (*TABLE_FILES, *RECORD_FILES)}
    for name, table in TABLES.items():
        assert f"| `{name}.csv` | {table.holds} | {', '.join(f'`{column}`' for column in table.key)} |" in dictionary
    for column, meaning in MEANINGS.items():
        assert f"| `{column}` | {meaning} |" in dictionary


# ---- It notices a change -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    first(
        [
            ("awards.csv", "44600000", "44600001", "hash-count"),
            ("awards.csv", "44600000", "many", "type-error"),
            ("awards.csv", ",local government,", ",local goverment,", "constraint-error"),
            ("awards.csv", "2017-18-CDR-crimestoppers,", "2017-18-CDR-police-cadets,", "primary-key"),
            ("awards.csv", "2017-18-CDR-crimestoppers,", ",", "constraint-error"),
            ("by-stream.csv", "Crime and disorder reduction", "Victims' services", "primary-key"),
            ("by-provider-type.csv", "private company", "health", "foreign-key"),
            ("awards.csv", "award_pence", "award_pennies", "incorrect-label"),
        ],
        1,
    ),
)
def test_a_spoilt_table_is_noticed(project: Path, name: str, old: str, new: str, error: str) -> None:
    made = project / "made"
    export(YEAR, "datapackage", project=project, folder=made)
    assert package_faults(made) == []
    text = (made / name).read_text(encoding="utf-8")
    assert old in text
    (made / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    found = errors(made)
    assert "hash-count" in found or "byte-count" in found
    assert error in found
    assert package_faults(made) == [f"{name} is not the table that datapackage.json describes"]


@pytest.mark.proof
def test_a_table_that_is_not_there_is_noticed(project: Path) -> None:
    export(YEAR, "datapackage", project=project, folder=project / "made")
    (project / "made" / "by-theme.csv").unlink()
    assert errors(project / "made") == ["scheme-error"] or "source-error" in errors(project / "made")
    assert package_faults(project / "made") == ["by-theme.csv is not the table that datapackage.json describes"]


# ---- Other papers, other texts -----------------------------------------------------------------------


def test_a_small_paper_without_funds_measures_and_themes_is_right_too(project: Path) -> None:
    add_year(project, [("GR", "Lights", "Somebody New", "£4,000.07"), ("OUT", "Dance", "", "TBC")])
    export("2018-19", "datapackage", project=project, folder=project / "made")
    assert errors(project / "made") == []


@pytest.mark.proof
def test_texts_that_a_spreadsheet_would_run_are_guarded_in_both(
    project: Path, set_cell: SetCell, replace_text: Replace
) -> None:
    set_cell(f"{YEAR}/victims-services.csv", 4, "Service", "=1+1")
    set_cell(f"{YEAR}/victims-services.csv", 4, "Provider", '@"SUM"(A1)')
    set_cell(f"{YEAR}/victims-services.csv", 5, "Purpose", "x" * 40_000)
    replace_text(f"{YEAR}/paper.toml", 'name = "Victims\' services"', 'name = "+Victims"')
    replace_text(f"{YEAR}/paper.toml", 'licence = "Open Government Licence v3.0"', 'licence = "Ours"')
    export(YEAR, "datapackage", project=project, folder=project / "made")
    assert errors(project / "made") == []
    assert "'+Victims" in fields(project / "made", "awards")["stream"]["constraints"]["enum"]
    assert "'+Victims" in fields(project / "made", "budget-breakdown")
    assert "licenses" not in told(project / "made") and "Ours" in told(project / "made")["description"]
