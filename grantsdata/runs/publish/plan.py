"""Plan a run: turn a request for a year into the reports that must be made, and these into tasks.

The tasks of a year are its data and each of its reports.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grantsdata.errors import ParameterError, meant, reading
from grantsdata.exports.files import TABLE_FILES
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.years import FinancialYear, day_given
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.notebooks.notebook import code_cells, is_proved, notebook_parameters, notebook_path, parameters_of
from grantsdata.runs.notebooks.parameters import check_parameters, typed
from grantsdata.runs.publish.run_record import Record, documents_of, read_record
from grantsdata.runs.publish.up_to_date import page_is_up_to_date
from grantsdata.runs.workers.processes import FORKS
from grantsdata.runs.workers.task import Task
from grantsdata.sources.files.plain_file import watched
from grantsdata.sources.files.project import DOWNLOADS
from grantsdata.sources.paper import read_paper
from grantsdata.sources.reports import is_made_in_word, report_plans


@dataclass(frozen=True)
class Request:
    """What a run is to make of a year.

    `reports` are the complete set of the year and replace what is published or, with `beside_others`, are put beside
    it. With `strict`, figures that do not add up are an error. With `force`, unchanged reports are made again too.
    `asked` are the parameters as typed on the command line. `seen` has the inputs that were read to build the request,
    each with its sha256.
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


