"""Breakdowns against figures worked out by hand from the paper, and against random awards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from support.examples import examples
from support.few_awards import ADVISOR, COUNTY, EMBRACE, MISUSE, NURSES, SHROPSHIRE, TRUST, few, rows, share, with_pence
from support.reporting import (
    AGREEMENT,
    APPROPRIATE_ADULTS,
    CONTRACT,
    CRIME,
    FORCE,
    REPOSITORY,
    TENDER,
    THE_35_AWARDS,
    VICTIMS,
    add_year,
    awards_of_2017,
    budgets_of_2017,
    streams_of_2017,
)

from grantsdata import summaries
from grantsdata.awards.load import load_awards
from grantsdata.awards.paper_tables import load_budgets, load_contributions, load_providers
from grantsdata.model.schema import IMPLIED, NOT_STATED, NOT_YET_ALLOCATED, PRINTED
from grantsdata.summaries.breakdowns import in_pence, ranked

POLICE, COUNCILS, HEALTH = "police", "local government", "health"
CHARITIES, BOARDS = "voluntary and community", "statutory partnership board"
PROBATION, COMPANY, NOBODY = "probation and central government", "private company", "not yet allocated"

BREAKDOWNS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "stream": summaries.awards_by_stream,
    "provider type": summaries.awards_by_provider_type,
    "stream and provider type": summaries.awards_by_stream_and_provider_type,
    "arrangement": summaries.awards_by_arrangement,
    "theme": summaries.awards_by_theme,
    "payee": summaries.awards_by_payee,
    "provider": summaries.providers_ranked,
    "size": summaries.size_bands,
    "basis": summaries.awards_by_basis,
    "provider type with its basis": summaries.provider_types_by_basis,
}


@pytest.fixture
def awards() -> pd.DataFrame:
    return awards_of_2017()


@pytest.fixture
def without_implied() -> pd.DataFrame:
    return awards_of_2017(include_implied=False)


@pytest.fixture
def budgets() -> pd.DataFrame:
    return budgets_of_2017()


def pence_of(pounds: Any) -> int | None:
    """Pounds as whole pence, which they must be but for the last bit of a binary number; None if not stated."""
    if pd.isna(pounds):
        return None
    pence = round(float(pounds) * 100)
    assert float(pounds) == pence / 100
    return pence


def sum_of(amounts: pd.Series) -> int:
    """The sum of amounts in pounds, as pence; those that are not stated add nothing."""
    return sum(pence_of(pounds) or 0 for pounds in amounts)


def plain(table: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """A table's rows as tuples, an empty cell as None."""
    chosen = table[list(columns)].astype("object")
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in chosen.itertuples(index=False)]


def test_the_35_awards_of_the_paper_are_all_there(awards: pd.DataFrame) -> None:
    assert plain(awards, "service", "award_gbp") == [(award.service, award.pounds) for award in THE_35_AWARDS]


def test_victims_services_have_ten_awards_and_crime_reduction_twenty_five(awards: pd.DataFrame) -> None:
    table = summaries.awards_by_stream(awards)
    assert plain(table, "stream", "awards", "award_gbp", "implied_gbp") == [
        (VICTIMS, 10, 961_260, 0),
        (CRIME, 25, 1_322_248, 10_000),
    ]
    assert list(table["share"].astype(float)) == pytest.approx([961_260 / 2_283_508, 1_322_248 / 2_283_508])


def test_without_the_implied_amount_crime_reduction_is_ten_thousand_less(without_implied: pd.DataFrame) -> None:
    table = summaries.awards_by_stream(without_implied)
    assert plain(table, "stream", "awards", "award_gbp", "implied_gbp") == [
        (VICTIMS, 10, 961_260, 0),
        (CRIME, 25, 1_312_248, 0),
    ]


# Worked out from the register: police 446,000 + 33,445 + 52,750 = 532,195, and so on down both tables.
BY_STREAM_AND_TYPE = [
    (VICTIMS, POLICE, 3, 532_195, 0),
    (VICTIMS, COUNCILS, 1, 40_000, 0),
    (VICTIMS, HEALTH, 1, 75_000, 0),
    (VICTIMS, CHARITIES, 5, 314_065, 0),
    (CRIME, POLICE, 2, 55_000, 0),
    (CRIME, COUNCILS, 11, 538_000, 10_000),
    (CRIME, HEALTH, 2, 244_000, 0),
    (CRIME, PROBATION, 1, 50_000, 0),
    (CRIME, BOARDS, 4, 163_857, 0),
    (CRIME, CHARITIES, 3, 177_791, 0),
    (CRIME, COMPANY, 1, 78_600, 0),
    (CRIME, NOBODY, 1, 15_000, 0),
]


def test_each_stream_is_divided_among_the_provider_types(awards: pd.DataFrame) -> None:
    table = summaries.awards_by_stream_and_provider_type(awards)
    assert plain(table, "stream", "provider_type", "awards", "award_gbp", "implied_gbp") == BY_STREAM_AND_TYPE


