"""Breakdown → words: the title of a chart, which states what it finds, its alternative text, and the prose.

Every figure comes from the tables, so that another year gives other sentences, and true ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from grantsdata.money import format_pounds as gbp
from grantsdata.paper_model import Paper
from grantsdata.vocabulary import IMPLIED, NOT_STATED, NOT_YET_ALLOCATED


@dataclass(frozen=True)
class Words:
    """A chart's title, its alternative text, and the key to its marks, if it needs one."""

    title: str
    alt: str
    key: str = ""


def percent(share: float) -> str:
    """A share of 0 to 1 as a percentage to one decimal place."""
    return f"{float(share):.1%}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _implied_note(implied: float) -> str:
    return f" ({gbp(implied)} of it {IMPLIED})" if implied else ""


def headline(awards: pd.DataFrame, bridge: pd.DataFrame, paper: Paper) -> str:
    """The year in two sentences."""
    overall = bridge.iloc[0]
    providers = awards["provider"].nunique()
    return (
        f"For {paper.financial_year} the {paper.paper.body} lists {len(awards)} awards to {providers} providers. "
        f"They come to {gbp(overall['awarded_gbp'])}{_implied_note(overall['implied_gbp'])} against a budget of "
        f"{overall['budget_printed']}."
    )


def budget_bridge(bridge: pd.DataFrame) -> Words:
    overall, streams = bridge.iloc[0], bridge.iloc[1:]
    left = float(overall["not_itemised_gbp"])
    rest = f"leaves {gbp(left)} not itemised" if left >= 0 else f"is {gbp(-left)} more than the budget"
    parts = [f"{gbp(s['awarded_gbp'])}{_implied_note(s['implied_gbp'])} to {s['name']}" for _, s in streams.iterrows()]
    return Words(
        f"{gbp(overall['awarded_gbp'])} of the {overall['budget_printed']} is awarded; that {rest}",
        f"Waterfall chart. From a budget of {overall['budget_printed']} ({gbp(overall['budget_gbp'])}), awards take "
        f"{listed(parts)}; that {rest}.",
    )


