"""Awards → breakdown tables. Pure: nothing is read, drawn or rounded; sums are of whole pence.

Every table of parts has the columns `awards` (number), `award_gbp` (pounds), `implied_gbp` (how much of that is
implied) and `share` (of the table's total, 0 to 1), and adds up to the awards that it was given. Awards loaded
with `include_implied=False` give the same tables without the implied amount.
"""

import itertools
from collections.abc import Iterable
from typing import cast

import pandas as pd

from grantsdata.vocabulary import IMPLIED, NOT_STATED, NOT_YET_ALLOCATED

SIZE_BANDS_GBP = (0, 10_000, 25_000, 50_000, 100_000, 250_000)
"""Lower ends of the size bands, in pounds; the last band is open."""


def _breakdown(awards: pd.DataFrame, by: str | list[str], *, every_label: bool = False) -> pd.DataFrame:
    """One row per label of `by`, in its order; labels without awards only with `every_label`."""
    counted = awards.assign(
        implied_pence=awards["award_pence"].where(awards["award_status"] == IMPLIED, 0),
    )
    groups = counted.groupby(by, observed=not every_label, sort=True, dropna=False)
    parts = groups.agg(awards=("award_id", "size"), pence=("award_pence", "sum"), implied=("implied_pence", "sum"))
    return _in_pounds(parts.reset_index())


def _in_pounds(parts: pd.DataFrame) -> pd.DataFrame:
    """Pence columns as pounds, and each row's share of the whole."""
    total = parts["pence"].sum()
    table = parts.drop(columns=["pence", "implied"])
    table["award_gbp"] = parts["pence"] / 100
    table["implied_gbp"] = parts["implied"] / 100
    table["share"] = (parts["pence"] / total).astype("Float64") if total else 0.0
    return table


