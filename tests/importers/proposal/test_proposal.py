"""What is proposed for a printed table: which column, which row, what scale, each from all that the table says."""

from collections.abc import Sequence
from typing import Any

import pytest

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.importers.proposal.about import stated_facts
from grantsdata.importers.proposal.proposal import Proposal, propose
from grantsdata.importers.proposal.raw_table import printed_rows
from grantsdata.model.declared_table import PrintedTotal
from grantsdata.model.years import FinancialYear


def proposed(*rows: Sequence[str], heading: str = "") -> Proposal:
    cells = tuple(tuple(Cell(text, f"row {number}") for text in row) for number, row in enumerate(rows, start=1))
    printed = printed_rows(FoundTable("table 1", heading, cells))
    assert printed is not None
    proposal = propose(printed, FinancialYear(2018), place="table 1", heading=heading, streams=[])
    assert proposal is not None
    return proposal


def columns(proposal: Proposal) -> dict[str, Any]:
    return {key: value for key, value, _ in proposal.columns}


def keys(proposal: Proposal) -> dict[str, Any]:
    return {key: value for key, value, _ in proposal.keys}


HEADERS = {
    "a reference before the amount": (["Grant reference", "Organisation", "Project", "Amount Awarded"],
                                      ["2", "Fenland", "Hub", "7500"], "Project", "Organisation", "Amount Awarded"),
    "an identifier before the name": (["Title", "Recipient Org:Identifier", "Recipient Org:Name", "Amount Awarded"],
                                      ["Hub", "GB-CHC-1", "Blue Trust", "7500"],
                                      "Title", "Recipient Org:Name", "Amount Awarded"),
    "a count before the amount": (["Club", "Project", "People", "Grant"], ["Ely CC", "Kit", "120", "500"],
                                  "Project", "Club", "Grant"),
    "what was asked for before what was given": (["Group", "Project", "Requested", "Awarded"],
                                                 ["Scouts", "Kit", "£900", "£500"], "Project", "Group", "Awarded"),
    "the cost of the project before the award": (["Group", "Project", "Total project cost", "Award"],
                                                 ["Scouts", "Kit", "£9,000", "£500"], "Project", "Group", "Award"),
    "a lot and a date": (["Lot", "Date", "Supplier", "Contract title", "Value"],
                         ["1", "12/05/2018", "Acme Ltd", "Line", "12,000"], "Contract title", "Supplier", "Value"),
    "a share beside the amount": (["Contractor", "Scheme", "%", "Amount"], ["Acme Ltd", "Line", "40%", "12,000"],
                                  "Scheme", "Contractor", "Amount"),
    "a year beside the amount": (["Paid to", "Activity", "Year", "Paid"], ["Scouts", "Kit", "2018", "500"],
                                 "Activity", "Paid to", "Paid"),
    "a purpose and no service": (["Charity", "Purpose", "£"], ["Blue Trust", "A van", "500"],
                                 "Purpose", "Charity", "£"),
    "names of things": (["Ref No", "Name of organisation", "Description of project", "Amount of grant awarded (£)"],
                        ["1", "Scouts", "Tents", "500"],
                        "Description of project", "Name of organisation", "Amount of grant awarded (£)"),
    "a unit cost and a quantity": (["Supplier", "Service", "Unit cost", "Quantity", "Total value"],
                                   ["Acme Ltd", "Line", "10", "50", "500"], "Service", "Supplier", "Total value"),
    "Welsh": (["Prosiect", "Sefydliad", "Swm"], ["Hwb", "Cyngor Sir", "£500"], "Prosiect", "Sefydliad", "Swm"),
    "two languages": (["Prosiect / Project", "Sefydliad / Organisation", "Swm / Amount"], ["Hwb", "Heddlu", "£500"],
                      "Prosiect / Project", "Sefydliad / Organisation", "Swm / Amount"),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADERS)
def test_a_column_is_chosen_by_its_header_and_its_cells(case: str) -> None:
    header, row, service, provider, award = HEADERS[case]
    found = columns(proposed(header, row))
    assert (found["service"], found["provider"], found["award"]) == (service, provider, award)


def test_a_second_column_that_may_hold_the_awards_is_shown() -> None:
    proposal = proposed(["Service", "Provider", "Grant", "Value"], ["Hub", "Fenland", "£500", "£900"])
    assert columns(proposal)["award"] == "Grant"
    assert proposal.doubts == ["the columns: the awards may also be in “Value”, instead of “Grant”"]


