"""Awards that the two readings have differently, and rows of a page that the raw files do not print."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from support.reporting import REPOSITORY

from grantsdata.awards.load import open_year
from grantsdata.report.page.tables import table_html
from grantsdata.runs.figures import readings
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year("2017-18", REPOSITORY))


def test_both_readings_have_the_same_awards(behind: PageData) -> None:
    assert readings.readings_that_differ(behind) == []


@pytest.mark.parametrize(
    ("column", "value"), [("award_pence", 44_600_001), ("provider", "Family Action"), ("stream", None), ("theme", "X")]
)
def test_an_award_that_differs_is_named_with_its_row(column: str, value: object, behind: PageData) -> None:
    spoilt = replace(behind, awards=[{**behind.awards[0], column: value}, *behind.awards[1:]])
    (fault,) = readings.readings_that_differ(spoilt)
    assert fault.startswith("data/raw/2017-18/victims-services.csv row 2, ") and f"“{value}”" in fault


def test_a_lost_award_is_a_fault(behind: PageData) -> None:
    (fault,) = readings.readings_that_differ(replace(behind, awards=behind.awards[1:]))
    assert fault.endswith("one has 34 awards, the other 35")


def page_of(folder: Path, frame: pd.DataFrame) -> Page:
    path = folder / "page.html"
    path.write_text(table_html(frame, "Rows"), encoding="utf-8")
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    return Page(path)


FUND = {
    "fund": "Casualty Reduction and Support Fund",
    "purpose": "Young driver computer platform for the whole county",
    "amount_printed": "£67k",
}
MEASURE = {"measure": "Referrals received", "figure": "more than 15,000 referrals", "period": "2016/17"}
STREAM = {"stream": "Youth Fund", "origin": "Money raised under the Police Property Act; now divided into two funds",
          "budget_printed": ""}  # fmt: skip
OTHER = {"contributor": "NHS England", "role": "pools"}


@pytest.mark.parametrize("row", [FUND, MEASURE, STREAM, OTHER])
def test_rows_as_printed_are_no_faults(row: dict[str, str], behind: PageData, tmp_path: Path) -> None:
    assert readings.printed_rows_agree(page_of(tmp_path, pd.DataFrame([row])), behind) == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (FUND, {"amount_printed": "£76k"}),
        (MEASURE, {"figure": "more than 1,500 referrals"}),
        (MEASURE, {"period": "2017/18"}),
        (STREAM, {"budget_printed": "£1m"}),
        (OTHER, {"role": "matches"}),
    ],
)
def test_a_row_that_the_raw_files_do_not_print_is_a_fault(
    row: dict[str, str], wrong: dict[str, str], behind: PageData, tmp_path: Path
) -> None:
    (fault,) = readings.printed_rows_agree(page_of(tmp_path, pd.DataFrame([row | wrong])), behind)
    assert fault.startswith("table “Rows”, row “")
