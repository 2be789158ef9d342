"""Write the sentences of the board paper, which fit every body; what is special to one body's paper is in its notes."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from grantsdata.model.paper import Paper
from grantsdata.model.phrases import with_article
from grantsdata.model.schema import (
    DROPPED,
    KEPT,
    NOT_STATED,
    OPEN,
    OVERDUE,
    PROMISE_STATES,
    PROMISED_EARLIER,
    TO_COME,
    is_implied,
)
from grantsdata.model.years import in_words
from grantsdata.report.narrative.figures import (
    amount,
    body_of,
    counted,
    number,
    providers_named,
    sum_with_implied,
    year_of,
)
from grantsdata.report.traced import Figure, Sentence, figure, joined, listed, write

SHARED_OFFICE = "(one shared office)"
"""How the register's name of a provider ends if it is the office of several bodies that each get an award."""


def about_the_board_paper(paper: Paper, awards: pd.DataFrame) -> Sentence:
    """What the page is: the paper once more, in other words."""
    implied = "; one that it does not print is marked as implied" if is_implied(awards).any() else ""
    return write(
        "This is the paper of {date}, set again in our own words. The amounts are the paper's" + implied + ".",
        date=_date(paper),
    )


def board_details(paper: Paper) -> dict[str, str]:
    """Recipient, sender and date of the paper; a text is "" if paper.toml does not give it."""
    to, sender = (
        figure(getattr(paper.paper, key), "paper", f"paper.{key}") for key in ("presented_to", "presented_by")
    )
    return {"To": to, "From": sender, "Date": _date(paper)}


def board_purpose(awards: pd.DataFrame, paper: Paper) -> Sentence:
    """What the paper is about, how much is awarded, and to how many providers."""
    opening = write(
        "This paper reports to {board} on the awards of {body} for the financial year {year}.",
        board=paper.the_deciding_body,
        body=body_of(paper),
        year=year_of(paper),
    )
    in_all = write(", {amount} in all", amount=amount(awards)) if awards["award_gbp"].notna().any() else ""
    total = write("It lists {awards}{in_all}.", awards=number(awards), in_all=in_all)
    return joined([opening, total, providers_named(awards), *_shared_offices(awards)])


def _shared_offices(awards: pd.DataFrame) -> list[Sentence]:
    """A sentence for each provider that is the office of several bodies."""
    named = awards[awards["provider"].astype("object").fillna("").astype(str).str.endswith(SHARED_OFFICE)]
    return [
        write(
            "The {number} {bodies} are separate bodies. They share one office, which counts here as one provider.",
            number=figure(str(len(group)), "count", provider=name),
            bodies=_uncapitalised(str(name).removesuffix(SHARED_OFFICE).strip()),
        )
        for name, group in named.groupby("provider", sort=False)
    ]


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def board_recommendation(paper: Paper) -> str:
    """The recommendation to those who decide, if the notes hold no other."""
    return f"It is recommended that {paper.the_deciding_body} note this paper."


def board_budget(bridge: pd.DataFrame) -> Sentence:
    """The overall budget, its parts, and what is awarded from it; `bridge` is from `summaries.budget_bridge`."""
    overall, streams = bridge.iloc[0], bridge.iloc[1:]
    parts = [
        write(
            "{budget} for {stream}",
            budget=_budget(one["budget_printed"], one["name"]),
            stream=with_article(one["name"]),
        )
        for _, one in streams.iterrows()
        if one["budget_printed"]
    ]
    opening = write(
        "The paper states no overall budget{parts}.", parts=joined(["; it gives", listed(parts)] if parts else [])
    )
    if overall["budget_printed"]:
        budget = _budget(overall["budget_printed"], "")
        made_up = write(", made up of {parts}", parts=listed(parts)) if parts else ""
        opening = write("{name}: {budget}{parts}.", name=overall["name"], budget=budget, parts=made_up)
    if pd.isna(overall["awarded_gbp"]):
        return joined([opening, "The paper states no amount of its awards."])
    awarded = write(
        "The awards come to {amount}.",
        amount=sum_with_implied(overall["awarded_gbp"], overall["implied_gbp"], {"in_overall_budget": True}),
    )
    return joined([opening, awarded])


def _budget(printed: str, stream: str) -> Figure:
    return figure(printed, "budget", stream)


def stream_openings(origins: pd.DataFrame, awards: pd.DataFrame) -> dict[str, Sentence]:
    """Stream → sentences on the origin of its money, its budget, the sum of its awards, and where they are listed.

    `origins` is the table of `summaries.funders` for the same awards.
    """
    rows = [(row, awards[awards["stream"] == row["stream"]]) for _, row in origins.iterrows()]
    return {str(row["stream"]): _opening(row, stream_awards) for row, stream_awards in rows}


