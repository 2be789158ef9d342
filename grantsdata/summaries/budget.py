"""Awards beside the budget: where it comes from, where it goes, and what of it is not itemised."""

from collections.abc import Iterable

import pandas as pd

from grantsdata.model.schema import IMPLIED, UNGROUPED
from grantsdata.summaries.breakdowns import awards_by_provider_type, awards_by_stream, breakdown, in_pence


def budget_bridge(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """From the overall budget to what is awarded: a row for the overall budget, then one per stream inside it.

    Columns: level, name, budget_printed, budget_gbp, awarded_gbp, implied_gbp, not_itemised_gbp (budget less
    awarded). The overall row's awards are those of the streams inside the budget.
    """
    by_stream = awards_by_stream(awards).set_index("stream")
    streams = budgets.loc[budgets["level"] == "stream", "name"]

    def pounds(column: str, names: Iterable[str]) -> float:
        pence = in_pence(by_stream[column])
        return int(pence.reindex(list(names)).sum()) / 100

    bridge = budgets[["level", "name", "budget_printed", "budget_gbp"]].copy()
    of_row = [streams if level == "overall" else [name] for level, name in bridge[["level", "name"]].to_numpy()]
    for column, source in (("awarded_gbp", "award_gbp"), ("implied_gbp", "implied_gbp")):
        bridge[column] = pd.array([pounds(source, names) for names in of_row])
    bridge["not_itemised_gbp"] = (in_pence(bridge["budget_gbp"]) - in_pence(bridge["awarded_gbp"])) / 100
    return bridge.reset_index(drop=True)


def budget_breakdown(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The overall budget by provider type (rows) and stream (columns), adding up in both directions.

    Columns: provider_type, one per stream inside the budget (pounds), total_gbp, share (of all awards).
    Below the types stand three rows: `Awarded` (the sum), `Not itemised` (budget less awarded, negative where
    more is awarded than the rounded budget) and `Budget`, whose `share` is empty. The budgets are the printed,
    rounded figures; a budget that is not stated leaves its two cells empty.
    """
    streams = list(budgets.loc[budgets["level"] == "stream", "name"])
    inside = awards[awards["stream"].isin(streams)]
    pence = inside.pivot_table(
        index="provider_type",
        columns="stream",
        values="award_pence",
        aggfunc="sum",
    )
    order = awards_by_provider_type(inside)["provider_type"].astype("str").tolist()
    types = pence.reindex(index=order, columns=streams).fillna(0)
    types["total_gbp"] = types[streams].sum(axis=1)
    awarded = types.sum()
    budget = in_pence(budgets.set_index("name")["budget_gbp"])
    overall = budgets.loc[budgets["level"] == "overall", "name"].iloc[0]
    stated = pd.Series({**{name: budget[name] for name in streams}, "total_gbp": budget[overall]})
    table = pd.concat(
        [
            types,
            pd.DataFrame([awarded, stated - awarded, stated], index=["Awarded", "Not itemised", "Budget"]),
        ]
    ).astype("Int64")
    total = awarded["total_gbp"]
    share = table["total_gbp"] / total if total else pd.Series(0.0, table.index, dtype="Float64")
    share[["Not itemised", "Budget"]] = pd.NA
    pounds = table / 100
    pounds["share"] = share
    return pounds.rename_axis("provider_type").reset_index()


def implied_breakdown(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """How much of each figure of `budget_breakdown` is implied, or rests on an implied amount: the same rows and
    columns, in pounds; nought in the row `Budget`."""
    only = awards.assign(award_pence=awards["award_pence"].where(awards["award_status"] == IMPLIED))
    of_it = budget_breakdown(only, budgets).set_index("provider_type").drop(columns="share")
    of_it.loc["Not itemised"] = of_it.loc["Awarded"]
    of_it.loc["Budget"] = 0.0
    shape = budget_breakdown(awards, budgets)
    return of_it.loc[shape["provider_type"]].assign(share=0.0).reset_index()


def funders(awards: pd.DataFrame, streams: pd.DataFrame) -> pd.DataFrame:
    """Where the money comes from: a row per stream.

    Columns: stream, origin, in_overall_budget, budget_printed, awards, award_gbp, implied_gbp (amounts empty for a
    stream without awards).
    """
    by_stream = awards_by_stream(awards).astype({"stream": "str"}).set_index("stream").drop(columns="share")
    table = streams[["stream", "origin", "in_overall_budget", "budget_printed"]].join(by_stream, on="stream")
    return table.fillna({"awards": 0}).astype({"awards": "int64"})


def budget_flow(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The way from each stream inside the overall budget, through its groups, to the provider types.

    A row per stream, group and provider type that meet: stream, group, provider_type, awards, award_gbp,
    implied_gbp (pounds), share (of all awards inside the budget). An award's group is its arrangement, else its
    theme, else `UNGROUPED`. Streams stand in the paper's order, arrangements before themes, types in the order
    of the vocabulary.
    """
    inside = awards[awards["stream"].isin(budgets.loc[budgets["level"] == "stream", "name"])]
    headings = [str(name) for column in ("arrangement", "theme") for name in awards[column].cat.categories]
    group = inside["arrangement"].astype("object").fillna(inside["theme"].astype("object")).fillna(UNGROUPED)
    order = list(dict.fromkeys([*headings, UNGROUPED]))
    grouped = inside.assign(group=pd.Categorical(group, order))
    return breakdown(grouped, ["stream", "group", "provider_type"])
