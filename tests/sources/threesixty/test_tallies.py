"""Groups of equal rows, added up: whole pence, what is not stated, and what cannot be read."""

from decimal import Decimal

from grantsdata.sources.threesixty.readings import CellReader
from grantsdata.sources.threesixty.tallies import Sum, Sums, Tally


def sums(*by: str) -> Sums:
    columns = {name: name for name in ("provider_printed", "award_printed", "award_date")}
    return Sums(by, CellReader(columns, None, frozenset()), lambda name: "police" if "Police" in name else "other")


def test_rows_of_one_label_are_added_up_to_the_penny() -> None:
    found = sums("provider_printed")
    found.add(Tally({"provider_printed": "Aspire"}, 3, 2018, Decimal("0.30")))
    found.add(Tally({"provider_printed": "Aspire", "award_printed": "£1.10"}, 2, 2018))
    found.add(Tally({"provider_printed": "Aspire", "award_printed": "TBC"}, 4, 2018))
    assert found.found == {("Aspire",): Sum(awards=9, not_stated=4, pence=30 + 2 * 110)}
    assert (found.rows, found.unread.rows) == (9, 0)


def test_a_row_that_cannot_be_read_is_counted_apart_with_its_money() -> None:
    found = sums("provider_printed")
    found.add(Tally({"provider_printed": ""}, 2, 2018, Decimal("7.50")))
    found.add(Tally({"provider_printed": "Aspire", "award_printed": "£1.5"}, 3, 2018))
    assert found.found == {}
    assert (found.rows, found.unread.rows, found.unread.pence, found.unread.without_pounds) == (5, 5, 7_50, 3)


def test_the_year_and_the_type_are_labels_too() -> None:
    found = sums("financial_year", "provider_type")
    found.add(Tally({"provider_printed": "A Police"}, 1, 2018, Decimal(1)))
    found.add(Tally({"provider_printed": "B", "award_date": "2016-04"}, 1, None, Decimal(2)))
    assert found.found == {("2018-19", "police"): Sum(1, 0, 1_00), ("2016-17", "other"): Sum(1, 0, 2_00)}
