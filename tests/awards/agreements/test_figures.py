"""Figures of returns: which numbers can be read, and which go together."""

from decimal import Decimal

import pytest

from grantsdata.awards.agreements.figures import parse_number, parts_of_nothing, wrong_figures

COUNTED = {
    "kind": "count", "target": "", "better": "", "part_of": "", "numerator": "", "denominator": "", "actual": "7",
    "data_quality": "complete", "returned_on": "2018-10-01",
}  # fmt: skip
SHARED = COUNTED | {"kind": "share", "actual": "", "numerator": "3", "denominator": "4"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,204", "1204"), ("12.5", "12.5"), ("-3", "-3"), ("0", "0"), ("12,04", None), ("1.204,5", None),
     ("7 people", None),
     ("83%", None), ("", None), ("٣", None), ("1e5", None), ("1234567890", None)],
)  # fmt: skip
def test_numbers_are_read_exactly_or_not_at_all(text: str, number: str | None) -> None:
    assert parse_number(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("cells", [
    COUNTED,
    SHARED,
    COUNTED | {"kind": "measurement", "actual": "-1.5"},
    COUNTED | {"actual": "", "data_quality": "not available"},
    COUNTED | {"actual": "", "data_quality": "", "returned_on": "", "target": "9", "better": "lower"},
])  # fmt: skip
def test_figures_that_go_together_have_no_fault(cells: dict[str, str]) -> None:
    assert list(wrong_figures(cells)) == []


@pytest.mark.parametrize(
    ("cells", "meaning"),
    [
        (COUNTED | {"actual": "7.5"}, "actual"),
        (COUNTED | {"actual": "-7"}, "actual"),
        (COUNTED | {"actual": "about 7"}, "actual"),
        (COUNTED | {"kind": "measurement", "actual": "about 7"}, "actual"),
        (COUNTED | {"actual": ""}, "actual"),
        (COUNTED | {"numerator": "1"}, "numerator"),
        (COUNTED | {"data_quality": ""}, "data_quality"),
        (COUNTED | {"data_quality": "not available"}, "actual"),
        (COUNTED | {"target": "some", "better": "higher"}, "target"),
        (COUNTED | {"target": "5"}, "better"),
        (COUNTED | {"returned_on": "", "data_quality": ""}, "actual"),
        (SHARED | {"numerator": "5"}, "numerator"),
        (SHARED | {"denominator": ""}, "denominator"),
        (SHARED | {"actual": "75"}, "actual"),
        (SHARED | {"part_of": "Riders"}, "part_of"),
    ],
)
def test_each_figure_that_cannot_be_right_is_a_fault(cells: dict[str, str], meaning: str) -> None:
    assert [problem[0] for problem in wrong_figures(cells)] == [meaning]


def test_a_part_needs_a_count_of_the_same_award_and_half_year() -> None:
    award = {"stream": "GR", "service": "Bus", "provider": "", "period": "first half"}
    riders = award | {"measure": "Riders", "kind": "count", "part_of": ""}
    young = award | {"measure": "Young riders", "kind": "count", "part_of": "Riders"}
    assert list(parts_of_nothing([riders, young])) == []
    assert list(parts_of_nothing([riders, young | {"period": "second half"}])) == [1]
    assert list(parts_of_nothing([riders | {"kind": "measurement"}, young])) == [1]
    assert list(parts_of_nothing([riders | {"part_of": "Riders"}])) == [0]
