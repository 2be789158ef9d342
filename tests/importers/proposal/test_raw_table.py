"""A found table becomes the rows of a raw file: what is left out or added is told, and each cell has its origin."""

import pytest

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.raw_table import PrintedRows, origin_csv, printed_rows, table_csv

HEADER = ["Project", "Run by", "Award"]
LEFT = Cell("", merged="left")
ABOVE = Cell("", merged="above")


def printed(*rows: list[str] | list[Cell], notes: tuple[str, ...] = ()) -> PrintedRows | None:
    cells = tuple(tuple(text if isinstance(text, Cell) else Cell(text) for text in row) for row in rows)
    return printed_rows(FoundTable("table 1", "", cells, notes))


def test_titles_blank_rows_and_columns_and_repeated_headers_are_left_out_and_told() -> None:
    rows = [["Awards", "", "", ""], ["Project", "", "Run by", "Award"], ["", "", "", ""], ["Boxing", "", "Owls", "£7"]]
    found = printed(*rows, rows[1], ["Locks", "", "Locks Ltd", "£8"], notes=("a guess",))
    assert found is not None
    assert found.rows == [HEADER, ["Boxing", "Owls", "£7"], ["Locks", "Locks Ltd", "£8"]]
    assert (found.header_rows, found.title, found.names) == (1, "Awards", HEADER)
    assert list(found.body) == [(2, ["Boxing", "Owls", "£7"]), (3, ["Locks", "Locks Ltd", "£8"])]
    assert found.notes == [
        "a guess",
        "a title above the header is left out: “Awards”",
        "a blank row is left out",
        "a blank column is left out",
        "a header is printed again among the rows left out",
    ]


def test_a_table_without_a_header_is_called_by_its_places() -> None:
    found = printed(["Boxing", "Owls", "£7"])
    assert found is not None
    assert found.rows == [["column 1", "column 2", "column 3"], ["Boxing", "Owls", "£7"]]
    assert found.notes == ["no header is printed; the columns are called by their places"]


def test_a_year_in_the_first_row_is_a_header_and_no_amount() -> None:
    found = printed(["Project", "2018"], ["Boxing", "£7"])
    assert found is not None
    assert (found.names, found.notes) == (["Project", "2018"], [])


def test_a_second_row_that_names_further_columns_belongs_to_the_header() -> None:
    found = printed(["Project", "2018-19", ""], ["", "Awarded £", "Paid £"], ["Boxing", "7", "8"], ["Locks", "9", "8"])
    assert found is not None
    assert (found.header_rows, found.names) == (2, ["Project", "2018-19 Awarded £", "Paid £"])


def test_a_header_of_two_rows_has_its_texts_joined() -> None:
    found = printed(
        [Cell("Project"), Cell("Award"), LEFT],
        [ABOVE, Cell("2017-18"), Cell("2018-19")],
        [Cell("Boxing"), Cell("£7"), Cell("£8")],
    )
    assert found is not None
    assert (found.header_rows, found.names) == (2, ["Project", "Award 2017-18", "Award 2018-19"])
    assert table_csv(found) == "Project,Award,←\n〃,2017-18,2018-19\nBoxing,£7,£8\n"


def test_a_table_with_nothing_below_its_header_is_none() -> None:
    assert printed(HEADER) is None
    assert printed(["", ""], ["", ""]) is None
    assert printed() is None


def test_an_amount_that_goes_on_below_no_header_is_told() -> None:
    found = printed([Cell("Project"), Cell("Award"), Cell("")], [Cell("Boxing"), Cell("£446", "B2"), Cell("000")])
    assert found is not None
    assert found.notes == ["B2: “£446” and “000” in the next cell seem to be one amount, “£446,000”"]


def test_the_origin_of_each_cell_is_its_place_in_both_files() -> None:
    found = printed(
        [Cell("Project", "A1"), Cell("Award", "B1")], [Cell("Boxing, new", "A2"), Cell("", "B2", "left", ("a", "b"))]
    )
    assert found is not None
    assert origin_csv(found, "paper.xlsx", [("B9", "£9", "in no table")]) == (
        "row,column,file,found_at,text,notes\n"
        "1,Project,paper.xlsx,A1,Project,\n"
        "1,Award,paper.xlsx,B1,Award,\n"
        '2,Project,paper.xlsx,A2,"Boxing, new",\n'
        "2,Award,paper.xlsx,B2,,one with the cell to the left; a; b\n"
        ",,paper.xlsx,B9,£9,in no table\n"
    )


def test_what_cannot_be_seen_in_a_cell_is_told_once_with_its_rows() -> None:
    cells = [[Cell("Project"), Cell("Run by"), Cell("Award")]]
    cells += [[Cell("Boxing", notes=("hidden row",)), Cell("Night Owls", notes=("hidden row",)), Cell(f"£{row}")]
              for row in range(7)]  # fmt: skip
    cells[2][2] = Cell("£9", notes=("formula =A1",))
    printed = printed_rows(FoundTable("table 1", "", tuple(map(tuple, cells))))
    assert list(printed.cell_notes) == ["hidden row (rows 2, 3, 4, 5, 6 and more)", "formula =A1 (row 3)"]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ([Cell("Group"), Cell("2018/19"), LEFT], [["Ely", "", "£7"], ["March", "", "£8"]]),  # spans a blank column
        ([Cell("Group"), Cell("2018/19"), Cell("")], [["Ely", "", "£7"], ["March", "", "£8"]]),
    ],
)
def test_a_header_to_the_left_of_its_amounts_is_that_of_their_column(header: list[Cell], rows: list[list[str]]) -> None:
    found = printed(header, *rows)
    assert found is not None
    assert found.rows == [["Group", "2018/19"], ["Ely", "£7"], ["March", "£8"]]
    assert found.notes == ["“2018/19” stands above a blank column; it is taken as the header of the next one"]


def test_a_header_above_texts_of_its_own_stays() -> None:
    spanning = printed([Cell("Group"), Cell("2018/19"), LEFT], ["Ely", "£5", "£7"], ["March", "", "£8"])
    alone = printed(["Group", "Note", ""], ["Ely", "new", "£7"], ["March", "", "£8"])
    assert spanning is not None
    assert alone is not None
    assert (len(spanning.names), len(alone.names)) == (3, 3)


def test_a_text_above_the_first_header_is_a_heading_if_each_repeated_header_has_one() -> None:
    arts, sport, kit = ["Arts", "", ""], ["Sport", "", ""], ["Kit", "Owls", "£8"]
    found = printed(["Grants", "", ""], arts, HEADER, ["Boxing", "Owls", "£7"], sport, HEADER, kit)
    assert found is not None
    assert found.rows == [HEADER, arts, ["Boxing", "Owls", "£7"], sport, kit]
    assert found.titles == ("Grants",)
