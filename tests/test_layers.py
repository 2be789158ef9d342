"""Data flows one way: each module knows only those below it. The imports are read, not run."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from reporting import copied_project

import grantsdata

PACKAGE = Path(grantsdata.__file__).parent

LOW_TO_HIGH = (
    "grantsdata.errors",
    "grantsdata.apart",
    "grantsdata.years",
    "grantsdata.vocabulary",
    "grantsdata.dictionary",
    "grantsdata.naming",
    "grantsdata.name_words",
    "grantsdata.name_rules",
    "grantsdata.suggestions",
    "grantsdata.spellings",
    "grantsdata.periods",
    "grantsdata.identifiers",
    "grantsdata.money",
    "grantsdata.folders",
    "grantsdata.compared",
    "grantsdata.inputs",
    "grantsdata.starting",
    "grantsdata.surroundings",
    "grantsdata.raw_files",
    "grantsdata.kept",
    "grantsdata.raw_text",
    "grantsdata.imports.found",
    "grantsdata.imports.grid",
    "grantsdata.imports.packed",
    "grantsdata.imports.kinds",
    "grantsdata.imports.docx_text",
    "grantsdata.imports.from_docx",
    "grantsdata.imports.pdf_text",
    "grantsdata.imports.pdf_parts",
    "grantsdata.imports.pdf_streams",
    "grantsdata.imports.pdf_pages",
    "grantsdata.imports.pdf_ruled",
    "grantsdata.imports.pdf_unruled",
    "grantsdata.imports.pdf_joined",
    "grantsdata.imports.from_pdf",
    "grantsdata.imports.number_format",
    "grantsdata.imports.sheets",
    "grantsdata.imports.from_xlsx",
    "grantsdata.imports.from_ods",
    "grantsdata.imports.html_ends",
    "grantsdata.imports.from_html",
    "grantsdata.imports.from_csv",
    "grantsdata.imports.reading",
    "grantsdata.imports",
    "grantsdata.notes",
    "grantsdata.publishing_model",
    "grantsdata.paper_parts",
    "grantsdata.award_table_model",
    "grantsdata.paper_model",
    "grantsdata.declarations",
    "grantsdata.paper",
    "grantsdata.header",
    "grantsdata.sources",
    "grantsdata.split_amounts",
    "grantsdata.other_tables",
    "grantsdata.providers",
    "grantsdata.layout",
    "grantsdata.award_cells",
    "grantsdata.tidy",
    "grantsdata.contributions",
    "grantsdata.contract",
    "grantsdata.findings",
    "grantsdata.record",
    "grantsdata.reconcile",
    "grantsdata.grant_columns",
    "grantsdata.grant_cells",
    "grantsdata.workbook",
    "grantsdata.grant_rows",
    "grantsdata.grants",
    "grantsdata.payments",
    "grantsdata.upstream",
    "grantsdata.awards",
    "grantsdata.supplied",
    "grantsdata.tables",
    "grantsdata.decisions",
    "grantsdata.deflators",
    "grantsdata.earlier",
    "grantsdata.board_notes",
    "grantsdata.repairs",
    "grantsdata.unknown_providers",
    "grantsdata.choices",
    "grantsdata.provenance",
    "grantsdata.csv_shape",
    "grantsdata.national_file",
    "grantsdata.tallies",
    "grantsdata.typed_copy",
    "grantsdata.bulk",
    "grantsdata.national",
    "grantsdata",
    "grantsdata.summaries.parts",
    "grantsdata.summaries.breakdowns",
    "grantsdata.summaries.budget",
    "grantsdata.summaries.flow",
    "grantsdata.summaries.listings",
    "grantsdata.summaries.bodies",
    "grantsdata.summaries.outcomes",
    "grantsdata.summaries.reconciliation",
    "grantsdata.summaries.disclosure",
    "grantsdata.summaries.board",
    "grantsdata.summaries.comparison",
    "grantsdata.summaries.matching",
    "grantsdata.summaries.real_terms",
    "grantsdata.summaries.movements",
    "grantsdata.summaries.chains",
    "grantsdata.summaries.decided",
    "grantsdata.summaries.upstream",
    "grantsdata.summaries",
    "grantsdata.wording.forms",
    "grantsdata.wording.annual",
    "grantsdata.wording.streams",
    "grantsdata.wording.bodies",
    "grantsdata.wording.outcomes",
    "grantsdata.wording.reconciliation",
    "grantsdata.wording.disclosure",
    "grantsdata.wording.board",
    "grantsdata.wording.decided",
    "grantsdata.wording.real_terms",
    "grantsdata.wording.comparison",
    "grantsdata.wording",
    "grantsdata.captions.words",
    "grantsdata.captions.bars",
    "grantsdata.captions.flow",
    "grantsdata.captions.ranking",
    "grantsdata.captions.outcomes",
    "grantsdata.captions.reconciliation",
    "grantsdata.captions.disclosure",
    "grantsdata.captions.comparison",
    "grantsdata.captions",
    "grantsdata.drawing",
    "grantsdata.figures.bars",
    "grantsdata.figures.alluvial",
    "grantsdata.figures.flow",
    "grantsdata.figures.ranking",
    "grantsdata.figures.outcomes",
    "grantsdata.figures.reconciliation",
    "grantsdata.figures.disclosure",
    "grantsdata.figures.comparison",
    "grantsdata.figures",
    "grantsdata.csv_text",
    "grantsdata.page.fragment",
    "grantsdata.page.marks",
    "grantsdata.page.prose",
    "grantsdata.page.notes",
    "grantsdata.page.sources",
    "grantsdata.page.tables",
    "grantsdata.page.sections",
    "grantsdata.page.charts",
    "grantsdata.page",
    "grantsdata.processed",
    "grantsdata.exports.origin",
    "grantsdata.exports.giving_fields",
    "grantsdata.exports.giving_values",
    "grantsdata.exports.giving",
    "grantsdata.exports.giving_csv",
    "grantsdata.exports.datapackage",
    "grantsdata.exports.sheets",
    "grantsdata.exports.spreadsheet",
    "grantsdata.exports.database",
    "grantsdata.exports",
    "grantsdata.parameters",
    "grantsdata.executed",
    "grantsdata.proved",
    "grantsdata.limits",
    "grantsdata.proofs.page",
    "grantsdata.proofs.shown",
    "grantsdata.proofs.made",
    "grantsdata.proofs.markup",
    "grantsdata.proofs.privacy",
    "grantsdata.proofs.tables",
    "grantsdata.proofs.charts",
    "grantsdata.proofs.sums",
    "grantsdata.proofs.behind",
    "grantsdata.proofs.totals",
    "grantsdata.proofs.movements",
    "grantsdata.proofs.headlines",
    "grantsdata.proofs.printed",
    "grantsdata.proofs.downloads",
    "grantsdata.proofs.whole",
    "grantsdata.proofs.handed_on",
    "grantsdata.proofs",
    "grantsdata.planned",
    "grantsdata.notebooks",
    "grantsdata.catalogue",
    "grantsdata.unread",
    "grantsdata.marks",
    "grantsdata.check",
    "grantsdata.lines",
    "grantsdata.checklist",
    "grantsdata.locked",
    "grantsdata.kernels",
    "grantsdata.warm",
    "grantsdata.cold",
    "grantsdata.reports",
    "grantsdata.values",
    "grantsdata.changes",
    "grantsdata.tasks",
    "grantsdata.doing",
    "grantsdata.processes",
    "grantsdata.workers",
    "grantsdata.work",
    "grantsdata.remote",
    "grantsdata.cluster",
    "grantsdata.together",
    "grantsdata.progress",
    "grantsdata.wanted",
    "grantsdata.run_record",
    "grantsdata.index",
    "grantsdata.packaged",
    "grantsdata.strays",
    "grantsdata.unchanged",
    "grantsdata.lock",
    "grantsdata.swap",
    "grantsdata.staging",
    "grantsdata.placing",
    "grantsdata.plan",
    "grantsdata.year_tasks",
    "grantsdata.publish",
    "grantsdata.verify",
    "grantsdata.hooks",
    "grantsdata.runs",
    "grantsdata.doctor.condition",
    "grantsdata.doctor.software",
    "grantsdata.doctor.premises",
    "grantsdata.doctor",
    "grantsdata.doctor.lines",
    "grantsdata.telling",
    "grantsdata.paper_text",
    "grantsdata.replacing",
    "grantsdata.added_lines",
    "grantsdata.new_year",
    "grantsdata.imports.printed",
    "grantsdata.imports.columns",
    "grantsdata.imports.rows",
    "grantsdata.imports.sections",
    "grantsdata.imports.sums",
    "grantsdata.imports.proposal",
    "grantsdata.imports.about",
    "grantsdata.importing",
    "grantsdata.import_command",
    "grantsdata.doubtful",
    "grantsdata.register_lines",
    "grantsdata.providers_command",
    "grantsdata.report_command",
    "grantsdata.commands",
    "grantsdata.cli",
    "grantsdata.__main__",
    "grantsdata.preloaded",
)
"""Every module, each above all that it may import."""

ROOMS = {
    "papermill": {"grantsdata.cold", "grantsdata.reports", "grantsdata.warm"},
    "nbconvert": {"grantsdata.reports"},
    "nbformat": {"grantsdata.reports", "grantsdata.warm"},
    "ipykernel": {"grantsdata.warm"},
    "nbclient": {"grantsdata.reports"},
    "jupyter_client": {"grantsdata.kernels"},
    "IPython": {"grantsdata.page.fragment"},
    "matplotlib": {
        "grantsdata.doctor.software",
        "grantsdata.drawing",
        "grantsdata.figures.alluvial",
        "grantsdata.figures.bars",
        "grantsdata.figures.comparison",
        "grantsdata.figures.disclosure",
        "grantsdata.figures.flow",
        "grantsdata.figures.outcomes",
        "grantsdata.figures.ranking",
        "grantsdata.figures.reconciliation",
        "grantsdata.page.charts",
    },
    "pydantic": {
        "grantsdata.award_table_model",
        "grantsdata.paper_parts",
        "grantsdata.catalogue",
        "grantsdata.declarations",
        "grantsdata.paper_model",
        "grantsdata.publishing_model",
    },
    "gptables": {"grantsdata.exports.spreadsheet"},
    "sqlite3": {"grantsdata.exports.database", "grantsdata.proofs.handed_on"},
    "jinja2": {"grantsdata.index"},
    "mistune": {"grantsdata.page.notes"},
    "bs4": {
        "grantsdata.imports.from_html",
        "grantsdata.proofs.charts",
        "grantsdata.proofs.headlines",
        "grantsdata.proofs.markup",
        "grantsdata.proofs.page",
        "grantsdata.proofs.shown",
        "grantsdata.proofs.tables",
    },
    "argparse": {"grantsdata.cli", "grantsdata.report_command"},
    "filelock": {"grantsdata.lock"},
    "packaging": {"grantsdata.locked"},
    "polars": {"grantsdata.bulk"},
    "rapidfuzz": {"grantsdata.spellings"},
    "python_calamine": {"grantsdata.workbook"},
    "docx": {"grantsdata.imports.from_docx"},
    "pdfplumber": {"grantsdata.imports.from_pdf"},
    "pdfminer": {"grantsdata.imports.from_pdf", "grantsdata.imports.pdf_streams"},
    "openpyxl": {"grantsdata.imports.from_xlsx"},
    "odfdo": {"grantsdata.imports.from_ods"},
    "zipfile": {"grantsdata.imports.packed", "grantsdata.proofs.handed_on"},
    "ctypes": {"grantsdata.swap"},
    "subprocess": {"grantsdata.apart", "grantsdata.hooks", "grantsdata.kernels", "grantsdata.surroundings"},
    "multiprocessing": {"grantsdata.doing", "grantsdata.processes", "grantsdata.workers"},
    "tomlkit": {"grantsdata.importing", "grantsdata.new_year", "grantsdata.paper_text"},
    "dask": {"grantsdata.cluster"},
    "distributed": {"grantsdata.cluster", "grantsdata.remote"},
    "tqdm": {"grantsdata.progress"},
}
"""Each package that one part of the house keeps to itself."""

WITHOUT_PANDAS = (
    "errors",
    "years",
    "vocabulary",
    "name_words",
    "name_rules",
    "suggestions",
    "spellings",
    "periods",
    "money",
    "folders",
    "raw_files",
    "raw_text",
    "imports",
    "notes",
    "paper",
    "paper_model",
    "publishing_model",
    "dictionary",
    "packaged",
    "parameters",
    "executed",
    "planned",
    "catalogue",
    "index",
    "inputs",
    "run_record",
    "strays",
    "unchanged",
    "reports",
    "workers",
    "cluster",
    "publish",
    "runs",
    "verify",
    "grant_columns",
    "grant_cells",
    "tallies",
    "typed_copy",
    "bulk",
)
"""These are of use without a table, and start at once."""

BELOW_REPORTS = {
    "grantsdata.cold",
    "grantsdata.errors",
    "grantsdata.executed",
    "grantsdata.years",
    "grantsdata.folders",
    "grantsdata.kernels",
    "grantsdata.limits",
    "grantsdata.naming",
    "grantsdata.notebooks",
    "grantsdata.parameters",
    "grantsdata.planned",
    "grantsdata.raw_files",
    "grantsdata.raw_text",
    "grantsdata.starting",
    "grantsdata.warm",
}
"""All that `reports` may import of this package: it runs a notebook and knows nothing of what is in it."""


def name_of(path: Path) -> str:
    parts = [PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in PATHS.items()}


def imports(name: str) -> Iterator[str]:
    """All that a module imports, wherever in it that stands; what it takes from a package may be a module too."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively, line {node.lineno}"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in PATHS else str(node.module)


