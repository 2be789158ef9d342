"""The year that a year is compared with, and its awards; none, as long as one year is on file."""

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
    """An earlier year with its paper and its awards; without one, both are None and the awards have no rows.

    `decisions` tells what is said of pairs of its awards and those of the later year, as `load_decisions` gives it, and
    `deflators` the prices of both years, as `load_deflators` gives them.
    """

    year: FinancialYear | None
    paper: Paper | None
    awards: pd.DataFrame
    decisions: pd.DataFrame
    deflators: pd.DataFrame


def load_earlier(
    year: Year, compare_with: str = "", *, include_implied: bool = True, project: str | Path | None = None
) -> Earlier:
    """What `year` is compared with; `awards` as `load_awards` gives them.

    Errors as `year_before`, `load_awards`, `load_decisions` and `load_deflators`.
    """
    before = year_before(year, compare_with, project=project)
    awards = load_awards(before or year, include_implied=include_implied, project=project)
    decisions = load_decisions(year, compare_with, project=project)
    deflators = load_deflators(project, years=[] if before is None else [year, before])
    if before is None:
        return Earlier(None, None, awards.iloc[:0], decisions, deflators)
    return Earlier(before, load_paper(before, project=project), awards, decisions, deflators)
