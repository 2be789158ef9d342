"""Dots that lead from a text to its amount belong to neither."""

from pathlib import Path

import pytest
from support.papers import drawn_pdf, write_at

from grantsdata.importers.documents.reading import read_document

ROWS = [("Project", "Award"), ("Boat for Lode", "£9,250"), ("Bell", "£12,375"), ("Oven", "£640")]


@pytest.mark.parametrize("dots", ["." * 60, ". " * 40, "…" * 20])
def test_dots_lead_to_an_amount(tmp_path: Path, dots: str) -> None:
    texts = [write_at(60, 100, "Project"), write_at(480, 100, "Award")]
    for number, (service, award) in enumerate(ROWS[1:], start=1):
        texts += [write_at(60, 100 + 16 * number, f"{service} {dots}")]
        texts += [write_at(480, 100 + 16 * number, award)]
    document = read_document(drawn_pdf([texts], tmp_path / "drawn.pdf"))
    assert [tuple(cell.text for cell in row) for row in document.tables[0].rows] == ROWS
    assert document.unaccounted == ()