# Largest first. Judged by us: 10,000 + 80,000 of the councils', 213,000 + 29,065 + 140,000 + 12,000 of the
# charities' and the company's 78,600.
BY_TYPE = [
    (POLICE, 5, 587_195, 0, 0),
    (COUNCILS, 12, 578_000, 10_000, 90_000),
    (CHARITIES, 8, 491_856, 0, 394_065),
    (HEALTH, 3, 319_000, 0, 0),
    (BOARDS, 4, 163_857, 0, 0),
    (COMPANY, 1, 78_600, 0, 78_600),
    (PROBATION, 1, 50_000, 0, 0),
    (NOBODY, 1, 15_000, 0, 0),
]


def test_provider_types_stand_largest_first_with_what_is_judged(awards: pd.DataFrame) -> None:
    table = summaries.provider_types_by_basis(awards)
    assert plain(table, "provider_type", "awards", "award_gbp", "implied_gbp", "judged_gbp") == BY_TYPE


def test_provider_types_of_equal_sums_stand_in_the_vocabulary_s_order(awards: pd.DataFrame) -> None:
    equal = awards.assign(award_pence=pd.array([100] * 35, "Int64"), award_gbp=1.0)
    only = equal.drop_duplicates("provider_type").iloc[::-1]
    assert list(summaries.awards_by_provider_type(only)["provider_type"]) == [
        POLICE,
        COUNCILS,
        HEALTH,
        PROBATION,
        BOARDS,
        CHARITIES,
        COMPANY,
        NOBODY,
    ]


def test_the_breakdown_shows_the_way_from_provider_types_to_the_budget(
    awards: pd.DataFrame, budgets: pd.DataFrame
) -> None:
    table = summaries.budget_breakdown(awards, budgets)
    assert list(table.columns) == ["provider_type", VICTIMS, CRIME, "total_gbp", "share"]
    assert plain(table, "provider_type", VICTIMS, CRIME, "total_gbp") == [
        (POLICE, 532_195, 55_000, 587_195),
        (COUNCILS, 40_000, 538_000, 578_000),
        (CHARITIES, 314_065, 177_791, 491_856),
        (HEALTH, 75_000, 244_000, 319_000),
        (BOARDS, 0, 163_857, 163_857),
        (COMPANY, 0, 78_600, 78_600),
        (PROBATION, 0, 50_000, 50_000),
        (NOBODY, 0, 15_000, 15_000),
        ("Awarded", 961_260, 1_322_248, 2_283_508),
        ("Not itemised", 38_740, -22_248, 16_492),
        ("Budget", 1_000_000, 1_300_000, 2_300_000),
    ]
    assert table["share"].astype("object").iloc[8] == 1
    assert table["share"].iloc[9:].isna().all()
    assert float(table["share"].iloc[0]) == pytest.approx(587_195 / 2_283_508)


def test_without_the_implied_amount_the_breakdown_leaves_ten_thousand_more_not_itemised(
    without_implied: pd.DataFrame, budgets: pd.DataFrame
) -> None:
    table = summaries.budget_breakdown(without_implied, budgets)
    assert plain(table, "provider_type", VICTIMS, CRIME, "total_gbp")[1:3] + plain(
        table, "provider_type", VICTIMS, CRIME, "total_gbp"
    )[8:] == [
        (COUNCILS, 40_000, 528_000, 568_000),
        (CHARITIES, 314_065, 177_791, 491_856),
        ("Awarded", 961_260, 1_312_248, 2_273_508),
        ("Not itemised", 38_740, -12_248, 26_492),
        ("Budget", 1_000_000, 1_300_000, 2_300_000),
    ]


def test_every_figure_that_rests_on_the_implied_amount_is_known(awards: pd.DataFrame, budgets: pd.DataFrame) -> None:
    table = summaries.implied_breakdown(awards, budgets)
    shape = summaries.budget_breakdown(awards, budgets)
    assert list(table["provider_type"]) == list(shape["provider_type"])
    resting = [row for row in plain(table, "provider_type", VICTIMS, CRIME, "total_gbp") if any(row[1:])]
    assert resting == [
        (COUNCILS, 0, 10_000, 10_000),
        ("Awarded", 0, 10_000, 10_000),
        ("Not itemised", 0, 10_000, 10_000),
    ]


def test_no_figure_rests_on_an_implied_amount_that_is_not_counted(
    without_implied: pd.DataFrame, budgets: pd.DataFrame
) -> None:
    table = summaries.implied_breakdown(without_implied, budgets)
    assert not table.drop(columns="provider_type").to_numpy().any()


def test_a_stream_in_the_budget_without_awards_keeps_its_column(awards: pd.DataFrame, budgets: pd.DataFrame) -> None:
    only_crime = awards[awards["stream"] == CRIME]
    table = summaries.budget_breakdown(only_crime, budgets).set_index("provider_type")
    assert list(table.columns) == [VICTIMS, CRIME, "total_gbp", "share"]
    assert list(table.loc[["Awarded", "Not itemised", "Budget"], VICTIMS]) == [0, 1_000_000, 1_000_000]


