"""An error ends every command with one plain message and its exit code, for programs as an object as well."""

import json
from pathlib import Path

import pytest
from support.unattended import quick_project

from grantsdata.cli.main import main


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return quick_project(tmp_path / "project")


def test_an_error_is_an_object_for_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "verify", "2018-19", "--json"]) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert list(told) == ["format", "error", "exit_code"]
    assert told["exit_code"] == 1
    assert told["error"].startswith("there is no run record of 2018-19.")
    assert err == f"grantsdata: {told['error']}\n"


def test_the_years_are_listed_for_people_and_for_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "years"]) == 0
    assert capsys.readouterr().out == "2018-19\n"
    assert main(["--project", str(project), "years", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"format": 1, "years": ["2018-19"]}
