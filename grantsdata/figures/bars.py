"""The bar charts: budgets, provider types, providers, awards under their groups."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grantsdata.drawing import (
    DARK,
    GREY,
    PLUM,
    WIDTH,
    axes_for,
    colours,
    figure_height,
    from_nought,
    hatched,
    implied_note,
    label_rows,
    lines,
    row_height,
    styled,
    value,
    wrapped,
)
from grantsdata.errors import ParameterError
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import sentence
from grantsdata.model.schema import IMPLIED, NOT_STATED


@styled
def budget_bridge(bridge: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The overall budget, what each stream awards of it, and what is left: a waterfall, top to bottom.

    `bridge` as `summaries.budget_bridge` gives it.
    """
    overall, streams = bridge.iloc[0], bridge.iloc[1:]
    if pd.isna(overall["budget_gbp"]):
        return ax or axes_for([])
    labels = [f"{overall['name']}, {overall['budget_printed']}"]
    labels += [f"Awarded: {name}" for name in streams["name"]]
    left = float(overall["not_itemised_gbp"])
    labels.append("Not itemised" if left >= 0 else "Awarded beyond the budget")
    ax = ax or axes_for(labels)
    places = label_rows(ax, labels)
    ax.barh(places[0], overall["budget_gbp"], color=GREY, height=row_height(labels[0]))
    value(ax, places[0], overall["budget_gbp"], format_pounds(overall["budget_gbp"]))
    end = float(overall["budget_gbp"])
    for place, colour, (_, stream) in zip(places[1:-1], colours(len(streams)), streams.iterrows(), strict=True):
        awarded, implied = float(stream["awarded_gbp"]), float(stream["implied_gbp"])
        ax.barh(place, awarded - implied, left=end - awarded + implied, color=colour, height=0.26)
        hatched(ax, place, implied, end - awarded, colour, 0.26)
        value(ax, place, end, format_pounds(awarded) + implied_note(implied))
        end -= awarded
    ax.barh(places[-1], abs(left), left=min(0.0, left), color=PLUM, height=0.26)
    rests_on = float(overall["implied_gbp"])
    value(
        ax,
        places[-1],
        max(0.0, left),
        format_pounds(left) + (f" (rests on {format_pounds(rests_on)} {IMPLIED})" if rests_on else ""),
    )
    from_nought([ax])
    return ax