def awards_against_budgets(bridge: pd.DataFrame, budgets: pd.DataFrame) -> Words:
    ranges = budgets.set_index("name").astype({"budget_low_gbp": float, "budget_high_gbp": float})
    parts, outside = [], []
    for _, row in bridge.iterrows():
        low, high = ranges.loc[row["name"], ["budget_low_gbp", "budget_high_gbp"]]
        within = low <= row["awarded_gbp"] <= high
        outside += [] if within else [row["name"]]
        parts.append(
            f"{row['name']}: {gbp(row['awarded_gbp'])}{_implied_note(row['implied_gbp'])} awarded, "
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
    types, of_it = breakdown.iloc[:-3], implied.iloc[:-3]
    leads, parts = [], []
    for stream in breakdown.columns[1:-2]:
        top = types.iloc[int(types[stream].astype(float).argmax())]
        leads.append(f"{top['provider_type']} in {stream}")
        amounts = [
            f"{name} {gbp(pounds)}{_implied_note(part)}"
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
    top, total = types.iloc[0], types["award_gbp"].sum()
    judged = types["judged_gbp"].sum()
    parts = [
        f"{t['provider_type']} {gbp(t['award_gbp'])}, {percent(t['share'])}{_implied_note(t['implied_gbp'])}"
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
    top, others = providers.iloc[:number], providers.iloc[number:]
    named = providers[providers["provider_type"] != NOT_YET_ALLOCATED]
    half = int((providers["running_share"] < 0.5).sum()) + 1
    parts = [f"{p['provider']} {gbp(p['award_gbp'])}{_implied_note(p['implied_gbp'])}" for _, p in top.iterrows()]
    rest = f" The other {len(others)} lines come to {gbp(others['award_gbp'].sum())}." if len(others) else ""
    own = named[named["provider"] == own_force]
    force = "" if own.empty else f" The body's own force, {own_force}, gets {percent(own['share'].iloc[0])}."
    return Words(
        f"{half} of {len(named)} named providers receive half of the money",
        f"Bar chart of the {len(top)} largest providers: {'; '.join(parts)}.{rest}{force}",
        f"“So far”: share of all awards down to that line. Plum: {own_force}.",
    )


def awards_in_groups(awards: pd.DataFrame, groups: pd.DataFrame, by: str) -> Words:
    stated = groups.dropna(subset=by)
    top = stated.iloc[int(stated["award_gbp"].astype(float).argmax())]
    parts = []
    for name, group in awards.groupby(by, observed=True, sort=True):
        amounts = [f"{a['service']} {_amount(a)}" for _, a in group.iterrows()]
        parts.append(f"{name}: {', '.join(amounts)}")
    whole = awards["award_gbp"].sum()
    return Words(
        f"The largest {by} is “{top[by]}”: {gbp(top['award_gbp'])}{_implied_note(top['implied_gbp'])}, "
        f"{percent(top['award_gbp'] / whole if whole else 0)} of these awards",
        f"Bar chart of {len(awards)} awards. {'; '.join(parts)}.",
        "Hatched: implied, not printed." if (awards["award_status"] == IMPLIED).any() else "",
    )


def _amount(award: "pd.Series[Any]") -> str:
    if award["award_status"] == NOT_STATED:
        return NOT_STATED
    return gbp(award["award_gbp"]) + (f" ({IMPLIED})" if award["award_status"] == IMPLIED else "")


def rounding(bridge: pd.DataFrame) -> str:
    """The way from the budget to the awards, and why the difference is no verdict."""
    overall, streams = bridge.iloc[0], bridge.iloc[1:]
    gaps = [
        f"{s['name']} {gbp(abs(s['not_itemised_gbp']))} {'under' if s['not_itemised_gbp'] >= 0 else 'over'}"
        for _, s in streams.iterrows()
    ]
    left = float(overall["not_itemised_gbp"])
    return (
        f"The paper rounds its budgets: {listed([f'“{p}”' for p in bridge['budget_printed']])}. Taken to the penny, "
        f"awards are {gbp(abs(left))} {'under' if left >= 0 else 'over'} the whole budget ({'; '.join(gaps)}). A "
        f"difference inside the rounding is neither an underspend nor an overspend."
    )


def concentration(providers: pd.DataFrame, sizes: pd.DataFrame, own_force: str) -> str:
    """How much goes to few: the largest, the five largest, the own force, the middle award."""
    named = providers[providers["provider_type"] != NOT_YET_ALLOCATED]
    top, five = named.iloc[0], named.iloc[:5]
    own = named.loc[named["provider"] == own_force, "share"].sum()
    typical = sizes.set_index("size")["award_gbp"]
    force = f"The commissioner's own force, {own_force}, receives {percent(own)} of all awards. " if own else ""
    return (
        f"{top['provider']} receives most, {gbp(top['award_gbp'])}{_implied_note(top['implied_gbp'])}; the five "
        f"largest providers together receive {percent(five['share'].sum())}. {force}"
        f"The awards run from {gbp(typical['smallest'])} to {gbp(typical['largest'])}; the middle one is "
        f"{gbp(typical['median'])}."
    )


def judgement(by_basis: pd.DataFrame) -> str:
    """How much of the money has a provider type that is our judgement."""
    judged = by_basis[by_basis["provider_basis"] == "judgement"]
    low = judged[judged["provider_confidence"] == "low"]
    return (
        f"The paper prints no provider types. For {gbp(judged['award_gbp'].sum())}"
        f"{_implied_note(judged['implied_gbp'].sum())}, {percent(judged['share'].sum())} of all awards, the type is "
        f"our judgement; for {gbp(low['award_gbp'].sum())} of that we are not sure of it."
    )


def contributions(contributed: pd.DataFrame) -> str:
    """The awards that are part of something larger."""
    if contributed.empty:
        return "Nothing in the printed tables tells of other contributors."
    total = contributed["award_gbp"].sum()
    implied = contributed.loc[contributed["award_status"] == IMPLIED, "award_gbp"].sum()
    return (
        f"{len(contributed)} awards, {gbp(total)}{_implied_note(implied)} in all, are by the table's own words a part "
        f"of something larger. What others put in is not stated and is in none of these figures."
    )


def separate_funds(funds: pd.DataFrame) -> str:
    """What the paper tells of beside the overall budget, and for how much of it there is an amount."""
    if funds.empty:
        return "The paper tells of no other funds."
    silent = funds.loc[funds["amount_status"] == NOT_STATED, "fund"].tolist()
    none = f" No amount is stated for {listed(silent)}." if silent else ""
    return (
        f"The paper tells of {len(funds)} further funds or bids. None of them is part of the overall budget, and none "
        f"is added to it here.{none}"
    )


def measures(measures: pd.DataFrame, year: object) -> str:
    """Which periods the measures are for, so that nobody sets them against the year's awards."""
    if measures.empty:
        return "The paper reports no measures."
    periods = list(dict.fromkeys(measures["period"]))
    return (
        f"The paper gives {len(measures)} measures, for {listed(periods)}. These are not the year of the awards "
        f"({year}), so no cost for each person helped can be worked out from them. Words such as “more than” are the "
        f"paper's own."
    )


def verdict(findings: pd.DataFrame) -> str:
    """Whether the figures add up, in one paragraph."""
    counts = findings["severity"].value_counts()
    errors, warnings, notes, agree = (int(counts.get(name, 0)) for name in ("error", "warning", "note", "agrees"))
    opening = "The figures add up, with reservations" if warnings else "The figures add up"
    if errors:
        opening = "The figures do not add up"
    unexplained = f"{errors} differences have no explanation" if errors else "no difference is without an explanation"
    return (
        f"{opening}: {_number(agree, 'check')} passed, {_number(warnings, 'point')} to know of, "
        f"{_number(notes, 'note')} for the record, and {unexplained}."
    )


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentences(findings: pd.DataFrame, *codes: str) -> list[str]:
    """What the findings of these codes say, in their order."""
    return findings.loc[findings["code"].isin(codes), "sentence"].tolist()
