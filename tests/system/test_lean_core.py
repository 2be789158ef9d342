"""The package without its extras loads the same tables, and says in one sentence what each other part needs.

Most tests hide the packages of the extras from a fresh Python; a proof installs the core alone and weighs it.
"""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
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


def test_every_table_of_a_year_is_the_same_without_the_extras() -> None:
    complete, lean = run_python(TABLES), run_python(TABLES, without=hidden())
    assert (complete.returncode, lean.returncode) == (0, 0), lean.stderr
    assert (complete.stderr.split(), lean.stderr.split()) == (["pyarrow"], [])
    assert len(json.loads(lean.stdout)["loaded awards"][0][2]) == 35
    assert json.loads(lean.stdout) == json.loads(complete.stdout)


COMMAND = "from grantsdata.cli.main import main\nraise SystemExit(main(sys.argv[1:]))"


@pytest.mark.parametrize(
    ("arguments", "what", "extra"),
    [
        (["report", "2017-18", "--force"], "Reports need papermill", "report"),
        (["verify", "2017-18"], "Reports need papermill", "report"),
        (["report", "2017-18", "--force", "--dask", "local"], "Clusters need distributed", "cluster"),
        (["export", "2017-18", "--to", "workbook"], "Workbooks need gptables", "export"),
        (["export", "2017-18", "--to", "datapackage"], "Parquet files need pyarrow", "parquet"),
    ],
    ids=lambda value: "-".join(value[:1]) if isinstance(value, list) else "",
)
def test_a_command_without_its_extra_ends_with_one_sentence(
    published: Path, tmp_path: Path, arguments: Sequence[str], what: str, extra: str
) -> None:
    line = [*arguments, "--output", str(tmp_path)] if arguments[0] == "export" else list(arguments)
    done = run_python(COMMAND, "--project", str(published), *line, without=hidden())
    sentence = f'grantsdata: {what}, which is not installed; install it: pip install "grantsdata[{extra}]".'
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (2, "", sentence)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["years"],
        ["check", "2017-18"],
        ["providers"],
        ["matches", "2017-18"],
        ["export", "2017-18", "--to", "360giving"],
        ["export", "2017-18", "--to", "sqlite"],
        ["import", "docs/example/paper-2018-19.docx", "--year", "2018-19"],
    ],
    ids=" ".join,
)
def test_other_commands_need_no_extra(tmp_path: Path, arguments: list[str]) -> None:
    line = [*arguments, "--output", str(tmp_path)] if arguments[0] == "export" else arguments
    lean, complete = (run_python(f"import sys\n{COMMAND}", *line, without=names) for names in (hidden(), None))
    assert "Traceback" not in lean.stderr
    assert (lean.returncode, lean.stdout, lean.stderr) == (complete.returncode, complete.stdout, complete.stderr)


def test_doctor_says_which_extra_reports_need(published: Path) -> None:
    done = run_python(COMMAND, "--project", str(published), "doctor", without=hidden())
    assert done.returncode == 1
    assert (
        'Charts need matplotlib, which is not installed; install it: pip install "grantsdata[report]".' in done.stdout
    )
    assert "Error" not in done.stdout


@pytest.mark.parametrize("module", ["charts", "page", "narrative"])
def test_charts_and_pages_name_their_extra(module: str) -> None:
    done = run_python(f"from grantsdata.report import {module}", without=hidden())
    assert done.stderr.splitlines()[-1].endswith(
        "ExtraError: Charts and pages need matplotlib, which is not installed; "
        'install it: pip install "grantsdata[report]".'
    )


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
