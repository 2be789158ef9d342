"""Shading in the cells of a ruled table does not divide them."""

from itertools import pairwise
from pathlib import Path

import pytest
from support.papers import drawn_pdf, grid, rule, write_at

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


ROWS = [
    ["Service", "Provider", "Award"],
    ["Boat", "Ouse Club", "£925"],
    ["Kit and shirts", "Ely", "£1,250"],
    ["Van", "March Band", "£640"],
    ["Bus", "Soham", "£75"],
    ["Oven", "Lode Hall", "£310"],
]
HEIGHTS = [100 + 30 * number for number in range(len(ROWS) + 1)]


def words(rows: list[list[str]]) -> list[str]:
    return [
        write_at(x + 5, y + 20, text)
        for y, row in zip(HEIGHTS, rows, strict=False)
        for x, text in zip(XS, row, strict=False)
        if text
    ]


def shaded(row: int, first: int = 0) -> list[str]:
    """The cells of a row from column `first` on, each filled."""
    return [f"0.9 g {x0} {600 - HEIGHTS[row + 1]} {x1 - x0} 30 re f" for x0, x1 in [*pairwise(XS)][first:]]


def test_rules_down_that_every_other_row_lacks_divide_it_all_the_same(tmp_path: Path) -> None:
    across = [rule(XS[0], y, XS[-1], y) for y in HEIGHTS]
    down = [rule(x, HEIGHTS[n], x, HEIGHTS[n + 1]) for x in XS for n in (0, 1, 3, 5)]
    sides = [rule(x, HEIGHTS[0], x, HEIGHTS[-1]) for x in (XS[0], XS[-1])]
    assert cells(tmp_path, [*across, *down, *sides, *words(ROWS)]) == ROWS


def test_a_heading_across_a_row_is_not_divided(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ["Halls and churches of the whole county and city", "", ""], *ROWS[3:]]
    across = [rule(XS[0], y, XS[-1], y) for y in HEIGHTS]
    down = [rule(x, HEIGHTS[n], x, HEIGHTS[n + 1]) for x in XS for n in (0, 1, 3, 4, 5)]
    sides = [rule(x, HEIGHTS[2], x, HEIGHTS[3]) for x in (XS[0], XS[-1])]
    found = cells(tmp_path, [*across, *down, *sides, *words(rows)])
    assert found == rows


def test_cells_that_only_shading_divides_within_a_frame(tmp_path: Path) -> None:
    frame = [rule(XS[0], y, XS[-1], y) for y in (HEIGHTS[0], HEIGHTS[1], HEIGHTS[-1])]
    frame += [rule(x, HEIGHTS[0], x, HEIGHTS[-1]) for x in (XS[0], XS[-1])]
    frame += [rule(x, HEIGHTS[0], x, HEIGHTS[1]) for x in XS]
    shades = [one for row in (1, 3, 5) for one in shaded(row)]
    assert cells(tmp_path, [*shades, *frame, *words(ROWS)]) == ROWS


def test_a_frame_of_which_only_some_rows_are_ruled_is_read_by_its_gaps(tmp_path: Path) -> None:
    frame = grid(XS, HEIGHTS[:2]) + [rule(x, HEIGHTS[1], x, HEIGHTS[-1]) for x in (XS[0], XS[-1])]
    frame.append(rule(XS[0], HEIGHTS[-1], XS[-1], HEIGHTS[-1]))
    bands = [one for row in (2, 4) for one in grid([60, *XS[1:-1], 540], [HEIGHTS[row] + 6, HEIGHTS[row + 1] - 2])]
    texts = [
        write_at(x + 15, y + 20, text)
        for y, row in zip(HEIGHTS, ROWS, strict=False)
        for x, text in zip(XS, row, strict=False)
    ]
    assert cells(tmp_path, [*frame, *bands, *texts]) == ROWS
