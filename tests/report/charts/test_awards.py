"""Every award as a bar: largest first, or under the heading of its group."""

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from support.figures import arrangements_chart, bars, rows, span, spans, themes_chart, value
from support.ranking import (
    IN_ORDER,
    LARGEST,
    bar_places,
    beside,
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
    VICTIMS,
    awards_of_2017,
    budgets_of_2017,
)

from grantsdata import summaries
from grantsdata.report import charts
from grantsdata.report.traced import Figure

# ---- Every award as a bar --------------------------------------------------------------------------------


def test_the_largest_awards_are_bars_from_nought_largest_first() -> None:
    chart = charts.awards_ranked(awards_of_2017())
    ax = chart.axes
    assert [(bar.get_x(), round(bar.get_width(), 2)) for _, bar in sorted(bar_places(ax).items())] == [
        (0, pounds) for pounds in IN_ORDER[:25]
    ]
    assert row_labels(ax)[0] == squeezed(LARGEST)
    low, high = ax.get_ylim()
    assert low > high, "the first row stands at the top"
    assert ax.get_xlim()[0] == 0
    assert chart.key == "The table has the awards that are not drawn."
    assert charts.awards_ranked(awards_of_2017().iloc[:25]).key == ""


def test_beside_each_bar_stand_its_pounds_and_its_share() -> None:
    texts = beside(charts.awards_ranked(awards_of_2017()).axes)
    assert texts[0] == "£446,000, 19.5%"
    assert texts[1] == "£213,000, 9.3%"
    assert texts[24] == "£29,065, 1.3%"
    assert [text.rpartition(", ")[0] for text in texts] == [f"£{pounds:,}" for pounds in IN_ORDER[:25]]


def in_crime() -> pd.DataFrame:
    """The 25 awards of crime and disorder reduction, one of them implied: 1,322,248 in all."""
    return awards_of_2017().iloc[10:]


def test_only_the_implied_bar_is_hatched_and_called_so() -> None:
    ax = charts.awards_ranked(in_crime()).axes
    at = row_labels(ax).index(squeezed(APPROPRIATE_ADULTS))
    hatched = [place for place, bar in bar_places(ax).items() if bar.get_hatch()]
    assert hatched == [round(float(ax.get_yticks()[at]), 6)]
    assert [text for text in beside(ax) if "implied" in text] == ["£10,000 (implied), 0.8%"]
    assert beside(ax)[at] == "£10,000 (implied), 0.8%"


def test_what_is_not_stated_stands_at_the_end_without_a_bar() -> None:
    ax = charts.awards_ranked(awards_of_2017(include_implied=False).iloc[10:]).axes
    assert row_labels(ax)[-1] == squeezed(APPROPRIATE_ADULTS)
    assert beside(ax)[-1] == "not stated"
    assert beside(ax)[0] == "£150,000, 11.4%"  # of 1,312,248
    assert len(ax.patches) == 24
    assert not any(bar.get_hatch() for bar in ax.patches)


def test_money_that_comes_back_is_a_bar_to_the_left_without_a_share() -> None:
    ax = charts.awards_ranked(with_refunds().iloc[10:]).axes
    assert beside(ax)[-2:] == ["−£25,791", "−£50,000"]
    back = [span(bar) for _, bar in sorted(bar_places(ax).items())][-2:]
    assert back == [(-25_791, 25_791), (-50_000, 50_000)]
    assert ax.get_xlim()[0] <= -50_000
    assert beside(charts.awards_ranked(with_pence([100, -100])).axes) == ["£1", "−£1"]


def test_awards_of_one_name_have_a_row_each() -> None:
    ax = charts.awards_ranked(two_renamed("Twins")).axes
    assert row_labels(ax).count("Twins") == 2
    assert len(ax.patches) == 25


def test_no_award_makes_no_chart() -> None:
    assert charts.awards_ranked(awards_of_2017().iloc[:0]).axes is None


# ---- Sentences -------------------------------------------------------------------------------------------


def test_the_largest_and_the_smallest_are_told() -> None:
    words = words_of(awards_of_2017())
    assert words.title == "The largest award is £446,000, 19.5% of the money; the smallest is £2,000"
    assert words.alt == (
        f"Bar chart of awards, largest first: {LARGEST} £446,000; Countywide Sexual Violence Support Service £213,000; "
        "Integrated Mental Health Team in Force Control Room £150,000. The table has the rest."
    )


def test_the_figures_of_the_words_say_where_they_come_from() -> None:
    title = charts.awards_ranked(awards_of_2017().iloc[:10], about={"stream": VICTIMS}).title
    assert [part.expression for part in title.parts if isinstance(part, Figure)] == [
        'most(stream="Victims\' services")',
        'part(most(stream="Victims\' services"), sum(stream="Victims\' services"))',
        'least(stream="Victims\' services")',
    ]


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
        expected += [theme, *(award.service for award in THE_35_AWARDS if award.group == theme)]
    assert sorted(rows(ax), key=rows(ax).__getitem__) == [squeezed(label) for label in expected]
    low, high = ax.get_ylim()
    assert low > high, "the first row stands at the top"
    for theme in ("Victims", "Offenders", "Communities"):
        assert not bars(ax, theme)


def test_an_implied_bar_is_hatched_and_labelled_implied() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    (bar,) = bars(ax, APPROPRIATE_ADULTS)
    assert bar.get_hatch()
    assert value(ax, APPROPRIATE_ADULTS) == "£10,000 (implied)"


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


def test_all_bars_have_one_colour_since_a_colour_means_a_stream() -> None:
    (ax,) = themes_chart(awards_of_2017(), budgets_of_2017())
    assert {to_hex(bar.get_facecolor()) for bar in ax.patches if not bar.get_hatch()} == {"#51606e"}


def test_the_words_name_each_group_with_its_sum() -> None:
    awards = awards_of_2017()
    themed = awards[awards["theme"].notna()]
    words = charts.awards_in_groups(themed, summaries.awards_by_theme(themed), "theme")
    assert words.title == "The largest theme is “Offenders”: £617,791, 46.7% of these awards' money"
    assert words.alt == (
        "Bar chart of awards under each theme: Victims £353,857 (£10,000 implied); Offenders £617,791; "
        "Communities £350,600."
    )
