"""What somebody asks for, as typed on a command line → what a run is to make of a year.

What is wanted of a year → which of its reports have to be made, which stand as they are, and from which files.

The tasks of a year: its data, its files for others' programs, and each of its reports.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grantsdata.errors import ParameterError, meant, reading
from grantsdata.exports.files import TABLE_FILES
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.notebooks.notebook import code_cells, is_proved, notebook_parameters, notebook_path, parameters_of
from grantsdata.runs.notebooks.parameters import check_parameters, typed
from grantsdata.runs.publish.run_record import Record, read_record
from grantsdata.runs.publish.up_to_date import entry_stands
from grantsdata.runs.workers.processes import FORKS
from grantsdata.runs.workers.task import Task
from grantsdata.sources.files.plain_file import watched
from grantsdata.sources.files.project import DOWNLOADS, project_folder
from grantsdata.sources.reports import report_plans


@dataclass(frozen=True)
class Wanted:
    """What a run is to make of a year.

    Its `reports` are the year's whole set and replace what is published, or with `beside_others` are put beside it.
    With `strict`, figures that do not add up are a failure; with `force`, what has not changed is made again. `asked`
    are the parameters as typed, and `seen` the inputs that were read to find out, with the sha256 of each.
    """

    year: FinancialYear
    reports: Sequence[ReportPlan]
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
    another type than its default, or that the list of reports sets itself; otherwise errors as of `report_plans`
    and `notebook_parameters`.
    """
    root = project_folder(project)
    if "financial_year" in texts:
        raise ParameterError("financial_year is the command's own argument; leave out -p financial_year.")
    with watched() as seen:
        planned = [_one_notebook(notebook, root)] if notebook else report_plans(year, root)
        defaults = {p.notebook: notebook_parameters(root / "notebooks" / f"{p.notebook}.ipynb") for p in planned}
    known = {name: value for of_it in defaults.values() for name, value in of_it.items()}
    check_parameters(typed(texts, known), known)
    declared = sorted({name for report in planned for name in texts if name in report.parameters})
    if declared:
        raise ParameterError(f"{', '.join(declared)}: set in notebooks/reports.toml. Name one report with --notebook.")
    reports = [ReportPlan(p.notebook, p.parameters | _known_to(defaults[p.notebook], texts)) for p in planned]
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


def _one_notebook(name: str, root: Path) -> ReportPlan:
    """ParameterError, with the nearest names, if the notebooks folder has none of this name."""
    planned, folder = ReportPlan(name), root / "notebooks"
    with reading(folder):
        known = sorted(path.stem for path in folder.glob("*.ipynb"))
    if name not in known:
        hint = meant(name, known) or f"expected one of {', '.join(known) or 'none, since there is no notebook'}."
        raise ParameterError(f'There is no notebook "{name}" in the notebooks folder; {hint}')
    return planned


