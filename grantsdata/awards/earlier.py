"""Load the year that a year is compared with, if there is one, or every earlier year on file."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.decisions import decisions_of, load_decisions
from grantsdata.awards.load import YearLike, open_year
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear
from grantsdata.sources.deflators import load_deflators
from grantsdata.sources.files.project import ALL, year_before, years_before
from grantsdata.sources.successors import load_successors


class Earlier(NamedTuple):
    """An earlier year with its paper and its awards.

    Without an earlier year, `year` and `paper` are None and `awards` has no rows. `decisions` (see `load_decisions`)
    are about pairs of awards of both years; `deflators` (see `load_deflators`) is the index of prices; `successors`
    (see `load_successors`) says which body took over from which.
    """

    year: FinancialYear | None
    paper: Paper | None
    awards: pd.DataFrame
    decisions: pd.DataFrame
    deflators: pd.DataFrame
    successors: pd.DataFrame


class AllYears(NamedTuple):
    """Several years on file, oldest first: the paper, the awards, and the decisions about pairs of awards of each.

    `successors` is the table of `load_successors`.
    """

    papers: list[Paper]
    awards: list[pd.DataFrame]
    decisions: list[pd.DataFrame]
    successors: pd.DataFrame


def load_all_years(
    year: YearLike, compare_with: str = ALL, *, include_implied: bool = True, project: str | Path | None = None
) -> AllYears:
    """Load a year with the earlier ones that `compare_with` names, by default every one on file.

    Raises the errors of `years_before`, `load_awards`, `decisions_of` and `load_successors`.
    """
    opened = open_year(year, project)
    before = years_before(opened.year, compare_with, project=opened.root)
    years = [*(open_year(one, opened.root) for one in before), opened]
    decisions = []
    for number, one in enumerate(years):
        former = {other.year: other.awards() for other in years[:number]}
        found = decisions_of(one, former)
        decisions.append(found[found["former_id"].str[:7].isin([str(other) for other in former])])
    awards = [one.awards(include_implied) for one in years]
    return AllYears([one.paper for one in years], awards, decisions, load_successors(opened.root))


def load_earlier(
    year: YearLike, compare_with: str = "", *, include_implied: bool = True, project: str | Path | None = None
) -> Earlier:
    """Load what `year` is compared with; `compare_with` and `include_implied` as in `year_before` and `load_awards`.

    Raises errors like `year_before`, `load_awards`, `load_decisions`, `load_deflators` and `load_successors`.
    """
    opened = open_year(year, project)
    before = year_before(opened.year, compare_with, project=opened.root)
    former = opened if before is None else open_year(before, opened.root)
    awards, decisions = former.awards(include_implied), load_decisions(opened, compare_with)
    if before is None:
        return Earlier(
            None, None, awards.iloc[:0], decisions, load_deflators(opened.root), load_successors(opened.root)
        )
    deflators = load_deflators(opened.root, years=[opened.year, before])
    return Earlier(before, former.paper, awards, decisions, deflators, load_successors(opened.root))
