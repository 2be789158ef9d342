"""Write whether the figures add up, and how the awards stand to budgets that are printed rounded."""

from typing import Any

import pandas as pd

from grantsdata.model.amounts.parse import any_rounded
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import with_article
from grantsdata.model.schema import IMPLIED, NOT_STATED
from grantsdata.report.narrative.figures import amount, number
from grantsdata.report.traced import Figure, Sentence, figure, joined, listed, write


def verdict(findings: pd.DataFrame) -> Sentence:
    """Whether the figures add up, in one sentence; awards far below or above a budget do not add up to it."""
    codes = set(findings["code"])
    errors = int((findings["severity"] == "error").sum())
    if errors:
        count = figure(str(errors), "findings", "error")
        text = write(
            "The figures do not add up: {count} {differences} without an explanation.",
            count=count,
            differences="difference is" if errors == 1 else "differences are",
        )
        return joined([text, _also_implied(findings)])
    if "budget-over-allocated" in codes:
        text = Sentence(["More is awarded than a budget holds, as the paper plans."])
        return joined([text, _also_implied(findings)])
    if not codes & _COMPARED:
        return Sentence(["The paper prints no total and no budget, so nothing shows whether the figures add up."])
    opening = "The figures add up"
    if "budget-partly-allocated" in codes:
        compared = int(findings["code"].isin(["budget-agrees", *_UNLIKE]).sum())
        opening = f"The awards use only part of {'the' if compared == 1 else 'a'} budget"
    return write("{opening}{provided}.", opening=opening, provided=_provided(findings))


_COMPARED = {"total-agrees", "total-differs", "total-misprinted", "budget-agrees", "budget-partly-allocated"}
"""Codes of findings that set the awards beside a printed figure."""


def _also_implied(findings: pd.DataFrame) -> Sentence:
    """How much is implied, where the verdict does not depend on it; empty if nothing is."""
    implied = findings[findings["code"] == "amount-implied"]
    if implied.empty:
        return Sentence([])
    return write("{amount} of the money is implied, not printed.", amount=_sum_of_implied(implied))


def _sum_of_implied(implied: pd.DataFrame) -> Figure:
    return figure(format_pounds(implied["implied_gbp"].sum()), "sum", award_status=IMPLIED)


def _provided(findings: pd.DataFrame) -> Sentence:
    """What the verdict depends on: amounts that are implied or not stated, and other warnings about amounts."""
    implied = findings[findings["code"] == "amount-implied"]
    silent = int((findings["code"] == "amount-not-stated").sum())
    if len(implied):
        amount = _sum_of_implied(implied)
        one = len(implied) == 1
        text = " if the unprinted amounts are the {amount} that their totals imply"
        if one:
            text = " if the one unprinted amount is the {amount} that its total implies"
        return write(text, amount=amount)
    if silent:
        count = figure("one" if silent == 1 else str(silent), "count", award_status=NOT_STATED)
        awards = write("{count} award has" if silent == 1 else "{count} awards have", count=count)
        return write(" as far as they go: {awards} no stated amount", awards=awards)
    is_in_doubt = findings["code"].isin(DOUBTS) & (findings["severity"] == "warning")
    return Sentence([", though the reconciliation lists doubts about some" if is_in_doubt.any() else ""])


DOUBTS = (
    "total-misprinted", "budgets-differ", "upstream-differs", "duplicate-award", "perhaps-a-total", "negative-award",
)  # fmt: skip
"""Codes of warnings on sums and amounts; others, such as on the type of a provider, leave the sums as they are."""


def rounding(findings: pd.DataFrame, budgets: pd.DataFrame) -> Sentence:
    """Whether the awards match the budgets, which are printed rounded; "" if no budget is set beside awards."""
    verdicts = findings[findings["code"].isin(["budget-agrees", *_UNLIKE])].to_dict("records")
    printed = {(of["level"], of["name"]): of["budget_printed"] for of in budgets.to_dict("records")}

    def named(row: dict[Any, Any]) -> Sentence:
        if are_all:
            return Sentence([budget(row)])
        return write(
            "{budget} for {scope}" if row["stream"] else "{budget} in all",
            budget=budget(row),
            scope=with_article(row["scope"]),
        )

    def budget(row: dict[Any, Any]) -> Figure:
        level = "stream" if row["stream"] else "overall"
        return figure(str(printed[level, row["scope"]]), "budget", row["stream"])

    awards = "stated amounts" if (findings["code"] == "amount-not-stated").any() else "awards"
    agreeing = [row for row in verdicts if row["code"] == "budget-agrees"]
    are_all = len(agreeing) == len(budgets)  # otherwise a reader could take the budget of a stream for that of all
    alike = [named(row) for row in agreeing]
    unlike = [
        write(
            "{scope}: the {awards} are {how} the printed budget of {budget}.",
            scope=row["scope"],
            awards=awards,
            how=_UNLIKE[row["code"]],
            budget=budget(row),
        )
        for row in verdicts
        if row["code"] != "budget-agrees"
    ]
    if not alike:
        return joined(unlike)
    text = "The {awards} match the paper's {noun} of {budgets}."
    if any_rounded(printed.values()):
        text = "Rounded as the paper prints them, the {awards} match its {noun} of {budgets}."
    first = write(text, awards=awards, noun="budget" if len(alike) == 1 else "budgets", budgets=listed(alike))
    return joined([first, *unlike])


_UNLIKE = {
    "budget-partly-allocated": "less than",
    "budget-over-allocated": "more than",
    "budget-exceeded": "more than",
}
"""Code of a finding on a budget that the awards do not match → how they stand to it."""


def beyond_the_budget(awards: pd.DataFrame, inside: pd.DataFrame) -> Sentence:
    """How many awards are not counted, because their stream is outside the overall budget; empty without any."""
    outside = awards[~awards["award_id"].isin(inside["award_id"])]
    if outside.empty:
        return Sentence([])
    names = [figure(name, "value", "stream", stream=name) for name in outside["stream"].astype("str").unique()]
    return write(
        "{awards} from outside the overall budget ({names}), {money}, {are} not counted here.",
        are="is" if len(outside) == 1 else "are",
        awards=number(outside, in_overall_budget=False),
        names=listed(names),
        money=amount(outside, in_overall_budget=False),
    )


def below_the_breakdown(
    findings: pd.DataFrame, budgets: pd.DataFrame, awards: pd.DataFrame, inside: pd.DataFrame
) -> Sentence:
    """Whether the awards `inside` the overall budget match the budgets, and which other awards there are."""
    return joined([rounding(findings, budgets), beyond_the_budget(awards, inside)])
