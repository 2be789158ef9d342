"""Publish a year: make everything that readers get from its raw data, and put all of it in place, or nothing.

Everything is made and checked in a staging folder beside the published one; then the two change places in one step. If
a run fails or is ended, the published set stays as it was.
"""

import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import GrantsDataError, OutputError, ReportError, of_system
from grantsdata.exports.files import PACKAGE
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import check_as_recorded
from grantsdata.runs.notebooks.notebook import parameters_of
from grantsdata.runs.publish.plan import (
    PagePlan,
    Request,
    data_task,
    link_tasks,
    page_tasks,
    plan_pages,
)
from grantsdata.runs.publish.release import get_ready, hold_back, put_in_place
from grantsdata.runs.publish.run_record import (
    Record,
    documents_of,
    files_of,
    read_record,
    record_of,
    report_entry,
    write_record,
)
from grantsdata.runs.publish.staging import PAGES, staging_folder
from grantsdata.runs.publish.strays import strays
from grantsdata.runs.qa.reading.links import links_between_pages, reports_are_linked
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.scheduler import TaskSteps, run_all
from grantsdata.runs.workers.task import Ended
from grantsdata.sources.files.hashes import sha256_of
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.plain_file import watched
from grantsdata.sources.files.project import ABSENT, DOWNLOADS, check_outputs, year_folder
from grantsdata.sources.reports import is_made_in_word, report_links

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Published:
    """What a run has published: the new pages and documents, the tables for analysts, the index, the record.

    `handed_on` are the exports, beside the tables. `kept` are the names of pages that did not have to be made again.
    `changed` says whether any page, table or other file differs from the one published before. `set_aside` has a line
    on each file or folder that did not belong to the former set and was moved away, and `unread` one on each sentence
    that somebody should read.
    """

    pages: list[Path]
    documents: list[Path]
    kept: list[str]
    tables: list[Path]
    handed_on: list[Path]
    index: Path
    record: Record
    changed: bool
    set_aside: list[str]
    unread: list[str]


def publish(request: Request, *, project: Path, jobs: int | None = None) -> Published:
    """Make and publish the reports of a year, `jobs` at a time. Raises the errors of `publishing`."""
    with Workers(jobs) as workers:
        ((_, result),) = run_all([lambda: publishing(request, project)], workers)
    if isinstance(result, GrantsDataError):
        raise result
    return result


def publishing(request: Request, root: Path) -> TaskSteps[Published]:
    """Yield the tasks of a year's set: make its reports, tables and exports, publish them and update the index.

    Tables and exports go to `data/processed/<year>` and, for readers, to `outputs/<year>/data`. A report whose inputs
    and parameters are those of the published page is made again only if the request says so. Raises BusyError if
    another run is at work on this year; LinkError if there is a link where it writes; ReportError if a report failed or
    a check of the new set failed; ReconcileError if the run is strict and a finding is an error; otherwise errors of
    the parameters or the raw data. Then nothing is published, and `outputs/failed/<year>` has a log, a record and the
    notebook that failed.
    """
    outputs = root / "outputs"
    former = outputs / str(request.year)
    check_outputs(root, request.year, strays(former, read_record(former)))
    for report in request.reports:
        parameters_of(report, request.year, root)
    # An interruption while the sets change places is deferred until the year has been published.
    with held(outputs, str(request.year)), ExitStack() as deferred, staging_folder(outputs, request.year) as staging:
        try:
            return (yield from _publish_in(request, root, staging, deferred))
        except GrantsDataError:
            raise
        except OSError as error:
            raise of_system(outputs, error) from error
        except Exception as error:
            raise ReportError(f"an error of this program, {type(error).__name__}: {error}") from error


def make_report(
    year: FinancialYear,
    notebook: str = "annual-report",
    parameters: Mapping[str, Any] | None = None,
    *,
    project: Path,
    jobs: int | None = None,
) -> Path:
    """Publish one report beside the others of its year, and return the path of its page.

    The page has the notebook's name, followed by the parameters that are texts. Raises the errors of `publish`.
    """
    given = dict(parameters or {})
    planned = ReportPlan(notebook, given, is_made_in_word(notebook, project))
    request = Request(year, [planned], bool(given.get("include_implied", True)), beside_others=True)
    published = publish(request, project=project, jobs=jobs)
    return published.index.parent / str(year) / f"{planned.name}.html"


