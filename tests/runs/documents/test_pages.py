"""`pdf`: PDFs of the pages that are published, and of no others."""

from pathlib import Path

import pytest
from support.pdf_ua import weasyprint_or_skip
from support.unattended import YEAR

from grantsdata.errors import ParameterError, ReportError
from grantsdata.runs.documents.pages import pdf


@pytest.fixture(autouse=True, scope="module")
def _weasyprint() -> None:
    weasyprint_or_skip()


def test_each_published_page_is_made_into_a_pdf(quick: Path) -> None:
    (made,) = pdf(YEAR, project=quick)
    assert made == quick / "data" / "exports" / YEAR / "first.pdf"
    assert made.read_bytes().startswith(b"%PDF-1.7")
    assert [path.name for path in made.parent.iterdir()] == ["first.pdf"]


def test_they_can_go_elsewhere(quick: Path, tmp_path: Path) -> None:
    assert pdf(YEAR, ["first"], project=quick, folder=tmp_path / "out") == [tmp_path / "out" / "first.pdf"]
    assert not (quick / "data" / "exports").exists()


def test_a_report_that_the_year_does_not_have_is_refused(quick: Path) -> None:
    with pytest.raises(ParameterError, match=f'{YEAR} has no report "frist"; did you mean "first"'):
        pdf(YEAR, ["frist"], project=quick)


def test_a_page_that_somebody_has_changed_is_refused(quick: Path) -> None:
    page = quick / "outputs" / YEAR / "first.html"
    page.write_bytes(page.read_bytes() + b" ")
    with pytest.raises(ReportError, match=rf"outputs/{YEAR}/first\.html is not the page that was published"):
        pdf(YEAR, project=quick)


def test_a_year_that_is_not_published_is_refused(quick: Path) -> None:
    (quick / "outputs" / YEAR / "run.json").unlink()
    with pytest.raises(ReportError, match=f"there is no run record of {YEAR}. Make its reports first"):
        pdf(YEAR, project=quick)


def test_a_link_in_the_place_of_a_file_is_not_followed(quick: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    (folder / "first.pdf").symlink_to(outside)
    with pytest.raises(Exception, match="link"):
        pdf(YEAR, project=quick, folder=folder)
    assert outside.read_bytes() == b"mine"
