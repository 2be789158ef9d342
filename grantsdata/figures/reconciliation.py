"""Where the money rests on a judgement."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.drawing import DARK, GREY, axes_for, from_nought, hatched, implied_note, label_rows, styled, value
from grantsdata.model.money import format_pounds

_LABELS = {"paper": "The paper's words", "register": "A public register", "judgement": "Our judgement"}


@styled
def money_by_basis(by_basis: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """What the provider types rest on, with our confidence, as bars; what rests on our judgement is hatched.

    `by_basis` as `summaries.awards_by_basis` gives it; nothing is drawn if it has no rows.
    """
    labels = [_label(row) for row in by_basis.to_dict("records")]
    ax = ax or axes_for(labels)
    if not labels:
        return ax
    for place, row in zip(label_rows(ax, labels), by_basis.to_dict("records"), strict=True):
        amount = float(row["award_gbp"])
        if row["provider_basis"] == "judgement":
            hatched(ax, place, amount, 0.0, DARK, 0.26)
        else:
            ax.barh(place, amount, color=GREY if pd.isna(row["provider_basis"]) else DARK, height=0.26)
        text = f"{format_pounds(amount)}{implied_note(row['implied_gbp'])}, {row['share']:.1%}"
        value(ax, place, max(0.0, amount), text)
    from_nought([ax])
    return ax


def _label(row: dict[Any, Any]) -> str:
    if pd.isna(row["provider_basis"]):
        return "No provider of a known type"
    return f"{_LABELS[row['provider_basis']]},\nconfidence {row['provider_confidence']}"
