"""Draw a year beside an earlier one: provider types in both years, and the steps from one sum to the other."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.money import format_pounds
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, implied_note, listed, percent, sentence
from grantsdata.model.schema import CHANGED, DOUBTFUL, ENDED, IMPLIED, NEW, ONE_SIDED
from grantsdata.model.years import FinancialYear
from grantsdata.report.chart import Chart
from grantsdata.report.charts.style import (
    DARK,
    GREY,
    ORANGE,
    PLUM,
    TEAL,
    axes_for,
    from_zero,
    hatched,
    implied_label,
    label_rows,
    rests_on,
    styled,
    value,
)

_COLOURS = {ENDED: PLUM, CHANGED: DARK, ONE_SIDED: GREY, DOUBTFUL: ORANGE, NEW: TEAL}


@styled
def _draw_side_by_side(
    sums: pd.DataFrame,
    implied: pd.DataFrame,
    year: FinancialYear,
    before: FinancialYear | None,
    ax: Axes | None = None,
) -> Axes:
    years = {"now": (str(year), DARK), "former": (str(before), GREY)}
    sides = {side: label for side, label in years.items() if f"{side}_total_gbp" in sums}
    labels = [sentence(str(label)) for label in sums.iloc[:-1, 0]]
    ax = ax or axes_for(labels)
    places = label_rows(ax, labels, [f"{label}\n " if len(sides) == 2 else label for label in labels])
    for number, (side, (side_year, colour)) in enumerate(sides.items()):
        name = f"{side}_total_gbp"
        offset = 0.0 if len(sides) == 1 else 0.22 * number - 0.11
        for place, pounds, part in zip(places, sums[name][:-1], implied[name][:-1], strict=True):
            amount = 0.0 if pd.isna(pounds) else float(pounds)
            ax.barh(place + offset, amount - float(part), color=colour, height=0.18)
            hatched(ax, place + offset, float(part), amount - float(part), colour, 0.18)
            text = "none stated" if pd.isna(pounds) else format_pounds(amount) + implied_label(float(part))
            value(ax, place + offset, max(0.0, amount), f"{text} in {side_year}" if len(sides) == 2 else text)
    from_zero([ax])
    return ax


@styled
def _draw_movement_bridge(steps: pd.DataFrame, ax: Axes | None = None) -> Axes:
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
        value(ax, place, max(start, end, 0.0), f"{'+' if change > 0 else ''}{format_pounds(change)}{rests_on(implied)}")
    ax.spines["left"].set_visible(False)
    ax.axvline(0.0, color="#0b0c0c", linewidth=1)
    from_zero([ax])
    return ax


def _label(step: "pd.Series[str]") -> str:
    if step["step"] == "Total":
        return "Change of the whole"
    return f"{sentence(step['step'])}: {counted(int(step['awards']), 'pair' if step['step'] == DOUBTFUL else 'award')}"


def side_by_side(
    sums: pd.DataFrame,
    implied: pd.DataFrame,
    unstated: pd.DataFrame,
    year: FinancialYear,
    before: FinancialYear | None,
    ax: Axes | None = None,
) -> Chart:
    """A dark bar for each label's sum this year, with a grey one below for the earlier year, if there is one.

    `sums`, `implied` and `unstated` are the tables of `summaries.side_by_side`, `summaries.implied_side_by_side` and
    `summaries.unstated_awards`. The total is not drawn. The title never names a type with an unstated amount as
    changed. If no amount is stated, the Chart has only a title.
    """
    names = {"now_total_gbp": str(year), "former_total_gbp": str(before)}
    shown = [name for name in names if name in sums]
    if not sums[shown].fillna(0).to_numpy().any():
        return Chart("No amount is stated for any provider type")
    parts = [
        f"{row.iloc[0]} {listed([f'{_amount(row[name], part[name])} in {names[name]}' for name in shown])}"
        for (_, row), (_, part) in zip(sums.iloc[:-1].iterrows(), implied.iloc[:-1].iterrows(), strict=True)
    ]
    key = f"Dark: {year}. Grey: {before}." if before else ""
    hatched = "Hatched: implied." if implied[shown].fillna(0).to_numpy().any() else ""
    return Chart(
        _most_changed(sums, unstated, year, before),
        f"Bar chart of {'both years' if before else str(year)} by type of provider: {'; '.join(parts)}.",
        " ".join(text for text in (key, hatched) if text),
        axes=_draw_side_by_side(sums, implied, year, before, ax),
    )


def _amount(pounds: float, implied: float) -> str:
    return "none stated" if pd.isna(pounds) else f"{gbp(pounds)}{implied_note(implied)}"


def _most_changed(sums: pd.DataFrame, unstated: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    types = sums.iloc[:-1]
    if before is None:
        top = types.iloc[0]
        return f"In {year} most goes to {top.iloc[0]}: {gbp(top['now_total_gbp'])}"
    changed = types[types["total_change_gbp"].fillna(0) != 0]
    changed = changed[~changed.iloc[:, 0].isin(unstated.iloc[:, 0])]
    if changed.empty and len(unstated):
        return f"No type of provider whose amounts are all stated has another sum in {year} than in {before}"
    if changed.empty:
        return f"No type of provider has another sum in {year} than in {before}"
    most = changed.iloc[int(changed["total_change_gbp"].abs().to_numpy(dtype=float).argmax())]
    share = "" if pd.isna(most["change_share"]) else f", {percent(abs(most['change_share']))}"
    more_or_less = "more" if most["total_change_gbp"] > 0 else "less"
    return (
        f"The sum that changed most is that of {most.iloc[0]}: {gbp(abs(most['total_change_gbp']))}{share} "
        f"{more_or_less} in {year} than in {before}"
    )


def movement_bridge(
    steps: pd.DataFrame, totals: pd.DataFrame, year: FinancialYear, before: FinancialYear | None, ax: Axes | None = None
) -> Chart:
    """A waterfall of what each movement adds to the earlier sum, which is drawn as 0, and of the total change.

    `steps` and `totals` are the tables of `summaries.movement_steps` and `summaries.movement_totals`. Steps with an
    implied amount are hatched. Without steps the Chart has only a title.
    """
    if before is None or totals.empty:
        return Chart("Which awards continue, changed, ended or are new can be told once a second year is on file")
    if steps.empty:
        return Chart(f"Every award of {before} continues unchanged in {year}")
    change, total = steps.iloc[-1], totals.iloc[-1]
    sums = f"from {gbp(total['former_total_gbp'])} in {before} to {gbp(total['now_total_gbp'])} in {year}"
    parts = [
        f"{counted(row['awards'], 'pair' if row['step'] == DOUBTFUL else 'award')} {row['step']}, "
        f"{_signed(row['change_gbp'])}{rests_on(row['implied_gbp'])}"
        for _, row in steps.iloc[:-1].iterrows()
    ]
    return Chart(
        f"{_title(float(change['change_gbp']), year, before)}{rests_on(change['implied_gbp'])}",
        f"Waterfall chart of the way {sums}. {'; '.join(parts)}. "
        f"The change of the whole is {_signed(change['change_gbp'])}"
        f"{rests_on(change['implied_gbp'])}.",
        f"The line stands for the sum of {before}."
        + (f" Hatched: rests on an {IMPLIED} amount." if steps["implied_gbp"].any() else ""),
        axes=_draw_movement_bridge(steps, ax),
    )


def _title(change: float, year: FinancialYear, before: FinancialYear) -> str:
    if not change:
        return f"The stated amounts of {year} come to as much as those of {before}"
    more_or_less = "more" if change > 0 else "less"
    return f"The stated amounts of {year} come to {gbp(abs(change))} {more_or_less} than those of {before}"


def _signed(pounds: float) -> str:
    return f"{'+' if pounds > 0 else ''}{gbp(pounds)}"