def test_a_budget_that_is_not_stated_leaves_its_cells_empty(awards: pd.DataFrame, budgets: pd.DataFrame) -> None:
    silent = budgets.assign(budget_gbp=budgets["budget_gbp"].mask(budgets["name"] == VICTIMS))
    table = summaries.budget_breakdown(awards, silent).set_index("provider_type")
    assert table.loc["Awarded", VICTIMS] == 961_260
    assert table.loc[["Not itemised", "Budget"], VICTIMS].isna().all()
    assert table.loc["Not itemised", CRIME] == -22_248


def test_awards_from_a_stream_outside_the_budget_are_not_set_against_it(
    awards: pd.DataFrame, budgets: pd.DataFrame
) -> None:
    gift = awards.iloc[[0]].assign(stream=pd.Categorical(["Youth Fund"], awards["stream"].cat.categories, ordered=True))
    more = pd.concat([awards, gift.assign(award_id="gift")], ignore_index=True)
    table = summaries.budget_breakdown(more, budgets).set_index("provider_type")
    assert table.loc["Awarded", "total_gbp"] == 2_283_508
    assert list(summaries.budget_bridge(more, budgets)["awarded_gbp"]) == [2_283_508, 961_260, 1_322_248]


def test_a_year_with_awards_only_outside_the_budget_has_a_breakdown(
    awards: pd.DataFrame, budgets: pd.DataFrame
) -> None:
    gift = awards.iloc[[0]].assign(stream=pd.Categorical(["Youth Fund"], awards["stream"].cat.categories, ordered=True))
    table = summaries.budget_breakdown(gift, budgets)
    assert plain(table, "provider_type", VICTIMS, CRIME, "total_gbp") == [
        ("Awarded", 0, 0, 0),
        ("Not itemised", 1_000_000, 1_300_000, 2_300_000),
        ("Budget", 1_000_000, 1_300_000, 2_300_000),
    ]


def test_victims_awards_add_up_under_three_arrangements(awards: pd.DataFrame) -> None:
    victims = awards[awards["stream"] == VICTIMS]
    assert plain(summaries.awards_by_arrangement(victims), "arrangement", "awards", "award_gbp") == [
        (AGREEMENT, 5, 574_195),
        (CONTRACT, 2, 233_000),
        (TENDER, 3, 154_065),
    ]


def test_awards_without_an_arrangement_make_a_row_of_their_own(awards: pd.DataFrame) -> None:
    table = summaries.awards_by_arrangement(awards)
    assert plain(table, "arrangement", "awards", "award_gbp", "implied_gbp")[-1] == (None, 25, 1_322_248, 10_000)


def test_crime_reduction_awards_add_up_under_three_themes_in_the_paper_s_order(awards: pd.DataFrame) -> None:
    crime = awards[awards["stream"] == CRIME]
    assert plain(summaries.awards_by_theme(crime), "theme", "awards", "award_gbp", "implied_gbp") == [
        ("Victims", 7, 353_857, 10_000),
        ("Offenders", 7, 617_791, 0),
        ("Communities", 11, 350_600, 0),
    ]


def test_without_the_implied_amount_the_theme_of_victims_is_ten_thousand_less(without_implied: pd.DataFrame) -> None:
    crime = without_implied[without_implied["stream"] == CRIME]
    assert list(summaries.awards_by_theme(crime)["award_gbp"]) == [343_857, 617_791, 350_600]


def test_the_bridge_leads_from_each_budget_to_what_is_not_itemised(awards: pd.DataFrame, budgets: pd.DataFrame) -> None:
    bridge = summaries.budget_bridge(awards, budgets)
    columns = ("level", "name", "budget_printed", "budget_gbp", "awarded_gbp", "implied_gbp", "not_itemised_gbp")
    assert plain(bridge, *columns) == [
        ("overall", "Budget for grants", "£2.3m", 2_300_000, 2_283_508, 10_000, 16_492),
        ("stream", VICTIMS, "£1m", 1_000_000, 961_260, 0, 38_740),
        ("stream", CRIME, "£1.3m", 1_300_000, 1_322_248, 10_000, -22_248),
    ]


def test_without_the_implied_amount_the_bridge_leaves_more(
    without_implied: pd.DataFrame, budgets: pd.DataFrame
) -> None:
    bridge = summaries.budget_bridge(without_implied, budgets)
    assert plain(bridge, "awarded_gbp", "implied_gbp", "not_itemised_gbp") == [
        (2_273_508, 0, 26_492),
        (961_260, 0, 38_740),
        (1_312_248, 0, -12_248),
    ]