def ours(name: str) -> set[str]:
    return {one for one in imports(name) if one.split(".")[0] == "grantsdata"}


def others(name: str) -> set[str]:
    return {one.split(".")[0] for one in imports(name)} - {"grantsdata"}


def all_below(name: str) -> set[str]:
    """All of this package that a module imports, itself or by way of others."""
    found: set[str] = set()
    waiting = ours(name)
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting |= ours(one) - found
    return found


def test_every_module_has_its_place_in_the_order() -> None:
    assert sorted(LOW_TO_HIGH) == sorted(PATHS)


@pytest.mark.parametrize("name", PATHS)
def test_a_module_imports_only_from_below_itself(name: str) -> None:
    place = {one: number for number, one in enumerate(LOW_TO_HIGH)}
    assert {one for one in ours(name) if place.get(one, len(place)) >= place.get(name, -1)} == set()


@pytest.mark.parametrize("name", PATHS)
def test_a_module_names_what_it_imports(name: str) -> None:
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ImportFrom):
            assert "*" not in [alias.name for alias in node.names]


@pytest.mark.parametrize("package", ROOMS)
def test_an_outside_package_keeps_to_its_room(package: str) -> None:
    assert {name for name in PATHS if package in others(name)} <= ROOMS[package]


def test_only_reports_runs_papermill_and_nbconvert() -> None:
    """It does import them: a rule about nothing would hold for ever. So do its engines."""
    assert [name for name in PATHS if "papermill" in others(name)] == sorted(ROOMS["papermill"])
    assert [name for name in PATHS if "nbconvert" in others(name)] == ["grantsdata.reports"]


