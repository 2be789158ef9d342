"""Awards of two years: which is which, what became of each, and what that comes to."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle
from support.examples import examples
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    REPOSITORY,
    VICTIMS,
    add_year,
    awards_of_2017,
    copied_project,
    paper_of_2017,
)

from grantsdata import summaries
from grantsdata.awards.earlier import load_earlier
from grantsdata.errors import ParameterError, YearError
from grantsdata.model.years import FinancialYear
from grantsdata.report import charts
from grantsdata.report.narrative import comparison as narrative
from grantsdata.sources.files.project import year_before
from grantsdata.summaries.matching import ALIKE, SAME_PROVIDER, matches, similarity

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


@examples(20, nightly=500)
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


@examples(20, nightly=500)
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


# ---- Sums side by side, steps, charts, words -----------------------------------------------------------

THIS, LAST = FinancialYear(2018), FinancialYear(2017)


def later_year() -> pd.DataFrame:
    """The awards of 2017-18 as a later year might have them: crime and disorder only, one amount more, one lost."""
    later = awards_of_2017()
    later = later[later["stream"] == CRIME].reset_index(drop=True)
    later["stream"] = later["stream"].cat.set_categories([CRIME, "Night fund"])
    later["award_id"] = later["award_id"].str.replace("2017-18", "2018-19")
    later.loc[later["service"] == "Police Cadets", ["award_pence", "award_gbp"]] = [1_250_000, 12_500.0]
    lost = later["service"] == "Crimestoppers"
    later.loc[lost, ["award_pence", "award_gbp", "award_status"]] = [pd.NA, pd.NA, "not stated"]
    return later


def cells(table: pd.DataFrame) -> dict[str, list[object]]:
    return {row[0]: [None if pd.isna(cell) else cell for cell in row[1:]] for row in table.to_numpy().tolist()}


def test_a_stream_of_one_year_only_is_empty_in_the_other_and_never_nought():
    rows = cells(summaries.side_by_side(later_year(), awards_of_2017(), "stream"))
    assert list(rows) == [CRIME, "Night fund", VICTIMS, "Youth Fund", "Casualty Reduction and Support Fund", "Total"]
    assert rows[VICTIMS] == [10, 961_260, None, None, None, None]
    assert rows["Night fund"] == [None, None, 0, None, None, None]
    assert rows["Youth Fund"] == [0, None, None, None, None, None]
    # 1,322,248 + 2,500 - 25,791 = 1,298,957
    assert rows[CRIME][:5] == [25, 1_322_248, 25, 1_298_957, -23_291]
    assert rows["Total"][:5] == [35, 2_283_508, 25, 1_298_957, -984_551]


def test_no_percentage_is_told_of_a_sum_that_is_not_above_nought():
    then = awards([("Refund", "Council", -500)])
    table = summaries.side_by_side(awards([("Refund", "Council", 500)]), then, "stream").set_index("stream")
    assert table["total_change_gbp"].tolist() == [10, 10] and table["change_share"].isna().all()
    pair = summaries.award_movements(awards([("Refund", "Council", 500)]), then)
    assert pair["change_gbp"].tolist() == [10] and pair["change_share"].isna().all()


def test_implied_amounts_are_told_on_whichever_side_they_are():
    now, then = later_year(), awards_of_2017(include_implied=False)
    part = summaries.implied_side_by_side(now, then, "provider_type").set_index("provider_type")
    assert part.loc["local government"].tolist() == [0, 10_000] and part.loc["Total"].tolist() == [0, 10_000]
    table = summaries.award_movements(now, then)
    (adults,) = table[table["service"] == APPROPRIATE_ADULTS].to_dict("records")
    assert adults["movement"] == "changed" and pd.isna(adults["change_gbp"])
    steps = summaries.movement_steps(table).set_index("step")
    assert steps.loc["stated in one year only"].tolist() == [2, 10_000 - 25_791, 10_000]
    assert narrative.movement_remarks(summaries.award_movements(later_year(), awards_of_2017()), LAST).count(
        "The amount of 2017-18 is implied."
    ) == 1  # fmt: skip


def test_the_steps_lead_from_one_sum_to_the_other():
    steps = summaries.movement_steps(summaries.award_movements(later_year(), awards_of_2017()))
    assert cells(steps) == {
        "ended": [10, -961_260, 0],
        "changed": [1, 2_500, 0],
        "stated in one year only": [1, -25_791, 0],
        "Total": [12, -984_551, 0],
    }


def test_the_bridge_has_a_bar_for_each_step_that_begins_where_the_last_one_ends():
    steps = summaries.movement_steps(summaries.award_movements(later_year(), awards_of_2017()))
    totals = summaries.movement_totals(summaries.award_movements(later_year(), awards_of_2017()))
    ax = charts.movement_bridge(steps, totals, THIS, LAST).axes
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    ends = [(round(bar.get_x()), round(bar.get_x() + bar.get_width())) for bar in bars]
    assert ends == [(-961_260, 0), (-961_260, -958_760), (-984_551, -958_760), (-984_551, 0)]
    assert [text.get_text() for text in ax.texts] == ["−£961,260", "+£2,500", "−£25,791", "−£984,551"]
    assert ax.get_xlim()[0] <= -984_551


def test_a_step_that_rests_on_an_implied_amount_is_hatched_and_says_so():
    then = awards_of_2017()
    now = later_year()
    now = now[now["service"] != APPROPRIATE_ADULTS]
    steps = summaries.movement_steps(summaries.award_movements(now, then))
    totals = summaries.movement_totals(summaries.award_movements(now, then))
    ax = charts.movement_bridge(steps, totals, THIS, LAST).axes
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [True, False, False, True]
    assert ax.texts[0].get_text() == "−£971,260 (rests on £10,000 implied)"


def test_both_years_have_a_bar_for_each_provider_type():
    now, then = later_year(), awards_of_2017()
    sums, part = (make(now, then, "provider_type") for make in (summaries.side_by_side, summaries.implied_side_by_side))
    unstated = summaries.unstated_awards(now, then, "provider_type")
    ax = charts.side_by_side(sums, part, unstated, THIS, LAST).axes
    texts = [text.get_text() for text in ax.texts]
    assert len(texts) == 16 and "£568,000 (£10,000 implied) in 2018-19" not in texts
    # 578,000 - 40,000 of victims' services = 538,000
    assert "£538,000 (£10,000 implied) in 2018-19" in texts and "£578,000 (£10,000 implied) in 2017-18" in texts
    alone, part = (
        make(then, then.iloc[:0], "provider_type") for make in (summaries.side_by_side, summaries.implied_side_by_side)
    )
    assert len(charts.side_by_side(alone, part, unstated.iloc[:0], LAST, None).axes.texts) == 8


def test_a_type_with_an_amount_that_is_not_stated_is_not_said_to_have_changed_most():
    now, then = awards_of_2017(), awards_of_2017()
    now.loc[now["service"] == "Crimestoppers", ["award_pence", "award_gbp", "award_status"]] = [
        pd.NA,
        pd.NA,
        "not stated",
    ]
    now.loc[now["service"] == "Police Cadets", ["award_pence", "award_gbp"]] = [1_250_000, 12_500.0]
    unstated = summaries.unstated_awards(now, then, "provider_type")
    assert cells(unstated) == {"voluntary and community": [0, 1]}
    sums, part = (make(now, then, "provider_type") for make in (summaries.side_by_side, summaries.implied_side_by_side))
    words = charts.side_by_side(sums, part, unstated, THIS, LAST)
    # 2,500 / 587,195 = 0.43 per cent
    assert words.title == "The sum that changed most is that of police: £2,500, 0.4% more in 2018-19 than in 2017-18"
    note = narrative.sides_note(sums, unstated, THIS, LAST)
    assert "voluntary and community (1 in 2018-19)" in note


def test_no_chart_is_shown_where_there_is_nothing_to_draw():
    this = awards_of_2017()
    for former, before in ((this.iloc[:0], None), (this, LAST)):
        movements = summaries.award_movements(this, former)
        steps, totals = summaries.movement_steps(movements), summaries.movement_totals(movements)
        chart = charts.movement_bridge(steps, totals, THIS, before)
        assert chart.alt == "" and chart.axes is None


@pytest.mark.parametrize(
    ("now", "then", "sentence"),
    [
        ([("A", "X", 100)], [("A", "X", 200)], "The sum of 2017-18 is £1 (50.0%) lower."),
        ([("A", "X", 200)], [("A", "X", 200)], "The sums are the same, to the penny."),
        ([("A", "X", 200)], [("A", "X", 0)], "The sum of 2017-18 is £2 higher."),
        ([("A", "X", None)], [("A", "X", 200)], "So the two years cannot be compared."),
        ([("A", "X", 300), ("B", "X", None)], [("A", "X", 200)],
         "The sum of 2017-18 is £1 (50.0%) higher, as far as the amounts are stated."),
    ],
)  # fmt: skip
def test_the_two_sums_are_told_as_far_as_they_can_be_compared(now, then, sentence):
    told = narrative.comparison_headline(paper_of_2017(), awards(now), awards(then), FinancialYear(2016))
    assert told.endswith(sentence)


def test_what_became_of_the_awards_is_told_in_numbers_that_agree():
    now = [("Hub", "A", 1), ("Boxing club", "A", 1)]
    then = [("Hub", "A", 1), ("Street lights", "B", 1), ("Zoo", "B", 1)]
    totals = summaries.movement_totals(summaries.award_movements(awards(now), awards(then)))
    assert narrative.comparison_verdict(totals, THIS, LAST) == (
        "Of the 2 awards of 2018-19, 1 continues unchanged and 1 is new; 2 of the 3 awards of 2017-18 ended."
    )


def test_remarks_say_what_the_columns_do_not():
    def remarks(now: Row, then: Row, stream: str = "Grants") -> list[str]:
        return narrative.movement_remarks(summaries.award_movements(awards([now]), awards([then], stream)), LAST)

    assert remarks(("Hub", "B", 1), ("Hub", "A", 1)) == ["Provider in 2017-18: A."]
    assert remarks(("Hub", "B", 1), ("Hub", "", 1)) == ["No provider was named in 2017-18."]
    assert remarks(("Hub & go", "A", 1), ("Hub and go", "A", 1)) == ["In 2017-18 called “Hub and go”."]
    assert remarks(("Hub", "A", None), ("Hub", "A", None)) == ["Not stated in 2017-18 either."]
    assert remarks(("Hub", "A", 1), ("Hub", "A", 1), "Other") == ["In 2017-18 in the stream Other."]
    assert remarks(("Hub", "A", 1), ("Hub", "A", 1)) == [""]


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


def test_what_continues_changes_by_nothing_and_so_rests_on_nothing():
    movements = summaries.award_movements(awards_of_2017(), awards_of_2017())
    part = summaries.implied_movements(movements).set_index("movement").loc["continued"]
    assert part.to_dict() == {
        "former_total_gbp": 10_000, "known_change_gbp": 0, "one_sided_gbp": 0, "now_total_gbp": 10_000,
    }  # fmt: skip


def test_a_reader_is_told_of_two_bodies_and_of_years_between(three_years):
    earlier = load_earlier("2017-18", project=three_years)
    movements = summaries.award_movements(awards_of_2017(), earlier.awards)
    assert narrative.comparison_reservations(paper_of_2017(), earlier.paper, movements) == [
        "The two papers are of two bodies: the one of 2015-16 is of the Police and Crime Commissioner for Elsewhere.",
        "2015-16 is not the year just before 2017-18. Nothing here tells of the time between.",
    ]
    assert narrative.comparison_reservations(paper_of_2017(), None, movements) == []


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
    with pytest.raises(ParameterError, match="is 2017-18, the report's own year; expected an earlier"):
        year_before("2017-18", "2017-18", project=three_years)
    with pytest.raises(ParameterError, match=r"later than the report's year, 2017-18.*2015-16, 2017-18, 2019-20"):
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
