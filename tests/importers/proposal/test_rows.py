"""Which rows are awards, and which are totals of parts, balances, or amounts that a person has to read."""

from collections.abc import Sequence

import pytest

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.columns import guess_columns
from grantsdata.importers.proposal.raw_table import printed_rows
from grantsdata.importers.proposal.rows import Rows, guess_rows
from grantsdata.model.schema import NOT_AWARDED, NOTE, OTHER_YEAR
from grantsdata.model.years import FinancialYear

YEAR = FinancialYear(2018)
HEADER = ("Project", "Group", "Grant")


def rows_of(*body: Sequence[str], header: Sequence[str] = HEADER) -> Rows:
    rows = [header, *body]
    cells = tuple(tuple(Cell(text, f"row {number}") for text in row) for number, row in enumerate(rows, start=1))
    printed = printed_rows(FoundTable("table 1", "", cells))
    assert printed is not None
    return guess_rows(printed, guess_columns(printed, YEAR, {}), YEAR)


@pytest.mark.parametrize("label", ["Sub-total", "Subtotal", "Is-gyfanswm"])
def test_a_subtotal_below_no_heading_is_not_the_total_of_all(label: str) -> None:
    found = rows_of(("Hub", "Ely", "£500"), (label, "", "£500"), ("Van", "March", "£20"), ("Total", "", "£520"))
    assert [(total.row, total.printed) for total in found.totals] == [(5, "£520")]
    assert found.left_out == [(3, label, NOTE)]
    assert list(found.awards) == [2, 4]


@pytest.mark.parametrize("label", ["Sub-total", "Is-gyfanswm"])
def test_a_subtotal_below_a_heading_is_its_total(label: str) -> None:
    found = rows_of(("Sports", "", ""), ("Hub", "Ely", "£500"), (label, "", "£500"), ("Total", "", "£500"))
    assert [(total.row, total.section) for total in found.totals] == [(4, "Sports"), (5, "")]


def test_the_only_total_may_be_called_a_subtotal() -> None:
    found = rows_of(("Hub", "Ely", "£500"), ("Van", "March", "£20"), ("Sub-total", "", "£520"))
    assert [total.row for total in found.totals] == [4]


@pytest.mark.parametrize(
    "label",
    [
        "Balance b/f",
        "Carried forward",
        "Unallocated",
        "Underspend 2017-18",
        "Budget remaining",
        "Remaining:",
        "Left to allocate",
        "Budget for the year",
        "Budget:",
        "No. of grants",
        "Largest grant",
        "Average award",
    ],
)
def test_money_that_is_not_awarded_is_left_out(label: str) -> None:
    found = rows_of(("Hub", "Ely", "£500"), ("Van", "March", "£20"), (label, "", "£7"))
    assert found.left_out == [(4, label, NOTE)]
    assert list(found.awards) == [2, 3]


@pytest.mark.parametrize(
    ("amount", "outcome"), [("Declined", ""), ("not approved", "see minute 4"), ("£0", "Refused"), ("", "Withdrawn")]
)
def test_an_application_that_came_to_nothing_is_left_out(amount: str, outcome: str) -> None:
    header = (*HEADER, "Outcome")
    rows = [("Hub", "Ely", "£500", "Agreed"), ("Van", "March", amount, outcome),
            ("Returned from prison", "Ely", "", "no minute"), ("Bus", "Ely", "£20", "Declined")]  # fmt: skip
    found = rows_of(*rows, header=header)
    assert found.left_out == [(3, "Van", NOT_AWARDED)]
    assert list(found.awards) == [2, 4, 5]  # an amount stands beside the word: a person has to say which holds


def test_a_column_that_says_what_became_of_each_row_decides_beside_an_amount_and_is_no_theme() -> None:
    rows = [
        ("Hub", "Ely", "£500", "Awarded"),
        ("Van", "March", "£20", "Withdrawn by applicant"),
        ("Total", "", "£500", ""),
    ]
    found = rows_of(*rows, header=(*HEADER, "Outcome"))
    assert (list(found.awards), found.left_out) == ([2], [(3, "Van", NOT_AWARDED)])
    cells = tuple(tuple(map(Cell, row)) for row in ((*HEADER, "Outcome"), *rows))
    printed = printed_rows(FoundTable("table 1", "", cells))
    assert printed is not None and "theme" not in guess_columns(printed, YEAR, {}).meanings


