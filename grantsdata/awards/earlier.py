"""Load the year that a year is compared with; with only one year on file, there is none."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.decisions import load_decisions
from grantsdata.awards.load import Year, load_awards, load_paper
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
    year: Year, compare_with: str = "", *, include_implied: bool = True, project: str | Path | None = None
) -> Earlier:
    """Load what `year` is compared with; `compare_with` and `include_implied` as in `year_before` and `load_awards`.

    Raises errors like `year_before`, `load_awards`, `load_decisions` and `load_deflators`.
    """
    before = year_before(year, compare_with, project=project)
    awards = load_awards(before or year, include_implied=include_implied, project=project)
    decisions = load_decisions(year, compare_with, project=project)
    deflators = load_deflators(project, years=[] if before is None else [year, before])
    if before is None:
        return Earlier(None, None, awards.iloc[:0], decisions, deflators)
    return Earlier(before, load_paper(before, project=project), awards, decisions, deflators)
