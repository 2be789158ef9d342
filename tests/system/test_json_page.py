"""The page on JSON explains each key that a command prints, and no other: compared with what commands do print."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.documents import YEAR, year_of_documents
from support.json_keys import assert_explained, commands_explained
from support.reporting import REPOSITORY, copied_project

from grantsdata.cli.main import COMMANDS, main
from grantsdata.cli.parser import parsers_of
from grantsdata.importers.documents.found import Unaccounted
from grantsdata.importers.documents.reading import read_document
from grantsdata.runs.doctor_checks import Condition
from grantsdata.sources.register import COLUMNS

PAPER = REPOSITORY / "docs" / "example" / "paper-2018-19.docx"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied_project(tmp_path / "project")


def told(capsys: pytest.CaptureFixture[str], project: Path, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    main(["--project", str(project), *arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def bring_in(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the paper read as one that shows a number which its reader has missed."""
    lost = (Unaccounted("7,500", "page 3", "Hub £7,500 Van"),)
    document = replace(read_document(PAPER), unaccounted=lost)
    monkeypatch.setattr("grantsdata.importers.import_paper.read_isolated", lambda path: document)


def test_each_key_is_explained(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(project, monkeypatch)
    brought_in = ("import", str(PAPER), "--year", "2018-19", "--tables", "all", "--although", "It is in a chart.")
    ledger = project / "register.csv"
    ledger.write_text(
        "Service,Said in\nHome security for elderly victims of burglary,paragraph 4.3\n", encoding="utf-8"
    )
    added = told(capsys, project, "import", str(ledger), "--year", "2017-18", "--as", "tenders")
    assert_explained("import", told(capsys, project, *brought_in), added)
    assert_explained("confirm", told(capsys, project, "confirm", "2018-19"))
    assert_explained("matches", told(capsys, project, "matches", "2018-19"))
    assert_explained("providers", without_lines(told(capsys, project, "providers", "2018-19", "--write")))
    assert_explained("check", told(capsys, project, "check"))
    assert_explained("new-year", told(capsys, project, "new-year", "2019-20"))
    assert_explained("export", told(capsys, project, "export", "2017-18", "--to", "sqlite"))
    documented = copied_project(project.parent / "documented")
    year_of_documents(documented)
    some = [Condition("ok", "Python", "3.12")]  # what is found differs between machines, and its keys do not
    monkeypatch.setattr("grantsdata.runs.doctor.examine", lambda project: some)
    assert_explained("doctor", told(capsys, project, "doctor"))
    assert_explained("compare", told(capsys, project, "compare", str(PAPER), "2017-18"))
    assert_explained("years", told(capsys, project, "years"))
    assert_explained("changes", told(capsys, documented, "changes", YEAR))
    assert_explained("", told(capsys, project, "verify", "2017-18"))


def without_lines(names: dict[str, Any]) -> dict[str, Any]:
    """The keys but for those of the register's lines, which are its columns."""
    lines = ("to_confirm", "by_hand", "added")
    assert {tuple(line) for name in lines for line in names[name]} == {COLUMNS}
    return names | {key: [] for key in lines}


def test_a_key_that_is_not_explained_or_not_printed_is_found() -> None:
    for wrong in ({"format": 1, "years": [], "latest": None}, {"format": 1}, {"format": 1, "years": [{"year": 1}]}):
        with pytest.raises(AssertionError):
            assert_explained("years", wrong)


def test_each_command_that_prints_json_has_its_table() -> None:
    parsers = parsers_of(COMMANDS)[1].choices
    with_json = [name for name, parser in parsers.items() if "--json" in parser.format_help()]
    assert sorted(with_json) == commands_explained()
