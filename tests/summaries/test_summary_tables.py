"""Each summary to the cell, on a handful of the paper's awards: its columns, its rows from 0 on, in order, its figures.

The seven awards come to £331,000: victims' services 2,000 + 40,000 + 20,000 = 62,000, crime and disorder reduction
150,000 + 10,000 (implied) + 94,000 + 15,000 = 269,000; by theme victims 160,000, offenders 94,000, communities 15,000.
"""

from typing import Any

import pandas as pd
import pytest
from support.reporting import (
    AGREEMENT,
    APPROPRIATE_ADULTS,
    CONTRACT,
    CRIME,
    REPOSITORY,
    TENDER,
    VICTIMS,
    awards_of_2017,
    budgets_of_2017,
    paper_of_2017,
    streams_of_2017,
)

from grantsdata import summaries
from grantsdata.awards.paper_tables import load_contributions, load_printed_totals, load_providers, load_separate_funds
from grantsdata.reconcile.findings import Finding, Place, findings_table, stream_of
from grantsdata.summaries.breakdowns import in_pence, ranked

EMBRACE, COUNTY = "Embrace – Child Victims of Crime", "Cambridgeshire County Council"
TRUST, SHROPSHIRE = "Cambridgeshire and Peterborough NHS Foundation Trust", "Shropshire Healthcare Trust"
SUPPORT, ADVISOR = "Practical Support for young victims of crime", "Young Person Independent Domestic Violence Advisor"
COUNSELLING, NURSES = (
    "Counselling for young victims of crime",
    "Integrated Mental Health Team in Force Control Room",
)
MISUSE, EMERGING = "Cambridgeshire Substance Misuse", "Emerging Initiatives"
CHARITY, COUNCILS, HEALTH = "voluntary and community", "local government", "health"
NOBODY = "not yet allocated"


def few() -> pd.DataFrame:
    """Seven of the paper's awards; their rows keep the numbers that they have in the paper's table."""
    return awards_of_2017().iloc[[3, 4, 6, 10, 15, 18, 34]]


def with_pence(awards: pd.DataFrame, *pence: int | None) -> pd.DataFrame:
    amounts = pd.array(list(pence), "Int64")
    status = awards["award_status"].astype("object").mask(pd.isna(amounts), "not stated")
    return awards.assign(award_pence=amounts, award_gbp=amounts / 100, award_status=status)


def rows(table: pd.DataFrame) -> list[list[Any]]:
    """The header and the rows, an empty cell as None; the rows are numbered from 0 on."""
    assert list(table.index) == list(range(len(table)))
    cells = table.astype("object")
    return [list(cells.columns), *([None if pd.isna(cell) else cell for cell in row] for row in cells.to_numpy())]


def share(pounds: float, whole: float = 331_000) -> Any:
    return pytest.approx(pounds / whole, abs=1e-12)


PARTS = ["awards", "award_gbp", "implied_gbp", "share"]

# ---- The paper to the Board ---------------------------------------------------------------------------

LISTED = ["service", "award_gbp", "award_status", "provider", "paid_to", "remark", "purpose", "implied_gbp"]


def test_a_stream_without_themes_is_listed_by_arrangement_and_one_with_themes_by_theme() -> None:
    tables = summaries.stream_tables(few(), {"Victims": "Keep safe"})
    assert list(tables) == [VICTIMS, CRIME]
    agreements, contracts = "Victims' services: grant agreements", "Victims' services: commissioned contracts"
    assert list(tables[VICTIMS]) == [agreements, contracts]
    assert [table.attrs for table in tables[VICTIMS].values()] == [
        {"of": {"arrangement": AGREEMENT}}, {"of": {"arrangement": CONTRACT}},
    ]  # fmt: skip
    columns = ["service", "award_gbp", "award_status", "provider", "implied_gbp"]
    assert rows(tables[VICTIMS][agreements]) == [
        columns,
        [SUPPORT, 2_000, "printed", EMBRACE, 0],
        [ADVISOR, 40_000, "printed", COUNTY, 0],
        ["Total", 42_000, None, None, 0],
    ]
    purpose = "A counsellor for two years at the Sexual Assault Referral Centre; a charity matches the money."
    assert rows(tables[VICTIMS][contracts]) == [
        [*columns[:4], "remark", "purpose", "implied_gbp"],
        [COUNSELLING, 20_000, "printed", EMBRACE, "Match funded", purpose, 0],
        ["Total", 20_000, None, None, None, None, 0],
    ]
    assert list(tables[CRIME]) == ["Crime and disorder reduction: awards by theme"]
    assert rows(tables[CRIME]["Crime and disorder reduction: awards by theme"]) == [
        ["theme", "aim", *PARTS],
        ["Victims", "Keep safe", 2, 160_000, 10_000, share(160_000, 269_000)],
        ["Offenders", "", 1, 94_000, 0, share(94_000, 269_000)],
        ["Communities", "", 1, 15_000, 0, share(15_000, 269_000)],
        ["Total", None, 4, 269_000, 10_000, share(1, 1)],
    ]


def test_streams_stand_in_the_papers_order_whatever_the_order_of_the_rows() -> None:
    assert list(summaries.stream_tables(few().iloc[::-1], {})) == [VICTIMS, CRIME]
    unsorted = summaries.stream_tables(few().iloc[[2, 0]], {})[VICTIMS]
    assert [caption.partition(": ")[2] for caption in unsorted] == ["grant agreements", "commissioned contracts"]


