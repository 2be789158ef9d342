"""Rows without rules are known by how their cells are set: to the top, the middle or the bottom of the row."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.papers import drawn_pdf, write_at

from grantsdata.importers.documents.pdf.aligned import aligned_rows
from grantsdata.importers.documents.pdf.letters.text import Line
from grantsdata.importers.documents.reading import read_document

COLUMNS = [(50.0, 150.0), (200.0, 300.0), (350.0, 400.0)]
PITCH, HEIGHT = 14.0, 10.0
FULL, WORD = "xxxx xxxx xxxx xxx xx", "y" * 12  # 100 and 60 points wide

Heights = list[tuple[int, int]]
"""How many lines the first and the second cell of each row have; 0 is a blank cell."""


def line(column: int, top: float, text: str) -> Line:
    x0 = COLUMNS[column][0]
    return Line(text, x0, x0 + 5 * len(text), top, top + HEIGHT, HEIGHT, 5.0, False)


def cell(column: int, top: float, room: float, lines: int, setting: str) -> list[Line]:
    """A cell of some lines, the last of which is shorter, in a row of that height."""
    left = room - (PITCH * lines - (PITCH - HEIGHT))
    first = top + {"top": 0.0, "middle": left / 2, "bottom": left}[setting]
    return [line(column, first + PITCH * n, FULL if n < lines - 1 else WORD) for n in range(lines)]


def drawn(rows: Heights, setting: str, gap: float) -> tuple[list[Line], list[tuple[float, float]]]:
    """The lines of a table below a header, and the top and bottom of each row."""
    lines, bands, top = [line(0, 0, "Project"), line(1, 0, "Group"), line(2, 0, "Award")], [(0.0, HEIGHT)], HEIGHT + gap
    for number, heights in enumerate(rows):
        room = PITCH * max(1, *heights) - (PITCH - HEIGHT)
        of_row = [one for n in (0, 1) for one in cell(n, top, room, heights[n], setting)]
        amount = cell(2, top, room, 1, setting)[0]
        of_row.append(line(2, amount.top, f"£{number + 1}00"))
        bands.append((min(one.top for one in of_row), max(one.bottom for one in of_row)))
        lines += of_row
        top += room + gap
    return lines, bands


TWO_LINES_OR_NONE = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=6)


@settings(max_examples=50)
@given(TWO_LINES_OR_NONE, st.sampled_from(["top", "middle", "bottom"]), st.sampled_from([9.0, 20.0]))
def test_rows_further_apart_than_lines_are_found_however_cells_are_set(rows: Heights, setting: str, gap: float) -> None:
    lines, bands = drawn(rows, setting, gap)
    assert aligned_rows(lines, COLUMNS) in (bands, None)


@pytest.mark.parametrize("gap", [4.0, 9.0, 20.0])
@pytest.mark.parametrize("setting", ["top", "middle", "bottom"])
def test_names_over_several_lines_stay_in_their_rows(setting: str, gap: float) -> None:
    lines, bands = drawn([(3, 1), (1, 2), (1, 1), (2, 3), (3, 2), (3, 1)], setting, gap)
    assert aligned_rows(lines, COLUMNS) == bands


def test_a_text_across_the_columns_is_a_row_by_itself() -> None:
    lines, bands = drawn([(2, 1), (1, 2)], "middle", 9.0)
    bottom = bands[-1][1]
    note = Line("The office made these awards in May.", 50.0, 330.0, bottom + 9, bottom + 19, HEIGHT, 5.0, False)
    assert aligned_rows([*lines, note], COLUMNS) == [*bands, (bottom + 9, bottom + 19)]


@pytest.mark.parametrize("gap", [4.0, 9.0, 20.0])
@pytest.mark.parametrize("setting", ["top", "middle", "bottom"])
def test_a_line_in_the_first_column_alone_that_had_room_above_is_a_heading(setting: str, gap: float) -> None:
    lines, bands = drawn([(2, 1), (1, 2), (1, 1), (2, 3), (3, 1)], setting, gap)
    below = bands[3][1] + gap
    moved = [
        replace(one, top=one.top + HEIGHT + gap, bottom=one.bottom + HEIGHT + gap) for one in lines if one.top >= below
    ]
    later = [(top + HEIGHT + gap, bottom + HEIGHT + gap) for top, bottom in bands[4:]]
    kept = [one for one in lines if one.top < below]
    with_heading = [*bands[:4], (below, below + HEIGHT), *later]
    assert aligned_rows([*kept, line(0, below, "Halls"), *moved], COLUMNS) == with_heading


def test_a_heading_below_the_header_is_no_part_of_it_but_the_rest_of_a_sentence_is() -> None:
    lines, bands = drawn([(1, 1), (2, 1), (1, 1)], "middle", 9.0)
    lines = [replace(one, top=one.top + 14, bottom=one.bottom + 14) if one.top > 0 else one for one in lines]
    later = [(top + 14, bottom + 14) for top, bottom in bands[1:]]
    assert aligned_rows([*lines, line(0, 14, "Halls")], COLUMNS) == [bands[0], (14, 24), *later]
    assert aligned_rows([*lines, line(0, 14, "X" * 14)], COLUMNS) == [bands[0], (14, 24), *later]
    lines = [one for one in lines if one.text != "Project"] + [line(0, 0, "Project or the name")]
    assert aligned_rows([*lines, line(0, 14, "of work")], COLUMNS) == [(0, 24), *later]


def test_a_dash_stands_for_the_amount_of_a_row() -> None:
    lines, bands = drawn([(2, 1), (1, 2), (3, 1)], "middle", 4.0)
    assert aligned_rows([replace(one, text="-") if one.text == "£200" else one for one in lines], COLUMNS) == bands


def test_the_end_of_a_year_in_a_header_is_no_amount() -> None:
    lines, bands = drawn([(2, 1), (1, 2), (3, 1)], "middle", 9.0)
    lines = [replace(one, top=one.top + 28, bottom=one.bottom + 28) if one.top > 0 else one for one in lines]
    lines = [one for one in lines if one.text != "Award"] + [
        line(2, 0, "2017-"),
        line(2, 14, "18"),
        line(2, 28, "award"),
    ]
    assert aligned_rows(lines, COLUMNS) == [(0, 38), *((top + 28, bottom + 28) for top, bottom in bands[1:])]


def test_a_row_without_an_amount_leaves_it_to_the_gaps() -> None:
    lines, bands = drawn([(1, 1), (1, 1)], "top", 9.0)
    assert aligned_rows([*lines, line(1, bands[-1][1] + 9, "Ely")], COLUMNS) is None
    assert aligned_rows(lines[:6], COLUMNS) is None


def test_a_paper_with_names_above_and_below_their_amount(tmp_path: Path) -> None:
    """All lines are equally far apart, so that no gap shows where a row ends."""
    texts = [
        (60, 100, "Project"), (240, 100, "Group"), (420, 100, "Amount"),
        (60, 113, "Night shelter in winter"), (60, 126, "for men and women"),
        (240, 126, "St Mary"), (420, 126, "£1,375"),
        (240, 139, "Lode Hall Committee"), (240, 152, "and all the Friends"), (240, 165, "of the Hall"),
        (60, 165, "Kitchen"), (420, 165, "£640"),
    ]  # fmt: skip
    commands = [write_at(x, y, text) for x, y, text in texts]
    (table,) = read_document(drawn_pdf([commands], tmp_path / "drawn.pdf")).tables
    assert [[one.text for one in row] for row in table.rows] == [
        ["Project", "Group", "Amount"],
        ["Night shelter in winter for men and women", "St Mary", "£1,375"],
        ["Kitchen", "Lode Hall Committee and all the Friends of the Hall", "£640"],
    ]
