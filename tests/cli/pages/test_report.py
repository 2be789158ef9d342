"""What `report`, `verify` and `export` say to programs: paths, whole pence, and what became of each year."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.json_keys import assert_explained
from support.unattended import YEAR, quick_project, retype

from grantsdata.cli.main import main


def told(capsys: pytest.CaptureFixture[str], project: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["--project", str(project), *arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def test_a_year_is_published_then_unchanged_then_at_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = quick_project(tmp_path / "project")
    code, first = told(capsys, project, "report", YEAR)
    (outcome,) = first["outcomes"]
    assert (code, outcome["year"], outcome["result"], outcome["exit_code"]) == (0, YEAR, "published", 0)
    assert outcome["totals"] == {"awards": 2, "award_pence": 5_500_00, "implied_pence": 0}
    assert outcome["pages"] == [str(project / "outputs" / YEAR / "first.html")]
    assert str(project / "data" / "processed" / YEAR / "awards.csv") in outcome["tables"]
    assert first["index"] == str(project / "outputs" / "index.html")

    code, verified = told(capsys, project, "verify", YEAR)
    assert (code, verified["differences"], verified["year"]) == (0, [], YEAR)
    assert_explained("verify", verified)

    code, again = told(capsys, project, "report", "--all")
    (outcome,) = again["outcomes"]
    assert (code, outcome["result"], outcome["pages"]) == (0, "unchanged", [])
    assert outcome["totals"]["award_pence"] == 5_500_00

    retype(project, YEAR, "£4,000", "£4,0x0")
    code, failed = told(capsys, project, "report", YEAR)
    (outcome,) = failed["outcomes"]
    assert (code, outcome["result"], outcome["exit_code"], outcome["totals"]) == (2, "failed", 2, None)
    assert f"data/raw/{YEAR}/gr.csv row 2, column Award: " in outcome["message"]
    assert_explained("report", first, again, failed)
