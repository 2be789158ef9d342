"""A notebook on disk: its code cells and parameters, read as JSON, without a kernel.

`proved.toml` lists the notebooks that give the same page in a forked process as in a kernel of their own; a test runs
each in both ways and compares every byte. They are identified by a hash of their code, not by name, since a changed
notebook has not been tested.
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from grantsdata.errors import ReportError, reading
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.executed import source_of
from grantsdata.runs.notebooks.parameters import TAG, check_parameters, check_title, parameters_in
from grantsdata.sources.files.plain_file import seen_bytes
from grantsdata.sources.files.text import parsed_json


def notebook_path(report: ReportPlan, root: Path) -> Path:
    """Return the path of a report's notebook."""
    return root / "notebooks" / f"{report.notebook}.ipynb"


def code_cells(path: Path) -> list[Mapping[str, Any]]:
    """Return the code cells of a notebook.

    Raises ReportError if the file is missing or not a notebook, and InputError if it cannot be read.
    """
    if not os.path.lexists(path):
        raise ReportError(f"There is no notebook {path.name} in the notebooks folder.")
    try:
        with reading(path):
            content = seen_bytes(path, path.parents[1])
        cells = parsed_json(content.decode("utf-8"))["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code" and source_of(cell) is not None]
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{path.name} is not a notebook ({type(error).__name__}: {error}).") from None


def notebook_parameters(path: Path) -> dict[str, Any]:
    """Return the names and defaults in a notebook's parameters cell; raise ReportError unless it has exactly one."""
    tagged = [cell for cell in code_cells(path) if TAG in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        raise ReportError(
            f'{path.name} has {len(tagged)} cells with the tag "{TAG}"; expected one, so that a year can be set. '
            f"Add the tag to the cell that holds financial_year."
        )
    return parameters_in(source_of(tagged[0]))


def values_given(report: ReportPlan, year: FinancialYear) -> dict[str, Any]:
    """Return the parameters that a report's notebook is run with."""
    return {**report.parameters, "financial_year": str(year)}


def parameters_of(report: ReportPlan, year: FinancialYear, root: Path) -> dict[str, Any]:
    """Return all parameter values of a report, the notebook's defaults included.

    Raises ParameterError for an unknown name, a wrong type, or a title with a name in braces that the notebook does not
    supply.
    """
    path = notebook_path(report, root)
    defaults, given = notebook_parameters(path), values_given(report, year)
    check_parameters(given, defaults)
    values = defaults | given
    if isinstance(values.get("title"), str):
        check_title(values["title"], [source_of(cell) for cell in code_cells(path)])
    return values


LIST = Path(__file__).with_name("proved.toml")


def is_proved(notebook: Path) -> bool:
    """Return whether `proved.toml` lists the notebook's code; False for a faulty notebook, which fails when it runs."""
    try:
        return code_sha256(notebook) in _proved()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def code_sha256(notebook: Path) -> str:
    """Return one sha256 over the sources of a notebook's code cells, in order."""
    cells = parsed_json(seen_bytes(notebook, notebook.parents[1]).decode("utf-8"))["cells"]
    code = [source_of(cell) for cell in cells if cell["cell_type"] == "code"]
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()


@cache
def _proved() -> frozenset[str]:
    return frozenset(tomllib.loads(LIST.read_text(encoding="utf-8"))["code_sha256"].values())
