"""A notebook and its parameters → an executed notebook and a page; the only user of papermill and nbconvert.

papermill and nbconvert do not say reliably that a run has failed, so what they leave is checked here; whether readers
get it is for `publish` to say.
"""

import json
import logging
import math
import re
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from grantsdata import errors
from grantsdata.errors import DiedError, GrantsDataError, ReportError, of_system, visible
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.executed import not_run, reached
from grantsdata.runs.notebooks.in_process import WarmEngine
from grantsdata.runs.notebooks.kernels import ARGUMENTS, KERNEL, connection, profile_in
from grantsdata.runs.notebooks.notebook import notebook_path, values_given
from grantsdata.runs.notebooks.own_kernel import ColdEngine
from grantsdata.runs.workers.safe_start import safely
from grantsdata.sources.files.plain_file import seen_bytes
from grantsdata.sources.files.project import PROJECT_VARIABLE, folder_for_sockets, label

CellBegins = Callable[[float, str, int | None], None]

_GRACE = 5.0
"""Seconds that a cell may take beyond its limit before others end it: a kernel is ended at the limit, from here."""

TEMPLATES = Path(__file__).parents[2] / "templates"

WARM, COLD = "grantsdata-warm", "grantsdata-cold"
papermill_engines.register(WARM, WarmEngine)
papermill_engines.register(COLD, ColdEngine)

_log = logging.getLogger(__name__)


def execute_report(
    report: ReportPlan,
    year: FinancialYear,
    root: Path,
    folder: Path,
    *,
    limits: Limits,
    warm: bool = False,
    cell_begins: CellBegins = lambda seconds, complaint, number: None,
    kernel_begins: Callable[[int], None] = lambda process: None,
) -> float:
    """Execute a report's notebook into `folder`, with its page beside it; returns the seconds that it took.

    It runs in a kernel of its own or, if `warm`, in this process, which must then be forked for it and end with it.
    `cell_begins` is told of each cell, with the seconds after which somebody else has to end it, and what is to be said
    then, where {cell} stands for its number, and its number, if that is known; and of the end of the last, with no
    limit and nothing to say. `kernel_begins` is called with the kernel's process, and with 0 once that has ended.
    ReportError if the notebook failed, DiedError if its kernel did, or what a cell raised of this package's errors; the
    notebook stays in the folder as far as it got, and there is no page.
    """
    started = time.monotonic()
    source, executed = notebook_path(report, root), folder / f"{report.name}.ipynb"
    try:
        with safely({PROJECT_VARIABLE: str(root)}):
            values = values_given(report, year)
            content = seen_bytes(source, root)
            clock = _Clock(limits, cell_begins, 0 if warm else _GRACE)
            failure = _execute(content, source, executed, values, clock, warm, kernel_begins)
        cell_begins(math.inf, "", None)
        failure = failure or _fault_in(executed)
        if failure:
            raise ReportError(f"{report.name} failed: {failure}")
        _without_this_run(executed, source, root)
        page = export_page(executed)
        (folder / f"{report.name}.html").write_text(page, encoding="utf-8", newline="\n")
    except FileNotFoundError as error:
        raise ReportError(f"{report.name} failed: {error}") from error
    except OSError as error:
        raise of_system(folder, error) from error
    return time.monotonic() - started


class _Clock:
    """How long the next cell may take, and what to say of one that takes longer."""

    def __init__(self, limits: Limits, cell_begins: CellBegins, grace: float) -> None:
        self.limits = limits
        self.grace = grace
        self.until = time.monotonic() + limits.report_seconds
        self.cell_begins = cell_begins

    def next_cell(self, cell: Any, number: int | None = None) -> float:
        """The seconds left to a cell; nbclient takes nought for "no limit", and does not tell the cell's number."""
        left = max(0.001, self.until - time.monotonic())
        seconds = min(self.limits.cell_seconds, left)
        self.cell_begins(seconds + self.grace, self.complaint(whole=left <= self.limits.cell_seconds), number)
        return seconds

    def complaint(self, *, whole: bool) -> str:
        """What is wrong once the time is over: that of the `whole` report, or of one cell."""
        if whole:
            return f"cell {{cell}} was still running after {self.limits.report_seconds:g} s, the limit of a report"
        return f"cell {{cell}} took longer than {self.limits.cell_seconds:g} s, the limit of a cell"


