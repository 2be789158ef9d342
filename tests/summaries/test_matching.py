"""Which award of one year is which of another: certain, doubtful or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples
from support.pairs import awards, kinds
from support.reporting import (
    CRIME,
    VICTIMS,
    awards_of_2017,
)

from grantsdata import summaries
from grantsdata.model.schema import ALIKE, SAME_PROVIDER
from grantsdata.summaries.matching import matches, similarity


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


def test_the_same_provider_lets_less_similar_names_be_doubtful():
    one, other = "Police cadets", "Volunteer cadets"
    assert ALIKE - SAME_PROVIDER <= similarity(one, other) < ALIKE
    assert [kind for kind, *_ in kinds([(one, "A", 1)], [(other, "A", 1)])] == ["doubtful"]
    assert sorted(kind for kind, *_ in kinds([(one, "A", 1)], [(other, "B", 1)])) == ["ended", "new"]
    assert sorted(kind for kind, *_ in kinds([(one, "", 1)], [(other, "", 1)])) == ["ended", "new"]


def test_names_that_are_just_alike_enough_are_doubtful():
    """Seven letters of ten, or six with the same provider."""
    assert [kind for kind, *_ in kinds([("abcdefgxyz", "A", 1)], [("abcdefghij", "B", 1)])] == ["doubtful"]
    assert [kind for kind, *_ in kinds([("abcdefwxyz", "A", 1)], [("abcdefghij", "A", 1)])] == ["doubtful"]
    assert len(kinds([("abcdefwxyz", "A", 1)], [("abcdefghij", "B", 1)])) == 2


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Hub", "Hubs", "Night bus", "Night buses", "Boxing", "Street lights & signs"]),
        st.sampled_from(["", "Council", "Trust"]),
        st.none() | st.integers(-500, 50_000),
    ),
    max_size=7,
)


@examples(10, nightly=500)
@given(now=ROWS, then=ROWS.filter(bool))
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


@examples(10, nightly=500)
@given(now=ROWS, then=ROWS.filter(bool), seed=st.randoms(use_true_random=False))
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


def test_what_continues_changes_by_nothing_and_so_rests_on_nothing():
    movements = summaries.award_movements(awards_of_2017(), awards_of_2017())
    part = summaries.implied_movements(movements).set_index("movement").loc["continued"]
    assert part.to_dict() == {
        "former_total_gbp": 10_000, "known_change_gbp": 0, "one_sided_gbp": 0, "now_total_gbp": 10_000,
    }  # fmt: skip
