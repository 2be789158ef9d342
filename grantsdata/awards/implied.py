"""The amount that a printed total leaves for the one award under it that has none."""

import pandas as pd

from grantsdata.model.contract import awards_under
from grantsdata.model.declared_table import PrintedTotal
from grantsdata.model.money import PrintedAmount
from grantsdata.model.paper import Paper
from grantsdata.model.schema import IMPLIED, PRINTED


def with_implied(awards: pd.DataFrame, implied: dict[str, int]) -> pd.DataFrame:
    filled = awards.copy()
    for award_id, pence in implied.items():
        at = filled["award_id"] == award_id
        filled.loc[at, "award_pence"] = pence
        filled.loc[at, "award_gbp"] = pence / 100
        filled.loc[at, "award_status"] = IMPLIED
    return filled


_POUND = 100


def implied_amounts(awards: pd.DataFrame, paper: Paper) -> dict[str, int]:
    """award_id → pence, for each amount that a printed total gives away.

    A total implies an amount only where just one is missing under it, the total is printed to the pound or
    the penny, and what is left is positive. Two totals that imply different amounts imply none.
    """
    implied: dict[str, set[int]] = {}
    for total in paper.printed_totals:
        under = under_total(awards, total, paper)
        missing = under[under["award_status"] != PRINTED]
        left = sum_pence(total.amount) - printed_sum(under)
        if len(missing) == 1 and total.amount.unit <= _POUND and left > 0:
            implied.setdefault(str(missing["award_id"].iloc[0]), set()).add(left)
    return {award_id: amounts.pop() for award_id, amounts in implied.items() if len(amounts) == 1}


def under_total(awards: pd.DataFrame, total: PrintedTotal, paper: Paper) -> pd.DataFrame:
    parts = {"stream": paper.only_stream_of(total), "theme": total.theme, "arrangement": total.arrangement}
    return awards_under(awards, paper.source_file(total.file), parts)


def printed_sum(awards: pd.DataFrame) -> int:
    return int(awards.loc[awards["award_status"] == PRINTED, "award_pence"].sum())


def sum_pence(amount: PrintedAmount) -> int:
    if amount.pence is None:
        raise ValueError("an amount that is not stated has no pence")
    return amount.pence
