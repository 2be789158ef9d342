"""The measures of a year beside its awards, and a small year that has some."""

from pathlib import Path

import pandas as pd
from support.reporting import (
    REPOSITORY,
    awards_of_2017,
    streams_of_2017,
)

from grantsdata import load_awards, load_measures, load_streams, summaries

HUB = "Victim and Witness Hub Initial Referral provision"
NURSES = "Integrated Mental Health Team in Force Control Room"
NOW, OTHERS, NONE = "a measure for this period", "measures for other periods only", "no measure"
MEASURE_COLUMNS = {
    "stream": "Stream", "service": "Service", "awarded_service": "Awarded service", "measure": "Measure",
    "hedge": "Hedge", "figure": "Figure", "unit": "Unit", "period": "Period", "paragraph": "Paragraph",
}  # fmt: skip


def measures_of_2017(include_implied: bool = True) -> pd.DataFrame:
    return summaries.measures_beside_awards(
        load_measures("2017-18", project=REPOSITORY), awards_of_2017(include_implied)
    )


def by_measure_of_2017(period: str = "year", include_implied: bool = True) -> pd.DataFrame:
    awards = summaries.awards_in_budget(awards_of_2017(include_implied), streams_of_2017())
    return summaries.awards_by_measure(awards, measures_of_2017(), period)


def of_next_year(project: Path, period: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures beside their awards, and the money by what is reported of it."""
    awards = load_awards("2018-19", project=project)
    measures = summaries.measures_beside_awards(load_measures("2018-19", project=project), awards)
    inside = summaries.awards_in_budget(awards, load_streams("2018-19", project=project))
    return measures, summaries.awards_by_measure(inside, measures, period)
