"""A year's raw data → all that readers get of it, published whole or not at all.

Everything is made and checked in a staging folder beside the published one; then the two change places in one step. A
run that fails, or is ended in the middle, leaves what is published as it was.

`datapackage.json` and the tables beside it: both must be of the same awards, though two processes wrote them.
"""

import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import GrantsDataError, OutputError, ReportError, of_system, visible
from grantsdata.exports.files import PACKAGE
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import check_as_recorded
from grantsdata.runs.notebooks.notebook import parameters_of
from grantsdata.runs.publish.plan import Plan, Wanted, data_task, hand_on_task, page_tasks, plans_for
from grantsdata.runs.publish.release import put_in_place
from grantsdata.runs.publish.run_record import Record, read_record, record_of, report_entry, write_record
from grantsdata.runs.publish.staging import PAGES, staging_folder
from grantsdata.runs.publish.strays import strays
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.scheduler import Making, together
from grantsdata.runs.workers.task import Ended
from grantsdata.sources.files.hashes import sha256_of
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.plain_file import watched
from grantsdata.sources.files.project import ABSENT, DOWNLOADS, check_outputs, project_folder, year_folder

_log = logging.getLogger(__name__)
_details = logging.getLogger("grantsdata.details")  # goes to the log of the run, and not to whoever watches


@dataclass(frozen=True)
class Published:
    """What a run has published: the new pages, the tables for analysts, the index, the record.

    `handed_on` are the files for others' programs, beside the tables. `kept` are the names of the pages that did not
    have to be made again. `changed` tells whether any page, table or other file differs from the one that was published
    before. `set_aside` has a line on each file or folder that was not of the former set and was moved away.
    """

    pages: list[Path]
    kept: list[str]
    tables: list[Path]
    handed_on: list[Path]
    index: Path
    record: Record
    changed: bool
    set_aside: list[str]


def publish(wanted: Wanted, *, project: str | Path | None = None, jobs: int | None = None) -> Published:
    """Make the reports of a year, `jobs` at a time; what it does and what it raises is as of `making`."""
    with Workers(jobs) as workers:
        ((_, result),) = together([lambda: making(wanted, project_folder(project))], workers)
    if isinstance(result, GrantsDataError):
        raise result
    return result


def making(wanted: Wanted, root: Path) -> Making[Published]:
    """Make the reports of a year, write its tables and files for others' programs, and bring the index up to date;
    asks for its tasks as they come.

    The tables and files stand in `data/processed/<year>` and, for readers, in `outputs/<year>/data`. A report whose
    inputs and parameters are those of the page that is published is not made again, unless that is wanted. BusyError if
    another run is at this year; LinkError if a link is where it writes; ReportError if a report failed or what it made
    is not whole; ReconcileError if the run is strict and a finding is an error; otherwise errors of the parameters or
    the raw data. Then nothing is published, and `outputs/failed/<year>` has a log, a record and the notebook that
    failed.
    """
    outputs = root / "outputs"
    former = outputs / str(wanted.year)
    check_outputs(root, wanted.year, strays(former, read_record(former)))
    for report in wanted.reports:
        parameters_of(report, wanted.year, root)
    # What is held back while the sets change places is set free when the run is over: by then it has been published.
    with held(outputs, str(wanted.year)), ExitStack() as held_back, staging_folder(outputs, wanted.year) as staging:
        try:
            return (yield from _making(wanted, root, staging, held_back))
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
    project: str | Path | None = None,
    jobs: int | None = None,
) -> Path:
    """Publish one report beside the others of its year, and return its page; errors as `publish` raises them.

    The page has the notebook's name, with the texts among the parameters added to it.
    """
    given = dict(parameters or {})
    planned = ReportPlan(notebook, given)
    wanted = Wanted(year, [planned], bool(given.get("include_implied", True)), beside_others=True)
    published = publish(wanted, project=project, jobs=jobs)
    return published.index.parent / str(year) / f"{planned.name}.html"


