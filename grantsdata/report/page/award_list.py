"""Show every award of a year once, under its stream and its arrangement or theme."""

import pandas as pd

from grantsdata.model.schema import is_implied
from grantsdata.report.fragment import Awards, Fragment
from grantsdata.report.page.tables import table


def award_list(awards: pd.DataFrame, caption: str, *, of: Awards | None = None, note: str = "") -> Fragment:
    """Show the table of `summaries.award_list`, each group of awards below its name, sum and number.

    `of` and `note` are as in `table`. Without awards nothing is shown.
    """
    return table(awards, caption, group="under", subtotals=_sums(awards), of=of, note=note)


def _sums(awards: pd.DataFrame) -> pd.DataFrame:
    """The number, the sum and the implied part of the awards in each group: under, awards, award_gbp, implied_gbp."""
    pence = (awards["award_gbp"] * 100).round().astype("Int64")  # whole pence, so that sums are exact
    parts = pd.DataFrame({"under": awards["under"], "all": pence, "implied": pence.where(is_implied(awards))})
    groups = parts.groupby("under", observed=True)
    sums = pd.DataFrame({"awards": groups.size(), "award_gbp": groups["all"].sum() / 100})
    return sums.assign(implied_gbp=groups["implied"].sum() / 100).reset_index()
