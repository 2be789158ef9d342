"""What stands beside the charts of budgets, provider types, providers and awards."""

from typing import Any

import pandas as pd

from grantsdata.captions.words import Words
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, implied_note, listed, percent
from grantsdata.model.schema import IMPLIED, NOT_STATED, NOT_YET_ALLOCATED


def budget_bridge(bridge: pd.DataFrame) -> Words:
    """Beside `figures.budget_bridge`; no alternative text, and so no chart, where no overall budget is stated."""
    overall, streams = bridge.iloc[0], bridge.iloc[1:]
    awarded = f"{gbp(overall['awarded_gbp'])}{implied_note(overall['implied_gbp'])}"
    if pd.isna(overall["budget_gbp"]):
        return Words(f"{awarded} is awarded; the paper states no budget for all awards", "")
    left = float(overall["not_itemised_gbp"])
    rest = f"leaves {gbp(left)} not itemised" if left >= 0 else f"is {gbp(-left)} more than the budget"
    parts = [f"{gbp(s['awarded_gbp'])}{implied_note(s['implied_gbp'])} to {s['name']}" for _, s in streams.iterrows()]
    taken = gbp(overall["budget_gbp"])
    exactly = "" if taken == overall["budget_printed"] else f" (taken as {taken})"
    return Words(
        f"{awarded} of the {overall['budget_printed']} is awarded; that {rest}",
        f"Waterfall chart. From a budget of {overall['budget_printed']}{exactly}, awards take "
        f"{listed(parts)}; that {rest}.",
        "Hatched: implied." if bridge["implied_gbp"].any() else "",
    )


def awards_against_budgets(bridge: pd.DataFrame, budgets: pd.DataFrame) -> Words:
    """Beside `figures.awards_against_budgets`; no alternative text, and so no chart, where no budget is stated."""
    stated = bridge[bridge["budget_gbp"].notna()]
    if stated.empty:
        return Words("The paper states no budget to set the awards against", "")
    ranges = budgets.set_index("name").loc[stated["name"], ["budget_low_gbp", "budget_high_gbp"]].astype(float)
    parts, outside = [], []
    for (_, row), (low, high) in zip(stated.iterrows(), ranges.to_numpy(), strict=True):
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
        + (" Hatched: implied." if stated["implied_gbp"].any() else ""),
    )


def stream_by_provider_type(breakdown: pd.DataFrame, implied: pd.DataFrame) -> Words:
    """Beside `figures.stream_by_provider_type`."""
    types, of_it = breakdown.iloc[:-3], implied.iloc[:-3]
    leads, parts = [], []
    for stream in breakdown.columns[1:-2]:
        pounds = types[stream].astype(float)
        if not pounds.any():
            parts.append(f"{stream}: nothing awarded")
            continue
        leads.append(f"{types['provider_type'].iloc[int(pounds.argmax())]} in {stream}")
        amounts = [
            f"{name} {gbp(of_type)}{implied_note(part)}"
            for name, of_type, part in zip(types["provider_type"], pounds, of_it[stream], strict=True)
            if of_type
        ]
        parts.append(f"{stream}: {', '.join(amounts)}")
    if not leads:
        return Words("No amount is stated for any stream of the budget", "")
    return Words(
        f"The largest share of the money goes to {listed(leads)}",
        f"Bar chart with a panel for each stream. {'; '.join(parts)}.",
        "Hatched: implied, not printed." if float(of_it["total_gbp"].sum()) else "",
    )


