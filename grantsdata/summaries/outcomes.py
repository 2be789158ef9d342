"""Set awards beside their measures: for the period asked for, for other periods only, or without any.

An amount and a measure are never divided by each other, since they may be for different periods.
"""

import pandas as pd

from grantsdata.model.schema import (
    FOR_OTHERS,
    FOR_PERIOD,
    HALVES,
    MEASURED,
    MEASUREMENT,
    NOT_AVAILABLE,
    UNMEASURED,
    is_implied,
)
from grantsdata.summaries.breakdowns import breakdown, with_streams
from grantsdata.summaries.returns.published import YEAR


def awards_in_budget(awards: pd.DataFrame, streams: pd.DataFrame) -> pd.DataFrame:
    """The awards of the streams inside the overall budget; `streams` is the table of `load_streams`."""
    inside = streams.loc[streams["in_overall_budget"], "stream"]
    chosen = awards[awards["stream"].isin(inside)]
    return with_streams(chosen.assign(stream=chosen["stream"].cat.remove_unused_categories()), awards)


def measures_beside_awards(measures: pd.DataFrame, awards: pd.DataFrame) -> pd.DataFrame:
    """The measures in their order, each with its award's `award_gbp` (pounds), `award_status` and `implied_gbp`.

    `measures` is the table of `load_measures`. The three columns are empty for a measure that names no award.
    """
    amounts = awards[["stream", "service", "award_gbp", "award_status"]].astype({"stream": "object"})
    amounts = amounts.rename(columns={"service": "awarded_service"})
    amounts["implied_gbp"] = amounts["award_gbp"].where(is_implied(amounts), 0)
    measured = set(measures["awarded_service"]) - {""}
    amounts = amounts[amounts["awarded_service"].isin(measured)]
    keys = ["stream", "awarded_service"]
    return measures.astype({"stream": "object"}).join(amounts.set_index(keys), on=keys).reset_index(drop=True)


def awards_by_measure(
    awards: pd.DataFrame, measures: pd.DataFrame, period: str, returns: pd.DataFrame | None = None
) -> pd.DataFrame:
    """A row per stream and kind in `model.schema.MEASURED`, also for kinds without awards.

    Columns: stream, measured, awards, award_gbp, implied_gbp (pounds), share (of all these awards, 0 to 1). `period`
    is one of `model.schema.PERIODS`; `returns` as in `with_measured`.
    """
    classified = with_measured(awards, measures, period, returns)
    classified["stream"] = awards["stream"].cat.remove_unused_categories()
    return breakdown(classified, ["stream", "measured"], every_label=True)


def with_measured(
    awards: pd.DataFrame, measures: pd.DataFrame, period: str, returns: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The awards with the column `measured`: one of `model.schema.MEASURED`, in their order.

    A figure in `returns`, the table of `load_returns`, is a measure too: for its half-year, and one of both half-years
    for the year.
    """
    return awards.assign(measured=_measured(awards, measures, period, returns))


def returned_awards(returns: pd.DataFrame, period: str = "") -> set[str]:
    """The identifiers of the awards with a figure in the returns: for a period, or for any."""
    came = returns[(returns["returned_on"] != "") & (returns["data_quality"] != NOT_AVAILABLE)]
    if period == YEAR:
        counts = came[came["kind"] != MEASUREMENT].groupby(["award_id", "measure", "kind"])["period"].nunique()
        return {*counts[counts == len(HALVES)].index.get_level_values("award_id")}
    return {*came.loc[came["period"].isin([period] if period else HALVES), "award_id"]}


def _measured(awards: pd.DataFrame, measures: pd.DataFrame, period: str, returns: pd.DataFrame | None) -> pd.Series:
    for_period = _has_measure(awards, measures[measures["part_of_year"] == period])
    for_any = _has_measure(awards, measures)
    if returns is not None:
        for_period |= awards["award_id"].isin(list(returned_awards(returns, period)))
        for_any |= awards["award_id"].isin(list(returned_awards(returns)))
    kinds = pd.Series(UNMEASURED, awards.index).mask(for_any, FOR_OTHERS).mask(for_period, FOR_PERIOD)
    return kinds.astype(pd.CategoricalDtype(list(MEASURED), ordered=True))


def _has_measure(awards: pd.DataFrame, measures: pd.DataFrame) -> pd.Series:
    """Whether any of the measures names the award; a measure without an awarded service names no award."""
    with_service = measures.loc[measures["awarded_service"] != "", ["stream", "awarded_service"]]
    named = set(with_service.itertuples(index=False))
    pairs = awards[["stream", "service"]].itertuples(index=False)
    return pd.Series([pair in named for pair in pairs], awards.index, dtype="bool")
