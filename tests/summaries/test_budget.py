"""Awards beside the budget, and the flow of the money, to the cell, on a handful of awards."""

import pandas as pd
from support.few_awards import few, rows, share, with_pence
from support.reporting import (
    CRIME,
    VICTIMS,
    budgets_of_2017,
    streams_of_2017,
)

from grantsdata import summaries

CHARITY, COUNCILS, HEALTH = "voluntary and community", "local government", "health"


NOBODY = "not yet allocated"


PARTS = ["awards", "award_gbp", "implied_gbp", "share"]


CASUALTY, YOUTH = "Casualty Reduction and Support Fund", "Youth Fund"


def test_the_bridge_of_a_handful_of_awards() -> None:
    columns = ["level", "name", "budget_printed", "budget_gbp", "awarded_gbp", "implied_gbp", "not_itemised_gbp"]
    bridge = summaries.budget_bridge(few(), budgets_of_2017().set_index(pd.Index([4, 5, 6])))
    assert rows(bridge) == [
        columns,
        ["overall", "Budget for grants", "£2.3m", 2_300_000, 331_000, 10_000, 1_969_000],
        ["stream", VICTIMS, "£1m", 1_000_000, 62_000, 0, 938_000],
        ["stream", CRIME, "£1.3m", 1_300_000, 269_000, 10_000, 1_031_000],
    ]
    assert str(bridge["budget_gbp"].dtype) == "Float64"
    only = summaries.budget_bridge(few().iloc[:3], budgets_of_2017())
    assert rows(only)[3][3:] == [1_300_000, 0, 0, 1_300_000]
    dtypes = [str(only[name].dtype) for name in ("awarded_gbp", "implied_gbp", "not_itemised_gbp")]
    assert dtypes == ["float64", "float64", "Float64"]


def test_the_breakdown_of_a_handful_of_awards() -> None:
    assert rows(summaries.budget_breakdown(few(), budgets_of_2017())) == [
        ["provider_type", VICTIMS, CRIME, "total_gbp", "share"],
        [HEALTH, 0, 244_000, 244_000, share(244_000)],
        [COUNCILS, 40_000, 10_000, 50_000, share(50_000)],
        [CHARITY, 22_000, 0, 22_000, share(22_000)],
        [NOBODY, 0, 15_000, 15_000, share(15_000)],
        ["Awarded", 62_000, 269_000, 331_000, 1],
        ["Not itemised", 938_000, 1_031_000, 1_969_000, None],
        ["Budget", 1_000_000, 1_300_000, 2_300_000, None],
    ]
    kinds = [str(dtype) for dtype in summaries.budget_breakdown(few(), budgets_of_2017()).dtypes]
    assert kinds[1:] == ["Float64"] * 4
    assert rows(summaries.implied_breakdown(few(), budgets_of_2017())) == [
        ["provider_type", VICTIMS, CRIME, "total_gbp", "share"],
        [HEALTH, 0, 0, 0, 0],
        [COUNCILS, 0, 10_000, 10_000, 0],
        [CHARITY, 0, 0, 0, 0],
        [NOBODY, 0, 0, 0, 0],
        ["Awarded", 0, 10_000, 10_000, 0],
        ["Not itemised", 0, 10_000, 10_000, 0],
        ["Budget", 0, 0, 0, 0],
    ]


def test_a_stream_without_awards_keeps_its_column_of_noughts() -> None:
    assert rows(summaries.budget_breakdown(few().iloc[:3], budgets_of_2017())) == [
        ["provider_type", VICTIMS, CRIME, "total_gbp", "share"],
        [COUNCILS, 40_000, 0, 40_000, share(40_000, 62_000)],
        [CHARITY, 22_000, 0, 22_000, share(22_000, 62_000)],
        ["Awarded", 62_000, 0, 62_000, 1],
        ["Not itemised", 938_000, 1_300_000, 2_238_000, None],
        ["Budget", 1_000_000, 1_300_000, 2_300_000, None],
    ]


def test_provider_types_of_equal_sums_stand_in_the_order_of_the_vocabulary() -> None:
    equal = with_pence(few().iloc[[6, 3, 1, 0]], 100, 100, 100, 100)
    assert summaries.awards_by_provider_type(equal)["provider_type"].tolist() == [COUNCILS, HEALTH, CHARITY, NOBODY]


def test_a_breakdown_of_nothing_has_no_shares_but_noughts() -> None:
    nothing = with_pence(few().iloc[[0, 3]], 500, -500)
    table = summaries.budget_breakdown(nothing, budgets_of_2017())
    assert rows(table)[1:4] == [[CHARITY, 5, 0, 5, 0], [HEALTH, 0, -5, -5, 0], ["Awarded", 5, -5, 0, 0]]
    assert str(table["share"].dtype) == "Float64" and table["share"].isna().tolist() == [False] * 3 + [True] * 2


def test_where_the_money_comes_from() -> None:
    table = summaries.funders(few(), streams_of_2017())
    assert [[*row[:1], *row[2:]] for row in rows(table)] == [
        ["stream", "in_overall_budget", "budget_printed", "awards", "award_gbp", "implied_gbp"],
        [VICTIMS, True, "£1m", 3, 62_000, 0],
        [CRIME, True, "£1.3m", 4, 269_000, 10_000],
        [YOUTH, False, "", 0, None, None],
        [CASUALTY, False, "", 0, None, None],
    ]
    assert table["origin"].tolist() == streams_of_2017()["origin"].tolist() and list(table.columns)[1] == "origin"
    assert str(table["awards"].dtype) == "int64"
