"""Write sentences on sums in the prices of another year."""

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import listed, percent
from grantsdata.model.years import FinancialYear


def real_change(real: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> list[str]:
    """A sentence on the total change in real terms; `real` is the table of `summaries.real_side_by_side`."""
    if real.empty or pd.isna(real["real_change_gbp"].iloc[-1]):
        return []
    total = real.iloc[-1]
    pounds, cash = float(total["real_change_gbp"]), float(total["total_change_gbp"])
    share = "" if pd.isna(total["real_share"]) else f" ({percent(abs(total['real_share']))})"
    difference = f"{gbp(abs(pounds))}{share} {'higher' if pounds > 0 else 'lower'}" if pounds else "the same"
    cash_difference = f"{gbp(abs(cash))} {'higher' if cash > 0 else 'lower'}" if cash else "the same"
    return [
        f"In prices of {year} the stated amounts of {before} come to {gbp(total['former_real_gbp'])}. Beside that the "
        f"sum of {year} is {difference} in real terms; in cash it is {cash_difference}."
    ]


def real_note(deflators: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    """A note below the table of `summaries.real_side_by_side`: the index, its source, and which years are forecasts."""
    if before is None or deflators.empty:
        return ""
    rows = {row["financial_year"]: row for row in deflators.to_dict("records")}
    index = [f"{rows[str(y)]['deflator_index']!s} for {y}" for y in (before, year)]
    forecasts = [str(y) for y in (before, year) if rows[str(y)]["is_forecast"]]
    note = f" The index of {listed(forecasts)} is a forecast." if forecasts else ""
    return (
        f"In prices of {year}: the sum of {before}, multiplied by the index of {year} and divided by its own "
        f"({listed(index)}), and rounded once to the pound, so that the parts may not add up to the total.{note} "
        f"Index: {rows[str(year)]['source']}"
    )
