"""The tasks of a year: its data, its files for others' programs, and each of its reports."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grantsdata.exports.files import TABLE_FILES
from grantsdata.model.report import PlannedReport
from grantsdata.notebooks import code_cells, notebook_path
from grantsdata.processes import FORKS
from grantsdata.proved import is_proved
from grantsdata.sources.files.project import DOWNLOADS
from grantsdata.tasks import Task
from grantsdata.wanted import Wanted


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
    reports: Sequence[PlannedReport],
    promised: Sequence[str],
    needs: Mapping[str, str],
) -> list[Task]:
    """A task of `work.make_page` for each report; `promised` are the pages that will stand beside it.

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
            "promised": [*promised, *(f"{DOWNLOADS}/{name}" for name in TABLE_FILES)],
        }
        says = f"{number + 1} of {len(reports)}: {report.name} for {wanted.year}"
        steps = len(code_cells(paths[number])) + 1  # papermill adds the cell of the parameters
        tasks.append(Task("make_page", root, pages, given, report.name, says, steps, wanted.limits.report_mib, needs))
    return tasks
