"""The year that a year is compared with, and its awards; none, as long as one year is on file."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards import Year, load_awards, load_paper
from grantsdata.errors import ParameterError
from grantsdata.folders import year_folder, years_on_file
from grantsdata.paper_model import Paper
from grantsdata.years import FinancialYear


class Earlier(NamedTuple):
    """An earlier year with its paper and its awards; without one, both are None and the awards have no rows."""

    year: FinancialYear | None
    paper: Paper | None
    awards: pd.DataFrame


def year_before(year: Year, compare_with: str = "", *, project: str | Path | None = None) -> FinancialYear | None:
    """The year on file to compare `year` with: the one asked for, or with "" the latest before it, None without any.

    YearError, with the years on file, for a year that is none or is not on file; ParameterError for one that is not
    earlier than `year`, since "new" and "ended" would then be told the wrong way round.
    """
    this = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    year_folder(this, project)
    on_file = years_on_file(project)
    if not compare_with:
        return max((one for one in on_file if one < this), default=None)
    asked = FinancialYear.parse(compare_with)
    year_folder(asked, project)
    if asked >= this:
        it_is = "the year itself" if asked == this else "later than it"
        raise ParameterError(
            f"compare_with is {asked}, but the report is on {this}, and that is {it_is}; expected an earlier year, or "
            f'"" for the latest one before. Years on file: {", ".join(map(str, on_file))}.'
        )
    return asked


def load_earlier(
    year: Year, compare_with: str = "", *, include_implied: bool = True, project: str | Path | None = None
) -> Earlier:
    """What `year` is compared with; `awards` as `load_awards` gives them. Errors as `year_before` and `load_awards`."""
    before = year_before(year, compare_with, project=project)
    awards = load_awards(before or year, include_implied=include_implied, project=project)
    if before is None:
        return Earlier(None, None, awards.iloc[:0])
    return Earlier(before, load_paper(before, project=project), awards)
