"""Every award as a bar: largest first, or under the heading of its group."""

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes
from support.figures import arrangements_chart, bars, rows, spans, themes_chart, value
from support.ranking import (
    IN_ORDER,
    LARGEST,
    SMALLEST,
    bar_places,
    beside,
    pounds,
    row_labels,
    squeezed,
    two_renamed,
    with_pence,
    with_refunds,
    words_of,
)
from support.reporting import (
    AGREEMENT,
    APPROPRIATE_ADULTS,
    CONTRACT,
    TENDER,
    THE_35_AWARDS,
    awards_of_2017,
    budgets_of_2017,
)

from grantsdata.report import charts

# ---- Every award as a bar --------------------------------------------------------------------------------


def test_every_award_is_a_bar_from_nought_largest_first() -> None:
    ax = charts.awards_ranked(awards_of_2017()).axes
    assert [(bar.get_x(), round(bar.get_width(), 2)) for _, bar in sorted(bar_places(ax).items())] == [
        (0, pounds) for pounds in IN_ORDER
    ]
    assert (row_labels(ax)[0], row_labels(ax)[-1]) == (squeezed(LARGEST), squeezed(SMALLEST))
    low, high = ax.get_ylim()
    assert low > high, "the first row stands at the top"
    assert ax.get_xlim()[0] == 0


def test_beside_each_bar_stand_its_pounds_and_its_share() -> None:
    texts = beside(charts.awards_ranked(awards_of_2017()).axes)
    assert texts[0] == "£446,000, 19.5%"
    assert texts[1] == "£213,000, 9.3%"
    assert texts[-1] == "£2,000, 0.1%"
    assert [text.rpartition(", ")[0].removesuffix(" implied") for text in texts] == [
        f"£{pounds:,}" for pounds in IN_ORDER
    ]


def test_only_the_implied_bar_is_hatched_and_called_so() -> None:
    ax = charts.awards_ranked(awards_of_2017()).axes
    at = row_labels(ax).index(squeezed(APPROPRIATE_ADULTS))
    hatched = [place for place, bar in bar_places(ax).items() if bar.get_hatch()]
    assert hatched == [round(float(ax.get_yticks()[at]), 6)]
    assert [text for text in beside(ax) if "implied" in text] == ["£10,000 implied, 0.4%"]
    assert beside(ax)[at] == "£10,000 implied, 0.4%"


def test_what_is_not_stated_stands_at_the_end_without_a_bar() -> None:
    ax = charts.awards_ranked(awards_of_2017(include_implied=False)).axes
    assert row_labels(ax)[-1] == squeezed(APPROPRIATE_ADULTS)
    assert beside(ax)[-1] == "not stated"
    assert beside(ax)[0] == "£446,000, 19.6%"  # of 2,273,508
    assert len(ax.patches) == 34
    assert not any(bar.get_hatch() for bar in ax.patches)


def test_money_that_comes_back_is_a_bar_to_the_left_without_a_share() -> None:
    ax = charts.awards_ranked(with_refunds()).axes
    assert beside(ax)[-2:] == ["−£25,791", "−£50,000"]
    assert sorted(bar.get_width() for bar in ax.patches)[:2] == [-50_000, -25_791]
    assert ax.get_xlim()[0] <= -50_000
    assert beside(charts.awards_ranked(with_pence([100, -100])).axes) == ["£1", "−£1"]


def test_awards_of_one_name_have_a_row_each() -> None:
    ax = charts.awards_ranked(two_renamed("Twins")).axes
    assert row_labels(ax).count("Twins") == 2
    assert len(ax.patches) == 35


def test_no_award_makes_no_chart() -> None:
    assert charts.awards_ranked(awards_of_2017().iloc[:0]).axes is None


# ---- Sentences -------------------------------------------------------------------------------------------


