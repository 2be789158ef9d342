"""What papers say will come: the table as typed, each wrong cell, and what had become of it by a given day."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from support.promises import OFFICE, SOURCE, office_with_promises, promise, put_promises

from grantsdata import load_promises
from grantsdata.awards.load import open_year
from grantsdata.awards.records.promises import (
    awaited,
    keys_carried_on,
    left_behind,
    load_earlier_promises,
    printed_promises,
)
from grantsdata.errors import ParameterError, SourceError, YearError
from grantsdata.model.years import FinancialYear

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]
FILE = "2017-18/promises.csv"
EVALUATION = "The evaluation of the Integrated Recovery Offender Programme"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return office_with_promises(tmp_path)


def states(promises: pd.DataFrame) -> dict[str, str]:
    return dict(zip(promises["promise"], promises["state"], strict=True))


# ---- The paper of 2017-18, as typed from it ------------------------------------------------------------


def test_the_paper_of_2017_18_says_that_seven_things_will_come(project: Path) -> None:
    promises = load_promises("2017-18", project=project)
    assert promises["paragraph"].tolist() == ["4.1", "4.5", "4.6", "5.2", "6.1", "6.1", "7.1"]
    assert promises["stream"].fillna("").tolist() == [
        "Victims' services", "Victims' services", "", "Crime and disorder reduction",
        "Casualty Reduction and Support Fund", "Casualty Reduction and Support Fund", "Youth Fund",
    ]  # fmt: skip
    words = promises.set_index("promise")["by_when"]
    assert words[words != ""].to_dict() == {
        EVALUATION: "later this year",
        "A review of the terms of reference of the Casualty Reduction and Support Fund": (
            "following the first year of operation"
        ),
        "An update paper on the Casualty Reduction and Support Fund": "a future Board meeting",
    }
    assert promises["to_whom"].tolist() == ["", "", "", "", "", "Board", ""]
    assert promises["due"].dropna().dt.date.to_dict() == {3: date(2017, 12, 31)}
    nothing = promises[["first_made_in", "outcome", "what_happened", "outcome_source"]]
    assert (nothing == "").all(axis=None)
    assert promises["outcome_date"].isna().all()
    assert set(promises["state"]) == {"open"}
    assert promises["source_row"].tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert set(promises["source_file"]) == {f"data/raw/{FILE}"}


def test_a_paper_without_such_a_table_has_no_rows_but_the_same_columns(project: Path, replace_text: Replace) -> None:
    full = load_promises("2017-18", project=project)
    replace_text("2017-18/paper.toml", '[promises]\nfile = "promises.csv"\n', "")
    empty = load_promises("2017-18", project=project)
    assert len(empty) == 0
    assert empty.dtypes.drop("stream").to_dict() == full.dtypes.drop("stream").to_dict()
    assert len(load_earlier_promises("2017-18", project=project)) == 0


def test_a_year_that_is_not_on_file_is_refused(project: Path) -> None:
    with pytest.raises(YearError, match="No paper for 2031-32"):
        load_promises("2031-32", project=project)


# ---- States -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2017-12-31", "open"),
        ("2018-01-01", "overdue"),
        (date(2018, 1, 1), "overdue"),
        (datetime(2018, 1, 1, 12), "overdue"),
        ("2018-02-13", "overdue"),
        ("2018-02-14", "kept"),
        (None, "kept"),
    ],
)
def test_the_state_is_that_of_the_day(office: Path, day: date | str | None, state: str) -> None:
    late = promise("An audit", by_when="by the end of 2017", due="2017-12-31", outcome="kept",
                   outcome_date="2018-02-14", outcome_source="Minutes of 14 February 2018")  # fmt: skip
    put_promises(office, "2017-18", late)
    assert states(load_promises("2017-18", as_at=day, project=office)) == {"An audit": state}


def test_without_a_day_nothing_is_overdue(office: Path) -> None:
    put_promises(office, "2017-18", promise("An audit", by_when="by the end of 2017", due="2017-12-31"))
    assert states(load_promises("2017-18", project=office)) == {"An audit": "open"}


@pytest.mark.parametrize("day", ["1.12.2017", "2017-13-01", "20171201", "2017-W01-1", 5])
def test_a_day_in_another_form_is_refused(office: Path, day: str) -> None:
    with pytest.raises(ParameterError, match="is not a date; expected one in the form 2017-08-03"):
        load_promises("2017-18", as_at=day, project=office)


# ---- Faults -------------------------------------------------------------------------------------------

DONE = {"outcome": "kept", "outcome_date": "2017-09-14", "outcome_source": "Minutes"}

FAULTS = {
    "empty promise": ({"promise": ""}, "promise", "an empty cell"),
    "no paragraph": ({"paragraph": ""}, "paragraph", "an empty cell"),
    "unknown stream": ({"stream": "QQ"}, "stream", "unknown stream"),
    "a date as people write it": ({"by_when": "by May", "due": "31/05/2018"}, "due", "not a date"),
    "a day that is none": ({"by_when": "by June", "due": "2018-06-31"}, "due", "not a date"),
    "due before the paper": ({"by_when": "by May", "due": "2016-05-31"}, "due", "before the paper's own date"),
    "a date without words": ({"due": "2018-05-31"}, "by_when", "a date is given, but an empty cell"),
    "unknown outcome": ({**DONE, "outcome": "done"}, "outcome", "unknown outcome"),
    "no source": ({**DONE, "outcome_source": ""}, "outcome_source", "an outcome is given, but an empty cell"),
    "no date": ({**DONE, "outcome_date": ""}, "outcome_date", "an outcome is given, but an empty cell"),
    "an outcome before the paper": ({**DONE, "outcome_date": "2017-05-10"}, "outcome_date", "before the paper's own"),
    "a bad date of the outcome": ({**DONE, "outcome_date": "14.9.2017"}, "outcome_date", "not a date"),
    "a source of nothing": ({**DONE, "outcome": ""}, "outcome", "an empty cell beside"),
    "words about nothing": ({"what_happened": "It came."}, "outcome", "an empty cell beside"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_wrong_cell_is_a_fault_with_its_place(office: Path, case: str) -> None:
    cells, column, problem = FAULTS[case]
    put_promises(office, "2017-18", promise("An audit"), promise(**{"promise": "A report", **cells}))
    with pytest.raises(SourceError) as caught:
        load_promises("2017-18", project=office)
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == (f"data/raw/{FILE}", 3, column)
    assert fault.problem.startswith(problem)


def test_all_faults_come_together_and_a_promise_twice_is_one(office: Path) -> None:
    put_promises(office, "2017-18", promise("An audit"), promise("An audit", paragraph=""), promise("A", due="x"))
    with pytest.raises(SourceError) as caught:
        load_promises("2017-18", project=office)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (3, "paragraph"), (3, "promise"), (4, "due"), (4, "by_when"),
    ]  # fmt: skip
    assert "row 2 is another" in str(caught.value)


def test_a_promise_of_an_earlier_paper_may_be_due_before_the_paper(office: Path) -> None:
    old = promise("An audit", first_made_in=SOURCE, by_when="by the end of 2016", due="2016-12-31")
    put_promises(office, "2017-18", old)
    assert states(load_promises("2017-18", as_at="2017-05-11", project=office)) == {"An audit": "overdue"}


def test_a_table_that_the_paper_names_must_be_there(office: Path) -> None:
    (office / "data" / "raw" / FILE).unlink()
    with pytest.raises(SourceError, match=f"^data/raw/{FILE}: the file is not there"):
        load_promises("2017-18", project=office)


# ---- From year to year ---------------------------------------------------------------------------------


def test_the_next_paper_reports_on_what_was_carried_on_and_on_what_stayed_behind(office: Path) -> None:
    earlier = load_earlier_promises("2018-19", project=office)
    assert states(earlier) == OFFICE
    assert set(earlier["first_made_in"]) == {SOURCE}
    assert earlier["paragraph"].tolist() == ["2.1", "2.2", "2.3", "2.4"]
    by_2019 = load_earlier_promises("2018-19", as_at="2019-01-01", project=office)
    assert states(by_2019) == OFFICE | {"A website": "dropped"}


def test_an_outcome_that_the_earlier_paper_could_report_is_reported_once(office: Path) -> None:
    put_promises(
        office,
        "2018-19",
        promise("An audit", first_made_in=SOURCE, **DONE | {"outcome_date": "2018-05-11"}),
        promise("A website", first_made_in=SOURCE, **DONE | {"outcome_date": "2018-05-12"}),
    )
    office_with_promises(office, year="2019-20")
    put_promises(office, "2019-20")
    assert states(load_earlier_promises("2019-20", project=office)) == {"A website": "kept"}


def test_a_promise_that_was_not_carried_on_is_not_lost(office: Path) -> None:
    put_promises(office, "2018-19")
    assert states(load_earlier_promises("2018-19", project=office))["A website"] == "open"


def test_the_first_paper_reports_on_what_it_says_of_earlier_ones(office: Path) -> None:
    put_promises(office, "2017-18", promise("A plan", first_made_in="Paper of May 2016"), promise("An audit"))
    assert states(load_earlier_promises("2017-18", project=office)) == {"A plan": "open"}


# ---- What is due ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 10, 31), []),
        (date(2017, 11, 1), [("open", "due in 60 days:")]),
        (date(2017, 12, 30), [("open", "due in 1 day:")]),
        (date(2017, 12, 31), [("open", "due in 0 days:")]),
        (date(2018, 1, 1), [("overdue", "overdue on 2018-01-01 by 1 day:")]),
        (date(2019, 1, 1), [("overdue", "overdue on 2019-01-01 by 366 days:")]),
    ],
)
def test_what_is_due_within_60_days_or_overdue_is_mentioned(
    project: Path, day: date, expected: list[tuple[str, str]]
) -> None:
    year = open_year("2017-18", project)
    promises = load_promises(year, as_at=day)
    assert [(state, fault.problem) for state, fault in awaited(year, promises, set(), day)] == expected


def test_what_a_later_table_carries_on_is_mentioned_only_there(office: Path) -> None:
    day, former, later = date(2018, 1, 1), open_year("2017-18", office), open_year("2018-19", office)
    assert [one.text for _, one in awaited(former, load_promises(former, as_at=day), set(), day)] == ["An audit"]
    carried = keys_carried_on(later)
    assert carried == {(SOURCE, "An audit"), (SOURCE, "A website"), (SOURCE, "A new strategy")}
    assert list(awaited(former, load_promises(former, as_at=day), carried, day)) == []
    ((state, fault),) = awaited(later, load_promises(later, as_at=day), set(), day)
    assert (state, fault.file, fault.row, fault.column) == ("overdue", "data/raw/2018-19/promises.csv", 3, "due")


def test_the_lines_as_typed_come_with_their_faults(office: Path) -> None:
    put_promises(office, "2017-18", promise("An audit", stream="QQ"))
    lines, faults = printed_promises(open_year("2017-18", office))
    assert (len(lines), [fault.column for fault in faults]) == (1, ["stream"])
    assert FinancialYear.parse("2017-18") == open_year("2017-18", office).year


def test_open_promises_that_the_next_year_does_not_carry_on_are_mentioned(office: Path) -> None:
    former, later = open_year("2017-18", office), open_year("2018-19", office)
    assert list(left_behind(later, former)) == []
    put_promises(office, "2018-19", promise("An audit", first_made_in=SOURCE))
    (fault,) = left_behind(open_year("2018-19", office), former)
    assert str(fault) == (
        "data/raw/2018-19/promises.csv: it does not carry on 2 promises of 2017-18 without an outcome: "
        '"A new strategy"; expected a line for each in the year\'s table of promises. Copy it from 2017-18 and fill in '
        "first_made_in, or record its outcome there."
    )
    paper = office / "data" / "raw" / "2018-19" / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").partition("[promises]")[0], encoding="utf-8")
    (fault,) = left_behind(open_year("2018-19", office), former)
    assert (fault.file, fault.problem[:29]) == ("data/raw/2018-19/paper.toml", "it does not carry on 3 promis")
