"""The functions that worker processes run: read and write a year's data, make a report.

Each takes the project and a folder to write in, and returns a result for the process that publishes. That process names
the functions by text, since it need not import pandas and the other packages that they use.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata import summaries
from grantsdata.awards.load import open_year
from grantsdata.awards.notes import load_notes
from grantsdata.awards.paper_tables import load_budgets
from grantsdata.awards.selection import check_values
from grantsdata.errors import ReconcileError
from grantsdata.exports import export
from grantsdata.exports.tables import write_tables
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.schema import SEVERITIES, is_implied
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.load import load_findings
from grantsdata.report.narrative import annual as narrative
from grantsdata.runs.documents.template import office_template
from grantsdata.runs.documents.unlike import unlike_page
from grantsdata.runs.documents.word import word_document
from grantsdata.runs.notebooks.execute import Reports, execute_report, write_page
from grantsdata.runs.qa.checks import faults_of_readings, look_at
from grantsdata.runs.qa.files import faults_of_handed_on, faults_of_tables
from grantsdata.runs.qa.page import PageFault
from grantsdata.runs.workers.child import cell_begins, kernel_begins
from grantsdata.runs.workers.task import Made, Prepared
from grantsdata.sources.files.project import DOWNLOADS


def prepare(
    root: Path,
    folder: Path,
    *,
    year: FinancialYear,
    include_implied: bool,
    strict: bool = False,
    values: Sequence[Mapping[str, Any]] = (),
) -> Prepared:
    """Read a year's data, check it, and write its tables and exports into the subfolder `data`.

    `values` are the parameters of each report. Raises the errors of the raw data and of the `[publishing]` entries of
    `paper.toml`, ParameterError for a wrong parameter, and ReconcileError if the run is strict and a finding is an
    error.
    """
    opened = open_year(year, root)
    awards = opened.awards(include_implied)
    findings = load_findings(opened, include_implied=include_implied)
    load_notes(opened)
    _check_strictly(strict, year, findings)
    for parameters in values:
        check_values(parameters, opened)
    downloads = folder / DOWNLOADS
    tables = write_tables(opened, downloads, include_implied)
    exports = export.write_shared_files(opened, include_implied, downloads)
    anew = open_year(year, root)
    faults = faults_of_readings(anew, include_implied=include_implied)
    faults += faults_of_tables(downloads, anew, include_implied)
    faults += faults_of_handed_on(downloads, anew, include_implied)
    bridge = summaries.budget_bridge(awards, load_budgets(opened))
    figures = {
        "findings": {name: int((findings["severity"] == name).sum()) for name in SEVERITIES},
        "totals": totals(awards),
        "changes": changes(_awards_before(root / "outputs" / str(year)), awards),
        "headline": str(narrative.headline(awards, bridge, opened.paper)),
    }
    return Prepared(_names(tables, folder), _names(exports, folder), list(map(str, faults)), figures)


def make_page(
    root: Path,
    folder: Path,
    *,
    report: ReportPlan,
    year: FinancialYear,
    limits: Limits,
    in_process: bool,
    promised: Sequence[str],
    reports: Reports = (),
) -> Made:
    """Execute a report's notebook into the folder, write its page and its documents, and check them.

    The page links to `reports`; `promised` are the files that will lie beside it. With `in_process` the calling process
    must end afterwards. Raises the errors of `execute_report`.
    """
    seconds = execute_report(
        report,
        year,
        root,
        folder,
        limits=limits,
        in_process=in_process,
        reports=reports,
        cell_begins=cell_begins,
        kernel_begins=kernel_begins,
    )
    looked = look_at(folder, open_year(year, root), report.name, promised=promised)
    faults = list(map(str, looked.faults))
    if report.word and not faults:
        faults = _make_word(report, folder, root, year)
    return Made(seconds, faults, list(map(str, looked.unread)))


def link_page(
    root: Path,
    folder: Path,
    *,
    name: str,
    year: FinancialYear,
    promised: Sequence[str],
    reports: Reports,
) -> Made:
    """Write the page of an executed notebook in the folder again, with links to `reports`, and check the page."""
    started = time.monotonic()
    write_page(folder / f"{name}.ipynb", reports)
    looked = look_at(folder, open_year(year, root), name, promised=promised)
    return Made(time.monotonic() - started, list(map(str, looked.faults)), [])


def _make_word(report: ReportPlan, folder: Path, root: Path, year: FinancialYear) -> list[str]:
    """Make a Word document of a report's page, and return where it differs from the page."""
    html = (folder / f"{report.name}.html").read_text(encoding="utf-8")
    template = office_template(report.notebook, root)
    content = word_document(html, template)
    (folder / f"{report.name}.docx").write_bytes(content)
    return [str(PageFault(f"{year}/{report.name}.docx", fault)) for fault in unlike_page(content, html)]


def _check_strictly(strict: bool, year: FinancialYear, findings: pd.DataFrame) -> None:
    wrong = findings.loc[findings["severity"] == "error", "sentence"].tolist()
    if strict and wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise ReconcileError(f"the figures do not add up: {wrong[0]}{more} See: grantsdata check {year}")


def _names(paths: Sequence[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def _awards_before(former: Path) -> pd.DataFrame | None:
    try:
        awards = pd.read_parquet(former / DOWNLOADS / "awards.parquet")
    except (OSError, ValueError):
        return None  # the first run, or files of another program
    return awards if {"award_id", "award_pence"} <= set(awards.columns) else None


def totals(awards: pd.DataFrame) -> dict[str, int]:
    """Return the number of awards, their sum and the implied part of that sum, both in pence."""
    return {
        "awards": len(awards),
        "award_pence": _sum(awards),
        "implied_pence": _sum(awards[is_implied(awards)]),
    }


def changes(before: pd.DataFrame | None, after: pd.DataFrame) -> dict[str, Any]:
    """Return the awards that were added, removed or changed, by identifier, and the sums of stated amounts in pence.

    `before` is None for a first run: then no award counts as added.
    """
    changed: dict[str, Any] = {"first_run": before is None, "added": [], "removed": [], "changed": []}
    if before is not None:
        old, new = _by_id(before), _by_id(after)
        changed["added"] = [_named(new[one]) for one in new if one not in old]
        changed["removed"] = [_named(old[one]) for one in old if one not in new]
        changed["changed"] = [
            {**_named(new[one]), "was": {name: text for name, text in old[one].items() if text != new[one].get(name)}}
            for one in new
            if one in old and new[one] != old[one]
        ]
    changed["award_pence_before"] = None if before is None else _sum(before)
    changed["award_pence_after"] = _sum(after)
    return changed


_COMPARED = ("award_id", "stream", "service", "provider", "payee", "award_pence", "award_status", "provider_type")


def _by_id(awards: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows = awards.reindex(columns=list(_COMPARED)).astype("object")
    plain = rows.where(rows.notna(), None).to_dict("records")
    return {str(row["award_id"]): {str(name): value for name, value in row.items()} for row in plain}


def _named(award: Mapping[str, Any]) -> dict[str, Any]:
    return {name: award[name] for name in ("award_id", "service", "provider", "award_pence")}


def _sum(awards: pd.DataFrame) -> int:
    return int(awards["award_pence"].sum())
