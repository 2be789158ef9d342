"""Write the sentences of the report on one body, or on one type of provider."""

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, implied_note, listed, percent
from grantsdata.model.schema import implied_gbp, is_implied


def about_the_body(label: str, paper: Paper) -> str:
    """What the page is about, in a sentence."""
    return f"All that {paper.the_body} awards in {paper.financial_year} to {label}: as deliverer, and as payee."


def body_headline(delivered: pd.DataFrame, paid: pd.DataFrame, awards: pd.DataFrame, label: str, paper: Paper) -> str:
    """What a body delivers and is paid; `delivered` and `paid` (for services of others) are parts of the year's
    `awards`."""
    year = paper.financial_year
    if delivered.empty and paid.empty:
        return f"The paper lists no award to {label} for {year}."
    parts = []
    total = awards["award_gbp"].sum()
    if len(delivered):
        amount = delivered["award_gbp"].sum()
        share = f", {percent(amount / total)} of all the money" if total else ""
        parts.append(
            f"For {year} the paper lists {counted(len(delivered), 'award')} for services delivered by {label}: "
            f"{_sum(delivered)}{share}."
        )
    else:
        parts.append(f"For {year} the paper lists no service delivered by {label}.")
    if len(paid):
        are = "is an award" if len(paid) == 1 else f"are {len(paid)} awards"
        parts.append(f"There {are} of {_sum(paid)} paid to {label} for services that others deliver.")
    return " ".join(parts)


def body_verdict(delivered: pd.DataFrame, paid: pd.DataFrame) -> str:
    """Which of these amounts are implied or not stated, and for how much the type is our judgement."""
    both = pd.concat([delivered, paid])
    judged = delivered[delivered["provider_basis"] == "judgement"]
    parts = []
    if is_implied(both).any():
        implied = implied_gbp(both)
        parts.append(f"{gbp(implied)} is implied by a printed total and not printed itself")
    unstated = both.loc[both["award_pence"].isna(), "service"].tolist()
    if unstated:
        parts.append(f"no amount is stated for {listed(unstated)}")
    if len(judged):
        parts.append(f"for {_sum(judged)} of what is delivered the kind of body is our judgement")
    if not parts:
        return "All of these amounts are printed in the paper." if len(both) else "There is nothing to add up."
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def body_payments(paid: pd.DataFrame, elsewhere: pd.DataFrame, label: str) -> str:
    """The amounts for which payee and provider are not the same body."""
    if paid.empty and elsewhere.empty:
        return "As far as the paper tells, nothing here is delivered by one body and paid to another."
    parts = []
    if len(paid):
        parts.append(f"{label} is paid {_sum(paid)} for services that others deliver")
    if len(elsewhere):
        parts.append(
            f"{_sum(elsewhere)} for what is delivered by {label} is paid to another body, or to one that the paper "
            f"does not name"
        )
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def body_delivers(delivered: pd.DataFrame, label: str) -> str:
    """How many services, in how many streams."""
    if delivered.empty:
        return f"The paper names no service that is delivered by {label}."
    streams = listed([str(stream) for stream in delivered["stream"].unique()])
    return f"{counted(len(delivered), 'award')} from {streams}, each with its share of what is delivered."


def body_kind(delivered: pd.DataFrame) -> str:
    """That the paper prints no types, and how much money has a type that is our judgement."""
    if delivered.empty:
        return "No award tells what kind of body it is."
    if not (delivered["provider_basis"] == "judgement").any():
        return "The paper prints no provider types. None of those here rests on our judgement."
    judged = delivered[delivered["provider_basis"] == "judgement"]
    return f"The paper prints no provider types. For {_sum(judged)} the type is our judgement."


def _sum(awards: pd.DataFrame) -> str:
    implied = implied_gbp(awards)
    return f"{gbp(awards['award_gbp'].sum())}{implied_note(implied)}"
