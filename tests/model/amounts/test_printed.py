"""An amount as printed: whether one is stated, and which amounts would be printed alike."""

import pytest
from support.printed_amounts import NOT_STATED, plain

from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.amounts.printed import PrintedAmount, is_not_stated, unreadable

pytestmark = pytest.mark.smoke


@pytest.mark.parametrize("printed", NOT_STATED, ids=plain)
def test_a_cell_without_an_amount_is_not_stated(printed: str) -> None:
    amount = parse_amount(printed)
    assert (amount.printed, amount.pence, amount.remark, amount.status) == (printed, None, "", "not stated")
    assert (amount.lowest, amount.highest, amount.agrees_with(0)) == (None, None, False)


@pytest.mark.parametrize(
    ("printed", "lowest", "highest"),
    [
        ("£2.3m", 2_250_000_00, 2_350_000_00),
        ("£1.3m", 1_250_000_00, 1_350_000_00),
        ("£1m", 500_000_00, 1_500_000_00),
        ("£67k", 66_500_00, 67_500_00),
        ("£446,000", 445_999_50, 446_000_50),
        ("£47,452.35", 47_452_35, 47_452_35),
        ("(£1.3m)", -1_350_000_00, -1_250_000_00),
    ],
)
def test_a_printed_amount_stands_for_all_that_rounds_to_it(printed: str, lowest: int, highest: int) -> None:
    amount = parse_amount(printed)
    assert (amount.lowest, amount.highest) == (lowest, highest)
    agree = [amount.agrees_with(pence) for pence in (lowest - 1, lowest, highest, highest + 1)]
    assert agree == [False, True, True, False]


def test_what_states_no_amount_is_known_in_capitals_too_and_only_by_itself() -> None:
    assert [is_not_stated(text) for text in ("", "TBC", "–", "Not Stated")] == [True] * 4
    assert [is_not_stated(text) for text in ("nil", "0", "TBC (see note)", "--")] == [False] * 4


def test_an_amount_agrees_with_what_rounds_to_it_and_an_unstated_one_with_nothing() -> None:
    amount = PrintedAmount("£2.3m", 2_300_000_00, 100_000_00)
    assert [amount.agrees_with(pence) for pence in (2_249_999_99, 2_250_000_00, 2_350_000_00)] == [False, True, True]
    assert not PrintedAmount("TBC").agrees_with(0)


def test_a_refusal_quotes_the_text_and_says_what_was_expected() -> None:
    assert str(unreadable("£12,34")) == (
        'cannot read "£12,34"; expected a form like "£446,000", "£1.3m" or "£20,000 (match funded)"'
    )
