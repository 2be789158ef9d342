"""A year beside an earlier one: provider types in both, and the steps from one sum to the other."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.drawing import (
    DARK,
    GREY,
    ORANGE,
    PLUM,
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
from grantsdata.model.schema import CHANGED, DOUBTFUL, ENDED, IMPLIED, NEW, ONE_SIDED
from grantsdata.model.years import FinancialYear

_COLOURS = {ENDED: PLUM, CHANGED: DARK, ONE_SIDED: GREY, DOUBTFUL: ORANGE, NEW: TEAL}


@styled
def side_by_side(
    sums: pd.DataFrame,
    implied: pd.DataFrame,
    year: FinancialYear,
    before: FinancialYear | None,
    ax: Axes | None = None,
) -> Axes:
    """A dark bar for each label's sum this year, with a grey one below for the earlier year, if there is one.

    `sums` and `implied` as `summaries.side_by_side` and `summaries.implied_side_by_side` give them; the total is not
    drawn.
    """
    years = {"now": (str(year), DARK), "former": (str(before), GREY)}
    sides = {side: told for side, told in years.items() if f"{side}_total_gbp" in sums}
    labels = [sentence(str(label)) for label in sums.iloc[:-1, 0]]
    ax = ax or axes_for(labels)
    places = label_rows(ax, labels, [f"{label}\n " if len(sides) == 2 else label for label in labels])
    for number, (side, (its_year, colour)) in enumerate(sides.items()):
        name = f"{side}_total_gbp"
        aside = 0.0 if len(sides) == 1 else 0.22 * number - 0.11
        for place, pounds, part in zip(places, sums[name][:-1], implied[name][:-1], strict=True):
            amount = 0.0 if pd.isna(pounds) else float(pounds)
            ax.barh(place + aside, amount - float(part), color=colour, height=0.18)
            hatched(ax, place + aside, float(part), amount - float(part), colour, 0.18)
            text = "none stated" if pd.isna(pounds) else format_pounds(amount) + implied_note(float(part))
            value(ax, place + aside, max(0.0, amount), f"{text} in {its_year}" if len(sides) == 2 else text)
    from_nought([ax])
    return ax


@styled
def movement_bridge(steps: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """What each movement adds to the earlier sum, which is nought here, or takes from it; and the change of the whole.

    `steps` as `summaries.movement_steps` gives them. A step that rests on an implied amount is hatched. Nothing is
    drawn without steps.
    """
    labels = [_label(row) for _, row in steps.iterrows()]
    ax = ax or axes_for(labels)
    if not labels:
        return ax
    end = 0.0
    for place, (_, row) in zip(label_rows(ax, labels), steps.iterrows(), strict=True):
        change, implied = float(row["change_gbp"]), float(row["implied_gbp"])
        colour = _COLOURS.get(row["step"], GREY)
        end, start = (change, 0.0) if row["step"] == "Total" else (end + change, end)
        if implied:
            hatched(ax, place, abs(change), min(start, end), colour, 0.26)
        else:
            ax.barh(place, abs(change), left=min(start, end), color=colour, height=0.26)
        rests = f" (rests on {format_pounds(implied)} {IMPLIED})" if implied else ""
        value(ax, place, max(start, end, 0.0), f"{'+' if change > 0 else ''}{format_pounds(change)}{rests}")
    ax.spines["left"].set_visible(False)
    ax.axvline(0.0, color="#0b0c0c", linewidth=1)
    from_nought([ax])
    return ax


def _label(step: "pd.Series[str]") -> str:
    if step["step"] == "Total":
        return "Change of the whole"
    return f"{sentence(step['step'])}: {counted(int(step['awards']), 'pair' if step['step'] == DOUBTFUL else 'award')}"