def test_awards_outside_the_themes_have_a_row_and_aims_are_left_out_where_there_are_none() -> None:
    awards = few().iloc[3:]
    awards = awards.assign(theme=awards["theme"].where(awards["service"] != EMERGING))
    (table,) = summaries.stream_tables(awards, {})[CRIME].values()
    assert rows(table) == [
        ["theme", *PARTS],
        ["Victims", 2, 160_000, 10_000, share(160_000, 269_000)],
        ["Offenders", 1, 94_000, 0, share(94_000, 269_000)],
        ["outside the themes", 1, 15_000, 0, share(15_000, 269_000)],
        ["Total", 4, 269_000, 10_000, share(1, 1)],
    ]


def test_an_arrangement_that_no_award_has_makes_no_table() -> None:
    awards = few().assign(theme=few()["theme"].where(few()["stream"] == "none of these"))
    awards = awards.assign(arrangement=awards["arrangement"].where(awards["arrangement"] != CONTRACT))
    tables = summaries.stream_tables(awards, {})
    assert list(tables[VICTIMS]) == ["Victims' services: grant agreements", "Victims' services: no arrangement stated"]
    assert tables[VICTIMS]["Victims' services: no arrangement stated"].attrs == {"of": {"arrangement": False}}
    (table,) = tables[CRIME].values()
    assert table.attrs == {}
    assert list(tables[CRIME]) == ["Crime and disorder reduction: every award"]
    assert [row[:2] for row in rows(table)[1:]] == [
        [NURSES, 150_000], [APPROPRIATE_ADULTS, 10_000], [MISUSE, 94_000], [EMERGING, 15_000], ["Total", 269_000],
    ]  # fmt: skip


def test_the_appendix_lists_the_awards_of_streams_with_themes() -> None:
    listed = summaries.appendix(few())
    assert list(listed.columns) == ["theme", *(name for name in LISTED if name != "remark")]
    cells = listed[["theme", "service", "award_gbp", "award_status", "provider", "paid_to", "implied_gbp"]]
    assert rows(cells)[1:] == [
        ["Victims", NURSES, 150_000, "printed", TRUST, "Clinical Commissioning Group", 0],
        ["Victims", APPROPRIATE_ADULTS, 10_000, "implied", COUNTY, "", 10_000],
        ["Offenders", MISUSE, 94_000, "printed", SHROPSHIRE, "not named", 0],
        ["Communities", EMERGING, 15_000, "printed", None, "", 0],
    ]


def test_the_appendix_of_several_streams_names_them_third() -> None:
    awards = few().assign(theme=few()["theme"].fillna("Victims"))
    listed = summaries.appendix(awards)
    assert list(listed.columns[:4]) == ["theme", "service", "stream", "award_gbp"]
    assert listed["stream"].tolist() == [VICTIMS] * 3 + [CRIME] * 4


def test_the_themes_of_the_appendix_come_with_their_aims() -> None:
    assert rows(summaries.appendix_themes(few(), {"Offenders": "Less crime", "Youth": "Not of these"})) == [
        ["theme", *PARTS, "aim"],
        ["Victims", 2, 160_000, 10_000, share(160_000, 269_000), None],
        ["Offenders", 1, 94_000, 0, share(94_000, 269_000), "Less crime"],
        ["Communities", 1, 15_000, 0, share(15_000, 269_000), None],
    ]


def test_a_printed_total_stands_beside_the_sum_of_its_awards() -> None:
    totals = load_printed_totals("2017-18", project=REPOSITORY)
    both = pd.concat([totals, totals.assign(label="Of one theme", theme="Victims", total_gbp=200_000.29)])
    assert rows(summaries.totals_beside(few(), both)) == [
        ["label", "stream", "place", "awards", "ours_gbp", "printed_gbp", "difference_gbp", "implied_under_total_gbp"],
        ["Total Awards", CRIME, "Appendix 1, last row", 4, 259_000, 1_322_248, -1_063_248, 10_000],
        ["Of one theme", CRIME, "Appendix 1, last row", 2, 150_000, 200_000.29, -50_000.29, 10_000],
    ]
    assert (
        list(summaries.totals_beside(few(), totals.iloc[:0]).columns) == rows(summaries.totals_beside(few(), both))[0]
    )


def funds() -> pd.DataFrame:
    return load_separate_funds("2017-18", project=REPOSITORY)


MONEY = ["fund", "purpose", "amount_printed", "held_by", "other_contributors", "standing", "paragraph"]
CASUALTY, YOUTH = "Casualty Reduction and Support Fund", "Youth Fund"


def test_the_money_of_the_text_stands_under_its_streams_in_the_order_of_the_text() -> None:
    tables = summaries.fund_tables(funds().iloc[::-1])
    captions = [caption for of_it in tables.values() for caption in of_it]
    assert list(tables) == [YOUTH, CASUALTY]
    assert captions == ["Youth Fund: money told of in the text", f"{CASUALTY}: money told of in the text"]
    youth, casualty = tables[YOUTH][captions[0]], tables[CASUALTY][captions[1]]
    turning = "Turning young people away from crime and anti-social behaviour"
    volunteering, community = (
        "Volunteering and other social action by young people",
        "Cambridgeshire Community Foundation",
    )
    outside, commissioner = "outside the overall budget", "Police and Crime Commissioner"
    lottery = "Civil Society/Big Lottery Fund"
    assert rows(youth) == [
        MONEY,
        ["Youth and Communities Fund", turning, "", commissioner, "", outside, "7.1"],
        ["Local Youth Social Action Fund for Cambridgeshire", volunteering, "", community, lottery, outside, "7.1"],
    ]
    assert rows(casualty) == [
        [name for name in MONEY if name != "other_contributors"],
        [CASUALTY, "Young driver computer platform for the whole county", "£67k", commissioner, outside, "6.1"],
    ]


