"""Sums in the prices of another year → prose."""

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import listed, percent
from grantsdata.model.years import FinancialYear


def real_change(real: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> list[str]:
    """How the whole changed in real terms, in a sentence; `real` as `summaries.real_side_by_side` gives it."""
    if real.empty or pd.isna(real["real_change_gbp"].iloc[-1]):
        return []
    total = real.iloc[-1]
    pounds, cash = float(total["real_change_gbp"]), float(total["total_change_gbp"])
    share = "" if pd.isna(total["real_share"]) else f" ({percent(abs(total['real_share']))})"
    apart = f"{gbp(abs(pounds))}{share} {'higher' if pounds > 0 else 'lower'}" if pounds else "the same"
    paid = f"{gbp(abs(cash))} {'higher' if cash > 0 else 'lower'}" if cash else "the same"
    return [
        f"In prices of {year} the stated amounts of {before} come to {gbp(total['former_real_gbp'])}. Beside that the "
        f"sum of {year} is {apart} in real terms; in cash it is {paid}."
    ]


def real_note(deflators: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    """A note below `summaries.real_side_by_side`: by which index, whose it is, and what of it is a forecast."""
    if before is None or deflators.empty:
        return ""
    rows = {row["financial_year"]: row for row in deflators.to_dict("records")}
    index = [f"{rows[str(one)]['deflator_index']!s} for {one}" for one in (before, year)]
    forecasts = [str(one) for one in (before, year) if rows[str(one)]["is_forecast"]]
    told = f" The index of {listed(forecasts)} is a forecast." if forecasts else ""
    return (
        f"In prices of {year}: the sum of {before}, multiplied by the index of {year} and divided by its own "
        f"({listed(index)}), and rounded once to the pound, so that the parts may not add up to the total.{told} "
        f"Index: {rows[str(year)]['source']}"
    )
