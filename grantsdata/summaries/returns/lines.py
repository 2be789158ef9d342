"""The lines of a year's returns as they may be published: for tables and files that are handed on."""

from typing import Any

import pandas as pd

from grantsdata.model.schema import (
    AS_RETURNED,
    FIGURES_OF_RETURNS,
    HALVES,
    NOT_AVAILABLE,
    NOT_RETURNED,
    NOT_SHOWN,
)
from grantsdata.summaries.returns.published import Published
from grantsdata.summaries.returns.withholding import states_number

HAS_FIGURES = "not shown, since it has figures"
"""What a table has in the place of a narrative that states numbers: one of them could be a count that is withheld."""


def published_returns(returns: pd.DataFrame) -> pd.DataFrame:
    """The lines of `load_returns` without what is withheld: a row per line, with the same columns in the same order.

    In addition figure_status, one of `schema.FIGURE_STATES`. Where a figure is withheld, numerator, denominator and
    actual are empty, and a narrative that states numbers is replaced by a remark.
    """
    decided = Published(returns)
    withheld = {
        (one.award_id, one.line["measure"], one.line["kind"], half)
        for one in decided.measures
        for half in HALVES
        if half in one.figures and not decided.may_show(one, half)
    }
    states = [_state(line, withheld) for line in returns.to_dict("records")]
    shown = returns.assign(narrative=returns["narrative"].map(narrative_shown).astype("str"))
    is_withheld = pd.Series([state == NOT_SHOWN for state in states], shown.index, dtype="bool")
    for name in FIGURES_OF_RETURNS:
        shown[name] = shown[name].mask(is_withheld)
    place = shown.columns.get_loc("data_quality")
    assert isinstance(place, int)
    shown.insert(place, "figure_status", pd.Series(states, shown.index, dtype="str"))
    return shown


def narrative_shown(narrative: str) -> str:
    """What a provider says, unless it states a number."""
    return HAS_FIGURES if states_number(narrative) else narrative


def _state(line: dict[Any, Any], withheld: set[tuple[str, str, str, str]]) -> str:
    if not line["returned_on"]:
        return NOT_RETURNED
    if line["data_quality"] == NOT_AVAILABLE:
        return NOT_AVAILABLE
    key = line["award_id"], line["measure"], line["kind"], line["period"]
    return NOT_SHOWN if key in withheld else AS_RETURNED