def test_the_largest_and_the_smallest_are_told() -> None:
    words = words_of(awards_of_2017())
    assert words.title == "The largest award is £446,000, 19.5% of the money; the smallest is £2,000"
    assert words.alt.startswith("Bar chart of 35 awards. The 5 largest, with their shares of the money: ")
    assert f"{LARGEST}, £446,000, 19.5%; Countywide Sexual Violence Support Service, £213,000, 9.3%;" in words.alt
    assert "make up 47.5% of the money" in words.alt  # 446,000 + 213,000 + 150,000 + 140,000 + 136,000 = 1,085,000
    assert f"The smallest is {SMALLEST}, £2,000, 0.1%." in words.alt
    assert words.alt.endswith(f"Implied, not printed: {APPROPRIATE_ADULTS}, £10,000.")
    assert pounds(words.alt) == {"£446,000", "£213,000", "£150,000", "£140,000", "£136,000", "£2,000", "£10,000"}
    assert words.key == "Hatched: implied, not printed."


def test_many_awards_without_an_amount_are_counted_and_not_named() -> None:
    ranked = words_of(with_pence([300, 200, *[None] * 6]))
    assert ranked.alt.endswith("No amount is stated for 6 awards.")


# ---- In groups -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [arrangements_chart, themes_chart])
def test_every_award_is_a_bar_from_nought_as_long_as_its_amount(
    chart: Callable[[pd.DataFrame, pd.DataFrame], list[Axes]],
) -> None:
    (ax,) = chart(awards_of_2017(), budgets_of_2017())
    groups = (AGREEMENT, CONTRACT, TENDER) if chart is arrangements_chart else ("Victims", "Offenders", "Communities")
    wanted = [award for award in THE_35_AWARDS if award.group in groups]
    for award in wanted:
        assert spans(bars(ax, award.service)) == [(0, award.pounds)], award.service
        assert value(ax, award.service).startswith(f"£{award.pounds:,}"), award.service
    assert len(ax.patches) == len(wanted)
    assert ax.get_xlim()[0] == 0


def test_the_awards_stand_under_their_headings_in_the_paper_s_order() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    expected: list[str] = []
    for theme in ("Victims", "Offenders", "Communities"):
        expected += [theme.upper(), *(award.service for award in THE_35_AWARDS if award.group == theme)]
    assert sorted(rows(ax), key=rows(ax).__getitem__) == [squeezed(label) for label in expected]
    low, high = ax.get_ylim()
    assert low > high, "the first row stands at the top"
    for theme in ("VICTIMS", "OFFENDERS", "COMMUNITIES"):
        assert not bars(ax, theme)


def test_an_implied_bar_is_hatched_and_labelled_implied() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    (bar,) = bars(ax, APPROPRIATE_ADULTS)
    assert bar.get_hatch()
    assert value(ax, APPROPRIATE_ADULTS) == "£10,000 implied"


def test_only_the_implied_bar_is_hatched() -> None:
    for chart in (arrangements_chart, themes_chart):
        (ax,) = chart(awards_of_2017(), budgets_of_2017())
        hatched = [label for label in rows(ax) if any(bar.get_hatch() for bar in bars(ax, label))]
        assert hatched == ([] if chart is arrangements_chart else [squeezed(APPROPRIATE_ADULTS)])
        assert sum("implied" in text.get_text() for text in ax.texts) == len(hatched)


def test_without_the_implied_amount_its_award_is_not_stated_and_has_no_bar() -> None:
    (ax,) = themes_chart(awards_of_2017(include_implied=False), budgets_of_2017())
    assert value(ax, APPROPRIATE_ADULTS) == "not stated"
    assert bars(ax, APPROPRIATE_ADULTS) == []
    assert len(ax.patches) == 24


def test_groups_are_told_apart_by_colour() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    colours = {
        theme: {bars(ax, award.service)[0].get_facecolor() for award in THE_35_AWARDS if award.group == theme}
        for theme in ("Offenders", "Communities")
    }
    assert all(len(of_theme) == 1 for of_theme in colours.values())
    assert colours["Offenders"] != colours["Communities"]