def export_page(executed: Path) -> str:
    """An executed notebook as one self-contained HTML page, by the template of this package."""
    html, _ = _exporter().from_notebook_node(nbformat.read(executed, as_version=4))
    return str(html)


def warm_exporter() -> None:
    """Have the template compiled, which takes as long as to use it twice."""
    _exporter().from_notebook_node(new_notebook(cells=[new_markdown_cell("x"), new_code_cell("1")]))


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(template_name="grantsdata", extra_template_basedirs=[str(TEMPLATES)])


def _execute(
    content: bytes,
    source: Path,
    executed: Path,
    values: Mapping[str, Any],
    clock: _Clock,
    warm: bool,
    kernel_begins: Callable[[int], None],
) -> str | None:
    """What went wrong, or None; an error of this package's own, such as a ParameterError, is raised again as such."""
    try:
        room = tempfile.TemporaryDirectory(prefix="grantsdata-", dir=folder_for_sockets())
        with room as sockets, profile_in(sockets):
            copy = Path(sockets) / source.name
            copy.write_bytes(content)  # papermill would read the file itself, and perhaps other bytes
            papermill.execute_notebook(
                _literally(copy),
                _literally(executed),
                dict(values),
                engine_name=WARM if warm else COLD,
                kernel_name=KERNEL,
                progress_bar=False,
                cwd=str(source.parent),
                config=connection(sockets),
                extra_arguments=[*ARGUMENTS, "--log-level=CRITICAL"],
                shutdown_kernel="immediate",  # a graceful end may be cut short, and then says so on standard error
                timeout_func=clock.next_cell,
                kernel_begins=kernel_begins,
            )
    except PapermillExecutionError as error:
        _log.error("%s", _plain("\n".join(error.traceback)))
        kind = getattr(errors, error.ename, None)
        if isinstance(kind, type) and issubclass(kind, GrantsDataError):
            raise kind(f"{executed.stem}: {error.evalue}") from None
        return f"cell {error.cell_index + 1} raised {error.ename}: {_short(error.evalue)}"
    except CellTimeoutError:
        return clock.complaint(whole=time.monotonic() >= clock.until).format(cell=reached(executed))
    except DeadKernelError as error:
        raise DiedError(f"{executed.stem} failed: cell {reached(executed)}: DeadKernelError: {error}") from None
    except (GrantsDataError, OSError):
        raise
    except Exception as error:  # papermill passes on whatever its kernel or its engine raise
        _log.error("papermill raised this", exc_info=True)
        return f"cell {reached(executed)}: {type(error).__name__}: {_short(str(error))}"
    return None


def _literally(path: Path) -> str:
    """papermill puts parameters in the place of names in braces, also in a path."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _short(text: str) -> str:
    """On one line, and no longer than one reads."""
    return visible(" ".join(_plain(text).split()), 300) or "(no message)"


def _plain(text: str) -> str:
    """Without the colours that IPython gives its tracebacks."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _fault_in(executed: Path) -> str | None:
    """The first cell that did not run or failed, which papermill may call completed; None if all is well."""
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    return next((_short(fault) for fault in not_run(cells)), None)


def _without_this_run(executed: Path, source: Path, root: Path) -> None:
    """Take out what differs from run to run or tells of this machine: times, paths, the Python, a random identifier.

    The run record has what of it matters.
    """
    node = nbformat.read(executed, as_version=4)
    node.metadata.papermill = {"input_path": label(source, root), "parameters": node.metadata.papermill.parameters}
    node.metadata.language_info.pop("version", None)
    for cell in node.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    nbformat.write(node, executed)
