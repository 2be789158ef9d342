"""`paper.toml` → the paper, or all that is wrong with the declaration, told by its keys."""

import os
from pathlib import Path

from grantsdata.declarations import read_declaration
from grantsdata.errors import Fault, PaperError
from grantsdata.folders import label, project_folder, year_folder
from grantsdata.paper_model import Paper
from grantsdata.years import FinancialYear


def read_paper(year: FinancialYear, project: str | Path | None = None) -> Paper:
    """The paper of one year. YearError if there is none, PaperError with all that is wrong in its description."""
    root = project_folder(project)
    path = year_folder(year, root) / "paper.toml"
    file = label(path, root)
    paper = read_declaration(path, root, Paper, PaperError, "data/raw/README.md", "Describe the paper in it.")
    faults = [*_year_faults(file, paper, year), *_path_faults(file, paper, root)]
    if faults:
        raise PaperError(faults)
    return paper


def table_path(year: FinancialYear, file: str, project: Path) -> Path:
    """Where a table that the year's `paper.toml` names is; a link stays the link that it is."""
    return Path(os.path.normpath(project / "data" / "raw" / str(year) / file))


def _year_faults(file: str, paper: Paper, year: FinancialYear) -> list[Fault]:
    if paper.financial_year == year:
        return []
    step = "Correct the year, or move the folder."
    return [
        Fault(
            file,
            "paper.financial_year is",
            f'"{year}", as the folder is called',
            step,
            text=str(paper.financial_year),
        )
    ]


def _path_faults(file: str, paper: Paper, project: Path) -> list[Fault]:
    named = {f"award_tables[{number}].file": table.file for number, table in enumerate(paper.award_tables, start=1)}
    others = {"separate_funds.file": paper.separate_funds, "measures.file": paper.measures}
    named |= {key: table.file for key, table in others.items() if table}
    step = "Put the table into data/raw and name it from there."
    return [
        Fault(file, f"{key} is outside the data folder:", "a file within data/raw", step, text=name)
        for key, name in named.items()
        if not table_path(paper.financial_year, name, project).is_relative_to(project / "data" / "raw")
    ]
