"""Which figures of returns are published: those of the invented office, worked out by hand."""

from pathlib import Path

import pandas as pd
import pytest
from support.reporting import copied_project
from support.returns import BUS, FIRST, GOOD, PEOPLE, REFUGE, RIDERS, SECOND, YEAR, office

from grantsdata import load_returns
from grantsdata.summaries.returns.published import Published


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied_project(tmp_path_factory.mktemp("office"))
    office(folder)
    return folder


def texts(returns: pd.DataFrame) -> dict[tuple[str, str], str]:
    decided = Published(returns)
    return {(one.line["measure"], period): decided.text(one, period)
            for one in decided.measures for period in ("first half", "second half", "year")
            if decided.text(one, period)}  # fmt: skip


def test_small_counts_and_what_would_give_them_away_are_withheld(project: Path) -> None:
    """Of 40 riders 36 feel safer in the second half: 4 do not, and 14 of 80 in the year do not."""
    assert texts(load_returns(YEAR, project=project)) == {
        ("Riders", "first half"): "1,204",
        ("Riders", "second half"): "1,190",
        ("Riders", "year"): "2,394",
        ("Riders who feel safer", "first half"): "[c]",
        ("Riders who feel safer", "second half"): "[c]",
        ("Riders who feel safer", "year"): "66 of 80 (82.5%)",
        ("Women helped", "first half"): "[c]",
        ("Women helped", "second half"): "[c]",
        ("Women helped", "year"): "15",
        ("Wait for a place", "first half"): "4.5",
    }


@pytest.mark.parametrize(("half", "sums"), [("first half", "[c]"), ("second half", "[c]"), ("year", "2,409")])
def test_a_sum_of_all_awards_is_withheld_if_it_would_give_one_away(project: Path, half: str, sums: str) -> None:
    assert Published(load_returns(YEAR, project=project)).total("General grants", half) == sums


def returns_of(folder: Path, rows: list[dict[str, str]]) -> pd.DataFrame:
    project = copied_project(folder)
    office(project, rows)
    return load_returns(YEAR, project=project)


def test_a_part_of_a_total_is_protected_by_another_part(tmp_path: Path) -> None:
    parts = [
        {"measure": name, "part_of": "Women helped", "kind": "people helped"} for name in ("Young", "Old", "Older")
    ]
    counts = [REFUGE | FIRST | GOOD | part | {"actual": n} for part, n in zip(parts, ("2", "11", "17"), strict=True)]
    shown = texts(returns_of(tmp_path, [REFUGE | FIRST | GOOD | PEOPLE | {"actual": "30"}, *counts]))
    assert [shown[name, "first half"] for name in ("Women helped", "Young", "Old", "Older")] == [
        "30",
        "[c]",
        "[c]",
        "17",
    ]


def test_a_number_that_is_there_twice_counts_as_known_where_either_is_shown(tmp_path: Path) -> None:
    calls = {"measure": "Calls", "kind": "count"}
    rows = [BUS | half | GOOD | RIDERS | {"actual": n} for half, n in ((FIRST, "3"), (SECOND, "12"))]
    shown = texts(returns_of(tmp_path, [*rows, BUS | SECOND | GOOD | calls | {"actual": "12"}]))
    assert shown == {
        ("Riders", "first half"): "[c]",
        ("Riders", "second half"): "12",
        ("Riders", "year"): "[c]",
        ("Calls", "second half"): "12",
    }


def test_a_stream_without_people_has_no_sum(tmp_path: Path) -> None:
    days = {"measure": "Wait", "kind": "measurement", "unit": "days", "actual": "4.5"}
    assert Published(returns_of(tmp_path, [BUS | FIRST | GOOD | days])).total("General grants", "first half") == ""


def test_a_part_of_no_one_is_not_given_away_by_two_equal_counts(tmp_path: Path) -> None:
    """All 12 women are old: whoever sees both counts knows that no one is young."""
    parts = [{"measure": name, "part_of": "Women helped", "kind": "people helped"} for name in ("Old", "Young")]
    counts = [REFUGE | FIRST | GOOD | part | {"actual": n} for part, n in zip(parts, ("12", "0"), strict=True)]
    shown = texts(returns_of(tmp_path, [REFUGE | FIRST | GOOD | PEOPLE | {"actual": "12"}, *counts]))
    assert shown == dict.fromkeys(
        (("Women helped", "first half"), ("Old", "first half"), ("Young", "first half")), "[c]"
    )
