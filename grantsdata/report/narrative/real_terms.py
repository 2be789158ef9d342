"""Write sentences on sums in the prices of another year."""

import pandas as pd

from grantsdata.model.phrases import percent
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative.comparison import year_as
from grantsdata.report.narrative.figures import pounds
from grantsdata.report.traced import Figure, Sentence, figure, joined, listed, write

BY_STREAM = "Sums by stream in prices of this year"
"""The caption of the table whose total the sentence states."""


def real_change(real: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> list[Sentence]:
    """A sentence on the total change in real terms; `real` is the table of `summaries.real_side_by_side`."""
    if before is None or real.empty or pd.isna(real["real_change_gbp"].iloc[-1]):
        return []
    total = real.iloc[-1]
    change, has_share = float(total["real_change_gbp"]), pd.notna(total["real_share"])
    higher = f"{{change}}{' ({share})' if has_share else ''} {'higher' if change > 0 else 'lower'}"
    return [
        write(
            f"In real terms the sum is {higher if change else 'the same'}: in prices of {{year}}, that of {{before}} "
            "is {then}.",
            change=_total(pounds(abs(change), "sum"), "real_change_gbp"),
            share=_total(percent(abs(total["real_share"])), "real_share") if has_share else "",
            year=year_as(year, year),
            before=year_as(year, before),
            then=_total(pounds(total["former_real_gbp"], "sum"), "former_real_gbp"),
        )
    ]


def _total(text: str, column: str) -> Figure:
    """A figure of the last row of the table."""
    return figure(text, "entry", BY_STREAM, "Total", column)


def real_note(deflators: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> Sentence:
    """A note below the table of `summaries.real_side_by_side`: the index, its source, and which years are forecasts."""
    if before is None or deflators.empty:
        return Sentence([])
    rows = {row["financial_year"]: row for row in deflators.to_dict("records")}
    both = [(which, rows[str(which)]) for which in (before, year)]
    index = [write("{index} for {which}", index=_printed(row["deflator_index"]), which=year_as(year, which))
             for which, row in both]  # fmt: skip
    forecasts = [year_as(year, which) for which, row in both if row["is_forecast"]]
    method = write(
        "Earlier sums are multiplied by the price index of {year}, divided by that of {before} ({index}), and rounded "
        "to the pound. Parts may not add up to the total.",
        year=year_as(year, year),
        before=year_as(year, before),
        index=listed(index),
    )
    note = write("The index of {forecasts} is a forecast.", forecasts=listed(forecasts)) if forecasts else ""
    return joined([method, note, write("Index: {source}", source=_printed(rows[str(year)]["source"]))])


def _printed(text: object) -> Figure:
    """A text of the file with the index of prices."""
    return figure(str(text), "in_file", "data/raw/deflators.csv", str(text))
