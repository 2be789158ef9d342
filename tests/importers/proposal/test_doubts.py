"""What a person must look at in a proposed table is one line each, with the number of its row."""

from collections.abc import Sequence

import pytest

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.columns import guess_columns
from grantsdata.importers.proposal.doubts import doubts_on, in_other_currencies
from grantsdata.importers.proposal.raw_table import PrintedRows, printed_rows
from grantsdata.importers.proposal.rows import guess_rows
from grantsdata.model.years import FinancialYear

YEAR = FinancialYear(2018)
HEADER = ("Group", "Decision", "Grant")


def printed(*rows: Sequence[str | Cell]) -> PrintedRows:
    cells = tuple(tuple(text if isinstance(text, Cell) else Cell(text) for text in row) for row in rows)
    found = printed_rows(FoundTable("table 1", "", cells))
    assert found is not None
    return found


def doubts(*rows: Sequence[str | Cell]) -> list[str]:
    table = printed(*rows)
    columns = guess_columns(table, YEAR, {})
    return list(doubts_on(table, columns, guess_rows(table, columns, YEAR), YEAR))


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        (("Ely", "Agreed", "£500"), []),
        (("Ely", "Agreed", "TBC"), ["row 2: “TBC” states no amount"]),
        (("Ely", "Agreed", "£500 pa"),
         ["row 2: “£500 pa” cannot be read as an amount; say in corrections of paper.toml how it is read"]),
        (("Ely", "Agreed", "(£500)"), ["row 2: “(£500)” is read as −£500"]),
        (("Ely", "Refused", "£500"), ["row 2: “Refused” stands beside “£500”, so it is left out"]),
        (("Ely", "Not approved (out of area)", "£500"),
         ["row 2: “Not approved (out of area)” stands beside “£500”, so it is left out"]),
        (("Ely", "Loan", "£500"), ["row 2: “Loan” stands beside “£500”: perhaps it is no award"]),
        (("Ely", "In kind", "£500"), ["row 2: “In kind” stands beside “£500”: perhaps it is no award"]),
        (("Ely", "Loan shark advice", "£500"), []),
        (("Ely", "Agreed", "4.46E+05"), ["row 2: “4.46E+05” is read as £446,000"]),
        (("Ely", "2019/20", "£500"), ["row 2: “2019/20” stands beside “£500”: perhaps it is of another year"]),
        (("Ely", "2018/19", "£500"), []),
        (("Ely", "Refused", "£0"), []),  # it is left out
        (("Ely", "Agreed", "£0"), ["row 2: “£0” is read as £0"]),
        (("Ely", "Returned books scheme", "£500"), []),
        (("Ely", "Agreed", Cell("£500", notes=("hidden row",))),
         ["row 2: “£500” is hidden in the file, and is counted as an award: if the paper does not have it, add the row "
          "to left_out"]),
        (("Ely", "Agreed", Cell("£500", notes=("struck out: “£500”",))),
         ["row 2: “£500” is struck out in the file, and is counted as an award: if the paper does not have it, add the "
          "row to left_out"]),
        (("Ely", "Agreed", Cell("£500", notes=("struck out and left out: “£600”",))), []),
        (("Ely", "Agreed", Cell("£500", notes=('hidden text left out: "Amount"',))), []),
    ],
)  # fmt: skip
def test_an_award_that_a_person_must_look_at(row: Sequence[str | Cell], lines: list[str]) -> None:
    assert doubts(HEADER, row, ("March", "Agreed", "£20"), ("Wisbech", "Agreed", "£1,000")) == lines


def test_a_column_that_may_not_be_what_was_awarded() -> None:
    rows = (("Ely", "Agreed", "£500"), ("March", "Agreed", "£20"))
    assert doubts(("Group", "Decision", "Amount requested"), *rows) == [
        "the columns: by its header, “Amount requested” may not be what was awarded"
    ]
    assert doubts(("Group", "Decision", "Amount awarded"), *rows) == []


def test_a_minus_in_a_column_of_its_own_is_told() -> None:
    rows = (("Ely", "Hub", "-", "£5"), ("March", "Van", "", "£7"))
    assert doubts(("Group", "Project", "", "Grant"), *rows) == [
        "row 2: “-” stands before “£5”: perhaps it is its sign; say in corrections of paper.toml how it is read"
    ]


def test_what_may_be_a_scale_is_told() -> None:
    assert doubts(("Group", "Grant £00000"), ("Ely", "5"), ("March", "7")) == [
        "the columns: “£00000” in “Grant £00000” may be a scale; if a 1 is £1,000, add scale = 1000"
    ]


def test_two_columns_of_one_name_are_told() -> None:
    assert doubts(("Group", "Grant", "Grant"), ("Ely", "£5", "£6"), ("March", "£7", "£8")) == [
        "the columns: 2 are called “Grant”, and the first is taken; name each in the file"
    ]


def test_an_award_in_another_currency_is_listed() -> None:
    table = printed(("Group", "Currency", "Grant"), ("Ely", "GBP", "500"), ("March", "EUR", "20"))
    columns = guess_columns(table, YEAR, {})
    assert in_other_currencies(table, columns, guess_rows(table, columns, YEAR)) == {3: "EUR"}


def test_an_amount_without_a_text_may_be_part_of_the_one_above() -> None:
    found = doubts(
        HEADER, ("Ely", "Agreed", "£500"), ("March", "Agreed", "£60"), ("", "", "£40"), ("Wisbech", "", "£7")
    )
    assert found == [
        "row 4: “£40” stands alone: perhaps it is part of the amount above; say in corrections of paper.toml how it is "
        "read"
    ]


def test_a_no_below_the_header_of_awards_is_told() -> None:
    rows = (("Ely", "FALSE", "£500"), ("March", "TRUE", "£20"))
    assert doubts(("Group", "Approved", "Amount"), *rows) == [
        "row 2: “FALSE” stands beside “£500”: perhaps it is no award"
    ]
    assert doubts(("Group", "Member", "Amount"), *rows) == []


def test_an_amount_beside_a_blank_one_is_told_with_its_column() -> None:
    rows = (("Ely", "Hub", "£500", ""), ("March", "Van", "", "£20"))
    assert doubts(("Group", "Project", "Capital", "Revenue"), *rows)[0] == (
        "row 3: “Capital” is blank, and “£20” stands in “Revenue”: perhaps it is the award"
    )
    assert not any("blank" in line for line in doubts(("Group", "Project", "Award", "Requested"), *rows))


def test_an_amount_at_the_end_of_a_text_over_all_columns_is_told() -> None:
    over_all = (Cell("Soham: £300"), Cell("", merged="left"), Cell("", merged="left"))
    assert doubts(HEADER, ("Ely", "Agreed", "£500"), over_all, ("March", "Agreed", "£20")) == [
        "row 3: “£300” stands in a text over all columns, and is not counted"
    ]


def test_a_refusal_beside_an_amount_is_a_doubt_where_other_rows_have_other_texts() -> None:
    rows = (("Ely", "Refused", "£500"), ("March", "Agreed", "£20"), ("Wisbech", "see minute 4", "£1,000"))
    assert doubts(HEADER, *rows) == ["row 2: “Refused” stands beside “£500”: perhaps it is no award"]
