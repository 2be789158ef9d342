"""A table as CSV text: the same bytes every time, and nothing in it that a spreadsheet would run."""

import pandas as pd
import pytest

from grantsdata.summaries.csv_text import csv_text, guarded, safe_for_spreadsheets


def test_pounds_have_two_decimals_and_shares_six_and_an_empty_cell_is_empty() -> None:
    table = pd.DataFrame(
        {
            "service": ["Hub", "Night bus, late"],
            "awards": pd.array([1, None], "Int64"),
            "award_gbp": pd.array([10_000.5, None], "Float64"),
            "running_share": [1 / 3, 1.0],
            "value": [83.0, 0.25],
            "inside": [True, False],
        }
    )
    assert csv_text(table) == (
        "service,awards,award_gbp,running_share,value,inside\n"
        "Hub,1,10000.50,0.333333,83,True\n"
        '"Night bus, late",,,1.000000,0.25,False\n'
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_a_text_that_would_run_is_guarded_and_only_at_its_beginning(sign: str) -> None:
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"
    assert guarded(f"1{sign}1") == f"1{sign}1"


def test_names_of_columns_are_guarded_and_numbers_are_left() -> None:
    table = pd.DataFrame({"=A1": ["-2", None], "pounds": [-2.0, 1.0]})
    safe = safe_for_spreadsheets(table)
    assert list(safe.columns) == ["'=A1", "pounds"]
    assert safe["'=A1"].tolist()[0] == "'-2"
    assert safe["pounds"].tolist() == [-2.0, 1.0]
    assert list(table.columns) == ["=A1", "pounds"], "the table itself stays as it was"


def test_a_line_end_within_a_cell_or_a_name_is_one_of_lf() -> None:
    assert csv_text(pd.DataFrame({"a\r\nb": ["c\rd"]})) == '"a\nb"\n"c\nd"\n'


def test_a_table_without_rows_has_its_header() -> None:
    assert csv_text(pd.DataFrame({"a": [], "b": []})) == "a,b\n"


def test_an_exact_column_has_as_many_decimals_as_its_numbers() -> None:
    table = pd.DataFrame({"rate": [1204.0, 0.1, 1e-07, 1e22], "value": [1204.0, 0.1, 1e-07, 5]})
    assert csv_text(table, ["rate"]) == ("rate,value\n1204,1204\n0.1,0.1\n0.0000001,0\n10000000000000000000000,5\n")
