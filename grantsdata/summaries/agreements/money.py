"""What was planned, awarded, paid, held back and returned: side by side, and never added together."""

import pandas as pd

from grantsdata.model.schema import HELD_BACK, PAID, RETURNED, is_implied
from grantsdata.summaries.agreements.terms import agreement_parts

COLUMNS = (
    "service", "provider", "stream", "planned_gbp", "awarded_gbp", "implied_gbp", "varied_gbp", "paid_out_gbp",
    "held_back_gbp", "returned_gbp", "underspend_gbp", "award_id",
)  # fmt: skip


def money_side_by_side(
    awards: pd.DataFrame, agreements: pd.DataFrame, payments: pd.DataFrame, variations: pd.DataFrame
) -> pd.DataFrame:
    """Each award with a payment, a variation or a part of an agreement for its year: a row each, in the awards' order.

    Columns: service, provider, stream; in pounds, and empty if not on file: planned_gbp (the part of its agreements for
    the year), awarded_gbp (as the paper has it), implied_gbp (how much of that is implied), varied_gbp (after the last
    variation of the amount), paid_out_gbp, held_back_gbp, returned_gbp, underspend_gbp (the award, as varied, less what
    was paid, plus what was returned; empty without a payment); award_id. `awards` are those of one year, as
    `load_awards` gives them, and the other tables are those of the functions `load_…` of their names.
    """
    by_award = awards.set_index("award_id")
    parts = agreement_parts(agreements)
    years = set(awards["financial_year"].astype("str"))
    pence = pd.DataFrame(index=by_award.index)
    pence["planned"] = _summed(parts[parts["part_year"].isin(years)], "part_pence")
    pence["awarded"] = by_award["award_pence"]
    pence["implied"] = by_award["award_pence"].where(is_implied(by_award), 0)
    by_day = "counts_from" if "counts_from" in variations else "date"
    varied = variations[variations["amount_after_pence"].notna()].sort_values(by_day, kind="stable")
    pence["varied"] = varied.groupby("award_id")["amount_after_pence"].last()
    for name, kind in (("paid_out", PAID), ("held_back", HELD_BACK), ("returned", RETURNED)):
        pence[name] = _summed(payments[payments["kind"] == kind], "amount_pence")
    award = pence["varied"].fillna(pence["awarded"])
    pence["underspend"] = award - pence["paid_out"] + pence["returned"].fillna(0)
    amounts = pence.astype("Float64") / 100
    named = by_award[["service", "provider", "stream"]].astype({"stream": "str"})
    table = named.join(amounts.add_suffix("_gbp")).reset_index()
    on_file = {*payments["award_id"], *variations["award_id"], *parts.loc[parts["part_year"].isin(years), "award_id"]}
    return table.loc[table["award_id"].isin(on_file), list(COLUMNS)].reset_index(drop=True)


def _summed(lines: pd.DataFrame, column: str) -> pd.Series:
    """The sum of a column for each award that has a line."""
    return lines.groupby("award_id")[column].sum().astype("Int64")
