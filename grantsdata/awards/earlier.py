"""Load the year that a year is compared with; with only one year on file, there is none."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.decisions import load_decisions
from grantsdata.awards.load import YearLike, open_year
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear
from grantsdata.sources.deflators import load_deflators
from grantsdata.sources.files.project import year_before


class Earlier(NamedTuple):
    """An earlier year with its paper and its awards.

    Without an earlier year, `year` and `paper` are None and `awards` has no rows. `decisions` (see `load_decisions`)
    are about pairs of awards of both years; `deflators` (see `load_deflators`) is the index of prices.
    """

    year: FinancialYear | None
    paper: Paper | None
    awards: pd.DataFrame
    decisions: pd.DataFrame
    deflators: pd.DataFrame


def load_earlier(
    year: YearLike, compare_with: str = "", *, include_implied: bool = True, project: str | Path | None = None
) -> Earlier:
    """Load what `year` is compared with; `compare_with` and `include_implied` as in `year_before` and `load_awards`.

    Raises errors like `year_before`, `load_awards`, `load_decisions` and `load_deflators`.
    """
    opened = open_year(year, project)
    before = year_before(opened.year, compare_with, project=opened.root)
    former = opened if before is None else open_year(before, opened.root)
    awards, decisions = former.awards(include_implied), load_decisions(opened, compare_with)
    if before is None:
        return Earlier(None, None, awards.iloc[:0], decisions, load_deflators(opened.root))
    return Earlier(before, former.paper, awards, decisions, load_deflators(opened.root, years=[opened.year, before]))
