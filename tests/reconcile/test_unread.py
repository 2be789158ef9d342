"""Files in data/raw that nothing reads, or that may be incomplete, and recipients' identifiers that name no one."""

from pathlib import Path

import pytest
from support.reporting import awards_of_2017, paper_of_2017

from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.unread import (
    named_tables,
    recipient_faults,
    tables_without_line_end,
    unread_folders,
    unread_tables,
)

YEAR = FinancialYear(2017)


def test_every_table_of_the_project_is_named(project: Path) -> None:
    named = named_tables(project)
    assert {"victims-services.csv", "measures.csv", "contributions.csv"} <= {path.name for path in named}
    assert list(unread_tables(YEAR, named, project)) == []
    assert list(unread_folders(named, project)) == []
    assert list(tables_without_line_end(YEAR, project)) == []


def test_a_table_that_no_paper_names_is_told_unless_it_is_only_a_header(project: Path) -> None:
    folder = project / "data" / "raw" / "2017-18"
    (folder / "late.csv").write_text("Service,Award\nHub,£5\n", encoding="utf-8")
    (folder / "empty.csv").write_text("Service,Award\n", encoding="utf-8")
    (folder / "late-origin.csv").write_text("row,page\n2,3\n", encoding="utf-8")
    found = {fault.file: fault.problem for fault in unread_tables(YEAR, named_tables(project), project)}
    assert found["data/raw/2017-18/late.csv"] == "no paper.toml names this table, so nothing in it counts"
    assert "data/raw/2017-18/empty.csv" not in found


def test_a_table_of_a_faulty_paper_is_still_named(project: Path) -> None:
    paper = project / "data" / "raw" / "2017-18" / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8") + "\n[unknown]\nkey = 1\n", encoding="utf-8")
    assert "victims-services.csv" in {path.name for path in named_tables(project)}


@pytest.mark.parametrize("name", ["2017_18", "old"])
def test_a_folder_with_tables_that_is_no_year_is_told(project: Path, name: str) -> None:
    folder = project / "data" / "raw" / name
    folder.mkdir()
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    assert list(unread_folders(set(), project)) == []
    (folder / "awards.csv").write_text("a\n1\n", encoding="utf-8")
    (fault,) = unread_folders(set(), project)
    assert (fault.file, fault.problem) == (f"data/raw/{name}", "no year reads this folder")
    assert list(unread_folders({folder / "awards.csv"}, project)) == []


def test_a_last_line_without_an_end_is_told_unless_its_table_is_refused_for_it(project: Path) -> None:
    folder = project / "data" / "raw" / "2017-18"
    (folder / "word.csv").write_text("a,b\n1,two", encoding="utf-8")
    (folder / "figure.csv").write_text("a,b\n1,2", encoding="utf-8")
    (folder / "other.csv").write_bytes(b"a\n\xff")
    assert [fault.file for fault in tables_without_line_end(YEAR, project)] == ["data/raw/2017-18/word.csv"]


def test_an_identifier_is_for_a_provider_that_the_register_does_not_identify() -> None:
    awards = awards_of_2017()
    identified = awards[awards["provider_identifier"].fillna("") != ""]["provider"].iloc[0]
    without = awards[awards["provider"].notna() & (awards["provider_identifier"].fillna("") == "")]["provider"].iloc[0]
    paper = paper_of_2017()
    publishing = paper.publishing.model_copy(
        update={"recipients": dict.fromkeys(["No Such Trust", identified, without], "GB-CHC-1")}
    )
    faults = list(recipient_faults(paper.model_copy(update={"publishing": publishing}), awards))
    assert [(fault.problem, fault.text) for fault in faults] == [
        ("publishing.recipients names", "No Such Trust"),
        ("publishing.recipients has another identifier for", identified),
    ]


def test_a_table_that_cannot_be_opened_is_told_as_one_that_no_paper_names(project: Path) -> None:
    """As where a folder has the name of a table."""
    (project / "data" / "raw" / "2017-18" / "late.csv").mkdir()
    (fault,) = unread_tables(YEAR, named_tables(project), project)
    assert fault.file.endswith("2017-18/late.csv")
