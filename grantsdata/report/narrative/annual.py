"""Write the sentences of the annual report."""

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, gap, implied_note, listed, percent
from grantsdata.model.schema import (
    HOLDS_MAIN_CONTRACT,
    IMPLIED,
    LARGER_SUM,
    MATCHES,
    NOT_NAMED,
    NOT_STATED,
    NOT_YET_ALLOCATED,
    OTHER_PERIOD,
    POOLS,
    implied_gbp,
    is_implied,
)
from grantsdata.report.narrative import findings as narrative


def about_the_year(paper: Paper) -> str:
    """What the annual report is about, in a sentence."""
    return (
        f"Where the {paper.overall_budget.label.lower()} of {paper.the_body} comes from, who receives it and "
        f"for what, award by award, and whether the figures add up."
    )


def headline(awards: pd.DataFrame, bridge: pd.DataFrame, paper: Paper) -> str:
    """The year in two or three sentences, which separate awards inside the budget from those outside it."""
    overall, year = bridge.iloc[0], paper.financial_year
    providers = awards["provider"].nunique()
    to = f" to {counted(providers, 'provider')}" if providers else ""
    total = awards["award_gbp"].sum()
    implied = implied_gbp(awards)
    budget = f"a budget of {overall['budget_printed']}" if overall["budget_printed"] else "no stated budget"
    they, come = ("It", "comes") if len(awards) == 1 else ("They", "come")
    opening = f"For {year} {paper.the_body} lists {counted(len(awards), 'award')}{to}. "
    if round((total - overall["awarded_gbp"]) * 100):
        inside = f"{gbp(overall['awarded_gbp'])}{implied_note(overall['implied_gbp'])}"
        return f"{opening}{they} {come} to {gbp(total)}{implied_note(implied)}, of which {inside} is against {budget}."
    return f"{opening}{they} {come} to {gbp(total)}{implied_note(implied)} against {budget}."


def rounding(bridge: pd.DataFrame) -> str:
    """The difference between budget and awards, and why it shows neither an underspend nor an overspend."""
    stated = bridge[bridge["budget_gbp"].notna()]
    overall, streams = stated[stated["level"] == "overall"], stated[stated["level"] == "stream"]
    if overall.empty:
        return "The paper states no budget for all awards, so that they cannot be set against one."
    total = overall.iloc[0]
    gaps = [f"{s['name']} {gap(s['not_itemised_gbp'])}" for _, s in streams.iterrows()]
    parts = f" ({'; '.join(gaps)})" if gaps else ""
    return (
        f"The paper's budgets are printed as {listed([f'“{p}”' for p in stated['budget_printed']])}. Taken to the "
        f"penny, awards of {gbp(total['awarded_gbp'])}{implied_note(total['implied_gbp'])} are "
        f"{gap(total['not_itemised_gbp'])} the whole budget{parts}. A difference inside the rounding of a printed "
        f"budget is neither an underspend nor an overspend."
    )


def concentration(providers: pd.DataFrame, sizes: pd.DataFrame, own_force: str) -> str:
    """How much goes to the largest provider, the five largest and the body's own force, and the range of awards."""
    named = providers[providers["provider_type"] != NOT_YET_ALLOCATED]
    if named.empty or sizes.empty:
        return "No award has both a named provider and a stated amount."
    top, five = named.iloc[0], named.iloc[:5]
    own = named.loc[named["provider"] == own_force, "share"].sum()
    typical = sizes.set_index("size")["award_gbp"]
    together = (
        f"; the five largest providers together receive {percent(five['share'].sum())} of the money"
        if len(named) > 5
        else ""
    )
    force = f"The body's own force, {own_force}, receives {percent(own)} of the money. " if own else ""
    return (
        f"{top['provider']} receives most, {gbp(top['award_gbp'])}{implied_note(top['implied_gbp'])}{together}. {force}"
        f"The awards run from {gbp(typical['smallest'])} to {gbp(typical['largest'])}; the middle one is "
        f"{gbp(typical['median'])}."
    )


def elsewhere(awards: pd.DataFrame) -> str:
    """How much is paid to another body than the one that delivers, as far as the paper says."""
    named = awards[awards["provider"].notna()]
    other = named[named["payee"].isna() | (named["payee"] != named["provider"])]
    if other.empty:
        return "As far as the paper tells, each provider is paid itself."
    pounds, implied = other["award_gbp"].sum(), implied_gbp(other)
    are = "is" if len(other) == 1 else "are"
    return (
        f"{counted(len(other), 'award')}, {gbp(pounds)}{implied_note(implied)} in all, {are} paid to another body than "
        f"the one that delivers the service: through a pooled budget, or a contract that the other body holds."
    )


def ungrouped(awards: pd.DataFrame) -> str:
    """Whether any award has neither an arrangement nor a theme."""
    others = awards[awards["arrangement"].isna() & awards["theme"].isna()]
    if others.empty:
        return "Every award stands under an arrangement or a theme; there are no others."
    return f"{counted(len(others), 'award')} of {len(awards)} under neither an arrangement nor a theme:"


def outside(origins: pd.DataFrame) -> str:
    """A note on the streams without awards in the tables; "" if all have some."""
    without = origins.loc[origins["awards"] == 0, "stream"].tolist()
    return f"The paper's tables list no award from {listed(without)}." if without else ""


def grouping(awards: pd.DataFrame, by: str) -> str:
    """The streams whose awards the paper groups by `by`."""
    streams = [str(stream) for stream in awards["stream"].unique()]
    return f"The paper sorts the {counted(len(awards), 'award')} for {listed(streams)} by {by}." if streams else ""


