"""Write sentences on measures: those for the period asked for, those for other periods, and awards without any.

No sentence divides an amount by a count of people, since the money and the outcomes may be for different periods.
"""

from datetime import date
from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, implied_note, listed
from grantsdata.model.schema import IMPLIED, NOT_STATED, OTHER_PERIOD, UNMEASURED, implied_gbp, is_implied
from grantsdata.model.years import FinancialYear, in_words


def period_in_words(period: str, year: FinancialYear) -> str:
    """`the first half of 2017-18 (1 April 2017 to 30 September 2017)`; `period` is one of `schema.PERIODS`."""
    starts, ends = {
        "year": (year.start, year.end),
        "first half": (year.start, date(year.start.year, 9, 30)),
        "second half": (date(year.start.year, 10, 1), year.end),
    }[period]
    name = f"the year {year}" if period == "year" else f"the {period} of {year}"
    return f"{name} ({in_words(starts)} to {in_words(ends)})"


def about_outcomes(paper: Paper, period: str) -> str:
    """What the page is, in a sentence."""
    return (
        f"An account to those who fund the grants of {paper.the_body}: what the services are reported to have "
        f"done in {period_in_words(period, paper.financial_year)}, and which awards nothing is reported of."
    )


def outcomes_headline(measures: pd.DataFrame, period: str, paper: Paper) -> str:
    """How many measures the paper gives, and how many of them are for the period."""
    words, number = period_in_words(period, paper.financial_year), int((measures["part_of_year"] == period).sum())
    if measures.empty:
        return f"The paper gives no measure of what the services did, for {words} or for any other period."
    if len(measures) == 1:
        return f"The paper gives 1 measure of what the services did; it is {'' if number else 'not '}for {words}."
    some = f"{number or 'none'} of them {'is' if number < 2 else 'are'}"
    return f"The paper gives {len(measures)} measures of what the services did; {some} for {words}."


def outcomes_verdict(by_measure: pd.DataFrame) -> str:
    """How many awards have a measure of any period, and how much money has none."""
    without = by_measure[by_measure["measured"] == UNMEASURED]
    number, unmeasured = int(by_measure["awards"].sum()), int(without["awards"].sum())
    if not number:
        return "No award is made from a stream inside the overall budget."
    if unmeasured == number:
        return f"No award has a measure of any period; the awards come to {_sum(by_measure)}."
    have = "has" if number - unmeasured == 1 else "have"
    opening = f"{number - unmeasured} of {counted(number, 'award')} {have} a measure of any period."
    rest = "the other one" if unmeasured == 1 else f"the other {unmeasured}"
    if not unmeasured:
        return opening
    return f"{opening} For {rest}, {_sum(without)} of {_sum(by_measure)}, the paper gives none."


def outcomes_of_period(measures: pd.DataFrame, period: str, paper: Paper) -> str:
    """Whether anything is reported for the period; `measures` are those that are for it."""
    words = period_in_words(period, paper.financial_year)
    if measures.empty:
        return f"The paper gives no measure for {words}. Nothing on this page is a result of that period."
    are = "is" if len(measures) == 1 else "are"
    return f"{counted(len(measures), 'measure')} {are} for {words}, by the period that the paper prints."


def outcomes_of_other_periods(measures: pd.DataFrame, paper: Paper) -> str:
    """The periods of the other measures, and why they are listed separately; "" if there are none."""
    if measures.empty:
        return ""
    year, other_years = paper.financial_year, measures[measures["part_of_year"] == OTHER_PERIOD]
    opening = (
        f"{counted(len(measures), 'measure')} {'is' if len(measures) == 1 else 'are'} for other periods, as printed: "
        f"{_periods(measures)}."
    )
    if other_years.empty:
        return f"{opening} They belong to other parts of {year}, and have an account of their own."
    if len(other_years) < len(measures):
        return (
            f"{opening} What is for {_periods(other_years)} is not shown as a result of the awards of {year}; the rest "
            f"is for other parts of that year, which have an account of their own."
        )
    return f"{opening} They are not shown as results of the awards of {year}."


def _periods(measures: pd.DataFrame) -> str:
    return listed([f"“{period}”" if period else "no period" for period in dict.fromkeys(measures["period"])])


