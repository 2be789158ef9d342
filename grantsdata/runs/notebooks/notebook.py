"""A notebook that is to be run, and the parameters that it knows; read as JSON, without a kernel or its packages.

Which notebooks are known to give, run in a forked process, the same page as in a kernel of their own.

They are told by their code, not by their names: a notebook that somebody has changed is another one. `proved.toml` has
them, and a test runs each in both ways and compares every byte.
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
    """Where a report's notebook is."""
    return root / "notebooks" / f"{report.notebook}.ipynb"


def code_cells(path: Path) -> list[Mapping[str, Any]]:
    """The cells of code of a notebook; ReportError if it is not there or is no notebook, InputError if it cannot be
    read."""
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
    """The names and defaults of a notebook's parameters cell; ReportError if it has none."""
    tagged = [cell for cell in code_cells(path) if TAG in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        raise ReportError(
            f'{path.name} has {len(tagged)} cells with the tag "{TAG}"; expected one, so that a year can be set. '
            f"Add the tag to the cell that holds financial_year."
        )
    return parameters_in(source_of(tagged[0]))


def values_given(report: ReportPlan, year: FinancialYear) -> dict[str, Any]:
    """The parameters that a report's notebook is run with."""
    return {**report.parameters, "financial_year": str(year)}


def parameters_of(report: ReportPlan, year: FinancialYear, root: Path) -> dict[str, Any]:
    """All that a report's notebook will know, its defaults included.

    ParameterError for an unknown name, a wrong type, or a title with a name in braces that the notebook has not.
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
    """Whether a notebook is one of those; False too for what is no notebook, which is told where it is run."""
    try:
        return code_sha256(notebook) in _proved()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def code_sha256(notebook: Path) -> str:
    """One sha256 over the sources of a notebook's cells of code, in their order."""
    cells = parsed_json(seen_bytes(notebook, notebook.parents[1]).decode("utf-8"))["cells"]
    code = [source_of(cell) for cell in cells if cell["cell_type"] == "code"]
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()


@cache
def _proved() -> frozenset[str]:
    return frozenset(tomllib.loads(LIST.read_text(encoding="utf-8"))["code_sha256"].values())
