"""The chart of what the law asks for, read back: bars, their numbers, its title and words."""

import pandas as pd
import pytest
from support.disclosure import SMALL, counts_of_2017, items_of, one

from grantsdata import summaries
from grantsdata.report import charts


def test_each_bar_is_as_long_as_the_number_of_awards_and_named_by_what_is_asked() -> None:
    ax = charts.disclosure_counts(counts_of_2017()).axes
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels == [
        "3(f) grant", "Recipient", "Purpose", "Conditions", "Reasons", "3(g) item over £500", "Recipient", "Purpose",
        "Value for money", "Contract over £10,000", "Contract",
    ]  # fmt: skip
    ends: dict[float, float] = {}
    for bar in ax.patches:
        box = bar.get_bbox()
        middle = round((box.y0 + box.y1) / 2, 3)
        ends[middle] = max(ends.get(middle, 0), box.x1)
    assert [ends[middle] for middle in sorted(ends)] == [25] * 4 + [10] * 3 + [5]


def test_each_bar_says_its_numbers_so_that_nothing_rests_on_colour() -> None:
    texts = [text.get_text() for text in charts.disclosure_counts(counts_of_2017()).axes.texts]
    assert texts == [
        "24 stated, 1 not in this paper",
        "17 stated, 8 not in this paper",
        "6 stated, 19 not in this paper",
        "25 only by a theme's aim",
        "10 stated",
        "3 stated, 7 not in this paper",
        "10 not in this paper",
        "5 not in this paper",
    ]


def test_the_legend_says_what_each_look_means_in_the_order_of_the_bars() -> None:
    legend = charts.disclosure_counts(counts_of_2017()).bars.legend()
    assert [(words, look) for words, look, _ in legend] == [
        ("stated for the award", "solid"), ("not in this paper", "empty"), ("only by the aim of its theme", "pale"),
    ]  # fmt: skip


def test_the_chart_s_words_say_what_it_shows() -> None:
    words = charts.disclosure_counts(counts_of_2017())
    # 24 + 10 recipients, 17 + 3 purposes and 6 conditions are 60; the 25 reasons are those of the themes
    assert words.title == (
        "Of 135 details that the law asks for, this paper states 60, and 25 more only by a theme's aim"
    )
    assert words.alt.startswith(
        "Bar chart of the number of awards for which this paper states each detail: recipient; purpose; conditions"
    )


@pytest.mark.parametrize(
    ("award", "title"),
    [
        (one(SMALL, pounds=500), "Nothing of what this page looks for is asked of these awards"),
        (one("Crimestoppers", conditions="none", reasons="x"), "This paper states every detail that the law asks for"),
        (
            one("Emerging Initiatives", theme=None),
            "This paper states none of the 4 details that the law asks for",
        ),
        (
            one("Crimestoppers", theme=None),
            "Of 4 details that the law asks for, this paper states 2",
        ),
        (
            one("Crimestoppers"),
            "Of 4 details that the law asks for, this paper states 2, and 1 more only by a theme's aim",
        ),
        (
            one("Emerging Initiatives"),
            "Of 4 details that the law asks for, this paper states 1, only by a theme's aim",
        ),
    ],
)
def test_the_chart_s_title_is_true_for_other_counts(award: pd.DataFrame, title: str) -> None:
    counts = summaries.disclosure_counts(items_of(award))
    assert charts.disclosure_counts(counts).title == title
