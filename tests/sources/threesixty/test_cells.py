"""One cell of a file of grants: what it is read as, and what is refused with the form that was expected."""

from collections.abc import Callable

import pytest

from grantsdata.sources.threesixty.cells import (
    NO_PROGRAMME,
    CellError,
    DateOrder,
    has_numbered_month,
    has_time,
    read_amount,
    read_currency,
    read_date,
    read_identifier,
    read_nothing,
    read_provider,
    read_provider_type,
    read_stream,
    read_text,
    read_title,
    read_year,
    with_pence,
)

DAY_FIRST, MONTH_FIRST = DateOrder(True, "24/07/2018"), DateOrder(False, "07/24/2018")


@pytest.mark.parametrize(
    ("text", "pence"),
    [("6000.5", 6_000_50), ("6,000", 6_000_00), ("£12.34", 12_34), ("-5", -5_00), ("7.5000", 7_50), ("TBC", None)],
)
def test_an_amount_is_whole_pence_and_keeps_its_text(text: str, pence: int | None) -> None:
    amount = read_amount(text)
    assert (amount.pence, amount.printed) == (pence, text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("6000.5", "6000.50"), ("6000.500", "6000.50"), ("£1.5", None), ("£1500.5", "£1500.50"), ("1.25", None),
     ("1.005", None), ("6000", None)],
)  # fmt: skip
def test_a_number_gets_its_pence_only_if_it_can_be_no_other(text: str, written: str | None) -> None:
    assert with_pence(text) == written


@pytest.mark.parametrize(
    ("text", "order", "year"),
    [
        ("2016-03-31", None, "2015-16"),
        ("2016-04-01", None, "2016-17"),
        ("2016-04", None, "2016-17"),
        ("2016-04-01T00:00:00", None, "2016-17"),
        ("02/04/2018", DAY_FIRST, "2018-19"),
        ("02/04/2018", MONTH_FIRST, "2017-18"),
        ("04/04/2018", None, "2018-19"),
        ("1 April 2018", None, "2018-19"),
        ("31-Mar-2018", None, "2017-18"),
        ("2nd Apr 18", None, "2018-19"),
        ("2009/2010", None, "2009-10"),
    ],
)
def test_a_date_is_in_its_financial_year(text: str, order: DateOrder | None, year: str) -> None:
    assert read_date(text, order) == year


def test_a_column_shows_the_order_of_its_dates_or_leaves_it_open() -> None:
    assert DateOrder.of(["02/04/2018", "24/07/2018"]) == DAY_FIRST
    assert DateOrder.of(["02/04/2018", "07/24/2018"]) == MONTH_FIRST
    assert DateOrder.of(["02/04/2018", "2018-07-24"]) is None
    assert DateOrder.of(["24/07/2018", "07/24/2018"]) is None
    assert has_numbered_month("02.04.2018") and not has_numbered_month("2018-04-02")
    assert has_time("2018-04-02 10:30") and not has_time("2018-04-02")


@pytest.mark.parametrize("text", ["2016-17", "2016/2017", "FY 2016/17", "2016 to 2017", " 2016–17 "])
def test_a_financial_year_is_read_in_each_form(text: str) -> None:
    assert read_year(text) == "2016-17"


def test_names_have_single_spaces_and_a_blank_programme_says_so() -> None:
    assert (read_text(" a  b "), read_provider(" Family  Action "), read_title(" Hub ")) == (
        "a b",
        "Family Action",
        "Hub",
    )
    assert (read_stream("  "), read_stream("Youth  fund")) == (NO_PROGRAMME, "Youth fund")
    assert (read_provider_type(""), read_provider_type("police")) == ("not in the register", "police")
    assert (read_currency(" GBP "), read_currency("gbp"), read_nothing(" ")) == ("GBP", "GBP", "")
    assert read_identifier(" a-1 ") == "a-1"


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (read_amount, " ", "£"),
        (read_amount, "£1.5", "£"),
        (read_amount, "4.46E+05", "£"),
        (read_currency, "EUR", "GBP"),
        (read_date, "02/04/2018", "in a column that shows by other dates"),
        (read_date, "31 April 2018", 'a date like "2016-04-01"'),
        (read_date, "2016-02-30", 'a date like "2016-04-01"'),
        (read_date, "2016-03-31T23:30:00Z", "a date without a time"),
        (read_year, "2016-18", 'a financial year like "2016-17"'),
        (read_year, "1916/2017", 'a financial year like "2016-17"'),
        (read_identifier, " ", "the identifier of the grant"),
        (read_title, "", "the title of the grant"),
        (read_provider, "", "the recipient's name"),
        (read_provider, "CafÃ©", "a wrong encoding"),
        (read_provider_type, "not yet allocated", "one of "),
        (read_nothing, "x", "nothing, since the column has no title"),
    ],
)
def test_what_cannot_be_read_says_what_was_expected(read: Callable[[str], object], text: str, expected: str) -> None:
    with pytest.raises(CellError, match=expected):
        read(text)
