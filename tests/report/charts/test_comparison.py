"""Charts of two years: the bridge between their sums, and both years side by side."""

import pandas as pd
from matplotlib.patches import Rectangle
from support.pairs import LAST, THIS, cells, later_year
from support.reporting import (
    APPROPRIATE_ADULTS,
    awards_of_2017,
)

from grantsdata import summaries
from grantsdata.report import charts
from grantsdata.report.narrative import comparison as narrative


def test_each_movement_is_a_bar_from_nought():
    steps = summaries.movement_steps(summaries.award_movements(later_year(), awards_of_2017()))
    totals = summaries.movement_totals(summaries.award_movements(later_year(), awards_of_2017()))
    ax = charts.movement_bridge(steps, totals, THIS, LAST).axes
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    ends = [(round(bar.get_x()), round(bar.get_x() + bar.get_width())) for bar in bars]
    assert ends == [(-961_260, 0), (0, 2_500), (-25_791, 0), (-984_551, 0)]
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["−£961,260, 10 awards", "+£2,500, 1 award", "−£25,791, 1 award", "−£984,551"]
    assert ax.get_xlim()[0] <= -984_551


def test_a_step_that_rests_on_an_implied_amount_is_hatched_and_says_so():
    then = awards_of_2017()
    now = later_year()
    now = now[now["service"] != APPROPRIATE_ADULTS]
    steps = summaries.movement_steps(summaries.award_movements(now, then))
    totals = summaries.movement_totals(summaries.award_movements(now, then))
    ax = charts.movement_bridge(steps, totals, THIS, LAST).axes
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [True, False, False, True]
    assert ax.texts[0].get_text() == "−£971,260 (rests on £10,000 implied), 11 awards"


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
    assert words.title == "Police changed most: £2,500, 0.4% more in 2018-19 than in 2017-18"
    note = narrative.sides_note(sums, unstated, THIS, LAST)
    assert "charities and community groups (1 in 2018-19)" in note


def test_no_chart_is_shown_where_there_is_nothing_to_draw():
    this = awards_of_2017()
    for former, before in ((this.iloc[:0], None), (this, LAST)):
        movements = summaries.award_movements(this, former)
        steps, totals = summaries.movement_steps(movements), summaries.movement_totals(movements)
        chart = charts.movement_bridge(steps, totals, THIS, before)
        assert chart.alt == "" and chart.axes is None
