"""Two years side by side: sums, changes and what is not stated, by stream and by type."""

import pandas as pd
from support.few_awards import few, rows, share, with_pence
from support.pairs import LAST, awards, cells, later_year
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    VICTIMS,
    awards_of_2017,
)

from grantsdata import summaries
from grantsdata.report.narrative import decisions as narrative

# ---- Sums side by side, charts, words -----------------------------------------------------------


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
    assert narrative.movement_remarks(summaries.award_movements(later_year(), awards_of_2017()), LAST).count(
        "The amount of 2017-18 is implied."
    ) == 1  # fmt: skip


# ---- The earlier year -------------------------------------------------------------------------------


CHARITY, COUNCILS, HEALTH = "voluntary and community", "local government", "health"


NOBODY = "not yet allocated"


CASUALTY, YOUTH = "Casualty Reduction and Support Fund", "Youth Fund"


SIDES = ["former_awards", "former_total_gbp", "now_awards", "now_total_gbp"]


def test_two_years_side_by_side_by_stream() -> None:
    then = with_pence(few().iloc[:5], 2_000_00, 50_000_00, None, 100_000_00, 10_000_00)
    table = summaries.side_by_side(few(), then, "stream")
    assert rows(table) == [
        ["stream", *SIDES, "total_change_gbp", "change_share"],
        [VICTIMS, 3, 52_000, 3, 62_000, 10_000, share(10_000, 52_000)],
        [CRIME, 2, 110_000, 4, 269_000, 159_000, share(159_000, 110_000)],
        [YOUTH, 0, None, 0, None, None, None],
        [CASUALTY, 0, None, 0, None, None, None],
        ["Total", 5, 162_000, 7, 331_000, 169_000, share(169_000, 162_000)],
    ]
    assert rows(summaries.implied_side_by_side(few(), then, "stream")) == [
        ["stream", "former_total_gbp", "now_total_gbp"],
        [VICTIMS, 0, 0],
        [CRIME, 10_000, 10_000],
        [YOUTH, 0, 0],
        [CASUALTY, 0, 0],
        ["Total", 10_000, 10_000],
    ]
    assert [str(dtype) for dtype in table.dtypes][1:] == ["Int64", "Float64", "Int64", "Float64", "Float64", "Float64"]


def test_two_years_side_by_side_by_provider_type_the_largest_of_this_year_first() -> None:
    then = few().iloc[[4, 3, 0, 6]]  # councils 10,000 implied, health 150,000, charities 2,000, nobody 15,000
    now = with_pence(few().iloc[[0, 1, 2, 3]], 10_000_00, 30_000_00, 20_000_00, 30_000_00)
    table = summaries.side_by_side(now, then, "provider_type")
    assert rows(table) == [
        ["provider_type", *SIDES, "total_change_gbp", "change_share"],
        [HEALTH, 1, 150_000, 1, 30_000, -120_000, share(-120_000, 150_000)],
        [COUNCILS, 1, 10_000, 1, 30_000, 20_000, 2],
        [CHARITY, 1, 2_000, 2, 30_000, 28_000, 14],
        [NOBODY, 1, 15_000, 0, 0, -15_000, -1],
        ["Total", 4, 177_000, 4, 90_000, -87_000, share(-87_000, 177_000)],
    ]
    assert rows(summaries.implied_side_by_side(now, then, "provider_type")) == [
        ["provider_type", "former_total_gbp", "now_total_gbp"],
        [HEALTH, 0, 0],
        [COUNCILS, 10_000, 0],
        [CHARITY, 0, 0],
        [NOBODY, 0, 0],
        ["Total", 10_000, 0],
    ]


def test_a_stream_that_one_paper_does_not_have_is_empty_in_its_year() -> None:
    then = few().iloc[:4]
    streams = ["Old fund", CRIME]
    then = then.assign(stream=pd.Categorical(["Old fund"] * 3 + [CRIME], streams, ordered=True))
    assert rows(summaries.side_by_side(few(), then, "stream")) == [
        ["stream", *SIDES, "total_change_gbp", "change_share"],
        [VICTIMS, None, None, 3, 62_000, None, None],
        [CRIME, 1, 150_000, 4, 269_000, 119_000, share(119_000, 150_000)],
        [YOUTH, None, None, 0, None, None, None],
        [CASUALTY, None, None, 0, None, None, None],
        ["Old fund", 3, 62_000, None, None, None, None],
        ["Total", 4, 212_000, 7, 331_000, 119_000, share(119_000, 212_000)],
    ]


def test_types_of_equal_sums_stand_in_the_order_of_the_vocabulary() -> None:
    equal = with_pence(few().iloc[[6, 3, 1, 0]], 100, 100, 100, 100)
    table = summaries.side_by_side(equal, equal, "provider_type")
    assert table["provider_type"].tolist() == [COUNCILS, HEALTH, CHARITY, NOBODY, "Total"]


def test_without_an_earlier_year_only_this_one_stands() -> None:
    assert rows(summaries.side_by_side(few(), few().iloc[:0], "provider_type")) == [
        ["provider_type", "now_awards", "now_total_gbp"],
        [HEALTH, 2, 244_000],
        [COUNCILS, 2, 50_000],
        [CHARITY, 2, 22_000],
        [NOBODY, 1, 15_000],
        ["Total", 7, 331_000],
    ]
    assert rows(summaries.implied_side_by_side(few(), few().iloc[:0], "provider_type"))[2] == [COUNCILS, 10_000]


def test_a_year_without_any_stated_amount_has_an_empty_sum() -> None:
    silent = with_pence(few().iloc[:2], None, None)
    table = summaries.side_by_side(silent, few().iloc[:1], "stream")
    assert rows(table)[1] == [VICTIMS, 1, 2_000, 2, None, None, None]
    assert rows(table)[-1] == ["Total", 1, 2_000, 2, None, None, None]


def test_amounts_that_are_not_stated_are_counted_by_label() -> None:
    then = with_pence(few().iloc[[0, 3]], None, 100)
    now = with_pence(few().iloc[[6, 0, 1, 3]], None, None, 100, None)
    assert rows(summaries.unstated_awards(now, then, "provider_type")) == [
        ["provider_type", "former_awards", "now_awards"],
        [HEALTH, 0, 1],
        [CHARITY, 1, 1],
        [NOBODY, 0, 1],
    ]
    assert summaries.unstated_awards(few(), few(), "stream").empty
    table = summaries.unstated_awards(now, then, "provider_type")
    assert [str(dtype) for dtype in table.dtypes] == ["str", "int64", "int64"]
