"""Write the sentences of the report on printed figures, findings, repairs and judgements."""

import pandas as pd

from grantsdata.model.amounts.parse import any_rounded
from grantsdata.model.paper import Paper
from grantsdata.report.narrative.figures import amount, year_of
from grantsdata.report.narrative.findings import sentences
from grantsdata.report.traced import Sentence, figure, write

PRINTED_FIGURES = "Every total and budget that the paper prints, beside our sum"
"""The caption of the table of `summaries.printed_figures`, whose rows a sentence counts."""

REPAIRS = "Repairs, by kind"
"""The caption of the table of `summaries.repairs_by_kind`."""


def about_reconciliation(paper: Paper) -> Sentence:
    """What the page is, in a sentence."""
    text = "The totals and budgets printed for {year} beside our sums, what was repaired, and what rests on judgement."
    return write(text, year=year_of(paper))


def reconciliation_headline(printed: pd.DataFrame) -> Sentence:
    """How many comparisons with printed figures match; `printed` is the table of `summaries.printed_figures`."""
    if printed.empty:
        return Sentence(["The paper prints neither a total nor a budget to compare the awards with."])
    number, agree = len(printed), int(printed["at_printed_precision"].sum())
    count = figure(str(number), "listed", PRINTED_FIGURES)
    matching = figure(str(agree), "listed", PRINTED_FIGURES, at_printed_precision="yes")
    if number == 1:
        return Sentence([f"Our sum {'matches' if agree else 'does not match'} the one figure that the paper prints."])
    if agree == number:
        text = "All {count} comparisons of our sums with printed totals and budgets match, rounded as the paper prints."
        return write(text, count=count)
    if not agree:
        return write("None of {count} comparisons of our sums with printed totals and budgets matches.", count=count)
    return write(
        "Of {count} comparisons of our sums with printed totals and budgets, {agree} {match}, "
        "rounded as the paper prints.",
        count=count,
        agree=matching,
        match="matches" if agree == 1 else "match",
    )


def printed_differences(findings: pd.DataFrame) -> list[Sentence]:
    """The sentence of each finding on a printed figure that our sum does not match."""
    about_printed = findings["code"].str.startswith(("total-", "budget-", "budgets-"))
    unlike = findings[about_printed & findings["difference_gbp"].notna() & (findings["severity"] != "agrees")]
    return sentences(unlike[unlike["code"] != "budget-to-the-penny"])


def rounded(budgets: pd.DataFrame) -> Sentence:
    """Why a sum of awards can match a budget without being equal to it; "" if no budget is printed in round figures."""
    if not any_rounded(budgets["budget_printed"]):
        return Sentence([])
    return Sentence(["A printed budget may be rounded. The table gives the least and the most that it can stand for."])


def payments(payments: pd.DataFrame) -> Sentence:
    """Whether payments that funders publish are on file; "" if they are, since tables show them."""
    if payments.empty:
        return Sentence(["No payments that funders publish are on file, so none are compared."])
    return Sentence([])


def repairs_made(by_kind: pd.DataFrame) -> Sentence:
    """In how many places the awards differ from the printed cells; `by_kind` is from `summaries.repairs_by_kind`."""
    number = int(by_kind["cells"].sum())
    if not number:
        return Sentence(["Every cell of the printed tables is read as it stands."])
    places = write("{count} places", count=figure(str(number), "column", REPAIRS, "cells"))
    return write(
        "The awards differ from the printed tables in {places}, each listed with the printed cell and the reason.",
        places="one place" if number == 1 else places,
    )


def doubtful(awards: pd.DataFrame) -> Sentence:
    """For how much of the money our confidence in the kind of provider is low; "" if for none."""
    low = awards[(awards["provider_basis"] == "judgement") & (awards["provider_confidence"] == "low")]
    if low.empty:
        return Sentence([])
    of_it = amount(low, provider_basis="judgement", provider_confidence="low")
    return write("Our confidence in it is low for {money}.", money=of_it)
