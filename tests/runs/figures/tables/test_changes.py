"""Tables of documents and changes on a page that are not what the raw files say."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support.documents import YEAR, imply_the_cameras, year_of_documents
from support.reporting import copied_project

from grantsdata import load_awards
from grantsdata.awards.documents.changes import load_documents, load_history
from grantsdata.awards.load import open_year
from grantsdata.exports.changes import feed
from grantsdata.report.narrative.documents import changes as narrative
from grantsdata.report.page.tables import table_html
from grantsdata.runs.figures.tables.changes import changes_agree, feed_faults
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied_project(tmp_path_factory.mktemp("office"))
    imply_the_cameras(year_of_documents(project))
    return project


@pytest.fixture(scope="module")
def behind(office: Path) -> PageData:
    return page_data(open_year(YEAR, office))


@pytest.fixture(scope="module")
def tables(office: Path) -> dict[str, pd.DataFrame]:
    return {
        "history": narrative.history_listed(load_history(YEAR, project=office)),
        "documents": narrative.documents_listed(load_documents(YEAR, project=office)),
    }


def faults(frame: pd.DataFrame, data: PageData, folder: Path) -> list[str]:
    path = folder / "page.html"
    path.write_text(table_html(frame, "Changes"), encoding="utf-8")
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    return changes_agree(Page(path), data)


def with_cell(column: str, row: int, value: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        changed = frame.copy()
        changed.loc[row, column] = value
        return changed

    return change


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("history", with_cell("before_gbp", 2, 3000.01)),
        ("history", with_cell("after_gbp", 0, 2500.5)),
        ("history", with_cell("before_gbp", 1, 0.0)),  # it was not awarded, which is not £0
        ("history", with_cell("before_implied_gbp", 0, 0.0)),
        ("history", with_cell("after_implied_gbp", 0, 2500.0)),
        ("documents", with_cell("implied_gbp", 0, 0.0)),
        ("history", with_cell("changed_gbp", 3, 1200.0)),
        ("history", with_cell("change", 3, "varied")),
        ("history", with_cell("change_date", 2, "1 October 2018")),
        ("history", with_cell("stated_in", 1, "paper of 11 May 2018")),
        ("history", with_cell("provider", 4, "Family Action")),
        ("history", lambda frame: frame.iloc[1:]),
        ("history", lambda frame: frame.iloc[::-1].reset_index(drop=True)),
        ("documents", with_cell("standing_awards", 3, 4)),
        ("documents", with_cell("standing_gbp", 2, 11200.0)),
        ("documents", with_cell("reference", 1, "DN 15")),
        ("documents", lambda frame: frame.iloc[:-1]),
    ],
)
def test_what_the_raw_files_do_not_bear_out_is_a_fault(
    name: str,
    spoil: Callable[[pd.DataFrame], pd.DataFrame],
    tables: dict[str, pd.DataFrame],
    behind: PageData,
    tmp_path: Path,
) -> None:
    assert faults(tables[name], behind, tmp_path) == []
    assert faults(spoil(tables[name]), behind, tmp_path)


def test_the_sums_are_those_of_the_awards(office: Path) -> None:
    assert load_awards(YEAR, project=office)["award_pence"].sum() == 10_900_50


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("", "", ""),
        ("before, ", "after, ", "not so by the raw files"),
        ("<published>2018-", "<published>2017-", "no entry of 2018"),
    ],
)
def test_a_feed_says_what_the_raw_files_say(
    old: str, new: str, says: str, office: Path, behind: PageData, tmp_path: Path
) -> None:
    text = feed(open_year(YEAR, office))
    assert old in text
    (tmp_path / "changes.atom").write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    found = list(feed_faults(tmp_path / "changes.atom", behind.raw))
    assert all(says in one for one in found) and bool(found) == bool(says)
