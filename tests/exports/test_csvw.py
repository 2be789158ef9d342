"""`csv-metadata.json`, by the validator of the package csvw: right, with every column, and faults are noticed."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.cases import first
from support.reporting import TABLE_FILES_OF_2017, copied_project

from grantsdata.exports.csvw import write_csvw
from grantsdata.exports.export import export

csvw = pytest.importorskip("csvw", reason="There is no csvw. Install what tests need: make setup")

YEAR = "2017-18"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of 2017-18: look, do not touch."""
    folder = tmp_path_factory.mktemp("csvw")
    export(YEAR, "datapackage", project=copied_project(folder / "project"), folder=folder / "made")
    return folder / "made"


def described(folder: Path) -> dict[str, Any]:
    group: dict[str, Any] = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    return group


def is_valid(folder: Path) -> bool:
    group = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
    try:
        return bool(group.is_valid) and not group.warnings
    except ValueError:  # the first cell that does not fit
        return False


@pytest.mark.filterwarnings("ignore")
def test_the_validator_finds_nothing_wrong_and_reads_the_awards(made: Path) -> None:
    assert is_valid(made)
    rows = csvw.CSVW(str(made / "csv-metadata.json"), validate=True).to_json()["tables"][0]["row"]
    assert len(rows) == 35
    assert sum(row["describes"][0]["award_pence"] for row in rows) == 228_350_800


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("table", "old", "new"),
    first(
        [
            ("awards.csv", ",44600000,", ",lots,"),
            ("awards.csv", ",printed,", ",guessed,"),
            ("by-stream.csv", "961260.00", "most"),
            ("by-stream.csv", "Victims' services", "Victims"),
        ]
    ),
)
def test_the_validator_notices_a_cell_that_does_not_fit(
    made: Path, tmp_path: Path, table: str, old: str, new: str
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(made, folder)
    text = (folder / table).read_text(encoding="utf-8")
    assert old in text
    (folder / table).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not is_valid(folder)


def test_it_says_the_same_of_each_column_as_the_data_package(made: Path) -> None:
    package = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    tables = described(made)["tables"]
    assert [table["url"] for table in tables] == [name for name in TABLE_FILES_OF_2017 if name.endswith(".csv")]
    for table, resource in zip(tables, package["resources"], strict=True):
        columns, fields = table["tableSchema"]["columns"], resource["schema"]["fields"]
        header = (made / table["url"]).read_text(encoding="utf-8").split("\n")[0]
        assert ",".join(column["titles"] for column in columns) == header
        assert [column["dc:description"] for column in columns] == [field["description"] for field in fields]
        needed = [field.get("constraints", {}).get("required", False) for field in fields]
        assert [column.get("required", False) for column in columns] == needed


def test_the_name_of_each_column_is_one_that_the_standard_allows(made: Path) -> None:
    columns = [column for table in described(made)["tables"] for column in table["tableSchema"]["columns"]]
    for column in columns:
        assert re.fullmatch(r"(?:[A-Za-z0-9]|%[0-9A-F]{2})(?:[A-Za-z0-9_]|%[0-9A-F]{2})*", column["name"]), column
    assert "Victims%27%20services" in {column["name"] for column in columns}


def test_money_is_decimal_with_its_unit_and_labels_are_a_closed_list(made: Path) -> None:
    columns = {one["name"]: one for one in described(made)["tables"][0]["tableSchema"]["columns"]}
    assert (columns["award_gbp"]["datatype"], columns["award_gbp"]["schema:unitText"]) == ("decimal", "GBP")
    assert columns["award_status"]["datatype"]["format"] == "^(printed|implied|not stated)$"


def test_the_awards_are_linked_to_the_breakdowns(made: Path) -> None:
    keys = described(made)["tables"][0]["tableSchema"]["foreignKeys"]
    link = {"resource": "by-stream.csv", "columnReference": ["stream"]}
    assert {"columnReference": ["stream"], "reference": link} in keys


def test_signs_that_mean_something_in_a_pattern_stand_for_themselves(tmp_path: Path) -> None:
    """And a paper whose licence has no address is described without one."""
    field = {
        "name": "_kind.of-award", "type": "string", "title": "Kind", "description": "the kind",
        "constraints": {"enum": ["grant (small)", "a|b", "£1+"]},
    }  # fmt: skip
    resource = {
        "path": "a.csv", "title": "a table", "encoding": "utf-8", "schema": {"fields": [field]},
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
    }  # fmt: skip
    package = {
        "title": "Awards", "description": "All.", "sources": [], "madeFrom": {"program": "x"}, "resources": [resource],
    }  # fmt: skip
    write_csvw(package, tmp_path)
    (column,) = described(tmp_path)["tables"][0]["tableSchema"]["columns"]
    assert column["name"] == "%5Fkind%2Eof%2Daward"
    pattern = column["datatype"]["format"]
    assert [label for label in ("grant (small)", "a|b", "£1+", "a", "£11") if re.search(pattern, label)] == [
        "grant (small)", "a|b", "£1+",
    ]  # fmt: skip
    assert described(tmp_path)["dc:license"] == []


@pytest.mark.proof
def test_the_same_inputs_give_the_same_bytes(made: Path, project: Path) -> None:
    export(YEAR, "datapackage", project=project, folder=project / "made")
    assert (project / "made" / "csv-metadata.json").read_bytes() == (made / "csv-metadata.json").read_bytes()
