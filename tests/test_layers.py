"""Data flows one way: a module imports from its own package and from those before it. The imports are read, not run."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from support.reporting import copied_project

import grantsdata

PACKAGE = Path(grantsdata.__file__).parent

ORDER = (
    "model",
    "sources",
    "awards",
    "reconcile",
    "summaries",
    "report",
    "exports",
    "importers",
    "runs",
    "commands",
    "cli",
)
"""The packages, in the order in which data flows. What lies at the top may be imported from everywhere."""

AT_MOST = 12
"""Modules in a folder: more than that is a folder in which nothing is found."""

ROOMS = {
    "papermill": {"runs.notebooks"},
    "nbconvert": {"runs.notebooks"},
    "nbformat": {"runs.notebooks"},
    "nbclient": {"runs.notebooks"},
    "ipykernel": {"runs.notebooks"},
    "jupyter_client": {"runs.notebooks"},
    "IPython": {"report"},
    "matplotlib": {"report", "report.charts", "report.drawing", "runs"},
    "pydantic": {"model", "model.declared", "model.documents", "model.law", "sources", "sources.files"},
    "gptables": {"exports.workbook"},
    "odfdo": {"exports.workbook"},
    "sqlite3": {"exports", "runs.qa"},
    "jinja2": {"runs.publish"},
    "mistune": {"report.page"},
    "bs4": {
        "importers.documents.web",
        "runs.documents",
        "runs.figures",
        "runs.qa",
        "runs.qa.charts",
        "runs.qa.reading",
    },
    "docx": {"runs.documents", "runs.returns"},
    "argparse": {"cli", "cli.data", "cli.pages", "cli.project"},
    "filelock": {"sources.files"},
    "weasyprint": {"runs.documents"},
    "packaging": {"runs.workers"},
    "polars": {"sources.threesixty"},
    "python_calamine": {"sources.threesixty", "importers.documents.spreadsheets"},
    "rapidfuzz": {"sources.names"},
    "openpyxl": {"exports.workbook", "importers.documents.spreadsheets", "runs.returns"},
    "zipfile": {"sources", "sources.safety", "runs.documents", "runs.qa"},
    "pdfplumber": {"importers.documents.pdf"},
    "pypdfium2": {"importers.documents.pdf", "importers.documents.pdf.letters"},
    "pdfminer": {"importers.documents.pdf"},
    "ctypes": {"sources.files", "sources.safety", "importers.documents.pdf", "importers.documents.pdf.letters"},
    "subprocess": {"sources.files", "sources.safety", "runs.notebooks", "runs.publish"},
    "multiprocessing": {"runs.workers"},
    "tomlkit": {"importers"},
    "distributed": {"runs.workers"},
    "tqdm": {"runs.workers"},
}
"""Outside packages, and the folders that keep each of them to themselves."""

WITHOUT_PANDAS = (
    "sources.names",
    "importers.documents",
    "runs.notebooks",
    "runs.workers",
    "runs.publish",
    "runs.preview",
)
"""Folders whose modules, with all that they import, need no table and therefore start at once."""


def name_of(path: Path) -> str:
    parts = [PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(PATHS[name].read_text(encoding="utf-8"))


def folder_of(name: str) -> str:
    """`runs.qa` for `grantsdata.runs.qa.page` and for that folder's `__init__`; empty for what lies at the top."""
    return ".".join(PATHS[name].relative_to(PACKAGE).parts[:-1])


def room_of(name: str) -> str:
    """The package of the eleven that a module belongs to; `errors` and the like for those at the top."""
    return name.split(".")[1] if "." in name else ""


def nodes(part: ast.AST, at_run: bool) -> Iterator[ast.AST]:
    """All parts of a module; with `at_run` without what only a type checker reads."""
    yield part
    for inner in ast.iter_child_nodes(part):
        if not (at_run and isinstance(inner, ast.If) and ast.unparse(inner.test) == "TYPE_CHECKING"):
            yield from nodes(inner, at_run)


@cache
def imports(name: str, at_run: bool = False) -> tuple[str, ...]:
    """All that a module imports, wherever in it that stands; what it takes from a package may be a module too."""
    found: list[str] = []
    for node in nodes(tree(name), at_run):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively, line {node.lineno}"
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                found.append(module if module in PATHS else str(node.module))
    return tuple(found)


@cache
def ours(name: str, at_run: bool = False) -> set[str]:
    return {one for one in imports(name, at_run) if one.split(".")[0] == "grantsdata"}


@cache
def others(name: str, at_run: bool = False) -> set[str]:
    return {one.split(".")[0] for one in imports(name, at_run)} - {"grantsdata"}


def all_below(name: str) -> set[str]:
    """All of this package that a module loads when it is imported, itself or by way of others."""
    found: set[str] = set()
    waiting = set(ours(name, at_run=True))
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting |= ours(one, at_run=True) - found
    return found


def in_a_room() -> list[str]:
    return [name for name in PATHS if room_of(name) in ORDER]


def may_import(room: str, module: str) -> bool:
    """Whether a module of a package may import another module of this package."""
    other = room_of(module)
    if other in ("", "errors", "arguments"):
        return True
    if room == "summaries":
        return other in ("model", "summaries")
    if room == "report":
        return other in ("model", "report") or module == "grantsdata.summaries.csv_text"
    if room == "importers" and other in ("awards", "reconcile"):
        return False
    return other in ORDER and ORDER.index(other) <= ORDER.index(room)


def test_the_packages_are_those_of_the_order() -> None:
    folders = {room_of(name) for name in PATHS if folder_of(name)}
    assert folders | {"commands"} == set(ORDER)