@pytest.mark.parametrize(
    ("header", "heading", "scale"),
    [("Award (£000s)", "", 1000), ("Award £m", "", 1_000_000), ("£k", "", 1000)],
)
def test_the_scale_of_the_header_is_proposed_and_applied(header: str, heading: str, scale: int) -> None:
    rows = [["Hub", "Fenland", "446"], ["Van", "Ely", "0.5"], ["Total", "", "446.5"]]
    proposal = proposed(["Service", "Provider", header], *rows, heading=heading)
    reason = "by the header, the title, the text or the number format; the printed numbers stay as they are"
    assert ("scale", scale, reason) in proposal.keys
    (total,) = proposal.totals
    assert (total["printed"], total["scale"]) == ("446.5", scale)
    assert proposal.sums[0].endswith("as printed")


def test_an_amount_that_is_read_in_an_unusual_way_is_listed() -> None:
    rows = [["Hub", "A", "500.00-"], ["Van", "B", "nil"], ["Bus", "C", "£500[footnote 1]"], ["Kit", "D", "£1"]]
    assert proposed(["Service", "Provider", "Award"], *rows).doubts == [
        "row 2: “500.00-” is read as −£500",
        "row 3: “nil” is read as £0",
        "row 4: “£500[footnote 1]” is read as £500, with “[footnote 1]” beside it",
    ]


def test_pounds_and_pence_in_two_columns_are_one_amount() -> None:
    rows = [["Hub", "A", "446,000", "00"], ["Van", "B", "500", "50"], ["Total", "", "446,500", "50"]]
    proposal = proposed(["Service", "Provider", "£", "p"], *rows)
    assert (columns(proposal)["award"], columns(proposal)["pence"]) == ("£", "p")
    assert [total["printed"] for total in proposal.totals] == ["446,500.50"]
    assert proposal.sums == ["row 4, Total: 2 of 2 amounts can be read and add up to £446,500.50, as printed"]
    assert proposal.printed.rows[2] == ["Van", "B", "500", "50"]


def test_euros_and_dollars_are_not_added_up_as_pounds() -> None:
    rows = [["Hub", "A", "GBP", "446000"], ["Van", "B", "EUR", "2000"], ["Bus", "C", "USD", "1000"]]
    proposal = proposed(["Service", "Provider", "Currency", "Amount"], *rows)
    assert columns(proposal)["currency"] == "Currency"
    assert proposal.sums == [
        "no total of the whole table is printed; 1 of 3 amounts can be read and add up to £446,000"
    ]
    assert proposal.doubts == [
        "row 3: its currency is “EUR”, not the pound; it is never added up as pounds",
        "row 4: its currency is “USD”, not the pound; it is never added up as pounds",
    ]


def test_a_column_in_euros_is_not_the_award() -> None:
    proposal = proposed(["Service", "Provider", "Award (€)", "Award (£)"], ["Hub", "A", "600", "500"])
    assert (columns(proposal)["award"], keys(proposal)["ignored_columns"]) == ("Award (£)", ["Award (€)"])


def test_a_table_of_recipients_and_amounts_is_one_of_awards() -> None:
    proposal = proposed(["Recipient", "2018/19 £"], ["Total Wellbeing Ltd", "500"], ["Scouts", "700"],
                        ["Total", "1,200"], heading="Small grants")  # fmt: skip
    assert columns(proposal) == {"provider": "Recipient", "award": "2018/19 £"}
    assert keys(proposal)["service"] == "Small grants"
    assert [total["row"] for total in proposal.totals] == [4]


def test_a_fund_of_its_own_for_each_award_is_what_the_award_is_for() -> None:
    header = ["Fund", "Recipient", "Grant"]
    proposal = proposed(header, ["Social Action Fund", "Scouts", "£40,000"], ["Bursary Fund", "Guides", "£5"])
    assert (columns(proposal)["service"], "themes" in keys(proposal)) == ("Fund", False)
    several = proposed(header, ["Social Action Fund", "Scouts", "£4"], ["Social Action Fund", "Guides", "£5"])
    assert (columns(several)["theme"], "service" in columns(several)) == ("Fund", False)


