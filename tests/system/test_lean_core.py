"""The package without its extras loads the same tables, and says in one sentence what each other part needs.

Most tests hide the packages of the extras from a fresh Python; a proof installs the core alone and weighs it.
"""

import json
import os
import subprocess
import sys
import venv
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest
from packaging.utils import canonicalize_name

from grantsdata.errors import ExtraError, check_installed
from grantsdata.runs.workers.packages import needed_by

REPOSITORY = Path(__file__).parents[2]
CORE = {"pandas", "pydantic", "tomlkit", "rapidfuzz", "filelock"}
MOST_BYTES = 250_000_000

HIDE = """
import sys
from importlib.abc import MetaPathFinder

class Hidden(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

import importlib.util
finding = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name in HIDDEN else finding(name, *more)
sys.meta_path.insert(0, Hidden())
"""
"""Python cannot import, nor find, what is in HIDDEN: as if it had not been installed."""

TABLES = """
import json, re, sys
import grantsdata as gd
from grantsdata import summaries
from grantsdata.awards.load import open_year
from grantsdata.exports.tables import year_tables
tables = {"loaded awards": gd.load_awards("2017-18"), "loaded findings": gd.load_findings("2017-18")}
tables |= {"by theme": summaries.awards_by_theme(tables["loaded awards"]), **year_tables(open_year("2017-18"))}
named = lambda dtype: re.sub(r"storage='[a-z]+', ", "", repr(dtype))
print(json.dumps({
    name: [[str(column), named(table.dtypes[column]), table[column].tolist()] for column in table.columns]
    for name, table in tables.items()
}, default=str))
print(*sorted(name for name in sys.modules if name in ("pyarrow", "matplotlib")), file=sys.stderr)
"""
"""Every table of a year, with the type and the values of each column; on standard error, what was imported.

pandas keeps texts in memory in another way without pyarrow. The type is `str` both times, and compares as equal.
"""


def hidden() -> set[str]:
    """The modules of all packages that the core does not bring."""
    core = {name for package in CORE for name in needed_by(package)} | CORE | {"grantsdata", "pip", "setuptools"}
    return {
        module
        for module, packages in packages_distributions().items()
        if not {canonicalize_name(name) for name in packages} & core and not module.startswith("_")
    }


def run_python(code: str, *arguments: str, without: set[str] | None = None) -> subprocess.CompletedProcess[str]:
    hiding = f"HIDDEN = {sorted(without)!r}{HIDE}" if without else ""
    return subprocess.run(
        [sys.executable, "-c", hiding + code, *arguments],
        cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False, env=os.environ | {"PYTHONHASHSEED": "0"},
    )  # fmt: skip


def test_what_is_hidden_is_what_the_extras_bring() -> None:
    assert {"pyarrow", "matplotlib", "papermill", "IPython", "bs4", "jinja2", "polars", "openpyxl"} <= hidden()
    assert not {"pandas", "numpy", "pydantic", "pydantic_core", "dateutil", "tomlkit", "rapidfuzz"} & hidden()


REFUSED = {
    ("report", "2017-18", "--force"): ("Reports need papermill", "report"),
    ("verify", "2017-18"): ("Reports need papermill", "report"),
    ("pdf", "2017-18"): ("PDFs need weasyprint", "pdf"),
    ("archive", "2017-18"): ("Archives need jinja2", "report"),
    ("report", "2017-18", "--force", "--dask", "local"): ("Clusters need distributed", "cluster"),
    ("export", "2017-18", "--to", "workbook"): ("Workbooks need gptables", "export"),
    ("export", "2017-18", "--to", "ods"): ("OpenDocument workbooks need odfdo", "export"),
    ("export", "2017-18", "--to", "datapackage"): ("Parquet files need pyarrow", "parquet"),
}
"""Commands that need an extra, with the sentence that names what is missing, and the extra."""
SERVED = (
    ("years",),
    ("check", "2017-18"),
    ("providers",),
    ("matches", "2017-18"),
    ("export", "2017-18", "--to", "360giving"),
    ("export", "2017-18", "--to", "sqlite"),
    ("import", "docs/example/paper-2018-19.docx", "--year", "2018-19"),
)
"""Commands that need none."""
MODULES = ("charts", "page", "narrative")

COMMANDS = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from grantsdata.cli.main import main

def ended(run, *arguments):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = run(*arguments)
        except (Exception, SystemExit) as error:
            code = repr(error)
    return [code, out.getvalue(), err.getvalue()]