# Largest first; the constabulary's five are 446,000 + 33,445 + 52,750 + 45,000 + 10,000.
RANKED = [
    (FORCE, 5, 587_195),
    ("Cambridgeshire and Peterborough NHS Foundation Trust", 2, 225_000),
    ("Cambridge and Peterborough Rape Crisis Partnership", 1, 213_000),
    ("Cambridgeshire County Council", 4, 207_000),
    ("Peterborough City Council", 2, 166_000),
    ("Safeguarding boards (one shared office)", 4, 163_857),
    ("Aspire", 1, 140_000),
    ("Shropshire Healthcare Trust", 1, 94_000),
    ("Peterborough Enforcement Service", 1, 80_000),
    ("Empowering Communities", 1, 78_600),
    ("National Probation Service", 1, 50_000),
    ("Shrievalty Trust", 1, 50_000),
    ("Cambridge City Council", 1, 39_000),
    ("Fenland District Council", 1, 35_000),
    ("Family Action", 1, 29_065),
    ("Crimestoppers", 1, 25_791),
    ("Huntingdonshire District Council", 1, 23_000),
    ("Embrace – Child Victims of Crime", 2, 22_000),
    ("South Cambridgeshire District Council", 1, 16_000),
    ("Not yet allocated", 1, 15_000),
    ("Cambridgeshire Countryside Watch", 1, 12_000),
    ("East Cambridgeshire District Council", 1, 12_000),
]


def test_providers_stand_largest_first_and_equal_ones_by_name(awards: pd.DataFrame) -> None:
    assert plain(summaries.providers_ranked(awards), "provider", "awards", "award_gbp") == RANKED


def test_the_running_share_adds_up_from_the_largest(awards: pd.DataFrame) -> None:
    running = summaries.providers_ranked(awards)["running_share"].astype(float)
    assert running.iloc[0] == pytest.approx(587_195 / 2_283_508)
    assert running.iloc[4] == pytest.approx((587_195 + 225_000 + 213_000 + 207_000 + 166_000) / 2_283_508)
    assert running.iloc[-1] == 1


def test_the_council_that_holds_a_contract_is_paid_what_another_delivers(awards: pd.DataFrame) -> None:
    table = summaries.awards_by_payee(awards)
    paid = {payee: (number, pounds) for payee, number, pounds in plain(table, "payee", "awards", "award_gbp")}
    assert paid["Peterborough City Council"] == (3, 306_000)  # 136,000 + 30,000, and 140,000 for Aspire
    assert "Aspire" not in paid
    assert paid["Clinical Commissioning Group"] == (1, 150_000)
    assert paid["Cambridgeshire and Peterborough NHS Foundation Trust"] == (1, 75_000)
    assert paid["Cambridgeshire County Council"] == (4, 207_000)


def test_an_unnamed_payee_and_an_unallocated_award_are_told_apart(awards: pd.DataFrame) -> None:
    table = summaries.awards_by_payee(awards)
    paid = {payee: (number, pounds) for payee, number, pounds in plain(table, "payee", "awards", "award_gbp")}
    assert paid["Not named in the paper"] == (1, 94_000)  # the holder of Shropshire's pooled budget
    assert paid["Not yet allocated"] == (1, 15_000)  # Emerging Initiatives


def test_awards_are_counted_in_bands_of_size(awards: pd.DataFrame) -> None:
    assert plain(summaries.size_bands(awards), "size_band", "awards", "award_gbp", "implied_gbp") == [
        ("Under £10,000", 1, 2_000, 0),
        ("£10,000 to under £25,000", 8, 118_000, 10_000),
        ("£25,000 to under £50,000", 13, 471_158, 0),
        ("£50,000 to under £100,000", 7, 480_350, 0),
        ("£100,000 to under £250,000", 5, 766_000, 0),
        ("£250,000 or more", 1, 446_000, 0),
    ]


def test_awards_without_a_stated_amount_are_not_worth_nothing() -> None:
    """£0 is an amount; so is a sum of which a part is not stated, as far as it is."""
    silent = with_pence(few(), None, None, None, None, 0, 500, None)
    table = summaries.breakdown(silent, "stream")
    assert rows(table)[1:] == [[VICTIMS, 3, None, 0, None], [CRIME, 4, 5, 0, 1]]
    assert rows(summaries.with_total(table))[-1] == ["Total", 7, 5, 0, 1]
    none = with_pence(few(), *[None] * 7)
    assert rows(summaries.with_total(summaries.breakdown(none, "stream")))[-1] == ["Total", 7, None, 0, None]
    cells = summaries.budget_breakdown(none, budgets_of_2017()).set_index("provider_type")
    assert cells.loc[["Awarded", "Not itemised"]].isna().all(axis=None)


def test_an_amount_that_is_not_stated_stands_in_no_band_of_size(without_implied: pd.DataFrame) -> None:
    rows = plain(summaries.size_bands(without_implied), "size_band", "awards", "award_gbp")
    assert rows[1] == ("£10,000 to under £25,000", 7, 108_000)
    assert rows[-1] == ("Amount not stated", 1, None)


