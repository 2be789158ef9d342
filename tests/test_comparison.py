"""Awards of two years: which is which, what became of each, and what that comes to."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reporting import CRIME, REPOSITORY, VICTIMS, add_year, awards_of_2017, copied_project

from grantsdata import summaries
from grantsdata.earlier import load_earlier, year_before
from grantsdata.errors import ParameterError, YearError
from grantsdata.summaries.matching import matches, similarity

Row = tuple[str, str, int | None]
"""Service, provider ("" for none), pence (None: not stated)."""


def awards(rows: Sequence[Row], stream: str = "Grants") -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "award_id": pd.array([f"{stream}-{number:02d}" for number in range(len(rows))], dtype="str"),
            "stream": pd.Categorical([stream] * len(rows), [stream], ordered=True),
            "service": pd.array([service for service, _, _ in rows], dtype="str"),
            "provider": pd.array([provider or None for _, provider, _ in rows], dtype="str"),
            "award_pence": pd.array([pence for *_, pence in rows], dtype="Int64"),
        }
    )
    table["award_gbp"] = table["award_pence"] / 100
    table["award_status"] = ["not stated" if pence is None else "printed" for *_, pence in rows]
    return table


def kinds(now: Sequence[Row], then: Sequence[Row]) -> list[tuple[str, str, str]]:
    table = summaries.award_movements(awards(now), awards(then))
    return [
        (row["movement"], "" if pd.isna(row["former_service"]) else row["former_service"],
         "" if pd.isna(row["service"]) else row["service"])
        for row in table.to_dict("records")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "then", "movement"),
    [
        (("Night bus", "Council", 100), ("Night bus", "Council", 100), "continued"),
        (("Night bus", "Council", None), ("Night bus", "Council", None), "continued"),
        (("Night bus", "", 100), ("Night bus", "", 100), "continued"),
        (("NIGHT-BUS", "Council", 100), ("Night bus", "Council", 100), "continued"),
        (("Night & day", "Council", 100), ("Night and day", "Council", 100), "continued"),
        (("Night bus", "Council", 101), ("Night bus", "Council", 100), "changed"),
        (("Night bus", "Council", None), ("Night bus", "Council", 100), "changed"),
        (("Night bus", "Trust", 100), ("Night bus", "Council", 100), "changed"),
        (("Night buses", "Council", 100), ("Night bus", "Council", 100), "doubtful"),
        (("Night buses", "Council", 100), ("Night bus", "Trust", 100), "doubtful"),
    ],
)
def test_a_pair_is_what_its_names_and_amounts_make_it(now, then, movement):
    assert [kind for kind, *_ in kinds([now], [then])] == [movement]


def test_quite_another_service_is_one_that_ended_and_one_that_is_new():
    found = kinds([("Boxing club", "Council", 100)], [("Street lights", "Council", 100)])
    assert sorted(found) == [("ended", "Street lights", ""), ("new", "", "Boxing club")]


def test_a_name_that_stands_twice_is_certain_only_where_provider_and_amount_tell_the_awards_apart():
    then = [("Hub", "A", 100), ("Hub", "A", 200)]
    assert [kind for kind, *_ in kinds([("Hub", "A", 200), ("Hub", "A", 100)], then)] == ["continued"] * 2
    found = [kind for kind, *_ in kinds([("Hub", "A", 300), ("Hub", "A", 400)], then)]
    assert found == ["doubtful"] * 2


def test_the_nearest_name_comes_first_and_no_award_is_matched_twice():
    then = [("Support for victims of fraud", "A", 1)]
    now = [("Support for victims of frauds", "A", 1), ("Support for victims of fraud online", "A", 1)]
    found = matches(awards(now, "N"), awards(then, "T"))
    assert [(match.former_id, match.award_id, match.is_certain) for match in found] == [("T-00", "N-00", False)]


def test_similarity_is_the_same_from_either_side():
    assert similarity("abcd", "bcde") == similarity("bcde", "abcd") == 0.75


rows = st.lists(
    st.tuples(
        st.sampled_from(["Hub", "Hubs", "Night bus", "Night buses", "Boxing", "Street lights & signs"]),
        st.sampled_from(["", "Council", "Trust"]),
        st.none() | st.integers(-500, 50_000),
    ),
    max_size=7,
)


@given(now=rows, then=rows.filter(bool))
def test_every_award_has_one_movement_and_the_sums_add_up_both_ways(now, then):
    this, former = awards(now, "N"), awards(then, "N").assign(award_id=[f"T-{n}" for n in range(len(then))])
    table = summaries.award_movements(this, former)
    assert sorted(table["award_id"].dropna()) == sorted(this["award_id"])
    assert sorted(table["former_id"].dropna()) == sorted(former["award_id"])
    totals = summaries.movement_totals(table).set_index("movement")
    pence = {name: sum(amount or 0 for *_, amount in side) for name, side in (("now", now), ("former", then))}
    for side in ("now", "former"):
        column = (totals[f"{side}_total_gbp"] * 100).round().astype("int64")
        assert column.iloc[:-1].sum() == column["Total"] == pence[side]
    way = totals["former_total_gbp"] + totals["known_change_gbp"] + totals.get("one_sided_gbp", 0)
    assert ((way - totals["now_total_gbp"]).abs() < 0.005).all()
    assert totals["now_awards"]["Total"] == len(now) and totals["former_awards"]["Total"] == len(then)


@given(now=rows, then=rows.filter(bool), seed=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(now, then, seed):
    this, former = awards(now, "N"), awards(then, "N").assign(award_id=[f"T-{n}" for n in range(len(then))])
    order = list(range(len(now)))
    seed.shuffle(order)
    assert matches(this.iloc[order], former.iloc[::-1]) == matches(this, former)


def test_without_an_earlier_year_no_award_is_called_new():
    this = awards_of_2017()
    assert summaries.award_movements(this, this.iloc[:0]).empty
    alone = summaries.side_by_side(this, this.iloc[:0], "stream")
    assert list(alone.columns) == ["stream", "now_awards", "now_total_gbp"]
    assert alone.set_index("stream")["now_total_gbp"][[VICTIMS, CRIME, "Total"]].tolist() == [
        961_260, 1_322_248, 2_283_508,
    ]  # fmt: skip


def test_a_year_beside_itself_continues_in_everything():
    this = awards_of_2017()
    table = summaries.award_movements(this, this)
    assert set(table["movement"]) == {"continued"} and len(table) == 35
    assert summaries.side_by_side(this, this, "provider_type")["total_change_gbp"].eq(0).all()


# ---- The earlier year -------------------------------------------------------------------------------


@pytest.fixture
def three_years(tmp_path: Path) -> Path:
    project = copied_project(tmp_path / "project")
    for year in ("2015-16", "2019-20"):
        add_year(project, [("GR", "Lights", "Fenland District Council", "£4,000")], year=year)
    return project


def test_the_year_before_is_the_latest_on_file_before_it(three_years):
    assert str(year_before("2019-20", project=three_years)) == "2017-18"
    assert str(year_before("2017-18", project=three_years)) == "2015-16"
    assert str(year_before("2019-20", "2015-16", project=three_years)) == "2015-16"
    assert year_before("2015-16", project=three_years) is None
    assert year_before("2017-18", project=REPOSITORY) is None


def test_a_year_that_is_not_before_or_not_on_file_is_refused(three_years):
    with pytest.raises(ParameterError, match="that is the year itself"):
        year_before("2017-18", "2017-18", project=three_years)
    with pytest.raises(ParameterError, match=r"later than it.*2015-16, 2017-18, 2019-20"):
        year_before("2017-18", "2019-20", project=three_years)
    with pytest.raises(YearError, match="Years on file: 2015-16, 2017-18, 2019-20"):
        year_before("2017-18", "2016-17", project=three_years)
    with pytest.raises(YearError, match="is not a financial year"):
        year_before("2017-18", "last year", project=three_years)


def test_the_earlier_awards_are_those_of_its_own_paper(three_years):
    earlier = load_earlier("2019-20", include_implied=False, project=three_years)
    assert str(earlier.year) == "2017-18" and len(earlier.awards) == 35
    assert earlier.awards["award_gbp"].sum() == 2_273_508
    none = load_earlier("2015-16", project=three_years)
    assert none.year is None and none.paper is None and none.awards.empty
