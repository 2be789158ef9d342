"""What stands beside the charts of a year and an earlier one."""

import pandas as pd

from grantsdata.captions.words import Words
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, implied_note, listed, percent
from grantsdata.model.schema import DOUBTFUL, IMPLIED
from grantsdata.model.years import FinancialYear


def side_by_side(
    sums: pd.DataFrame,
    implied: pd.DataFrame,
    unstated: pd.DataFrame,
    year: FinancialYear,
    before: FinancialYear | None,
) -> Words:
    """Beside `figures.side_by_side`; no alternative text, and so no chart, where no amount is stated.

    `unstated` as `summaries.unstated_awards` gives it: a type with an amount that is not stated is not said to have
    changed.
    """
    names = {"now_total_gbp": str(year), "former_total_gbp": str(before)}
    told = [name for name in names if name in sums]
    if not sums[told].fillna(0).to_numpy().any():
        return Words("No amount is stated for any provider type", "")
    parts = [
        f"{row.iloc[0]} {listed([f'{_amount(row[name], part[name])} in {names[name]}' for name in told])}"
        for (_, row), (_, part) in zip(sums.iloc[:-1].iterrows(), implied.iloc[:-1].iterrows(), strict=True)
    ]
    key = f"Dark: {year}. Grey: {before}." if before else ""
    hatched = "Hatched: implied." if implied[told].fillna(0).to_numpy().any() else ""
    return Words(
        _most_changed(sums, unstated, year, before),
        f"Bar chart of {'both years' if before else str(year)} by type of provider: {'; '.join(parts)}.",
        " ".join(text for text in (key, hatched) if text),
    )


def _amount(pounds: float, implied: float) -> str:
    return "none stated" if pd.isna(pounds) else f"{gbp(pounds)}{implied_note(implied)}"


def _most_changed(sums: pd.DataFrame, unstated: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    types = sums.iloc[:-1]
    if before is None:
        top = types.iloc[0]
        return f"In {year} most goes to {top.iloc[0]}: {gbp(top['now_total_gbp'])}"
    moved = types[types["total_change_gbp"].fillna(0) != 0]
    moved = moved[~moved.iloc[:, 0].isin(unstated.iloc[:, 0])]
    if moved.empty and len(unstated):
        return f"No type of provider whose amounts are all stated has another sum in {year} than in {before}"
    if moved.empty:
        return f"No type of provider has another sum in {year} than in {before}"
    most = moved.iloc[int(moved["total_change_gbp"].abs().to_numpy(dtype=float).argmax())]
    share = "" if pd.isna(most["change_share"]) else f", {percent(abs(most['change_share']))}"
    way = "more" if most["total_change_gbp"] > 0 else "less"
    return (
        f"The sum that changed most is that of {most.iloc[0]}: {gbp(abs(most['total_change_gbp']))}{share} {way} in "
        f"{year} than in {before}"
    )


def movement_bridge(
    steps: pd.DataFrame, totals: pd.DataFrame, year: FinancialYear, before: FinancialYear | None
) -> Words:
    """Beside `figures.movement_bridge`; no alternative text, and so no chart, where there is no step to draw."""
    if before is None or totals.empty:
        return Words("Which awards continue, changed, ended or are new can be told once a second year is on file", "")
    if steps.empty:
        return Words(f"Every award of {before} continues unchanged in {year}", "")
    whole, total = steps.iloc[-1], totals.iloc[-1]
    sums = f"from {gbp(total['former_total_gbp'])} in {before} to {gbp(total['now_total_gbp'])} in {year}"
    parts = [
        f"{counted(row['awards'], 'pair' if row['step'] == DOUBTFUL else 'award')} {row['step']}, "
        f"{_signed(row['change_gbp'])}{_rests(row['implied_gbp'])}"
        for _, row in steps.iloc[:-1].iterrows()
    ]
    return Words(
        f"{_title(float(whole['change_gbp']), year, before)}{_rests(whole['implied_gbp'])}",
        f"Waterfall chart of the way {sums}. {'; '.join(parts)}. "
        f"The change of the whole is {_signed(whole['change_gbp'])}"
        f"{_rests(whole['implied_gbp'])}.",
        f"The line stands for the sum of {before}."
        + (f" Hatched: rests on an {IMPLIED} amount." if steps["implied_gbp"].any() else ""),
    )


def _title(change: float, year: FinancialYear, before: FinancialYear) -> str:
    if not change:
        return f"The stated amounts of {year} come to as much as those of {before}"
    way = "more" if change > 0 else "less"
    return f"The stated amounts of {year} come to {gbp(abs(change))} {way} than those of {before}"


def _rests(implied: float) -> str:
    return f" (rests on {gbp(implied)} {IMPLIED})" if implied else ""


def _signed(pounds: float) -> str:
    return f"{'+' if pounds > 0 else ''}{gbp(pounds)}"
