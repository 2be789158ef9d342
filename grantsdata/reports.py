"""A notebook and its parameters → an executed notebook and a page; the only user of papermill and nbconvert.

papermill and nbconvert do not say reliably that a run has failed, so what they leave is checked, and only a whole
report is moved to where readers look.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbconvert import HTMLExporter
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from grantsdata import errors
from grantsdata.errors import GrantsDataError, ReportError
from grantsdata.folders import PROJECT_VARIABLE, label, project_folder, year_folder
from grantsdata.parameters import TAG, check_parameters, parameters_in
from grantsdata.planned import PlannedReport
from grantsdata.years import FinancialYear

KERNEL = "python3"
CELL_SECONDS = 600
"""A cell that takes longer hangs; without a limit it would hang for ever."""
TEMPLATES = Path(__file__).with_name("templates")

_Say = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """A published report: the page that readers open, and the executed notebook beside it."""

    page: Path
    notebook: Path


def make_report(
    year: FinancialYear,
    notebook: str = "annual-report",
    parameters: Mapping[str, Any] | None = None,
    *,
    project: str | Path | None = None,
    progress_bar: bool = False,
    say: _Say = lambda line: None,
) -> Report:
    """Execute `notebooks/<notebook>.ipynb` for one year and publish its page in `outputs/<year>`.

    The page has the notebook's name, with the texts among the parameters added to it. YearError or ParameterError,
    ReportError if the notebook failed (it is then kept under `outputs/failed`), or what a cell raised of this
    package's errors; then nothing is published, and what stood there stays as it was.
    """
    planned = PlannedReport(notebook, dict(parameters or {}))
    (made,) = make_reports(year, [planned], project=project, progress_bar=progress_bar, say=say)
    return made


def make_reports(
    year: FinancialYear,
    planned: Sequence[PlannedReport],
    *,
    project: str | Path | None = None,
    progress_bar: bool = False,
    say: _Say = lambda line: None,
) -> list[Report]:
    """Make one year's reports, as `make_report` does; they are published together, once all of them are whole."""
    root = project_folder(project)
    year_folder(year, root)
    for report in planned:
        check_parameters(_values(report, year), notebook_parameters(_source(report, root)))
    _check_kernel()
    outputs = root / "outputs"
    outputs.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=outputs, prefix=".staging-") as folder:
        staging = Path(folder)
        for number, report in enumerate(planned, start=1):
            say(f"{number} of {len(planned)}: {report.name} for {year}")
            _make(report, year, root, staging, progress_bar)
        published = outputs / str(year)
        published.mkdir(exist_ok=True)
        for made in sorted(staging.iterdir()):
            made.replace(published / made.name)
    for report in planned:
        (outputs / "failed" / str(year) / f"{report.name}.ipynb").unlink(missing_ok=True)
    return [Report(published / f"{report.name}.html", published / f"{report.name}.ipynb") for report in planned]


def _make(report: PlannedReport, year: FinancialYear, root: Path, staging: Path, progress_bar: bool) -> None:
    """The executed notebook and its page in the staging folder; ReportError if the notebook failed."""
    source = _source(report, root)
    executed = staging / f"{report.name}.ipynb"
    with _environment(PROJECT_VARIABLE, str(root)):
        failure = _execute(source, executed, _values(report, year), progress_bar)
    failure = failure or _fault_in(executed)
    if failure:
        kept = _kept(executed, root / "outputs" / "failed" / str(year), root)
        raise ReportError(f"{report.name} for {year} failed: {failure}\nNothing was published. {kept}")
    _without_paths(executed, source, root)
    page = export_page(executed)
    (staging / f"{report.name}.html").write_text(page, encoding="utf-8", newline="\n")


def _source(report: PlannedReport, root: Path) -> Path:
    return root / "notebooks" / f"{report.notebook}.ipynb"


def _values(report: PlannedReport, year: FinancialYear) -> dict[str, Any]:
    return {**report.parameters, "financial_year": str(year)}


