"""Draw charts of budgets, the awards made from them, and the provider types in each stream."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.arguments import check_numbers
from grantsdata.model.amounts.parse import any_rounded
from grantsdata.model.phrases import sentence, with_article
from grantsdata.model.schema import shown_as
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import KNOWN, amount_of, described, first_of, no_bars
from grantsdata.report.drawing.palette import stream_colours
from grantsdata.report.drawing.rows import Bars, Panel, Row, amount_parts, amount_text, one_panel
from grantsdata.report.traced import Figure, Sentence, figure, joined, listed, write


def awards_against_budgets(bridge: pd.DataFrame, budgets: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """Awards as bars; the box around the end of each is the range of amounts that round to the printed budget.

    `bridge` and `budgets` are the tables of `summaries.budget_bridge` and `load_budgets`. If no budget is stated, the
    Chart has only a title.
    """
    stated = bridge[bridge["budget_gbp"].notna()]
    if stated.empty:
        return Chart("The paper states no budget to set the awards against")
    ranges = budgets.set_index("name").loc[stated["name"], ["budget_low_gbp", "budget_high_gbp"]].astype(float)
    colours = stream_colours(bridge, list(stated["name"]))
    bars, items, outside = [], [], []
    for row, (low, high), colour in zip(stated.to_dict("records"), ranges.to_numpy(), colours, strict=True):
        is_overall = row["level"] == "overall"
        awarded, implied = float(row["awarded_gbp"]), float(row["implied_gbp"])
        outside += [] if low <= awarded <= high else [row["name"]]
        bars.append(
            Row(
                f"{row['name']},\nbudget {row['budget_printed']}",
                amount_text(awarded, implied),
                amount_parts(awarded, implied, 0 if is_overall else colour),
                name=row["name"],
                span=(low, high),
                span_means="amounts that round to the printed budget",
            )
        )
        conditions: dict[str, Any] = {"in_overall_budget": True} if is_overall else {"stream": row["name"]}
        items.append(
            write(
                "{name} {awarded} of {budget}",
                name=row["name"],
                awarded=amount_of(awarded, implied, **conditions),
                budget=figure(row["budget_printed"], "budget", "" if is_overall else row["name"]),
            )
        )
    named = stated[stated["name"].isin(outside)] if outside else stated
    rounded = "rounded " if any_rounded(named["budget_printed"]) else ""
    title = f"Awards fit the {rounded}budget{'s' if len(stated) > 1 else ''}"
    if outside:
        which = f"this {rounded}budget" if len(outside) == 1 else f"these {rounded}budgets"
        title = f"Awards do not fit {which}: {listed(outside)}"
    return chart_of_bars(one_panel(bars), title, described("Bar chart of awards beside their budgets", items), ax=ax)


def stream_by_provider_type(breakdown: pd.DataFrame, implied: pd.DataFrame) -> Chart:
    """A panel for each stream, with the provider types in the same order in all.

    `breakdown` and `implied` are the tables of `summaries.budget_breakdown` and `summaries.implied_breakdown`; their
    last three rows are sums and are not drawn. If no amount is stated, the Chart has only a title.
    """
    types, of_types = breakdown.iloc[:-3], implied.iloc[:-3]
    streams = list(breakdown.columns[1:-2])
    check_numbers(breakdown, streams, "stream_by_provider_type() as breakdown")
    panels, leads, items = [], [], []
    for stream, colour in zip(streams, stream_colours(breakdown, streams), strict=True):
        amounts = dict(zip(types["provider_type"].astype(str), types[stream].astype(float), strict=True))
        parts = dict(zip(types["provider_type"].astype(str), of_types[stream].astype(float), strict=True))
        panels.append(Panel(tuple(_row(stream, kind, amounts[kind], parts[kind], colour) for kind in amounts), stream))
        first = first_of(amounts)
        leads += [(stream, first[0])] if len(first) == 1 else []
        items += _items(stream, amounts, parts)
    if not any(row.parts for panel in panels for row in panel.rows):
        return Chart(no_bars(types[streams].stack(), "stream of the budget"))
    title = _most(leads, len(streams))
    return chart_of_bars(Bars(tuple(panels)), title, described("Bar chart of types of provider in each stream", items))


def _row(stream: str, kind: str, pounds: float, implied: float, colour: int) -> Row:
    text = amount_text(pounds, implied).replace(" (", "\n(") if pounds else "none"
    label = sentence(shown_as(kind))
    return Row(label, text, amount_parts(pounds, implied, colour), name=f"{stream}, {label}")


def _most(leads: list[tuple[str, str]], streams: int) -> Sentence:
    """Which type of provider has the largest share of each stream; `leads` are streams, each with that type."""
    if not leads:
        return Sentence(["Awards by stream and type of provider"])
    kinds = {kind for _, kind in leads}
    if len(kinds) == 1 and len(leads) == streams > 1:
        return write("Largest share of each stream: {kind}", kind=_leader(*leads[0]))
    named = [
        write("{kind} in {stream}", kind=_leader(stream, kind), stream=with_article(stream)) for stream, kind in leads
    ]
    return write("Largest share: {leads}", leads=listed(named))


def _leader(stream: str, kind: str) -> Figure:
    """The type of provider with the largest share of a stream."""
    return figure(shown_as(kind), "rank", "provider_type", 1, stream=stream, **KNOWN)


def _items(stream: str, amounts: dict[str, float], implied: dict[str, float]) -> list[Sentence]:
    """The amounts of a stream from the largest on, the first with the name of the stream."""
    stated = [kind for kind, pounds in amounts.items() if pounds and pounds == pounds]
    ranked = sorted(stated, key=lambda kind: -amounts[kind])
    parts = [
        write(
            "{kind} {amount}",
            kind=shown_as(kind),
            amount=amount_of(amounts[kind], implied[kind], stream=stream, provider_type=kind),
        )
        for kind in ranked
    ]
    return [joined([f"{stream}:", parts[0]]), *parts[1:]] if parts else []