def test_the_money_of_no_stream_stands_apart() -> None:
    other = summaries.other_money(funds())
    assert [(row[0], row[2]) for row in rows(other)[1:]] == [
        ("Home Office Police Transformation Fund", ""),
        ("Violence Against Women and Girls Home Office Transformation Fund", ""),
        ("Department for Communities and Local Government", "£700k"),
        ("Lottery", ""),
    ]


def test_streams_without_awards_are_those_told_of_first_and_each_once() -> None:
    streams = streams_of_2017()
    assert summaries.streams_without_awards(few(), streams, funds().iloc[[1, 2]]) == [YOUTH, CASUALTY]
    assert summaries.streams_without_awards(few(), streams, funds()) == [CASUALTY, YOUTH]
    assert summaries.streams_without_awards(few().iloc[:0], streams, funds()) == [CASUALTY, YOUTH, VICTIMS, CRIME]


# ---- Bodies --------------------------------------------------------------------------------------------


def test_a_body_delivers_is_paid_for_others_and_sees_others_paid() -> None:
    group = "Clinical Commissioning Group"
    assert summaries.delivered_by(few(), [COUNTY, TRUST])["service"].tolist() == [ADVISOR, NURSES, APPROPRIATE_ADULTS]
    assert summaries.delivered_by(few(), {group}).empty
    assert summaries.paid_for_others(few(), [group])["service"].tolist() == [NURSES]
    assert summaries.paid_for_others(few(), [group, TRUST]).empty
    assert summaries.paid_for_others(few(), [COUNTY]).empty
    assert summaries.paid_elsewhere(few(), [TRUST, SHROPSHIRE])["service"].tolist() == [NURSES, MISUSE]
    assert summaries.paid_elsewhere(few(), [TRUST, group]).empty
    assert summaries.paid_elsewhere(few(), [COUNTY]).empty
    assert list(summaries.delivered_by(few(), [COUNTY]).columns) == list(few().columns)


def test_awards_are_grouped_by_arrangement_else_by_theme_else_by_stream() -> None:
    awards = few()
    assert summaries.grouping_of(awards) == "arrangement"
    assert summaries.grouping_of(awards.iloc[3:]) == "theme"
    assert summaries.grouping_of(awards.iloc[3:].assign(theme=None)) == "stream"


# ---- Tables of parts -----------------------------------------------------------------------------------


def test_parts_add_up_with_their_implied_money_and_shares() -> None:
    assert rows(summaries.awards_by_stream(few())) == [
        ["stream", *PARTS],
        [VICTIMS, 3, 62_000, 0, share(62_000)],
        [CRIME, 4, 269_000, 10_000, share(269_000)],
    ]
    assert rows(summaries.awards_by_arrangement(few())) == [
        ["arrangement", *PARTS],
        [AGREEMENT, 2, 42_000, 0, share(42_000)],
        [CONTRACT, 1, 20_000, 0, share(20_000)],
        [None, 4, 269_000, 10_000, share(269_000)],
    ]
    assert rows(summaries.awards_by_theme(few().iloc[::-1])) == [
        ["theme", *PARTS],
        ["Victims", 2, 160_000, 10_000, share(160_000)],
        ["Offenders", 1, 94_000, 0, share(94_000)],
        ["Communities", 1, 15_000, 0, share(15_000)],
        [None, 3, 62_000, 0, share(62_000)],
    ]
    assert rows(summaries.awards_by_stream_and_provider_type(few())) == [
        ["stream", "provider_type", *PARTS],
        [VICTIMS, COUNCILS, 1, 40_000, 0, share(40_000)],
        [VICTIMS, CHARITY, 2, 22_000, 0, share(22_000)],
        [CRIME, COUNCILS, 1, 10_000, 10_000, share(10_000)],
        [CRIME, HEALTH, 2, 244_000, 0, share(244_000)],
        [CRIME, NOBODY, 1, 15_000, 0, share(15_000)],
    ]
    assert rows(summaries.awards_by_basis(few()))[0] == ["provider_basis", "provider_confidence", *PARTS]
    assert str(summaries.awards_by_stream(few())["share"].dtype) == "Float64"


def test_every_label_has_a_row_where_that_is_asked_for() -> None:
    table = summaries.breakdown(few(), "arrangement", every_label=True)
    assert [row[:3] for row in rows(table)[1:]] == [
        [AGREEMENT, 2, 42_000], [CONTRACT, 1, 20_000], [TENDER, 0, 0], [None, 4, 269_000],
    ]  # fmt: skip


def test_awards_that_come_to_nothing_have_no_share() -> None:
    nothing = with_pence(few().iloc[[0, 3]], 500, -500)
    assert [row[1:] for row in rows(summaries.awards_by_stream(nothing))[1:]] == [[1, 5, 0, 0], [1, -5, 0, 0]]
    ranking = summaries.providers_ranked(nothing)
    assert (ranking["share"].tolist(), ranking["running_share"].tolist()) == ([0, 0], [0, 0])


def test_provider_types_stand_largest_first() -> None:
    assert rows(summaries.awards_by_provider_type(few())) == [
        ["provider_type", *PARTS],
        [HEALTH, 2, 244_000, 0, share(244_000)],
        [COUNCILS, 2, 50_000, 10_000, share(50_000)],
        [CHARITY, 2, 22_000, 0, share(22_000)],
        [NOBODY, 1, 15_000, 0, share(15_000)],
    ]


