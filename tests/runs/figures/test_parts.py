"""Tables, controls and notes that a page must have: each is missed where it is taken out."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.agreements import YEAR, year_with
from support.cases import first
from support.reporting import REPOSITORY, copied_project

from grantsdata.awards.load import open_year
from grantsdata.runs.figures.parts import TABLES, main_parts_are_there
from grantsdata.runs.qa.checks import CHECKS_AGAINST_AWARDS
from grantsdata.runs.qa.expected import page_data
from grantsdata.runs.qa.page import Page

PAPER = "2017-18"


@pytest.fixture(scope="module")
def outputs(published: Path) -> Path:
    return published / "outputs" / PAPER


def spoilt(outputs: Path, name: str, folder: Path, change: Callable[[BeautifulSoup], None]) -> list[str]:
    """What is missed on a page of 2017-18 after a change."""
    shutil.copyfile(outputs / f"{name}.ipynb", folder / f"{name}.ipynb")
    soup = BeautifulSoup((outputs / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    change(soup)
    (folder / f"{name}.html").write_text(str(soup), encoding="utf-8")
    return main_parts_are_there(Page(folder / f"{name}.html"), page_data(open_year(PAPER, REPOSITORY)))


def without_table(caption: str) -> Callable[[BeautifulSoup], None]:
    def change(soup: BeautifulSoup) -> None:
        tables = [table for table in soup.select("table") if table.caption and caption in table.caption.get_text()]
        assert tables
        for table in tables:
            table.decompose()

    return change


def without(selector: str, containing: str = "") -> Callable[[BeautifulSoup], None]:
    def change(soup: BeautifulSoup) -> None:
        tags = [tag for tag in soup.select(selector) if containing in tag.get_text()]
        assert tags
        for tag in tags:
            tag.decompose()

    return change


def test_the_pages_as_they_are_published_have_all_their_parts(outputs: Path, tmp_path: Path) -> None:
    for path in sorted(outputs.glob("*.html")):
        assert spoilt(outputs, path.stem, tmp_path, lambda soup: None) == [], path.stem
    assert main_parts_are_there in CHECKS_AGAINST_AWARDS


@pytest.mark.parametrize(
    ("name", "caption"),
    first([
        ("annual-report", "Awards by provider type and stream"),
        ("annual-report", "Providers, largest first"),
        ("annual-report", "Other funds and bids that the paper names"),
        ("annual-report", "Measures that the paper reports"),
        ("agreements", "Register of single tenders"),
        ("agreements", "Conditions of awards"),
        ("disclosure", "Where each contract can be read"),
        ("stream-report-cdr", "Awards by provider type"),
        ("stream-report-cdr", "Measures that the paper reports"),
    ], 2),
)  # fmt: skip
def test_a_table_that_is_left_out_is_missed(name: str, caption: str, outputs: Path, tmp_path: Path) -> None:
    assert spoilt(outputs, name, tmp_path, without_table(caption)) == [f"the table “{caption}” is not there"]


def test_a_table_of_records_is_needed_where_they_are_on_file(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "office")
    year_with(project)
    of_paper, of_office = (page_data(open_year(year, project)).raw for year in (PAPER, YEAR))
    tables = TABLES["agreements"]
    assert {caption for caption, needed in tables.items() if needed(of_paper, of_paper.awards)} == {
        "Agreements and their terms", "Conditions of awards", "Register of single tenders",
    }  # fmt: skip
    assert {caption for caption, needed in tables.items() if not needed(of_office, of_office.awards)} == {
        "Register of single tenders"
    }


@pytest.mark.parametrize("name", first(["board-paper", "annual-report", "stream-report-vs"], 1))
def test_an_award_that_no_list_has_is_missed(name: str, outputs: Path, tmp_path: Path) -> None:
    change = without("tbody tr", "Restorative Justice Hub")
    said = "no list has the award for “Restorative Justice Hub” to Cambridgeshire Constabulary"
    assert spoilt(outputs, name, tmp_path, change) == [said]


def test_awards_alike_are_counted(outputs: Path, tmp_path: Path) -> None:
    """Four boards with one office have an award each."""
    change = without("tbody tr", "Safeguarding")
    faults = spoilt(outputs, "annual-report", tmp_path, change)
    assert len(faults) == 4 and all("Safeguarding" in fault for fault in faults)


@pytest.mark.parametrize("legend", first(["Stream", "Provider type", "Arrangement or theme"], 1))
def test_a_group_of_buttons_that_is_left_out_is_missed(legend: str, outputs: Path, tmp_path: Path) -> None:
    said = f"the list of awards cannot be narrowed by “{legend}”"
    assert spoilt(outputs, "annual-report", tmp_path, without("fieldset", legend)) == [said]


def test_a_note_that_is_left_out_or_changed_is_missed(outputs: Path, tmp_path: Path) -> None:
    said = "the notes of the year say “The awards support the aims of the Police and Crime Plan"
    (fault,) = spoilt(outputs, "board-paper", tmp_path, without("p", "support the aims of the Police and Crime Plan"))
    assert fault.startswith(said) and fault.endswith("which is not on the page")

    def change(soup: BeautifulSoup) -> None:
        (tag,) = [tag for tag in soup.select("p") if "support the aims of" in tag.get_text()]
        tag.string = tag.get_text().replace("support", "serve")

    (fault,) = spoilt(outputs, "board-paper", tmp_path, change)
    assert fault.startswith(said)