def _opening(stream: "pd.Series[Any]", awards: pd.DataFrame) -> Sentence:
    place = "part of" if stream["in_overall_budget"] else "outside"
    parts: list[str] = [write("Source of the money: {origin}.", origin=stream["origin"])]
    if stream["budget_printed"]:
        budget = _budget(stream["budget_printed"], stream["stream"])
        parts.append(write("The budget is {budget}, " + place + " the overall budget.", budget=budget))
    else:
        parts.append(f"The paper states no budget for it; it is {place} the overall budget.")
    if len(awards):
        parts.append(_total(stream, awards))
    if awards["theme"].notna().any():
        parts.append("The appendix lists them.")
    return joined(parts)


def _total(stream: "pd.Series[Any]", awards: pd.DataFrame) -> Sentence:
    of = {"stream": stream["stream"]}
    silent = int((awards["award_status"] == NOT_STATED).sum())
    if silent == len(awards):
        its = "its" if silent == 1 else "any of its"
        return write("The paper states no amount for " + its + " {awards}.", awards=number(awards, **of))
    unstated = ""
    if silent:
        count = figure(str(silent), "count", **of, award_status=NOT_STATED)
        unstated = write("; {count} " + ("has" if silent == 1 else "have") + " no stated amount", count=count)
    return write(
        "{awards} " + ("comes" if len(awards) == 1 else "come") + " to {amount}{unstated}.",
        awards=number(awards, **of),
        amount=amount(awards, **of),
        unstated=unstated,
    )


def without_awards(names: Sequence[str]) -> str:
    """The streams that have no award in the paper's tables."""
    if not names:
        return "Every stream has awards, which are listed above."
    them = "it" if len(names) == 1 else "them"
    *first, last = [with_article(name) for name in names]
    either = f"{', '.join(first)} or {last}" if first else last
    return f"The tables list no award from {either}. The text mentions {them}."


def other_money(money: pd.DataFrame) -> str:
    """How many sums in the paper belong to none of its streams; `money` is the table of `summaries.other_money`."""
    if money.empty:
        return "The paper mentions no other money."
    one = len(money) == 1
    return write(
        "The paper mentions {number} other " + ("sum or bid. It belongs" if one else "sums or bids. They belong")
        + " to no stream and " + ("is" if one else "are") + " not added up here.",
        number=figure(str(len(money)), "listed", OTHER_MONEY),
    )  # fmt: skip


OTHER_MONEY = "Other money in the paper"
"""The caption of the table that `other_money` counts."""


PROMISES = "Promises of earlier papers"
"""The caption of the table whose rows `about_promises` counts."""

_HAS_BECOME = {
    KEPT: ("had been kept", "had been kept"),
    DROPPED: ("had been dropped", "had been dropped"),
    OPEN: ("was open", "were open"),
    OVERDUE: ("was overdue", "were overdue"),
}


def about_promises(earlier: pd.DataFrame, promises: pd.DataFrame, paper: Paper) -> dict[str, Sentence]:
    """Heading of a section → what it says before its table: how many promises are kept, open and so on; what dates are.

    `earlier` and `promises` are the tables of `load_earlier_promises` and `load_promises`.
    """
    texts = {TO_COME: Sentence(["“Due by” gives the last day that the paper's words allow."])}
    if promises.loc[promises["first_made_in"] == "", "due"].isna().all():
        del texts[TO_COME]
    if len(earlier):
        made = counted(figure(str(len(earlier)), "listed", PROMISES), "promise")
        numbers = {state: int((earlier["state"] == state).sum()) for state in PROMISE_STATES}
        became = [
            write("{number} " + _HAS_BECOME[state][number > 1], number=figure(str(number), "promises", state=state))
            for state, number in numbers.items()
            if number
        ]
        meaning = (
            "A promise is open while no outcome is on record, and overdue once the day that it was due has passed."
        )
        opening = write("This paper reports on {made} of earlier papers.", made=made)
        texts[PROMISED_EARLIER] = joined(
            [opening, write("By {date}, {became}.", date=_date(paper), became=listed(became)), meaning]
        )
    return texts


def appendix_opening(awards: pd.DataFrame) -> str:
    """The streams whose awards the appendix lists; `awards` are all of the year."""
    themed = awards.loc[awards["theme"].notna(), "stream"].unique()
    if not len(themed):
        return "No award of this year has a printed theme; every award is listed above."
    names = listed([with_article(str(name)) for name in themed])
    return f"The table lists each award for {names} under its theme, with the aim and the sum of each theme."


def sources_count(paper: Paper) -> str:
    """A sentence on how many sources the paper lists."""
    sources = len(paper.source_documents)
    if not sources:
        return "The paper lists no sources."
    count = figure(str(sources), "paper", "source_documents")
    end = "source; its date is" if sources == 1 else "sources; their dates are"
    return write("The paper lists {count} " + end + " as printed:", count=count)


def contact_details(paper: Paper) -> Mapping[str, str]:
    """The post that answers questions, and its body."""
    contact, body = (figure(getattr(paper.paper, key), "paper", f"paper.{key}") for key in ("contact", "body"))
    return {"Contact": contact or "The paper names no contact.", "Body": body}


def _date(paper: Paper) -> Figure:
    return figure(in_words(paper.paper.date), "paper", "paper.date")
