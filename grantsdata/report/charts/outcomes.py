"""Draw the money with and without a measure, stream by stream."""

from itertools import groupby
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.phrases import counted, percent, sentence
from grantsdata.model.schema import UNMEASURED
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import amount_of, described, no_bars
from grantsdata.report.drawing.palette import stream_colours
from grantsdata.report.drawing.rows import Row, amount_parts, amount_text, one_panel
from grantsdata.report.traced import figure, write


def money_by_measure(by_measure: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """For each stream a bar for the money with a measure for the period, one for other periods only, and one without.

    `by_measure` is the table of `summaries.awards_by_measure`. If no amount is stated, the Chart has only a title.
    """
    total = by_measure["award_gbp"].sum()
    if not total:
        return Chart(no_bars(by_measure["award_gbp"], "of these awards"))
    without = by_measure[by_measure["measured"] == UNMEASURED]
    title = "Every award has a measure for some period"
    if without["awards"].sum():
        unmeasured, inside = without["award_gbp"].sum(), {"in_overall_budget": True}
        title = write(
            "{amount}, {share} of the money inside the overall budget, has no measure for any period",
            amount=amount_of(unmeasured, without["implied_gbp"].sum(), measured=UNMEASURED, **inside),
            share=figure(percent(unmeasured / total), "share", measured=UNMEASURED, among=inside, **inside),
        )
    rows = by_measure.to_dict("records")
    items = [
        write(
            "{stream}, {kind} {amount}",
            stream=row["stream"],
            kind=str(row["measured"]),
            amount=amount_of(row["award_gbp"], row["implied_gbp"], stream=row["stream"], measured=str(row["measured"])),
        )
        for row in rows
        if row["awards"]
    ]
    return chart_of_bars(
        one_panel(_bars(by_measure, rows)), title, described("Bar chart by stream and measure", items), ax=ax
    )


def _bars(by_measure: pd.DataFrame, rows: list[dict[Any, Any]]) -> list[Row]:
    bars: list[Row] = []
    streams = list(dict.fromkeys(by_measure["stream"]))
    colours = dict(zip(streams, stream_colours(by_measure, streams), strict=True))
    for stream, kinds in groupby(rows, key=lambda row: row["stream"]):
        bars.append(Row(stream, is_heading=True))
        for row in kinds:
            amount, implied = float(row["award_gbp"]), float(row["implied_gbp"])
            count = counted(row["awards"], "award") if row["awards"] else "no award"
            bars.append(
                Row(
                    sentence(str(row["measured"])),
                    f"{amount_text(amount, implied)}, {count}" if row["awards"] else count,
                    amount_parts(amount, implied, colours[stream]),
                    name=f"{stream}, {row['measured']}",
                )
            )
    return bars
