"""Breakdown → what stands beside its chart: a title that states what it finds, its alternative text, its key."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from grantsdata.money import format_pounds as gbp
from grantsdata.vocabulary import IMPLIED, NOT_STATED, NOT_YET_ALLOCATED
from grantsdata.wording import implied_note, listed, percent


@dataclass(frozen=True)
class Words:
    """A chart's title, its alternative text, and the key to its marks, if it needs one."""

    title: str
    alt: str
    key: str = ""


def budget_bridge(bridge: pd.DataFrame) -> Words:
    """Beside `figures.budget_bridge`."""
    overall, streams = bridge.iloc[0], bridge.iloc[1:]
    left = float(overall["not_itemised_gbp"])
    rest = f"leaves {gbp(left)} not itemised" if left >= 0 else f"is {gbp(-left)} more than the budget"
    parts = [f"{gbp(s['awarded_gbp'])}{implied_note(s['implied_gbp'])} to {s['name']}" for _, s in streams.iterrows()]
    return Words(
        f"{gbp(overall['awarded_gbp'])} of the {overall['budget_printed']} is awarded; that {rest}",
        f"Waterfall chart. From a budget of {overall['budget_printed']} ({gbp(overall['budget_gbp'])}), awards take "
        f"{listed(parts)}; that {rest}.",
    )


def awards_against_budgets(bridge: pd.DataFrame, budgets: pd.DataFrame) -> Words:
    """Beside `figures.awards_against_budgets`."""
    ranges = budgets.set_index("name").astype({"budget_low_gbp": float, "budget_high_gbp": float})
    parts, outside = [], []
    for _, row in bridge.iterrows():
        low, high = ranges.loc[row["name"], ["budget_low_gbp", "budget_high_gbp"]]
        within = low <= row["awarded_gbp"] <= high
        outside += [] if within else [row["name"]]
        parts.append(
            f"{row['name']}: {gbp(row['awarded_gbp'])}{implied_note(row['implied_gbp'])} awarded, "
            f"{'inside' if within else 'outside'} the {gbp(low)} to {gbp(high)} that "
            f"“{row['budget_printed']}” stands for"
        )
    title = "Every sum of awards is within the rounding of its budget"
    if outside:
        title = f"Awards are outside the rounding of the budget for {listed(outside)}"
    return Words(
        title,
        f"Bar chart of awards against rounded budgets. {'; '.join(parts)}.",
        "Bar: awarded. Grey band: what the rounded budget can stand for. Line: its middle."
        + (" Hatched: implied." if bridge["implied_gbp"].any() else ""),
    )


def stream_by_provider_type(breakdown: pd.DataFrame, implied: pd.DataFrame) -> Words:
    """Beside `figures.stream_by_provider_type`."""
    types, of_it = breakdown.iloc[:-3], implied.iloc[:-3]
    leads, parts = [], []
    for stream in breakdown.columns[1:-2]:
        top = types.iloc[int(types[stream].astype(float).argmax())]
        leads.append(f"{top['provider_type']} in {stream}")
        amounts = [
            f"{name} {gbp(pounds)}{implied_note(part)}"
            for name, pounds, part in zip(types["provider_type"], types[stream], of_it[stream], strict=True)
            if pounds
        ]
        parts.append(f"{stream}: {', '.join(amounts)}")
    return Words(
        f"The largest share goes to {listed(leads)}",
        f"Bar chart with a panel for each stream. {'; '.join(parts)}.",
        "Hatched: implied, not printed." if float(of_it["total_gbp"].sum()) else "",
    )


def provider_types(types: pd.DataFrame) -> Words:
    """Beside `figures.provider_types`."""
    top, total = types.iloc[0], types["award_gbp"].sum()
    judged = types["judged_gbp"].sum()
    parts = [
        f"{t['provider_type']} {gbp(t['award_gbp'])}, {percent(t['share'])}{implied_note(t['implied_gbp'])}"
        + (f", {gbp(t['judged_gbp'])} judged" if t["judged_gbp"] else "")
        for _, t in types.iterrows()
    ]
    return Words(
        f"The type that receives most is {top['provider_type']}: {gbp(top['award_gbp'])}, "
        f"{percent(top['share'])} of all awards",
        f"Bar chart of provider types, largest first: {'; '.join(parts)}. The type is our judgement for "
        f"{gbp(judged)}, {percent(judged / total if total else 0)} of the money.",
        "Hatched: the provider's type is our judgement.",
    )


def largest_providers(providers: pd.DataFrame, own_force: str, number: int = 10) -> Words:
    """Beside `figures.largest_providers`."""
    top, others = providers.iloc[:number], providers.iloc[number:]
    named = providers[providers["provider_type"] != NOT_YET_ALLOCATED]
    half = int((providers["running_share"] < 0.5).sum()) + 1
    parts = [f"{p['provider']} {gbp(p['award_gbp'])}{implied_note(p['implied_gbp'])}" for _, p in top.iterrows()]
    rest = f" The other {len(others)} lines come to {gbp(others['award_gbp'].sum())}." if len(others) else ""
    own = named[named["provider"] == own_force]
    force = "" if own.empty else f" The body's own force, {own_force}, gets {percent(own['share'].iloc[0])}."
    return Words(
        f"{half} of {len(named)} named providers receive half of the money",
        f"Bar chart of the {len(top)} largest providers: {'; '.join(parts)}.{rest}{force}",
        "“So far”: share of all awards down to that line."
        + (f" Plum: {own_force}." if force else "")
        + (" Hatched: implied." if providers["implied_gbp"].any() else ""),
    )


def awards_in_groups(awards: pd.DataFrame, groups: pd.DataFrame, by: str) -> Words:
    """Beside `figures.awards_in_groups`; `groups` is the breakdown of the same awards by the same column."""
    stated = groups.dropna(subset=by)
    if stated.empty:
        return Words(f"No award of this year has a printed {by}", "")
    top = stated.iloc[int(stated["award_gbp"].astype(float).argmax())]
    parts = []
    for name, group in awards.groupby(by, observed=True, sort=True):
        amounts = [f"{a['service']} {_amount(a)}" for _, a in group.iterrows()]
        parts.append(f"{name}: {', '.join(amounts)}")
    whole = awards["award_gbp"].sum()
    return Words(
        f"The largest {by} is “{top[by]}”: {gbp(top['award_gbp'])}{implied_note(top['implied_gbp'])}, "
        f"{percent(top['award_gbp'] / whole if whole else 0)} of these awards",
        f"Bar chart of {len(awards)} awards. {'; '.join(parts)}.",
        "Hatched: implied, not printed." if (awards["award_status"] == IMPLIED).any() else "",
    )


def _amount(award: "pd.Series[Any]") -> str:
    if award["award_status"] == NOT_STATED:
        return NOT_STATED
    return gbp(award["award_gbp"]) + (f" ({IMPLIED})" if award["award_status"] == IMPLIED else "")
