"""Compare awards with printed totals and budgets. Nothing here changes an amount.

Two statements are always made separately: whether a sum agrees *to the printed precision* ("£1.3m" stands for £1.25m to
£1.35m), and whether it agrees *to the penny* with the figure as printed.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from grantsdata.awards.implied import awards_under_total, printed_sum, stated_pence
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.declared_table import Misprint
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import OverAllocation, Paper, Stream
from grantsdata.model.phrases import counted
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
        number = f"{len(under) - len(missing)} of {len(under)}"
        stated = f"amounts that are printed ({number}) add up to {format_gbp(readable)}"
        if total.amount.agrees_with(readable) and missing.empty:
            sentence = f"The {stated}, as the printed total says."
            if total.misprint is not None:
                sentence += " The misprint that is declared for it is not there: remove the entry from paper.toml."
            yield Finding("total-agrees", "agrees", scope, sentence, readable, printed, stream=stream)
            continue
        more = readable - printed
        gap = format_gbp(abs(more))
        way = f"{gap} more than" if more > 0 else f"{gap} less than" if more else "as much as"
        sentence = f"The {stated}: {way} the printed total of {format_gbp(printed)}."
        if total.misprint is not None and missing.empty:
            yield _misprint_finding(total.misprint, scope, sentence, readable, printed, rows_of(under), stream)
            continue
        explained = not missing.empty and more < 0
        if not missing.empty:
            sentence += f" {counted(len(missing), 'amount')} under this total cannot be read: {_services(missing)}."
        severity: Severity = "warning" if explained else "error"
        rows = rows_of(missing if explained else under)
        yield Finding("total-differs", severity, scope, sentence, readable, printed, rows, stream=stream)
    confirmed = {
        award for total in paper.printed_totals for award in awards_under_total(awards, total, paper)["award_id"]
    }
    for table in paper.award_tables:
        under = awards[awards["source_file"] == paper.source_file(table.file)]
        if under.empty or not set(under["award_id"]) <= confirmed:
            name = paper.streams_in(table)
            add_up = f"{counted(len(under), 'award')} {'adds' if len(under) == 1 else 'add'} up"
            sentence = (
                f"The paper prints no total for {name}; its {add_up} to {format_gbp(sum_of(under))}, "
                f"which nothing printed confirms."
            )
            stream = name if len(table.codes) == 1 else ""
            yield Finding("no-printed-total", "note", name, sentence, sum_of(under), stream=stream)


def _misprint_finding(
    misprint: Misprint, scope: str, sentence: str, readable: int, printed: int, rows: tuple[Place, ...], stream: str
) -> Finding:
    """Return the finding about a total that is declared to be misprinted: only the declared difference is explained."""
    if readable - printed == misprint.pence:
        sentence += f" This difference is known: {misprint.reason} Status: {misprint.status}."
        return Finding("total-misprinted", "warning", scope, sentence, readable, printed, stream=stream)
    sentence += f" The misprint declared for it is another difference, {misprint.difference}."
    return Finding("total-differs", "error", scope, sentence, readable, printed, rows, stream=stream)


def unstated_findings(awards: pd.DataFrame, paper: Paper) -> Iterator[Finding]:
    """Report amounts that are implied, and amounts and budgets that are not stated."""
    for _, award in awards[is_implied(awards)].iterrows():
        row = rows_of(award.to_frame().T)
        pence = int(award["award_pence"])
        sentence = (
            f"The printed total implies {format_gbp(pence)} for {award['service']}, the one amount under it that "
            f"cannot be read. The amount is counted and labelled implied; the paper does not print it."
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
        sentence = f"No amount is stated for {award['service']}; it counts as nothing in every sum."
        row = rows_of(award.to_frame().T)
        yield Finding("amount-not-stated", "warning", award["service"], sentence, rows=row, stream=award["stream"])
    for stream in paper.streams:
        if paper.budget_of(stream).pence is None:
            sentence = f"The paper states no budget for the {stream.name} and lists no award from it in its tables."
            if (awards["stream"] == stream.name).any():
                sentence = f"The paper states no budget for the {stream.name}."
            yield Finding("budget-not-stated", "note", stream.name, sentence, stream=stream.name)


def budget_findings(awards: pd.DataFrame, paper: Paper) -> Iterator[Finding]:
    """Compare each stream with its budget, and both the budgets and all awards with the overall budget."""
    budgets = {stream.name: paper.budget_of(stream) for stream in paper.streams if stream.in_overall_budget}
    inside = [stream for stream in paper.streams if stream.name in budgets and budgets[stream.name].pence is not None]
    for stream in inside:
        those = awards[awards["stream"] == stream.name]
        plan = stream.planned_over_allocation
        yield from _against_budget(
            stream.name, f"Awards for {stream.name}", those, budgets[stream.name], plan, stream.name
        )
    overall, label = paper.budget_of(paper.overall_budget), paper.overall_budget.label
    if overall.pence is None:
        return
    if inside:
        yield _budgets_beside(overall, label, inside, sum(stated_pence(budgets[stream.name]) for stream in inside))
    # A stream without a budget is left out beside streams that have one; if none has one, all count.
    those = awards[awards["stream"].isin([stream.name for stream in inside] or list(budgets))]
    yield from _against_budget(label, "All awards", those, overall, paper.overall_budget.planned_over_allocation)


def _budgets_beside(overall: PrintedAmount, label: str, streams: Sequence[Stream], parts: int) -> Finding:
    """Whether the budgets of the streams, `parts` in all, add up to the overall budget."""
    names = " and ".join(stream.budget_printed for stream in streams)
    agrees = overall.agrees_with(parts)
    return Finding(
        "budgets-add-up" if agrees else "budgets-differ",
        "agrees" if agrees else "warning",
        label,
        f"The streams' budgets ({names}) {'add up to' if agrees else 'do not add up to'} the {overall.printed} "
        f"that the paper gives for all.",
        parts,
        overall.pence,
    )


def _against_budget(
    scope: str,
    what: str,
    awards: pd.DataFrame,
    budget: PrintedAmount,
    plan: OverAllocation | None,
    stream: str = "",
) -> Iterator[Finding]:
    """Yield two findings: to the printed precision, and to the penny.

    The first is one of four verdicts: the awards agree with the budget, use only a part of it, exceed it as is planned
    and declared, or exceed it without an explanation.
    """
    ours, pence, printed = sum_of(awards), stated_pence(budget), budget.printed
    implied = sum_of(awards[is_implied(awards)])
    part = f", {format_gbp(implied)} of it implied" if implied else ""
    low, high = budget.lowest or 0, budget.highest or 0
    place = "above" if ours > high else "below" if ours < low else "inside"
    code, severity, more = _budget_verdict(place, format_gbp(ours - high), format_gbp(low - ours), plan)
    yield Finding(
        code,
        severity,
        scope,
        f"{what} come to {format_gbp(ours)}{part}. That is {place} what “{printed}” can stand for "
        f"({format_gbp(low)} to {format_gbp(high)}).{more}",
        ours,
        pence,
        implied=implied,
        stream=stream,
    )
    gap = format_gbp(abs(ours - pence))
    how = f"{gap} over" if ours > pence else f"{gap} under" if ours < pence else "exactly"
    sentence = f"Taken to the penny, {what[0].lower()}{what[1:]} ({format_gbp(ours)}{part}) are {how} “{printed}”."
    exact: Severity = "agrees" if ours == pence else "note"
    yield Finding("budget-to-the-penny", exact, scope, sentence, ours, pence, implied=implied, stream=stream)


def _budget_verdict(place: str, over: str, left: str, plan: OverAllocation | None) -> tuple[str, Severity, str]:
    """Return the code, the severity and what is to be added to the sentence."""
    if place == "inside":
        return "budget-agrees", "agrees", ""
    if place == "below":
        return "budget-partly-allocated", "note", f" At least {left} of the budget is not allocated by these awards."
    if plan is not None:
        more = f" The paper plans to award more than its budget: {plan.reason} Status: {plan.status}."
        return "budget-over-allocated", "warning", more
    return "budget-exceeded", "error", f" At least {over} is not explained."
