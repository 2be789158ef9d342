"""A notebook and its parameters → an executed notebook and a page; the only user of papermill and nbconvert.

papermill and nbconvert do not say reliably that a run has failed, so what they leave is checked here; whether readers
get it is for `publish` to say.
"""

import json
import logging
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError
from nbconvert import HTMLExporter
from papermill.exceptions import PapermillExecutionError

from grantsdata import errors
from grantsdata.errors import GrantsDataError, OutputError, ParameterError, ReportError, visible
from grantsdata.executed import not_run
from grantsdata.folders import PROJECT_VARIABLE, label
from grantsdata.kernels import KERNEL, connection
from grantsdata.parameters import TAG, check_parameters, check_title, parameters_in
from grantsdata.planned import PlannedReport
from grantsdata.years import FinancialYear

TEMPLATES = Path(__file__).with_name("templates")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """How many seconds a cell and a whole report may take; what takes longer hangs, and would hang for ever."""

    cell_seconds: float = 600
    report_seconds: float = 1800

    def __post_init__(self) -> None:
        for name, seconds in (("--cell-seconds", self.cell_seconds), ("--report-seconds", self.report_seconds)):
            if not 1 <= seconds <= 7 * 24 * 3600:
                raise ParameterError(f"{name} is {seconds}; expected a number of seconds from 1 to a week.")


def notebook_parameters(path: Path) -> dict[str, Any]:
    """The names and defaults of a notebook's parameters cell; ReportError if it has none."""
    tagged = [cell for cell in _cells(path) if TAG in cell.metadata.get("tags", []) and cell.cell_type == "code"]
    if len(tagged) != 1:
        raise ReportError(
            f'{path.name} has {len(tagged)} cells with the tag "{TAG}"; expected one, so that a year can be set. '
            f"Add the tag to the cell that holds financial_year."
        )
    return parameters_in(tagged[0].source)


def parameters_of(report: PlannedReport, year: FinancialYear, root: Path) -> dict[str, Any]:
    """All that a report's notebook will know, its defaults included.

    ParameterError for an unknown name, a wrong type, or a title with a name in braces that the notebook has not.
    """
    path = _source(report, root)
    defaults, given = notebook_parameters(path), _values(report, year)
    check_parameters(given, defaults)
    values = defaults | given
    if isinstance(values.get("title"), str):
        check_title(values["title"], [cell.source for cell in _cells(path) if cell.cell_type == "code"])
    return values


def execute_report(
    report: PlannedReport,
    year: FinancialYear,
    root: Path,
    folder: Path,
    *,
    limits: Limits = Limits(),
    progress_bar: bool = False,
) -> float:
    """Execute a report's notebook into `folder`, with its page beside it; returns the seconds that it took.

    ReportError if the notebook failed, or what a cell raised of this package's errors; the notebook stays in the
    folder as far as it got, and there is no page.
    """
    started = time.monotonic()
    source, executed = _source(report, root), folder / f"{report.name}.ipynb"
    try:
        with _environment(PROJECT_VARIABLE, str(root)):
            failure = _execute(source, executed, _values(report, year), limits, progress_bar)
        failure = failure or _fault_in(executed)
        if failure:
            raise ReportError(f"{report.name} failed: {failure}")
        _without_this_run(executed, source, root)
        page = export_page(executed)
        (folder / f"{report.name}.html").write_text(page, encoding="utf-8", newline="\n")
    except FileNotFoundError as error:
        raise ReportError(f"{report.name} failed: {error}") from error
    except OSError as error:
        raise OutputError.of(folder, error) from error
    return time.monotonic() - started


def export_page(executed: Path) -> str:
    """An executed notebook as one self-contained HTML page, by the template of this package."""
    exporter = HTMLExporter(template_name="grantsdata", extra_template_basedirs=[str(TEMPLATES)])
    html, _ = exporter.from_notebook_node(nbformat.read(executed, as_version=4))
    return str(html)


def _source(report: PlannedReport, root: Path) -> Path:
    return root / "notebooks" / f"{report.notebook}.ipynb"


def _values(report: PlannedReport, year: FinancialYear) -> dict[str, Any]:
    return {**report.parameters, "financial_year": str(year)}


def _cells(path: Path) -> list[Any]:
    try:
        return list(nbformat.read(path, as_version=4).cells)
    except FileNotFoundError:
        raise ReportError(f"There is no notebook {path.name} in the notebooks folder.") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise ReportError(f"{path.name} is not a notebook ({error}).") from None


def _execute(source: Path, executed: Path, values: Mapping[str, Any], limits: Limits, progress_bar: bool) -> str | None:
    """What went wrong, or None; an error of this package's own, such as a ParameterError, is raised again as such."""
    until = time.monotonic() + limits.report_seconds
    try:
        with tempfile.TemporaryDirectory(prefix="grantsdata-") as sockets:
            papermill.execute_notebook(
                str(source),
                str(executed),
                dict(values),
                kernel_name=KERNEL,
                progress_bar=progress_bar,
                cwd=str(source.parent),
                config=connection(sockets),
                extra_arguments=["--log-level=CRITICAL"],
                shutdown_kernel="immediate",  # a graceful end may be cut short, and then says so on standard error
                timeout_func=_seconds_left(limits, until),
            )
    except PapermillExecutionError as error:
        _log.error("%s", _plain("\n".join(error.traceback)))
        kind = getattr(errors, error.ename, None)
        if isinstance(kind, type) and issubclass(kind, GrantsDataError):
            raise kind(f"{executed.stem}: {error.evalue}") from None
        return f"cell {error.cell_index + 1} raised {error.ename}: {_short(error.evalue)}"
    except CellTimeoutError:
        cell = f"cell {_reached(executed)}"
        if time.monotonic() >= until:
            return f"{cell} was still running after {limits.report_seconds:g} s, the limit of a report"
        return f"{cell} took longer than {limits.cell_seconds:g} s, the limit of a cell"
    except (GrantsDataError, OSError):
        raise
    except Exception as error:  # papermill passes on whatever its kernel or its engine raise
        _log.error("papermill raised this", exc_info=True)
        return f"cell {_reached(executed)}: {type(error).__name__}: {_short(str(error))}"
    return None


def _seconds_left(limits: Limits, until: float) -> Callable[[Any], float]:
    """How long the next cell may take; nbclient takes nought for "no limit"."""
    return lambda cell: max(0.001, min(limits.cell_seconds, until - time.monotonic()))


def _short(text: str) -> str:
    """On one line, and no longer than one reads."""
    return visible(" ".join(_plain(text).split()), 300) or "(no message)"


def _plain(text: str) -> str:
    """Without the colours that IPython gives its tracebacks."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _reached(executed: Path) -> int:
    """The number of the last cell that was begun; papermill's own marks call it, and all after it, completed."""
    try:
        cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError):
        return 1
    begun = [number for number, cell in enumerate(cells, start=1) if _times(cell).get("start_time")]
    return begun[-1] if begun else 1


def _times(cell: dict[str, Any]) -> dict[str, Any]:
    return dict(cell["metadata"].get("papermill", {}))


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


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
