"""Load the findings of a year, which compare its awards with the paper and the funders' payments."""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from grantsdata.awards.contributions import contributions_of
from grantsdata.awards.load import Year, check_include_implied, load_awards, parse_years
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.anomalies import anomaly_findings
from grantsdata.reconcile.findings import Finding, findings_table
from grantsdata.reconcile.payments import payments_of
from grantsdata.reconcile.totals import budget_findings, total_findings, unstated_findings
from grantsdata.reconcile.upstream import upstream_findings
from grantsdata.sources.files.cache import kept
from grantsdata.sources.files.project import project_folder
from grantsdata.sources.paper import read_paper
from grantsdata.sources.register import read_register


def load_findings(year: Year, *, include_implied: bool = True, project: str | Path | None = None) -> pd.DataFrame:
    """Load the findings of one year: a row per finding.

    Columns: code, severity (agrees, note, warning, error), scope, stream (if it is about one), ours_gbp, printed_gbp,
    difference_gbp (pounds, ours minus printed; empty if a finding has no figures), implied_gbp (the implied part of
    ours_gbp), rows, sentence. Raises errors like `load_awards` and `load_upstream`.
    """
    return findings_table(findings_of(year, include_implied=include_implied, project=project))


def findings_of(year: Year, *, include_implied: bool = True, project: str | Path | None = None) -> tuple[Finding, ...]:
    """Return the findings of `load_findings` as objects, in pence and with the rows that each is about."""
    check_include_implied(include_implied)
    (only,) = parse_years(year)
    return _findings(only, include_implied, project_folder(project))


@kept
def _findings(year: FinancialYear, include_implied: bool, root: Path) -> tuple[Finding, ...]:
    paper = read_paper(year, root)
    awards = load_awards(year, include_implied=include_implied, project=root)
    findings = reconcile(awards, paper, read_register(root).suggested(), contributions_of(paper, awards, root))
    return (*findings, *upstream_findings(payments_of(paper, root), paper))


def reconcile(
    awards: pd.DataFrame, paper: Paper, suggested: Collection[str] = (), contributions: pd.DataFrame | None = None
) -> list[Finding]:
    """Return every finding about one year's awards, in a fixed order: totals, budgets, anomalies.

    `suggested` are the printed names whose lines in the register no one has confirmed yet; `contributions` is the
    result of `contributions_of`.
    """
    return [
        *total_findings(awards, paper),
        *unstated_findings(awards, paper),
        *budget_findings(awards, paper),
        *anomaly_findings(awards, paper, suggested, contributions),
    ]
