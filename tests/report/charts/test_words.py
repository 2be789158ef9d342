"""Alternative texts that are short, and amounts with their implied part."""

import pytest

from grantsdata.report.charts.words import amount_of, described, first_of
from grantsdata.report.traced import Figure, figure, write


def test_all_items_are_named_if_there_is_room() -> None:
    assert (
        described("Bar chart of types", ["police £3", "councils £2"]) == "Bar chart of types: police £3; councils £2."
    )


def test_an_item_is_whole_or_left_out_and_the_text_says_so() -> None:
    text = described("Bar chart of services", [f"service number {number} of many £{number}" for number in range(20)])
    assert len(text) <= 250
    assert text.endswith("£6. The table has the rest.")
    assert described("Bar chart", ["x" * 300]) == "Bar chart. The table has the rest."
    assert described("Bar chart", []) == "Bar chart."
    assert described("Bar chart", ["police £3"], has_more=True) == "Bar chart: police £3. The table has the rest."


def test_the_figures_of_the_items_stay_traced() -> None:
    text = described("Bar chart", [write("police {amount}", amount=figure("£3", "sum", provider_type="police"))])
    assert [part.expression for part in text.parts if isinstance(part, Figure)] == ["sum(provider_type='police')"]


def test_an_amount_names_its_implied_part_with_an_expression_for_each() -> None:
    amount = amount_of(100.0, 40.0, theme="Victims")
    assert amount == "£100 (£40 implied)"
    assert [part.expression for part in amount.parts if isinstance(part, Figure)] == [
        "sum(theme='Victims')", "sum(theme='Victims', award_status='implied')",
    ]  # fmt: skip
    assert amount_of(40.0, 40.0) == "£40 (implied)"
    assert amount_of(40.0, 0.0) == "£40"


@pytest.mark.parametrize(
    ("amounts", "first"),
    [
        ({"police": 3.0, "health": 2.0}, ["police"]),
        ({"health": 2.0, "police": 3.0, "not in the register": 0.5}, ["police"]),
        ({"police": 3.0, "health": 2.0, "not in the register": 1.0}, []),  # health might have as much
        ({"police": 3.0, "not in the register": 4.0}, []),
        ({"police": 3.0, "health": 3.0}, ["police", "health"]),
        ({"police": 3.0, "health": 3.0, "not in the register": 0.01}, []),
        ({"police": 3.0, "health": 2.0, "not yet allocated": 9.0}, ["police"]),  # which nobody gets
        ({"police": float("nan"), "health": 0.0}, []),
        ({"not in the register": 4.0}, []),
    ],
)
def test_a_type_is_the_first_only_if_no_unknown_type_could_be(amounts: dict[str, float], first: list[str]) -> None:
    assert first_of(amounts) == first
