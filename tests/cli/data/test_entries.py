"""A line of `check` begins with a path that an editor can open from where one stands."""

from pathlib import Path

import pytest

from grantsdata.cli.data.entries import entry_line
from grantsdata.reconcile.check import Entry
from grantsdata.sources.files.lines import Lines

ENTRY = Entry("fault", "2018-19", "data/raw/2018-19/gr.csv", "no amount", row=3, column="Award")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "data/raw/2018-19").mkdir(parents=True)
    (folder / "data/raw/2018-19/gr.csv").write_text('Service,Award\n"two\nlines",£1\nx,y\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("where", "begins"),
    [
        (".", "project/data/raw/2018-19/gr.csv:4: "),
        ("project", "data/raw/2018-19/gr.csv:4: "),
        ("project/data/raw", "2018-19/gr.csv:4: "),
    ],
)
def test_below_the_working_directory_it_is_named_from_there(
    project: Path, monkeypatch: pytest.MonkeyPatch, where: str, begins: str
) -> None:
    monkeypatch.chdir(project.parent / where)
    assert entry_line(ENTRY, Lines(project)) == f"{begins}fault: row 3, column Award: no amount"


def test_elsewhere_it_has_its_full_path(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.parent / "elsewhere").mkdir()
    monkeypatch.chdir(project.parent / "elsewhere")
    line = entry_line(ENTRY, Lines(project))
    assert line == f"{project}/data/raw/2018-19/gr.csv:4: fault: row 3, column Award: no amount"
