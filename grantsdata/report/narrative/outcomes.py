"""Write sentences on measures: those for the period asked for, those for other periods, and awards without any.

No sentence divides an amount by a count of people, since the money and the outcomes may be for different periods.
"""

from typing import Any

import pandas as pd

from grantsdata.model.paper import Paper
from grantsdata.model.schema import NOT_AVAILABLE, OTHER_PERIOD, UNMEASURED
from grantsdata.report.narrative.adds_up import beyond_the_budget as beyond_the_budget
from grantsdata.report.narrative.figures import amount_of, as_measured, cell, counted, year_of
from grantsdata.report.traced import Figure, Sentence, figure, joined, listed, write

_MONTHS = {"first half": " (April to September)", "second half": " (October to March)"}

IN_BUDGET = {"in_overall_budget": True}
"""The awards that the page is about."""


def period_in_words(period: str, paper: Paper) -> Sentence:
    """`the first half of 2017-18 (April to September)`; `period` is one of `schema.PERIODS`."""
    name = "the year {year}" if period == "year" else f"the {period} of {{year}}{_MONTHS[period]}"
    return write(name, year=year_of(paper))


def about_outcomes(paper: Paper, period: str) -> Sentence:
    """What the page is, in a sentence."""
    return write(
        "What the services are reported to have done in {period}, and which awards have no such report.",
        period=period_in_words(period, paper),
    )


def outcomes_headline(measures: pd.DataFrame, period: str, paper: Paper) -> Sentence:
    """How many measures the paper gives, and how many of them are for the period."""
    if measures.empty:
        return Sentence(["The paper gives no measure of what the services did."])
    now = measures[measures["part_of_year"] == period]
    if len(measures) == 1:
        some: str = "It is" if len(now) else "It is not"
    elif len(now) in (0, len(measures)):
        some = "All of them are" if len(now) else "None of them is"
    else:
        some = write("{number} of them are" if len(now) > 1 else "{number} of them is", number=_rows(now, paper))
    return write(
        "The paper gives {measures} of what the services did. {some} for {period}.",
        measures=counted(_rows(measures, paper, every=True), "measure"),
        some=some,
        period=period_in_words(period, paper),
    )


def outcomes_verdict(by_measure: pd.DataFrame) -> Sentence:
    """How many awards have a measure for any period, and how much money has none."""
    without = by_measure[by_measure["measured"] == UNMEASURED]
    every, unmeasured = int(by_measure["awards"].sum()), int(without["awards"].sum())
    parts = {
        "all": counted(figure(str(every), "count", **IN_BUDGET), "award"),
        "with": figure(str(every - unmeasured), "count", **IN_BUDGET, has_measure=True),
        "without": figure(str(unmeasured), "count", **IN_BUDGET, has_measure=False),
        "amount": amount_of(by_measure, **IN_BUDGET),
        "rest": amount_of(without, **IN_BUDGET, has_measure=False),
    }
    if not every:
        return Sentence(["No award is made from a stream inside the overall budget."])
    if unmeasured == every:
        one, many = "{all}, {amount}, has no measure.", "None of the {all}, which total {amount}, has a measure."
        return write(one if every == 1 else many, **parts)
    have = "has" if every - unmeasured == 1 else "have"
    opening = f"{{with}} of {{all}} {have} a measure for some period."
    one, many = "The other one, {rest}, has none.", "The other {without}, which total {rest}, have none."
    return write(f"{opening} {one if unmeasured == 1 else many}" if unmeasured else opening, **parts)


def outcomes_of_other_periods(measures: pd.DataFrame, paper: Paper) -> Sentence:
    """The periods of the other measures, and why they are listed separately; empty if there are none."""
    is_outside = measures["part_of_year"] == OTHER_PERIOD
    cases = [
        (measures[is_outside], "Measures for {periods} are not shown as results of {year}."),
        (measures[~is_outside], "Measures for {periods} are for other parts of {year}."),
    ]
    return joined(write(text, periods=_periods(part, paper), year=year_of(paper)) for part, text in cases if len(part))


def _periods(measures: pd.DataFrame, paper: Paper) -> Sentence:
    rows = [row for _, row in measures.drop_duplicates("period").iterrows()]
    return listed([cell(row, "period", paper.measures) for row in rows])


