"""A notebook that is to be run, and the parameters that it knows; read as JSON, without a kernel or its packages."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grantsdata.errors import ReportError, reading
from grantsdata.executed import source_of
from grantsdata.model.report import PlannedReport
from grantsdata.model.years import FinancialYear
from grantsdata.parameters import TAG, check_parameters, check_title, parameters_in
from grantsdata.sources.files.plain_file import seen_bytes
from grantsdata.sources.files.text import parsed_json


def notebook_path(report: PlannedReport, root: Path) -> Path:
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


def values_given(report: PlannedReport, year: FinancialYear) -> dict[str, Any]:
    """The parameters that a report's notebook is run with."""
    return {**report.parameters, "financial_year": str(year)}


def parameters_of(report: PlannedReport, year: FinancialYear, root: Path) -> dict[str, Any]:
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
