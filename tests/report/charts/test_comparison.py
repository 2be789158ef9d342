"""The chart of what each type of provider gets in two years."""

import pandas as pd
from support.pairs import LAST, THIS, cells, later_year
from support.reporting import awards_of_2017

from grantsdata import summaries
from grantsdata.report import charts
from grantsdata.report.narrative import comparison as narrative


def test_both_years_have_a_bar_for_each_provider_type():
    now, then = later_year(), awards_of_2017()
    sums, part = (make(now, then, "provider_type") for make in (summaries.side_by_side, summaries.implied_side_by_side))
    unstated = summaries.unstated_awards(now, then, "provider_type")
    ax = charts.side_by_side(sums, part, unstated, THIS, LAST).axes
    texts = [text.get_text() for text in ax.texts]
    # 578,000 - 40,000 of victims' services = 538,000
    assert len(texts) == 16 and texts[:2] == ["£538,000 (£10,000 implied)", "£578,000 (£10,000 implied)"]
    chart = charts.side_by_side(sums, part, unstated, THIS, LAST)
    assert [row.about for row in chart.bars.rows[:3]] == ["Councils", "Councils, this year", "Councils, before"]
    assert [(words, look) for words, look, _ in chart.bars.legend()] == [
        ("2018-19", "solid"), ("implied, not printed", "hatched"), ("2017-18", "pale"),
    ]  # fmt: skip
    assert chart.alt.startswith(
        "Bar chart of types of provider: councils £538,000 (£10,000 implied) in 2018-19 and £578,000 (£10,000 "
        "implied) in 2017-18; "
    )
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
