"""The awards that a table of a file lists, in our layout, in the declared one of the office, and in another."""

from collections.abc import Sequence

from support.reporting import paper_of_2017

from grantsdata.importers.documents.found import Cell, FoundTable
from grantsdata.model.years import FinancialYear
from grantsdata.runs.edits.listed import ListedAward, ListedTotal, Listing, listing_of

YEAR = FinancialYear.parse("2017-18")


def table(*rows: Sequence[str], lists_awards: bool | None = None) -> FoundTable:
    """A table of these texts; "←" and "〃" are cells merged with the one to the left or above."""
    merged = {"←": "left", "〃": "above"}
    cells = [
        tuple(
            Cell("" if text in merged else text, f"row {number}, cell {place}", merged.get(text, ""))  # type: ignore[arg-type]
            for place, text in enumerate(row, start=1)
        )
        for number, row in enumerate(rows, start=1)
    ]
    return FoundTable("table 1", "Awards", tuple(cells), lists_awards=lists_awards)


def listed(found: FoundTable) -> Listing:
    listing = listing_of(found, YEAR, paper_of_2017().award_tables)
    assert listing is not None
    return listing


OURS = ("Service", "Amount", "Provider", "Remark")


def test_a_table_of_ours_has_headings_that_span_it_and_totals() -> None:
    listing = listed(
        table(
            OURS,
            ("Safety", "←", "←", "←"),
            ("Hub", "£446,000", "Force", "from OPCC"),
            ("Van", "", "", ""),
            ("Total", "£446,000", "", ""),
        )
    )
    assert listing.is_ours
    assert listing.awards == [
        ListedAward("row 3", "Safety", "Hub", "Force", "£446,000", 446_000_00, {"remark": "from OPCC"}),
        ListedAward("row 4", "Safety", "Van", "", "", None, {"remark": ""}),
    ]
    assert listing.totals == [ListedTotal("row 5", "", "Total", "£446,000", 446_000_00)]


def test_an_amount_that_cannot_be_read_has_no_pence_and_its_mark_is_a_remark() -> None:
    ours = OURS[:3]
    one, other = listed(table(ours, ("Hub", "£44,60", "F"), ("Van", "£10 (implied)", "F"))).awards
    assert (one.amount, one.pence, one.others) == ("£44,60", None, {})
    assert (other.pence, other.others) == (10_00, {"remark": "implied"})


def test_a_table_of_the_office_is_read_by_its_declared_columns() -> None:
    listing = listed(
        table(
            ("Theme", "Service Provision", "Provider", "Funding £"),
            ("Victims", "Hub", "Force", "150,000"),
            ("〃", "Van", "〃", "£20,000 (Match funded)"),
        )
    )
    assert not listing.is_ours
    assert [(one.section, one.service, one.provider, one.pence, one.others) for one in listing.awards] == [
        ("Victims", "Hub", "Force", 150_000_00, {"remark": ""}),
        ("Victims", "Van", "Force", 20_000_00, {"remark": "Match funded"}),
    ]


def test_a_table_without_providers_or_amounts_lists_no_awards() -> None:
    declared = paper_of_2017().award_tables
    assert listing_of(table(("Word", "Meaning"), ("a", "b")), YEAR, declared) is None
    assert listing_of(table(OURS, lists_awards=True), YEAR, declared) is None


def test_a_table_that_says_it_lists_none_is_believed() -> None:
    found = table(OURS[:3], ("Hub", "£1", "Force"), lists_awards=False)
    assert listing_of(found, YEAR, paper_of_2017().award_tables) is None
