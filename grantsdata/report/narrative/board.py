"""Write the sentences of the board paper, which fit every body; what is special to one body's paper is in its notes."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, implied_note, listed
from grantsdata.model.schema import NOT_STATED, implied_gbp
from grantsdata.model.years import in_words


def about_the_board_paper(paper: Paper) -> str:
    """What the page is, in a sentence."""
    return (
        f"Every award of {paper.the_body} for {paper.financial_year}, stream by stream, and the budgets that the "
        f"awards are made from."
    )


def board_details(paper: Paper) -> dict[str, str]:
    """Recipient, sender and date of the paper; a text is "" if paper.toml does not give it."""
    of_paper = paper.paper
    return {"To": of_paper.presented_to, "From": of_paper.presented_by, "Date": in_words(of_paper.date)}


def board_purpose(awards: pd.DataFrame, paper: Paper) -> str:
    """What the paper is about, and how much is awarded."""
    board = f" the {paper.paper.presented_to}" if paper.paper.presented_to else ""
    providers = awards["provider"].nunique()
    to = f" to {counted(providers, 'named provider')}" if providers else ""
    implied = implied_gbp(awards)
    return (
        f"This paper tells{board} what {paper.the_body} awards for the financial year {paper.financial_year}: "
        f"{counted(len(awards), 'award')}{to}, {gbp(awards['award_gbp'].sum())}{implied_note(implied)} in all."
    )


def board_recommendation(paper: Paper) -> str:
    """The recommendation to the board, if the notes hold no other."""
    board = paper.paper.presented_to
    return f"It is recommended that {f'the {board} note this paper' if board else 'this paper be noted'}."


def board_budget(bridge: pd.DataFrame) -> str:
    """The overall budget, its parts, and what is awarded from it; `bridge` is from `summaries.budget_bridge`."""
    overall, streams = bridge.iloc[0], bridge.iloc[1:]
    parts = [f"{s['budget_printed'] or 'an amount that is not stated'} for {s['name']}" for _, s in streams.iterrows()]
    made_up = f", that is {listed(parts)}" if parts else ""
    awarded = f"{gbp(overall['awarded_gbp'])}{implied_note(overall['implied_gbp'])}"
    return f"{overall['name']}: {overall['budget_printed'] or NOT_STATED}{made_up}. From it {awarded} is awarded."


def stream_openings(origins: pd.DataFrame, awards: pd.DataFrame) -> dict[str, str]:
    """Stream → sentences on the origin of its money, its budget, the sum of its awards, and where they are listed.

    `origins` is the table of `summaries.funders` for the same awards.
    """
    rows = [(row, awards[awards["stream"] == row["stream"]]) for _, row in origins.iterrows()]
    return {str(row["stream"]): _opening(row, stream_awards) for row, stream_awards in rows}


def _opening(stream: "pd.Series[Any]", awards: pd.DataFrame) -> str:
    place = "inside" if stream["in_overall_budget"] else "outside"
    budget = f"Its budget is {stream['budget_printed']}, {place} the overall budget."
    if not stream["budget_printed"]:
        budget = f"No budget is stated for it; it is {place} the overall budget."
    opening = f"Where the money comes from: {stream['origin'].rstrip('.')}. {budget}"
    if awards.empty:
        return opening
    where = " They stand one by one in the appendix." if awards["theme"].notna().any() else ""
    return f"{opening} {_sum(stream, awards)}{where}"


def _sum(stream: "pd.Series[Any]", awards: pd.DataFrame) -> str:
    number = int((awards["award_status"] == NOT_STATED).sum())
    if number == len(awards):
        return f"No amount is stated for {'its' if number == 1 else 'any of its'} {counted(number, 'award')}."
    come = "comes" if len(awards) == 1 else "come"
    unstated = f"; for {number} of them no amount is stated" if number else ""
    amount = f"{gbp(stream['award_gbp'])}{implied_note(stream['implied_gbp'])}"
    return f"{counted(len(awards), 'award')} {come} to {amount}{unstated}."


def without_awards(names: Sequence[str]) -> str:
    """The streams that have no award in the paper's tables."""
    if not names:
        return "Every stream has awards; they are listed above."
    them = "it" if len(names) == 1 else "them"
    return f"The tables list no award from {listed(names)}. What is told of {them} elsewhere stands here."


def other_money(money: pd.DataFrame) -> str:
    """How many sums in the paper belong to none of its streams; `money` is the table of `summaries.other_money`."""
    if money.empty:
        return "No other money is told of."
    one = len(money) == 1
    return (
        f"{'One more sum or bid is' if one else f'{len(money)} more sums or bids are'} told of that "
        f"{'belongs' if one else 'belong'} to no stream, and {'is' if one else 'are'} added to no sum here."
    )


def appendix_opening(awards: pd.DataFrame) -> str:
    """The streams whose awards the appendix lists; `awards` are all of the year."""
    themed = awards.loc[awards["theme"].notna(), "stream"].unique()
    if not len(themed):
        return "No award of this year has a printed theme; every award is listed above."
    names = listed([str(name) for name in themed])
    return f"Every award from {names}, under its theme. After the theme stand its aim and what its awards come to."


def sources_count(paper: Paper) -> str:
    """A sentence on how many sources the paper lists."""
    number = len(paper.source_documents)
    if not number:
        return "No sources are listed."
    return f"{counted(number, 'source')}, {'its date' if number == 1 else 'their dates'} as printed:"


def contact_details(paper: Paper) -> Mapping[str, str]:
    """The post that answers questions, and its body."""
    return {"Contact": paper.paper.contact or "No contact is named.", "Body": paper.paper.body}
