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
        "24 on record, 1 missing",
        "17 on record, 8 missing",
        "6 on record, 19 missing",
        "25 on record (25 from a theme's aim)",
        "10 on record",
        "3 on record, 7 missing",
        "none on record, 10 missing",
        "none on record, 5 missing",
    ]


def test_the_chart_s_words_hold_its_numbers() -> None:
    words = charts.disclosure_counts(counts_of_2017())
    assert words.title == "50 of the 135 details asked for are missing"
    assert "3(f) grant: recipient 24 of 25 on record, 1 missing" in words.alt
    assert "reasons 25 of 25 on record (25 from a theme's aim), 0 missing" in words.alt
    assert "Hatched: taken from the aim of the award's theme." in words.key


@pytest.mark.parametrize(
    ("award", "title"),
    [
        (one(SMALL, pounds=500), "Nothing of what this page looks for is asked of these awards"),
        (one("Crimestoppers", conditions="none", reasons="x"), "Nothing that is asked for is missing"),
        (one("Emerging Initiatives", theme=None), "All 4 details asked for are missing"),
        (one("Crimestoppers"), "1 of the 4 details asked for is missing"),
    ],
)
def test_the_chart_s_title_is_true_for_other_counts(award: pd.DataFrame, title: str) -> None:
    counts = summaries.disclosure_counts(items_of(award))
    assert charts.disclosure_counts(counts).title == title
