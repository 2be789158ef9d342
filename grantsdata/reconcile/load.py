"""Load the findings of a year, which compare its awards with the paper, its agreements and the funders' payments."""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from grantsdata.awards.documents.year import Year, check_include_implied
from grantsdata.awards.load import YearLike, open_year
from grantsdata.model.paper import Paper
from grantsdata.reconcile.agreements import agreement_findings, records_of
from grantsdata.reconcile.anomalies import anomaly_findings
from grantsdata.reconcile.findings import Finding, findings_table
from grantsdata.reconcile.payments import payments_of
from grantsdata.reconcile.totals import budget_findings, total_findings, unstated_findings
from grantsdata.reconcile.upstream import upstream_findings


def load_findings(year: YearLike, *, include_implied: bool = True, project: str | Path | None = None) -> pd.DataFrame:
    """Load the findings of one year: a row per finding.

    Columns: code, severity (agrees, note, warning, error), scope, stream (if it is about one), ours_gbp, printed_gbp,
    difference_gbp (pounds, ours minus printed; empty if a finding has no figures), implied_gbp (the implied part of
    ours_gbp), rows, sentence. Raises errors like `load_awards`, `load_agreements` and `load_upstream`.

    >>> import grantsdata as gd
    >>> findings = gd.load_findings("2017-18")
    >>> findings["severity"].value_counts().to_dict()
    {'note': 9, 'agrees': 4, 'warning': 3, 'error': 0}
    """
    check_include_implied(include_implied)
    return findings_table(open_year(year, project).once(findings_of, include_implied))


def findings_of(year: Year, include_implied: bool = True) -> tuple[Finding, ...]:
    """Return the findings of `load_findings` as objects, in pence and with the rows that each is about."""
    awards = year.awards(include_implied)
    printed = year.awards(include_implied, varied=False)
    findings = reconcile(awards, year.paper, year.register.suggested(), year.contributions(), printed=printed)
    findings += agreement_findings(records_of(year), year.every_award(include_implied), year.paper)
    return (*findings, *upstream_findings(payments_of(year), year.paper))


def reconcile(
    awards: pd.DataFrame,
    paper: Paper,
    suggested: Collection[str] = (),
    contributions: pd.DataFrame | None = None,
    *,
    printed: pd.DataFrame | None = None,
) -> list[Finding]:
    """Return every finding about one year's awards, in a fixed order: totals, budgets, anomalies.

    `suggested` are the printed names whose lines in the register no one has confirmed yet; `contributions` is the
    result of `contributions_of`. `printed` are the awards as the tables print them, where variations changed some.
    """
    in_tables = awards if printed is None else printed
    return [
        *total_findings(in_tables, paper),
        *unstated_findings(awards, paper),
        *budget_findings(awards, paper),
        *anomaly_findings(awards, paper, suggested, contributions, in_tables=in_tables),
    ]