def _making(wanted: Wanted, root: Path, staging: Path, held_back: ExitStack) -> Making[Published]:
    year, outputs, pages = wanted.year, root / "outputs", staging / PAGES
    former, processed = outputs / str(year), root / "data" / "processed" / str(year)
    _log.info("reading data/raw/%s", year)
    year_folder(year, root)
    with watched() as seen:
        plans, kept, inputs = plans_for(wanted, root)
    seen |= wanted.seen
    fresh = [plan for plan in plans if plan.standing is None]
    needs = inputs | {f"outputs/{year}/{DOWNLOADS}/awards.parquet": ""}
    beside = [f"{plan.report.name}.html" for plan in plans] + [entry["page"] for entry in kept]
    reports = [plan.report for plan in fresh]
    try:
        # What is wrong with the data is told first; the reports need not wait for that if a core is idle.
        data, handed, *done = yield [
            data_task(wanted, root, pages, needs, [plan.values for plan in plans]),
            hand_on_task(wanted, root, pages, inputs),
            *page_tasks(wanted, root, pages, reports, beside, inputs),
        ]
    except GrantsDataError as error:
        _forget_the_others(error, pages)
        raise
    _check_whole([fault for ended in (data, handed, *done) for fault in ended.value.faults])
    made = {plan.report.name: _entry(plan, pages, ended) for plan, ended in zip(fresh, done, strict=True)}
    standing = [*kept, *(plan.standing for plan in plans if plan.standing)]
    for entry in standing:
        for kind in ("html", "ipynb"):
            shutil.copyfile(former / f"{entry['name']}.{kind}", pages / f"{entry['name']}.{kind}")
    now = plans_for(wanted, root)[2]
    check_as_recorded(inputs, [*seen, *now.items(), *((file, ABSENT) for file in inputs.keys() - now.keys())])
    record = record_of(
        year,
        asked=wanted.asked,
        whole=not wanted.beside_others,
        include_implied=wanted.include_implied,
        reports=[*kept, *(plan.standing or made[plan.report.name] for plan in plans)],
        folder=pages,
        tables=[*data.value.tables, *handed.value.files],
        inputs=inputs,
        told=data.value.told,
        root=root,
    )
    _check_whole(package_faults(pages / DOWNLOADS))
    write_record(record, pages)
    before = read_record(former)
    changed = _seen(before) != _seen(record)
    _say_what_goes(before, pages)
    moved = put_in_place(year, root, staging, held_back)
    return Published(
        pages=[former / entry["page"] for entry in made.values()],
        kept=[str(entry["name"]) for entry in standing],
        tables=[processed / Path(name).name for name in data.value.tables],
        handed_on=[processed / Path(name).name for name in handed.value.files],
        index=outputs / "index.html",
        record=record,
        changed=changed,
        set_aside=moved,
    )


def _forget_the_others(error: GrantsDataError, pages: Path) -> None:
    """The notebooks of reports that were ended, because the data or another report failed, tell nothing.

    The name of a report that failed begins the message; on a full disk it is not known which one did.
    """
    for path in pages.glob("*.ipynb"):
        is_finished = path.with_suffix(".html").exists() or isinstance(error, OutputError)
        if not is_finished and not str(error).startswith((f"{path.stem} ", f"{path.stem}:")):
            path.unlink()


def _entry(plan: Plan, pages: Path, ended: Ended) -> Record:
    return report_entry(
        plan.report,
        pages,
        compare_with=plan.compare_with,
        inputs=plan.inputs,
        seconds=ended.value.seconds,
        peak_mib=ended.peak_mib,
    )


def _check_whole(faults: Sequence[str]) -> None:
    """ReportError with the first thing that is wrong with the new pages; the log has all of them."""
    if faults:
        _details.error("%s", "\n".join(faults))
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ReportError(f"what was made is not whole: {visible(faults[0], 300)}{more}")


def _say_what_goes(before: Record | None, pages: Path) -> None:
    entries = before["reports"] if before else []
    gone = sorted(entry["page"] for entry in entries if not (pages / entry["page"]).exists())
    if gone:
        _log.info("no longer published: %s", ", ".join(gone))


def _seen(record: Record | None) -> dict[str, str] | None:
    """What readers see, by name and sha256."""
    if record is None:
        return None
    pages = {entry["page"]: entry["sha256"] for entry in record["reports"]}
    return pages | {entry["file"]: entry["sha256"] for entry in record["tables"]}


def package_faults(folder: Path) -> list[str]:
    """What is wrong with the tables that the package in a folder describes: each has to be there, to the byte."""
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    paths = {folder / resource["path"]: resource["hash"] for resource in package["resources"]}
    return [
        f"{path.name} is not the table that {PACKAGE} describes"
        for path, digest in paths.items()
        if not path.is_file() or digest != f"sha256:{sha256_of(path)}"
    ]
