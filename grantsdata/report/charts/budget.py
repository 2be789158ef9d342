"""Draw charts of budgets, the awards made from them, and the provider types in each stream."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grantsdata.model.money import format_pounds
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import implied_note, listed, sentence
from grantsdata.report.chart import Chart
from grantsdata.report.charts.style import (
    DARK,
    GREY,
    WIDTH,
    axes_for,
    colours,
    figure_height,
    from_zero,
    hatched,
    implied_label,
    label_rows,
    lines,
    styled,
    value,
    wrapped,
)


@styled
def _draw_awards_against_budgets(bridge: pd.DataFrame, budgets: pd.DataFrame, ax: Axes | None = None) -> Axes:
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
        value(ax, place, max(high, awarded), format_pounds(awarded) + implied_label(implied, "\n"))
    from_zero([ax])
    return ax


@styled
def _draw_stream_by_provider_type(breakdown: pd.DataFrame, implied: pd.DataFrame) -> list[Axes]:
    types, implied_types = breakdown.iloc[:-3], implied.iloc[:-3]
    streams = list(breakdown.columns[1:-2])
    labels = [sentence(name) for name in types["provider_type"]]
    texts = [
        [
            (format_pounds(pounds) if pounds else "none") + implied_label(part, "\n")
            for pounds, part in zip(types[s], implied_types[s], strict=True)
        ]
        for s in streams
    ]
    rows = [max(row, key=lines) for row in zip(labels, *texts, strict=True)]
    heads = max(lines(stream) for stream in streams)
    figure = Figure(figsize=(WIDTH, figure_height(rows) + 0.15 + 0.2 * heads))
    panels = figure.subplots(1, len(streams), sharex=True, squeeze=False)[0]
    for ax, stream, values, colour in zip(panels, streams, texts, colours(len(streams)), strict=True):
        places = label_rows(ax, labels if ax is panels[0] else [""] * len(labels), rows)
        for place, pounds, part, text in zip(places, types[stream], implied_types[stream], values, strict=True):
            ax.barh(place, float(pounds - part), color=colour, height=0.26)
            hatched(ax, place, float(part), float(pounds - part), colour, 0.26)
            value(ax, place, max(0.0, float(pounds)), text)
        ax.set_title(wrapped(stream))
    from_zero(panels)
    return list(panels)


def awards_against_budgets(bridge: pd.DataFrame, budgets: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """Awards as bars; the band behind each is the range of amounts that round to the printed budget.

    `bridge` and `budgets` are the tables of `summaries.budget_bridge` and `load_budgets`. If no budget is stated, the
    Chart has only a title.
    """
    stated = bridge[bridge["budget_gbp"].notna()]
    if stated.empty:
        return Chart("The paper states no budget to set the awards against")
    ranges = budgets.set_index("name").loc[stated["name"], ["budget_low_gbp", "budget_high_gbp"]].astype(float)
    parts, outside = [], []
    for (_, row), (low, high) in zip(stated.iterrows(), ranges.to_numpy(), strict=True):
        within = low <= row["awarded_gbp"] <= high
        outside += [] if within else [row["name"]]
        parts.append(
            f"{row['name']}: {gbp(row['awarded_gbp'])}{implied_note(row['implied_gbp'])} awarded, "
            f"{'inside' if within else 'outside'} what “{row['budget_printed']}” stands for"
        )
    title = "Every sum of awards is within the rounding of its budget"
    if outside:
        title = f"Awards are outside the rounding of the budget for {listed(outside)}"
    return Chart(
        title,
        f"Bar chart of awards against rounded budgets. {'; '.join(parts)}.",
        "Bar: awarded. Grey band: what the rounded budget can stand for. Line: its middle."
        + (" Hatched: implied." if stated["implied_gbp"].any() else ""),
        axes=_draw_awards_against_budgets(bridge, budgets, ax),
    )


def stream_by_provider_type(breakdown: pd.DataFrame, implied: pd.DataFrame) -> Chart:
    """A panel for each stream, with the provider types in the same order in all.

    `breakdown` and `implied` are the tables of `summaries.budget_breakdown` and `summaries.implied_breakdown`; their
    last three rows are sums and are not drawn. If no amount is stated, the Chart has only a title.
    """
    types, implied_types = breakdown.iloc[:-3], implied.iloc[:-3]
    leads, parts = [], []
    for stream in breakdown.columns[1:-2]:
        pounds = types[stream].astype(float)
        if not pounds.any():
            parts.append(f"{stream}: nothing awarded")
            continue
        leads.append(f"{types['provider_type'].iloc[int(pounds.argmax())]} in {stream}")
        amounts = [
            f"{name} {gbp(of_type)}{implied_note(part)}"
            for name, of_type, part in zip(types["provider_type"], pounds, implied_types[stream], strict=True)
            if of_type
        ]
        parts.append(f"{stream}: {', '.join(amounts)}")
    if not leads:
        return Chart("No amount is stated for any stream of the budget")
    return Chart(
        f"The largest share of the money goes to {listed(leads)}",
        f"Bar chart with a panel for each stream. {'; '.join(parts)}.",
        "Hatched: implied, not printed." if float(implied_types["total_gbp"].sum()) else "",
        axes=_draw_stream_by_provider_type(breakdown, implied),
    )