def test_nothing_draws_by_way_of_pyplot() -> None:
    assert [
        name for name in PATHS if any(one.startswith(("matplotlib.pyplot", "pylab")) for one in imports(name))
    ] == []


@pytest.mark.parametrize("name", WITHOUT_PANDAS)
def test_what_needs_no_table_does_without_pandas(name: str) -> None:
    whole = {f"grantsdata.{name}", *all_below(f"grantsdata.{name}")}
    assert {one for one in whole if others(one) & {"pandas", "numpy"}} == set()


def test_errors_and_vocabulary_import_nothing_of_ours() -> None:
    assert ours("grantsdata.errors") == set()
    assert ours("grantsdata.vocabulary") == set()


def test_reports_knows_nothing_of_the_analysis() -> None:
    assert all_below("grantsdata.reports") <= BELOW_REPORTS


def test_summaries_neither_read_nor_draw() -> None:
    for name in PATHS:
        if name.startswith("grantsdata.summaries"):
            assert not others(name) & {"pathlib", "os", "io", "csv", "open", "matplotlib", "IPython"}, name
            assert {one for one in all_below(name) if not one.startswith("grantsdata.summaries")} <= {
                "grantsdata.vocabulary",
                "grantsdata.contract",
                "grantsdata.errors",
            }


