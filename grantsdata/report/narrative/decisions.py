"""Write sentences on decided pairs of awards, and on how to decide the others."""

from typing import Any

import pandas as pd

from grantsdata.model.phrases import counted, listed
from grantsdata.model.schema import APART, SAME
from grantsdata.model.years import FinancialYear


def decided_count(decided: pd.DataFrame) -> list[str]:
    """A sentence on how many pairs are decided, if any are; `decided` is the table of `summaries.decided_pairs`."""
    answers = [(SAME, "one award", "one award each"), (APART, "two awards", "two awards each")]
    number = {same: int((decided["same"] == same).sum()) for same, _, _ in answers}
    parts = [
        f"{counted(number[same], 'pair')} {f'is {few}' if number[same] == 1 else f'are {many}'}"
        for same, few, many in answers
        if number[same]
    ]
    return [f"Not left to the rules but said beside the data: {listed(parts)}."] if parts else []


def how_to_decide(
    doubtful: pd.DataFrame, year: FinancialYear, before: FinancialYear | None, compare_with: str = ""
) -> list[str]:
    """How a person decides doubtful pairs; an empty list if there are none."""
    if doubtful.empty:
        return []
    option = f" --with {before}" if compare_with else ""
    are = "pair is" if len(doubtful) == 1 else "pairs are"
    return [
        f"{len(doubtful)} {are} still doubtful. To decide, run “grantsdata matches {year}{option} --write”, which adds "
        f"a line for each to data/raw/{year}/matches.csv, and write yes or no into it with the reason."
    ]


def decision_remark(row: "pd.Series[Any]", decisions: pd.DataFrame | None) -> list[str]:
    """Why two awards count as the same, if a decision and not a rule says so; else an empty list."""
    if decisions is None:
        return []
    is_pair = (decisions["former_id"] == row["former_id"]) & (decisions["award_id"] == row["award_id"])
    for line in decisions[is_pair & (decisions["same"] == SAME)].to_dict("records"):
        if not line["source_file"].endswith("/matches.csv"):
            return ["The award table says that it is the same award."]
        return [f"Confirmed by a person: {line['reason'] or 'no reason is given'}"]
    return []