def _publish_in(request: Request, root: Path, staging: Path, deferred: ExitStack) -> TaskSteps[Published]:
    year, outputs, pages = request.year, root / "outputs", staging / PAGES
    former, processed = outputs / str(year), root / "data" / "processed" / str(year)
    _log.info("reading data/raw/%s", year)
    year_folder(year.plain, root)
    with watched() as seen:
        plans, kept, inputs = plan_pages(request, root)
    seen |= request.seen
    outdated = [plan for plan in plans if plan.current_entry is None]
    needs = inputs | {f"outputs/{year}/{DOWNLOADS}/awards.parquet": ""}
    before = read_record(former)
    links = _links(plans, kept, request, root)
    unchanged = [*kept, *(plan.current_entry for plan in plans if plan.current_entry)]
    for entry in unchanged:
        for name in (entry["page"], f"{entry['name']}.ipynb", *documents_of(entry)):
            shutil.copyfile(former / name, pages / name)
    to_link = [] if before and before["links"] == links else [entry["name"] for entry in unchanged]
    reports = [plan.report for plan in outdated]
    get_ready()
    try:
        # Errors of the data are reported first, but the reports need not wait for the data if a core is idle.
        data, *pages_made = yield [
            data_task(request, root, pages, needs, [plan.values for plan in plans]),
            *page_tasks(request, root, pages, reports, links, inputs),
            *link_tasks(request, root, pages, to_link, links, inputs),
        ]
    except GrantsDataError as error:
        _delete_other_unfinished_notebooks(error, pages)
        raise
    hold_back([fault for ended in (data, *pages_made) for fault in ended.value.faults])
    made = {plan.report.name: _entry(plan, pages, ended) for plan, ended in zip(outdated, pages_made, strict=False)}
    as_before = {entry["name"]: entry for entry in unchanged}
    as_before |= {name: as_before[name] | {"sha256": sha256_of(pages / f"{name}.html")} for name in to_link}
    planned = [plan.report.name for plan in plans]
    now = plan_pages(request, root)[2]
    check_as_recorded(inputs, [*seen, *now.items(), *((file, ABSENT) for file in inputs.keys() - now.keys())])
    record = record_of(
        year,
        asked=request.asked,
        whole=not request.beside_others,
        include_implied=request.include_implied,
        reports=[(made | as_before)[name] for name in [*(entry["name"] for entry in kept), *planned]],
        links=links,
        folder=pages,
        tables=[*data.value.tables, *data.value.exports],
        inputs=inputs,
        figures=data.value.figures,
        root=root,
    )
    hold_back([*package_faults(pages / DOWNLOADS), *links_between_pages(pages), *reports_are_linked(pages, links)])
    write_record(record, pages)
    changed = _public_hashes(before) != _public_hashes(record)
    _log_removed_pages(before, pages)
    moved = put_in_place(year, root, staging, deferred)
    return Published(
        pages=[former / entry["page"] for entry in made.values()],
        documents=[former / name for entry in made.values() for name in documents_of(entry)],
        kept=[str(entry["name"]) for entry in unchanged],
        tables=[processed / Path(name).name for name in data.value.tables],
        handed_on=[processed / Path(name).name for name in data.value.exports],
        index=outputs / "index.html",
        record=record,
        changed=changed,
        set_aside=moved,
        unread=[line for ended in pages_made for line in ended.value.unread],
    )


def _links(plans: Sequence[PagePlan], kept: Sequence[Record], request: Request, root: Path) -> list[list[str]]:
    """Return the pages of the new set with their names in links, as the run record holds them."""
    stay = [ReportPlan(entry["notebook"], entry["parameters"]) for entry in kept]
    found = report_links([*(plan.report for plan in plans), *stay], request.year, root)
    return [list(link) for link in found]


def _delete_other_unfinished_notebooks(error: GrantsDataError, pages: Path) -> None:
    """Delete unfinished notebooks of other reports, which were ended because the data or a report failed.

    The message begins with the name of the report that failed. On a full disk that is not known, so all notebooks stay.
    """
    for path in pages.glob("*.ipynb"):
        is_finished = path.with_suffix(".html").exists() or isinstance(error, OutputError)
        if not is_finished and not str(error).startswith((f"{path.stem} ", f"{path.stem}:")):
            path.unlink()


def _entry(plan: PagePlan, pages: Path, ended: Ended) -> Record:
    return report_entry(
        plan.report,
        pages,
        compare_with=plan.compare_with,
        inputs=plan.inputs,
        seconds=ended.value.seconds,
        peak_mib=ended.peak_mib,
    )


def _log_removed_pages(before: Record | None, pages: Path) -> None:
    entries = before["reports"] if before else []
    gone = sorted(entry["page"] for entry in entries if not (pages / entry["page"]).exists())
    if gone:
        _log.info("no longer published: %s", ", ".join(gone))


def _public_hashes(record: Record | None) -> dict[str, str] | None:
    """Return the sha256 of everything that readers see, by name."""
    if record is None:
        return None
    return {name: digest for name, digest in files_of(record).items() if not name.endswith(".ipynb")}


def package_faults(folder: Path) -> list[str]:
    """Return the faults of the tables that `datapackage.json` in a folder describes.

    Each must be there, to the byte: another process has written them, and both must hold the same awards.
    """
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    paths = {folder / resource["path"]: resource["hash"] for resource in package["resources"]}
    return [
        f"{path.name} is not the table that {PACKAGE} describes"
        for path, digest in paths.items()
        if not path.is_file() or digest != f"sha256:{sha256_of(path)}"
    ]
