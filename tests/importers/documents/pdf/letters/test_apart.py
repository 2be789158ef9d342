"""Words whose letters are set apart are read as words, and a note says so; figures in columns stay apart."""

from pathlib import Path

import pytest
from support.papers import drawn_pdf, write_at

from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.reading import read_document

XS = [40, 240, 460]
ROWS = [
    ["Project", "Group", "Award"],
    ["Boat for Lode", "Ouse Club", "£9,250"],
    ["Bell", "Ouse River Trust", "£12,375"],
    ["Aid", "St Mary Hall", "£640"],
]


def read(rows: list[list[str]], tmp_path: Path, apart: float = 0) -> Document:
    texts = [write_at(x, 100 + 16 * n, text) for n, row in enumerate(rows) for x, text in zip(XS, row, strict=True)]
    return read_document(drawn_pdf([[f"{apart} Tc", *texts]], tmp_path / "drawn.pdf"))


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize("apart", [2, 3, 4, 6])
def test_a_program_has_set_the_letters_apart(tmp_path: Path, apart: float) -> None:
    document = read(ROWS, tmp_path, apart)
    assert cells(document) == ROWS
    assert document.tables[0].rows[1][0].notes == ("its letters stand apart, and are joined",)
    assert document.unaccounted == ()


def test_somebody_has_typed_spaces_between_the_letters(tmp_path: Path) -> None:
    document = read([[" ".join(text) for text in row] for row in ROWS], tmp_path)
    assert cells(document) == ROWS
    assert document.unaccounted == ()


def test_a_single_name_is_set_apart(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ["Bell", "O u s e   R i v e r   T r u s t", "£12,375"], ROWS[3]]
    document = read(rows, tmp_path)
    assert cells(document) == ROWS
    assert [bool(row[1].notes) for row in document.tables[0].rows] == [False, False, True, False]


def test_figures_and_initials_stay_apart(tmp_path: Path) -> None:
    rows = [ROWS[0], ["Wards 1 2 3 4 5", "A B Smith", "£9,250"], ["Bell", "J R R Hall", "£12,375"], ROWS[3]]
    assert cells(read(rows, tmp_path)) == rows


def test_narrow_columns_of_single_letters_are_no_words(tmp_path: Path) -> None:
    rows = [["A", "B", "C", "D"], ["Y", "N", "Y", "N"], ["N", "N", "Y", "Y"]]
    texts = [write_at(60 + 15 * n, 100 + 16 * y, text) for y, row in enumerate(rows) for n, text in enumerate(row)]
    texts += [write_at(240, 100 + 16 * y, text) for y, text in enumerate(["Award", "£250", "£640"])]
    document = read_document(drawn_pdf([texts], tmp_path / "drawn.pdf"))
    assert [row[0].text for row in document.tables[0].rows] == [" ".join(row) for row in rows]
