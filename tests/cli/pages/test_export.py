"""`export`: the files that it wrote, and the formats that there are."""

import json
from pathlib import Path

import pytest
from support.reporting import add_year, called
from support.unattended import YEAR, quick_project

from grantsdata.exports.export import why_not_written


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return quick_project(tmp_path / "project")


def test_it_lists_the_files_in_the_folder_that_was_named(project: Path) -> None:
    folder = project.parent / "out"
    done = called(project, "export", YEAR, "--to", "sqlite", "--output", str(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{folder}/grants.sqlite\n", "")
    assert (folder / "grants.sqlite").is_file()


def test_for_programs_it_is_one_object_with_the_files_in_the_project(project: Path) -> None:
    done = called(project, "export", YEAR, "--to", "sqlite", "--json")
    file = project / "data" / "exports" / YEAR / "grants.sqlite"
    assert json.loads(done.stdout) == {"format": 1, "year": YEAR, "to": "sqlite", "written": [str(file)]}


def test_an_unknown_format_gets_the_nearest(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        called(project, "export", YEAR, "--to", "sqllite", "--output", str(project.parent / "out"))
    assert not (project.parent / "out").exists()


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("ocds", "No award is a contract or single tender, so there is no ocds.json; ocds-left-out.csv says why."),
        ("360giving", "No award is a grant with a printed amount and a provider, so there is no 360giving.json; "
                      "360giving-assumed.csv says why."),
    ],
)  # fmt: skip
def test_a_file_without_awards_is_not_written_and_the_screen_says_why(project: Path, to: str, said: str) -> None:
    add_year(project, [("GR", "Lights", "", "£4,000")], year="2030-31")
    done = called(project, "export", "2030-31", "--to", to, "--output", str(project.parent / "out"))
    assert (done.returncode, done.stderr) == (0, f"grantsdata: {said}\n")
    assert done.stdout.count("\n") == 1
    assert why_not_written(to, [Path(f"{to}.json")]) == ""