told = {" ".join(line[2]): ended(main, [*line[:2], *line[2], *line[3:]]) for line in COMMANDS}
told |= {name: ended(import_module, f"grantsdata.report.{name}") for name in MODULES}
print(json.dumps(told, default=repr))
"""
"""Run commands and import modules one after the other, since what is hidden stays so; print what each came to."""


def told_by(project: Path, folder: Path, *lines: tuple[str, ...], lean: bool) -> dict[str, tuple[object, str, str]]:
    """Command → its exit code and what it printed; module → the error that its import raises."""
    commands = [
        ["--project", str(project), line, *(["--output", str(folder)] if line[0] == "export" else [])] for line in lines
    ]
    given = f"COMMANDS = {commands!r}\nMODULES = {MODULES if lean else ()!r}\n"
    done = run_python(given + COMMANDS, without=hidden() if lean else None)
    assert done.returncode == 0, done.stderr
    return {name: (code, out, err) for name, (code, out, err) in json.loads(done.stdout).items()}


@pytest.fixture(scope="module")
def lean(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[object, str, str]]:
    """What each command comes to without the extras."""
    folder = tmp_path_factory.getbasetemp() / "exported"
    return told_by(published, folder, *REFUSED, *SERVED, ("doctor",), lean=True)


@pytest.fixture(scope="module")
def complete(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[object, str, str]]:
    """The same with them, of those that need none."""
    return told_by(published, tmp_path_factory.getbasetemp() / "exported", *SERVED, lean=False)


def test_every_table_of_a_year_is_the_same_without_the_extras() -> None:
    complete, lean = run_python(TABLES), run_python(TABLES, without=hidden())
    assert (complete.returncode, lean.returncode) == (0, 0), lean.stderr
    assert (complete.stderr.split(), lean.stderr.split()) == (["pyarrow"], [])
    assert len(json.loads(lean.stdout)["loaded awards"][0][2]) == 35
    assert json.loads(lean.stdout) == json.loads(complete.stdout)


@pytest.mark.parametrize("line", REFUSED, ids=" ".join)
def test_a_command_without_its_extra_ends_with_one_sentence(
    line: tuple[str, ...], lean: dict[str, tuple[object, str, str]]
) -> None:
    what, extra = REFUSED[line]
    code, out, err = lean[" ".join(line)]
    sentence = f'grantsdata: {what}, which is not installed; install it: pip install "grantsdata[{extra}]".'
    assert (code, out, err.splitlines()[-1]) == (2, "", sentence)
    assert "Traceback" not in err


@pytest.mark.parametrize("line", SERVED, ids=" ".join)
def test_other_commands_need_no_extra(
    line: tuple[str, ...], lean: dict[str, tuple[object, str, str]], complete: dict[str, tuple[object, str, str]]
) -> None:
    assert lean[" ".join(line)] == complete[" ".join(line)]
    assert "Traceback" not in lean[" ".join(line)][2] and "Error" not in str(lean[" ".join(line)][0])


def test_doctor_says_which_extra_reports_need(lean: dict[str, tuple[object, str, str]]) -> None:
    code, out, _ = lean["doctor"]
    assert code == 1
    assert 'Charts need matplotlib, which is not installed; install it: pip install "grantsdata[report]".' in out
    assert "Error" not in out


@pytest.mark.parametrize("module", MODULES)
def test_charts_and_pages_name_their_extra(module: str, lean: dict[str, tuple[object, str, str]]) -> None:
    sentence = 'Charts and pages need matplotlib, which is not installed; install it: pip install "grantsdata[report]".'
    assert sentence in str(lean[module][0])


@pytest.mark.parametrize(
    ("has_pip", "stamp", "command"),
    [
        (True, "", 'pip install "grantsdata[import]"'),
        (False, ".reports-stamp", "make setup"),
        (False, "", 'uv pip install "grantsdata[import]"'),
    ],
    ids=["pip", "make", "uv"],
)
def test_the_command_is_one_that_works_in_this_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, has_pip: bool, stamp: str, command: str
) -> None:
    """`make report` sets up an environment without pip and without the readers of papers; uv one without pip."""
    monkeypatch.setitem(sys.modules, "pip", ModuleType("pip") if has_pip else None)
    if has_pip:
        sys.modules["pip"].__spec__ = ModuleSpec("pip", None)
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    if stamp:
        (tmp_path / stamp).touch()
    with pytest.raises(ExtraError) as raised:
        check_installed("PDFs", "import", "json", "pdfplumber", otherwise=", or save it as CSV")
    sentence = f"PDFs need pdfplumber, which is not installed; install it: {command}, or save it as CSV."
    assert str(raised.value) == sentence


def test_nothing_is_said_of_what_is_installed() -> None:
    check_installed("Tables", "none", "json", "csv")


@pytest.mark.proof
def test_the_core_alone_is_light_and_loads_the_same_tables(tmp_path: Path) -> None:
    """Installed from a wheel into a new environment, as `pip install grantsdata` does."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path)]
    subprocess.run([*build, str(REPOSITORY)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "core", with_pip=False)
    python = str(tmp_path / "core" / "bin" / "python")
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    subprocess.run([*install, "--constraint", str(REPOSITORY / "constraints.txt"), str(wheel)], check=True)
    size = sum(path.stat().st_size for path in (tmp_path / "core").rglob("*") if path.is_file())
    assert size <= MOST_BYTES
    project = os.environ | {"GRANTSDATA_PROJECT": str(REPOSITORY), "PYTHONHASHSEED": "0"}
    lean = subprocess.run(
        [python, "-c", TABLES], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True, env=project
    )
    assert json.loads(lean.stdout) == json.loads(run_python(TABLES).stdout)
