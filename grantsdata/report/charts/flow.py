"""Draw the flow of the money: budget, streams, arrangements and themes, provider types."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.money import format_pounds
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import implied_note, listed, percent
from grantsdata.model.schema import NOT_IN_REGISTER, NOT_YET_ALLOCATED, UNGROUPED
from grantsdata.report.chart import Chart
from grantsdata.report.charts.alluvial import Flow, alluvial
from grantsdata.report.charts.style import GREY, colours, implied_label, rests_on, styled

_HEADINGS = ("Budget", "Stream", "Arrangement or theme", "Provider type")


@styled
def _draw_budget_flow(flow: pd.DataFrame, bridge: pd.DataFrame) -> Axes:
    return alluvial(_HEADINGS, _labels(flow, bridge), _flows(flow, bridge))


def _flows(flow: pd.DataFrame, bridge: pd.DataFrame) -> list[Flow]:
    """The flows in the order of the rows; the part of the budget that is not itemised is last."""
    first, left = _first(bridge), bridge["not_itemised_gbp"].iloc[0]
    colour = dict(zip(bridge["name"].iloc[1:], colours(len(bridge) - 1), strict=True))
    flows = []
    for _, row in flow[flow["award_gbp"] > 0].iterrows():
        pence = round(float(row["award_gbp"]) * 100)
        implied = min(max(0, round(float(row["implied_gbp"]) * 100)), pence)
        names = (first, str(row["stream"]), str(row["group"]), str(row["provider_type"]))
        flows.append(Flow(names, colour[row["stream"]], pence, implied))
    if flows and pd.notna(left) and left > 0:
        flows.append(Flow((first, "Not itemised"), GREY, round(float(left) * 100), 0))
    return flows


def _first(bridge: pd.DataFrame) -> str:
    overall = bridge.iloc[0]
    return "All awards" if pd.isna(overall["budget_gbp"]) else str(overall["name"])


def _labels(flow: pd.DataFrame, bridge: pd.DataFrame) -> list[dict[str, str]]:
    """For each column, the names of its nodes from top to bottom with the amounts of the tables, and the amounts that
    are not drawn."""
    overall = bridge.iloc[0]
    budget, left = str(overall["budget_printed"]), overall["not_itemised_gbp"]
    if pd.isna(left):
        budget = _amount(flow)
    elif left < 0:
        budget += f"\nAwarded: {_amount(flow)}\n{format_pounds(-left)} more than the budget"
    else:
        budget += _not_drawn(flow)
    columns = [{_first(bridge): budget}]
    for key in ("stream", "group", "provider_type"):
        grouped = flow.groupby(key, observed=True, sort=True)
        columns.append({str(name): _amount(rows) for name, rows in grouped if (rows["award_gbp"] > 0).any()})
    if pd.notna(left) and left > 0:
        columns[1]["Not itemised"] = format_pounds(left) + rests_on(overall["implied_gbp"], "\n")
    return columns


def _amount(rows: pd.DataFrame) -> str:
    return format_pounds(rows["award_gbp"].sum()) + implied_label(rows["implied_gbp"].sum(), "\n") + _not_drawn(rows)


def _not_drawn(rows: pd.DataFrame) -> str:
    negative = rows.loc[rows["award_gbp"] < 0, "award_gbp"].sum()
    return f"\n({format_pounds(negative)} not drawn)" if negative else ""


_TO = {
    "police": "the police",
    "health": "health bodies",
    "statutory partnership board": "statutory partnership boards",
    "voluntary and community": "voluntary and community bodies",
    "private company": "private companies",
    NOT_YET_ALLOCATED: "nobody yet",
    NOT_IN_REGISTER: "providers not in the register",
}
"""Provider type → its words in a sentence, if these are not its label."""


def budget_flow(flow: pd.DataFrame, bridge: pd.DataFrame) -> Chart:
    """The overall budget, its streams, their arrangements or themes, the provider types, and the money between them.

    `flow` and `bridge` are the tables of `summaries.budget_flow` and `summaries.budget_bridge`. The height of a node is
    its pounds. Rows whose amount is not above 0 are not drawn, and the labels of their nodes say so. If no amount is
    above 0, the Chart has only a title.
    """
    drawn, others = flow[flow["award_gbp"] > 0], flow[flow["award_gbp"] <= 0]
    if drawn.empty:
        has_negative = (others["award_gbp"] < 0).any()
        return Chart("More comes back than is awarded" if has_negative else "No amount is stated for any stream")
    streams = [_stream(str(name), flow[flow["stream"] == name]) for name in bridge["name"].iloc[1:]]
    key = "Colour: the stream." if drawn["stream"].nunique() > 1 else ""
    key += " Hatched: implied." if drawn["implied_gbp"].any() else ""
    if len(others):
        rows = [f"{_sum(row)} ({row['stream']}, {_under(row['group'])})" for _, row in others.iterrows()]
        key += f" Not drawn, since not above nought: {'; '.join(rows)}."
    return Chart(
        _largest(drawn, flow),
        f"{_opening(bridge)} {' '.join(streams)}",
        key.strip(),
        axes=_draw_budget_flow(flow, bridge),
    )


def _largest(drawn: pd.DataFrame, flow: pd.DataFrame) -> str:
    """A title on the largest single flow; money not yet allocated counts only if there is no other."""
    known = drawn[drawn["provider_type"] != NOT_YET_ALLOCATED]
    among = drawn if known.empty else known
    top = among.iloc[int(among["award_gbp"].astype(float).argmax())]
    # With negative amounts, a share of their sum would mislead.
    share = "" if (flow["award_gbp"] < 0).any() else f", {percent(top['share'])} of these awards' money"
    amount = f"{gbp(top['award_gbp'])}{implied_note(top['implied_gbp'])}"
    return (
        f"The largest single flow is {amount}{share}: from {top['stream']}, {_under(top['group'])}, "
        f"to {_whom(top['provider_type'])}"
    )


def _opening(bridge: pd.DataFrame) -> str:
    overall = bridge.iloc[0]
    left = overall["not_itemised_gbp"]
    start, rest = f"the budget of {overall['budget_printed']}", ""
    if pd.isna(left):
        start = "all awards"
    elif left < 0:
        rest = " The awards are more than the budget, and the diagram begins as high as they are."
    elif left > 0:
        rest = " What is left of the budget is not itemised."
    return (
        f"Flow diagram, from left to right: from {start} to the streams, on to their arrangements or themes, and to "
        f"the types of provider.{rest}"
    )


def _stream(name: str, rows: pd.DataFrame) -> str:
    if not rows["award_gbp"].any():
        return f"No amount is stated for {name}."
    total = f"{gbp(rows['award_gbp'].sum())}{implied_note(rows['implied_gbp'].sum())}"
    groups = [
        f"{_under(group)}, {listed([_sum(row) for _, row in group_rows.iterrows()])}"
        for group, group_rows in rows.groupby("group", observed=True, sort=True)
    ]
    return f"{total} is for {name}: {'; '.join(groups)}."


def _sum(row: "pd.Series[Any]") -> str:
    return f"{gbp(row['award_gbp'])}{implied_note(row['implied_gbp'])} to {_whom(row['provider_type'])}"


def _whom(provider_type: str) -> str:
    return _TO.get(provider_type, provider_type)


def _under(group: object) -> str:
    return f"under {group}" if group == UNGROUPED else f"under “{group}”"
