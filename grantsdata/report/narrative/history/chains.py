"""Say what each award became over all years on file: a line for each award, with its amount in each year."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.schema import IMPLIED, NOT_STATED
from grantsdata.report.narrative.comparison import other_body, year_as
from grantsdata.report.narrative.figures import counted
from grantsdata.report.traced import Sentence, figure, listed, write

CAPTION = "Each award over the years"

ALWAYS, GAP, LATER, NEW, ENDED = "in every year", "with a gap", "began later", "new", "ended"
"""What an award became, in the column `became`."""

_VERBS = {
    ALWAYS: ("ran in every year", "ran in every year"),
    GAP: ("came back after a gap", "came back after a gap"),
    LATER: ("began later and still runs", "began later and still run"),
    NEW: ("is new", "are new"),
    ENDED: ("ended", "ended"),
}


def about_history(papers: Sequence[Paper]) -> Sentence:
    """What the page is, in a sentence; `papers` are those of the years, oldest first."""
    text = "What each award became from {first} to {last}." if len(papers) > 1 else "The awards of {last}."
    return write(text, **_ends(papers))


def chains_listed(chains: pd.DataFrame, papers: Sequence[Paper]) -> pd.DataFrame:
    """The chains of `summaries.award_chains`, a row each: stream, service, provider, became, and a column of texts for
    each year. Stream, service and provider are those of its last award; a year without the award is blank."""
    years = [str(paper.financial_year) for paper in papers]
    rows = []
    for _, chain in chains.groupby("chain", sort=True):
        last = chain.iloc[-1]
        amounts = {line["financial_year"]: _amount(line) for line in chain.to_dict("records")}
        names = {name: last[name] for name in ("stream", "service", "provider")}
        rows.append({**names, "became": _became([*amounts], years)} | {year: amounts.get(year, "") for year in years})
    table = pd.DataFrame(rows, columns=["stream", "service", "provider", "became", *years])
    streams = dict.fromkeys(stream.name for paper in reversed(papers) for stream in paper.streams)
    return table.assign(stream=pd.Categorical(table["stream"], [*streams], ordered=True))


def _amount(line: dict[Any, Any]) -> str:
    if pd.isna(line["award_gbp"]):
        return NOT_STATED
    implied = f" ({IMPLIED})" if line["award_status"] == IMPLIED else ""
    return f"{format_pounds(line['award_gbp'])}{implied}"


def _became(of_chain: Sequence[str], years: Sequence[str]) -> str:
    if of_chain[-1] != years[-1]:
        return ENDED
    if len(of_chain) == len(years):
        return ALWAYS
    begun = years.index(of_chain[0])
    if len(of_chain) < len(years) - begun:
        return GAP
    return NEW if begun == len(years) - 1 else LATER


def history_headline(rows: pd.DataFrame, papers: Sequence[Paper]) -> Sentence:
    """How many awards there were, and what became of how many; `rows` are those of `chains_listed`."""
    number = counted(figure(str(len(rows)), "listed", CAPTION), "award")
    are = "is" if len(rows) == 1 else "are"
    when = "from {first} to {last}" if len(papers) > 1 else "for {last}"
    return write(f"{{number}} {are} on file {when}.", number=number, **_ends(papers))


def history_verdict(rows: pd.DataFrame, papers: Sequence[Paper]) -> Sentence:
    """How many awards ran in every year, began later, are new or ended; or that there is no earlier year."""
    if len(papers) == 1:
        return Sentence(["There is no earlier year on file to join them with."])
    parts = []
    for became, (one, many) in _VERBS.items():
        count = int((rows["became"] == became).sum())
        if count:
            shown = figure(str(count), "listed", CAPTION, became=became)
            parts.append(write(f"{{count}} {one if count == 1 else many}", count=shown))
    return write("{parts}.", parts=listed(parts))


def bodies_changed(papers: Sequence[Paper], successors: pd.DataFrame) -> list[Sentence]:
    """Which body's papers these are, where that changed from one year to the next."""
    return [
        other_body(papers[-1], one, other, successors)
        for one, other in pairwise(papers)
        if one.paper.body != other.paper.body
    ]


def how_joined() -> list[Sentence]:
    """How the awards of different years are joined."""
    return [
        Sentence(
            ["A line joins awards that continue each other, by the same rules as the comparison with the year before."]
        ),
        Sentence(["A pair that is doubtful is not joined until a person has decided it."]),
        Sentence(["Service and provider are those of the last award in the line."]),
        Sentence([f"{NOT_STATED.capitalize()}: the paper gives no amount. Blank: the paper has no such award."]),
    ]


def _ends(papers: Sequence[Paper]) -> dict[str, Any]:
    year = papers[-1].financial_year
    return {"first": year_as(year, papers[0].financial_year), "last": year_as(year, year)}
