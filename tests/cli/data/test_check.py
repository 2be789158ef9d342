"""`check`: where its lines go, and how it ends."""

import json
from pathlib import Path

import pytest
from support.reporting import called
from support.unattended import YEAR, quick_project, retype


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return quick_project(tmp_path / "project")


def test_findings_are_results_and_end_well(project: Path) -> None:
    done = called(project, "check", YEAR)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == f"{YEAR}: no faults; findings: 0 errors, 0 warnings, 7 notes, 1 check passed"


def test_a_fault_stands_on_standard_error_and_ends_with_2(project: Path) -> None:
    retype(project, YEAR, "£4,000", "£4,0x0")
    done = called(project, "check")
    assert done.returncode == 2
    assert done.stderr.startswith(f"{project}/data/raw/{YEAR}/gr.csv:2: fault: row 2, column Award: ")
    assert done.stdout == f"{YEAR}: 1 fault; the figures are checked once the faults are mended\n"


def test_an_error_is_a_result_unless_strict(project: Path) -> None:
    """The printed total is £1 more than the award, which no award without an amount can explain."""
    paper = project / "data" / "raw" / YEAR / "paper.toml"
    total = '[[printed_totals]]\nlabel = "Total"\nprinted = "£4,001"\nfile = "gr.csv"\n'
    paper.write_text(paper.read_text(encoding="utf-8") + total, encoding="utf-8")
    assert called(project, "check").returncode == 0
    assert called(project, "check", "--strict").returncode == 3


def test_for_programs_an_unknown_year_is_a_fault_in_the_object(project: Path) -> None:
    done = called(project, "check", "2018", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (2, "")
    (entry,) = found["entries"]
    assert (entry["severity"], entry["year"], entry["file"]) == ("fault", None, None)
    assert found["counts"]["project"]["fault"] == 1
