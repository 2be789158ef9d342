"""`new-year`: the files that it made, for people and for programs."""

import json
from pathlib import Path

import pytest
from support.reporting import called
from support.unattended import OTHER, quick_project

FILES = [f"data/raw/{OTHER}/{name}" for name in ("paper.toml", "gr.csv", "out.csv")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return quick_project(tmp_path / "project")


def test_it_lists_the_files_and_the_next_step(project: Path) -> None:
    done = called(project, "new-year", OTHER)
    assert (done.returncode, done.stderr) == (0, f"grantsdata: in the project {project}\n")
    *files, following = done.stdout.splitlines()
    assert files == FILES
    assert following.endswith(f"see what is missing: grantsdata check {OTHER}")


def test_for_programs_it_is_one_object_and_nothing_else(project: Path) -> None:
    done = called(project, "new-year", OTHER, "--json")
    assert done.stderr == ""
    assert json.loads(done.stdout) == {"format": 1, "year": OTHER, "written": [str(project / one) for one in FILES]}


def test_a_year_that_is_no_financial_year_is_refused(project: Path) -> None:
    done = called(project, "new-year", "2019-21")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (project / "data" / "raw" / "2019-21").exists()
