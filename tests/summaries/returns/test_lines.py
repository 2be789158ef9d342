"""The lines of returns as they are handed on: with every figure but small counts and what would give them away."""

from pathlib import Path

import pandas as pd
import pytest
from support.reporting import copied_project
from support.returns import BUS, FIRST, GOOD, RIDERS, SECOND, YEAR, office

from grantsdata import load_returns, summaries


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, pd.DataFrame]:
    project = copied_project(tmp_path_factory.mktemp("office"))
    office(project)
    returns = load_returns(YEAR, project=project)
    return returns, summaries.published_returns(returns)


def test_each_line_says_whether_its_figure_is_there(lines: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """The refuge helped 3 and 12 women. 4 of 40 riders did not feel safer, which 36 gives away."""
    shown = lines[1][["measure", "period", "actual", "numerator", "denominator", "figure_status"]]
    assert [tuple(None if pd.isna(cell) else cell for cell in row) for row in shown.to_numpy()] == [
        ("Riders", "first half", 1204, None, None, "as returned"),
        ("Riders who feel safer", "first half", None, None, None, "withheld"),
        ("Women helped", "first half", None, None, None, "withheld"),
        ("Wait for a place", "first half", 4.5, None, None, "as returned"),
        ("Crimes seen", "first half", None, None, None, "not returned"),
        ("Riders", "second half", 1190, None, None, "as returned"),
        ("Riders who feel safer", "second half", None, None, None, "withheld"),
        ("Women helped", "second half", None, None, None, "withheld"),
        ("Wait for a place", "second half", None, None, None, "not available"),
    ]


def test_what_providers_say_is_shown_without_numbers(lines: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    said = set(lines[1]["narrative"])
    assert said == {"", "The route was changed.", "not shown, since it has figures", "The list was not kept."}


def test_the_rest_is_as_on_file_and_the_table_given_is_not_changed(lines: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    returns, shown = lines
    same = [name for name in returns if name not in ("numerator", "denominator", "actual", "narrative")]
    pd.testing.assert_frame_equal(shown[same], returns[same])
    assert returns["actual"].notna().sum() == 5
    assert [name for name in shown if name != "figure_status"] == list(returns)


def test_figures_of_which_none_is_small_are_all_there(tmp_path: Path) -> None:
    project = copied_project(tmp_path)
    office(project, [BUS | half | GOOD | RIDERS | {"actual": n} for half, n in ((FIRST, "5"), (SECOND, "6"))])
    shown = summaries.published_returns(load_returns(YEAR, project=project))
    assert shown["actual"].tolist() == [5, 6]
    assert set(shown["figure_status"]) == {"as returned"}


def test_a_year_without_returns_has_no_lines() -> None:
    assert summaries.published_returns(load_returns("2017-18")).empty
