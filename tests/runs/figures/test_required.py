"""Main points that a page has to make: each is missed where the sentence that makes it is taken out."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.cases import first
from support.reporting import FORCE, REPOSITORY

from grantsdata.awards.load import open_year
from grantsdata.runs.figures.required import POINTS, main_points_are_made
from grantsdata.runs.qa.checks import CHECKS_AGAINST_AWARDS
from grantsdata.runs.qa.expected import page_data
from grantsdata.runs.qa.page import Page

YEAR = "2017-18"
NUMBER_OF_POINTS = {
    "annual-report": 28, "board-paper": 13, "disclosure": 13, "outcomes-year": 9, "reconciliation": 9,
    "stream-report-cdr": 14, "stream-report-vs": 14,
}  # fmt: skip
"""A page → how many points it makes, with those of its standfirst."""


def spoilt(published: Path, name: str, folder: Path, selector: str, containing: str = "") -> list[str]:
    """What is missed on a page without the elements that hold a text."""
    shutil.copyfile(published / "outputs" / YEAR / f"{name}.ipynb", folder / f"{name}.ipynb")
    soup = BeautifulSoup((published / "outputs" / YEAR / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    tags = [tag for tag in soup.select(selector) if containing in tag.get_text()]
    assert tags
    for tag in tags:
        tag.decompose()
    (folder / f"{name}.html").write_text(str(soup), encoding="utf-8")
    return main_points_are_made(Page(folder / f"{name}.html"), page_data(open_year(YEAR, REPOSITORY)))


@pytest.mark.parametrize("name", first(NUMBER_OF_POINTS, 2))
def test_a_page_without_its_sentences_misses_each_point(name: str, published: Path, tmp_path: Path) -> None:
    faults = spoilt(published, name, tmp_path, "main p, main li:not(nav li)")
    assert len(faults) == NUMBER_OF_POINTS[name], faults


@pytest.mark.parametrize(
    ("name", "containing", "missed"),
    first([
        ("annual-report", "35 awards for", "how many awards there are"),
        ("annual-report", FORCE + ", the office", "which provider gets most"),
        ("annual-report", "The largest award", "for what the largest award is"),
        ("annual-report", "Charities", "what charities and community groups get"),
        ("annual-report", "single tender", "the sum of the single tenders"),
        ("annual-report", "our judgement", "what rests on our judgement"),
        ("annual-report", "add up", "whether it adds up, or who gets most"),
        ("stream-report-cdr", "is blank", "what is not printed of “Emerging Initiatives”"),
        ("stream-report-cdr", "own police force", "what the own police force gets"),
        ("reconciliation", "under “Total Awards”", "that the printed total “Total Awards, Appendix 1, last row”"),
        ("outcomes-year", "No cost per person", "why no cost per person is given"),
        ("disclosure", "legal advice", "that this is no legal advice"),
    ], 4),
)  # fmt: skip
def test_a_sentence_left_out_is_missed(
    name: str, containing: str, missed: str, published: Path, tmp_path: Path
) -> None:
    faults = spoilt(published, name, tmp_path, "main p, main li", containing)
    assert any(fault.startswith(f"no sentence says {missed}") for fault in faults), faults


def test_a_point_in_a_table_or_a_chart_is_not_made_in_a_sentence(published: Path, tmp_path: Path) -> None:
    """The list of awards has the sum of all awards too, and so has the chart of the budgets."""
    faults = spoilt(published, "annual-report", tmp_path, ".headline")
    assert "the sum of the awards" in faults[2]


def test_the_pages_as_published_miss_nothing(published: Path) -> None:
    data = page_data(open_year(YEAR, REPOSITORY))
    for path in sorted((published / "outputs" / YEAR).glob("*.html")):
        assert main_points_are_made(Page(path), data) == [], path.stem
    assert main_points_are_made in CHECKS_AGAINST_AWARDS


def test_every_notebook_with_a_table_of_points_is_one_of_this_package() -> None:
    names = {path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb")}
    assert set(POINTS) <= names