@pytest.mark.parametrize(
    ("pence", "band"),
    [
        (-1, "Under £0"),
        (0, "Under £10,000"),
        (999_999, "Under £10,000"),
        (1_000_000, "£10,000 to under £25,000"),
        (2_499_999, "£10,000 to under £25,000"),
        (2_500_000, "£25,000 to under £50,000"),
        (24_999_999, "£100,000 to under £250,000"),
        (25_000_000, "£250,000 or more"),
    ],
)
def test_a_band_begins_at_its_lower_end_to_the_penny(awards: pd.DataFrame, pence: int, band: str) -> None:
    one = awards.iloc[[0]].assign(award_pence=pd.array([pence], "Int64"), award_gbp=pence / 100)
    assert plain(summaries.size_bands(one), "size_band", "awards", "award_gbp") == [(band, 1, pence / 100)]


def test_the_middle_award_is_thirty_nine_thousand(awards: pd.DataFrame) -> None:
    assert plain(summaries.award_sizes(awards), "size", "award_gbp", "service") == [
        ("smallest", 2_000, "Practical Support for young victims of crime"),
        ("median", 39_000, "Cambridge City Community Safety Partnership"),
        ("largest", 446_000, "Victim and Witness Hub Initial Referral provision"),
    ]


def test_without_the_implied_amount_the_middle_lies_between_two_awards(without_implied: pd.DataFrame) -> None:
    assert plain(summaries.award_sizes(without_implied), "size", "award_gbp", "service")[1] == ("median", 39_500, None)


def test_there_is_no_middle_award_where_no_amount_is_stated(without_implied: pd.DataFrame) -> None:
    unstated = without_implied[without_implied["award_status"] == NOT_STATED]
    assert len(unstated) == 1
    assert summaries.award_sizes(unstated).empty


def test_others_pay_for_twelve_awards_too(awards: pd.DataFrame) -> None:
    table = summaries.contributed_awards(awards, load_contributions("2017-18"))
    assert plain(table, "contribution", "service", "award_gbp", "award_status") == [
        ("pools", "Countywide Sexual Violence Support Service", 213_000, PRINTED),
        ("matches", "Counselling for young victims of crime", 20_000, PRINTED),
        ("pools", "Integrated Mental Health Team in Force Control Room", 150_000, PRINTED),
        ("pools", APPROPRIATE_ADULTS, 10_000, IMPLIED),
        ("holds the main contract", "Peterborough Substance Misuse Innovation Fund", 140_000, PRINTED),
        ("pools", "Cambridgeshire Substance Misuse", 94_000, PRINTED),
        ("contributes to a larger sum", "Cambridgeshire Youth Offending Service", 127_000, PRINTED),
        ("contributes to a larger sum", "Peterborough Youth Offending Service", 136_000, PRINTED),
        ("contributes to a larger sum", "Multi-Agency Public Protection Agency (MAPPA)", 50_000, PRINTED),
        ("contributes to a larger sum", "Crimestoppers", 25_791, PRINTED),
        ("contributes to a larger sum", "Peterborough Anti-Social Behaviour Team", 80_000, PRINTED),
        ("contributes to a larger sum", "Tackling rural crime in Cambridgeshire", 12_000, PRINTED),
    ]
    assert sum(table["award_gbp"]) == 1_057_791  # 627,000 + 430,791


def test_what_the_provider_types_rest_on_is_counted(awards: pd.DataFrame) -> None:
    table = summaries.awards_by_basis(awards)
    columns = ("provider_basis", "provider_confidence", "awards", "award_gbp", "implied_gbp")
    assert plain(table, *columns) == [
        ("paper", "high", 12, 1_045_052, 0),
        ("paper", "medium", 2, 22_000, 0),
        ("register", "high", 13, 638_791, 0),
        ("judgement", "high", 1, 29_065, 0),
        ("judgement", "medium", 3, 305_000, 0),
        ("judgement", "low", 3, 228_600, 10_000),
        (None, None, 1, 15_000, 0),
    ]


def test_the_key_figures_are_those_of_the_paper(awards: pd.DataFrame) -> None:
    table = summaries.key_figures(awards, FORCE)
    rows = {row[0]: row[1:] for row in plain(table, "figure", "awards", "award_gbp", "implied_gbp")}
    assert rows["All awards"] == (35, 2_283_508, 10_000)
    assert rows[f"To {FORCE}"] == (5, 587_195, 0)
    assert rows["By single tender"] == (3, 154_065, 0)
    assert rows["With other contributors"] == (12, 1_057_791, 10_000)
    assert rows["Provider type judged by us"] == (7, 562_665, 10_000)
    assert rows["Amount implied, not printed"] == (1, 10_000, 10_000)
    shares = dict(zip(table["figure"], table["share"].astype(float), strict=True))
    assert shares["By single tender"] == pytest.approx(154_065 / 2_283_508)
    assert shares["With other contributors"] == pytest.approx(0.463231, abs=5e-7)  # 1,057,791 of 2,283,508


