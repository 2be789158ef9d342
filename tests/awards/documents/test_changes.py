"""What documents added, varied and withdrew; every figure was worked out by hand."""

from pathlib import Path

import pandas as pd
import pytest
from support.documents import YEAR, imply_the_cameras, year_of_documents

from grantsdata.awards.documents.changes import load_changes, load_documents, load_history
from grantsdata.errors import ParameterError


@pytest.fixture
def office(project: Path) -> Path:
    year_of_documents(project)
    return project


def rows(changes: pd.DataFrame) -> list[tuple[object, ...]]:
    shown = changes[["change", "service", "before_gbp", "after_gbp", "changed_gbp", "document"]].astype("object")
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in shown.to_numpy().tolist()]


REFUGE = ("varied", "Refuge", 3000.0, 3500.5, 500.5, "variation-1")
CAMERAS = ("varied", "Cameras", None, 2500.0, 2500.0, "notice-august")
SECOND = ("added", "Night bus", None, 900.0, 900.0, "register")


def test_each_change_stands_once_by_its_date(office: Path) -> None:
    assert rows(load_history(YEAR, project=office)) == [
        CAMERAS,
        ("added", "Mentoring", None, 1200.0, 1200.0, "notice-august"),
        REFUGE,
        ("withdrawn", "Mentoring", 1200.0, None, -1200.0, "notice-december"),
        SECOND,
    ]
    assert load_history(YEAR, project=office)["change_date"].tolist() == [
        "2018-08-03", "2018-08-03", "2018-10-15", "2018-12-14", "2019-02-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2018-05-11", "2018-08-02", []),
        ("2018-08-31", "2018-10-31", [REFUGE]),
        ("2018-10-01", "2018-10-14", []),  # a variation does not count before the date of its document
        ("2018-11-30", "2018-12-31", [("withdrawn", "Mentoring", 1200.0, None, -1200.0, "notice-december")]),
        ("2018-05-31", "2019-03-31", [CAMERAS, REFUGE, SECOND]),  # mentoring came and went
    ],
)
def test_between_two_days_each_award_that_differs_has_one_row(
    since: str, until: str, expected: list[tuple[object, ...]], office: Path
) -> None:
    assert rows(load_changes(YEAR, since, until, project=office)) == expected


def test_an_amount_that_was_implied_says_so(office: Path) -> None:
    imply_the_cameras(office / "data" / "raw" / YEAR)
    ends = ["before_gbp", "before_status", "after_gbp", "after_status"]
    history = load_history(YEAR, project=office).set_index("service")[ends]
    assert history.loc["Cameras"].tolist() == [2400.0, "implied", 2500.0, "printed"]
    assert history.loc["Refuge"].tolist() == [3000.0, "printed", 3500.5, "printed"]
    assert history["before_status"].tolist() == ["implied", "", "printed", "printed", ""]


def test_before_the_first_document_everything_is_added(office: Path) -> None:
    changes = load_changes(YEAR, "2018-04-01", "2018-05-11", project=office)
    assert changes["change"].tolist() == ["added"] * 3
    assert changes["stated_in"].unique().tolist() == ["paper of 11 May 2018"]


def test_documents_stand_by_date_with_the_awards_after_each(office: Path) -> None:
    documents = load_documents(YEAR, project=office)
    assert documents[["document", "awards", "award_gbp"]].to_numpy().tolist() == [
        ["paper", 3, 7000.0],
        ["notice-august", 4, 10700.0],
        ["variation-1", 4, 11200.5],
        ["notice-december", 3, 10000.5],
        ["register", 4, 10900.5],
    ]


def test_days_in_the_wrong_order_and_texts_that_are_no_days_are_refused(office: Path) -> None:
    with pytest.raises(ParameterError, match="the first day is after the last one"):
        load_changes(YEAR, "2018-09-01", "2018-08-01", project=office)
    with pytest.raises(ParameterError, match='"August" is not a date'):
        load_changes(YEAR, "August", "2018-08-01", project=office)


def test_a_year_with_its_paper_alone_has_one_document_and_no_history(project: Path) -> None:
    sums = load_documents("2017-18", project=project)[["award_gbp", "implied_gbp"]]
    assert sums.to_numpy().tolist() == [[2283508.0, 10000.0]]
    assert load_history("2017-18", project=project).empty


def test_the_awards_of_a_year_with_its_paper_alone_were_added_by_it(project: Path) -> None:
    table = load_changes("2017-18", "2017-05-10", "2017-05-11", project=project)
    assert (len(table), set(table["change"]), set(table["document"])) == (35, {"added"}, {"paper"})
    assert set(table["change_date"]) == {"2017-05-11"}
    assert load_changes("2017-18", "2017-05-11", "2018-03-31", project=project).empty
