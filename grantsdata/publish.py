"""A year's raw data → all that readers get of it, published whole or not at all.

Everything is made and checked in a staging folder beside the published one; then the two change places in one step. A
run that fails, or is ended in the middle, leaves what is published as it was.
"""

import logging
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import GrantsDataError, OutputError, ParameterError, ReportError, visible
from grantsdata.folders import DOWNLOADS, project_folder, year_folder
from grantsdata.inputs import Inputs
from grantsdata.lock import held
from grantsdata.notebooks import code_cells, notebook_path, parameters_of
from grantsdata.placing import put_in_place
from grantsdata.planned import PlannedReport
from grantsdata.proved import is_proved
from grantsdata.run_record import Record, read_record, record_of, report_entry, write_record
from grantsdata.staging import PAGES, staging_folder
from grantsdata.together import Making, together
from grantsdata.unchanged import entry_stands
from grantsdata.wanted import Wanted
from grantsdata.workers import FORKS, Ended, Task, Workers
from grantsdata.years import FinancialYear

_log = logging.getLogger(__name__)
_details = logging.getLogger("grantsdata.details")  # goes to the log of the run, and not to whoever watches


@dataclass(frozen=True)
class Published:
    """What a run has published: the new pages, the tables for analysts, the index, the record.

    `kept` are the names of the pages that did not have to be made again. `changed` tells whether any page or table
    differs from the one that was published before.
    """

    pages: list[Path]
    kept: list[str]
    tables: list[Path]
    index: Path
    record: Record
    changed: bool


@dataclass(frozen=True)
class _Plan:
    """A report that is wanted: what it is made from, and the record's entry of the one that stands, if it does."""

    report: PlannedReport
    values: dict[str, Any]
    inputs: dict[str, str]
    standing: Record | None

    @property
    def compare_with(self) -> str | None:
        return self.values.get("compare_with")


def publish(wanted: Wanted, *, project: str | Path | None = None, jobs: int | None = None) -> Published:
    """Make the reports of a year, `jobs` at a time; what it does and what it raises is as of `making`."""
    with Workers(jobs) as workers:
        ((_, result),) = together([lambda: making(wanted, project_folder(project))], workers)
    if isinstance(result, GrantsDataError):
        raise result
    return result


def making(wanted: Wanted, root: Path) -> Making[Published]:
    """Make the reports of a year, write its tables, and bring the index up to date; asks for its tasks as they come.

    The tables stand in `data/processed/<year>` and, for readers, in `outputs/<year>/data`. A report whose inputs and
    parameters are those of the page that is published is not made again, unless that is wanted. BusyError if another
    run is at this year; ReportError if a report failed or what it made is not whole; ReconcileError if the run is
    strict and a finding is an error; otherwise errors of the parameters or the raw data. Then nothing is published, and
    `outputs/failed/<year>` has a log, a record and the notebook that failed.
    """
    outputs = root / "outputs"
    for report in wanted.reports:
        parameters_of(report, wanted.year, root)
    # What is held back while the sets change places is set free when the run is over: by then it has been published.
    with held(outputs, str(wanted.year)), ExitStack() as held_back, staging_folder(outputs, wanted.year) as staging:
        try:
            return (yield from _making(wanted, root, staging, held_back))
        except GrantsDataError:
            raise
        except OSError as error:
            raise OutputError.of(outputs, error) from error
        except Exception as error:
            raise ReportError(f"an error of this program, {type(error).__name__}: {error}") from error


def make_report(
    year: FinancialYear,
    notebook: str = "annual-report",
    parameters: Mapping[str, Any] | None = None,
    *,
    project: str | Path | None = None,
    jobs: int | None = None,
) -> Path:
    """Publish one report beside the others of its year, and return its page; errors as `publish` raises them.

    The page has the notebook's name, with the texts among the parameters added to it.
    """
    given = dict(parameters or {})
    planned = PlannedReport(notebook, given)
    wanted = Wanted(year, [planned], bool(given.get("include_implied", True)), beside_others=True)
    published = publish(wanted, project=project, jobs=jobs)
    return published.index.parent / str(year) / f"{planned.name}.html"


def _making(wanted: Wanted, root: Path, staging: Path, held_back: ExitStack) -> Making[Published]:
    year, outputs, pages = wanted.year, root / "outputs", staging / PAGES
    former = outputs / str(year)
    _log.info("reading data/raw/%s", year)
    year_folder(year, root)
    plans, kept, inputs = _planned(wanted, root)
    fresh = [plan for plan in plans if plan.standing is None]
    needs = [*inputs, f"outputs/{year}/{DOWNLOADS}/awards.parquet"]
    (data,) = yield [data_task(wanted, root, pages, [plan.values for plan in plans], needs)]
    beside = [f"{plan.report.name}.html" for plan in plans] + [entry["page"] for entry in kept] + data.value.tables
    try:
        done = yield page_tasks(wanted, root, pages, [plan.report for plan in fresh], beside, list(inputs))
    except GrantsDataError as error:
        _forget_the_others(error, pages)
        raise
    _check_whole([*data.value.faults, *(fault for ended in done for fault in ended.value.faults)])
    made = {plan.report.name: _entry(plan, pages, ended) for plan, ended in zip(fresh, done, strict=True)}
    standing = [*kept, *(plan.standing for plan in plans if plan.standing)]
    for entry in standing:
        for kind in ("html", "ipynb"):
            shutil.copyfile(former / f"{entry['name']}.{kind}", pages / f"{entry['name']}.{kind}")
    _check_inputs_are_the_same(inputs, _planned(wanted, root)[2])
    record = record_of(
        year,
        asked=wanted.asked,
        whole=not wanted.beside_others,
        include_implied=wanted.include_implied,
        reports=[*kept, *(plan.standing or made[plan.report.name] for plan in plans)],
        folder=pages,
        tables=data.value.tables,
        inputs=inputs,
        told=data.value.told,
        root=root,
    )
    write_record(record, pages)
    changed = _seen(read_record(former)) != _seen(record)
    _say_what_goes(former, pages)
    put_in_place(year, root, staging, held_back)
    return Published(
        pages=[former / entry["page"] for entry in made.values()],
        kept=[str(entry["name"]) for entry in standing],
        tables=[root / "data" / "processed" / str(year) / Path(name).name for name in data.value.tables],
        index=outputs / "index.html",
        record=record,
        changed=changed,
    )


