"""A misuse of a public function is one sentence; an error that is about something else stays as it is."""

import pandas as pd
import pytest

from grantsdata.arguments import check_columns, check_table, checked, checked_names
from grantsdata.errors import ParameterError

FRAME = pd.DataFrame({"stream": ["A", "B"], "award_gbp": [1.0, 2.0]})


@checked
def total(frame: pd.DataFrame, column: str) -> float:
    return float(frame[column].sum())


def fails(frame: pd.DataFrame) -> object:
    return {"a": len(frame)}["stream"]


def test_a_correct_call_is_let_through() -> None:
    assert total(FRAME, "award_gbp") == 3.0
    assert total(frame=FRAME, column="award_gbp") == 3.0


@pytest.mark.parametrize(
    ("value", "found"), [("2017-18", 'The text "2017-18"'), (["2017-18"], "A list"), (None, "A NoneType")]
)
def test_anything_but_a_table_is_refused_by_what_it_is(value: object, found: str) -> None:
    with pytest.raises(ParameterError) as caught:
        total(value, "award_gbp")
    assert str(caught.value) == (
        f"{found} was given to total() as frame; expected a table (a DataFrame), such as gd.load_awards() returns."
    )


def test_a_misspelt_column_gets_a_suggestion() -> None:
    with pytest.raises(ParameterError) as caught:
        total(FRAME, "strean")
    assert str(caught.value) == 'There is no column "strean"; did you mean "stream"?'


def test_a_column_like_no_other_gets_the_list() -> None:
    with pytest.raises(ParameterError, match='There is no column "x"; expected one of: stream, award_gbp'):
        check_columns(["stream", "x"], FRAME.columns)
    check_columns(["stream"], FRAME.columns)


def test_an_error_about_a_name_that_is_a_column_is_not_renamed() -> None:
    with pytest.raises(KeyError):
        checked(fails)(FRAME)


def test_only_functions_among_the_public_names_are_wrapped() -> None:
    names = checked_names({"total": fails, "NUMBER": 3, "other": fails}, ["total", "NUMBER"])
    assert list(names) == ["total"]
    with pytest.raises(ParameterError, match=r"A int was given to fails\(\) as frame"):
        names["total"](3)


def test_a_table_comes_back_as_it_is() -> None:
    assert check_table(FRAME, "anywhere") is FRAME
