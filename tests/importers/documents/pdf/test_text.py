"""Small signs after an amount are a mark, and small pence are not."""

from pathlib import Path

import pytest
from support.papers import drawn_pdf, grid, write_at

from grantsdata.importers.documents.reading import read_document

XS, YS = [50, 230, 400, 550], [100, 130, 160]
TABLE = [*grid(XS, YS), write_at(55, 120, "Service"), write_at(235, 120, "Provider"), write_at(405, 120, "Award")]
ROW = [write_at(55, 150, "Boat"), write_at(235, 150, "Ouse Club"), write_at(405, 150, "£925")]
AFTER = 427.3  # where the amount ends


@pytest.mark.parametrize(
    ("small", "y", "cell", "notes"),
    [
        ("2", 150, "£925", ('small mark "2"',)),
        ("12", 150, "£925", ('small mark "12"',)),
        ("*", 146, "£925", ('raised mark "*"',)),
        ("3", 146, "£925", ('raised mark "3"',)),
        (".50", 150, "£925.50", ()),
        (".50", 146, "£925.50", ()),
        (",000", 150, "£925,000", ()),
    ],
)
def test_small_signs_after_an_amount(tmp_path: Path, small: str, y: int, cell: str, notes: tuple[str, ...]) -> None:
    document = read_document(drawn_pdf([[*TABLE, *ROW, write_at(AFTER, y, small, 6)]], tmp_path / "drawn.pdf"))
    found = document.tables[0].rows[1][2]
    assert (found.text, found.notes) == (cell, notes)
    assert document.unaccounted == ()


def test_a_small_number_apart_from_the_amount_is_no_mark(tmp_path: Path) -> None:
    document = read_document(drawn_pdf([[*TABLE, *ROW, write_at(440, 150, "2018", 6)]], tmp_path / "drawn.pdf"))
    assert document.tables[0].rows[1][2].text == "£925 2018"
