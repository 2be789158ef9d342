"""The rules for notebooks: parameters, prose and one-line calls; nothing that was run, nothing of one machine."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[3] / "notebooks").rglob("*.ipynb"))
MOST_LINES = 8

Notebook = dict[str, Any]


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def text_of(cell: dict[str, Any]) -> str:
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def tags(cell: dict[str, Any]) -> list[str]:
    return list(cell["metadata"].get("tags", []))


def trees(notebook: Notebook) -> Iterator[ast.Module]:
    for cell in code_cells(notebook):
        lines = text_of(cell).splitlines()
        yield ast.parse("\n".join("pass" if line.lstrip().startswith(("%", "!")) else line for line in lines))


# Each rule gives what breaks it.


def outputs_are_stripped(notebook: Notebook) -> list[str]:
    return [text_of(cell) for cell in code_cells(notebook) if cell["outputs"]]


def no_cell_has_been_run(notebook: Notebook) -> list[str]:
    return [text_of(cell) for cell in code_cells(notebook) if cell["execution_count"] is not None]


def no_trace_of_a_run_is_kept(notebook: Notebook) -> list[str]:
    found = [str(cell["metadata"]) for cell in notebook["cells"] if set(cell["metadata"]) - {"tags"}]
    found += sorted(set(notebook["metadata"]) - {"kernelspec", "language_info"})
    return found + sorted(set(notebook["metadata"].get("language_info", {})) - {"name"})


def the_kernel_is_python3(notebook: Notebook) -> list[str]:
    name = notebook["metadata"].get("kernelspec", {}).get("name")
    return [] if name == "python3" else [f"kernel {name}"]


def one_cell_holds_the_parameters(notebook: Notebook) -> list[str]:
    tagged = [cell for cell in code_cells(notebook) if "parameters" in tags(cell)]
    if len(tagged) != 1:
        return [f"{len(tagged)} cells are tagged parameters"]
    return [] if tagged[0] is code_cells(notebook)[0] else ["code stands before the parameters"]


def parameters_are_plain_values(notebook: Notebook) -> list[str]:
    found = []
    for cell in code_cells(notebook):
        if "parameters" not in tags(cell):
            continue
        for statement in ast.parse(text_of(cell)).body:
            is_plain = isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
            found += [] if is_plain else [ast.unparse(statement)]
    return found


def nothing_is_defined_or_caught(notebook: Notebook) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try, ast.For, ast.While)
    return [ast.unparse(node) for tree in trees(notebook) for node in ast.walk(tree) if isinstance(node, kinds)]


def no_magic_and_no_shell(notebook: Notebook) -> list[str]:
    lines = [line for cell in code_cells(notebook) for line in text_of(cell).splitlines()]
    return [line for line in lines if re.match(r"\s*[%!]", line)]


def nothing_is_read_hidden_or_dated_by_the_clock(notebook: Notebook) -> list[str]:
    unwanted = re.compile(
        r"read_\w+|open\(|filterwarnings|simplefilter|warnings|today\(|now\(|datetime|savefig|to_csv|to_html"
    )
    return [text_of(cell) for cell in code_cells(notebook) if unwanted.search(text_of(cell))]


def no_path_is_written_out(notebook: Notebook) -> list[str]:
    """Neither as a text in the code, nor by way of the packages for paths."""
    found = []
    for tree in trees(notebook):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                path = re.search(r"[\w.~-]+[/\\][\w.~-]+|^[/~\\]|[A-Z]:\\|\.(csv|toml|html|png|svg)\b", node.value)
                found += [node.value] if path else []
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                found += [name for name in names if name.split(".")[0] in ("os", "sys", "pathlib")]
    return found


def no_cell_is_long(notebook: Notebook) -> list[str]:
    return [text_of(cell) for cell in code_cells(notebook) if len(text_of(cell).splitlines()) > MOST_LINES]


def no_cell_is_empty(notebook: Notebook) -> list[str]:
    return [str(cell["metadata"]) for cell in notebook["cells"] if not text_of(cell).strip()]


def prose_takes_its_figures_from_the_data(notebook: Notebook) -> list[str]:
    """On the page, that is: a cell that is not part of it may give an example."""
    prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown" and "not-in-page" not in tags(cell)]
    return [text_of(cell) for cell in prose if re.search(r"[0-9£%]", text_of(cell))]


def prose_is_not_markup(notebook: Notebook) -> list[str]:
    prose = [text_of(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return [text for text in prose if re.search(r"<[a-z/!]|\$|!\[|https?://", text)]


def headings_descend_by_one_level(notebook: Notebook) -> list[str]:
    """Level one is the page's title, which comes from the data."""
    level, found = 1, []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "markdown" or "not-in-page" in tags(cell):
            continue
        for mark, heading in re.findall(r"^(#+) (.+)$", text_of(cell), re.MULTILINE):
            found += [heading] if len(mark) < 2 or len(mark) > level + 1 else []
            level = len(mark)
    return found


def no_two_tables_have_one_caption(notebook: Notebook) -> list[str]:
    """A caption makes the table's id on the page."""
    calls = [
        node
        for tree in trees(notebook)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "table"
    ]
    captions = [ast.unparse(call.args[1]) for call in calls]
    return sorted({caption for caption in captions if captions.count(caption) > 1})


RULES: list[Callable[[Notebook], list[str]]] = [
    outputs_are_stripped,
    no_cell_has_been_run,
    no_trace_of_a_run_is_kept,
    the_kernel_is_python3,
    one_cell_holds_the_parameters,
    parameters_are_plain_values,
    nothing_is_defined_or_caught,
    no_magic_and_no_shell,
    nothing_is_read_hidden_or_dated_by_the_clock,
    no_path_is_written_out,
    no_cell_is_long,
    no_cell_is_empty,
    prose_takes_its_figures_from_the_data,
    prose_is_not_markup,
    headings_descend_by_one_level,
    no_two_tables_have_one_caption,
]