def _rows(measures: pd.DataFrame, paper: Paper, *, every: bool = False) -> Figure:
    """How many measures these are: all rows of the file, or those for the periods of `measures`."""
    column = paper.measures.columns["period"] if paper.measures else "period"
    periods = {} if every else {column: list(dict.fromkeys(measures["period"].astype(str)))}
    return figure(str(len(measures)), "rows", measures["source_file"].iloc[0], **periods)


def measure_ties(measures: pd.DataFrame, paper: Paper) -> Sentence:
    """That we decided which award a measure belongs to, and which measures belong to no award."""
    if measures.empty:
        return Sentence(["There is no measure to show."])
    loose = measures[measures["awarded_service"] == ""]
    texts: list[str] = []
    if len(loose) < len(measures):
        texts.append("Which award a measure belongs to is our reading of the paper.")
    if len(loose):
        rows = [row for _, row in loose.drop_duplicates("service").iterrows()]
        services = listed([write("“{name}”", name=cell(row, "service", paper.measures)) for row in rows])
        template = "The paper does not say which award {services} means, so the measures there count for none."
        texts.append(write(template, services=services))
    return joined(texts)


def measure_hedges(measures: pd.DataFrame, paper: Paper) -> Sentence:
    """The paper's own words that make a figure less certain."""
    rows = [row for _, row in measures.drop_duplicates("hedge").iterrows() if row["hedge"]]
    if not rows:
        return Sentence([])
    words = listed([write("“{hedge}”", hedge=cell(row, "hedge", paper.measures)) for row in rows])
    return write("Words such as {words} are the paper's own.", words=words)


def outcomes_returned(returns: pd.DataFrame, awards: pd.DataFrame) -> Sentence:
    """How many of these awards have figures in half-yearly returns, which have a page of their own; "" if none has.

    `returns` is the table of `load_returns`.
    """
    came = returns[(returns["returned_on"] != "") & (returns["data_quality"] != NOT_AVAILABLE)]
    number = int(awards["award_id"].isin(came["award_id"]).sum())
    if not number:
        return write("")
    count = counted(figure(str(number), "count", **IN_BUDGET, has_return=True), "award")
    have = "has" if number == 1 else "have"
    text = f"{{awards}} {have} figures in returns, which count as measures here. The page on returns has them."
    return write(text, awards=count)


def unmeasured_note(by_measure: pd.DataFrame) -> str:
    """What it means that an award has no measure; "" if each has one."""
    without = by_measure.loc[by_measure["measured"] == UNMEASURED, "awards"].sum()
    return "An award without a measure may still do good; no figure for it is on file." if without else ""


def no_cost_per_person() -> str:
    """Why no amount is divided by a measure."""
    return (
        "No cost per person is given: periods differ, others may pay too, one person may count twice, and not every "
        "measure counts people."
    )


def measures_listed(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures as a page lists them, each under its service, with hedge and unit beside the figure.

    Columns: measure, figure, period, paragraph, under (the heading). `measures` is the table of
    `summaries.measures_beside_awards`.
    """
    headings = [_heading(measure) for measure in measures.to_dict("records")]
    under = pd.Categorical(headings, list(dict.fromkeys(headings)), ordered=True)
    columns = ["measure", "figure", "period", "paragraph"]
    return measures.assign(figure=as_measured(measures))[columns].assign(under=under).reset_index(drop=True)


def _heading(measure: dict[Any, Any]) -> str:
    service, awarded = measure["service"], measure["awarded_service"]
    name = service if pd.isna(measure["stream"]) else f"{measure['stream']}: {service}"
    if not awarded:
        return f"{name}, not tied to one award"
    return name if awarded == service else f"{name}, awarded as “{awarded}”"


def with_funders(by_stream: pd.DataFrame, streams: pd.DataFrame) -> pd.DataFrame:
    """The sums of the streams, with the funder in the column `aim`, which a table writes behind the stream's name."""
    funder = dict(zip(streams["stream"], streams["funder"], strict=True))
    return by_stream.assign(aim=[f"funder: {funder[stream]}" for stream in by_stream["stream"]])
