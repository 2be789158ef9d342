"""Files beside the pages that do not hold the year's awards to the penny are faults, in each format."""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.browsing import YEAR
from support.reporting import add_year, copied_project

from grantsdata.awards.load import open_year
from grantsdata.exports.export import write_shared_files
from grantsdata.exports.files import SHARED_FILES
from grantsdata.runs.qa.files import faults_of_handed_on

FILES = ["360giving-assumed.csv", "360giving.json", "datapackage.json", "grants.sqlite", "grants.xlsx"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project and what is handed on of it: look, do not touch."""
    project = copied_project(tmp_path_factory.mktemp("handed") / "project")
    (project / "made").mkdir()
    write_shared_files(open_year(YEAR, project), True, project / "made")
    return project


@pytest.fixture
def spoilt(made: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """`spoilt("grants.sqlite", change)`: what is told of the files after one has been changed."""

    def look(name: str, change: Callable[[Path], None]) -> list[str]:
        for path in (made / "made").iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        change(tmp_path / name)
        return [str(fault) for fault in faults_of_handed_on(tmp_path, open_year(YEAR, made))]

    return look


def in_database(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for statement in statements:
                database.execute(statement)

    return change


def in_text(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def in_sheet(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name).decode() for name in archive.namelist()}
        assert old in parts["xl/worksheets/sheet4.xml"]
        parts["xl/worksheets/sheet4.xml"] = parts["xl/worksheets/sheet4.xml"].replace(old, new, 1)
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in parts.items():
                archive.writestr(name, text)

    return change


def test_nothing_is_told_of_what_is_right(made: Path) -> None:
    assert faults_of_handed_on(made / "made", open_year(YEAR, made)) == []
    assert sorted(path.name for path in (made / "made").iterdir()) == FILES == sorted(SHARED_FILES)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("grants.sqlite", in_database("UPDATE awards SET award_pence = 1 WHERE service = 'Crimestoppers'"),
         "35 awards of £2,257,717.01; by the data there are 35 awards of £2,283,508; the first that differs: "
         "2017-18-CDR-crimestoppers"),
        ("grants.sqlite", in_database("DELETE FROM awards WHERE service = 'Crimestoppers'"), "34 awards of £2,257,717"),
        ("grants.sqlite", in_database("DROP VIEW by_theme", "CREATE VIEW by_theme AS SELECT theme, count(*) AS awards, "
         "award_pence FROM awards WHERE theme IS NOT NULL GROUP BY 1"), "the parts of by_theme are 25 awards of £"),
        ("grants.sqlite", in_database("DELETE FROM providers WHERE provider = 'Family Action'"), "is damaged"),
        ("grants.sqlite", in_database("PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = "
         "replace(sql, '(payee)', '(provider)') WHERE name = 'awards_payee'"), "missing from index awards_payee"),
        ("360giving.json", in_text('"amountAwarded": 25791', '"amountAwarded": 25791.01'), "28 awards of £1,871,443.0"),
        ("360giving.json", lambda path: path.unlink(), "0 awards of £0; by the data there are 28 awards of £1,871,443"),
        ("grants.sqlite", in_database("UPDATE awards SET provider = 'Aspire' WHERE service = 'Police Cadets'"),
         "its provider is “Aspire”; by the data it is “Cambridgeshire Constabulary”"),
        ("360giving.json", in_text('"name": "Crimestoppers"', '"name": "Aspire"'), "its provider is “Aspire”"),
        ("360giving.json", in_text('"currency": "GBP"', '"currency": "EUR"'), "is in EUR"),
        ("datapackage.json", in_text("Grants awarded in 2017-18", "Grants awarded in 2016-17"), "expected “Grants aw"),
        ("datapackage.json", in_text("1 April to 31 March", "1 May to 30 April"), "the meaning of financial_year is"),
        ("grants.xlsx", in_sheet("<v>25791</v>", "<v>25792</v>"), "35 amounts of £2,283,509; by the data there are 35"),
        ("grants.xlsx", in_sheet("<v>25791</v>", "<f>25791</f>"), "a cell holds a formula"),
    ],
)  # fmt: skip
def test_a_file_that_holds_other_awards_is_noticed(
    spoilt: Callable[..., list[str]], name: str, change: Callable[[Path], None], said: str
) -> None:
    told = spoilt(name, change)
    assert told and all(fault.startswith(f"{YEAR}/data/{name}: ") for fault in told)
    assert any(said in fault for fault in told), told


def test_a_small_year_is_right_as_well(project: Path) -> None:
    """One award of it states no amount, so that no grant can be published."""
    add_year(project, [("GR", "Lights", "Somebody New", "TBC"), ("OUT", "Dance", "", "£0.01")])
    (project / "made").mkdir()
    written = write_shared_files(open_year("2018-19", project), True, project / "made")
    assert sorted(path.name for path in written) == [name for name in FILES if name != "360giving.json"]
    assert faults_of_handed_on(project / "made", open_year("2018-19", project)) == []


def test_a_year_without_awards_is_right_as_well(project: Path) -> None:
    folder = add_year(project, [("GR", "Lights", "Somebody New", "-")])
    paper = folder / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace('stream = "GR"\n', 'stream = "GR"\nno_award = ["-"]\n'), encoding="utf-8")
    (project / "made").mkdir()
    written = write_shared_files(open_year("2018-19", project), True, project / "made")
    assert sorted(path.name for path in written) == [name for name in FILES if name != "360giving.json"]
    assert faults_of_handed_on(project / "made", open_year("2018-19", project)) == []