def test_a_service_whose_name_begins_like_a_balance_is_an_award() -> None:
    assert list(rows_of(("Unspent youth", "Ely", "£500"), ("Van", "March", "£20")).awards) == [2, 3]


def test_a_column_in_pounds_is_the_award_beside_one_in_euros() -> None:
    cells = [["Project", "Group", "Value", "Grant"], ["Hub", "Ely", "€60", "£50"], ["Van", "March", "€25", "£20"]]
    printed = printed_rows(FoundTable("table 1", "", tuple(tuple(Cell(text) for text in row) for row in cells)))
    assert printed is not None
    assert guess_columns(printed, YEAR, {}).meanings["award"] == "Grant"


@pytest.mark.parametrize("amount", ["£5,000 pa", "USD 5,000", "5,000 euros", "€400", "up to £5,000", "£1,400a"])
def test_amounts_in_a_form_that_is_refused_are_named_by_their_rows(amount: str) -> None:
    found = rows_of(("Hub", "Ely", amount), ("Van", "March", amount), ("Bus", "Soham", "TBC"))
    assert (2, amount) in found.unreadable
    assert (3, amount) in found.unreadable


@pytest.mark.parametrize("label", ["Total", "Grand total", "Cyfanswm"])
def test_a_total_without_an_amount_is_no_heading(label: str) -> None:
    found = rows_of(("Hub", "Ely", "£500"), ("Van", "March", "£20"), (label, "", ""))
    assert (found.headings, found.left_out, list(found.awards)) == ([], [(4, label, NOTE)], [2, 3])


@pytest.mark.parametrize(
    "row",
    [
        ("Total", "two organisations", "£520"),
        ("Total", "see note 2", "£520"),
        ("Total expenditure 2018/19", "(excluding VAT)", "£520"),
        ("Overall", "2", "£520"),
        ("Sum", "", "£520"),
        ("2018/19", "", "£520"),
        ("", "", "£520"),
    ],
)
def test_a_total_is_known_by_its_word_or_by_its_sum(row: Sequence[str]) -> None:
    found = rows_of(("Hub", "Ely", "£500"), ("Van", "March", "£20"), row)
    assert ([total.row for total in found.totals], list(found.awards)) == ([4], [2, 3])


@pytest.mark.parametrize(
    "row", [("Total Wellbeing", "Ely Trust", "£7"), ("Overall", "Ely Trust", "£520"), ("Sums", "Ely", "£9")]
)
def test_a_service_with_a_provider_is_no_total_unless_its_word_says_so(row: Sequence[str]) -> None:
    found = rows_of(("Hub", "Ely", "£500"), ("Van", "March", "£20"), row)
    assert (found.totals, list(found.awards)) == ([], [2, 3, 4])


def test_what_there_is_to_award_and_what_is_left_of_it_are_no_awards() -> None:
    found = rows_of(
        ("Budget", "", "£900"),
        ("Hub", "Ely", "£500"),
        ("Van", "March", "£20"),
        ("VAT", "", "£4"),
        ("Average", "", "£260"),
        ("Number of awards", "", "2"),
        ("Balance", "", "£380"),
    )
    assert ([row for row, _, _ in found.left_out], list(found.awards)) == ([2, 5, 6, 7, 8], [3, 4])


def test_income_is_left_out_to_its_total_or_to_the_next_heading() -> None:
    income = [("Sources of funding", "", ""), ("Police grant", "Ministry", "£900"), ("Total funding", "", "£900")]
    found = rows_of(*income, ("Hub", "Ely", "£500"), ("Van", "March", "£20"), ("Total", "", "£520"))
    assert [row for row, _, _ in found.left_out] == [2, 3, 4]
    assert [total.printed for total in found.totals] == ["£520"]


def test_an_amount_with_nothing_beside_it_counts_and_is_reported() -> None:
    found = rows_of(("Hub", "Ely", "£500"), ("", "", "£30"), ("Van", "March", "£20"))
    assert (list(found.awards), found.alone) == ([2, 3, 4], [(3, "£30")])


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        ("of which capital", "£200"),
        ("- of which revenue", "£300"),
        ("Less: underspend", "(£100)"),
        ("Less recovered from Ely", "£100"),
        ("Surplus", "£9,000"),
        ("Net overspend 2018/19", "£40"),
        ("Net total", "£420"),
    ],
)
def test_parts_of_an_amount_and_what_is_taken_off_are_no_awards(label: str, amount: str) -> None:
    found = rows_of(("Hub", "Ely", "£500"), (label, "", amount), ("Van", "March", "£20"))
    assert found.left_out == [(3, label, NOTE)]
    assert list(found.awards) == [2, 4]


