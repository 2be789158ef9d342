"""Write the sentences of the report on one stream."""

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, implied_note, listed, percent
from grantsdata.model.schema import NOT_STATED, implied_gbp
from grantsdata.report.narrative.annual import verdict


def about_the_stream(stream: "pd.Series[str]", paper: Paper) -> str:
    """What the page is about, in a sentence."""
    return (
        f"One of the {counted(len(paper.streams), 'fund')} from which {paper.the_body} makes awards: what is in "
        f"it, who receives it and for what, and what the paper does not say."
    )


def stream_headline(stream_awards: pd.DataFrame, awards: pd.DataFrame, stream: "pd.Series[str]", paper: Paper) -> str:
    """The stream's year in a paragraph; `stream_awards` are the stream's, `awards` all of the year."""
    name, year = stream["stream"], paper.financial_year
    place = f"The paper counts it in its {paper.overall_budget.label.lower()} of {paper.overall_budget.printed}."
    if not stream["in_overall_budget"]:
        place = f"It is no part of the paper's {paper.overall_budget.label.lower()}."
    if stream_awards.empty:
        return f"The paper lists no award from {name} for {year}. {place}"
    total, amount = awards["award_gbp"].sum(), stream_awards["award_gbp"].sum()
    implied = implied_gbp(stream_awards)
    providers = stream_awards["provider"].nunique()
    to = f" to {counted(providers, 'provider')}" if providers else ""
    share = f", {percent(amount / total)} of all the money" if total else ""
    budget = f"a budget of {stream['budget_printed']}" if stream["budget_printed"] else "no stated budget"
    come = "comes" if len(stream_awards) == 1 else "come"
    return (
        f"From {name} {come} {counted(len(stream_awards), 'award')}{to} in {year}: {gbp(amount)}{implied_note(implied)}"
        f"{share}, against {budget}. {place}"
    )


def stream_verdict(stream_awards: pd.DataFrame, findings: pd.DataFrame) -> str:
    """Whether the stream's figures add up; `findings` are those about the stream."""
    if stream_awards.empty:
        return "There are no awards to add up. What the paper tells of this fund, and what it does not, is below."
    return verdict(findings)


def stream_money(stream: "pd.Series[str]") -> dict[str, str]:
    """What the paper declares of the stream, by name."""
    return {
        "Origin of the money": stream["origin"],
        "Budget, as printed": stream["budget_printed"] or NOT_STATED,
        "Inside the overall budget": "yes" if stream["in_overall_budget"] else "no",
        "Paragraph of the paper": stream["paragraph"],
    }


def stream_funds(funds: pd.DataFrame, name: str) -> str:
    """The funds that the paper's text names in this stream; `funds` are those of the stream."""
    if funds.empty:
        return f"In its text the paper names no other fund or sum under {name}."
    unstated = funds.loc[funds["amount_status"] == NOT_STATED, "fund"].tolist()
    stated = funds.loc[funds["amount_status"] != NOT_STATED]
    texts = [f"{row['amount_printed']} for {row['fund']}" for _, row in stated.iterrows()]
    amounts = f" It states {listed(texts)}." if texts else ""
    none = f" It states no amount for {listed(unstated)}, and none is made up here." if unstated else ""
    is_one = "one fund" if len(funds) == 1 else f"{len(funds)} funds"
    return f"In its text the paper tells of {is_one} under {name}.{amounts}{none}"


def stream_measures(measures: pd.DataFrame, name: str, year: object) -> str:
    """How many measures the paper gives for the stream."""
    if measures.empty:
        return f"The paper reports no measure of what {name} delivered."
    periods = listed(list(dict.fromkeys(measures["period"])))
    return (
        f"The paper gives {counted(len(measures), 'measure')} for {name}, for {periods}. The awards on this page are "
        f"for {year}."
    )


def stream_providers(ranked: pd.DataFrame) -> str:
    """The provider that receives most of the stream's money."""
    named = ranked[ranked["provider_type"].notna() & (ranked["award_gbp"] > 0)]
    if named.empty:
        return "No provider with a stated amount is named."
    top = named.iloc[0]
    return (
        f"{top['provider']} receives most: {gbp(top['award_gbp'])}{implied_note(top['implied_gbp'])}, "
        f"{percent(top['share'])} of this stream's money."
    )


def stream_awards(stream_awards: pd.DataFrame, by: str) -> str:
    """How the paper groups the stream's awards."""
    if stream_awards.empty:
        return "The paper's tables list no award from this stream."
    sorted_by = "does not sort them further" if by == "stream" else f"sorts them by {by}"
    return f"The paper lists {counted(len(stream_awards), 'award')} from this stream and {sorted_by}."


def stream_basis(stream_awards: pd.DataFrame) -> str:
    """How much of the stream's money is printed, implied or of a judged type, and how many amounts are not stated."""
    if stream_awards.empty:
        return "Nothing of this stream stands in the paper's tables, so that nothing had to be worked out or judged."
    implied = implied_gbp(stream_awards)
    printed = stream_awards["award_gbp"].sum() - implied
    judged = stream_awards[stream_awards["provider_basis"] == "judgement"]
    unstated = int((stream_awards["award_status"] == NOT_STATED).sum())
    parts = [f"{gbp(printed)} is printed award by award"]
    parts += [f"{gbp(implied)} is implied by a printed total"] if implied else []
    parts += [f"{counted(unstated, 'amount')} {'is' if unstated == 1 else 'are'} not stated"] if unstated else []
    of_judged = implied_gbp(judged)
    kind = (
        f" For {gbp(judged['award_gbp'].sum())}{implied_note(of_judged)} the kind of provider is our judgement."
        if len(judged)
        else " No kind of provider rests on our judgement."
    )
    return f"Of this stream {listed(parts)}.{kind}"