def judgement(by_basis: pd.DataFrame) -> str:
    """How much of the money has a provider type that is our judgement."""
    judged = by_basis[by_basis["provider_basis"] == "judgement"]
    if not judged["award_gbp"].sum():
        return "The paper prints no provider types. None of the types here rests on our judgement."
    low = judged[judged["provider_confidence"] == "low"]
    return (
        f"The paper prints no provider types. For {gbp(judged['award_gbp'].sum())}"
        f"{implied_note(judged['implied_gbp'].sum())}, {percent(judged['share'].sum())} of the money, the type is "
        f"our judgement; for {gbp(low['award_gbp'].sum())}"
        f"{implied_note(low['implied_gbp'].sum())} of that we are not sure of it."
    )


def sizes(awards: pd.DataFrame) -> str:
    """A note on the implied amounts among these awards; "" if there are none."""
    implied = awards.loc[is_implied(awards), "award_gbp"]
    return f"Among these awards: {listed([f'{gbp(pounds)} {IMPLIED}' for pounds in implied])}." if len(implied) else ""


_OTHERS = {
    POOLS: "pool money for",
    MATCHES: "match",
    HOLDS_MAIN_CONTRACT: "hold the main contract of",
    LARGER_SUM: "pay the rest of a larger sum for",
}
"""Role → the verb for what the other contributors do; the number of awards follows it."""


def contributions(contributed: pd.DataFrame, awards: pd.DataFrame) -> str:
    """How many awards others pay for too, their share of the money, and what the others do.

    `contributed` is the table of `summaries.contributed_awards` for these `awards`.
    """
    if contributed.empty:
        return "No award is on record as one that others pay for too."
    amount, total = contributed["award_gbp"].sum(), awards["award_gbp"].sum()
    implied = implied_gbp(contributed)
    share = f", {percent(amount / total)} of the money" if total > 0 else ""
    is_paid = "is" if len(contributed) == 1 else "are"
    counts = contributed["contribution"].str.split("; ").explode().value_counts()
    roles = [f"{does} {counted(int(counts[role]), 'award')}" for role, does in _OTHERS.items() if role in counts]
    unnamed = int((contributed["other_contributors"] == NOT_NAMED).sum())
    of_which = "" if unnamed == len(contributed) else f" of {unnamed} of these awards"
    silent = f" The paper does not name the other contributors{of_which}." if unnamed else ""
    return (
        f"{counted(len(contributed), 'award')}, {gbp(amount)}{implied_note(implied)} in all{share}, {is_paid} by the "
        f"paper's words paid for by others too. The others {listed(roles)}.{silent} What they pay is in none of these "
        f"figures."
    )


def separate_funds(funds: pd.DataFrame) -> str:
    """The funds that the paper names outside the overall budget, and which of them have no stated amount."""
    if funds.empty:
        return "The paper tells of no other funds."
    silent = funds.loc[funds["amount_status"] == NOT_STATED, "fund"].tolist()
    none = f" No amount is stated for {listed(silent)}." if silent else ""
    number = "1 further fund or bid. It is" if len(funds) == 1 else f"{len(funds)} further funds or bids. They are"
    return f"The paper tells of {number} no part of the overall budget and added to no sum here.{none}"


def measures(measures: pd.DataFrame, year: object) -> str:
    """The periods of the measures, so that no one compares them with another year's awards."""
    if measures.empty:
        return "The paper reports no measures."
    periods = list(dict.fromkeys(measures["period"]))
    others = list(dict.fromkeys(measures.loc[measures["part_of_year"] == OTHER_PERIOD, "period"]))
    text = f"The paper gives {counted(len(measures), 'measure')}, for {listed(periods)}."
    if others:
        are = "is" if len(others) == 1 else "are"
        text += (
            f" {listed([other[0].upper() + other[1:] if at == 0 else other for at, other in enumerate(others)])} {are} "
            f"not the year of the awards ({year}), so no cost for each person helped can be worked out."
        )
    hedges = [f"“{hedge}”" for hedge in dict.fromkeys(measures["hedge"]) if hedge]
    return text + (
        f" The paper's own words {listed(hedges)} stand beside the figures that they belong to." if hedges else ""
    )


def verdict(findings: pd.DataFrame) -> str:
    """Whether the figures add up, in one paragraph; awards far below or above a budget do not add up to it."""
    counts, codes = findings["severity"].value_counts(), set(findings["code"])
    errors, warnings, notes, agree = (int(counts.get(name, 0)) for name in ("error", "warning", "note", "agrees"))
    opening = "The figures add up, with reservations" if warnings else "The figures add up"
    if errors:
        opening = "The figures do not add up"
    elif "budget-over-allocated" in codes:
        opening = "More is awarded than a budget holds, as the paper plans"
    elif "budget-partly-allocated" in codes:
        opening = "A budget is only partly allocated by these awards"
    have = "has" if errors == 1 else "have"
    unexplained = "no difference is without an explanation"
    if errors:
        unexplained = f"{counted(errors, 'difference')} {have} no explanation"
    return (
        f"{opening}: {counted(agree, 'check')} passed, {counted(warnings, 'point')} to know of, "
        f"{counted(notes, 'note')} for the record, and {unexplained}."
    )


def sentences(findings: pd.DataFrame, *codes: str) -> list[str]:
    """The sentences of the findings with these codes, in their order."""
    return [*narrative.sentences(findings, *codes)]
