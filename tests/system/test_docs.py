"""What the documents say is what the project does."""

import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from grantsdata.cli.main import main
from grantsdata.model.schema import AWARD_COLUMNS
from grantsdata.runs.notebooks.notebook import notebook_parameters

pytestmark = pytest.mark.usefixtures("style_undone")

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
REPORTS = (ROOT / "docs" / "reference" / "reports.md").read_text(encoding="utf-8")
RAW_README = (ROOT / "data" / "raw" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", AWARD_COLUMNS, ids=lambda column: column.name)
def test_the_dictionary_has_each_column_of_the_awards_table(column):
    standard = f"`{column.standard}`" if column.standard else ""
    cells = [f"`{column.name}`", column.dtype, column.unit, column.meaning, standard]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in RAW_README.splitlines()]
    assert cells in rows


def test_the_dictionary_has_no_other_columns():
    dictionary = RAW_README.split("## The awards table")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)`", dictionary, re.MULTILINE) == [column.name for column in AWARD_COLUMNS]


def test_each_make_target_is_explained():
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(targets) >= 6
    for target in set(targets) - {"help"}:
        assert f"`make {target}`" in INSTALL


def test_the_readme_is_one_screen_with_the_two_commands():
    assert len(README.splitlines()) <= 60
    assert "```\nmake report\nmake test\n```" in README


def test_each_command_has_an_example(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.MULTILINE)
    assert "report" in commands
    for command in commands:
        assert f"grantsdata {command}" in COMMANDS


def test_each_parameter_of_the_notebook_is_explained_with_its_default():
    for name, default in notebook_parameters(ROOT / "notebooks" / "annual-report.ipynb").items():
        shown = f'"{default}"' if isinstance(default, str) else str(default)
        assert f"| `{name}` | `{shown}` |" in REPORTS


DOCUMENTS = ["README.md", "CONTRIBUTING.md", "data/raw/README.md", "notebooks/README.md"]
PAGES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))]


OF_A_READER = (
    "data/processed", "data/exports", "data/raw/2018-19", "data/raw/2024-25", "data/raw/2025-26",
    "data/raw/deflators.csv", "data/raw/successors.csv", "data/raw/sentences.txt",
)  # fmt: skip
"""What a run makes, or somebody adds to a project."""


@pytest.mark.parametrize("document", [*DOCUMENTS, *PAGES])
def test_each_file_that_a_document_names_or_links_is_there(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:data|docs|notebooks|schedule|tests|grantsdata)/[\w./-]+)`", text)
    linked = re.findall(r"\]\(([\w./-]+)\)", text)
    assert [name for name in named if not (name.startswith(OF_A_READER) or (ROOT / name).exists())] == []
    assert [name for name in linked if not (ROOT / document).parent.joinpath(name).exists()] == []


def test_the_example_in_the_readme_runs():
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    names: dict[str, object] = {}
    exec(code[1], names)
    assert len(names["awards"]) == 35


NOTEBOOKS_README = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_each_notebook_is_explained_with_its_parameters(notebook):
    (row,) = [line for line in NOTEBOOKS_README.splitlines() if line.startswith(f"| `{notebook.stem}` |")]
    named = re.findall(r"`(\w+)`", row.split("|")[3])
    assert named == [name for name in notebook_parameters(notebook) if name not in ("financial_year", "title")]


def test_each_key_of_the_list_of_reports_is_explained():
    text = (ROOT / "notebooks" / "reports.toml").read_text(encoding="utf-8")
    keys = set(re.findall(r"^(\w+) =", text, re.MULTILINE))
    assert keys == set(re.findall(r"^\| `(\w+)`", NOTEBOOKS_README.split("## `reports.toml`")[1], re.MULTILINE))


def conf() -> Any:
    """docs/conf.py, which makes parts of the documentation from the code."""
    spec = spec_from_file_location("docs_conf", ROOT / "docs" / "conf.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_keys_of_paper_toml_are_listed_as_the_models_have_them() -> None:
    text = (ROOT / "data" / "raw" / "README.md").read_text(encoding="utf-8")
    assert text == conf().with_keys(text), "write them anew: python docs/conf.py"
    assert "| `section_rows` | optional | what the headings in rows between the awards are about" in text


def test_each_key_of_paper_toml_has_a_meaning() -> None:
    parts = conf().PARTS.values()
    assert [
        (part.__name__, name) for part in parts for name, one in part.model_fields.items() if not one.description
    ] == []
    inside = {one for part in parts for field in part.model_fields.values() for one in models_in(field.annotation)}
    assert inside <= set(parts), "a part of the file that is not listed"


def models_in(annotation: Any) -> Iterator[Any]:
    """The models that a type names, such as Stream in list[Stream]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in getattr(annotation, "__args__", ()):
        yield from models_in(one)