def test_payees_and_providers_stand_largest_first_and_then_by_name() -> None:
    assert rows(summaries.awards_by_payee(few())) == [
        ["payee", *PARTS],
        ["Clinical Commissioning Group", 1, 150_000, 0, share(150_000)],
        ["Not named in the paper", 1, 94_000, 0, share(94_000)],
        [COUNTY, 2, 50_000, 10_000, share(50_000)],
        [EMBRACE, 2, 22_000, 0, share(22_000)],
        ["Not yet allocated", 1, 15_000, 0, share(15_000)],
    ]
    assert rows(summaries.providers_ranked(few())) == [
        ["provider", "provider_type", *PARTS, "running_share"],
        [TRUST, HEALTH, 1, 150_000, 0, share(150_000), share(150_000)],
        [SHROPSHIRE, HEALTH, 1, 94_000, 0, share(94_000), share(244_000)],
        [COUNTY, COUNCILS, 2, 50_000, 10_000, share(50_000), share(294_000)],
        [EMBRACE, CHARITY, 2, 22_000, 0, share(22_000), share(316_000)],
        ["Not yet allocated", NOBODY, 1, 15_000, 0, share(15_000), share(331_000)],
    ]
    equal = with_pence(few().iloc[[5, 3, 2]], 100, 100, 100)
    assert summaries.providers_ranked(equal)["provider"].tolist() == [TRUST, EMBRACE, SHROPSHIRE]
    assert summaries.awards_by_payee(equal)["payee"].tolist() == [
        "Clinical Commissioning Group", EMBRACE, "Not named in the paper",
    ]  # fmt: skip


def test_many_equal_sums_stand_by_name() -> None:
    """More than a sort that is not stable leaves in their order by chance."""
    awards = awards_of_2017().drop_duplicates("provider").iloc[::-1]
    equal = with_pence(awards, *[100] * len(awards))
    providers, payees = summaries.providers_ranked(equal)["provider"].tolist(), summaries.awards_by_payee(equal)
    assert len(providers) == 22 and providers == sorted(providers)
    ones = payees.loc[payees["awards"] == 1, "payee"].tolist()
    assert len(ones) > 16 and ones == sorted(ones)


def test_what_rests_on_a_judgement_stands_beside_each_provider_type() -> None:
    table = summaries.provider_types_by_basis(few())
    assert rows(table[["provider_type", "awards", "judged_gbp", "judged_implied_gbp"]])[1:] == [
        [HEALTH, 2, 0, 0],
        [COUNCILS, 2, 10_000, 10_000],
        [CHARITY, 2, 0, 0],
        [NOBODY, 1, 0, 0],
    ]
    assert list(table.columns) == ["provider_type", *PARTS, "judged_gbp", "judged_implied_gbp"]


def test_awards_of_each_size_are_counted() -> None:
    sized = with_pence(few(), -1, 0, 9_999_99, 10_000_00, 99_999_99, 250_000_00, None)
    assert rows(summaries.size_bands(sized)) == [
        ["size_band", *PARTS],
        ["Under £0", 1, -0.01, 0, share(-0.01, 369_999.97)],
        ["Under £10,000", 2, 9_999.99, 0, share(9_999.99, 369_999.97)],
        ["£10,000 to under £25,000", 1, 10_000, 0, share(10_000, 369_999.97)],
        ["£50,000 to under £100,000", 1, 99_999.99, 99_999.99, share(99_999.99, 369_999.97)],
        ["£250,000 or more", 1, 250_000, 0, share(250_000, 369_999.97)],
        ["Amount not stated", 1, 0, 0, 0],
    ]


def test_a_total_row_adds_up_what_can_be_added_up() -> None:
    table = summaries.with_total(summaries.providers_ranked(few()), "All")
    assert rows(table)[-1] == ["All", None, 7, 331_000, 10_000, share(1, 1), None]
    assert [str(table[name].dtype) for name in ("award_gbp", "implied_gbp", "share")] == ["Float64"] * 3
    assert str(table["awards"].dtype) == "int64"
    assert summaries.with_total(summaries.awards_by_stream(few()))["stream"].tolist() == [VICTIMS, CRIME, "Total"]
    none = summaries.awards_by_stream(few().iloc[:0])
    assert summaries.with_total(none).empty and list(summaries.with_total(none).columns) == ["stream", *PARTS]
    odd = pd.DataFrame({"name": ["a", "b", "c"], "award_gbp": [0.1, 0.2, 0.3], "note": [1, 2, 3]})
    assert rows(summaries.with_total(odd))[-1] == ["Total", 0.6, None]


def test_pounds_become_whole_pence_again() -> None:
    pence = in_pence(pd.Series([1.15, 0.29, -0.57, None], dtype="Float64"))
    assert pence.tolist()[:3] == [115, 29, -57] and pd.isna(pence[3]) and str(pence.dtype) == "Int64"


def test_a_ranking_goes_by_amount_and_leaves_equal_ones_in_their_order() -> None:
    table = pd.DataFrame({"name": list("kjihgfedcbaqponmlz"), "award_gbp": [1] * 17 + [2]}, index=range(5, 23))
    assert "".join(ranked(table)["name"]) == "zkjihgfedcbaqponml"
    assert list(ranked(table).index) == list(range(18))


# ---- The budget ----------------------------------------------------------------------------------------


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
    assert [str(only[name].dtype) for name in ("awarded_gbp", "implied_gbp", "not_itemised_gbp")] == ["Float64"] * 3


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


# ---- The way of the money ------------------------------------------------------------------------------


