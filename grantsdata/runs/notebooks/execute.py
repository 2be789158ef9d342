"""Run a notebook with its parameters and export it as a page. Only this module uses papermill and nbconvert.

They do not report every failure, so this module checks the executed notebook. `publish` decides whether the page goes
to readers.
"""

import json
import logging
import math
import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape, unescape
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
from grantsdata.report.look import on_page
from grantsdata.runs.notebooks.executed import cells_not_run, last_cell_begun
from grantsdata.runs.notebooks.in_process import InProcessEngine
from grantsdata.runs.notebooks.kernels import ARGUMENTS, KERNEL, connection, profile_in
from grantsdata.runs.notebooks.notebook import notebook_path, values_given
from grantsdata.runs.notebooks.own_kernel import OwnKernelEngine
from grantsdata.runs.workers.safe_start import safely
from grantsdata.sources.files.plain_file import seen_bytes
from grantsdata.sources.files.project import PROJECT_VARIABLE, folder_for_sockets, label

CellBegins = Callable[[float, str, int | None], None]
Reports = Sequence[Sequence[str]]
"""The reports of a year to which each page of it links: the file of each page, and its name in links."""

_GRACE = 5.0
"""Seconds beyond a cell's limit after which the parent process ends this one. At the limit itself, nbclient ends the
kernel."""

TEMPLATES = Path(__file__).parents[2] / "templates"

IN_PROCESS, OWN_KERNEL = "grantsdata-in-process", "grantsdata-own-kernel"
papermill_engines.register(IN_PROCESS, InProcessEngine)
papermill_engines.register(OWN_KERNEL, OwnKernelEngine)

_log = logging.getLogger(__name__)


def execute_report(
    report: ReportPlan,
    year: FinancialYear,
    root: Path,
    folder: Path,
    *,
    limits: Limits,
    in_process: bool = False,
    reports: Reports = (),
    cell_begins: CellBegins = lambda seconds, complaint, number: None,
    kernel_begins: Callable[[int], None] = lambda process: None,
) -> float:
    """Execute a report's notebook into `folder` and write its page beside it; return the seconds that this took.

    The page links to `reports`.

    The notebook runs in a kernel of its own or, if `in_process`, in this process, which must have been forked for it
    and must end afterwards. `cell_begins` is called before each cell with the seconds after which the parent must end
    the process, the message for that case ({cell} stands for the cell's number), and the number if it is known. After
    the last cell it is called with no limit and no message. `kernel_begins` is called with the process number of the
    kernel, and with 0 when the kernel has ended.

    Raises ReportError if the notebook failed, DiedError if its kernel ended too early, and any error of this package
    that a cell raised. Then the notebook stays in the folder, as far as it ran, and there is no page.
    """
    started = time.monotonic()
    source, executed = notebook_path(report, root), folder / f"{report.name}.ipynb"
    try:
        with safely({PROJECT_VARIABLE: str(root)}):
            values = values_given(report, year)
            content = seen_bytes(source, root)
            clock = _Clock(limits, cell_begins, 0 if in_process else _GRACE)
            failure = _execute(content, source, executed, values, clock, in_process, kernel_begins)
        cell_begins(math.inf, "", None)
        failure = failure or _fault_in(executed)
        if failure:
            raise ReportError(f"{report.name} failed: {failure}")
        _remove_traces_of_run(executed, source, root)
        write_page(executed, reports)
    except FileNotFoundError as error:
        raise ReportError(f"{report.name} failed: {error}") from error
    except OSError as error:
        raise of_system(folder, error) from error
    return time.monotonic() - started


class _Clock:
    """The time limit of the next cell, and the message if the cell exceeds it."""

    def __init__(self, limits: Limits, cell_begins: CellBegins, grace: float) -> None:
        self.limits = limits
        self.grace = grace
        self.until = time.monotonic() + limits.report_seconds
        self.cell_begins = cell_begins

    def next_cell(self, cell: Any, number: int | None = None) -> float:
        """Return the seconds that a cell may take; never 0, which nbclient takes for "no limit".

        nbclient calls this without the cell's number.
        """
        left = max(0.001, self.until - time.monotonic())
        seconds = min(self.limits.cell_seconds, left)
        self.cell_begins(seconds + self.grace, self.complaint(of_report=left <= self.limits.cell_seconds), number)
        return seconds

    def complaint(self, *, of_report: bool) -> str:
        """Return the message for a time limit that was exceeded: that of the report, or that of one cell."""
        if of_report:
            return f"cell {{cell}} was still running after {self.limits.report_seconds:g} s, the limit of a report"
        return f"cell {{cell}} took longer than {self.limits.cell_seconds:g} s, the limit of a cell"


def export_page(executed: Path, reports: Reports = ()) -> str:
    """Return an executed notebook as one self-contained HTML page, by our template, with links to `reports`."""
    links = {"reports": list(reports), "page": f"{executed.stem}.html"}
    html, _ = _exporter().from_notebook_node(nbformat.read(executed, as_version=4), resources=links)
    return linked(str(html), reports, links["page"])


