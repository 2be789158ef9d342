"""Shading in the cells of a ruled table does not divide them."""

from itertools import pairwise
from pathlib import Path

import pytest
from support.papers import drawn_pdf, grid, write_at

from grantsdata.importers.documents.reading import read_document

XS, YS = [50, 230, 400, 550], [100, 130, 160]
TEXTS = [write_at(55, 120, "Service"), write_at(235, 120, "Provider"), write_at(405, 120, "Award")]
TEXTS += [write_at(55, 150, "Boat"), write_at(235, 150, "Ouse Club"), write_at(405, 150, "£925")]
CELLS = [["Service", "Provider", "Award"], ["Boat", "Ouse Club", "£925"]]


def cells(tmp_path: Path, commands: list[str]) -> list[list[str]]:
    (table,) = read_document(drawn_pdf([commands], tmp_path / "drawn.pdf")).tables
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("inset", [0, 2, 5, 9])
def test_shading_within_the_cells(tmp_path: Path, inset: int) -> None:
    shades = [
        f"0.9 g {x0 + inset} {600 - y1 + inset} {x1 - x0 - 2 * inset} {y1 - y0 - 2 * inset} re f"
        for x0, x1 in pairwise(XS)
        for y0, y1 in pairwise(YS)
    ]
    assert cells(tmp_path, [*shades, *grid(XS, YS), *TEXTS]) == CELLS


def test_shading_behind_the_words_only(tmp_path: Path) -> None:
    shades = ["0.8 1 0.8 rg 55 444 20 15 re f", "0.8 1 0.8 rg 405 444 60 15 re f"]
    assert cells(tmp_path, [*shades, *grid(XS, YS), *TEXTS]) == CELLS


def test_a_header_above_the_rules_is_the_first_row(tmp_path: Path) -> None:
    assert cells(tmp_path, [*grid(XS, YS[1:]), *TEXTS]) == CELLS


def test_a_text_above_a_table_with_a_header_stays_outside(tmp_path: Path) -> None:
    above = [write_at(55, 95, "Grants"), write_at(405, 95, "2018-19")]
    assert cells(tmp_path, [*grid(XS, YS), *TEXTS, *above]) == CELLS


def test_rules_that_are_thin_filled_boxes_are_rules(tmp_path: Path) -> None:
    rules = [f"0 g 50 {600 - y} 500 1 re f" for y in YS] + [f"0 g {x} 440 1 60 re f" for x in XS]
    assert cells(tmp_path, ["0.9 g 55 442 100 20 re f", *rules, *TEXTS]) == CELLS
