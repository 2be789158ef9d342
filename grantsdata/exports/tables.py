"""Write a year's checked tables to `data/processed/<year>`, for spreadsheets and for other programs.

The folder can be rebuilt at any time, so deleting it loses nothing.
"""

from pathlib import Path

import pandas as pd

from grantsdata import summaries
from grantsdata.awards.load import load_awards, load_paper
from grantsdata.awards.paper_tables import load_budgets, load_contributions, load_measures, load_separate_funds
from grantsdata.exports.files import TABLE_FILES
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.load import load_findings
from grantsdata.sources.files.project import project_folder
from grantsdata.summaries.csv_text import csv_text


def write_processed(
    year: str | FinancialYear,
    *,
    include_implied: bool = True,
    project: str | Path | None = None,
    folder: Path | None = None,
) -> list[Path]:
    """Write one year's tables into `folder`, by default `data/processed/<year>`, and return the files of TABLE_FILES.

    In the CSV files an apostrophe precedes a text that a spreadsheet would run as a formula. Raises the errors of the
    raw data.
    """
    paper = load_paper(year, project=project)
    tables = year_tables(year, include_implied=include_implied, project=project)
    folder = folder or project_folder(project) / "data" / "processed" / str(paper.financial_year)
    folder.mkdir(parents=True, exist_ok=True)
    assert set(tables) == {Path(name).stem for name in TABLE_FILES}, "each table has its file"
    for name in TABLE_FILES:
        table = tables[Path(name).stem]
        if name.endswith(".csv"):
            (folder / name).write_text(csv_text(table), encoding="utf-8", newline="\n")
        else:
            table.to_parquet(folder / name, index=False)
    return [folder / name for name in TABLE_FILES]


def year_tables(
    year: str | FinancialYear, *, include_implied: bool = True, project: str | Path | None = None
) -> dict[str, pd.DataFrame]:
    """One year's tables by name, as in `files.TABLE_FILES` without ".csv". Raises the errors of the raw data."""
    paper = load_paper(year, project=project)
    awards = load_awards(year, include_implied=include_implied, project=project)
    budgets = load_budgets(year, project=project)
    contributions = load_contributions(year, project=project)
    return {
        "awards": awards,
        "findings": load_findings(year, include_implied=include_implied, project=project),
        "separate-funds": load_separate_funds(year, project=project),
        "measures": load_measures(year, project=project),
        "budget-bridge": summaries.budget_bridge(awards, budgets),
        "budget-breakdown": _with_implied(awards, budgets),
        "by-stream": summaries.awards_by_stream(awards),
        "by-stream-and-provider-type": summaries.awards_by_stream_and_provider_type(awards),
        "by-provider-type": summaries.provider_types_by_basis(awards),
        "by-provider": summaries.providers_ranked(awards),
        "by-payee": summaries.awards_by_payee(awards),
        "by-arrangement": summaries.awards_by_arrangement(awards),
        "by-theme": summaries.awards_by_theme(awards),
        "by-size": summaries.size_bands(awards),
        "by-basis": summaries.awards_by_basis(awards),
        "with-other-contributors": summaries.contributed_awards(awards, contributions),
        "contributions": contributions,
        "key-figures": summaries.key_figures(awards, paper.paper.own_force),
    }


def _with_implied(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The breakdown of the budget, with the implied part of each row's total."""
    implied = summaries.implied_breakdown(awards, budgets)
    return summaries.budget_breakdown(awards, budgets).assign(implied_gbp=implied["total_gbp"])
