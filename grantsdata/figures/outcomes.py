"""Money with and without a measure, stream by stream."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.drawing import (
    DARK,
    GREY,
    TEAL,
    axes_for,
    from_nought,
    hatched,
    implied_note,
    label_rows,
    styled,
    value,
)
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import counted, sentence
from grantsdata.model.schema import FOR_OTHERS, FOR_PERIOD, UNMEASURED

_COLOURS = {FOR_PERIOD: DARK, FOR_OTHERS: TEAL, UNMEASURED: GREY}


@styled
def money_by_measure(by_measure: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """For each stream a bar for the money with a measure for the period, with one for others only, and with none.

    `by_measure` as `summaries.awards_by_measure` gives it; nothing is drawn if it has no rows.
    """
    labels = [f"{row['stream']}\n{sentence(str(row['measured']))}" for _, row in by_measure.iterrows()]
    ax = ax or axes_for(labels)
    if not labels:
        return ax
    for place, (_, row) in zip(label_rows(ax, labels), by_measure.iterrows(), strict=True):
        amount, implied, colour = float(row["award_gbp"]), float(row["implied_gbp"]), _COLOURS[row["measured"]]
        ax.barh(place, amount - implied, color=colour, height=0.26)
        hatched(ax, place, implied, amount - implied, colour, 0.26)
        count = counted(row["awards"], "award") if row["awards"] else "no award"
        text = f"{format_pounds(amount)}{implied_note(implied)}, {count}" if row["awards"] else count
        value(ax, place, max(0.0, amount), text)
    from_nought([ax])
    return ax
