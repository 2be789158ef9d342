"""Compare payments that funders have published with the budgets of the streams that they belong to."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.load import YearLike, open_year
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.declared.about import Stream
from grantsdata.model.money import in_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import with_article
from grantsdata.reconcile.findings import Finding
from grantsdata.reconcile.payments import payments_of


class Upstream(NamedTuple):
    """Payments that funders have published: a row each in `payments`, and their sums in `by_stream`."""

    payments: pd.DataFrame
    by_stream: pd.DataFrame


def load_upstream(year: YearLike, *, project: str | Path | None = None) -> Upstream:
    """Load the payments in the files that a year's paper names under `upstream`; no rows if it names none.

    `payments`, a row each: stream, payment_id, payment (its title), funder, recipient, programme, financial_year,
    is_of_year (whether it counts), paid_printed, paid_pence (exact; empty if not stated), paid_gbp (pounds),
    source_file, source_row. `by_stream`: see `upstream_by_stream`.

    Raises SourceError with all faults of all files: a file that is not a file of grants or is too large; a funder,
    recipient or programme that no row has; a payment selected twice; a cell in a selected row that cannot be read.
    Raises YearError and PaperError like `load_paper`, and ExtraError like `read_360giving`.
    """
    opened = open_year(year, project)
    payments = payments_of(opened)
    return Upstream(payments, upstream_by_stream(payments, opened.paper))


def upstream_by_stream(payments: pd.DataFrame, paper: Paper) -> pd.DataFrame:
    """Compare the payments of the paper's year with the budget: a row per stream for which the paper names a file.

    Columns: stream, payments (number), paid_gbp, budget_printed, budget_gbp, budget_low_gbp, budget_high_gbp (the
    lowest and highest amount that would be printed like this), difference_gbp (paid less budget), at_printed_precision
    (whether the sum could be printed as the budget), other_payments and other_paid_gbp (payments of other years, in no
    sum). difference_gbp and at_printed_precision are empty if the budget or one of the amounts is not stated.
    """
    rows = []
    for stream in _streams(paper):
        budget, paid, other = paper.budget_of(stream), *_by_year(payments, stream)
        pence, is_compared = _sum(paid), _is_compared(paid, budget)
        rows.append(
            {
                "stream": stream.name,
                "payments": len(paid),
                "paid_gbp": pence / 100,
                "budget_printed": budget.printed,
                "budget_gbp": in_pounds(budget.pence),
                "budget_low_gbp": in_pounds(budget.lowest),
                "budget_high_gbp": in_pounds(budget.highest),
                "difference_gbp": in_pounds(pence - (budget.pence or 0) if is_compared else None),
                "at_printed_precision": budget.agrees_with(pence) if is_compared else None,
                "other_payments": len(other),
                "other_paid_gbp": _sum(other) / 100,
            }
        )
    dtypes = {
        "stream": "str", "payments": "int64", "paid_gbp": "Float64", "budget_printed": "str", "budget_gbp": "Float64",
        "budget_low_gbp": "Float64", "budget_high_gbp": "Float64", "difference_gbp": "Float64",
        "at_printed_precision": "boolean", "other_payments": "int64", "other_paid_gbp": "Float64",
    }  # fmt: skip
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def upstream_findings(payments: pd.DataFrame, paper: Paper) -> list[Finding]:
    """Return a finding per stream about its payments and budget. None is an error: the timing of both may differ."""
    return [_finding(stream, paper.budget_of(stream), *_by_year(payments, stream)) for stream in _streams(paper)]


def _finding(stream: Stream, budget: PrintedAmount, paid: pd.DataFrame, other: pd.DataFrame) -> Finding:
    """The amounts stand in the finding's figures and in `by_stream`, not in its sentence."""
    pence, name, of_stream = _sum(paid), stream.name, with_article(stream.name)
    printed = f"the printed budget of “{budget.printed}”"
    payments = f"The payments to {of_stream} that the funder reports for the year"
    rest = " Payments of other years are listed separately and are in no sum." if len(other) else ""
    if budget.pence is None:
        sentence = f"The paper states no budget for {of_stream} to compare with the payments that the funder reports."
        return Finding("upstream-not-compared", "note", name, sentence + rest, pence, stream=name)
    if paid["paid_pence"].isna().any():
        sentence = f"{payments} are not compared with {printed}, since not every amount is stated."
        return Finding("upstream-not-compared", "note", name, sentence + rest, pence, stream=name)
    if budget.agrees_with(pence):
        sentence = f"{payments} fit {printed}."
        return Finding("upstream-agrees", "agrees", name, sentence + rest, pence, budget.pence, stream=name)
    way = "more" if pence > budget.pence else "less"
    sentence = f"{payments} are {way} than {printed}. The two may differ in timing."
    if paid.empty:
        sentence = f"The funder reports no payment to {of_stream} for the year, beside {printed}."
    return Finding("upstream-differs", "warning", name, sentence + rest, pence, budget.pence, stream=name)


def _streams(paper: Paper) -> list[Stream]:
    codes = {entry.stream for entry in paper.upstream}
    return [stream for stream in paper.streams if stream.code in codes]


def _by_year(payments: pd.DataFrame, stream: Stream) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a stream's payments of the year, and those of other years."""
    of_stream = payments[payments["stream"] == stream.name]
    return of_stream[of_stream["is_of_year"]], of_stream[~of_stream["is_of_year"]]


def _is_compared(paid: pd.DataFrame, budget: PrintedAmount) -> bool:
    """Whether the payments can be compared with the budget: all amounts and the budget must be stated."""
    return budget.pence is not None and bool(paid["paid_pence"].notna().all())


def _sum(payments: pd.DataFrame) -> int:
    return int(payments["paid_pence"].sum())
