"""Unruled tables lose no text: at any line spacing, with headings between rows, short groups and notes beside them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.papers import drawn_pdf, grid, rule, write_at

from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.reading import read_document

XS = [60, 240, 420]


def row(y: float, *texts: str, size: float = 10) -> list[str]:
    return [write_at(x, y, text, size) for x, text in zip(XS, texts, strict=False) if text]


def read(tmp_path: Path, *commands: list[str]) -> Document:
    return read_document(drawn_pdf([[one for some in commands for one in some]], tmp_path / "drawn.pdf"))


def cells(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows] for table in document.tables]


HEADER = ("Project", "Group", "Amount")
BOAT, BELL, OVEN = ("Boat", "Ouse Club", "£9,250"), ("Bell", "St Mary", "£1,375"), ("Oven", "Lode Hall", "£640")


@pytest.mark.parametrize("step", [11.5, 13, 14, 16, 21])
def test_headings_between_rows_that_are_close(tmp_path: Path, step: float) -> None:
    lines = [HEADER, ("Sports",), BOAT, BELL, ("Halls",), OVEN, ("Sum", "", "£11,265")]
    document = read(tmp_path, *(row(100 + number * step, *line) for number, line in enumerate(lines)))
    assert cells(document) == [[[*line, *[""] * (3 - len(line))] for line in lines]]
    assert document.unaccounted == ()


def test_groups_of_one_and_two_rows_are_tables_as_well(tmp_path: Path) -> None:
    commands = [row(100, *HEADER), row(116, *BOAT), row(132, *BELL)]
    commands += [row(172, "What we give to the halls and the churches of the county", size=13), row(192, *OVEN)]
    document = read(tmp_path, *commands)
    assert cells(document) == [[list(HEADER), list(BOAT), list(BELL)], [list(OVEN)]]
    assert document.unaccounted == ()


def test_a_note_in_the_margin_is_a_column(tmp_path: Path) -> None:
    commands = [row(100 + 30 * number, *line) for number, line in enumerate([HEADER, BOAT, BELL])]
    document = read(tmp_path, *commands, [write_at(520, 115, "see page 9")])
    assert cells(document) == [
        [[*HEADER, ""], ["", "", "", "see page 9"], [*BOAT, ""], [*BELL, ""]],
    ]


@pytest.mark.parametrize("xs", [(60, 240, 480), (60, 310, 420), (140, 330, 480), (60, 240, 360)])
def test_a_header_that_stands_beside_its_column_is_its_header(tmp_path: Path, xs: tuple[int, ...]) -> None:
    header = [write_at(x, 100, text) for x, text in zip(xs, HEADER, strict=True)]
    document = read(tmp_path, header, row(116, *BOAT), row(132, *BELL), row(148, *OVEN))
    assert cells(document) == [[list(HEADER), list(BOAT), list(BELL), list(OVEN)]]


def test_headers_at_the_right_of_two_columns_of_amounts(tmp_path: Path) -> None:
    header = [*row(100, "Project"), write_at(245, 100, "2017/18"), write_at(425, 100, "2018/19")]
    rows = [("Boat", "£9,250", "£11"), ("Bell", "£12,375", "£250"), ("Oven", "£640", "£1,250")]
    document = read(tmp_path, header, *(row(116 + 16 * number, *line) for number, line in enumerate(rows)))
    assert cells(document) == [[["Project", "2017/18", "2018/19"], *map(list, rows)]]


def test_a_column_between_two_headers_belongs_to_neither(tmp_path: Path) -> None:
    header = [*row(100, "Project"), write_at(180, 100, "Group"), write_at(320, 100, "Amount")]
    rows = [("Boat", "£9,250"), ("Bell", "£1,375"), ("Oven", "£640")]
    document = read(tmp_path, header, *(row(116 + 16 * number, *line) for number, line in enumerate(rows)))
    assert cells(document)[0][:2] == [["Project", "Group", "", "Amount"], ["Boat", "", "£9,250", ""]]


def test_two_columns_below_one_heading_are_two(tmp_path: Path) -> None:
    header = [*row(100, "Project", "Group"), write_at(420, 100, "Amount, and what the parish adds")]
    boat = [*row(116, *BOAT), write_at(540, 116, "£11")]
    bell = [*row(132, *BELL), write_at(540, 132, "£21")]
    document = read(tmp_path, header, boat, bell)
    assert cells(document)[0] == [
        ["Project", "Group", "Amount, and what the parish adds", ""],
        ["Boat", "Ouse Club", "£9,250", "£11"],
        ["Bell", "St Mary", "£1,375", "£21"],
    ]


def test_columns_that_are_a_space_apart_are_divided_where_amounts_and_texts_stand_one_below_the_other(
    tmp_path: Path,
) -> None:
    """In the letters of the test, 10 points high, a gap of up to 9 points may be one between words."""
    rows = [
        [write_at(50, y, a), write_at(120, y, b), write_at(215 - 5.56 * len(c) + 2.78 * c.count(","), y, c)]
        for y, a, b, c in [
            (100, "Project", "Recipient", "Grant"),
            (116, "Boat for Lode", "Ouse Club", "£9,250"),
            (132, "Bell", "Ouse River", "£12,375"),
            (148, "Oven", "St Mary", "£11"),
        ]
    ]
    assert cells(read(tmp_path, *rows))[0] == [
        ["Project", "Recipient", "Grant"],
        ["Boat for Lode", "Ouse Club", "£9,250"],
        ["Bell", "Ouse River", "£12,375"],
        ["Oven", "St Mary", "£11"],
    ]


def test_a_pound_sign_at_the_left_edge_of_its_column_belongs_to_the_amount(tmp_path: Path) -> None:
    rows = [
        [*row(y, a, b), write_at(400, y, "£"), write_at(470, y, c)]
        for y, (a, b, c) in [
            (116, ("Boat", "Ouse Club", "9,250")),
            (132, ("Bell", "St Mary", "1,375")),
            (148, ("Oven", "Lode", "11")),
        ]
    ]
    assert [one[-1] for one in cells(read(tmp_path, *rows))[0]] == ["£ 9,250", "£ 1,375", "£ 11"]


WORDS = st.sampled_from(["Boat", "Ouse Club", "Bell ringers of Ely", "St Mary", "Lode Hall and its kitchen", "Oven"])
AMOUNTS = st.integers(1, 999_999).map(lambda number: f"£{number:,}")
ROWS = st.lists(
    st.one_of(
        st.tuples(WORDS, WORDS, AMOUNTS),
        st.tuples(WORDS),
        st.tuples(WORDS, st.just(""), AMOUNTS),
    ),
    min_size=2,
    max_size=9,
)
RULES = ["none", "columns", "frame", "rows", "all"]


def rules(kind: str, lines: int, step: float) -> list[str]:
    edges, ys = [50, 230, 410, 560], [100 - 0.8 * step + n * step for n in range(lines + 1)]
    if kind == "all":
        return grid(edges, ys)
    if kind == "rows":
        return [rule(50, y, 560, y) for y in ys]
    if kind == "columns":
        return grid(edges, [ys[0], ys[1], ys[-1]])
    return grid([50, 560], [ys[0], ys[-1]]) if kind == "frame" else []


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, step=st.integers(22, 90).map(lambda number: number / 2), kind=st.sampled_from(RULES))
def test_no_word_is_lost_or_invented(rows: list[tuple[str, ...]], step: float, kind: str) -> None:
    lines = [HEADER, *rows]
    with TemporaryDirectory() as folder:
        commands = [row(100 + number * step, *line) for number, line in enumerate(lines)]
        document = read(Path(folder), rules(kind, len(lines), step), *commands)
    assert document.unaccounted == ()
    read_back = [cell.text for table in document.tables for row in table.rows for cell in row] + [*document.paragraphs]
    drawn = [text for line in lines for text in line]
    assert sorted(" ".join(read_back).split()) == sorted(" ".join(drawn).split())


def test_a_row_without_an_amount_is_a_row_of_its_own_where_rows_stand_apart(tmp_path: Path) -> None:
    lines = [HEADER, BOAT, ("New ideas", "", "£5"), ("Youth club at the mill", "Ouse Club", "£30")]
    lines += [("Youth fund", "Ouse Club", ""), BELL]
    document = read(tmp_path, *(row(100 + number * 21, *line) for number, line in enumerate(lines)))
    assert cells(document) == [[list(line) for line in lines]]


def test_a_mark_raised_from_an_amount_that_stands_lower_than_its_row_is_a_mark(tmp_path: Path) -> None:
    commands = [row(100, *HEADER), row(121, *BOAT), row(142, "Bell", "St Mary"), row(163, *OVEN)]
    amount = [write_at(420, 144.5, "£1,375"), write_at(450.8, 141, "2", 8.3)]
    document = read(tmp_path, *commands, amount)
    assert cells(document) == [[list(HEADER), list(BOAT), list(BELL), list(OVEN)]]
    assert document.tables[0].rows[2][2].notes == ('raised mark "2"',)
    assert document.unaccounted == ()


@pytest.mark.parametrize("painted", [[1, 3], [0, 1, 3], [0, 2, 4], [0]])
def test_bands_of_shading_behind_rows_divide_no_table(tmp_path: Path, painted: list[int]) -> None:
    lines = [HEADER, BOAT, BELL, OVEN, ("Kiln", "Ely Potters", "£75")]
    cells_of_row = [(55, 180), (235, 180), (415, 65)]
    bands = [f"0.9 g {x} {600 - 106 - n * 20} {width} 20 re f 0 g" for n in painted for x, width in cells_of_row]
    document = read(tmp_path, bands, *(row(100 + number * 20, *line) for number, line in enumerate(lines)))
    assert cells(document) == [[list(line) for line in lines]]
    assert document.unaccounted == ()


def test_a_pound_sign_that_ends_a_heading_does_not_join_it_with_the_next(tmp_path: Path) -> None:
    header = [*row(100, "Project"), write_at(240, 100, "Awarded £"), write_at(420, 100, "Paid £")]
    rows = [row(116 + 16 * n, name, "5,000", "4,000") for n, name in enumerate(("Boat", "Bell", "Oven"))]
    assert cells(read(tmp_path, header, *rows)) == [
        [["Project", "Awarded £", "Paid £"], *([name, "5,000", "4,000"] for name in ("Boat", "Bell", "Oven"))]
    ]


def test_a_header_close_to_the_first_award_does_not_take_it_in(tmp_path: Path) -> None:
    commands = [row(100, *HEADER), row(112, *BOAT), row(135, *BELL), row(147, "ringing"), row(170, *OVEN)]
    assert cells(read(tmp_path, *commands)) == [
        [list(HEADER), list(BOAT), ["Bell ringing", *BELL[1:]], list(OVEN)],
    ]


@pytest.mark.parametrize(("left", "right"), [(190, 345), (215, 370)])
def test_a_heading_above_two_columns_and_their_own_headings_are_two_rows(
    tmp_path: Path, left: float, right: float
) -> None:
    """Each year stands above its two columns, or above the gap between them."""
    xs = (60, 200, 260, 340, 420)
    lines = [
        ["Ely", "£19", "£9", "£500", "£446"],
        ["Soham", "£18", "£8", "£20", "£12"],
        ["March", "£7", "£6", "£9", "£5"],
    ]
    heads = [
        write_at(60, 100, "Group"),
        *(write_at(x, 100, y) for x, y in ((left, "2017/18"), (right, "2018/19"))),
    ]
    names = [write_at(x, 113, name) for x, name in zip(xs[1:], ("Bid", "Award") * 2, strict=True)]
    rows = [[write_at(x, 126 + 13 * n, text) for x, text in zip(xs, line, strict=True)] for n, line in enumerate(lines)]
    document = read(tmp_path, heads, names, *rows)
    found = cells(document)[0]
    assert [cell.merged for cell in document.tables[0].rows[0]] == ["", "", "left", "", "left"]
    assert found[:2] == [["Group", "2017/18", "", "2018/19", ""], ["", "Bid", "Award", "Bid", "Award"]]
    assert found[2:] == lines


def test_a_heading_above_an_empty_column_is_a_column(tmp_path: Path) -> None:
    rows = [[write_at(60, 116 + 13 * n, a), write_at(420, 116 + 13 * n, b)] for n, (a, _, b) in enumerate((BOAT, BELL))]
    found = cells(read(tmp_path, row(100, "Project", "Notes", "Amount"), *rows))[0]
    assert found == [["Project", "Notes", "Amount"], ["Boat", "", "£9,250"], ["Bell", "", "£1,375"]]


def test_each_line_of_a_header_is_divided_above_its_amounts(tmp_path: Path) -> None:
    heads = [write_at(60, 100, "Organisation"), write_at(124, 100, "Grant"), write_at(200, 100, "Year")]
    heads += [write_at(60, 111, "or group"), write_at(124, 111, "award"), write_at(200, 111, "paid")]
    rows = [
        [write_at(60, y, name), write_at(124, y, amount), write_at(200, y, "2018")]
        for y, name, amount in ((130, "Ely Club", "£9,250"), (146, "March", "£1,375"), (162, "Soham", "£640"))
    ]
    found = cells(read(tmp_path, heads, *rows))[0]
    assert [row[:2] for row in found[:2]] == [["Organisation or group", "Grant award"], ["Ely Club", "£9,250"]]


def test_a_total_set_to_the_other_side_of_its_column_is_in_it(tmp_path: Path) -> None:
    header = [write_at(60, 100, "Project"), write_at(240, 100, "Group"), write_at(400, 100, "Award")]
    rows = [row_of_right(116 + 16 * n, *line) for n, line in enumerate((BOAT, BELL, OVEN))]
    total = [write_at(60, 164, "Total"), write_at(400, 164, "£11,265")]
    assert cells(read(tmp_path, header, *rows, total)) == [
        [["Project", "Group", "Award"], list(BOAT), list(BELL), list(OVEN), ["Total", "", "£11,265"]],
    ]


def test_two_columns_of_amounts_of_which_a_row_has_both_stay_two(tmp_path: Path) -> None:
    header = [write_at(60, 100, "Project"), write_at(240, 100, "Group"), write_at(400, 100, "Award")]
    rows = [row_of_right(116 + 16 * n, *line) for n, line in enumerate((BOAT, BELL, OVEN))]
    found = cells(read(tmp_path, header, *rows, [write_at(400, 116, "£9,000")]))
    assert found[0][1] == ["Boat", "Ouse Club", "£9,000", "£9,250"]


def row_of_right(y: float, project: str, group: str, amount: str) -> list[str]:
    return [write_at(60, y, project), write_at(240, y, group), write_at(520, y, amount)]


def test_the_end_of_a_cell_at_the_head_of_a_page_belongs_to_the_row_above(tmp_path: Path) -> None:
    rows = [HEADER, BOAT, BELL, OVEN, ("Youth club at the mill", "Lode Hall Committee and", "£30")]
    first = [one for n, texts in enumerate(rows) for one in row(500 + 20 * n, *texts)]
    second = [
        write_at(240, 40, "the Friends of the Hall"),
        *row(60, "Bus", "Ely", "£75"),
        *row(80, "Van", "March", "£90"),
    ]
    (table,) = read_document(drawn_pdf([first, second], tmp_path / "drawn.pdf")).tables
    assert [cell.text for cell in table.rows[4]] == [
        "Youth club at the mill", "Lode Hall Committee and the Friends of the Hall", "£30",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[5]] == ["Bus", "Ely", "£75"]
    assert "row 5 goes on over the end of page 1; joined by guess" in table.notes


def test_a_line_of_its_own_above_a_table_at_the_head_of_a_page_stays_outside(tmp_path: Path) -> None:
    document = read(
        tmp_path, [write_at(60, 40, "Halls")], *(row(60 + 20 * n, *one) for n, one in enumerate((BOAT, BELL, OVEN)))
    )
    assert cells(document) == [[list(BOAT), list(BELL), list(OVEN)]]
    assert document.paragraphs == ("Halls",)