def test_a_module_imports_only_from_its_package_and_those_before_it() -> None:
    wrong = {name: [one for one in sorted(ours(name)) if not may_import(room_of(name), one)] for name in in_a_room()}
    assert {name: imported for name, imported in wrong.items() if imported} == {}


def test_errors_import_nothing_of_ours() -> None:
    assert ours("grantsdata.errors") == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert [name for name in PATHS if name in all_below(name)] == []


def test_no_folder_holds_more_than_can_be_looked_through() -> None:
    modules = Counter(folder_of(name) for name, path in PATHS.items() if path.name != "__init__.py")
    assert {folder: number for folder, number in modules.items() if number > AT_MOST} == {}


def test_a_module_names_what_it_imports() -> None:
    every = [(name, node) for name in PATHS for node in ast.walk(tree(name)) if isinstance(node, ast.ImportFrom)]
    assert [name for name, node in every if "*" in [alias.name for alias in node.names]] == []


@pytest.mark.parametrize("package", ROOMS)
def test_an_outside_package_keeps_to_its_folders(package: str) -> None:
    """Each of these folders does import it: a rule about nothing would hold for ever."""
    assert {folder_of(name) for name in PATHS if package in others(name)} == ROOMS[package]


def test_nothing_draws_by_way_of_pyplot() -> None:
    assert [
        name for name in PATHS if any(one.startswith(("matplotlib.pyplot", "pylab")) for one in imports(name))
    ] == []


@pytest.mark.parametrize("folder", WITHOUT_PANDAS)
def test_what_needs_no_table_does_without_pandas(folder: str) -> None:
    modules = {name for name in PATHS if f"{folder_of(name)}.".startswith(f"{folder}.")}
    needed = {below for name in modules for below in (name, *all_below(name))}
    assert {one for one in needed if others(one, at_run=True) & {"pandas", "numpy"}} == set()


def test_summaries_neither_read_nor_draw() -> None:
    for name in PATHS:
        if room_of(name) == "summaries":
            assert not others(name) & {"pathlib", "os", "io", "csv", "open", "matplotlib", "IPython"}, name


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh Python has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_neither_papermill_nor_nbconvert() -> None:
    loaded = modules_after("import grantsdata\ngrantsdata.load_awards")
    assert "grantsdata.awards.load" in loaded
    assert not loaded & {"papermill", "nbconvert", "nbclient", "nbformat", "matplotlib", "IPython"}


def test_the_commands_load_papermill_only_when_a_report_is_made() -> None:
    loaded = modules_after("import grantsdata.cli.main")
    assert "grantsdata.sources.files.project" in loaded
    assert not loaded & {"papermill", "nbconvert", "matplotlib", "pandas"}


@pytest.mark.parametrize("arguments", [("--help",), ("report", "--help"), ("report", "--all")])
def test_a_command_that_makes_nothing_loads_neither_tables_nor_charts(
    published: Path, arguments: Sequence[str]
) -> None:
    """Help, and a run in which nothing has changed; nor what only tells of them."""
    line = ["--project", str(published), *arguments]
    loaded = modules_after(
        f"import contextlib\nfrom grantsdata.cli.main import main\nwith contextlib.suppress(SystemExit): main({line})"
    )
    assert "grantsdata.cli.main" in loaded
    assert not loaded & {
        "pandas",
        "numpy",
        "pyarrow",
        "matplotlib",
        "papermill",
        "nbconvert",
        "nbformat",
        "pydantic",
        "jinja2",
        "multiprocessing",
        "rapidfuzz",
    }


@pytest.mark.proof
def test_the_process_that_publishes_loads_neither_tables_nor_charts(tmp_path: Path) -> None:
    """It is one process, and others wait for it: what they send it must not bring all that they have imported."""
    project = copied_project(tmp_path / "project")
    (project / "notebooks" / "reports.toml").write_text('[[reports]]\nnotebook = "disclosure"\n', encoding="utf-8")
    line = ["--project", str(project), "report", "--all", "--quiet"]
    loaded = modules_after(f"from grantsdata.cli.main import main\nassert main({line}) == 0")
    assert {"grantsdata.runs.publish.publish", "multiprocessing"} <= loaded
    assert not loaded & {"pandas", "numpy", "pyarrow", "matplotlib", "papermill", "nbconvert", "nbformat", "IPython"}


def test_check_loads_no_charts(published: Path) -> None:
    loaded = modules_after(f"from grantsdata.cli.main import main\nmain(['--project', {str(published)!r}, 'check'])")
    assert "pandas" in loaded
    assert not loaded & {"matplotlib", "papermill", "nbconvert", "nbformat", "IPython"}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}
    assert not {name.rpartition(".")[2] for name in PATHS} & drawers


def test_the_public_face_is_short_sorted_and_real() -> None:
    names = grantsdata.__all__
    assert list(names) == sorted(names)
    assert len(names) <= 32
    assert dir(grantsdata) == list(names)
    assert all(hasattr(grantsdata, name) for name in names)


def test_every_module_says_what_it_is() -> None:
    assert [name for name in PATHS if not (ast.get_docstring(tree(name)) or "").strip()] == []


def test_every_public_function_and_class_says_what_it_does() -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    every = [(name, node) for name in PATHS for node in tree(name).body if isinstance(node, kinds)]
    public = [(name, node) for name, node in every if not node.name.startswith("_")]
    assert [(name, node.name) for name, node in public if not (ast.get_docstring(node) or "").strip()] == []
