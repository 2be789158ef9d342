"""Figures that several reports state about some of the awards, each with the expression that gives it again.

The awards are a table like that of `load_awards`; the conditions (`where`) say for the expression which ones they are.
"""

from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.paper import OtherTable, Paper
from grantsdata.model.phrases import percent
from grantsdata.model.schema import IMPLIED, NOT_STATED, implied_gbp, is_implied
from grantsdata.report.traced import Expression, Figure, Sentence, expression, figure, write


def pounds(value: Any, kind: str, *arguments: Any, **where: Any) -> Figure:
    """An amount in pounds with its expression; without text if it is not stated."""
    return figure("" if pd.isna(value) else format_pounds(value), kind, *arguments, **where)


def number(awards: pd.DataFrame, noun: str = "award", **where: Any) -> Sentence:
    """How many awards these are, with the noun: `25 awards`."""
    return counted(figure(f"{len(awards):,}", "count", **where), noun)


def counted(count: Figure, noun: str) -> Sentence:
    """A count with its noun: `1 award`, `25 awards`."""
    return write(f"{{count}} {noun}" if count == "1" else f"{{count}} {noun}s", count=count)


def amount(awards: pd.DataFrame, **where: Any) -> Sentence:
    """The sum of the stated amounts, and how much of it is implied: `£207,000 (including £10,000 implied)`."""
    total, implied = float(awards["award_gbp"].sum()), implied_gbp(awards)
    parts: dict[str, str] = {"total": pounds(total, "sum", **where)}
    if not implied:
        return write("{total}", **parts)
    if implied == total:
        return write(f"{{total}} ({IMPLIED})", **parts)
    parts["implied"] = pounds(implied, "sum", **{**where, "award_status": IMPLIED})
    return write(f"{{total}} (including {{implied}} {IMPLIED})", **parts)


def share(part: pd.DataFrame, whole: pd.DataFrame, of: Expression, **where: Any) -> Figure | None:
    """The share of `part` in the money of `whole`, whose sum is `of`; None unless both are above 0."""
    ours, total = float(part["award_gbp"].sum()), float(whole["award_gbp"].sum())
    if min(ours, total) <= 0:
        return None
    return figure(percent(ours / total), "part", expression("sum", **where), of)


def year_of(paper: Paper) -> Figure:
    """The financial year of the awards, as the paper states it."""
    return figure(str(paper.financial_year), "paper", "financial_year")


def cell(row: Any, column: str, table: OtherTable | None) -> Figure:
    """The text of a row of `load_measures` or `load_separate_funds`; `table` declares the printed names of columns."""
    printed = table.columns[column.removesuffix("_printed")] if table else column
    return figure(str(row[column]), "cell", row["source_file"], int(row["source_row"]), printed)


def open_points(awards: pd.DataFrame) -> list[Sentence]:
    """Which amounts are implied or not stated, and which awards name no provider."""
    kinds = [
        (is_implied(awards), "{amount} for {service} is implied: the printed total leaves it, but no row prints it."),
        (awards["award_status"] == NOT_STATED, "The paper states no amount for {service}."),
        (awards["provider"].isna(), "The provider cell of {service} is blank."),
    ]
    return [
        write(
            template,
            service=figure(award["service"], "value", "service", award_id=award["award_id"]),
            amount=pounds(award["award_gbp"], "sum", award_id=award["award_id"]),
        )
        for which, template in kinds
        for _, award in awards[which].iterrows()
    ]
