"""Draw the money with and without a measure, stream by stream."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.money import format_pounds
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, implied_note, percent, sentence
from grantsdata.model.schema import FOR_OTHERS, FOR_PERIOD, UNMEASURED
from grantsdata.report.chart import Chart
from grantsdata.report.charts.style import (
    DARK,
    GREY,
    TEAL,
    axes_for,
    from_zero,
    hatched,
    implied_label,
    label_rows,
    styled,
    value,
)

_COLOURS = {FOR_PERIOD: DARK, FOR_OTHERS: TEAL, UNMEASURED: GREY}


@styled
def _draw_money_by_measure(by_measure: pd.DataFrame, ax: Axes | None = None) -> Axes:
    labels = [f"{row['stream']}\n{sentence(str(row['measured']))}" for _, row in by_measure.iterrows()]
    ax = ax or axes_for(labels)
    if not labels:
        return ax
    for place, (_, row) in zip(label_rows(ax, labels), by_measure.iterrows(), strict=True):
        amount, implied, colour = float(row["award_gbp"]), float(row["implied_gbp"]), _COLOURS[row["measured"]]
        ax.barh(place, amount - implied, color=colour, height=0.26)
        hatched(ax, place, implied, amount - implied, colour, 0.26)
        count = counted(row["awards"], "award") if row["awards"] else "no award"
        text = f"{format_pounds(amount)}{implied_label(implied)}, {count}" if row["awards"] else count
        value(ax, place, max(0.0, amount), text)
    from_zero([ax])
    return ax


def money_by_measure(by_measure: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """For each stream a bar for the money with a measure for the period, one for other periods only, and one without.

    `by_measure` is the table of `summaries.awards_by_measure`. If no amount is stated, the Chart has only a title.
    """
    total = by_measure["award_gbp"].sum()
    if not total:
        return Chart("No amount is stated for any of these awards")
    without = by_measure[by_measure["measured"] == UNMEASURED]
    unmeasured = without["award_gbp"].sum()
    title = "Every award has a measure of some period"
    if without["awards"].sum():
        note = implied_note(without["implied_gbp"].sum())
        title = (
            f"{gbp(unmeasured)}{note}, {percent(unmeasured / total)} of the money inside the overall budget, has no "
            f"measure of any period"
        )
    parts = []
    for stream, rows in by_measure.groupby("stream", observed=True, sort=True):
        kinds = [
            f"{row['measured']}, {gbp(row['award_gbp'])}{implied_note(row['implied_gbp'])}, "
            f"{counted(row['awards'], 'award')}"
            for _, row in rows[rows["awards"] > 0].iterrows()
        ]
        parts.append(f"{stream}: {'; '.join(kinds)}")
    return Chart(
        title,
        f"Bar chart of the money by stream and by what is reported of it. {'. '.join(parts)}.",
        "Hatched: implied." if by_measure["implied_gbp"].any() else "",
        axes=_draw_money_by_measure(by_measure, ax),
    )
