"""Compute the amount that a printed total implies for the one award under it without an amount."""

import pandas as pd

from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.contract import awards_under
from grantsdata.model.declared_table import PrintedTotal
from grantsdata.model.paper import Paper
from grantsdata.model.schema import IMPLIED, PRINTED


def with_implied(awards: pd.DataFrame, implied: dict[str, int]) -> pd.DataFrame:
    """Return the awards with implied amounts (award_id → pence) filled in, each with the status `implied`."""
    filled = awards.copy()
    for award_id, pence in implied.items():
        is_award = filled["award_id"] == award_id
        filled.loc[is_award, "award_pence"] = pence
        filled.loc[is_award, "award_gbp"] = pence / 100
        filled.loc[is_award, "award_status"] = IMPLIED
    return filled


_POUND = 100


def implied_amounts(awards: pd.DataFrame, paper: Paper) -> dict[str, int]:
    """Map award_id to pence for each amount that a printed total implies.

    A total implies an amount only if exactly one is missing under it, the total is printed to the pound or the penny,
    and the remainder is positive. If two totals imply different amounts for an award, neither counts.
    """
    implied: dict[str, set[int]] = {}
    for total in paper.printed_totals:
        under = awards_under_total(awards, total, paper)
        missing = under[under["award_status"] != PRINTED]
        remainder = stated_pence(total.amount) - printed_sum(under)
        if len(missing) == 1 and total.amount.unit <= _POUND and remainder > 0:
            implied.setdefault(str(missing["award_id"].iloc[0]), set()).add(remainder)
    return {award_id: amounts.pop() for award_id, amounts in implied.items() if len(amounts) == 1}


def awards_under_total(awards: pd.DataFrame, total: PrintedTotal, paper: Paper) -> pd.DataFrame:
    """Return the awards that a printed total covers."""
    parts = {"stream": paper.only_stream_of(total), "theme": total.theme, "arrangement": total.arrangement}
    return awards_under(awards, paper.source_file(total.file), parts)


def printed_sum(awards: pd.DataFrame) -> int:
    """Return the sum in pence of the amounts that are printed."""
    return int(awards.loc[awards["award_status"] == PRINTED, "award_pence"].sum())


def stated_pence(amount: PrintedAmount) -> int:
    """Return the pence of an amount. Raises ValueError if it is not stated."""
    if amount.pence is None:
        raise ValueError("an amount that is not stated has no pence")
    return amount.pence