@pytest.mark.parametrize("name", ["Less is More CIC", "Of Mice and Men Theatre", "Surplus Food Hub"])
def test_a_name_may_begin_with_such_a_word(name: str) -> None:
    found = rows_of((name, "Ely", "£500"), ("Van", "March", "£20"))
    assert list(found.awards) == [2, 3]


def test_a_total_is_that_of_the_part_above_it_if_it_adds_that_up_and_not_all() -> None:
    part = (("Hub", "Ely", "£500"), ("Van", "March", "£20"), ("North total", "", "£520"))
    rest = (("Bus", "Ely", "£7"), ("South total", "", "£7"), ("Grand total", "", "£527"))
    found = rows_of(*part, *rest)
    assert [(total.row, total.section) for total in found.totals] == [(7, "")]
    assert found.left_out == [(4, "North total", NOTE), (6, "South total", NOTE)]
    found = rows_of(
        ("Sports", "", ""), *part[:2], ("Total", "", "£520"), ("Arts", "", ""), rest[0], ("Total", "", "£7")
    )
    assert [(total.row, total.section) for total in found.totals] == [(5, "Sports"), (8, "Arts")]
    found = rows_of(("Sports", "", ""), *part[:2], ("Total", "", "£520"))
    assert [(total.row, total.section) for total in found.totals] == [(5, "")]


def test_a_text_below_the_last_award_heads_nothing() -> None:
    awards = (("Van", "March", "£20"), ("Sports", "", ""), ("Hub", "Ely", "TBC"))
    found = rows_of(*awards, ("Notes", "", ""), ("1. Ely is repayable", "", ""))
    assert found.headings == ["Sports"]
    assert found.left_out == [(5, "Notes", NOTE), (6, "1. Ely is repayable", NOTE)]


def test_a_heading_beside_which_the_header_is_printed_again_is_no_award() -> None:
    found = rows_of(("Hub", "Ely", "£500"), ("Second fund", "", "GRANT"), ("Van", "March", "£20"))
    assert (found.headings, list(found.awards), found.misplaced) == (["Second fund"], [2, 4], [])


def test_an_award_without_an_amount_is_one_although_another_column_has_one() -> None:
    header, rows = (*HEADER, "Revenue"), (("Hub", "Ely", "£500", ""), ("Van", "March", "", "£20"))
    found = rows_of(*rows, header=header)
    assert (list(found.awards), found.has_blank_awards) == ([2, 3], False)
    found = rows_of(*rows, header=(*HEADER, "2017/18"))
    assert (list(found.awards), found.has_blank_awards) == ([2], True)


def test_what_stands_below_a_heading_of_refusals_or_of_other_years_is_left_out() -> None:
    below = ("Considered but not funded:", NOT_AWARDED), ("Commitments for future years", OTHER_YEAR)
    for heading, reason in below:
        found = rows_of(("Hub", "Ely", "£500"), (heading, "", ""), ("Van", "March", "£20"), ("Agreed:", "", ""),
                        ("Bus", "Ely", "£7"))  # fmt: skip
        assert (list(found.awards), found.headings) == ([2, 6], ["Agreed:"])
        assert found.left_out == [(3, heading, reason), (4, "Van", reason)]


def test_the_groups_of_a_pivot_table_are_headings_with_totals() -> None:
    groups = [("Arts", "£75"), ("Ely", "£50"), ("March", "£25"), ("Sport", "£50"), ("Soham", "£30"), ("Wisbech", "£20")]
    found = rows_of(*groups, ("Grand Total", "£125"), header=("Row Labels", "Sum of Amount"))
    assert found.awards == {3: "Arts", 4: "Arts", 6: "Sport", 7: "Sport"}
    assert [(total.row, total.section) for total in found.totals] == [(2, "Arts"), (5, "Sport"), (8, "")]
    assert found.headings == ["Arts", "Sport"]
    assert list(rows_of(*groups, header=("Row Labels", "Sum of Amount")).awards) == [2, 3, 4, 5, 6, 7]
