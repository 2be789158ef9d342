"""Make the pages of a year whose inputs have changed, in processes that have everything imported."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from grantsdata.errors import GrantsDataError, of_system
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.notebooks.notebook import parameters_of
from grantsdata.runs.preview.site import Site
from grantsdata.runs.preview.watch import SECONDS
from grantsdata.runs.publish.plan import Request, data_task, page_tasks, request_for
from grantsdata.runs.workers.task import Ended, Task, WorkerPool
from grantsdata.sources.files.hashes import fingerprint
from grantsdata.sources.reports import report_links


class Maker:
    """Makes the pages of a year in a temporary folder and puts each into the site as soon as it is made.

    Nothing is written into the project: what is published stays as it is.
    """

    def __init__(self, year: FinancialYear, root: Path, folder: Path, workers: WorkerPool, site: Site) -> None:
        self._year, self._root, self._folder, self._workers, self._site = year, root, folder, workers, site
        self._made: dict[str, object] = {}

    def make(self, has_changed: Callable[[], bool]) -> None:
        """Make what is out of date; the page that a reader looks at comes first. Faults are shown on the pages.

        Ends early, with what is made until then, if `has_changed` says that the inputs are no longer those.
        """
        try:
            folder = Path(mkdtemp(dir=self._folder))
            try:
                faults = self._make_in(folder, has_changed)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        except GrantsDataError as error:
            faults = fault_lines(error)
        except OSError as error:
            faults = fault_lines(of_system(self._folder, error))
        if faults is not None:
            self._site.show_faults(faults)

    def _make_in(self, folder: Path, has_changed: Callable[[], bool]) -> list[str] | None:
        """Return the faults; None if the inputs changed meanwhile, since these faults may be gone."""
        request = request_for(self._year, {}, project=self._root)
        files = Inputs(self._root)
        values = {one.name: parameters_of(one, self._year, self._root) for one in request.reports}
        inputs = {
            one.name: files.of_report(one.notebook, self._year, values[one.name].get("compare_with"))
            for one in request.reports
        }
        needs = files.of_run(inputs.values(), self._year)
        links = report_links(request.reports, self._year, self._root)
        states: dict[str, object] = {
            name: (values[name], fingerprint(of_page), links) for name, of_page in inputs.items()
        }
        self._site.keep([f"{name}.html" for name in states])
        outdated = [one for one in request.reports if self._made.get(one.name) != states[one.name]]
        if not outdated:
            return []
        outdated.sort(key=lambda report: f"{report.name}.html" != self._site.looked_at)
        tasks = self._tasks(request, folder, outdated, list(values.values()), needs)
        faults: dict[Task, list[str]] = {}
        for task, ended in self._ended(tasks, has_changed):
            if ended is None:
                return None
            if ended.error:
                faults[task] = fault_lines(ended.error)
                if task is tasks[0]:  # the raw data is at fault, and each page would only repeat it
                    self._workers.cancel(tasks)
                    return faults[task]
                continue
            faults[task] = ended.value.faults
            if task is not tasks[0]:
                self._site.put(f"{task.name}.html", (folder / f"{task.name}.html").read_bytes())
                self._made[task.name] = states[task.name]
            else:
                for name in (*ended.value.tables, *ended.value.exports):
                    self._site.put(name, (folder / name).read_bytes())
        return [line for task in tasks for line in faults[task]]

    def _tasks(
        self,
        request: Request,
        folder: Path,
        outdated: Sequence[ReportPlan],
        values: Sequence[dict[str, Any]],
        needs: dict[str, str],
    ) -> list[Task]:
        """Return the task of the data and those of the pages."""
        links = report_links(request.reports, self._year, self._root)
        return [
            data_task(request, self._root, folder, needs, values),
            *page_tasks(request, self._root, folder, outdated, links, needs),
        ]

    def _ended(self, tasks: Sequence[Task], has_changed: Callable[[], bool]) -> Iterator[tuple[Task, Ended | None]]:
        """Yield each task with its result when it has ended; at last None as a result if the inputs have changed."""
        for order, task in enumerate(tasks):
            self._workers.submit(task, order)
        missing, looked = len(tasks), time.monotonic()
        while missing:
            for event in self._workers.events():
                if event.kind == "ended":
                    missing -= 1
                    yield event.task, event.value
            if time.monotonic() - looked > SECONDS:
                looked = time.monotonic()
                if has_changed():
                    self._workers.cancel(tasks)
                    yield tasks[0], None
                    return


def fault_lines(error: GrantsDataError) -> list[str]:
    """Return one line for each fault: file, row, column, what was found, what was expected, what to do."""
    return [str(fault) for fault in error.faults] or [str(error)]
