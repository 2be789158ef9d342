"""An amount in two cells: joined where it is one, and left alone where two numbers stand beside each other."""

import pytest

from grantsdata.errors import AmountError
from grantsdata.model.amounts.two_cells import joined_amounts, split_cells, with_pence


@pytest.mark.parametrize(
    ("pounds", "pence", "joined"),
    [
        ("446,000", "05", "446,000.05"),
        ("£446,000", "50p", "£446,000.50"),
        ("-12", "99P", "-12.99"),
        ("446,000", "", "446,000"),
        ("446,000", "–", "446,000"),
    ],
)
def test_pounds_and_pence_of_two_cells_make_one_amount(pounds: str, pence: str, joined: str) -> None:
    assert with_pence(pounds, pence) == joined


@pytest.mark.parametrize(
    ("pounds", "pence"),
    [("446,000", "5"), ("446,000", "500"), ("446.00", "05"), ("", "05"), ("£1m", "05"), ("12", "x5")],
)
def test_two_cells_that_make_no_amount_are_refused_with_both_texts(pounds: str, pence: str) -> None:
    with pytest.raises(AmountError, match=f'cannot read "{pounds} {pence}"'):
        with_pence(pounds, pence)


def test_thousands_in_two_cells_are_found_where_a_comma_makes_them_one_number() -> None:
    pairs = [(2, "£213", "000"), (3, "£213", "00"), (4, "213,000", "500"), (5, "£213 each", "000"), (6, "£5", "of it")]
    assert joined_amounts(pairs) == [(2, "£213", "000"), (4, "213,000", "500")]


@pytest.mark.parametrize(
    ("pairs", "is_nameless", "found"),
    [
        ([(2, "£446", "000"), (3, "£5", "12")], False, [2, 3]),  # 000 is no number, so that 12 are pence
        ([(2, "£446", "05")], False, [2]),
        ([(2, "£1", "250")], False, [2]),
        ([(2, "£1", "250"), (3, "£5", "7")], False, []),  # 7 is a number of the second column
        ([(2, "£1", "£250")], False, []),
        ([(2, "1", "250")], False, []),
        ([(2, "1", "250"), (3, "5", "50")], True, [2, 3]),
        ([(2, "TBC", "000")], True, []),
        ([], True, []),
    ],
)
def test_an_amount_goes_on_in_the_next_column_only_where_that_holds_no_numbers_of_its_own(
    pairs: list[tuple[int, str, str]], is_nameless: bool, found: list[int]
) -> None:
    assert [row for row, _, _ in split_cells(pairs, is_nameless)] == found