def _ranked(table: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Largest first; equal amounts by name, so that the order never depends on the rows'."""
    order = ["award_gbp", *names]
    return table.sort_values(order, ascending=[False, *[True] * len(names)], ignore_index=True)


def awards_by_stream(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per stream that has awards: stream, awards, award_gbp, implied_gbp, share."""
    return _breakdown(awards, "stream")


def awards_by_provider_type(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per provider type, largest first: provider_type, awards, award_gbp, implied_gbp, share."""
    table = _breakdown(awards, "provider_type")
    order = {name: place for place, name in enumerate(table["provider_type"].cat.categories)}
    table = table.assign(place=table["provider_type"].map(order).astype("int64"))
    return _ranked(table, "place").drop(columns="place")


def awards_by_stream_and_provider_type(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per stream and provider type that meet: stream, provider_type, awards, award_gbp, implied_gbp, share."""
    return _breakdown(awards, ["stream", "provider_type"])


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
        fill_value=0,
        observed=True,
    )
    order = awards_by_provider_type(inside)["provider_type"].astype("str").tolist()
    types = pd.DataFrame(
        {
            name: pence[name].astype("Int64") if name in pence else pd.array([0] * len(pence), "Int64")
            for name in streams
        },
        index=pence.index.astype("str"),
    ).loc[order]
    types["total_gbp"] = types[streams].sum(axis=1)
    awarded = types.sum()
    budget = (budgets.set_index("name")["budget_gbp"] * 100).astype("Int64")
    overall = budgets.loc[budgets["level"] == "overall", "name"].iloc[0]
    stated = pd.Series({**{name: budget[name] for name in streams}, "total_gbp": budget[overall]}, dtype="Int64")
    table = pd.concat(
        [
            types,
            pd.DataFrame([awarded, stated - awarded, stated], index=["Awarded", "Not itemised", "Budget"]),
        ]
    ).astype("Int64")
    total = awarded["total_gbp"]
    share = (table["total_gbp"] / total).astype("Float64") if total else pd.Series(0.0, table.index, dtype="Float64")
    share[["Not itemised", "Budget"]] = pd.NA
    pounds = table / 100
    pounds["share"] = share
    return pounds.rename_axis("provider_type").reset_index()


def implied_breakdown(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """How much of each figure of `budget_breakdown` is implied, or rests on an implied amount: the same rows and
    columns, in pounds; nought in the row `Budget`."""
    only = awards.assign(award_pence=awards["award_pence"].where(awards["award_status"] == IMPLIED, 0))
    of_it = budget_breakdown(only, budgets).set_index("provider_type").drop(columns="share")
    of_it.loc["Not itemised"] = of_it.loc["Awarded"]
    of_it.loc["Budget"] = 0.0
    shape = budget_breakdown(awards, budgets)
    return of_it.loc[shape["provider_type"]].assign(share=0.0).reset_index()


def awards_by_arrangement(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per arrangement; awards whose arrangement is not stated make a row of their own (label empty)."""
    return _breakdown(awards, "arrangement")


def awards_by_theme(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per theme, in the paper's order; awards outside any theme make a row of their own (label empty)."""
    return _breakdown(awards, "theme")


def awards_by_payee(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per body that is paid, largest first: payee, awards, award_gbp, implied_gbp, share.

    The two groups without a named payee are told apart: not yet allocated, and not named in the paper.
    """
    unallocated = awards["provider_type"] == NOT_YET_ALLOCATED
    payee = awards["payee"].fillna("Not named in the paper").mask(unallocated, "Not yet allocated")
    return _ranked(_breakdown(awards.assign(payee=payee), "payee"), "payee")


def providers_ranked(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per provider, largest first: provider, provider_type, awards, award_gbp, implied_gbp, share, running_share.

    Awards without a provider stand together in one row, as `Not yet allocated`.
    """
    named = awards.assign(provider=awards["provider"].fillna("Not yet allocated"))
    table = _ranked(_breakdown(named, ["provider", "provider_type"]), "provider")
    pence = (table["award_gbp"] * 100).round().astype("Int64")
    total = pence.sum()
    table["running_share"] = (pence.cumsum() / total).astype("Float64") if total else 0.0
    return table


def budget_bridge(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """From the overall budget to what is awarded: a row for the overall budget, then one per stream inside it.

    Columns: level, name, budget_printed, budget_gbp, awarded_gbp, implied_gbp, not_itemised_gbp (budget less
    awarded). The overall row's awards are those of the streams inside the budget.
    """
    by_stream = awards_by_stream(awards).set_index("stream")
    streams = budgets.loc[budgets["level"] == "stream", "name"]

    def pounds(column: str, names: Iterable[str]) -> float:
        pence = (by_stream[column] * 100).round().astype("Int64")
        return int(pence.reindex(list(names), fill_value=0).sum()) / 100

    bridge = budgets[["level", "name", "budget_printed", "budget_gbp"]].copy()
    of_row = [streams if level == "overall" else [name] for level, name in bridge[["level", "name"]].to_numpy()]
    for column, source in (("awarded_gbp", "award_gbp"), ("implied_gbp", "implied_gbp")):
        bridge[column] = pd.array([pounds(source, names) for names in of_row], dtype="Float64")
    bridge["not_itemised_gbp"] = bridge["budget_gbp"] - bridge["awarded_gbp"]
    return bridge.reset_index(drop=True)


def size_bands(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per band of award size, smallest first, then awards whose amount is not stated.

    Columns: size_band, awards, award_gbp, implied_gbp, share. Negative amounts make a band of their own.
    """
    ends = [
        *(f"£{low:,} to under £{high:,}" for low, high in _pairs(SIZE_BANDS_GBP)),
        f"£{SIZE_BANDS_GBP[-1]:,} or more",
    ]
    labels = ["Under £0", f"Under £{SIZE_BANDS_GBP[1]:,}", *ends[1:], "Amount not stated"]
    pence = awards["award_pence"].astype("Float64").fillna(float("inf")).astype("float64")
    edges = [float("-inf"), *(low * 100 for low in SIZE_BANDS_GBP), float("inf")]
    band = pd.cut(pence, edges, right=False, labels=labels[:-1]).astype("object")
    band = band.mask(awards["award_status"] == NOT_STATED, labels[-1])
    return _breakdown(awards.assign(size_band=pd.Categorical(band, labels, ordered=True)), "size_band")


def _pairs(ends: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(itertools.pairwise(ends))


def award_sizes(awards: pd.DataFrame) -> pd.DataFrame:
    """The smallest, median and largest award: size, award_gbp, service.

    The median of an even number is the mean of the middle two and has no service; amounts that are not stated
    do not count. No rows if no amount is stated.
    """
    stated = awards.dropna(subset="award_pence").sort_values(["award_pence", "award_id"], ignore_index=True)
    if stated.empty:
        return pd.DataFrame(columns=["size", "award_gbp", "service"])
    middle = stated.iloc[[(len(stated) - 1) // 2, len(stated) // 2]]
    median_service = middle["service"].iloc[0] if len(stated) % 2 else None
    rows = [
        ("smallest", stated["award_pence"].iloc[0], stated["service"].iloc[0]),
        ("median", cast(int, middle["award_pence"].sum()) / 2, median_service),
        ("largest", stated["award_pence"].iloc[-1], stated["service"].iloc[-1]),
    ]
    return pd.DataFrame(
        [(size, pence / 100, service) for size, pence, service in rows],
        columns=["size", "award_gbp", "service"],
    )


def contributed_awards(awards: pd.DataFrame) -> pd.DataFrame:
    """The awards to which, by the paper's words, others contribute: contribution and the award's own columns."""
    columns = [
        "contribution",
        "stream",
        "service",
        "provider",
        "payee",
        "award_gbp",
        "award_status",
        "remark",
    ]
    return awards.loc[awards["contribution"].notna(), columns].reset_index(drop=True)


def listing(awards: pd.DataFrame, by: str) -> pd.DataFrame:
    """Every award as a page lists it, in the paper's order, under its arrangement or theme (`by`).

    `paid_to` names the payee where it is another body than the provider; that column, `remark` and `purpose` are
    left out where no award has one.
    """
    elsewhere = awards["provider"].notna() & (awards["payee"].isna() | (awards["payee"] != awards["provider"]))
    listed = awards.assign(paid_to=awards["payee"].fillna("not named").where(elsewhere, ""))
    columns = [
        "service",
        "provider",
        "paid_to",
        "provider_type",
        "provider_basis",
        "provider_confidence",
        "award_gbp",
    ]
    listed = listed[[by, *columns, "award_status", "remark", "purpose"]].reset_index(drop=True)
    return listed.drop(columns=[name for name in ("paid_to", "remark", "purpose") if (listed[name] == "").all()])


def awards_by_basis(awards: pd.DataFrame) -> pd.DataFrame:
    """How much rests on what: a row per basis and confidence of the provider type.

    Columns: provider_basis, provider_confidence, awards, award_gbp, implied_gbp, share. Both labels are empty for
    awards without a provider.
    """
    return _breakdown(awards, ["provider_basis", "provider_confidence"])


def provider_types_by_basis(awards: pd.DataFrame) -> pd.DataFrame:
    """Provider types, largest first, with what rests on our judgement: provider_type, awards, award_gbp,
    implied_gbp, share, judged_gbp (pounds)."""
    table = awards_by_provider_type(awards)
    judged = (
        awards[awards["provider_basis"] == "judgement"].groupby("provider_type", observed=False)["award_pence"].sum()
    )
    table["judged_gbp"] = table["provider_type"].astype("str").map(judged.rename(str)).astype("Int64") / 100
    return table


def key_figures(awards: pd.DataFrame, own_force: str) -> pd.DataFrame:
    """The figures that a reader asks for first: a row each; figure, awards, award_gbp, implied_gbp, share (of all).

    `own_force` is the police force that the body itself oversees.
    """
    total = awards["award_pence"].sum()
    chosen = {
        "All awards": awards,
        f"To {own_force}": awards[awards["provider"] == own_force],
        "By single tender": awards[awards["arrangement"] == "Single tender"],
        "With other contributors": awards[awards["contribution"].notna()],
        "Provider type judged by us": awards[awards["provider_basis"] == "judgement"],
        "Amount implied, not printed": awards[awards["award_status"] == IMPLIED],
    }
    if not len(chosen["Amount implied, not printed"]):
        del chosen["Amount implied, not printed"]
    rows = [
        (
            name,
            len(part),
            part["award_pence"].sum() / 100,
            part.loc[part["award_status"] == IMPLIED, "award_pence"].sum() / 100,
            part["award_pence"].sum() / total if total else 0.0,
        )
        for name, part in chosen.items()
    ]
    return pd.DataFrame(rows, columns=["figure", "awards", "award_gbp", "implied_gbp", "share"])


def with_total(table: pd.DataFrame, label: str = "Total") -> pd.DataFrame:
    """A table of parts with a last row that adds them up; its first column then holds texts, not categories."""
    names, numbers = table.columns[0], ["awards", "award_gbp", "implied_gbp", "judged_gbp", "share"]
    total = {name: table[name].sum() for name in table.columns if name in numbers}
    parts = table.astype({name: "object" for name in table.columns if name not in numbers})
    return pd.concat([parts, pd.DataFrame([{names: label, **total}])], ignore_index=True)


def funders(awards: pd.DataFrame, streams: pd.DataFrame) -> pd.DataFrame:
    """Where the money comes from: a row per stream; its origin and
    budget, awards, award_gbp, implied_gbp (amounts empty for a stream without awards)."""
    by_stream = awards_by_stream(awards).astype({"stream": "str"}).drop(columns="share")
    table = streams[["stream", "origin", "in_overall_budget", "budget_printed"]].merge(by_stream, "left", "stream")
    return table.fillna({"awards": 0}).astype({"awards": "int64"})


def judgements(awards: pd.DataFrame, providers: pd.DataFrame) -> pd.DataFrame:
    """Why each provider of these awards has its type: provider, provider_type, basis, confidence, award_gbp,
    implied_gbp, reason; a row per printed name, the most money first.

    `providers` as `load_providers` gives them.
    """
    by_name = _breakdown(awards[awards["provider"].notna()], "provider_printed")
    reasons = providers[["provider_printed", "provider", "provider_type", "basis", "confidence", "reason"]]
    table = reasons.merge(by_name, on="provider_printed", validate="one_to_one").drop(columns=["awards", "share"])
    columns = ["provider", "provider_type", "basis", "confidence", "award_gbp", "implied_gbp", "reason"]
    return _ranked(table, "provider_printed")[columns]
