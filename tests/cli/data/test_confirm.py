"""`confirm`: guesses listed with their lines, and confirmed by a person's name."""

import json
from pathlib import Path

import pytest
from support.reporting import called
from support.unattended import YEAR, quick_project

TITLE = 'title = "Small grants"'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = quick_project(tmp_path / "project")
    paper = project / "data" / "raw" / YEAR / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace(TITLE, f"{TITLE} # guess: the first heading"), encoding="utf-8")
    return project


def test_a_guess_is_listed_with_its_line_and_the_next_step(project: Path) -> None:
    done = called(project, "confirm", YEAR)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            f"data/raw/{YEAR}/paper.toml:2: {TITLE} (the first heading)",
            f"1 guess. Once each agrees with the paper: grantsdata confirm {YEAR} --by NAME",
        ],
    )


def test_a_name_is_put_on_record_once(project: Path) -> None:
    done = called(project, "confirm", YEAR, "--by", "A.  Clerk")
    assert done.stdout.endswith("1 guess confirmed by A. Clerk; the name stands beside each of them.\n")
    assert called(project, "confirm", YEAR).stdout == "No guess is left to confirm.\n"


def test_for_programs_it_is_one_object(project: Path) -> None:
    found = json.loads(called(project, "confirm", YEAR, "--json").stdout)
    assert (found["format"], found["year"], found["confirmed_by"]) == (1, YEAR, None)
    assert [(one["line"], one["entry"], one["why"]) for one in found["guesses"]] == [(2, TITLE, "the first heading")]


def test_a_year_without_a_paper_is_refused(project: Path) -> None:
    done = called(project, "confirm", "2030-31")
    assert (done.returncode, done.stdout) == (2, "")
    assert "2030-31" in done.stderr
