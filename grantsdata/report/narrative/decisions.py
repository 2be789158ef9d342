"""Write sentences on decided pairs of awards, and on how to decide the others."""

from typing import Any

import pandas as pd

from grantsdata.model.schema import APART, SAME
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative.figures import counted
from grantsdata.report.traced import Sentence, expression, figure, listed, write

DECIDED = "Decided pairs"
"""The caption of the table of decided pairs."""


def decided_count(decided: pd.DataFrame) -> list[Sentence]:
    """A sentence on how many pairs are decided, if any are; `decided` is the table of `summaries.decided_pairs`."""
    parts = []
    for answer, few, many in ((SAME, "one award", "one award each"), (APART, "two awards", "two awards each")):
        number = int((decided["same"] == answer).sum())
        if number:
            pairs = counted(figure(str(number), "listed", DECIDED, same=answer), "pair")
            parts.append(write(f"{{pairs}} {f'is {few}' if number == 1 else f'are {many}'}", pairs=pairs))
    return [write("By decisions on record, {parts}.", parts=listed(parts))] if parts else []


def how_to_decide(
    doubtful: pd.DataFrame, year: FinancialYear, before: FinancialYear | None, compare_with: str = ""
) -> list[Sentence]:
    """How a person decides doubtful pairs; an empty list if there are none."""
    if doubtful.empty or before is None:
        return []
    option = " --with {before}" if compare_with else ""
    return [
        write(
            f"To decide, run “grantsdata matches {{year}}{option} --write”, and enter yes or no with the reason in "
            "data/raw/{year}/matches.csv.",
            year=figure(str(year), "paper", "financial_year"),
            before=figure(str(before), "in_year", str(before), expression("paper", "financial_year")),
        )
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