def measure_ties(measures: pd.DataFrame) -> str:
    """That we decided which award a measure belongs to, and which measures belong to no award."""
    loose = measures[measures["awarded_service"] == ""]
    texts = ["Which award a measure belongs to is our reading of the paper."] if len(loose) < len(measures) else []
    if len(loose):
        services = listed([f"“{service}”" for service in dict.fromkeys(loose["service"])])
        one = len(loose) == 1
        texts.append(
            f"{counted(len(loose), 'measure')}, under {services}, {'is' if one else 'are'} not tied to one award: the "
            f"paper does not say which is meant, and {'it counts' if one else 'they count'} for none."
        )
    return " ".join(texts)


def measure_hedges(measures: pd.DataFrame) -> str:
    """The paper's own words that make a figure less certain."""
    words = [f"“{hedge}”" for hedge in dict.fromkeys(measures["hedge"]) if hedge]
    return f"The paper's own words {listed(words)} stand beside the figures that they belong to." if words else ""


def no_cost_per_person(paper: Paper) -> str:
    """Why no amount is divided by a measure."""
    year = paper.financial_year
    return (
        f"No cost per person is worked out on this page. The awards are for {in_words(year.start)} to "
        f"{in_words(year.end)}; divided by what was counted in another period they would give a figure that is true of "
        f"neither. The same period would not be enough: others may pay for a service too, one person may be counted "
        f"more than once, and many measures do not count people."
    )


def under_services(measures: pd.DataFrame, paper: Paper) -> pd.DataFrame:
    """The measures as a page lists them, each under a heading with its service and the amount awarded.

    Columns: measure, hedge, figure, unit, period, paragraph, under (the heading). `measures` is the table of
    `summaries.measures_beside_awards`.
    """
    headings = [_heading(measure, paper) for measure in measures.to_dict("records")]
    columns = ["measure", "hedge", "figure", "unit", "period", "paragraph"]
    under = pd.Categorical(headings, list(dict.fromkeys(headings)), ordered=True)
    return measures[columns].assign(under=under).reset_index(drop=True)


def _heading(measure: dict[Any, Any], paper: Paper) -> str:
    service, awarded = measure["service"], measure["awarded_service"]
    name = service if pd.isna(measure["stream"]) else f"{measure['stream']}: {service}"
    if not awarded:
        return f"{name}, not tied to one award"
    called = "" if awarded == service else f" as “{awarded}”"
    if measure["award_status"] == NOT_STATED:
        return f"{name}, awarded in {paper.financial_year}{called}, amount {NOT_STATED}"
    mark = f" ({IMPLIED})" if is_implied(measure) else ""
    return f"{name}, awarded {gbp(measure['award_gbp'])}{mark} in {paper.financial_year}{called}"


def unmeasured(awards: pd.DataFrame) -> str:
    """How many awards have no measure, and their sum; `awards` are those awards."""
    if awards.empty:
        return "Every award has a measure of some period."
    implied = implied_gbp(awards)
    have = "has" if len(awards) == 1 else "have"
    return (
        f"{counted(len(awards), 'award')}, {gbp(awards['award_gbp'].sum())}{implied_note(implied)} in all, {have} no "
        f"measure. That does not mean that nothing is done with the money, only that the paper gives no figure for it."
    )


def with_funders(by_stream: pd.DataFrame, streams: pd.DataFrame) -> pd.DataFrame:
    """The sums of the streams, with the funder in the column `aim`, which a table writes behind the stream's name."""
    funder = dict(zip(streams["stream"], streams["funder"], strict=True))
    return by_stream.assign(aim=[f"money from: {funder[stream]}" for stream in by_stream["stream"]])


def beyond_the_budget(awards: pd.DataFrame, inside: pd.DataFrame) -> str:
    """How many awards are not counted, because their stream is outside the overall budget; "" if there are none."""
    outside = awards[~awards["award_id"].isin(inside["award_id"])]
    if outside.empty:
        return ""
    names = listed(list(outside["stream"].astype("str").unique()))
    are = "is" if len(outside) == 1 else "are"
    return f"{counted(len(outside), 'award')} from outside the overall budget ({names}) {are} not counted here."


def _sum(parts: pd.DataFrame) -> str:
    return f"{gbp(parts['award_gbp'].sum())}{implied_note(parts['implied_gbp'].sum())}"