def linked(html: str, reports: Reports, page: object = "") -> str:
    """Return a page in which names of streams and providers lead to the reports on them, if `reports` has them.

    The name of an award leads to its row in the report on its stream. A provider without a report leads to its row in
    the annual report. A page by itself leads nowhere, so that it is the page that nbconvert makes.
    """
    pages = {name: file for file, name in reports if file != page}
    files = {file for file, _ in reports} if pages else set()

    def link(found: re.Match[str]) -> str:
        place, kind, text = found.groups()
        name = unescape(text.replace("<wbr>", ""))
        address = pages.get(name if kind == "stream" else f"Provider report: {name}")
        if address is None and place and OF_PROVIDERS in files:
            address = f"{'' if page == OF_PROVIDERS else OF_PROVIDERS}#{place}"
        return f'<a data-to="{kind}" href="{escape(address)}">{text}</a>' if address else found[0]

    def to_row(found: re.Match[str]) -> str:
        file = pages.get(unescape(found[2]))
        return f'<a data-to="award" href="{escape(file)}#{found[1]}">{found[3]}</a>' if file else found[0]

    html = re.sub(r'<a data-at="([^"]*)" data-in="([^"]*)" data-to="award">(.*?)</a>', to_row, html)
    html = re.sub(r'<a (?:data-at="([^"]*)" )?data-to="(stream|provider)">(.*?)</a>', link, html)
    return _each_row_once(html)


OF_PROVIDERS = "annual-report.html"
"""The page that has a row for each provider."""


def _each_row_once(html: str) -> str:
    """The page with an address only for the first row of each award or provider, if several tables list it."""
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        is_first = found[1] not in seen
        seen.add(found[1])
        return found[0] if is_first else ""

    return re.sub(r' id="((?:award|provider)-[^"]*)"', once, html)


def write_page(executed: Path, reports: Reports) -> None:
    """Write the page of an executed notebook beside it."""
    executed.with_suffix(".html").write_text(export_page(executed, reports), encoding="utf-8", newline="\n")


def compile_template() -> None:
    """Compile the template by using it once: compiling takes as long as two uses."""
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
    in_process: bool,
    kernel_begins: Callable[[int], None],
) -> str | None:
    """Run the notebook; return what went wrong, or None. Errors of this package that a cell raises are raised again."""
    try:
        room = tempfile.TemporaryDirectory(prefix="grantsdata-", dir=folder_for_sockets())
        with room as sockets, profile_in(sockets):
            copy = Path(sockets) / source.name
            copy.write_bytes(content)  # papermill would read the file again, and it may have changed
            papermill.execute_notebook(
                _escaped_braces(copy),
                _escaped_braces(executed),
                dict(values),
                engine_name=IN_PROCESS if in_process else OWN_KERNEL,
                kernel_name=KERNEL,
                progress_bar=False,
                cwd=str(source.parent),
                config=connection(sockets),
                extra_arguments=[*ARGUMENTS, "--log-level=CRITICAL"],
                shutdown_kernel="immediate",  # a graceful shutdown may be cut short and then writes to standard error
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
        return clock.complaint(of_report=time.monotonic() >= clock.until).format(cell=last_cell_begun(executed))
    except DeadKernelError as error:
        raise DiedError(f"{executed.stem} failed: cell {last_cell_begun(executed)}: DeadKernelError: {error}") from None
    except (GrantsDataError, OSError):
        raise
    except Exception as error:  # papermill passes on any error of its kernel or engine
        _log.error("papermill raised this", exc_info=True)
        return f"cell {last_cell_begun(executed)}: {type(error).__name__}: {_short(str(error))}"
    return None


def _escaped_braces(path: Path) -> str:
    """Double the braces of a path, since papermill replaces names in braces by parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _short(text: str) -> str:
    """Return the text on one line, cut at 300 characters."""
    return visible(" ".join(_plain(text).split()), 300) or "(no message)"


def _plain(text: str) -> str:
    """Return the text without the colour codes of IPython's tracebacks."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _fault_in(executed: Path) -> str | None:
    """Return the fault of the first cell that did not run or failed; None if all ran. papermill may miss such cells."""
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    return next((_short(fault) for fault in cells_not_run(cells)), None)


def _remove_traces_of_run(executed: Path, source: Path, root: Path) -> None:
    """Remove what differs between runs or machines: times, paths, the Python version, a random identifier.

    The style for notebooks is removed too, since the page has its own. The run record holds the Python version and the
    duration.
    """
    node = nbformat.read(executed, as_version=4)
    node.metadata.papermill = {"input_path": label(source, root), "parameters": node.metadata.papermill.parameters}
    node.metadata.language_info.pop("version", None)
    for cell in node.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = on_page(output.data["text/html"])
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    nbformat.write(node, executed)
