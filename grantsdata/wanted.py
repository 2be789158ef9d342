"""What somebody asks for, as typed on a command line → what a run is to make of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grantsdata.errors import ParameterError, meant, reading
from grantsdata.model.report import Limits, PlannedReport
from grantsdata.model.years import FinancialYear
from grantsdata.notebooks import notebook_parameters
from grantsdata.parameters import check_parameters, typed
from grantsdata.sources.files.plain_file import watched
from grantsdata.sources.files.project import project_folder
from grantsdata.sources.reports import planned_reports


@dataclass(frozen=True)
class Wanted:
    """What a run is to make of a year.

    Its `reports` are the year's whole set and replace what is published, or with `beside_others` are put beside it.
    With `strict`, figures that do not add up are a failure; with `force`, what has not changed is made again. `asked`
    are the parameters as typed, and `seen` the inputs that were read to find out, with the sha256 of each.
    """

    year: FinancialYear
    reports: Sequence[PlannedReport]
    include_implied: bool = True
    beside_others: bool = False
    strict: bool = False
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)
    seen: frozenset[tuple[str, str]] = frozenset()


def wanted_of(
    year: FinancialYear,
    texts: Mapping[str, str],
    notebook: str | None = None,
    *,
    strict: bool = False,
    limits: Limits | None = None,
    force: bool = False,
    project: str | Path | None = None,
) -> Wanted:
    """One notebook's report, or all that are declared for the year; each gets those of the parameters that it knows.

    ParameterError for a notebook that is not there, or for a parameter that none of the notebooks knows, that has
    another type than its default, or that the list of reports sets itself; otherwise errors as of `planned_reports`
    and `notebook_parameters`.
    """
    root = project_folder(project)
    if "financial_year" in texts:
        raise ParameterError("financial_year is the command's own argument; leave out -p financial_year.")
    with watched() as seen:
        planned = [_one_notebook(notebook, root)] if notebook else planned_reports(year, root)
        defaults = {p.notebook: notebook_parameters(root / "notebooks" / f"{p.notebook}.ipynb") for p in planned}
    known = {name: value for of_it in defaults.values() for name, value in of_it.items()}
    check_parameters(typed(texts, known), known)
    declared = sorted({name for report in planned for name in texts if name in report.parameters})
    if declared:
        raise ParameterError(f"{', '.join(declared)}: set in notebooks/reports.toml. Name one report with --notebook.")
    reports = [PlannedReport(p.notebook, p.parameters | _known_to(defaults[p.notebook], texts)) for p in planned]
    include_implied = typed(texts, known).get("include_implied", True)
    return Wanted(
        year,
        reports,
        include_implied,
        bool(notebook),
        strict,
        limits or Limits(),
        force=force,
        asked=dict(texts),
        seen=frozenset(seen),
    )


def _one_notebook(name: str, root: Path) -> PlannedReport:
    """ParameterError, with the nearest names, if the notebooks folder has none of this name."""
    planned, folder = PlannedReport(name), root / "notebooks"
    with reading(folder):
        known = sorted(path.stem for path in folder.glob("*.ipynb"))
    if name not in known:
        hint = meant(name, known) or f"expected one of {', '.join(known) or 'none, since there is no notebook'}."
        raise ParameterError(f'There is no notebook "{name}" in the notebooks folder; {hint}')
    return planned


def _known_to(defaults: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    return typed({name: text for name, text in texts.items() if name in defaults}, defaults)
