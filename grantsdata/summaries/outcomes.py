"""Awards beside what is measured of them: for the period asked for, for other periods only, or not at all.

An amount and a measure are never divided by each other: a measure may be for another period than the money.
"""

import pandas as pd

from grantsdata.model.schema import FOR_OTHERS, FOR_PERIOD, IMPLIED, MEASURED, UNMEASURED
from grantsdata.summaries.breakdowns import breakdown


def awards_in_budget(awards: pd.DataFrame, streams: pd.DataFrame) -> pd.DataFrame:
    """The awards of the streams inside the overall budget; `streams` as `load_streams` gives them."""
    inside = streams.loc[streams["in_overall_budget"], "stream"]
    chosen = awards[awards["stream"].isin(inside)]
    return chosen.assign(stream=chosen["stream"].cat.remove_unused_categories())


def measures_beside_awards(measures: pd.DataFrame, awards: pd.DataFrame) -> pd.DataFrame:
    """The measures in their order, each with its award's `award_gbp` (pounds), `award_status` and `implied_gbp`.

    `measures` as `load_measures` gives them. The three are empty for a measure that is not tied to one award.
    """
    amounts = awards[["stream", "service", "award_gbp", "award_status"]].astype({"stream": "object"})
    amounts = amounts.rename(columns={"service": "awarded_service"})
    amounts["implied_gbp"] = amounts["award_gbp"].where(amounts["award_status"] == IMPLIED, 0)
    tied = set(measures["awarded_service"]) - {""}
    amounts = amounts[amounts["awarded_service"].isin(tied)]
    keys = ["stream", "awarded_service"]
    return measures.astype({"stream": "object"}).join(amounts.set_index(keys), on=keys).reset_index(drop=True)


def awards_by_measure(awards: pd.DataFrame, measures: pd.DataFrame, period: str) -> pd.DataFrame:
    """A row per stream and kind of `schema.MEASURED`, also where nothing is of the kind.

    Columns: stream, measured, awards, award_gbp, implied_gbp (pounds), share (of all these awards, 0 to 1). `period`
    is one of `schema.PERIODS`.
    """
    sorted_out = awards.assign(
        stream=awards["stream"].cat.remove_unused_categories(), measured=_measured(awards, measures, period)
    )
    return breakdown(sorted_out, ["stream", "measured"], every_label=True)


def unmeasured_awards(awards: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """The awards without a measure of any period, in their order and with all their columns."""
    return awards[~_tied(awards, measures)].reset_index(drop=True)


def _measured(awards: pd.DataFrame, measures: pd.DataFrame, period: str) -> pd.Series:
    now = _tied(awards, measures[measures["part_of_year"] == period])
    ever = _tied(awards, measures)
    kinds = pd.Series(UNMEASURED, awards.index).mask(ever, FOR_OTHERS).mask(now, FOR_PERIOD)
    return kinds.astype(pd.CategoricalDtype(list(MEASURED), ordered=True))


def _tied(awards: pd.DataFrame, measures: pd.DataFrame) -> pd.Series:
    """Whether an award is that of one of the measures; a measure without an awarded service is no award's."""
    of_awards = measures.loc[measures["awarded_service"] != "", ["stream", "awarded_service"]]
    named = set(of_awards.itertuples(index=False))
    pairs = awards[["stream", "service"]].itertuples(index=False)
    return pd.Series([pair in named for pair in pairs], awards.index, dtype="bool")
