"""A bar for each row of any table: order, labels, what is implied, and what is missing."""

import pandas as pd
import pytest

from grantsdata.errors import ParameterError
from grantsdata.report.charts.bars import bar_chart

AWARDS = pd.DataFrame(
    {
        "stream": ["One", None, "Two", "Three"],
        "award_gbp": pd.array([10.0, 5.5, 40.0, None], "Float64"),
        "implied_gbp": pd.array([0.0, 0.0, 15.0, 0.0], "Float64"),
    }
)


def test_the_largest_comes_first_and_a_row_without_a_value_last() -> None:
    chart = bar_chart(AWARDS, "stream", "award_gbp", title="By stream")
    assert [label.get_text() for label in chart.axes.get_yticklabels()] == ["Two", "One", "none", "Three"]
    assert [text.get_text() for text in chart.axes.texts] == [
        "£40 (£15 implied)", "£10", "£5.50", "not stated",
    ]  # fmt: skip
    assert chart.alt == "Bar chart of 4 bars: Two: £40 (£15 implied); One: £10; none: £5.50; Three: not stated."


def test_the_implied_part_is_a_hatched_bar_behind_the_printed_one() -> None:
    chart = bar_chart(AWARDS, "stream", "award_gbp")
    found = [(bar.get_x(), bar.get_width(), bar.get_hatch()) for bar in chart.axes.patches]
    assert found == [(0, 25, None), (25, 15, "////"), (0, 10, None), (0, 5.5, None)]
    assert [words for words, _, _ in chart.bars.legend()] == ["implied, not printed"]
    assert bar_chart(AWARDS.drop(columns="implied_gbp"), "stream", "award_gbp").bars.legend() == []


def test_labels_that_have_an_order_keep_it_unless_told_otherwise() -> None:
    table = pd.DataFrame({"size": pd.Categorical(["small", "large"], ["small", "large"], ordered=True), "n": [1, 2]})
    kept, ranked = bar_chart(table, "size", "n"), bar_chart(table, "size", "n", ranked=True)
    assert [label.get_text() for label in kept.axes.get_yticklabels()] == ["small", "large"]
    assert [label.get_text() for label in ranked.axes.get_yticklabels()] == ["large", "small"]


def test_a_level_of_the_index_can_label_the_bars_and_a_series_is_a_table() -> None:
    counts = pd.Series([3, 4], index=pd.Index(["a", "b"], name="sort"), name="number")
    chart = bar_chart(counts, "sort", "number")
    assert chart.title == "number by sort"
    assert chart.alt == "Bar chart of 2 bars: b: 4; a: 3."


def test_without_rows_there_is_only_a_title() -> None:
    chart = bar_chart(AWARDS.iloc[:0], "stream", "award_gbp", source="The paper")
    assert (chart.title, chart.axes, chart.source) == ("Amount by stream: there is nothing to draw", None, "The paper")


def test_a_column_of_texts_is_refused() -> None:
    with pytest.raises(ParameterError, match='The column "stream" holds no numbers'):
        bar_chart(AWARDS, "award_gbp", "stream")
