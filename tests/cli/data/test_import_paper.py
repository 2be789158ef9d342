"""`import`: a CSV file is looked at, written, and refused with what was expected."""

import json
from pathlib import Path

import pytest
from support.reporting import called
from support.unattended import quick_project

YEAR = "2019-20"
TABLE = "Service,Provider,Award\nStreet lights,Cambridge City Council,£40\nPaths,Cambridge City Council,£2.50\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "paper.csv").write_text(TABLE, encoding="utf-8")
    return quick_project(tmp_path / "project")


def imported(project: Path, *arguments: str) -> tuple[int, str, str]:
    done = called(project, "import", str(project.parent / "paper.csv"), "--year", YEAR, *arguments)
    return done.returncode, done.stdout, done.stderr


def test_without_tables_it_only_looks_and_names_the_option_that_writes(project: Path) -> None:
    code, out, _ = imported(project)
    assert code == 0
    assert out.splitlines()[-1] == "Nothing was written. To write the tables that look like awards: add --tables 1"
    assert not (project / "data" / "raw" / YEAR).exists()


def test_with_tables_each_file_is_named_with_the_next_step(project: Path) -> None:
    code, out, _ = imported(project, "--tables", "all", "--stream", "1=GR")
    assert code == 0
    assert f"written: data/raw/{YEAR}/paper.toml" in out.splitlines()
    assert f"grantsdata check {YEAR}" in out.splitlines()[-1]


def test_for_programs_it_is_one_object(project: Path) -> None:
    found = json.loads(imported(project, "--json")[1])
    (table,) = found["tables"]
    assert (found["format"], found["written"], table["looks_like_awards"]) == (1, [], True)
    assert table["rows"][1:] == [
        ["Street lights", "Cambridge City Council", "£40"],
        ["Paths", "Cambridge City Council", "£2.50"],
    ]


@pytest.mark.parametrize(
    ("option", "text", "says"),
    [
        ("--tables", "1,x", '--tables is "1,x"; '),
        ("--tables", "al", 'did you mean "all"?'),
        ("--stream", "=GR", '--stream is "=GR"; expected the number of a table and a code, such as 2=VS.'),
        ("--stream", "1=", '--stream is "1="; '),
    ],
)
def test_a_wrong_option_is_refused_with_what_was_expected(project: Path, option: str, text: str, says: str) -> None:
    code, _, err = imported(project, f"{option}={text}")
    assert code == 2
    assert says in err