def _known_to(defaults: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    return typed({name: text for name, text in texts.items() if name in defaults}, defaults)


@dataclass(frozen=True)
class Plan:
    """A report that is wanted: what it is made from, and the record's entry of the one that stands, if it does."""

    report: ReportPlan
    values: dict[str, Any]
    inputs: dict[str, str]
    standing: Record | None

    @property
    def compare_with(self) -> str | None:
        return self.values.get("compare_with")


def plans_for(wanted: Wanted, root: Path) -> tuple[list[Plan], list[Record], dict[str, str]]:
    """The plans for the reports that are wanted, the record's entries of the others that stay, and all inputs."""
    year, files = wanted.year, Inputs(root)
    folder = root / "outputs" / str(year)
    record = read_record(folder)
    entries = {} if record is None or wanted.force else {entry["name"]: entry for entry in record["reports"]}
    plans = []
    for report in wanted.reports:
        values = parameters_of(report, year, root)
        inputs = files.of_report(report.notebook, year, values.get("compare_with"))
        entry = entries.get(report.name)
        stands = record and entry and entry_stands(entry, report.parameters, inputs, record, folder)
        plans.append(Plan(report, values, inputs, entry if stands else None))
    kept = _kept_pages(wanted, root, record, files) if wanted.beside_others else []
    of_kept = [files.of_report(entry["notebook"], year, entry["compare_with"]) for entry in kept]
    return plans, kept, files.of_run([*(plan.inputs for plan in plans), *of_kept])


def _kept_pages(wanted: Wanted, root: Path, record: Record | None, files: Inputs) -> list[Record]:
    """What the record tells of the pages that stay; ParameterError if they are of other inputs than the new ones."""
    year, former = wanted.year, root / "outputs" / str(wanted.year)
    remade = {report.name for report in wanted.reports}
    entries = {} if record is None else {entry["name"]: entry for entry in record["reports"]}
    there = {page.stem for page in former.glob("*.html")}
    others = sorted((there if record is None else there & entries.keys()) - remade)  # a stray does not stay
    if not others:
        return []
    if record is None:
        why = "nothing tells what they were made from"
    elif record["include_implied"] != wanted.include_implied:
        why = f"they were made with include_implied {str(record['include_implied']).lower()}"
    elif lost := [f"{name}.ipynb" for name in others if not (former / f"{name}.ipynb").is_file()]:
        why = f"{', '.join(lost)} is no longer there"
    elif not all(_stands(entries[name], record, year, files) for name in others):
        why = "they or their inputs have changed since they were made"
    else:
        return [entry for entry in record["reports"] if entry["name"] in others]
    raise ParameterError(
        f"{', '.join(sorted(remade))} would not fit the {len(others)} other page{'s' if len(others) > 1 else ''} of "
        f"{wanted.year}: {why}. "
        f"Make them all again first: grantsdata report {wanted.year}"
        f"{'' if wanted.include_implied else ' -p include_implied false'}"
    )


def _stands(entry: Record, record: Record, year: FinancialYear, files: Inputs) -> bool:
    inputs = files.of_report(entry["notebook"], year, entry["compare_with"])
    return entry_stands(entry, entry["parameters"], inputs, record, files.root / "outputs" / str(year))


def data_task(
    wanted: Wanted,
    root: Path,
    pages: Path,
    needs: Mapping[str, str],
    values: Sequence[Mapping[str, Any]] = (),
) -> Task:
    """The task of `work.prepare` for a year; `values` are each report's parameters, `needs` as of `Task`."""
    given = {
        "year": wanted.year,
        "include_implied": wanted.include_implied,
        "strict": wanted.strict,
        "values": values,
    }
    name = f"data of {wanted.year}"
    return Task("prepare", root, pages, given, name, memory_mib=wanted.limits.report_mib, needs=needs)


def hand_on_task(wanted: Wanted, root: Path, pages: Path, needs: Mapping[str, str]) -> Task:
    """The task of `work.hand_on` for a year; `needs` as of `Task`."""
    given = {"year": wanted.year, "include_implied": wanted.include_implied}
    name = f"files of {wanted.year} for others"
    return Task("hand_on", root, pages, given, name, memory_mib=wanted.limits.report_mib, needs=needs)


def page_tasks(
    wanted: Wanted,
    root: Path,
    pages: Path,
    reports: Sequence[ReportPlan],
    promised: Sequence[str],
    needs: Mapping[str, str],
) -> list[Task]:
    """A task of `work.make_page` for each report; `promised` are the pages that will stand beside it.

    ReportError if one of the reports takes a kernel and there is none of this environment.
    """
    paths = [notebook_path(report, root) for report in reports]
    warm = [FORKS and is_proved(path) for path in paths]
    if not all(warm):
        from grantsdata.runs.notebooks.kernels import check_kernel  # which takes a while to import, and few runs need

        check_kernel()
    tasks = []
    for number, report in enumerate(reports):
        given = {
            "report": report,
            "year": wanted.year,
            "limits": wanted.limits,
            "warm": warm[number],
            "include_implied": wanted.include_implied,
            "promised": [*promised, *(f"{DOWNLOADS}/{name}" for name in TABLE_FILES)],
        }
        says = f"{number + 1} of {len(reports)}: {report.name} for {wanted.year}"
        steps = len(code_cells(paths[number])) + 1  # papermill adds the cell of the parameters
        tasks.append(Task("make_page", root, pages, given, report.name, says, steps, wanted.limits.report_mib, needs))
    return tasks