TOTALS = [
    ["Total", "2 awards"], ["Overall spend", ""], ["Cyfanswm", ""], ["Is-gyfanswm", ""], ["Cyfanswm / Total", "2"],
    ["Total", "2"], ["Grand total", ""], ["Total awarded", "2 grants"],
]  # fmt: skip


@pytest.mark.parametrize("words", TOTALS, ids=" ".join)
def test_a_total_with_a_count_or_in_welsh_is_a_total(words: list[str]) -> None:
    rows = [["Hub", "A", "£446,000"], ["Total Wellbeing", "B", "£500"], [*words, "£446,500"]]
    proposal = proposed(["Service", "Provider", "Award"], *rows)
    assert [(total["label"], total["row"]) for total in proposal.totals] == [(words[0], 4)]


def test_rows_of_income_and_of_other_years_are_left_out() -> None:
    rows = [["2018/19", "", ""], ["Hub", "A", "£1"], ["2017/18", "", ""], ["Van", "B", "£2"], ["Total", "", "£2"],
            ["Grants received", "", ""], ["Fund", "Home Office", "£3"],
            ["Grant received", "Ministry", "£4"]]  # fmt: skip
    proposal = proposed(["Service", "Provider", "Award"], *rows)
    left_out = [(one["row"], one["because"]) for one in keys(proposal)["left_out"]]
    assert left_out == [(2, "note"), (4, "another year"), (5, "another year"), (6, "another year"), (7, "income"),
                        (8, "income"), (9, "income")]  # fmt: skip
    assert "section_rows" not in keys(proposal)
    assert proposal.totals == []


def test_a_year_beside_each_award_leaves_the_other_years_out() -> None:
    rows = [["2017/18", "A", "Van", "£1"], ["2018/19", "B", "Bus", "£2"]]
    proposal = proposed(["Year", "Recipient", "Project", "Grant"], *rows)
    assert columns(proposal)["financial_year"] == "Year"
    assert keys(proposal)["left_out"] == [{"row": 2, "printed": "2017/18", "because": "another year"}]


def test_an_amount_that_fell_into_two_cells_is_named() -> None:
    cells = [["Service", "Provider", "Award", ""], ["Hub", "A", "£446", "000"], ["Van", "B", "£500", ""]]
    table = FoundTable("table 1", "", tuple(tuple(Cell(text, "row 2, cell 3") for text in row) for row in cells))
    printed = printed_rows(table)
    assert printed is not None
    assert printed.notes == ["row 2, cell 3: “£446” and “000” in the next cell seem to be one amount, “£446,000”"]


@pytest.mark.parametrize(
    "words", ["year ended", "period ending", "in force from", "valid until", "open since", "up to"]
)
def test_the_end_of_a_period_is_no_date_of_the_paper(words: str) -> None:
    facts = stated_facts([f"Accounts, {words} 31 March 2019", "Presented on 10 May 2019"])
    assert str(facts.dated) == "2019-05-10"


def test_of_two_columns_of_amounts_the_one_that_adds_up_to_the_total_is_the_award() -> None:
    rows = [["Hub", "Fenland", "£900", "£700"], ["Van", "Ely", "£300", "£200"], ["Total", "", "£1,100", "£900"]]
    assert columns(proposed(["Project", "Group", "Funding", "Grant"], *rows))["award"] == "Grant"


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        ("Table 2: awards (£000)", 1000),
        ("Awards in thousands of pounds", 1000),
        ("Awards, £m", 1_000_000),
        ("Awards from £1.2m of grants", None),
        ("Awards for a million trees", None),
    ],
)
def test_the_scale_above_a_table_is_proposed(heading: str, scale: int | None) -> None:
    table = proposed(["Project", "Group", "Grant"], ["Hub", "Fenland", "446"], ["Van", "Ely", "20"], heading=heading)
    assert keys(table).get("scale") == scale


def test_a_total_with_spaces_is_declared_to_have_them() -> None:
    table = proposed(["Project", "Group", "Grant"], ["Hub", "Fenland", "£446, 000"], ["Total", "", "£446, 000"])
    assert table.totals[0]["spaced_amounts"] is True
    assert PrintedTotal(**{key: table.totals[0][key] for key in ("label", "printed", "file", "spaced_amounts")})
    assert table.sums == ["row 3, Total: 1 of 1 amounts can be read and add up to £446,000, as printed"]
