"""What stands beside the chart of what the provider types rest on."""

import pandas as pd

from grantsdata.captions.words import Words
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import implied_note, percent

_BASES = {"paper": "the paper's words", "register": "a public register", "judgement": "our judgement"}


def money_by_basis(by_basis: pd.DataFrame) -> Words:
    """Beside `figures.money_by_basis`; no alternative text, and so no chart, where no amount is stated."""
    if not by_basis["award_gbp"].sum():
        return Words("No amount is stated for any award", "")
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
    return Words(
        title,
        f"Bar chart of what the types of provider rest on, with shares of the money: {'; '.join(parts)}.",
        "Hatched: our judgement." if len(judged) else "",
    )


def _name(basis: str | None, confidence: str | None) -> str:
    if basis is None or pd.isna(basis):
        return "no provider of a known type"
    return f"{_BASES[basis]} with {confidence} confidence"
