"""Compare awards with printed totals and budgets. Nothing here changes an amount.

Two statements are always made separately: whether a sum agrees *to the printed precision* ("£1.3m" stands for £1.25m to
£1.35m), and whether it agrees *to the penny* with the figure as printed.
"""

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from grantsdata.awards.implied import awards_under_total, printed_sum, stated_pence
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.declared.about import OverAllocation, Stream
from grantsdata.model.declared_table import Misprint
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import explained, listed, with_article
from grantsdata.model.schema import NOT_STATED, PRINTED, Severity, is_implied
from grantsdata.reconcile.findings import Finding, Place, rows_of, sum_of


def _services(awards: pd.DataFrame) -> str:
    return "; ".join(awards["service"])


def total_findings(awards: pd.DataFrame, paper: Paper) -> Iterator[Finding]:
    """Compare the awards under each printed total with it, and report tables without a printed total."""
    for total in paper.printed_totals:
        under = awards_under_total(awards, total, paper)
        missing = under[under["award_status"] != PRINTED]
        readable, printed = printed_sum(under), stated_pence(total.amount)
        scope = f"{total.label}, {total.place or total.file}"
        stream = paper.only_stream_of(total) or ""
        can_be_read = "" if missing.empty else "that can be read "
        stated = f"The amounts {can_be_read}under “{total.label}” add up to {format_gbp(readable)}"
        if total.amount.agrees_with(readable) and missing.empty:
            fits = f"which fits the rounded total of “{total.printed}”"
            if readable == printed:
                fits = "the total that the paper prints"
            sentence = f"{stated}, {fits}."
            if total.misprint is not None:
                sentence += " The misprint that paper.toml declares for this total is not there: remove the entry."
            yield Finding("total-agrees", "agrees", scope, sentence, readable, printed, stream=stream)
            continue
        more = readable - printed
        gap = format_gbp(abs(more))
        way = f"{gap} more than" if more > 0 else f"{gap} less than" if more else "as much as"
        sentence = f"{stated}, {way} the printed total of {format_gbp(printed)}."
        if total.misprint is not None and missing.empty:
            yield _misprint_finding(total.misprint, scope, sentence, readable, printed, rows_of(under), stream)
            continue
        explained = not missing.empty and more < 0
        if not missing.empty:
            sentence += f" No amount can be read for {_services(missing)}."
        severity: Severity = "warning" if explained else "error"
        rows = rows_of(missing if explained else under)
        yield Finding("total-differs", severity, scope, sentence, readable, printed, rows, stream=stream)
    confirmed = {
        award for total in paper.printed_totals for award in awards_under_total(awards, total, paper)["award_id"]
    }
    for table in paper.award_tables:
        if table.document_ids != [THE_PAPER]:
            continue  # a decision notice is not expected to print one
        under = awards[awards["source_file"] == paper.source_file(table.file)]
        if under.empty or not set(under["award_id"]) <= confirmed:
            name = paper.streams_in(table)
            names = listed([with_article(paper.stream(code).name) for code in table.codes])
            of_streams = awards.loc[
                awards["stream"].isin([paper.stream(code).name for code in table.codes]), "award_id"
            ]
            some = "some awards from " if confirmed & {*of_streams} else ""
            sentence = f"The paper prints no total for {some}{names} to set beside our sum."
            stream = name if len(table.codes) == 1 else ""
            yield Finding("no-printed-total", "note", name, sentence, sum_of(under), stream=stream)


def _misprint_finding(
    misprint: Misprint, scope: str, sentence: str, readable: int, printed: int, rows: tuple[Place, ...], stream: str
) -> Finding:
    """Return the finding about a total that is declared to be misprinted: only the declared difference is explained."""
    if readable - printed == misprint.pence:
        sentence += f" The reason on file: {explained(misprint.reason, misprint.status)}"
        return Finding("total-misprinted", "warning", scope, sentence, readable, printed, stream=stream)
    sentence += f" The misprint that paper.toml declares is another one: “{misprint.difference}”."
    return Finding("total-differs", "error", scope, sentence, readable, printed, rows, stream=stream)


def unstated_findings(awards: pd.DataFrame, paper: Paper) -> Iterator[Finding]:
    """Report amounts that are implied, and amounts and budgets that are not stated."""
    for _, award in awards[is_implied(awards)].iterrows():
        row = rows_of(award.to_frame().T)
        pence = int(award["award_pence"])
        sentence = (
            f"The amount for {award['service']} cannot be read. The printed total leaves {format_gbp(pence)} for it, "
            f"which is counted here and marked as implied."
        )
        yield Finding(
            "amount-implied",
            "warning",
            award["service"],
            sentence,
            pence,
            rows=row,
            implied=pence,
            stream=award["stream"],
        )
    unstated = awards[awards["award_status"] == NOT_STATED]
    for _, award in unstated.iterrows():
        sentence = f"No amount is stated for {award['service']}; it adds nothing to any sum."
        row = rows_of(award.to_frame().T)
        yield Finding("amount-not-stated", "warning", award["service"], sentence, rows=row, stream=award["stream"])
    for stream in paper.streams:
        if paper.budget_of(stream).pence is None:
            without = "" if (awards["stream"] == stream.name).any() else " and lists no award from it"
            sentence = f"The paper states no budget for {with_article(stream.name)}{without}."
            yield Finding("budget-not-stated", "note", stream.name, sentence, stream=stream.name)


