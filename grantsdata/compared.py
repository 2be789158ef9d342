"""Which year a year is compared with."""

from pathlib import Path

from grantsdata.errors import ParameterError
from grantsdata.folders import year_folder, years_on_file
from grantsdata.model.years import FinancialYear


def year_before(
    year: str | FinancialYear, compare_with: str = "", *, project: str | Path | None = None
) -> FinancialYear | None:
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
