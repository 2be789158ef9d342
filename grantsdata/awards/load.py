"""Load the awards of one or several years as a checked DataFrame."""

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.awards.cells import read_award_table
from grantsdata.awards.contributions import contributions_of, with_contributions
from grantsdata.awards.implied import implied_amounts, with_implied
from grantsdata.awards.tidy import award_ids, tidy_awards
from grantsdata.errors import AwardsError, Fault, GrantsDataError, PaperError, ParameterError, SourceError
from grantsdata.model.contract import check_awards
from grantsdata.model.paper import Paper
from grantsdata.model.schema import AWARD_DTYPES, LABELS
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.cache import kept
from grantsdata.sources.files.printed_table import split_amounts
from grantsdata.sources.files.project import project_folder
from grantsdata.sources.paper import read_paper, table_path
from grantsdata.sources.register import Register, read_register

Year = str | FinancialYear


def load_awards(
    years: Year | Iterable[Year], *, include_implied: bool = True, project: str | Path | None = None
) -> pd.DataFrame:
    """Load the awards of one or several years: a row per award, the columns of `schema.AWARD_COLUMNS`.

    Add up `award_pence` (whole pence, exact); `award_gbp` is the same amount in pounds, for reading and drawing. With
    `include_implied`, an amount that a printed total implies is filled in with the status `implied`; without it, the
    amount stays `not stated`. Labels are categoricals in the order of the paper or of `schema`.

    Raises YearError for a year that is not on file; PaperError or RegisterError for a wrong declaration; AwardsError
    with all faults of all tables, or SourceError if no table could be read.
    """
    check_include_implied(include_implied)
    root = project_folder(project)
    return _awards(tuple(parse_years(years)), include_implied, root)


@kept
def _awards(years: Sequence[FinancialYear], include_implied: bool, root: Path) -> pd.DataFrame:
    papers: list[Paper] = []
    tables: list[pd.DataFrame] = []
    errors: list[GrantsDataError] = []
    for year in years:
        try:
            paper = read_paper(year, root)
            tables.append(_awards_of(paper, root, read_register(root), include_implied))
            papers.append(paper)
        except (PaperError, SourceError, AwardsError) as error:
            errors.append(error)
    if errors:
        faults = dict.fromkeys(fault for error in errors for fault in error.faults)
        raise errors[0] if len(errors) == 1 else AwardsError(faults)
    return _with_dtypes(pd.concat(tables, ignore_index=True), papers)


def load_paper(year: Year, *, project: str | Path | None = None) -> Paper:
    """Load what the year's `paper.toml` declares. Raises YearError if there is none, and PaperError if it is faulty."""
    (only,) = parse_years(year)
    return read_paper(only, project)


def check_include_implied(include_implied: object) -> None:
    """Raise ParameterError unless the value is True or False."""
    if not isinstance(include_implied, bool):
        raise ParameterError(f"include_implied is {include_implied!r}; expected True or False.")


def parse_years(years: Year | Iterable[Year]) -> list[FinancialYear]:
    """Return the different years in their order. Raises YearError, or ParameterError if there are none."""
    listed = list(years) if isinstance(years, Iterable) and not isinstance(years, str) else [years]
    parsed = [year if isinstance(year, FinancialYear) else FinancialYear.parse(year) for year in listed]
    if not parsed:
        raise ParameterError("No financial year is given; expected at least one, such as 2017-18.")
    return list(dict.fromkeys(parsed))


def awards_of(paper: Paper, register: Register, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the awards of a paper, given the paper and the register, like `load_awards`."""
    return _with_dtypes(_awards_of(paper, project_folder(project), register, include_implied=True), [paper])


def _awards_of(paper: Paper, root: Path, register: Register, include_implied: bool) -> pd.DataFrame:
    tables: list[pd.DataFrame] = []
    faults: list[Fault] = []
    for table in paper.award_tables:
        path = table_path(paper.financial_year, table.file, root)
        try:
            printed = read_award_table(path, root, table)
        except SourceError as error:
            faults += error.faults
            continue
        decided = [(one.row, one.column) for one in table.corrections]
        faults += split_amounts(printed, table.columns.award, table.ignored_columns, decided)
        awards, unread = tidy_awards(printed, table, paper, register)
        tables.append(awards)
        faults += unread
    if not tables:
        raise SourceError(faults)
    streams = [stream.name for stream in paper.streams]
    awards = pd.concat(tables, ignore_index=True)
    # Two tables of one stream may have services of the same name, so identifiers are given across all tables.
    awards["award_id"] = award_ids(awards, {stream.name: stream.code for stream in paper.streams})
    if not faults:  # otherwise a contribution could be to an award that was not read
        try:
            awards = with_contributions(awards, contributions_of(paper, awards, root))
        except SourceError as error:
            faults += error.faults
    names = {paper.source_file(table.file): table.columns.by_meaning() for table in paper.award_tables}
    awards = check_awards(awards, streams, faults, names)
    return with_implied(awards, implied_amounts(awards, paper)) if include_implied else awards


def _with_dtypes(awards: pd.DataFrame, papers: list[Paper]) -> pd.DataFrame:
    """Return the awards with texts as str, amounts as Int64 and Float64, and labels as ordered categoricals."""
    orders = {
        **LABELS,
        "financial_year": sorted(str(paper.financial_year) for paper in papers),
        "stream": [stream.name for paper in papers for stream in paper.streams],
        "theme": [theme for paper in papers for table in paper.award_tables for theme in table.themes],
    }
    dtypes: dict[Hashable, Any] = {
        name: pd.CategoricalDtype(list(dict.fromkeys(orders[name])), ordered=True) if dtype == "category" else dtype
        for name, dtype in AWARD_DTYPES.items()
    }
    return awards.astype(dtypes)
