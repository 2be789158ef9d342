"""`check`: where its lines go, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest
from support.promises import office_with_promises
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


def test_as_at_a_day_it_warns_of_promises_that_are_due_or_overdue(tmp_path: Path) -> None:
    project = office_with_promises(tmp_path / "office")
    done = called(project, "check", "--as-at", "2018-01-01", "--json")
    entries = [one for one in json.loads(done.stdout)["entries"] if str(one["code"]).startswith("promise-")]
    assert [(one["severity"], one["code"], one["file"], one["row"], one["column"], one["text"]) for one in entries] == [
        ("warning", "promise-overdue", "data/raw/2018-19/promises.csv", 3, "due", "An audit")
    ]
    assert entries[0]["message"] == (
        'overdue on 2018-01-01 by 1 day: "An audit"; expected an outcome by 2017-12-31. '
        "Fill in what became of it, its date and its source."
    )
    former = called(project, "check", "2017-18", "--as-at", "2017-12-01")
    assert "promises.csv" not in former.stdout  # the table of the next year carries it on
    assert "promise" not in called(project, "check").stdout


def test_due_soon_is_a_warning_and_another_form_of_date_an_error(tmp_path: Path) -> None:
    project = office_with_promises(tmp_path / "office")
    shutil.rmtree(project / "data" / "raw" / "2018-19")
    done = called(project, "check", "2017-18", "--as-at", "2017-12-01")
    assert done.returncode == 0
    assert 'promises.csv:4: warning: row 4, column due: due in 30 days: "An audit"; expected' in done.stdout
    wrong = called(project, "check", "--as-at", "1.12.2017")
    assert wrong.returncode == 2
    assert '"1.12.2017" is not a date; expected one in the form 2017-08-03.' in wrong.stderr


def test_a_promise_beside_a_fault_is_no_finding(tmp_path: Path) -> None:
    project = office_with_promises(tmp_path / "office")
    retype(project, "2018-19", "£4,000", "£4,0x0")
    last = called(project, "check", "2018-19", "--as-at", "2018-01-01").stdout.splitlines()[-1]
    assert last == "2018-19: 1 fault; the figures are checked once the faults are mended"