def test_charts_are_given_tables_and_do_not_fetch_them() -> None:
    fetching = {"grantsdata.awards", "grantsdata.tables", "grantsdata.sources", "grantsdata.summaries"}
    for name in ("grantsdata.figures", "grantsdata.captions", "grantsdata.wording", "grantsdata.page"):
        assert not all_below(name) & fetching, name


def test_the_public_face_does_not_lead_to_reports() -> None:
    assert "grantsdata.reports" not in all_below("grantsdata")


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh Python has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_neither_papermill_nor_nbconvert() -> None:
    loaded = modules_after("import grantsdata\ngrantsdata.load_awards")
    assert "grantsdata.awards" in loaded
    assert not loaded & {"papermill", "nbconvert", "nbclient", "nbformat", "matplotlib", "IPython"}


def test_the_commands_load_papermill_only_when_a_report_is_made() -> None:
    loaded = modules_after("import grantsdata.cli")
    assert "grantsdata.folders" in loaded
    assert not loaded & {"papermill", "nbconvert", "matplotlib", "pandas"}


@pytest.mark.parametrize("arguments", [("--help",), ("report", "--help"), ("report", "--all")])
def test_a_command_that_makes_nothing_loads_neither_tables_nor_charts(
    published: Path, arguments: Sequence[str]
) -> None:
    """Help, and a run in which nothing has changed; nor what only tells of them."""
    line = ["--project", str(published), *arguments]
    loaded = modules_after(
        f"from contextlib import suppress\nfrom grantsdata.cli import main\nwith suppress(SystemExit): main({line})"
    )
    assert "grantsdata.cli" in loaded
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


