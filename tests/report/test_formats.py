"""How the values of a column are written: by its name, by a format that is given, and never as something else."""

from typing import Any

import pandas as pd
import pytest

from grantsdata.errors import ParameterError
from grantsdata.report.formats import Format, writer


def written(name: Any, values: list[Any], given: Format | None = None) -> list[str]:
    column = pd.Series(values)
    write = writer(name, column, given)
    return [write(value) for value in column]


@pytest.mark.parametrize(
    ("name", "values", "texts"),
    [
        ("award_gbp", [1234.5, -20.0], ["£1,234.50", "−£20"]),
        ("share", [0.984, -0.016], ["98.4%", "−1.6%"]),
        ("population", [855_000, 98], ["855,000", "98"]),
        ("population", [855_000.0, 1.0], ["855,000", "1"]),
        ("ratio", [0.003, 0.25], ["0.003", "0.250"]),
        ("per_head", [2.6708, -14.0], ["2.67", "−14.00"]),
        ("year", [2017, 2018], ["2017", "2018"]),
        ("year", [2017.0, 2018.0], ["2017", "2018"]),
        ("source_row", [1234], ["1234"]),
        ("anything", [True, False], ["yes", "no"]),
        ("when", [pd.Timestamp("2017-05-11")], ["2017-05-11"]),
        (("award_gbp", "Victims"), [5.0], ["£5"]),
        ("tiny", [0.0000012], ["0.0000012"]),
    ],
)
def test_the_name_says_how_a_value_is_written(name: Any, values: list[Any], texts: list[str]) -> None:
    assert written(name, values) == texts


def test_a_format_that_is_given_goes_before_the_name() -> None:
    assert written("award_gbp", [1234.5], "number") == ["1,234.5"]
    assert written("Victims", [1234.0], "pounds") == ["£1,234"]
    assert written("ratio", [0.5], "percent") == ["50.0%"]
    assert written("miles", [2.5], "{:.2f} miles") == ["2.50 miles"]
    assert written("miles", [2.5], lambda miles: f"about {miles:.0f}") == ["about 2"]


@pytest.mark.parametrize("given", ["pound", "£", 7])
def test_a_format_that_does_not_exist_is_refused(given: Any) -> None:
    with pytest.raises(ParameterError, match=r'format of "ratio" is .*; expected one of pounds, percent, number, text'):
        written("ratio", [0.5], given)


def test_a_format_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ParameterError, match="cannot write 'x'"):
        written("name", ["x"], "{:.2f}")