@styled
def awards_against_budgets(bridge: pd.DataFrame, budgets: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Awards as bars against what each printed, rounded budget can stand for, drawn as a band behind them."""
    bridge = bridge[bridge["budget_gbp"].notna()]
    ranges = budgets.set_index("name").loc[bridge["name"], ["budget_low_gbp", "budget_high_gbp"]]
    labels = [
        f"{name}\nbudget “{printed}”" for name, printed in zip(bridge["name"], bridge["budget_printed"], strict=True)
    ]
    ax = ax or axes_for(labels)
    places = label_rows(ax, labels)
    for place, (_, row), (_, band) in zip(places, bridge.iterrows(), ranges.iterrows(), strict=True):
        low, high = float(band["budget_low_gbp"]), float(band["budget_high_gbp"])
        awarded, implied = float(row["awarded_gbp"]), float(row["implied_gbp"])
        ax.barh(place, high - low, left=low, color=GREY, height=0.42)
        ax.barh(place, awarded - implied, color=DARK, height=0.18)
        hatched(ax, place, implied, awarded - implied, DARK, 0.18)
        ax.plot([float(row["budget_gbp"])] * 2, [place - 0.21, place + 0.21], color="#0b0c0c", linewidth=2)
        value(ax, place, max(high, awarded), format_pounds(awarded) + implied_note(implied, "\n"))
    from_nought([ax])
    return ax


@styled
def stream_by_provider_type(breakdown: pd.DataFrame, implied: pd.DataFrame) -> list[Axes]:
    """One panel a stream, the provider types in the same order in each.

    `breakdown` and `implied` as `summaries.budget_breakdown` and `summaries.implied_breakdown` give them; the three
    last rows are sums and not drawn.
    """
    types, of_it = breakdown.iloc[:-3], implied.iloc[:-3]
    streams = list(breakdown.columns[1:-2])
    labels = [sentence(name) for name in types["provider_type"]]
    texts = [
        [
            (format_pounds(pounds) if pounds else "none") + implied_note(part, "\n")
            for pounds, part in zip(types[s], of_it[s], strict=True)
        ]
        for s in streams
    ]
    rows = [max(row, key=lines) for row in zip(labels, *texts, strict=True)]
    heads = max(lines(stream) for stream in streams)
    figure = Figure(figsize=(WIDTH, figure_height(rows) + 0.15 + 0.2 * heads))
    panels = figure.subplots(1, len(streams), sharex=True, squeeze=False)[0]
    for ax, stream, values, colour in zip(panels, streams, texts, colours(len(streams)), strict=True):
        places = label_rows(ax, labels if ax is panels[0] else [""] * len(labels), rows)
        for place, pounds, part, text in zip(places, types[stream], of_it[stream], values, strict=True):
            ax.barh(place, float(pounds - part), color=colour, height=0.26)
            hatched(ax, place, float(part), float(pounds - part), colour, 0.26)
            value(ax, place, max(0.0, float(pounds)), text)
        ax.set_title(wrapped(stream))
    from_nought(panels)
    return list(panels)


@styled
def provider_types(types: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Provider types, largest first; the part that rests on our judgement of the type is hatched.

    `types` as `summaries.provider_types_by_basis` gives it.
    """
    labels = [sentence(str(name)) for name in types["provider_type"]]
    texts = [
        f"{format_pounds(row['award_gbp'])}{implied_note(row['implied_gbp'])}, {row['share']:.1%}"
        + (f"\n{format_pounds(row['judged_gbp'])} of it judged" if row["judged_gbp"] else "")
        for _, row in types.iterrows()
    ]
    rows = [max(pair, key=lines) for pair in zip(labels, texts, strict=True)]
    ax = ax or axes_for(rows)
    for place, text, (_, row) in zip(label_rows(ax, labels, rows), texts, types.iterrows(), strict=True):
        amount, judged = float(row["award_gbp"]), float(row["judged_gbp"])
        ax.barh(place, amount - judged, color=DARK, height=0.26)
        hatched(ax, place, judged, amount - judged, DARK, 0.26)
        value(ax, place, max(0.0, amount), text)
    from_nought([ax])
    return ax


@styled
def largest_providers(providers: pd.DataFrame, own_force: str, number: int = 10, ax: Axes | None = None) -> Axes:
    """The largest providers with the share that they make up together; the body's own force stands out.

    `providers` as `summaries.providers_ranked` gives it; the rest are drawn together as the last bar.
    ParameterError for a number below one.
    """
    if number < 1:
        raise ParameterError(f"The number of providers to show is {number}; expected 1 or more.")
    bars = [
        (
            str(row["provider"]),
            float(row["award_gbp"]),
            float(row["running_share"]),
            float(row["implied_gbp"]),
        )
        for _, row in providers.iloc[:number].iterrows()
    ]
    rest = providers.iloc[number:]
    if len(rest):
        bars.append((f"The other {len(rest)}", float(rest["award_gbp"].sum()), 1.0, float(rest["implied_gbp"].sum())))
    labels = [label for label, *_ in bars]
    ax = ax or axes_for(labels)
    for place, (label, amount, share, implied) in zip(label_rows(ax, labels), bars, strict=True):
        colour = PLUM if label == own_force else GREY if label.startswith("The other ") else DARK
        ax.barh(place, amount - implied, color=colour, height=0.26)
        hatched(ax, place, implied, amount - implied, colour, 0.26)
        value(ax, place, max(0.0, amount), f"{format_pounds(amount)}{implied_note(implied)}; so far {share:.1%}")
    from_nought([ax])
    return ax


@styled
def awards_in_groups(awards: pd.DataFrame, by: str, ax: Axes | None = None) -> Axes:
    """Every award as a bar, under the heading of its group, in the paper's order; implied amounts are hatched.

    `awards` as `load_awards` gives them; `by` is the column that groups them.
    """
    groups = list(awards.groupby(by, observed=True, sort=True))
    labels: list[str] = []
    for name, group in groups:
        labels += [str(name).upper(), *group["service"]]
    ax = ax or axes_for(labels)
    if not groups:
        return ax
    places = iter(label_rows(ax, labels))
    headings = {str(name).upper() for name, _ in groups}
    for tick in ax.get_yticklabels():
        tick.set_fontweight("bold" if tick.get_text() in headings else "normal")
    for colour, (_, group) in zip(colours(len(groups)), groups, strict=True):
        next(places)
        for _, award in group.iterrows():
            _award(ax, next(places), award, colour)
    from_nought([ax])
    return ax


def _award(ax: Axes, place: float, award: "pd.Series[Any]", colour: str) -> None:
    if award["award_status"] == NOT_STATED:
        value(ax, place, 0.0, NOT_STATED)
        return
    amount = float(award["award_gbp"])
    if award["award_status"] == IMPLIED:
        hatched(ax, place, amount, 0.0, colour, 0.22)
        value(ax, place, amount, f"{format_pounds(amount)} {IMPLIED}")
    else:
        ax.barh(place, amount, color=colour, height=0.22)
        value(ax, place, max(0.0, amount), format_pounds(amount))