def test_the_process_that_publishes_loads_neither_tables_nor_charts(tmp_path: Path) -> None:
    """It is one process, and others wait for it: what they send it must not bring all that they have imported."""
    project = copied_project(tmp_path / "project")
    (project / "notebooks" / "reports.toml").write_text('[[reports]]\nnotebook = "disclosure"\n', encoding="utf-8")
    line = ["--project", str(project), "report", "--all", "--quiet"]
    loaded = modules_after(f"from grantsdata.cli import main\nassert main({line}) == 0")
    assert {"grantsdata.publish", "multiprocessing"} <= loaded
    assert not loaded & {"pandas", "numpy", "pyarrow", "matplotlib", "papermill", "nbconvert", "nbformat", "IPython"}


def test_check_loads_no_charts(published: Path) -> None:
    loaded = modules_after(f"from grantsdata.cli import main\nmain(['--project', {str(published)!r}, 'check'])")
    assert "pandas" in loaded
    assert not loaded & {"matplotlib", "papermill", "nbconvert", "nbformat", "IPython"}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}
    assert not {name.rpartition(".")[2] for name in PATHS} & drawers


def test_the_public_face_is_short_sorted_and_real() -> None:
    names = grantsdata.__all__
    assert list(names) == sorted(names)
    assert len(names) <= 15
    assert all(hasattr(grantsdata, name) for name in names)


@pytest.mark.parametrize("name", PATHS)
def test_every_module_says_what_it_is(name: str) -> None:
    assert (ast.get_docstring(TREES[name]) or "").strip()


@pytest.mark.parametrize("name", PATHS)
def test_every_public_function_and_class_says_what_it_does(name: str) -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = [node for node in TREES[name].body if isinstance(node, kinds) and not node.name.startswith("_")]
    assert [node.name for node in public if not (ast.get_docstring(node) or "").strip()] == []