def test_the_key_figures_speak_of_no_implied_amount_where_none_is_counted(without_implied: pd.DataFrame) -> None:
    table = summaries.key_figures(without_implied, FORCE)
    rows = {row[0]: row[1:] for row in plain(table, "figure", "awards", "award_gbp", "implied_gbp")}
    assert rows["All awards"] == (35, 2_273_508, 0)
    assert rows["With other contributors"] == (12, 1_047_791, 0)
    assert rows["Provider type judged by us"] == (7, 552_665, 0)
    assert not any("implied" in name for name in rows)


def test_the_streams_outside_the_budget_are_listed_without_an_amount(awards: pd.DataFrame) -> None:
    table = summaries.funders(awards, streams_of_2017())
    assert plain(table, "stream", "in_overall_budget", "budget_printed", "awards", "award_gbp") == [
        (VICTIMS, True, "£1m", 10, 961_260),
        (CRIME, True, "£1.3m", 25, 1_322_248),
        ("Youth Fund", False, "", 0, None),
        ("Casualty Reduction and Support Fund", False, "", 0, None),
    ]


def test_a_listing_names_the_payee_only_where_another_body_is_paid(awards: pd.DataFrame) -> None:
    crime = awards[awards["stream"] == CRIME]
    listed = summaries.listing(crime, "theme")
    assert list(listed["service"]) == [award.service for award in THE_35_AWARDS[10:]]
    assert [row for row in plain(listed, "service", "paid_to") if row[1]] == [
        ("Integrated Mental Health Team in Force Control Room", "Clinical Commissioning Group"),
        ("Peterborough Substance Misuse Innovation Fund", "Peterborough City Council"),
        ("Cambridgeshire Substance Misuse", "not named"),
    ]


def test_a_listing_leaves_out_columns_that_would_be_empty(awards: pd.DataFrame) -> None:
    victims = summaries.listing(awards[awards["stream"] == VICTIMS], "arrangement")
    crime = summaries.listing(awards[awards["stream"] == CRIME], "theme")
    assert "paid_to" not in victims and "remark" in victims
    assert "remark" not in crime and "paid_to" in crime


def test_every_judgement_comes_with_its_money_and_its_reason(awards: pd.DataFrame) -> None:
    table = summaries.judgements(awards, load_providers(project=REPOSITORY))
    judged = table[table["basis"] == "judgement"]
    assert plain(judged, "provider", "confidence", "award_gbp", "implied_gbp") == [
        ("Cambridge and Peterborough Rape Crisis Partnership", "medium", 213_000, 0),
        ("Aspire", "low", 140_000, 0),
        ("Peterborough Enforcement Service", "medium", 80_000, 0),
        ("Empowering Communities", "low", 78_600, 0),
        ("Family Action", "high", 29_065, 0),
        ("Cambridgeshire Countryside Watch", "medium", 12_000, 0),
        ("Cambridgeshire County Council", "low", 10_000, 10_000),
    ]
    assert table["reason"].str.len().gt(0).all()
    assert sum_of(table["award_gbp"]) == 2_268_508_00  # all but the 15,000 not yet allocated


def test_a_provider_typed_with_two_spaces_still_has_its_reason(project: Path, set_cell: Any) -> None:
    """The register finds the name all the same, so the money must not be missing from the reasons."""
    set_cell("2017-18/crime-and-disorder-reduction.csv", 12, "Provider", "Peterborough City  Council")
    table = summaries.judgements(load_awards("2017-18", project=project), load_providers(project=project))
    assert sum_of(table["award_gbp"]) == 2_268_508_00


def test_a_total_stands_below_a_table_of_parts(awards: pd.DataFrame) -> None:
    table = summaries.with_total(summaries.provider_types_by_basis(awards))
    last = table.iloc[-1]
    assert (last["provider_type"], last["awards"], last["award_gbp"]) == ("Total", 35, 2_283_508)
    assert (last["implied_gbp"], last["judged_gbp"]) == (10_000, 562_665)
    assert float(last["share"]) == pytest.approx(1)


def test_a_running_share_is_not_added_up(awards: pd.DataFrame) -> None:
    table = summaries.with_total(summaries.providers_ranked(awards))
    assert pd.isna(table["running_share"].iloc[-1])


@pytest.mark.parametrize("include_implied", [True, False])
@pytest.mark.parametrize("name", BREAKDOWNS)
def test_every_breakdown_adds_up_to_the_same_total(name: str, include_implied: bool) -> None:
    table = BREAKDOWNS[name](awards_of_2017(include_implied))
    assert sum_of(table["award_gbp"]) == (2_283_508_00 if include_implied else 2_273_508_00)
    assert sum_of(table["implied_gbp"]) == (10_000_00 if include_implied else 0)
    assert table["awards"].sum() == 35
    assert float(table["share"].sum()) == pytest.approx(1)


@pytest.mark.parametrize("name", BREAKDOWNS)
def test_no_breakdown_changes_the_awards_it_is_given(name: str, awards: pd.DataFrame) -> None:
    BREAKDOWNS[name](awards)
    assert_frame_equal(awards, awards_of_2017())


