"""Draw how much money has a provider type that is our judgement."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.money import format_pounds
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import implied_note, percent
from grantsdata.report.chart import Chart
from grantsdata.report.charts.style import (
    DARK,
    GREY,
    axes_for,
    from_zero,
    hatched,
    implied_label,
    label_rows,
    styled,
    value,
)

_LABELS = {"paper": "The paper's words", "register": "A public register", "judgement": "Our judgement"}


@styled
def _draw_money_by_basis(by_basis: pd.DataFrame, ax: Axes | None = None) -> Axes:
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
        text = f"{format_pounds(amount)}{implied_label(row['implied_gbp'])}, {row['share']:.1%}"
        value(ax, place, max(0.0, amount), text)
    from_zero([ax])
    return ax


def _label(row: dict[Any, Any]) -> str:
    if pd.isna(row["provider_basis"]):
        return "No provider of a known type"
    return f"{_LABELS[row['provider_basis']]},\nconfidence {row['provider_confidence']}"


_BASES = {"paper": "the paper's words", "register": "a public register", "judgement": "our judgement"}


def money_by_basis(by_basis: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """A bar for each basis and confidence of provider types; bars of our judgement are hatched.

    `by_basis` is the table of `summaries.awards_by_basis`. If no amount is stated, the Chart has only a title.
    """
    if not by_basis["award_gbp"].sum():
        return Chart("No amount is stated for any award")
    judged = by_basis[by_basis["provider_basis"] == "judgement"]
    title = "No money rests on our judgement of what kind of body receives it"
    if judged["award_gbp"].sum():
        note = implied_note(judged["implied_gbp"].sum())
        title = (
            f"{gbp(judged['award_gbp'].sum())}{note}, {percent(judged['share'].sum())} of the money, rests on our "
            f"judgement of what kind of body receives it"
        )
    parts = [
        f"{_name(row['provider_basis'], row['provider_confidence'])} {gbp(row['award_gbp'])}"
        f"{implied_note(row['implied_gbp'])}, {percent(row['share'])}"
        for _, row in by_basis.iterrows()
    ]
    return Chart(
        title,
        f"Bar chart of what the types of provider rest on, with shares of the money: {'; '.join(parts)}.",
        "Hatched: our judgement." if len(judged) else "",
        axes=_draw_money_by_basis(by_basis, ax),
    )


def _name(basis: str | None, confidence: str | None) -> str:
    if basis is None or pd.isna(basis):
        return "no provider of a known type"
    return f"{_BASES[basis]} with {confidence} confidence"