def test_the_money_flows_from_streams_through_groups_to_provider_types() -> None:
    assert rows(summaries.budget_flow(few().iloc[::-1], budgets_of_2017())) == [
        ["stream", "group", "provider_type", *PARTS],
        [VICTIMS, AGREEMENT, COUNCILS, 1, 40_000, 0, share(40_000)],
        [VICTIMS, AGREEMENT, CHARITY, 1, 2_000, 0, share(2_000)],
        [VICTIMS, CONTRACT, CHARITY, 1, 20_000, 0, share(20_000)],
        [CRIME, "Victims", COUNCILS, 1, 10_000, 10_000, share(10_000)],
        [CRIME, "Victims", HEALTH, 1, 150_000, 0, share(150_000)],
        [CRIME, "Offenders", HEALTH, 1, 94_000, 0, share(94_000)],
        [CRIME, "Communities", NOBODY, 1, 15_000, 0, share(15_000)],
    ]


def test_an_arrangement_goes_before_a_theme_and_neither_comes_last() -> None:
    awards = (
        few()
        .iloc[3:]
        .assign(
            arrangement=pd.Categorical([None, None, TENDER, None], few()["arrangement"].cat.categories, ordered=True)
        )
    )
    awards = awards.assign(theme=awards["theme"].where(awards["service"] != NURSES))
    flow = summaries.budget_flow(awards, budgets_of_2017())
    assert [(row[1], row[4]) for row in rows(flow)[1:]] == [
        (TENDER, 94_000), ("Victims", 10_000), ("Communities", 15_000), ("no arrangement or theme", 150_000),
    ]  # fmt: skip


def test_only_streams_inside_the_budget_flow() -> None:
    budgets = budgets_of_2017()
    flow = summaries.budget_flow(few(), budgets[budgets["name"] != VICTIMS])
    assert set(flow["stream"]) == {CRIME}
    named_like_it = budgets.assign(level=budgets["level"].mask(budgets["name"] == CRIME, "overall"))
    assert set(summaries.budget_flow(few(), named_like_it)["stream"]) == {VICTIMS}


def test_the_largest_awards_make_up_most_of_the_money() -> None:
    awards = with_pence(few(), 1_00, 2_00, 2_00, None, 4_00, 1_00, 0)
    assert rows(summaries.running_shares(awards)) == [
        ["service", "provider", "award_gbp", "award_status", "share", "running_share"],
        [APPROPRIATE_ADULTS, COUNTY, 4, "implied", 0.4, 0.4],
        # Equal amounts by identifier: 2017-18-VS-counselling… before 2017-18-VS-young…, 2017-18-CDR… before 2017-18-VS…
        [COUNSELLING, EMBRACE, 2, "printed", 0.2, 0.6],
        [ADVISOR, COUNTY, 2, "printed", 0.2, 0.8],
        [MISUSE, SHROPSHIRE, 1, "printed", 0.1, 0.9],
        [SUPPORT, EMBRACE, 1, "printed", 0.1, 1],
        [EMERGING, None, 0, "printed", 0, 1],
    ]
    nothing = summaries.running_shares(with_pence(few().iloc[[0, 3]], 100, -100))
    assert (nothing["share"].tolist(), nothing["running_share"].tolist()) == ([0, 0], [0, 0])


# ---- Two years -----------------------------------------------------------------------------------------

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


# ---- One by one ----------------------------------------------------------------------------------------


def test_the_key_figures_of_a_handful() -> None:
    columns = ["figure", *PARTS]
    assert rows(summaries.key_figures(few(), COUNTY)) == [
        columns,
        ["All awards", 7, 331_000, 10_000, 1],
        [f"To {COUNTY}", 2, 50_000, 10_000, share(50_000)],
        ["With other contributors", 4, 274_000, 10_000, share(274_000)],  # 20,000 + 150,000 + 10,000 + 94,000
        ["Provider type judged by us", 1, 10_000, 10_000, share(10_000)],
        ["Amount implied, not printed", 1, 10_000, 10_000, share(10_000)],
    ]
    part = few().iloc[:2]
    assert rows(summaries.key_figures(part, COUNTY, few()))[1:] == [
        ["All awards here", 2, 42_000, 0, share(42_000)],
        [f"To {COUNTY}", 1, 40_000, 0, share(40_000)],
    ]
    tender = summaries.key_figures(few().iloc[:2].assign(arrangement=[AGREEMENT, TENDER]), "")
    assert rows(tender)[1:] == [
        ["All awards", 2, 42_000, 0, 1],
        ["By single tender", 1, 40_000, 0, share(40_000, 42_000)],
    ]
    none = few().iloc[:0]
    assert rows(summaries.key_figures(none, COUNTY)) == [columns, ["All awards", 0, 0, 0, 0]]


def test_the_smallest_the_median_and_the_largest() -> None:
    assert rows(summaries.award_sizes(few())) == [
        ["size", "award_gbp", "service"],
        ["smallest", 2_000, SUPPORT],
        ["median", 20_000, COUNSELLING],
        ["largest", 150_000, NURSES],
    ]
    assert rows(summaries.award_sizes(few().iloc[:2]))[2] == ["median", 21_000, None]
    silent = with_pence(few().iloc[:1], None)
    assert rows(summaries.award_sizes(silent)) == [["size", "award_gbp", "service"]]
    # 2017-18-CDR-… stands before 2017-18-VS-…
    equal = summaries.award_sizes(with_pence(few().iloc[[0, 6]], 100, 100))
    assert equal["service"].tolist()[::2] == [EMERGING, SUPPORT]