def test_awards_of_two_years_are_broken_down_together(project: Any) -> None:
    add_year(project, [("GR", "Street lights", "Cambridge City Council", "£1,234.56")])
    both = load_awards(["2017-18", "2018-19"], project=project)
    for name, breakdown in BREAKDOWNS.items():
        assert sum(map(pence_of, breakdown(both)["award_gbp"])) == 2_284_742_56, name


def test_the_breakdown_of_another_year_keeps_its_pence(project: Any) -> None:
    add_year(project, [("GR", "Street lights", "Cambridge City Council", "£1,234.56")], budget="£5,000")
    awards = load_awards("2018-19", project=project)
    table = summaries.budget_breakdown(awards, load_budgets("2018-19", project=project))
    assert plain(table, "provider_type", "General grants", "total_gbp") == [
        (COUNCILS, 1234.56, 1234.56),
        ("Awarded", 1234.56, 1234.56),
        ("Not itemised", 3765.44, 3765.44),
        ("Budget", 5000, 5000),
    ]


# ---- Random awards -------------------------------------------------------------------------------

PENCE = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**8),
    st.sampled_from([1, 10, 29, 33, 1_00, 999_999, 1_000_000]),
    st.integers(10**9, 10**11),
)


@st.composite
def random_awards(draw: st.DrawFn) -> pd.DataFrame:
    """Rows of the paper in any order and number, with amounts of any size, some implied and some not stated."""
    places = draw(st.lists(st.integers(0, 34), min_size=1, max_size=40))
    pence = [draw(PENCE) for _ in places]
    implied = [draw(st.booleans()) for _ in places]
    awards = awards_of_2017(include_implied=False).iloc[places].reset_index(drop=True)
    status = [
        NOT_STATED if amount is None else IMPLIED if is_implied else PRINTED
        for amount, is_implied in zip(pence, implied, strict=True)
    ]
    return awards.assign(
        award_id=[f"award-{number}" for number in range(len(places))],
        award_pence=pd.array(pence, "Int64"),
        award_gbp=pd.array(pence, "Int64") / 100,
        award_status=pd.Categorical(status, awards["award_status"].cat.categories, ordered=True),
    )


def by_hand(awards: pd.DataFrame, *labels: str) -> dict[tuple[Any, ...], tuple[int, int | None, int]]:
    """Label → number, pence (None if none is stated), implied pence, added up one by one; an empty label is None."""
    sums: dict[tuple[Any, ...], tuple[int, int | None, int]] = {}
    for row in awards.astype("object").to_dict("records"):
        label = tuple(None if pd.isna(row[label]) else row[label] for label in labels)
        number, pence, implied = sums.get(label, (0, None, 0))
        if not pd.isna(row["award_pence"]):
            pence = (pence or 0) + int(row["award_pence"])
            implied += int(row["award_pence"]) if row["award_status"] == IMPLIED else 0
        sums[label] = (number + 1, pence, implied)
    return sums


LABELLED: dict[str, tuple[str, ...]] = {
    "stream": ("stream",),
    "provider type": ("provider_type",),
    "stream and provider type": ("stream", "provider_type"),
    "arrangement": ("arrangement",),
    "theme": ("theme",),
    "basis": ("provider_basis", "provider_confidence"),
    "provider type with its basis": ("provider_type",),
}


@examples(6, nightly=200)
@given(random_awards())
def test_every_sum_is_exact_to_the_penny(awards: pd.DataFrame) -> None:
    for name, labels in LABELLED.items():
        table = BREAKDOWNS[name](awards).astype("object")
        ours = {
            tuple(None if pd.isna(row[label]) else row[label] for label in labels): (
                row["awards"],
                pence_of(row["award_gbp"]),
                pence_of(row["implied_gbp"]),
            )
            for row in table.to_dict("records")
        }
        assert ours == by_hand(awards, *labels), name


@examples(6, nightly=200)
@given(random_awards())
def test_all_breakdowns_of_any_awards_add_up_alike(awards: pd.DataFrame) -> None:
    total = sum(int(pence) for pence in awards["award_pence"].dropna())
    for name, breakdown in BREAKDOWNS.items():
        table = breakdown(awards)
        assert (sum_of(table["award_gbp"]), table["awards"].sum()) == (total, len(awards)), name


@examples(3, nightly=200)
@given(random_awards(), st.randoms(use_true_random=False))
def test_no_breakdown_depends_on_the_order_of_the_rows(awards: pd.DataFrame, random: Any) -> None:
    order = list(range(len(awards)))
    random.shuffle(order)
    shuffled = awards.iloc[order]
    budgets = budgets_of_2017()
    for name, breakdown in BREAKDOWNS.items():
        assert_frame_equal(breakdown(shuffled), breakdown(awards), obj=name)
    for both in (summaries.budget_breakdown, summaries.budget_bridge, summaries.implied_breakdown):
        assert_frame_equal(both(shuffled, budgets), both(awards, budgets), obj=both.__name__)
    assert_frame_equal(summaries.key_figures(shuffled, FORCE), summaries.key_figures(awards, FORCE))
    sizes = [summaries.award_sizes(table)["award_gbp"] for table in (shuffled, awards)]
    assert list(sizes[0]) == list(sizes[1])