def test_there_are_notebooks_to_look_at() -> None:
    assert [path.name for path in NOTEBOOKS if path.name == "annual-report.ipynb"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_notebook_keeps_the_rule(path: Path, rule: Callable[[Notebook], list[str]]) -> None:
    assert rule(json.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_notebook_has_a_valid_format(path: Path) -> None:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert notebook.nbformat == 4
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_notebook_is_stored_as_text_that_compares_well(path: Path) -> None:
    """UTF-8 with line feeds, one line of source to a line, a line feed at the end: a change shows as its lines."""
    content = path.read_bytes()
    assert b"\r" not in content and content.endswith(b"\n")
    assert "\\u" not in content.decode("utf-8")
    assert all(isinstance(cell["source"], list) for cell in json.loads(content)["cells"])


# ---- The rules themselves: a notebook that breaks one is caught --------------------------------------


def cell(source: str, kind: str = "code", *its_tags: str, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "metadata": {"tags": [*its_tags]} if its_tags else {}, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {}) | more


GOOD: Notebook = {
    "cells": [
        cell("Example: 2017-18", "markdown", "not-in-page"),
        cell('financial_year = "2017-18"\ninclude_implied = True', "code", "parameters"),
        cell("import grantsdata as gd"),
        cell("## Heading\nProse.\n\n### Below\nMore.", "markdown"),
        cell('table(one, "First, and last")\ntable(two, "Second or third")'),
    ],
    "metadata": {"kernelspec": {"name": "python3"}, "language_info": {"name": "python"}},
}

BROKEN: list[tuple[Callable[[Notebook], list[str]], dict[str, Any]]] = [
    (outputs_are_stripped, cell("x", outputs=[{"output_type": "stream", "text": "x"}])),
    (no_cell_has_been_run, cell("x", execution_count=3)),
    (no_trace_of_a_run_is_kept, cell("x", metadata={"papermill": {"duration": 1}})),
    (one_cell_holds_the_parameters, cell("x = 1", "code", "parameters")),
    (parameters_are_plain_values, cell("x = max(1, 2)", "code", "parameters")),
    (parameters_are_plain_values, cell("import os", "code", "parameters")),
    (nothing_is_defined_or_caught, cell("def f():\n    return 1")),
    (nothing_is_defined_or_caught, cell("class A:\n    x = 1")),
    (nothing_is_defined_or_caught, cell("try:\n    f()\nexcept ValueError:\n    pass")),
    (nothing_is_defined_or_caught, cell("f = lambda x: x")),
    (nothing_is_defined_or_caught, cell("for x in y:\n    f(x)")),
    (no_magic_and_no_shell, cell("%run other.ipynb")),
    (no_magic_and_no_shell, cell("x = 1\n!ls")),
    (no_magic_and_no_shell, cell("%%time\nx = 1")),
    (nothing_is_read_hidden_or_dated_by_the_clock, cell('pd.read_csv("x")')),
    (nothing_is_read_hidden_or_dated_by_the_clock, cell('warnings.filterwarnings("ignore")')),
    (nothing_is_read_hidden_or_dated_by_the_clock, cell("date.today()")),
    (no_path_is_written_out, cell('load("data/raw/2017-18")')),
    (no_path_is_written_out, cell('load("/srv")')),
    (no_path_is_written_out, cell('load("awards.csv")')),
    (no_path_is_written_out, cell('load("C:\\\\Users")')),
    (no_path_is_written_out, cell("from pathlib import Path")),
    (no_path_is_written_out, cell("import os.path")),
    (no_cell_is_long, cell("x = 1\n" * 9)),
    (no_cell_is_empty, cell("  ")),
    (prose_takes_its_figures_from_the_data, cell("The awards come to £5.", "markdown")),
    (prose_takes_its_figures_from_the_data, cell("There are 35 awards.", "markdown")),
    (prose_is_not_markup, cell("<b>Bold</b>", "markdown")),
    (prose_is_not_markup, cell("$x$", "markdown")),
    (headings_descend_by_one_level, cell("# Title", "markdown")),
    (headings_descend_by_one_level, cell("##### Far below", "markdown")),
    (no_two_tables_have_one_caption, cell('table(three, "First, and last", totals=["Total"])')),
]


def test_a_good_notebook_breaks_no_rule() -> None:
    assert {rule.__name__: rule(GOOD) for rule in RULES if rule(GOOD)} == {}


@pytest.mark.parametrize(("rule", "added"), BROKEN, ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(BROKEN)])
def test_a_notebook_that_breaks_a_rule_is_caught(rule: Callable[[Notebook], list[str]], added: dict[str, Any]) -> None:
    bad = deepcopy(GOOD)
    bad["cells"].append(added)
    assert rule(bad)


def test_a_notebook_without_its_kernel_or_its_parameters_is_caught() -> None:
    bad = deepcopy(GOOD)
    bad["metadata"]["kernelspec"]["name"] = "my-env"
    assert the_kernel_is_python3(bad)
    del bad["metadata"]["kernelspec"]
    assert the_kernel_is_python3(bad)
    bad["cells"][1]["metadata"] = {}
    assert one_cell_holds_the_parameters(bad)
    bad["cells"][2]["metadata"] = {"tags": ["parameters"]}
    assert one_cell_holds_the_parameters(bad), "code stands before it"