def _forget_the_others(error: GrantsDataError, pages: Path) -> None:
    """Of reports that were ended because another failed, the notebook tells nothing; the message begins with its name."""
    unfinished = [path for path in pages.glob("*.ipynb") if not path.with_suffix(".html").exists()]
    failed = [path for path in unfinished if str(error).startswith((f"{path.stem} ", f"{path.stem}:"))]
    for path in unfinished if failed else []:
        if path not in failed:
            path.unlink()


def _planned(wanted: Wanted, root: Path) -> tuple[list[_Plan], list[Record], dict[str, str]]:
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
        plans.append(_Plan(report, values, inputs, entry if stands else None))
    kept = _kept_pages(wanted, root, record, files) if wanted.beside_others else []
    of_kept = [files.of_report(entry["notebook"], year, entry["compare_with"]) for entry in kept]
    return plans, kept, files.of_run([*(plan.inputs for plan in plans), *of_kept])


def data_task(
    wanted: Wanted, root: Path, pages: Path, values: Sequence[Mapping[str, Any]] = (), needs: Collection[str] = ()
) -> Task:
    """The task of `work.prepare` for a year; `values` are each report's parameters, `needs` all files that it reads."""
    given = {
        "year": wanted.year,
        "include_implied": wanted.include_implied,
        "strict": wanted.strict,
        "values": values,
    }
    name = f"data of {wanted.year}"
    return Task("prepare", root, pages, given, name, memory_mib=wanted.limits.report_mib, needs=needs)


def page_tasks(
    wanted: Wanted,
    root: Path,
    pages: Path,
    reports: Sequence[PlannedReport],
    promised: Sequence[str],
    needs: Collection[str] = (),
) -> list[Task]:
    """A task of `work.make_page` for each report; `promised` are the files that will stand beside a page.

    ReportError if one of the reports takes a kernel and there is none of this environment.
    """
    paths = [notebook_path(report, root) for report in reports]
    warm = [FORKS and is_proved(path) for path in paths]
    if not all(warm):
        from grantsdata.kernels import check_kernel  # which takes a while to import, and few runs need

        check_kernel()
    tasks = []
    for number, report in enumerate(reports):
        given = {
            "report": report,
            "year": wanted.year,
            "limits": wanted.limits,
            "warm": warm[number],
            "include_implied": wanted.include_implied,
            "promised": promised,
        }
        says = f"{number + 1} of {len(reports)}: {report.name} for {wanted.year}"
        steps = len(code_cells(paths[number])) + 1  # papermill adds the cell of the parameters
        tasks.append(Task("make_page", root, pages, given, report.name, says, steps, wanted.limits.report_mib, needs))
    return tasks


def _entry(plan: _Plan, pages: Path, ended: Ended) -> Record:
    return report_entry(
        plan.report,
        pages,
        compare_with=plan.compare_with,
        inputs=plan.inputs,
        seconds=ended.value.seconds,
        peak_mib=ended.peak_mib,
    )


def _kept_pages(wanted: Wanted, root: Path, record: Record | None, files: Inputs) -> list[Record]:
    """What the record tells of the pages that stay; ParameterError if they are of other inputs than the new ones."""
    year, former = wanted.year, root / "outputs" / str(wanted.year)
    remade = {report.name for report in wanted.reports}
    others = sorted(page.stem for page in former.glob("*.html") if page.stem not in remade)
    if not others:
        return []
    entries = {} if record is None else {entry["name"]: entry for entry in record["reports"]}
    if record is None or not set(others) <= set(entries):
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


def _check_whole(faults: Sequence[str]) -> None:
    """ReportError with the first thing that is wrong with the new pages; the log has all of them."""
    if faults:
        _details.error("%s", "\n".join(faults))
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ReportError(f"what was made is not whole: {visible(faults[0], 300)}{more}")


def _check_inputs_are_the_same(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if changed:
        raise ReportError(
            f"{', '.join(changed[:3])}{' and more' if len(changed) > 3 else ''} changed while the reports were being "
            f"made, so that they may not agree with each other. Run again when nobody is editing."
        )


def _say_what_goes(former: Path, pages: Path) -> None:
    gone = sorted(page.name for page in former.glob("*.html") if not (pages / page.name).exists())
    if gone:
        _log.info("no longer published: %s", ", ".join(gone))


def _seen(record: Record | None) -> dict[str, str] | None:
    """What readers see, by name and sha256."""
    if record is None:
        return None
    pages = {entry["page"]: entry["sha256"] for entry in record["reports"]}
    return pages | {entry["file"]: entry["sha256"] for entry in record["tables"]}
