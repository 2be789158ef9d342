"""A header may have two rows, and a row of an award is none of them, even where it lacks its amount."""

import pytest

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.raw_table import PrintedRows, printed_rows

HEADER = ["Project", "Run by", "Award"]


def printed(*rows: list[str]) -> PrintedRows | None:
    return printed_rows(FoundTable("table 1", "", tuple(tuple(map(Cell, row)) for row in rows)))


def test_a_header_that_goes_on_in_small_letters_or_with_a_year_has_two_rows() -> None:
    found = printed(["Name of", "Name of", "Award"], ["project", "organisation", "2018/19"], ["Boxing", "Owls", "£7"])
    assert found is not None
    assert (found.header_rows, found.names) == (2, ["Name of project", "Name of organisation", "Award 2018/19"])


@pytest.mark.parametrize(
    ("first", "second", "height"),
    [
        (["", "Hours", "Award", "Award"], ["Body", "2018", "2017", "2018"], 2),
        (["", "2017/18", "2018/19", "2019/20"], ["Body", "£", "£", "£"], 2),
        (["Body", "Hours", "Award", "Award"], ["", "2018", "2017", "2018"], 2),
        (["Body", "Amount", "Amount", "Sum"], ["", "asked for", "awarded", "paid"], 2),
        (["Body", "Hours", "Award", "Paid"], ["", "2018", "1250", "1250"], 1),
        (["", "Bid", "Award", "Paid"], ["Ely", "2018", "1250", "1250"], 1),
        (["", "Bid", "Award", "Paid"], ["Ely", "2000", "2010", "2010"], 1),
        (["", "2017/18", "2018/19", "2019/20"], ["Ely", "2017", "2018", "2018"], 1),
        (["Body", "Bid", "Award", "Paid"], ["Ely", "2018", "2018", "2018"], 1),
    ],
)
def test_years_and_units_below_words_are_a_header_and_amounts_are_none(
    first: list[str], second: list[str], height: int
) -> None:
    found = printed(first, second, ["March", "£7", "£8", "£9"], ["Soham", "£5", "£6", "£7"])
    assert found is not None
    assert found.header_rows == height


def test_a_row_of_awards_in_small_letters_is_no_header() -> None:
    for row in (["boxing", "owls", "£7"], ["boxing", "owls", "tbc"], ["youth", "", ""], ["boxing", "Owls", "seven"]):
        found = printed(HEADER, row, ["Locks", "Locks Ltd", "£8"])
        assert found is not None
        assert found.header_rows == 1


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        (
            ["Sum of Amount", "Columns", ""],
            ["Rows", "Capital", "Total"],
            ["Sum of Amount Rows", "Columns Capital", "Total"],
        ),
        (["Body", "Project", ""], ["Ely", "Hub", "Declined"], None),
        (["Body", "Project", ""], ["Ely", "Hub", "TBC"], None),
        (
            ["NAME OF", "REASON FOR", "SUM"],
            ["GROUP", "GRANT", "GIVEN"],
            ["NAME OF GROUP", "REASON FOR GRANT", "SUM GIVEN"],
        ),
        (["NAME", "REASON", "SUM"], ["ELY CLUB", "HUB", "TBC"], None),
        (["Name", "Reason", "Sum"], ["ELY CLUB", "HUB", "VAN"], None),
    ],
)
def test_a_second_row_that_names_what_the_first_leaves_out_or_is_in_capitals_as_well(
    first: list[str], second: list[str], names: list[str] | None
) -> None:
    found = printed(first, second, ["March", "Van", "£8"], ["Soham", "Bus", "£6"])
    assert found is not None
    assert (found.header_rows, found.names) == (
        (2, names) if names else (1, [first[0], first[1], first[2] or "column 3"])
    )


def test_awards_that_are_all_in_capitals_are_no_header() -> None:
    found = printed(["NAME", "REASON", "SUM"], ["ELY", "HUB", "VAN"], ["MARCH", "VAN", "BUS"], ["Ely", "Van", "£8"])
    assert found is not None
    assert found.header_rows == 1
