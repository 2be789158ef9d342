"""Amounts of one year in the prices of another: never added to what was paid, and labelled wherever they stand.

`deflators` are as `deflators.load_deflators` gives them: financial_year, deflator_index (Decimal), is_forecast, source.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from grantsdata.summaries.parts import in_pence


def in_real_terms(
    amounts: "pd.Series[int]", years: Iterable[object], deflators: pd.DataFrame, base: object, unit: int = 100
) -> pd.DataFrame:
    """Each amount in the prices of the year `base`: a row per amount, with its index.

    `amounts` are whole pence (Int64; empty ones stay so) and `years` the financial year of each. An amount is
    multiplied by the index of `base` and divided by that of its year, exactly, and rounded once, half away from nought,
    to whole `unit` pence: pounds, since an index of a few digits says nothing of pence. One of `base` itself is the
    same but for the rounding.

    Columns: real_pence (Int64), real_gbp (pounds), prices_of (`base`), is_forecast (whether either index is one),
    source. KeyError for a year that has no index.
    """
    index = dict(zip(deflators["financial_year"], deflators["deflator_index"], strict=True))
    forecast = dict(zip(deflators["financial_year"], deflators["is_forecast"], strict=True))
    listed = [str(year) for year in years]
    pairs = zip(amounts, listed, strict=True)
    pence = [
        None if pd.isna(amount) else _rounded(_real(int(amount), index[year], index[str(base)]), unit)
        for amount, year in pairs
    ]
    table = pd.DataFrame({"real_pence": pd.array(pence, dtype="Int64")}, index=amounts.index)
    table["real_gbp"] = table["real_pence"] / 100
    table["prices_of"] = str(base)
    table["is_forecast"] = [bool(forecast[year] or forecast[str(base)]) for year in listed]
    table["source"] = "" if deflators.empty else str(deflators["source"].iloc[0])
    return table


def _real(pence: int, index: Decimal, base: Decimal) -> Fraction:
    return pence * Fraction(base) / Fraction(index)


def _rounded(pence: Fraction, unit: int) -> int:
    units = abs(pence) / unit
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return whole * unit * (-1 if pence < 0 else 1)


def real_side_by_side(sums: pd.DataFrame, deflators: pd.DataFrame, year: object, before: object) -> pd.DataFrame:
    """The sums of two years with those of the earlier one in this year's prices, and the real change beside the cash.

    `sums` as `side_by_side` gives them, of `year` and `before`. Columns: the label, former_total_gbp, former_real_gbp,
    now_total_gbp, total_change_gbp, real_change_gbp, real_share (of former_real_gbp; empty unless that is above
    nought). Each sum is rounded once, the total too, so that rounded parts may differ from it by some pounds. No rows
    without an index, or without an earlier year.
    """
    label = str(sums.columns[0])
    columns = [label, "former_total_gbp", "former_real_gbp", "now_total_gbp", "total_change_gbp"]
    if deflators.empty or "former_total_gbp" not in sums:
        return pd.DataFrame(columns=[*columns, "real_change_gbp", "real_share"])
    then, now = in_pence(sums["former_total_gbp"]), in_pence(sums["now_total_gbp"])
    real = in_real_terms(then, [before] * len(sums), deflators, year)["real_pence"]
    table = sums.assign(former_real_gbp=real / 100)[columns]
    share = ((now - real) / real.where(real > 0)).astype("Float64")
    return table.assign(real_change_gbp=(now - real) / 100, real_share=share)


def implied_in_real_terms(implied: pd.DataFrame, deflators: pd.DataFrame, year: object, before: object) -> pd.DataFrame:
    """How much of each sum of `real_side_by_side` is implied: the same rows, the label and the sums in pounds.

    `implied` as `implied_side_by_side` gives it.
    """
    cash = implied.assign(total_change_gbp=0.0)
    return real_side_by_side(cash, deflators, year, before).iloc[:, :4]
