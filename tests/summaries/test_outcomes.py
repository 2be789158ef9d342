"""Awards beside their measures, to the cell, on a handful of awards."""

from pathlib import Path

import pandas as pd
import pytest
from support.few_awards import EMERGING, MISUSE, NURSES, SUPPORT, few, rows, share
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    VICTIMS,
    copied_project,
    streams_of_2017,
)
from support.returns import SOUND as RETURNS
from support.returns import office as returns_on_file

from grantsdata import load_awards, load_measures, load_returns, summaries
from grantsdata.runs.verifier.raw import Raw

PARTS = ["awards", "award_gbp", "implied_gbp", "share"]


def measures(*listed: tuple[str, str, str]) -> pd.DataFrame:
    """(stream, the service that is awarded, part of the year) of each measure."""
    table = pd.DataFrame(list(listed), columns=["stream", "awarded_service", "part_of_year"], dtype="str")
    return table.assign(service="As the paper calls it", figure="100")


def test_measures_stand_beside_what_was_awarded() -> None:
    told = measures(
        (CRIME, APPROPRIATE_ADULTS, "year"), (VICTIMS, "", ""), (VICTIMS, SUPPORT, ""), (CRIME, SUPPORT, "")
    )
    nameless = pd.concat([few(), few().iloc[[1]].assign(service="")])
    assert rows(summaries.measures_beside_awards(told, nameless)) == [
        ["stream", "awarded_service", "part_of_year", "service", "figure", "award_gbp", "award_status", "implied_gbp"],
        [CRIME, APPROPRIATE_ADULTS, "year", "As the paper calls it", "100", 10_000, "implied", 10_000],
        [VICTIMS, "", "", "As the paper calls it", "100", None, None, None],
        [VICTIMS, SUPPORT, "", "As the paper calls it", "100", 2_000, "printed", 0],
        [CRIME, SUPPORT, "", "As the paper calls it", "100", None, None, None],
    ]


def test_awards_are_sorted_by_what_is_measured_of_them() -> None:
    told = measures(
        (CRIME, NURSES, "year"), (CRIME, NURSES, ""), (CRIME, MISUSE, "first half"), (VICTIMS, NURSES, "year")
    )
    crime = few().iloc[3:]
    table = summaries.awards_by_measure(crime, told, "year")
    assert rows(table) == [
        ["stream", "measured", *PARTS],
        [CRIME, "a measure for this period", 1, 150_000, 0, share(150_000, 269_000)],
        [CRIME, "measures for other periods only", 1, 94_000, 0, share(94_000, 269_000)],
        [CRIME, "no measure", 2, 25_000, 10_000, share(25_000, 269_000)],
    ]
    assert table["measured"].cat.ordered
    assert [row[1:4] for row in rows(summaries.awards_by_measure(crime.iloc[2:], told, "second half"))[1:]] == [
        ["a measure for this period", 0, 0],
        ["measures for other periods only", 1, 94_000],
        ["no measure", 1, 15_000],
    ]  # fmt: skip
    every = summaries.with_measured(crime, told, "year")
    assert list(every.columns) == [*crime.columns, "measured"]
    assert every.loc[every["measured"] == "no measure", "service"].tolist() == [APPROPRIATE_ADULTS, EMERGING]


def test_a_measure_without_an_awarded_service_is_no_award_s() -> None:
    nameless = few().iloc[[0]].assign(service="")
    (kind,) = summaries.with_measured(nameless, measures((VICTIMS, "", "year")), "year")["measured"]
    assert kind == "no measure"


def test_the_awards_of_streams_inside_the_budget() -> None:
    streams = streams_of_2017()
    inside = summaries.awards_in_budget(few(), streams.assign(in_overall_budget=streams["stream"] == CRIME))
    assert inside["service"].tolist() == [NURSES, APPROPRIATE_ADULTS, MISUSE, EMERGING]
    assert list(inside["stream"].cat.categories) == [CRIME]


def test_without_awards_nothing_is_unmeasured() -> None:
    told = measures((CRIME, NURSES, "year"))
    assert rows(summaries.with_measured(few().iloc[:0], told, "year")) == [[*few().columns, "measured"]]
    assert rows(summaries.awards_by_measure(few().iloc[:0], told, "year")) == [["stream", "measured", *PARTS]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Riders of the night bus are on file for both halves, and the wait for a place in the refuge for the first."""
    project = copied_project(tmp_path_factory.mktemp("office"))
    wait = [line for line in RETURNS if line["measure"] in ("Riders", "Wait for a place", "Crimes seen")]
    returns_on_file(project, wait)
    return project


@pytest.mark.parametrize(
    ("period", "measured"),
    [
        ("first half", ["a measure for this period", "a measure for this period", "no measure"]),
        ("second half", ["a measure for this period", "measures for other periods only", "no measure"]),
        ("year", ["a measure for this period", "measures for other periods only", "no measure"]),
    ],
)
def test_a_figure_that_came_back_is_a_measure_for_its_period(office: Path, period: str, measured: list[str]) -> None:
    awards, returns = load_awards("2018-19", project=office), load_returns("2018-19", project=office)
    none = load_measures("2018-19", project=office)
    found = summaries.with_measured(awards, none, period, returns)["measured"].tolist()
    assert found == measured == [one["measured"] for one in Raw(office, "2018-19", period=period).awards]
    assert summaries.with_measured(awards, none, period)["measured"].tolist() == ["no measure"] * 3
    by_measure = summaries.awards_by_measure(awards, none, period, returns)
    assert by_measure.set_index("measured")["awards"].to_dict()["no measure"] == 1