def test_awards_to_which_others_contribute() -> None:
    contributions = load_contributions("2017-18", project=REPOSITORY)
    group = "Clinical Commissioning Group"
    assert rows(summaries.contributed_awards(few(), contributions)) == [
        ["service", "stream", "provider", "payee", "award_gbp", "award_status", "other_contributors", "contribution",
         "words", "paragraph"],
        [COUNSELLING, VICTIMS, EMBRACE, EMBRACE, 20_000, "printed", "a locally-based national charity", "matches",
         "Match funded … match funded by a locally-based national charity", "4.3, 4.2"],
        [NURSES, CRIME, TRUST, group, 150_000, "printed", group, "pools",
         "Contribution to pooled budget with Clinical Commissioning Group", "Appendix 1"],
        [APPROPRIATE_ADULTS, CRIME, COUNTY, COUNTY, 10_000, "implied", COUNTY, "pools",
         "Contribution to Cambridgeshire County Council's pooled budget", "Appendix 1"],
        [MISUSE, CRIME, SHROPSHIRE, None, 94_000, "printed", "(not named)", "pools",
         "Contribution to pooled budget to wider contract with Shropshire Healthcare Trust", "Appendix 1"],
    ]  # fmt: skip
    assert summaries.contributed_awards(few().iloc[[0]], contributions).empty


def test_a_listing_has_the_columns_that_say_something() -> None:
    kinds = ["provider_type", "provider_basis", "provider_confidence"]
    listed = summaries.listing(few().iloc[[0, 5, 6]], "stream")
    assert list(listed.columns) == [
        "stream", "service", "award_gbp", "award_status", "provider", "paid_to", *kinds, "purpose",
    ]  # fmt: skip
    assert rows(listed[["stream", "service", "paid_to"]])[1:] == [
        [VICTIMS, SUPPORT, ""], [CRIME, MISUSE, "not named"], [CRIME, EMERGING, ""],
    ]  # fmt: skip
    plainer = summaries.listing(few().iloc[[0]], "theme")
    assert list(plainer.columns) == ["theme", "service", "award_gbp", "award_status", "provider", *kinds]
    remarked = summaries.listing(few().iloc[[2]], "arrangement")
    assert list(remarked.columns)[-2:] == ["remark", "purpose"]


def test_each_printed_name_has_its_reason_the_most_money_first() -> None:
    providers = load_providers(project=REPOSITORY)
    table = summaries.judgements(with_pence(few(), 100, 300, 100, 300, 300, 200, 700), providers)
    assert rows(table[["provider", "provider_type", "basis", "award_gbp", "implied_gbp"]])[1:] == [
        # By printed name: "Cambridgeshire", "Contribution to Cambridge…", "Contribution to pooled", "Embrace"
        [COUNTY, COUNCILS, "register", 3, 0],
        [COUNTY, COUNCILS, "judgement", 3, 3],
        [TRUST, HEALTH, "paper", 3, 0],
        [SHROPSHIRE, HEALTH, "paper", 2, 0],
        [EMBRACE, CHARITY, "paper", 2, 0],
    ]
    unknown = summaries.judgements(few(), providers[providers["provider"] != TRUST])
    assert set(unknown["provider"]) == {COUNTY, SHROPSHIRE, EMBRACE}
    assert list(table.columns) == [
        "provider", "provider_type", "basis", "confidence", "award_gbp", "implied_gbp", "reason",
    ]  # fmt: skip


# ---- Findings and repairs ------------------------------------------------------------------------------


def test_the_rows_behind_findings_stand_with_their_awards() -> None:
    behind = [
        Finding(
            "z",
            "error",
            "a",
            "Two rows.",
            rows=(Place("a/victims-services.csv", 5), Place("a/victims-services.csv", 8)),
        ),
        Finding("y", "note", "b", "About no row."),
        Finding("x", "note", "c", "A row left out.", rows=(Place("more/left-out.csv", 3),)),
        Finding("w", "note", "d", "An odd row.", rows=(Place("crime-and-disorder-reduction.csv", 7, "Provider"),)),
    ]
    table = summaries.rows_of_findings(findings_table(behind), few())
    assert rows(table) == [
        ["sentence", "place", "service", "provider", "award_gbp", "award_status"],
        ["Two rows.", "victims-services.csv row 5", SUPPORT, EMBRACE, 2_000, "printed"],
        ["Two rows.", "victims-services.csv row 8", COUNSELLING, EMBRACE, 20_000, "printed"],
        ["A row left out.", "left-out.csv row 3", None, None, None, None],
        ["An odd row.", "crime-and-disorder-reduction.csv row 7", APPROPRIATE_ADULTS, COUNTY, 10_000, "implied"],
    ]
    assert list(table["sentence"].cat.categories) == ["Two rows.", "A row left out.", "An odd row."]
    assert table["sentence"].cat.ordered


def repair(kind: str, row: int, column: str = "Award", file: str = "data/raw/a.csv") -> dict[str, Any]:
    return {"kind": kind, "file": file, "row": row, "column": column, "printed": "〃", "read_as": "x", "why": "y"}


