"""Which project a command is at, and what commands say where there is none."""

from pathlib import Path

import pytest
from support.council import council_paper

from grantsdata.cli.main import main
from grantsdata.cli.output import project_read, project_written
from grantsdata.sources.files import project as project_module


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with a package that lies in no checkout."""
    monkeypatch.setattr(project_module, "CHECKOUT", tmp_path / "packages")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


@pytest.mark.parametrize(
    "line",
    [
        "years",
        "check",
        "new-year 2018-19",
        "report --all",
        "providers --write",
        "import x.docx --year 2018-19 --tables all",
    ],
)
def test_where_there_is_no_project_a_command_says_how_to_make_one(nowhere: Path, capsys, line: str) -> None:
    assert main(line.split()) == 2
    told = capsys.readouterr().err
    assert f"There is no project in {nowhere} or above it" in told
    assert "grantsdata init FOLDER --body" in told
    assert list(nowhere.iterdir()) == []


def test_a_paper_can_be_looked_at_without_a_project(nowhere: Path, capsys) -> None:
    paper = council_paper(nowhere.parent / "paper.docx")
    assert main(["import", str(paper), "--year", "2024-25"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == (
        "Nothing was written: there is no project here. To make one with this paper in it: grantsdata init FOLDER "
        f'--body "NAME OF THE BODY" --from {paper} --year 2024-25'
    )


@pytest.mark.parametrize("line", ["check", "report --all", "years"])
def test_in_an_empty_project_nothing_is_to_be_put_back(nowhere: Path, capsys, line: str) -> None:
    (nowhere / "data" / "raw").mkdir(parents=True)
    main(line.split())
    shown = capsys.readouterr()
    told = shown.out + shown.err
    assert "grantsdata import FILE --year YEAR" in told
    assert "ut it back" not in told


def test_only_the_checkout_is_announced_when_it_is_read(tmp_path: Path, project: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(project_module, "CHECKOUT", project)
    (tmp_path.parent / "elsewhere").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path.parent / "elsewhere")
    assert project_read(None) == project
    assert capsys.readouterr().err == (
        f"grantsdata: there is no project here; reading the checkout of this package, {project}\n"
    )
    assert project_read(project) == project
    assert capsys.readouterr().err == ""


def test_a_command_that_writes_says_where_unless_it_is_quiet(project: Path, capsys) -> None:
    assert project_written(project) == project
    assert capsys.readouterr().err == f"grantsdata: in the project {project}\n"
    assert project_written(project, quiet=True) == project
    assert capsys.readouterr().err == ""
