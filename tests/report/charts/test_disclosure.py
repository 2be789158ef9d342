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
        "24 on record, 1 not in this paper",
        "17 on record, 8 not in this paper",
        "6 on record, 19 not in this paper",
        "25 from a theme's aim",
        "10 on record",
        "3 on record, 7 not in this paper",
        "10 not in this paper",
        "5 not in this paper",
    ]


def test_the_legend_says_what_each_look_means_in_the_order_of_the_bars() -> None:
    legend = charts.disclosure_counts(counts_of_2017()).bars.legend()
    assert [(words, look) for words, look, _ in legend] == [
        ("in the award's own words", "solid"), ("not in this paper", "empty"), ("from the aim of its theme", "pale"),
    ]  # fmt: skip


def test_the_chart_s_words_say_what_it_shows() -> None:
    words = charts.disclosure_counts(counts_of_2017())
    # 85 of 135 are there, 25 of these by the aim of the theme
    assert words.title == "Most details that the law asks for are on record, some only by the aim of the award's theme"
    assert words.alt.startswith("Bar chart of what is on record for how many awards: recipient; purpose; conditions")


@pytest.mark.parametrize(
    ("award", "title"),
    [
        (one(SMALL, pounds=500), "Nothing of what this page looks for is asked of these awards"),
        (one("Crimestoppers", conditions="none", reasons="x"), "Every detail that the law asks for is on record"),
        (one("Emerging Initiatives", theme=None), "All details that the law asks for are not in this paper"),
        (
            one("Crimestoppers"),
            "Most details that the law asks for are on record, some only by the aim of the award's theme",
        ),
    ],
)
def test_the_chart_s_title_is_true_for_other_counts(award: pd.DataFrame, title: str) -> None:
    counts = summaries.disclosure_counts(items_of(award))
    assert charts.disclosure_counts(counts).title == title