def notebook_parameters(path: Path) -> dict[str, Any]:
    """The names and defaults of a notebook's parameters cell; ReportError if it has none."""
    try:
        cells = nbformat.read(path, as_version=4).cells
    except FileNotFoundError:
        raise ReportError(f"There is no notebook {path.name} in the notebooks folder.") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise ReportError(f"{path.name} is not a notebook ({error}).") from None
    tagged = [cell for cell in cells if TAG in cell.metadata.get("tags", []) and cell.cell_type == "code"]
    if len(tagged) != 1:
        raise ReportError(
            f'{path.name} has {len(tagged)} cells with the tag "{TAG}"; expected one, so that a year can be set. '
            f"Add the tag to the cell that holds financial_year."
        )
    return parameters_in(tagged[0].source)


def export_page(executed: Path) -> str:
    """An executed notebook as one self-contained HTML page, by the template of this package."""
    exporter = HTMLExporter(template_name="grantsdata", extra_template_basedirs=[str(TEMPLATES)])
    html, _ = exporter.from_notebook_node(nbformat.read(executed, as_version=4))
    return str(html)


def _execute(source: Path, executed: Path, values: dict[str, Any], progress_bar: bool) -> str | None:
    """What went wrong, or None; an error of this package's own, such as a ParameterError, is raised again as such."""
    try:
        with tempfile.TemporaryDirectory(prefix="grantsdata-") as sockets:
            papermill.execute_notebook(
                str(source),
                str(executed),
                values,
                kernel_name=KERNEL,
                progress_bar=progress_bar,
                cwd=str(source.parent),
                config=_connection(sockets),
                extra_arguments=["--log-level=CRITICAL"],
                shutdown_kernel="immediate",  # a graceful end may be cut short, and then says so on standard error
                execution_timeout=CELL_SECONDS,
            )
    except PapermillExecutionError as error:
        kind = getattr(errors, error.ename, None)
        if isinstance(kind, type) and issubclass(kind, GrantsDataError):
            raise kind(f"{executed.stem}: {error.evalue}\nNothing was published.") from None
        return f"cell {error.cell_index + 1} raised {error.ename}: {error.evalue}"
    except (GrantsDataError, KeyboardInterrupt):
        raise
    except Exception as error:  # papermill passes on whatever its kernel, its engine or the disk raise
        return f"{type(error).__name__}: {error}"
    return None


def _connection(folder: str) -> Config:
    """Sockets in a folder of this run's own: a network port may be taken between its choice and its use.

    Windows has no such sockets, and takes ports.
    """
    if os.name == "nt":
        return Config()
    return Config(KernelManager={"transport": "ipc", "connection_file": str(Path(folder) / "kernel.json")})


def _fault_in(executed: Path) -> str | None:
    """A cell that did not run, which papermill may call completed: only its execution count tells the truth."""
    for number, cell in enumerate(nbformat.read(executed, as_version=4).cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if cell.execution_count is None:
            return f"cell {number} was never run"
        for output in cell.outputs:
            if output.output_type == "error":
                return f"cell {number} raised {output.ename}: {output.evalue}"
    return None


def _kept(executed: Path, folder: Path, root: Path) -> str:
    if not executed.exists():
        return "The notebook did not start."
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(executed, folder / executed.name)
    return f"The notebook, as far as it got: {label(folder / executed.name, root)}"


def _without_paths(executed: Path, source: Path, root: Path) -> None:
    """papermill notes the paths of this machine in the notebook; readers get those within the project."""
    node = nbformat.read(executed, as_version=4)
    node.metadata.papermill.update(input_path=label(source, root), output_path=executed.name)
    nbformat.write(node, executed)


def _check_kernel() -> None:
    """The kernel is looked up by name, so another environment's could answer to it."""
    try:
        command = Path(KernelSpecManager().get_kernel_spec(KERNEL).argv[0])
    except NoSuchKernel:
        raise ReportError(f"There is no kernel {KERNEL}. Install ipykernel into this environment.") from None
    if command.is_absolute() and not (command.exists() and command.samefile(sys.executable)):
        raise ReportError(
            f"The kernel {KERNEL} belongs to another Python ({command}). "
            f"Run: {sys.executable} -m ipykernel install --sys-prefix"
        )


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
