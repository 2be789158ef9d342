"""Rows without rules between them are told apart by gaps, by amounts, and by whether a word had room in its line."""

from pathlib import Path

import pytest
from support.papers import drawn_pdf, grid, rule, write_at

from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.reading import read_document

XS = [60, 230, 400]
EDGES = [55, 225, 395, 480]
SHELTER = (["Night shelter in winter for", "men and women of no fixed", "abode"], ["St Mary"], ["£1,375"])
HALL = (["Kitchen"], ["Lode Hall Committee and", "Friends of the Hall"], ["£640"])
BOAT = (["Boat"], ["Ouse Club"], ["£9,250"])
HEADER = (["Project"], ["Group"], ["Amount"])
WRAPPED = [
    ["Project", "Group", "Amount"],
    ["Night shelter in winter for men and women of no fixed abode", "St Mary", "£1,375"],
    ["Boat", "Ouse Club", "£9,250"],
    ["Kitchen", "Lode Hall Committee and Friends of the Hall", "£640"],
]
LINES = "rows without rules between them are guessed from their amounts and gaps; check each row"


def drawn(rows: list[tuple[list[str], ...]], step: float, gap: float, kind: str) -> list[str]:
    commands, ys, y = [], [88.0], 100.0
    for row in rows:
        for x, lines in zip(XS, row, strict=True):
            commands += [write_at(x, y + number * step, line) for number, line in enumerate(lines)]
        y += step * max(map(len, row)) + gap
        ys.append(y - step + 3)
    if kind == "columns":
        return commands + grid(EDGES, [ys[0], ys[1], ys[-1]])
    if kind == "rows":
        return commands + [rule(EDGES[0], y, EDGES[-1], y) for y in ys]
    return commands + (grid([EDGES[0], EDGES[-1]], ys) if kind == "framed rows" else [])


def read(tmp_path: Path, commands: list[str]) -> Document:
    document = read_document(drawn_pdf([commands], tmp_path / "drawn.pdf"))
    assert document.unaccounted == ()
    return document


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for table in document.tables for row in table.rows]


@pytest.mark.parametrize("kind", ["none", "columns", "rows", "framed rows"])
@pytest.mark.parametrize(("step", "gap"), [(11.5, 0.0), (11.5, 8), (14, 0), (21, 0), (21, 9)])
def test_a_cell_of_several_lines_stays_one_at_any_spacing(tmp_path: Path, kind: str, step: float, gap: float) -> None:
    assert cells(read(tmp_path, drawn([HEADER, SHELTER, BOAT, HALL], step, gap, kind))) == WRAPPED


def test_rows_below_one_ruled_header_are_a_guess_and_said_to_be_one(tmp_path: Path) -> None:
    found = read(tmp_path, drawn([HEADER, BOAT, HALL], 14, 0, "columns"))
    assert LINES in found.tables[0].notes
    ruled = read(tmp_path, [*grid(EDGES, [88, 103, 117]), *drawn([HEADER, BOAT], 14, 0, "none")])
    assert LINES not in ruled.tables[0].notes


def test_a_heading_above_an_award_is_no_line_of_its_name(tmp_path: Path) -> None:
    rows = [HEADER, (["Sports"], [], []), BOAT, (["Halls and churches"], [], []), HALL]
    expected = [WRAPPED[0], ["Sports", "", ""], WRAPPED[2], ["Halls and churches", "", ""], WRAPPED[3]]
    assert cells(read(tmp_path, drawn(rows, 14, 0, "columns"))) == expected
    assert cells(read(tmp_path, drawn(rows, 21, 6, "none"))) == expected


def test_two_amounts_of_one_award_are_left_for_a_person(tmp_path: Path) -> None:
    both = (["Boat"], ["Ouse Club"], ["£9,250", "£500"])
    table = cells(read(tmp_path, drawn([HEADER, both, HALL], 14, 0, "none") + grid(EDGES, [88, 103, 131, 159])))
    assert table[1] == ["Boat", "Ouse Club", "£9,250 £500"]


def test_a_blank_provider_takes_no_words_from_the_row_above(tmp_path: Path) -> None:
    rows = [HEADER, BOAT, (["Kitchen"], [], ["£640"]), (["Van"], ["Ely"], ["£75"])]
    expected = [*WRAPPED[:1], WRAPPED[2], ["Kitchen", "", "£640"], ["Van", "Ely", "£75"]]
    assert cells(read(tmp_path, drawn(rows, 14, 0, "columns"))) == expected


def test_one_row_that_is_marked_with_a_colour_divides_no_others(tmp_path: Path) -> None:
    lines = [
        ["Project", "Group", "Amount"],
        ["Boat", "Ouse Club", "£9,250"],
        ["Oven", "Lode", "£640"],
        ["Bell", "Ely", "£7"],
    ]
    written = [
        write_at(x, 100 + 16 * n, text) for n, line in enumerate(lines) for x, text in zip(XS, line, strict=True)
    ]
    marker = f"1 1 0.6 rg 55 {600 - 136} 430 14 re f"
    assert cells(read(tmp_path, [marker, *written])) == lines


def test_a_rule_below_the_first_award_does_not_join_it_with_the_header(tmp_path: Path) -> None:
    lines = [
        ["Project", "Group", "Amount"],
        ["Boat", "Ouse Club", "£9,250"],
        ["Oven", "Lode", "£640"],
        ["Bell", "Ely", "£7"],
    ]
    written = [
        write_at(x, 100 + 16 * n, text) for n, line in enumerate(lines) for x, text in zip(XS, line, strict=True)
    ]
    assert cells(read(tmp_path, [rule(55, 120, 485, 120), rule(55, 136, 485, 136), *written])) == lines


def test_lines_typed_as_dashes_are_rules(tmp_path: Path) -> None:
    lines = [
        ["Project", "Group", "Amount"],
        ["Boat", "Ouse Club", "£9,250"],
        ["Oven", "Lode", "£640"],
        ["Bell", "Ely", "£7"],
    ]
    written = [
        write_at(x, 100 + 20 * n, text) for n, line in enumerate(lines) for x, text in zip(XS, line, strict=True)
    ]
    dashes = [write_at(55, 110 + 20 * n, sign * 90) for n, sign in enumerate("-_=-")]
    assert cells(read(tmp_path, [*written, *dashes])) == lines


def test_names_that_are_wrapped_are_no_headings_though_all_lines_are_alike(tmp_path: Path) -> None:
    names = [["Scouts of Little", "Whitby"], ["Guides of Little", "Whitby"], ["Owls of Great", "Wilbraham"]]
    rows = [HEADER, *((name, ["Kit"], [f"£{number},375"]) for number, name in enumerate(names, start=1))]
    found = cells(read(tmp_path, drawn(rows, 12, 0, "none")))
    assert [row[0] for row in found[1:]] == [
        "Scouts of Little Whitby", "Guides of Little Whitby", "Owls of Great Wilbraham",
    ]  # fmt: skip
    heads = [HEADER, (["Scouts of Little Whitby"], ["Kit"], ["£1,375"])]
    heads += [
        row for name in ("Sport", "Music", "Halls") for row in (([name], [], []), (["Owls"], ["Van"], ["£9,250"]))
    ]
    found = cells(read(tmp_path, drawn(heads, 12, 0, "none")))
    assert [row[0] for row in found[2:]] == ["Sport", "Owls", "Music", "Owls", "Halls", "Owls"]