def budget_findings(awards: pd.DataFrame, paper: Paper) -> Iterator[Finding]:
    """Compare each stream with its budget, and both the budgets and all awards with the overall budget."""
    budgets = {stream.name: paper.budget_of(stream) for stream in paper.streams if stream.in_overall_budget}
    inside = [stream for stream in paper.streams if stream.name in budgets and budgets[stream.name].pence is not None]
    totals = {stated_pence(total.amount) for total in paper.printed_totals}
    for stream in inside:
        those = awards[awards["stream"] == stream.name]
        plan = stream.planned_over_allocation
        what = f"Awards for {with_article(stream.name)}"
        yield from _against_budget(stream.name, what, those, budgets[stream.name], plan, totals, stream.name)
    overall, label = paper.budget_of(paper.overall_budget), paper.overall_budget.label
    if overall.pence is None:
        return
    if inside and len(inside) == len(budgets):  # the sum is not known while a budget is not stated
        yield _budgets_beside(overall, label, inside, sum(stated_pence(budgets[stream.name]) for stream in inside))
    those = awards[awards["stream"].isin(list(budgets))]
    yield from _against_budget(
        label, "All awards", those, overall, paper.overall_budget.planned_over_allocation, totals
    )


_EXACTLY = "The stream's budget is", "The streams' budgets add up to"
_ROUNDED = "The stream's budget, rounded, is", "The streams' budgets add up, rounded, to"
_NOT = "The stream's budget is not", "The streams' budgets do not add up to"
"""How the budget of one stream, or those of several, stand to the overall budget."""


def _budgets_beside(overall: PrintedAmount, label: str, streams: Sequence[Stream], parts: int) -> Finding:
    """Whether the budgets of the streams, `parts` in all, add up to the overall budget."""
    agrees = overall.agrees_with(parts)
    one, several = _EXACTLY if parts == overall.pence else _ROUNDED if agrees else _NOT
    return Finding(
        "budgets-add-up" if agrees else "budgets-differ",
        "agrees" if agrees else "warning",
        label,
        f"{one if len(streams) == 1 else several} the overall budget of “{overall.printed}”.",
        parts,
        overall.pence,
    )


def _against_budget(
    scope: str,
    what: str,
    awards: pd.DataFrame,
    budget: PrintedAmount,
    plan: OverAllocation | None,
    totals: Collection[int],
    stream: str = "",
) -> Iterator[Finding]:
    """Yield two findings: to the printed precision, and to the penny.

    The first is one of four verdicts: the awards agree with the budget, use only a part of it, exceed it as is planned
    and declared, or exceed it without an explanation. If an implied amount was worked out from a printed total that is
    the same figure as the budget (`totals`, in pence), there is one finding instead, that the budget confirms nothing.
    """
    ours, pence = sum_of(awards), stated_pence(budget)
    implied = sum_of(awards[is_implied(awards)])
    part = f" (including {format_gbp(implied)} implied)" if implied else ""
    if implied and pence in totals:
        sentence = (
            f"{what} come to {format_gbp(ours)}{part}. The budget of “{budget.printed}” cannot confirm that, since the "
            f"implied amount was worked out from the same figure."
        )
        yield Finding("budget-not-checked", "note", scope, sentence, ours, pence, implied=implied, stream=stream)
        return
    code, severity, verdict = _budget_verdict(ours, budget, plan)
    sentence = f"{what} come to {format_gbp(ours)}{part}, {verdict}"
    if plan is not None and code != "budget-over-allocated":
        sentence += " The over-allocation that paper.toml declares is not there: remove the entry."
    yield Finding(code, severity, scope, sentence, ours, pence, implied=implied, stream=stream)
    gap = format_gbp(abs(ours - pence))
    how = f"{gap} {'more' if ours > pence else 'less'} than the budget of “{budget.printed}”"
    if ours == pence:
        how = f"the budget of “{budget.printed}” to the penny"
    elif budget.is_rounded:
        how = f"not “{budget.printed}” to the penny, since the printed budget is rounded"
    exact: Severity = "agrees" if ours == pence else "note"
    sentence = f"{what} are {format_gbp(ours)}{part}, {how}."
    yield Finding("budget-to-the-penny", exact, scope, sentence, ours, pence, implied=implied, stream=stream)


def _budget_verdict(ours: int, budget: PrintedAmount, plan: OverAllocation | None) -> tuple[str, Severity, str]:
    """Return the code, the severity and the end of the sentence on awards of `ours` pence."""
    low, high = budget.lowest or 0, budget.highest or 0
    if ours == budget.pence:
        return "budget-agrees", "agrees", f"which is the budget of “{budget.printed}”."
    the_budget = f"the {'rounded ' if budget.is_rounded else ''}budget of “{budget.printed}”"
    if low <= ours <= high:
        return "budget-agrees", "agrees", f"which fits {the_budget}."
    if ours < low:
        left = "Part of the budget is not in these awards."
        return "budget-partly-allocated", "note", f"less than {the_budget}. {left}"
    if plan is not None:
        more = f"more than {the_budget}. The paper plans this: {explained(plan.reason, plan.status)}"
        return "budget-over-allocated", "warning", more
    return "budget-exceeded", "error", f"more than {the_budget}. No explanation is on file."
