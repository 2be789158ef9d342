"""Which awards a condition of an output chooses, and their sums in pence."""

from typing import Any

import pytest

from grantsdata.runs.qa.expected import chosen

AWARDS_TO_CHOOSE = [
    {"n": 1, "theme": "A", "pence": 0, "inside": True},
    {"n": 2, "theme": None, "pence": None, "inside": False},
    {"n": 3, "theme": "B", "pence": 5, "inside": True},
]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"theme": True}, [1, 3]),
        ({"theme": False}, [2]),
        ({"pence": True}, [1, 3]),
        ({"inside": True}, [1, 3]),
        ({"inside": False}, [2]),
        ({"theme": "A"}, [1]),
        ({"theme": ["A", "B"]}, [1, 3]),
        ({"theme": {"not": ["A"]}}, [2, 3]),
        ({"theme": {"not": "B"}, "inside": True}, [1]),
    ],
)
def test_conditions_choose_awards(of: dict[str, Any], expected: list[int]) -> None:
    """An amount of nothing is stated; what is not stated is not one of those named."""
    assert [award["n"] for award in chosen(AWARDS_TO_CHOOSE, of)] == expected
