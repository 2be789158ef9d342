"""Tables of returns: what came back, figures against profile, by half-year, and beside money."""

from pathlib import Path

import pandas as pd
import pytest
from support.reporting import copied_project
from support.returns import BUS, FIRST, GOOD, RIDERS, SAFER, SECOND, SOUND, YEAR, office

from grantsdata import load_awards, load_returns, summaries

ON, NEAR, OFF = "● on profile or better", "▲ near profile", "■ off profile"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, pd.DataFrame]:
    project = copied_project(tmp_path_factory.mktemp("office"))
    office(project)
    return load_returns(YEAR, project=project), load_awards(YEAR, project=project)


def rows(table: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_each_award_has_its_state_for_each_half_year(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    states = summaries.returns_by_award(*tables)
    assert rows(states, "service", "in_first_half", "in_second_half") == [
        ("Night bus", "on time", "late"),
        ("Refuge", "on time", "late"),
        ("Cameras", "missing", "missing"),
    ]


def test_a_figure_is_set_against_its_profile_and_against_the_first_half(
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    """1,190 is 110 short of 1,300, which is within 10%; 4.5 days are 0.5 over 4, which is not."""
    shown = summaries.performance(tables[0])
    assert rows(shown, "measure", "period", "profile", "reported", "against_profile", "direction") == [
        ("Riders (people)", "first half", "200", "1,204", ON, ""),
        ("Riders (people)", "second half", "1,300", "1,190", NEAR, "▼ lower: worse"),
        ("Riders who feel safer", "first half", "80%", "[c]", "", ""),
        ("Riders who feel safer", "second half", "80%", "[c]", "", ""),
        ("Women helped (women)", "first half", "10", "[c]", "", ""),
        ("Women helped (women)", "second half", "10", "[c]", "", ""),
        ("Wait for a place (days)", "first half", "4", "4.5", OFF, ""),
        ("Wait for a place (days)", "second half", "", "not available", "", ""),
    ]
    assert {*shown["narrative"]} == {
        "", "The route was changed.", "not shown, since it has figures", "The list was not kept.",
    }  # fmt: skip


def test_only_people_of_the_whole_year_stand_beside_an_award(
    tables: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    beside = summaries.cost_beside_people(*tables)
    assert rows(beside, "service", "measure", "in_year", "award_gbp") == [
        ("Night bus", "Riders (people)", "2,394", 4000.0),
        ("Refuge", "Women helped (women)", "15", 3000.0),
    ]
    first_half = tables[0][tables[0]["period"] == "first half"]
    assert summaries.cost_beside_people(first_half, tables[1]).empty


def test_lower_is_better_where_the_office_says_so(tmp_path: Path) -> None:
    better = {"better": "lower", "target": "100"}
    counts = [BUS | half | GOOD | RIDERS | better | {"actual": n} for half, n in ((FIRST, "110"), (SECOND, "100"))]
    project = copied_project(tmp_path)
    office(project, counts)
    shown = summaries.performance(load_returns(YEAR, project=project))
    assert rows(shown, "against_profile", "direction") == [(NEAR, ""), (ON, "▼ lower: better")]


def test_nothing_withheld_is_in_any_table(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    returns, awards = tables
    made = [
        summaries.performance(returns),
        summaries.by_half_year(returns),
        summaries.cost_beside_people(returns, awards),
    ]
    cells = {str(cell) for table in made for cell in table.to_numpy().ravel()}
    assert not cells & {"3", "12", "36 of 40 (90.0%)", "30 of 40 (75.0%)", "1,207", "1,202"}
    assert {line.get("narrative") for line in SOUND} >= {"We helped three women."}
    assert not any("three" in cell for cell in cells)


def tables_of(folder: Path, rows: list[dict[str, str]]) -> pd.DataFrame:
    project = copied_project(folder)
    office(project, rows)
    return load_returns(YEAR, project=project)


def test_shares_are_compared_in_per_cent(tmp_path: Path) -> None:
    """30 of 40 and 60 of 80 are both 75%, 3% short of 77%; without a profile there is nothing to compare with."""
    first = BUS | FIRST | SAFER | GOOD | {"numerator": "30", "denominator": "40"}
    second = BUS | SECOND | SAFER | GOOD | {"numerator": "60", "denominator": "80", "target": "77"}
    shown = summaries.performance(tables_of(tmp_path, [first, second]))
    assert rows(shown, "profile", "reported", "against_profile", "direction") == [
        ("", "30 of 40 (75.0%)", "", ""),
        ("77%", "60 of 80 (75.0%)", NEAR, "= the same"),
    ]


def test_a_share_of_no_one_is_withheld(tmp_path: Path) -> None:
    row = BUS | FIRST | SAFER | GOOD | {"numerator": "0", "denominator": "0", "target": "77"}
    shown = summaries.performance(tables_of(tmp_path, [row]))
    assert rows(shown, "reported", "against_profile", "direction") == [("[c]", "", "")]


def test_a_return_without_a_due_date_is_neither_on_time_nor_late(
    tables: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    returns = tables_of(tmp_path, [BUS | FIRST | RIDERS | GOOD | {"due": "", "actual": "1,204"}])
    states = summaries.returns_by_award(returns, tables[1])
    assert rows(states, "service", "in_first_half") == [
        ("Night bus", "returned, no due date"),
        ("Refuge", "missing"),
        ("Cameras", "missing"),
    ]


def test_no_return_is_missing_for_a_half_year_before_the_award(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    awards = tables[1]
    returns = tables[0][tables[0]["service"] != "Cameras"]
    is_later = awards["service"] == "Cameras"
    later = awards.assign(document=is_later.map({True: "notice", False: "paper"}), document_date="2018-10-01")
    assert rows(summaries.returns_by_award(returns, later), "in_first_half", "in_second_half")[2] == (
        "not yet awarded",
        "missing",
    )


def test_a_stream_in_which_one_award_helps_people_has_no_sum(
    tables: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    alone = summaries.by_half_year(tables_of(tmp_path, [BUS | FIRST | RIDERS | GOOD | {"actual": "1,204"}]))
    assert rows(alone, "service", "in_first_half", "in_year") == [("Night bus", "1,204", "")]
    assert summaries.by_half_year(tables[0])["service"].tolist()[-1] == "All of these awards"