def provider_types(types: pd.DataFrame, of: str = "the money") -> Words:
    """Beside `figures.provider_types`; money that is not yet allocated is no type that receives most.

    `of` says what the shares are of, if the types are those of some awards of a year only.
    """
    total, judged = types["award_gbp"].sum(), types["judged_gbp"].sum()
    known = types[types["provider_type"] != NOT_YET_ALLOCATED]
    if not total:
        return Words("No amount is stated for any provider type", "")
    title = "No type of provider receives anything yet"
    if known["award_gbp"].sum():
        top = known.iloc[0]
        title = (
            f"The type that receives most is {top['provider_type']}: {gbp(top['award_gbp'])}"
            f"{implied_note(top['implied_gbp'])}, {percent(top['share'])} of {of}"
        )
    parts = [
        f"{t['provider_type']} {gbp(t['award_gbp'])}, {percent(t['share'])}{implied_note(t['implied_gbp'])}"
        + (f", {gbp(t['judged_gbp'])}{implied_note(t['judged_implied_gbp'])} judged" if t["judged_gbp"] else "")
        for _, t in types.iterrows()
    ]
    note = implied_note(types["judged_implied_gbp"].sum())
    rests = f" The type is our judgement for {gbp(judged)}{note}, {percent(judged / total)} of {of}." if judged else ""
    return Words(
        title,
        f"Bar chart of provider types, largest first, with their shares of {of}: {'; '.join(parts)}.{rests}",
        "Hatched: the provider's type is our judgement." if judged else "",
    )


def largest_providers(providers: pd.DataFrame, own_force: str, number: int = 10) -> Words:
    """Beside `figures.largest_providers`."""
    top, others = providers.iloc[:number], providers.iloc[number:]
    if not providers["award_gbp"].sum():
        return Words("No amount is stated for any provider", "")
    parts = [f"{p['provider']} {gbp(p['award_gbp'])}{implied_note(p['implied_gbp'])}" for _, p in top.iterrows()]
    rest = f" The other {len(others)} share {percent(others['share'].sum())} of the money." if len(others) else ""
    own = providers[providers["provider"] == own_force]
    force = (
        "" if own.empty else f" The body's own force, {own_force}, gets {percent(own['share'].iloc[0])} of the money."
    )
    largest = f"the {len(top)} largest providers" if len(others) else "providers, largest first"
    return Words(
        _half(providers),
        f"Bar chart of {largest}: {'; '.join(parts)}.{rest}{force}",
        "“So far”: share of the money down to that line."
        + (f" Plum: {own_force}." if force else "")
        + (" Hatched: implied." if providers["implied_gbp"].any() else ""),
    )


def _half(providers: pd.DataFrame) -> str:
    """How few named providers receive half of all the money, if they do."""
    named = providers[providers["provider_type"] != NOT_YET_ALLOCATED]
    enough = int((named["share"].cumsum() < 0.5).sum()) + 1
    if enough > len(named):
        return "Half of the money or more is not yet allocated to anybody"
    if len(named) == 1:
        return f"{named['provider'].iloc[0]} receives {percent(named['share'].iloc[0])} of the money"
    receive = "receives" if enough == 1 else "receive"
    return f"{enough} of {len(named)} named providers {receive} half of the money or more"


def awards_in_groups(awards: pd.DataFrame, groups: pd.DataFrame, by: str) -> Words:
    """Beside `figures.awards_in_groups`; `groups` is the breakdown of the same awards by the same column."""
    stated = groups.dropna(subset=by)
    if stated.empty:
        return Words(f"No award of this year has a printed {by}", "")
    parts = []
    for name, group in awards.groupby(by, observed=True, sort=True):
        amounts = [f"{a['service']} {_amount(a)}" for _, a in group.iterrows()]
        parts.append(f"{name}: {', '.join(amounts)}")
    whole = awards["award_gbp"].sum()
    title = f"No amount is stated under any {by}"
    if whole:
        top = stated.iloc[int(stated["award_gbp"].astype(float).argmax())]
        title = (
            f"The largest {by} is “{top[by]}”: {gbp(top['award_gbp'])}{implied_note(top['implied_gbp'])}, "
            f"{percent(top['award_gbp'] / whole)} of these awards' money"
        )
    return Words(
        title,
        f"Bar chart of {counted(len(awards), 'award')}. {'; '.join(parts)}.",
        "Hatched: implied, not printed." if (awards["award_status"] == IMPLIED).any() else "",
    )


def _amount(award: "pd.Series[Any]") -> str:
    if award["award_status"] == NOT_STATED:
        return NOT_STATED
    return gbp(award["award_gbp"]) + (f" ({IMPLIED})" if award["award_status"] == IMPLIED else "")
