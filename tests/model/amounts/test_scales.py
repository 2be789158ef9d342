"""Amounts printed beside each other: a round one is as precise as the others."""

import re

import pytest

from grantsdata.model.amounts.parse import parse_sum
from grantsdata.model.amounts.scales import SCALE, as_precise_as_beside, scale_of


@pytest.mark.parametrize(
    ("text", "beside", "low", "high"),
    [
        ("£1m", ["£1.3m", "£2.3m"], 950_000_00, 1_050_000_00),
        ("£1 million", ["£1.3m"], 950_000_00, 1_050_000_00),
        ("£1m", ["£1.3m", "£2.35m"], 950_000_00, 1_050_000_00),  # the coarser of the two
        ("£2k", ["£1.25k"], 1_995_00, 2_005_00),
        ("£1m", ["£2m"], 900_000_00, 1_100_000_00),
        ("£1m", ["£1,300,000"], 900_000_00, 1_100_000_00),  # printed in another way
        ("£1m", ["£67.5k"], 900_000_00, 1_100_000_00),  # another scale
        ("£1.3m", ["£2.35m"], 1_250_000_00, 1_350_000_00),  # has decimals of its own
        ("£446,000", ["£1.3m"], 445_999_50, 446_000_50),
        ("£446", ["£1.25"], 445_50, 446_50),
        ("£1m and £2m", ["£1.3m"], 2_700_000_00, 3_300_000_00),
        ("£1m", ["£1.3m and £1.2m", ""], 900_000_00, 1_100_000_00),
        ("£1m", [], 900_000_00, 1_100_000_00),
    ],
)
def test_a_round_number_is_as_precise_as_those_beside_it(text: str, beside: list[str], low: int, high: int) -> None:
    amount = as_precise_as_beside(parse_sum(text), [parse_sum(one) for one in beside])
    assert (amount.printed, amount.lowest, amount.highest) == (text, low, high)


def test_no_amount_beside_others_is_stated_by_them() -> None:
    assert as_precise_as_beside(parse_sum(""), [parse_sum("£1.3m")]) == parse_sum("")


@pytest.mark.parametrize(
    ("text", "scale"), [("2k", 1_000), ("2 Million", 1_000_000), ("2bn", 1_000_000_000), ("2", None)]
)
def test_a_scale_is_read_behind_its_number(text: str, scale: int | None) -> None:
    number = re.fullmatch(f"[0-9]+{SCALE}", text, re.IGNORECASE)
    assert number is not None
    assert scale_of(number) == scale
