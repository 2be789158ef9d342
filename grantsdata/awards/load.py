"""Open years of a project, and load their awards and papers."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from grantsdata.awards.documents.printed import with_dtypes
from grantsdata.awards.documents.year import Year, check_include_implied
from grantsdata.errors import AwardsError, GrantsDataError, PaperError, ParameterError, SourceError, YearError
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear, day_given
from grantsdata.sources.files.project import project_folder, years_on_file

LATEST = "latest"
"""The name of the latest year on file, for a notebook that should show what is new."""

YearName = str | FinancialYear
YearLike = YearName | Year
"""What a `load_` function takes: a year by its name, to be read from a project, or one that is already open."""

MOST = 16
"""The number of years that stay open; a process that runs for months must not grow without end."""

_open: dict[tuple[FinancialYear, Path], Year] = {}


def open_year(year: YearLike, project: str | Path | None = None) -> Year:
    """Return a year of a project as it is on file now: the same object for as long as the files that it read are as
    they were, to the byte, and otherwise a new one.

    A notebook asks for one table after the other; without this, each call would read all files anew. It is the only
    place where something read is kept from one call to the next. A Year is returned as it is; "latest" is the latest
    year on file. Raises YearError for a text that is not a year, or if no year is on file for "latest", and
    GrantsDataError if there is no project.
    """
    if isinstance(year, Year):
        return year
    root = project_folder(project)
    only = _one_year(year, root)
    if only.as_at:
        return open_year(only.plain, root).at(day_given(only.as_at))
    key = only, root
    former = _open.pop(key, None)
    _open[key] = former if former is not None and former.is_current() else Year(*key)
    if len(_open) > MOST:
        del _open[next(iter(_open))]  # the one that was asked for the longest ago
    return _open[key]


def years(*, project: str | Path | None = None) -> list[str]:
    """Return the financial years on file, oldest first, as the column `financial_year` holds them.

    >>> import grantsdata as gd
    >>> "2017-18" in gd.years()
    True
    """
    return [str(year) for year in years_on_file(project)]


def load_awards(
    years: YearLike | Iterable[YearName] | None = None,
    *,
    include_implied: bool = True,
    as_at: date | str | None = None,
    varied: bool = True,
    project: str | Path | None = None,
) -> pd.DataFrame:
    """Load the awards of one or several years: a row per award, the columns of `schema.AWARD_COLUMNS`.

    Without `years`, the awards of all years on file are loaded; the column `financial_year` tells them apart.
    Add up `award_pence` (whole pence, exact); `award_gbp` is the same amount in pounds, for reading and drawing. With
    `include_implied`, an amount that a printed total implies is filled in with the status `implied`; without it, the
    amount stays `not stated`. Labels are categoricals in the order of the paper or of `schema`.

    For a year whose `paper.toml` lists documents, there are also the columns of `schema.DOCUMENT_COLUMNS`. The awards
    are those of all its documents, with the amounts that variations have given them, and without those that were
    withdrawn. With `as_at`, a day such as "2017-09-30", they are those that stood on that day; without `varied`, each
    award has the amount that its own document prints.

    Raises ParameterError if `as_at` is no date; YearError for a year that is not on file; PaperError or RegisterError
    for a wrong declaration; AwardsError with all faults of all tables, or SourceError if no table could be read.

    >>> import grantsdata as gd
    >>> awards = gd.load_awards("2017-18")
    >>> len(awards), int(awards["award_pence"].sum())
    (35, 228350800)
    """
    check_include_implied(include_implied)
    if years is None:
        years = years_on_file(project)
        if not years:
            raise YearError(
                f"No financial year is on file in {project_folder(project) / 'data' / 'raw'}; expected a folder "
                f"such as 2017-18 with a paper.toml. Add one with grantsdata new-year."
            )
    opened = [years] if isinstance(years, Year) else _opened(years, project)
    if as_at is not None:
        opened = [year.at(day_given(as_at)) for year in opened]
    tables: list[pd.DataFrame] = []
    errors: list[GrantsDataError] = []
    for year in opened:
        try:
            tables.append(year.awards(include_implied, varied))
        except (PaperError, SourceError, AwardsError) as error:
            errors.append(error)
    if errors:
        faults = dict.fromkeys(fault for error in errors for fault in error.faults)
        raise errors[0] if len(errors) == 1 else AwardsError(faults)
    if len(tables) == 1:
        return tables[0]
    if any("document" in table for table in tables):
        tables = [_with_documents(table, year.paper) for table, year in zip(tables, opened, strict=True)]
    return with_dtypes(pd.concat(tables, ignore_index=True), [year.whole.paper for year in opened])


def _with_documents(awards: pd.DataFrame, paper: Paper) -> pd.DataFrame:
    """Return the awards of a year with the columns on documents, also if the paper is its only document."""
    name = paper.document_names[THE_PAPER]
    if "document" in awards:
        return awards
    sources = awards["source_file"] + " row " + awards["source_row"].astype("str")
    one = {"document": THE_PAPER, "document_date": paper.paper.date.isoformat(), "stated_in": name}
    return awards.assign(**one, amount_source=sources)


def load_paper(year: YearLike, *, project: str | Path | None = None) -> Paper:
    """Load what the year's `paper.toml` declares. Raises YearError if there is none, and PaperError if it is faulty.

    >>> import grantsdata as gd
    >>> str(gd.load_paper("2017-18").paper.date)
    '2017-05-11'
    """
    return open_year(year, project).paper.model_copy(deep=True)


def parse_years(years: YearName | Iterable[YearName]) -> list[FinancialYear]:
    """Return the different years in their order. Raises YearError, or ParameterError if there are none."""
    listed = list(years) if isinstance(years, Iterable) and not isinstance(years, str) else [years]
    parsed = [year if isinstance(year, FinancialYear) else FinancialYear.named(year) for year in listed]
    if not parsed:
        raise ParameterError("No financial year is given; expected at least one, such as 2017-18.")
    return list(dict.fromkeys(parsed))


def _one_year(year: object, root: Path) -> FinancialYear:
    """Return the one year that is meant."""
    if isinstance(year, pd.DataFrame | pd.Series):
        raise ParameterError("A table was given in place of a year; expected one year, such as 2017-18.")
    years = parse_years(_latest(root) if isinstance(year, str) and year == LATEST else year)  # type: ignore[arg-type]
    if len(years) > 1:
        raise ParameterError(f"{len(years)} years were given; expected one, such as {years[0]}.")
    return years[0]


def _latest(root: Path) -> FinancialYear:
    on_file = years_on_file(root)
    if not on_file:
        raise YearError("There is no year on file; expected a folder such as data/raw/2017-18 with a paper.toml.")
    return on_file[-1]


def _opened(years: YearName | Iterable[YearName], project: str | Path | None) -> list[Year]:
    """Each of the years once, in their order."""
    if isinstance(years, pd.DataFrame | pd.Series):
        raise ParameterError("A table was given in place of a year; expected one such as 2017-18, or a list of years.")
    listed = list(years) if isinstance(years, Iterable) and not isinstance(years, str) else [years]
    named = [open_year(LATEST, project).year if year == LATEST else year for year in listed]
    return [open_year(year, project) for year in parse_years(named)]