def request_for(
    year: FinancialYear,
    texts: Mapping[str, str],
    notebook: str | None = None,
    *,
    strict: bool = False,
    limits: Limits | None = None,
    force: bool = False,
    project: Path,
) -> Request:
    """Build the request for one notebook's report, or for all reports that are declared for the year.

    Each report gets those of the parameters `texts` that its notebook knows. Raises ParameterError for an unknown
    notebook, and for a parameter that no notebook knows, that has another type than its default, or that the list of
    reports sets itself; otherwise the errors of `report_plans` and `notebook_parameters`.
    """
    if "financial_year" in texts:
        raise ParameterError("financial_year is the command's own argument; leave out -p financial_year.")
    if year.as_at and (first := read_paper(year.plain, project).paper.date) > day_given(year.as_at):
        raise ParameterError(f"There are no pages as at {year.as_at}: the paper of {year.plain} is of {first}.")
    with watched() as seen:
        planned = [_one_notebook(notebook, project)] if notebook else report_plans(year, project)
        defaults = {p.notebook: notebook_parameters(project / "notebooks" / f"{p.notebook}.ipynb") for p in planned}
    known = {name: value for of_notebook in defaults.values() for name, value in of_notebook.items()}
    check_parameters(typed(texts, known), known)
    declared = sorted({name for report in planned for name in texts if name in report.parameters})
    if declared:
        raise ParameterError(f"{', '.join(declared)}: set in notebooks/reports.toml. Name one report with --notebook.")
    reports = [replace(p, parameters=p.parameters | _known_to(defaults[p.notebook], texts)) for p in planned]
    include_implied = typed(texts, known).get("include_implied", True)
    return Request(
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
    """Return a report of the notebook of this name; raise ParameterError, with the nearest names, if there is none."""
    planned, folder = ReportPlan(name), root / "notebooks"
    with reading(folder):
        known = sorted(path.stem for path in folder.glob("*.ipynb"))
    if name not in known:
        hint = meant(name, known) or f"expected one of {', '.join(known) or 'none, since there is no notebook'}."
        raise ParameterError(f'There is no notebook "{name}" in the notebooks folder; {hint}')
    return replace(planned, word=is_made_in_word(name, root))


def _known_to(defaults: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    return typed({name: text for name, text in texts.items() if name in defaults}, defaults)


@dataclass(frozen=True)
class PagePlan:
    """A report of the request with its parameter values and inputs.

    `current_entry` is its entry in the run record if the published page is up to date, otherwise None.
    """

    report: ReportPlan
    values: dict[str, Any]
    inputs: dict[str, str]
    current_entry: Record | None

    @property
    def compare_with(self) -> str | None:
        return self.values.get("compare_with")


def plan_pages(request: Request, root: Path) -> tuple[list[PagePlan], list[Record], dict[str, str]]:
    """Return the plans for the requested reports, the record's entries of the other pages that stay, and all inputs."""
    year, files = request.year, Inputs(root)
    folder = root / "outputs" / str(year)
    record = read_record(folder)
    entries = {} if record is None or request.force else {entry["name"]: entry for entry in record["reports"]}
    plans = []
    for report in request.reports:
        values = parameters_of(report, year, root)
        inputs = files.of_report(report.notebook, year, values.get("compare_with"))
        entry = entries.get(report.name)
        has_documents = entry is not None and documents_of(entry).keys() == {*report.documents}
        is_current = (
            record and entry and has_documents and page_is_up_to_date(entry, report.parameters, inputs, record, folder)
        )
        plans.append(PagePlan(report, values, inputs, entry if is_current else None))
    kept = _kept_pages(request, root, record, files) if request.beside_others else []
    of_kept = [files.of_report(entry["notebook"], year, entry["compare_with"]) for entry in kept]
    return plans, kept, files.of_run([*(plan.inputs for plan in plans), *of_kept], year)


def _kept_pages(request: Request, root: Path, record: Record | None, files: Inputs) -> list[Record]:
    """Return the record's entries of the pages that stay.

    Raises ParameterError if they were made from other inputs than the new ones.
    """
    year, former = request.year, root / "outputs" / str(request.year)
    remade = {report.name for report in request.reports}
    entries = {} if record is None else {entry["name"]: entry for entry in record["reports"]}
    there = {page.stem for page in former.glob("*.html")}
    # A page that is not in the record does not stay.
    others = sorted((there if record is None else there & entries.keys()) - remade)
    if not others:
        return []
    if record is None:
        why = "no record says what they were made from"
    elif record["include_implied"] != request.include_implied:
        why = f"they were made with include_implied {str(record['include_implied']).lower()}"
    elif lost := [f"{name}.ipynb" for name in others if not (former / f"{name}.ipynb").is_file()]:
        why = f"{', '.join(lost)} is no longer there"
    elif not all(_is_up_to_date(entries[name], record, year, files) for name in others):
        why = "they or their inputs have changed since they were made"
    else:
        return [entry for entry in record["reports"] if entry["name"] in others]
    raise ParameterError(
        f"{', '.join(sorted(remade))} would not fit the {len(others)} other page{'s' if len(others) > 1 else ''} of "
        f"{request.year}: {why}. "
        f"Make them all again first: grantsdata report {request.year}"
        f"{'' if request.include_implied else ' -p include_implied false'}"
    )


def _is_up_to_date(entry: Record, record: Record, year: FinancialYear, files: Inputs) -> bool:
    inputs = files.of_report(entry["notebook"], year, entry["compare_with"])
    return page_is_up_to_date(entry, entry["parameters"], inputs, record, files.root / "outputs" / str(year))


def data_task(
    request: Request,
    root: Path,
    pages: Path,
    needs: Mapping[str, str],
    values: Sequence[Mapping[str, Any]] = (),
) -> Task:
    """Return the task `jobs.prepare` for a year.

    `values` are the parameters of each report; `needs` is as in `Task`.
    """
    given = {
        "year": request.year,
        "include_implied": request.include_implied,
        "strict": request.strict,
        "values": values,
    }
    name = f"data of {request.year}"
    return Task("prepare", root, pages, given, name, memory_mib=request.limits.report_mib, needs=needs)


Links = Sequence[Sequence[str]]
"""The pages of a set, each with its name in links."""


def _promised(links: Links) -> list[str]:
    """Return the files to which a page may link before they are there."""
    return [*(page for page, _ in links), *(f"{DOWNLOADS}/{name}" for name in TABLE_FILES)]


def link_tasks(
    request: Request, root: Path, pages: Path, names: Sequence[str], links: Links, needs: Mapping[str, str]
) -> list[Task]:
    """Return a task `jobs.link_page` for each of these pages, whose notebooks are in the folder `pages`."""
    common = {"year": request.year, "promised": _promised(links), "reports": links}
    most = request.limits.report_mib
    return [
        Task("link_page", root, pages, {"name": name, **common}, name, memory_mib=most, needs=needs) for name in names
    ]


def page_tasks(
    request: Request,
    root: Path,
    pages: Path,
    reports: Sequence[ReportPlan],
    links: Links,
    needs: Mapping[str, str],
) -> list[Task]:
    """Return a task `jobs.make_page` for each report; `links` are all pages of the set, as `report_links` returns them.

    Raises ReportError if a report needs a kernel and this environment has none.
    """
    paths = [notebook_path(report, root) for report in reports]
    in_process = [FORKS and is_proved(path) for path in paths]
    if not all(in_process):
        from grantsdata.runs.notebooks.kernels import check_kernel  # slow to import, and few runs need it

        check_kernel()
    tasks = []
    for number, report in enumerate(reports):
        given = {
            "report": report,
            "year": request.year,
            "limits": request.limits,
            "in_process": in_process[number],
            "promised": _promised(links),
            "reports": links,
        }
        says = f"{number + 1} of {len(reports)}: {report.name} for {request.year}"
        steps = len(code_cells(paths[number])) + 1  # papermill adds a cell with the parameters
        tasks.append(Task("make_page", root, pages, given, report.name, says, steps, request.limits.report_mib, needs))
    return tasks
