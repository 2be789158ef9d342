"""Make a year's published set again from its run record, and compare the bytes."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grantsdata.errors import GrantsDataError, ReportError, reading
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.notebooks.notebook import parameters_of
from grantsdata.runs.publish.plan import Request, data_task, page_tasks
from grantsdata.runs.publish.release import index_is_as_written
from grantsdata.runs.publish.run_record import Record, checked_record, files_of
from grantsdata.runs.publish.strays import strays
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.scheduler import TaskSteps, run_all
from grantsdata.sources.files.environment import installed
from grantsdata.sources.files.hashes import sha256_of
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.project import SET_ASIDE, project_to_write, year_folder
from grantsdata.sources.reports import report_links


@dataclass(frozen=True)
class Verified:
    """How many files came out as recorded, which did not, and what has changed since the recorded run."""

    same: int
    differences: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def verify(
    year: FinancialYear, *, limits: Limits | None = None, project: str | Path | None = None, jobs: int | None = None
) -> Verified:
    """Make all that is published of a year again in a temporary folder, and compare the bytes.

    The new files and the published ones are compared with the record. Other files in the year's folder, and a changed
    index, are differences too. Raises BusyError while a run is at work on this year; InputError for a file that cannot
    be read; ReportError if there is no run record, or a report fails now.
    """
    root = project_to_write(project)
    outputs = root / "outputs"
    year_folder(year.plain, root)
    with held(outputs, str(year)):
        record = published_record(year, root)
        recorded = files_of(record)
        published = _hashes(outputs / str(year), recorded)
        with tempfile.TemporaryDirectory(prefix="grantsdata-") as made_in, Workers(jobs) as workers:
            request = _as_recorded(record, year, limits or Limits())
            ((_, error),) = run_all([lambda: _made_again(request, root, Path(made_in))], workers)
            if isinstance(error, GrantsDataError):
                raise error
            made = _hashes(Path(made_in), recorded)
        differences = [
            *published_differences(record, published, year, root),
            *(
                f"{name} comes out differently when it is made again"
                for name, digest in recorded.items()
                if made.get(name) != digest
            ),
        ]
        # If published files differ from the record, so does the index; making them again writes it anew.
        if published == recorded and not index_is_as_written(root):
            differences.append(
                "outputs/index.html is not there, or not the index of the pages that are published. "
                "grantsdata report --all writes it anew"
            )
        same = sum(published.get(name) == digest == made.get(name) for name, digest in recorded.items())
        return Verified(same, differences, _reasons(record, changed_inputs(record, year, root)))


def published_record(year: FinancialYear, root: Path) -> Record:
    """Return the run record of a published year. Raises ReportError if there is none; else as `checked_record`."""
    record = checked_record(root / "outputs" / str(year))
    if record is None:
        raise ReportError(f"there is no run record of {year}. Make its reports first: grantsdata report {year}")
    return record


def published_differences(
    record: Record, published: Mapping[str, str], year: FinancialYear, root: Path
) -> Iterator[str]:
    """Yield a sentence for each file of a year's folder that is not as the record has it.

    `published` has the sha256 of each file of the record that is there. Raises InputError if a folder cannot be listed.
    """
    outputs = root / "outputs"
    for name, digest in files_of(record).items():
        if published.get(name) != digest:
            state = "is not there" if name not in published else "is not the one that was made"
            yield f"outputs/{year}/{name} {state}: the record has another sha256"
    for path in strays(outputs / str(year), record):
        yield (
            f"outputs/{path.relative_to(outputs).as_posix()} is not in the record, and no run made it. "
            f"grantsdata report {year} moves it to outputs/{SET_ASIDE}/{year}"
        )


def changed_inputs(record: Record, year: FinancialYear, root: Path) -> list[str]:
    """Return the inputs of a year's set that are not those of the record. Raises the errors of `Inputs`."""
    before = {entry["file"]: entry["sha256"] for entry in record["inputs"]}
    now = _inputs_now(_as_recorded(record, year, Limits()), root)
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _as_recorded(record: Record, year: FinancialYear, limits: Limits) -> Request:
    reports = [
        ReportPlan(entry["notebook"], entry["parameters"], word=bool(entry["documents"])) for entry in record["reports"]
    ]
    return Request(year, reports, record["include_implied"], limits=limits, force=True)


def _made_again(request: Request, root: Path, folder: Path) -> TaskSteps[None]:
    links = report_links(request.reports, request.year, root)
    inputs = _inputs_now(request, root)
    yield [
        data_task(request, root, folder, inputs),
        *page_tasks(request, root, folder, request.reports, links, inputs),
    ]


def _inputs_now(request: Request, root: Path) -> dict[str, str]:
    files = Inputs(root)
    of_reports = (
        files.of_report(report.notebook, request.year, parameters_of(report, request.year, root).get("compare_with"))
        for report in request.reports
    )
    return files.of_run(of_reports, request.year)


def _hashes(folder: Path, names: Mapping[str, str]) -> dict[str, str]:
    with reading(folder):
        return {name: sha256_of(folder / name) for name in names if (folder / name).is_file()}


def _reasons(record: Record, changed: Sequence[str]) -> list[str]:
    """Return what has changed since the record was written: inputs, and versions of packages."""
    now = installed()
    packages = sorted(name for name, version in record["packages"].items() if now.get(name) != version)
    reasons = [f"{name} has changed since" for name in changed]
    reasons += [f"{name} was {record['packages'][name]}, and is {now.get(name, 'not there')}" for name in packages]
    return reasons
