"""The way of the money, drawn: budget, streams, arrangements and themes, provider types."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.drawing import GREY, colours, implied_note, styled
from grantsdata.figures.alluvial import Way, alluvial
from grantsdata.model.money import format_pounds
from grantsdata.model.schema import IMPLIED

_HEADINGS = ("Budget", "Stream", "Arrangement or theme", "Provider type")


@styled
def budget_flow(flow: pd.DataFrame, bridge: pd.DataFrame) -> Axes:
    """The overall budget, its streams, their arrangements or themes, the provider types, and the money between them.

    `flow` and `bridge` as `summaries.budget_flow` and `summaries.budget_bridge` give them. A node is as high as its
    pounds. Rows that are not above nought are not drawn, and the labels of their nodes say so; nothing is drawn if
    no row is above nought.
    """
    return alluvial(_HEADINGS, _labels(flow, bridge), _ways(flow, bridge))


def _ways(flow: pd.DataFrame, bridge: pd.DataFrame) -> list[Way]:
    """In the order of the flow; what is not itemised comes last."""
    first, left = _first(bridge), bridge["not_itemised_gbp"].iloc[0]
    colour = dict(zip(bridge["name"].iloc[1:], colours(len(bridge) - 1), strict=True))
    ways = []
    for _, row in flow[flow["award_gbp"] > 0].iterrows():
        pence = round(float(row["award_gbp"]) * 100)
        implied = min(max(0, round(float(row["implied_gbp"]) * 100)), pence)
        names = (first, str(row["stream"]), str(row["group"]), str(row["provider_type"]))
        ways.append(Way(names, colour[row["stream"]], pence, implied))
    if ways and pd.notna(left) and left > 0:
        ways.append(Way((first, "Not itemised"), GREY, round(float(left) * 100), 0))
    return ways


def _first(bridge: pd.DataFrame) -> str:
    overall = bridge.iloc[0]
    return "All awards" if pd.isna(overall["budget_gbp"]) else str(overall["name"])


def _labels(flow: pd.DataFrame, bridge: pd.DataFrame) -> list[dict[str, str]]:
    """Each column's nodes from the top down, with their pounds as the tables have them and what is not as drawn."""
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
        rests = f"\n(rests on {format_pounds(overall['implied_gbp'])} {IMPLIED})" if overall["implied_gbp"] else ""
        columns[1]["Not itemised"] = format_pounds(left) + rests
    return columns


def _amount(rows: pd.DataFrame) -> str:
    return format_pounds(rows["award_gbp"].sum()) + implied_note(rows["implied_gbp"].sum(), "\n") + _not_drawn(rows)


def _not_drawn(rows: pd.DataFrame) -> str:
    back = rows.loc[rows["award_gbp"] < 0, "award_gbp"].sum()
    return f"\n({format_pounds(back)} not drawn)" if back else ""
