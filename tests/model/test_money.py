"""Pence are written as people read them, and read back to the penny."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.money import format_gbp, format_pounds, in_pounds

pytestmark = pytest.mark.smoke


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (0, "£0"),
        (1, "£0.01"),
        (-1, "−£0.01"),
        (10_000_00, "£10,000"),
        (1_322_248_00, "£1,322,248"),
        (47_452_35, "£47,452.35"),
        (-500_00, "−£500"),
        (100_10, "£100.10"),
        (29, "£0.29"),
        (123_456_789_01, "£123,456,789.01"),
    ],
)
def test_pence_are_written_as_people_read_them(pence: int, written: str) -> None:
    assert format_gbp(pence) == written
    assert format_pounds(pence / 100) == written


@given(st.integers(-(10**13), 10**13))
def test_what_is_written_reads_back_to_the_penny(pence: int) -> None:
    assert parse_amount(format_gbp(pence)).pence == pence


def test_an_amount_in_pounds_keeps_its_pence_and_an_unstated_one_stays_empty() -> None:
    assert [in_pounds(pence) for pence in (47_452_35, 0, -500_00)] == [47452.35, 0.0, -500.0]
    assert in_pounds(None) is None
