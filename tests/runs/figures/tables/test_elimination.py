"""An unknown is fixed if every solution has the same value for it."""

from fractions import Fraction

import pytest

from grantsdata.runs.figures.tables.elimination import determined


@pytest.mark.parametrize(
    ("equations", "fixed"),
    [
        ([{"a": 1}], {"a"}),
        ([{"a": 1, "b": 1}], set()),
        ([{"a": 1, "b": 1}, {"a": 1, "b": -1}], {"a", "b"}),
        ([{"a": 1, "b": 1}, {"a": 2, "b": 2}], set()),
        ([{"a": 1, "b": 1, "c": 1}, {"b": 1, "c": 1}], {"a"}),
        ([{"a": 3, "b": 1}, {"b": 7}, {"c": 1, "d": -1}], {"a", "b"}),
        ([], set()),
    ],
)
def test_which_unknowns_are_fixed(equations: list[dict[str, int]], fixed: set[str]) -> None:
    found = determined([{name: Fraction(factor) for name, factor in one.items()} for one in equations])
    assert set(found) == fixed
