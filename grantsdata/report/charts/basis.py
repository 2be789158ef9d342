"""Draw how much money has a provider type that is our judgement."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.dictionary.headings import EMPTY
from grantsdata.model.phrases import percent, sentence
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import amount_of, described, no_bars
from grantsdata.report.drawing.rows import Row, amount_parts, amount_text, one_panel
from grantsdata.report.traced import figure, write


def money_by_basis(by_basis: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """A bar for each basis and confidence of provider types.

    `by_basis` is the table of `summaries.awards_by_basis`. If no amount is stated, the Chart has only a title.
    """
    if not by_basis["award_gbp"].sum():
        return Chart(no_bars(by_basis["award_gbp"], "award"))
    judged = by_basis[by_basis["provider_basis"] == "judgement"]
    title = "No money rests on our judgement of what kind of body gets it"
    if judged["award_gbp"].sum():
        title = write(
            "{amount}, {share} of the money, rests on our judgement of what kind of body gets it",
            amount=amount_of(judged["award_gbp"].sum(), judged["implied_gbp"].sum(), provider_basis="judgement"),
            share=figure(percent(judged["share"].sum()), "share", provider_basis="judgement"),
        )
    rows = by_basis.to_dict("records")
    items = [
        write(
            "{basis} {amount}",
            basis=_label(row),
            amount=amount_of(row["award_gbp"], row["implied_gbp"], **_conditions(row)),
        )
        for row in rows
    ]
    bars = [Row("Basis, confidence", is_heading=True)]
    bars += [
        Row(
            _label(row) + (" (no known provider)" if pd.isna(row["provider_basis"]) else ""),
            amount_text(row["award_gbp"], row["implied_gbp"], row["share"]),
            amount_parts(float(row["award_gbp"]), float(row["implied_gbp"])),
            name=_label(row),
        )
        for row in rows
    ]
    return chart_of_bars(
        one_panel(bars), title, described("Bar chart of what the types of provider rest on", items), ax=ax
    )


def _label(row: dict[Any, Any]) -> str:
    """The basis and the confidence as the table beside the chart names them."""
    basis, confidence = (
        EMPTY.get(name, "none") if pd.isna(row[name]) else str(row[name])
        for name in ("provider_basis", "provider_confidence")
    )
    return sentence(basis if basis == confidence else f"{basis}, {confidence}")


def _conditions(row: dict[Any, Any]) -> dict[str, Any]:
    """The awards that a row is about."""
    if pd.isna(row["provider_basis"]):
        return {"provider_basis": False}
    return {"provider_basis": row["provider_basis"], "provider_confidence": row["provider_confidence"]}
