"""PDFs of the real pages: no fault by veraPDF, and the headings, tables and alternative texts of the page."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from support.pdf_ua import faults_of_pdf_ua, tags_of, weasyprint_or_skip

from grantsdata.runs.documents.pages import pdf

YEAR = "2017-18"


@pytest.fixture(scope="module")
def made(published: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    weasyprint_or_skip()
    return pdf(YEAR, project=published, folder=tmp_path_factory.mktemp("pdf"))


@pytest.mark.proof
def test_verapdf_finds_no_fault_in_any_page(made: list[Path]) -> None:
    assert len(made) >= 5
    assert faults_of_pdf_ua(made) == {path.name: [] for path in made}


@pytest.mark.proof
def test_each_pdf_has_what_its_page_has(made: list[Path], published: Path) -> None:
    for path in made:
        html = (published / "outputs" / YEAR / f"{path.stem}.html").read_text(encoding="utf-8")
        page = BeautifulSoup(html, "html.parser")
        tags = tags_of(path)
        headings = [f"H{one.name[1]}" for one in page.select("h1, h2, h3, h4") if not one.find_parent("nav")]
        assert [tag.kind for tag in tags if tag.kind in ("H1", "H2", "H3", "H4")] == headings, path.name
        pictures = [
            str(one.get("alt") or one.get("aria-label"))
            for one in page.select("figure img, figure svg:not(.bars-narrow)")
        ]
        assert [tag.alt for tag in tags if tag.kind == "Figure"] == pictures, path.name
        assert sum(tag.kind == "Table" for tag in tags) >= len(page.find_all("table")), path.name
        reader = PdfReader(path)
        assert reader.metadata is not None and page.title is not None
        assert reader.metadata.title == page.title.get_text()
