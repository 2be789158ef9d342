"""Checked tables → files in `data/processed/<year>`, for spreadsheets and for other programs.

The folder is rebuilt at will; deleting it loses nothing.
"""

from pathlib import Path

import pandas as pd

from grantsdata import summaries
from grantsdata.awards import load_awards, load_findings, load_paper
from grantsdata.folders import project_folder
from grantsdata.tables import load_budgets, load_measures, load_separate_funds
from grantsdata.years import FinancialYear

_RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


def write_processed(
    year: str | FinancialYear, *, include_implied: bool = True, project: str | Path | None = None
) -> list[Path]:
    """Write one year's tables; returns the files, `awards.csv` and `awards.parquet` first.

    In the CSV files a text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    paper = load_paper(year, project=project)
    awards = load_awards(year, include_implied=include_implied, project=project)
    budgets = load_budgets(year, project=project)
    tables = {
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
        "with-other-contributors": summaries.contributed_awards(awards),
        "key-figures": summaries.key_figures(awards, paper.paper.own_force),
    }
    folder = project_folder(project) / "data" / "processed" / str(paper.financial_year)
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{name}.csv" for name in tables]
    for path, table in zip(written, tables.values(), strict=True):
        _with_decimals(safe_for_spreadsheets(table)).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    parquet = folder / "awards.parquet"
    awards.to_parquet(parquet, index=False)
    return [written[0], parquet, *written[1:]]


def _with_implied(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The breakdown of the budget, with how much of each row's total is implied."""
    of_it = summaries.implied_breakdown(awards, budgets)
    return summaries.budget_breakdown(awards, budgets).assign(implied_gbp=of_it["total_gbp"])


def safe_for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, with an apostrophe before each text that a spreadsheet would take for a formula."""
    safe = table.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]) and not pd.api.types.is_bool_dtype(safe[name]):
            safe[name] = safe[name].astype("object").map(_as_text, na_action="ignore")
    return safe.rename(columns={name: _as_text(name) for name in safe.columns})


def _with_decimals(table: pd.DataFrame) -> pd.DataFrame:
    """Pounds with two decimals, shares with six and other numbers as they are, as texts without binary fractions."""
    shown = table.copy()
    for name in shown.select_dtypes("float"):
        decimals = 6 if str(name).endswith("share") else 2
        form = _plain if name == "value" else f"{{:.{decimals}f}}".format
        shown[name] = shown[name].astype("object").map(form, na_action="ignore")
    return shown


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _as_text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUNS_IN_A_SPREADSHEET) else value
