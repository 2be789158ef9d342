"""Compare awards with the budget: where it comes from, where it goes, and which part is not itemised."""

from collections.abc import Iterable

import pandas as pd

from grantsdata.model.schema import is_implied
from grantsdata.summaries.breakdowns import (
    awards_by_provider_type,
    awards_by_stream,
    awards_by_stream_and_provider_type,
    in_pence,
    with_streams,
)


def budget_bridge(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The budget beside the sum of its awards: a row for the overall budget, then one per stream inside it.

    Columns: level, name, budget_printed, budget_gbp, awarded_gbp, implied_gbp, not_itemised_gbp (budget less
    awarded). The overall row's awards are those of the streams inside the budget. What is awarded is NaN if there are
    awards and no amount of them is stated.
    """
    by_stream = awards_by_stream(awards).set_index("stream")
    streams = budgets.loc[budgets["level"] == "stream", "name"]

    def pounds(column: str, names: Iterable[str]) -> float:
        pence = in_pence(by_stream[column]).astype("float64")
        with_awards = pence[pence.index.isin(list(names))]
        return float(with_awards.sum(min_count=min(1, len(with_awards)))) / 100

    bridge = budgets[["level", "name", "budget_printed", "budget_gbp"]].copy()
    row_streams = [streams if level == "overall" else [name] for level, name in bridge[["level", "name"]].to_numpy()]
    for column, source in (("awarded_gbp", "award_gbp"), ("implied_gbp", "implied_gbp")):
        bridge[column] = [pounds(source, names) for names in row_streams]
    bridge["not_itemised_gbp"] = (in_pence(bridge["budget_gbp"]) - in_pence(bridge["awarded_gbp"])) / 100
    return with_streams(bridge.reset_index(drop=True), awards)


def budget_breakdown(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The overall budget by provider type (rows) and stream (columns), adding up in both directions.

    Columns: provider_type, one per stream inside the budget (pounds), total_gbp, share (of all awards).
    Three rows follow the types: `Awarded` (the sum), `Not itemised` (budget less awarded; negative if more is awarded
    than the rounded budget) and `Budget`; the last two have no `share`. Budgets are the printed, rounded figures; if a
    budget is not stated, its cells in these two rows are empty. So is a cell of awards without any stated amount.
    """
    streams = list(budgets.loc[budgets["level"] == "stream", "name"])
    inside = awards[awards["stream"].isin(streams)]
    order = awards_by_provider_type(inside)["provider_type"].astype("str").tolist()
    cells = awards_by_stream_and_provider_type(inside).astype({"stream": "str", "provider_type": "str"})
    cells["pence"] = in_pence(cells["award_gbp"])
    types, counts = (
        cells.pivot(index="provider_type", columns="stream", values=name)
        .reindex(index=order, columns=streams)
        .astype("float64")
        for name in ("pence", "awards")
    )
    for table in (types, counts):
        table["total_gbp"] = table.sum(axis=1, min_count=1)
        table.loc["Awarded"] = table.sum(min_count=1)
    types = types.mask(counts.isna(), 0)  # £0 where there is no award; empty where no amount is stated
    awarded = types.loc["Awarded"]
    budget = in_pence(budgets.set_index("name")["budget_gbp"])
    overall = budgets.loc[budgets["level"] == "overall", "name"].iloc[0]
    stated = pd.Series({**{name: budget[name] for name in streams}, "total_gbp": budget[overall]})
    table = pd.concat(
        [
            types,
            pd.DataFrame([stated - awarded, stated], index=["Not itemised", "Budget"]),
        ]
    ).astype("Int64")
    total = awarded[["total_gbp"]].sum()  # 0 if it is not stated
    share = table["total_gbp"] / total if total else table["total_gbp"] * 0.0
    share[["Not itemised", "Budget"]] = pd.NA
    pounds = table / 100
    pounds["share"] = share
    shown = pounds.rename_axis("provider_type").reset_index()
    shown.attrs["formats"] = dict.fromkeys(streams, "pounds")  # names of streams do not say so
    return with_streams(shown, awards)


def implied_breakdown(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The implied part of each figure of `budget_breakdown`: the same rows and columns, in pounds.

    A figure in `Not itemised` has the implied part of what is awarded; the row `Budget` and the shares are 0.
    """
    only = awards.assign(award_pence=awards["award_pence"].where(is_implied(awards)))
    implied = budget_breakdown(only, budgets).set_index("provider_type").drop(columns="share").fillna(0.0)
    implied.loc["Not itemised"] = implied.loc["Awarded"]
    implied.loc["Budget"] = 0.0
    all_rows = budget_breakdown(awards, budgets)["provider_type"]
    return implied.loc[all_rows].assign(share=0.0).reset_index()


def funders(awards: pd.DataFrame, streams: pd.DataFrame) -> pd.DataFrame:
    """A row per stream on where its money comes from.

    Columns: stream, origin, in_overall_budget, budget_printed, awards, award_gbp, implied_gbp (amounts empty for a
    stream without awards).

    >>> import grantsdata as gd
    >>> gd.summaries.funders(gd.load_awards("2017-18"), gd.load_streams("2017-18"))["awards"].tolist()
    [10, 25, 0, 0]
    """
    by_stream = awards_by_stream(awards).astype({"stream": "str"}).set_index("stream").drop(columns="share")
    table = streams[["stream", "origin", "in_overall_budget", "budget_printed"]].join(by_stream, on="stream")
    return table.fillna({"awards": 0}).astype({"awards": "int64"})
