"""Write a year's checked tables as files, for spreadsheets and for other programs."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from grantsdata import summaries
from grantsdata.awards.agreements.load import (
    load_agreements,
    load_conditions,
    load_payments,
    load_returns,
    load_single_tenders,
    load_variations,
)
from grantsdata.awards.documents.year import Year
from grantsdata.awards.paper_tables import load_budgets, load_measures, load_separate_funds
from grantsdata.awards.records.promises import load_promises
from grantsdata.errors import check_installed
from grantsdata.exports.files import RECORD_FILES, TABLE_FILES
from grantsdata.reconcile.load import load_findings
from grantsdata.summaries.csv_text import csv_text


def write_tables(year: Year, folder: Path, include_implied: bool = True) -> list[Path]:
    """Write one year's tables into a folder, which is made if need be, and return the files: those of TABLE_FILES, and
    those of RECORD_FILES that the year has.

    In the CSV files an apostrophe precedes a text that a spreadsheet would run as a formula. Raises the errors of the
    raw data, and ExtraError without pyarrow.
    """
    check_installed("Parquet files", "parquet", "pyarrow")
    tables = year.once(year_tables, include_implied)
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in (*TABLE_FILES, *RECORD_FILES) if Path(name).stem in tables]
    assert set(tables) == {Path(name).stem for name in names} >= {Path(name).stem for name in TABLE_FILES}
    for name in names:
        table = tables[Path(name).stem]
        if name.endswith(".csv"):
            (folder / name).write_text(csv_text(table), encoding="utf-8", newline="\n")
        else:
            table.apply(_as_arrow).to_parquet(folder / name, index=False)
    return [folder / name for name in names]


def _as_arrow(column: pd.Series) -> pd.Series:
    """A column with its texts kept in pyarrow: pandas writes others to a Parquet file under another type."""
    arrow = pd.StringDtype("pyarrow", na_value=float("nan"))
    if isinstance(column.dtype, pd.CategoricalDtype):
        labels = pd.CategoricalDtype(column.cat.categories.astype(arrow), column.cat.ordered)
        return pd.Series(pd.Categorical.from_codes(column.cat.codes, dtype=labels), column.index)
    return column.astype(arrow) if column.dtype == "str" else column


def year_tables(year: Year, include_implied: bool = True) -> dict[str, pd.DataFrame]:
    """One year's tables by name, as in `files.TABLE_FILES` and `files.RECORD_FILES` without ".csv".

    Raises the errors of the raw data.
    """
    awards, budgets, contributions = year.awards(include_implied), load_budgets(year), year.contributions()
    return {
        "awards": awards,
        "findings": load_findings(year, include_implied=include_implied),
        "separate-funds": load_separate_funds(year),
        "measures": load_measures(year),
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
        "key-figures": summaries.key_figures(awards, year.paper.paper.own_force),
        **year_records(year),
    }


def _published_returns(year: Year) -> pd.DataFrame:
    """The returns without small counts, since these tables are handed on."""
    return summaries.published_returns(load_returns(year))


_LOADERS: dict[str, Callable[[Year], pd.DataFrame]] = {
    "agreements": load_agreements,
    "conditions": load_conditions,
    "payments": load_payments,
    "variations": load_variations,
    "tenders": load_single_tenders,
    "returns": _published_returns,
    "promises": load_promises,
}


def year_records(year: Year) -> dict[str, pd.DataFrame]:
    """Those of the tables of `files.RECORD_FILES` that the year's `paper.toml` declares, by name."""
    return {key: load(year) for key, load in _LOADERS.items() if key in year.paper.other_tables}


def _with_implied(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The breakdown of the budget, with the implied part of each row's total."""
    implied = summaries.implied_breakdown(awards, budgets)
    return summaries.budget_breakdown(awards, budgets).assign(implied_gbp=implied["total_gbp"])
