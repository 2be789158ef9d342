"""Figures that the sentences of several reports share, each with the expression that gives it: sums, counts, shares.

`part` are the awards that a figure is about, already chosen; the keywords state the same choice as conditions on their
columns, in the forms of `fragment.Awards`. The two are written down separately, so that each proves the other.
"""

from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import percent
from grantsdata.model.schema import IMPLIED, implied_gbp
from grantsdata.report.traced import Figure, Sentence, figure, write


def money(part: pd.DataFrame, **conditions: Any) -> Sentence:
    """The sum of these awards in pounds, with the implied part of it, if there is any: `£578,000 (£10,000 implied)`."""
    total, implied = float(part["award_gbp"].sum()), implied_gbp(part)
    amount = figure(format_pounds(total), "sum", **conditions)
    if not implied:
        return Sentence([amount])
    if implied == total:
        return write("{amount} ({implied})", amount=amount, implied=IMPLIED)
    of_it = figure(format_pounds(implied), "sum", **(conditions | {"award_status": IMPLIED}))
    return write("{amount} ({of_it} {implied})", amount=amount, of_it=of_it, implied=IMPLIED)


def number(part: pd.DataFrame, noun: str = "award", **conditions: Any) -> Sentence:
    """How many awards these are, with the noun: `1 award`, `25 awards`."""
    count = figure(str(len(part)), "count", **conditions)
    return write("{count} {noun}", count=count, noun=noun if len(part) == 1 else f"{noun}s")


def share(part: pd.DataFrame, awards: pd.DataFrame, **conditions: Any) -> Sentence:
    """The part's share of the money of all awards, after a comma: `, 25.7% of the money`; "" if neither is above 0."""
    ours, total = float(part["award_gbp"].sum()), float(awards["award_gbp"].sum())
    if min(ours, total) <= 0:
        return Sentence([])
    return write(", {share} of the money", share=figure(percent(ours / total), "share", **conditions))


def year_of(paper: Paper) -> Figure:
    """The financial year of the paper."""
    return figure(str(paper.financial_year), "paper", "financial_year")


def body_of(paper: Paper) -> Sentence:
    """The name of the body as it stands within a sentence, with its article if it has one."""
    name = paper.paper.body
    return Sentence([paper.the_body.removesuffix(name), figure(name, "paper", "paper.body")])
