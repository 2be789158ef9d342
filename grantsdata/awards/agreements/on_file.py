"""What of the tables about awards was on file on a day."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd

from grantsdata.model.paper import Paper
from grantsdata.model.schema import FIGURES_OF_RETURNS

_SHOW = {
    "agreements": ("signed",),
    "conditions": ("due", "met_on"),
    "payments": ("date",),
    "variations": ("date",),
    "tenders": (),
    "returns": ("due", "returned_on"),
}
"""Table → the columns of dates of which the first shows by when the line was on file."""

_LATER = {
    "conditions": ("met_on", "evidence"),
    "returns": ("returned_on", *FIGURES_OF_RETURNS, "data_quality", "narrative", "said_in"),
}
"""Table → a column of dates, and those that are blank until its day."""


def on_file_by(
    lines: pd.DataFrame, key: str, day: date, paper: Paper, known: Collection[str]
) -> tuple[pd.DataFrame, int]:
    """Return those of the lines of a table that were on file on a day, and how many lines are left out since they have
    no date at all.

    `known` are the awards of that day by their identifiers, and `paper` has all documents of the year. A condition that
    was due by then and met later is one that is not met; a return that came later is one that is missing.
    """
    of_known = lines[lines["award_id"].isin(list(known))]
    first = pd.Series([_first(line, key, paper) for line in of_known.to_dict("records")], of_known.index, dtype="str")
    kept = of_known[(first != "") & (first <= day.isoformat())].reset_index(drop=True)
    if key in _LATER:
        dated, *_ = columns = _LATER[key]
        is_later = kept[dated] > day.isoformat()
        kept = kept.assign(**{name: kept[name].mask(is_later, "") for name in columns})
    return kept, of_known.loc[first == "", "source_row"].nunique()


def _first(line: dict[Any, Any], key: str, paper: Paper) -> str:
    """The first day on which a line was surely on file; "" if it has no date."""
    if key == "variations" and paper.documents:
        return str(line["counts_from"])
    return min((line[name] for name in _SHOW[key] if line[name]), default="")