def repairs(*listed: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(list(listed))
    kinds = pd.CategoricalDtype(["merged cell", "correction"], ordered=True)
    return table.astype({"kind": kinds})


def test_repairs_to_rows_that_follow_each_other_make_one_line() -> None:
    table = repairs(
        repair("merged cell", 3), repair("merged cell", 4), repair("merged cell", 6), repair("merged cell", 7, "Theme"),
        repair("merged cell", 8, "Theme", "data/raw/b.csv"), repair("correction", 9, "Theme", "data/raw/b.csv"),
    )  # fmt: skip
    listed = summaries.repairs_listed(table.set_index(pd.Index([9, 8, 7, 6, 5, 4])))
    assert rows(listed) == [
        ["kind", "place", "column", "printed", "read_as", "why"],
        ["merged cell", "a.csv rows 3 to 4", "Award", "ditto sign", "x", "y"],
        ["merged cell", "a.csv row 6", "Award", "ditto sign", "x", "y"],
        ["merged cell", "a.csv row 7", "Theme", "ditto sign", "x", "y"],
        ["merged cell", "b.csv row 8", "Theme", "ditto sign", "x", "y"],
        ["correction", "b.csv row 9", "Theme", "〃", "x", "y"],
    ]


def test_printed_figures_stand_beside_ours() -> None:
    listed = [
        Finding("budget-partly-allocated", "note", "Grants", "Below.", 90_00, 100_00, implied=10_00),
        Finding("provider-blank", "agrees", "Hub", "Not of these."),
        Finding("total-agrees", "agrees", "Total", "To its rounding.", 99_99, 100_00),
        Finding("budgets-add-up", "agrees", "All", "To the penny.", 100_00, 100_00),
        Finding("total-differs", "warning", "Total", "With an amount missing.", 100_00, 100_00),
    ]
    table = summaries.printed_figures(findings_table(listed))
    assert rows(table) == [
        ["scope", "compared", "ours_gbp", "printed_gbp", "difference_gbp", "implied_gbp", "at_printed_precision",
         "to_the_penny"],
        ["Grants", "awards", 90, 100, -10, 10, False, False],
        ["Total", "printed amounts under it", 99.99, 100, -0.01, 0, True, False],
        ["All", "budgets of the streams", 100, 100, 0, 0, True, True],
        ["Total", "printed amounts under it", 100, 100, 0, 0, False, False],
    ]  # fmt: skip
    assert [str(dtype) for dtype in table.dtypes] == ["str", "str", *["Float64"] * 4, "bool", "bool"]
    none = summaries.printed_figures(findings_table([]))
    assert [str(none[name].dtype) for name in ("compared", "at_printed_precision", "to_the_penny")] == [
        "str", "bool", "bool",
    ]  # fmt: skip


def test_without_repairs_the_ledger_has_no_lines_but_its_columns() -> None:
    none = repairs(repair("merged cell", 3)).iloc[:0]
    listed = summaries.repairs_listed(none)
    assert rows(listed) == [["kind", "place", "column", "printed", "read_as", "why"]]
    assert str(listed["place"].dtype) == "str"
    assert rows(summaries.repairs_by_kind(none)) == [["kind", "cells", "meaning"]]


def test_repairs_are_counted_by_kind_in_the_order_of_the_kinds() -> None:
    listed = ["merged cell", "implied amount", "merged cell"]
    kinds = pd.Categorical(listed, ["implied amount", "merged cell", "left-out row"], ordered=True)
    counted = summaries.repairs_by_kind(pd.DataFrame({"kind": kinds}, index=[7, 8, 9]))
    assert rows(counted) == [
        ["kind", "cells", "meaning"],
        ["implied amount", 1, "an amount that is missing is worked out from a printed total"],
        ["merged cell", 2, "a cell takes the text above it, as the paper prints one cell over several rows"],
    ]


def test_a_stream_is_told_where_it_is_one() -> None:
    assert stream_of(few().iloc[:3]) == VICTIMS
    assert stream_of(few()) == ""
    assert stream_of(few().iloc[:0]) == ""


# ---- What the law asks for -----------------------------------------------------------------------------

GRANT, ITEM, DUE_CONTRACT = "3(f) grant", "3(g) item over £500", "contract over £10,000"
ITEM_COLUMNS = [
    "award_id", "stream", "service", "provider", "award_gbp", "award_status", "duty", "requirement", "state", "found",
    "taken_from",
]  # fmt: skip


def items_of(awards: pd.DataFrame) -> pd.DataFrame:
    return summaries.disclosure_items(awards, streams_of_2017(), {"Offenders": "Less crime"})


def test_what_is_asked_of_each_award_stands_in_order_with_what_is_on_record() -> None:
    awards = few().iloc[[2, 5]].assign(conditions=["", "Monthly."], contract_published=["C/1", ""])
    misuse, counselling = (
        "2017-18-CDR-cambridgeshire-substance-misuse",
        "2017-18-VS-counselling-for-young-victims-of-crime",
    )
    told = "Shropshire Healthcare Trust (who is paid is not named)"
    one = [counselling, VICTIMS, COUNSELLING, EMBRACE, 20_000, "printed"]
    other = [misuse, CRIME, MISUSE, SHROPSHIRE, 94_000, "printed"]
    items = items_of(awards)
    purposes = awards["purpose"].tolist()
    assert rows(items) == [
        ITEM_COLUMNS,
        [*one, ITEM, "recipient", "present", EMBRACE, "award's own"],
        [*one, ITEM, "purpose", "present", purposes[0], "award's own"],
        [*one, ITEM, "value for money", "missing", "", ""],
        [*one, DUE_CONTRACT, "contract", "present", "C/1", "award's own"],
        [*other, GRANT, "recipient", "present", told, "award's own"],
        [*other, GRANT, "purpose", "present", purposes[1], "award's own"],
        [*other, GRANT, "conditions", "present", "Monthly.", "award's own"],
        [*other, GRANT, "reasons", "present", "Less crime", "theme's aim"],
    ]
    kinds = [str(dtype) for dtype in items.dtypes]
    assert kinds == ["str", "category", "str", "str", "Float64", "category", *["str"] * 5]
    assert [str(dtype) for dtype in items_of(awards.iloc[:0]).dtypes] == kinds
    assert rows(summaries.disclosure_by_award(items, GRANT)) == [
        ["service", "award_gbp", "award_status", "recipient", "purpose", "conditions", "reasons"],
        [MISUSE, 94_000, "printed", told, purposes[1], "Monthly.", "Less crime (from the theme's aim)"],
    ]
    assert rows(summaries.disclosure_by_award(items, ITEM)) == [
        ["service", "award_gbp", "award_status", "recipient", "purpose", "value for money"],
        [COUNSELLING, 20_000, "printed", EMBRACE, purposes[0], "missing"],
    ]
    columns = ["requirement", "duty", "needed", "present", "from_aim", "missing"]
    counts = summaries.disclosure_counts(items)
    assert rows(counts) == [
        columns,
        ["recipient", GRANT, 1, 1, 0, 0],
        ["purpose", GRANT, 1, 1, 0, 0],
        ["conditions", GRANT, 1, 1, 0, 0],
        ["reasons", GRANT, 1, 1, 1, 0],
        ["recipient", ITEM, 1, 1, 0, 0],
        ["purpose", ITEM, 1, 1, 0, 0],
        ["value for money", ITEM, 1, 0, 0, 1],
        ["contract", DUE_CONTRACT, 1, 1, 0, 0],
    ]
    assert rows(summaries.with_all_counted(counts)) == [*rows(counts), ["Total", "", 8, 7, 1, 1]]


def test_a_theme_s_aim_stands_for_a_reason_and_for_nothing_else() -> None:
    items = items_of(few().iloc[[5]].assign(purpose=""))
    assert rows(items[["requirement", "state"]])[1:] == [
        ["recipient", "present"], ["purpose", "missing"], ["conditions", "missing"], ["reasons", "present"],
    ]  # fmt: skip
    assert summaries.disclosure_counts(items)["duty"].tolist() == [GRANT] * 4


DUE = [
    # pounds, arrangement, how the amount is known, what is due
    (500, AGREEMENT, "printed", []),
    (500.01, AGREEMENT, "printed", [ITEM]),
    (499, AGREEMENT, "implied", [ITEM]),
    (None, AGREEMENT, "not stated", [ITEM]),
    (10_000, CONTRACT, "printed", [ITEM]),
    (10_000.01, CONTRACT, "printed", [ITEM, DUE_CONTRACT]),
    (10_000, TENDER, "printed", [ITEM]),
    (10_000.01, TENDER, "printed", [ITEM, DUE_CONTRACT]),
    (1, TENDER, "implied", [ITEM, DUE_CONTRACT]),
    (20_000, AGREEMENT, "printed", [ITEM]),
]


@pytest.mark.parametrize(("pounds", "arrangement", "status", "due"), DUE)
def test_what_is_due_begins_above_its_amount_to_the_penny(
    pounds: float | None, arrangement: str, status: str, due: list[str]
) -> None:
    award = with_pence(few().iloc[[0]], None if pounds is None else round(pounds * 100))
    items = items_of(award.assign(arrangement=arrangement, award_status=status))
    assert list(dict.fromkeys(items["duty"])) == due


def test_awards_under_one_duty_stand_in_their_own_order() -> None:
    table = summaries.disclosure_by_award(items_of(few().iloc[[6, 5, 3]]), GRANT)
    assert table["service"].tolist() == [EMERGING, MISUSE, NURSES]
    assert table["recipient"].tolist()[0] == "missing"
    assert table["recipient"].tolist()[2] == f"{TRUST} (paid: Clinical Commissioning Group)"


def test_single_tenders_are_listed() -> None:
    awards = few().assign(arrangement=["Single tender", *few()["arrangement"].iloc[1:]], tender_circumstance="urgent")
    assert rows(summaries.single_tenders(awards)) == [
        ["service", "provider", "award_gbp", "award_status", "tender_circumstance"],
        [SUPPORT, EMBRACE, 2_000, "printed", "urgent"],
    ]


# ---- Outcomes -----------------------------------------------------------------------------------------


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
        [CRIME, "no measure yet", 2, 25_000, 10_000, share(25_000, 269_000)],
    ]
    assert table["measured"].cat.ordered
    assert [row[1:4] for row in rows(summaries.awards_by_measure(crime.iloc[2:], told, "second half"))[1:]] == [
        ["a measure for this period", 0, 0],
        ["measures for other periods only", 1, 94_000],
        ["no measure yet", 1, 15_000],
    ]  # fmt: skip
    without = summaries.unmeasured_awards(crime, told)
    assert rows(without[["service", "award_gbp"]])[1:] == [[APPROPRIATE_ADULTS, 10_000], [EMERGING, 15_000]]
    assert list(without.columns) == list(crime.columns)


def test_a_measure_without_an_awarded_service_is_no_award_s() -> None:
    nameless = few().iloc[[0]].assign(service="")
    assert len(summaries.unmeasured_awards(nameless, measures((VICTIMS, "", "year")))) == 1


def test_the_awards_of_streams_inside_the_budget() -> None:
    streams = streams_of_2017()
    inside = summaries.awards_in_budget(few(), streams.assign(in_overall_budget=streams["stream"] == CRIME))
    assert inside["service"].tolist() == [NURSES, APPROPRIATE_ADULTS, MISUSE, EMERGING]
    assert list(inside["stream"].cat.categories) == [CRIME]


def test_aims_are_those_of_the_paper() -> None:
    assert list(paper_of_2017().aims) == ["Victims", "Offenders", "Communities"]


def test_without_awards_nothing_is_unmeasured() -> None:
    told = measures((CRIME, NURSES, "year"))
    assert rows(summaries.unmeasured_awards(few().iloc[:0], told)) == [list(few().columns)]
    assert rows(summaries.awards_by_measure(few().iloc[:0], told, "year")) == [["stream", "measured", *PARTS]]