@examples(6, nightly=200)
@given(random_awards())
def test_the_breakdown_adds_up_in_both_directions(awards: pd.DataFrame) -> None:
    table = summaries.budget_breakdown(awards, budgets_of_2017()).set_index("provider_type")
    cells = table[[VICTIMS, CRIME, "total_gbp"]].astype("object").map(pence_of)
    cells = cells.astype("object").where(cells.notna(), None)
    for (kind,), (_, pence, _) in by_hand(awards, "provider_type").items():
        assert cells.at[kind, "total_gbp"] == pence
        assert (cells.at[kind, VICTIMS] or 0) + (cells.at[kind, CRIME] or 0) == (pence or 0)
    of_streams = by_hand(awards, "stream")
    for stream in (VICTIMS, CRIME):
        assert cells.at["Awarded", stream] == of_streams.get((stream,), (0, 0, 0))[1]
    for column in cells:
        assert sum(pence or 0 for pence in cells[column].iloc[:-3]) == (cells.at["Awarded", column] or 0)
        if cells.at["Awarded", column] is not None:
            assert cells.at["Awarded", column] + cells.at["Not itemised", column] == cells.at["Budget", column]
    assert (cells.at["Awarded", "total_gbp"] or 0) == sum(int(pence) for pence in awards["award_pence"].dropna())


@examples(6, nightly=200)
@given(random_awards())
def test_the_bridge_adds_up_over_its_streams(awards: pd.DataFrame) -> None:
    bridge = summaries.budget_bridge(awards, budgets_of_2017())
    awarded = [pence_of(pounds) or 0 for pounds in bridge["awarded_gbp"]]
    implied = [pence_of(pounds) for pounds in bridge["implied_gbp"]]
    assert bridge["awarded_gbp"].isna().iloc[0] == awards["award_pence"].isna().all()
    assert (awarded[0], implied[0]) == (sum(awarded[1:]), sum(implied[1:]))
    assert awarded[0] == sum(int(pence) for pence in awards["award_pence"].dropna())


@examples(6, nightly=200)
@given(random_awards())
def test_the_providers_fall_in_size_and_end_at_the_whole(awards: pd.DataFrame) -> None:
    table = summaries.providers_ranked(awards)
    amounts = [pence_of(pounds) or 0 for pounds in table["award_gbp"].dropna()]
    assert table["award_gbp"].iloc[len(amounts) :].isna().all(), "those without a stated amount come last"
    assert amounts == sorted(amounts, reverse=True)
    assert (table["provider_type"] == NOT_YET_ALLOCATED).sum() <= 1
    if sum(amounts):
        assert float(table["running_share"].iloc[-1]) == 1


def test_a_budget_with_pence_is_taken_to_the_penny(project: Path, replace_text: Any) -> None:
    """1,048,576.13 in binary is a hair less: a hundred times it, cut off, is a penny short."""
    replace_text("2017-18/paper.toml", 'budget_printed = "£1.3m"', 'budget_printed = "£1,048,576.13"')
    awards, budgets = load_awards("2017-18", project=project), load_budgets("2017-18", project=project)
    table = summaries.budget_breakdown(awards, budgets).set_index("provider_type")
    assert table.at["Budget", "Crime and disorder reduction"] == 1_048_576.13
    assert table.at["Not itemised", "Crime and disorder reduction"] == -273_671.87
    bridge = summaries.budget_bridge(awards, budgets).set_index("name")
    assert round(bridge.at["Crime and disorder reduction", "not_itemised_gbp"] * 100) == -27_367_187


CHARITY, COUNCILS, HEALTH = "voluntary and community", "local government", "health"


NOBODY = "not yet allocated"


PARTS = ["awards", "award_gbp", "implied_gbp", "share"]


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
    assert str(summaries.awards_by_stream(few())["share"].dtype) == "float64"


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
        ["Amount not stated", 1, None, 0, None],
    ]


def test_a_total_row_adds_up_what_can_be_added_up() -> None:
    table = summaries.with_total(summaries.providers_ranked(few()), "All")
    assert rows(table)[-1] == ["All", None, 7, 331_000, 10_000, share(1, 1), None]
    assert [str(table[name].dtype) for name in ("award_gbp", "implied_gbp", "share")] == [
        "float64",
        "Float64",
        "float64",
    ]
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


def test_awards_whose_streams_are_plain_texts_have_no_order_of_streams() -> None:
    """A table that somebody read from a file, for example."""
    awards = few()
    awards["stream"] = awards["stream"].astype("str")
    awards.attrs.clear()
    assert "streams" not in summaries.awards_by_provider_type(awards).attrs
    assert summaries.awards_by_provider_type(few()).attrs["streams"][:2] == [VICTIMS, CRIME]
