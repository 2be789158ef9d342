"""Compare a year's sums with an earlier year's, by stream and by provider type, in cash and in real terms.

`former` holds the earlier year's awards; without rows there is no earlier year. Amounts that are not stated count as 0
in a year's sum, and are never compared.

Amounts in real terms are in the prices of another year. They are never added to amounts in cash, and every table labels
them. `deflators` is the table of `sources.deflators.load_deflators`: financial_year, deflator_index (Decimal),
is_forecast, source.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from grantsdata.errors import ParameterError
from grantsdata.model.schema import is_implied
from grantsdata.summaries.breakdowns import in_pence

_SUMS = ["former_total_gbp", "now_total_gbp"]


def side_by_side(awards: pd.DataFrame, former: pd.DataFrame, by: str) -> pd.DataFrame:
    """Both years by stream or by provider type (`by`), with a last row `Total`.

    Columns: the label, former_awards, former_total_gbp, now_awards, now_total_gbp (pounds), total_change_gbp,
    change_share (of the earlier sum; empty unless that is above 0). Without an earlier year only the label and the two
    columns of this year.

    Streams: all that either paper declares, in the order of the papers. Both cells of a year are empty if its paper has
    no such stream; the sum is empty if the paper lists no award from it or states no amount. Provider types: all that
    either year has, the largest of this year first; a type that a year does not have is 0 in it.
    """
    labels = list(dict.fromkeys([*awards[by].cat.categories, *former[by].cat.categories]))
    sides = {"former": _sums(former, by, labels), "now": _sums(awards, by, labels)}
    if by != "stream":
        sides = {name: _zero_without_awards(side) for name, side in sides.items()}
    table = pd.concat([side.add_prefix(f"{name}_") for name, side in sides.items()], axis=1)
    if by != "stream":
        table = table[table[["former_awards", "now_awards"]].sum(axis=1) > 0]
        table = table.sort_values(["now_pence", "former_pence"], ascending=False)
    table.loc["Total"] = [
        value for side in (former, awards) for value in (len(side), side["award_pence"].sum(min_count=1))
    ]
    table = table.astype("Int64").rename_axis(by).reset_index()
    compared = table.rename(columns={f"{name}_pence": f"{name}_total_gbp" for name in sides})
    compared[_SUMS] = compared[_SUMS] / 100
    if former.empty:
        return compared[[by, "now_awards", "now_total_gbp"]]
    return with_changes(compared, "former_total_gbp", "now_total_gbp", "total_change_gbp")


def implied_side_by_side(awards: pd.DataFrame, former: pd.DataFrame, by: str) -> pd.DataFrame:
    """The implied part of each sum of `side_by_side`: the same rows, with the label and the sums in pounds."""
    labels = side_by_side(awards, former, by)[by]
    implied = side_by_side(_implied_only(awards), _implied_only(former), by).set_index(by).loc[labels]
    return implied[[name for name in _SUMS if name in implied]].fillna(0.0).reset_index()


def unstated_awards(awards: pd.DataFrame, former: pd.DataFrame, by: str) -> pd.DataFrame:
    """The number of unstated amounts, a row for each label of `by` that has any: the label, former_awards, now_awards.

    For these labels a change of sums compares only the stated amounts.
    """
    unstated = [side[side["award_pence"].isna()] for side in (awards, former)]
    table = pd.concat([side[by].astype("str").value_counts() for side in unstated], axis=1, keys=["now", "former"])
    labels = dict.fromkeys([*awards[by].cat.categories, *former[by].cat.categories])
    table = table.fillna(0).astype("int64").loc[[label for label in labels if label in table.index]]
    return table[["former", "now"]].add_suffix("_awards").reset_index()


def _sums(awards: pd.DataFrame, by: str, labels: Sequence[str]) -> pd.DataFrame:
    """Number and pence for each label; empty for a label that the year does not have."""
    groups = awards.groupby(by, observed=False)["award_pence"]
    sums = pd.DataFrame({"awards": groups.size(), "pence": groups.sum(min_count=1)}).astype("Int64")
    return sums.set_axis(sums.index.astype("str")).reindex(list(labels))


def _zero_without_awards(sums: pd.DataFrame) -> pd.DataFrame:
    return sums.assign(pence=sums["pence"].mask(sums["awards"] == 0, 0))


def _implied_only(awards: pd.DataFrame) -> pd.DataFrame:
    return awards.assign(award_pence=awards["award_pence"].where(is_implied(awards)))


def with_changes(table: pd.DataFrame, former: str, now: str, change: str) -> pd.DataFrame:
    """The table with the change from column `former` to column `now` in pounds, and as a share of former amounts
    above 0."""
    then, difference = in_pence(table[former]), in_pence(table[now]) - in_pence(table[former])
    return table.assign(
        **{change: difference / 100, "change_share": (difference / then.where(then > 0)).astype("Float64")}
    )


def in_real_terms(
    amounts: "pd.Series[int]", years: Iterable[object], deflators: pd.DataFrame, base: object, unit: int = 100
) -> pd.DataFrame:
    """Each amount in the prices of the year `base`: a row per amount, with its index.

    `amounts` are whole pence (Int64; empty ones stay empty) and `years` the financial year of each. An amount is
    multiplied by the index of `base` and divided by the index of its year, exactly, and rounded once, half away from
    0, to multiples of `unit` pence: by default to pounds, since an index of a few digits cannot give pence. An amount
    of `base` itself is only rounded.

    Columns: real_pence (Int64), real_gbp (pounds), prices_of (`base`), is_forecast (whether either index is a
    forecast), source. Raises ParameterError for a year that has no index.
    """
    index = dict(zip(deflators["financial_year"], deflators["deflator_index"], strict=True))
    forecast = dict(zip(deflators["financial_year"], deflators["is_forecast"], strict=True))
    listed = [str(year) for year in years]
    absent = sorted({*listed, str(base)} - index.keys()) if listed else []
    if absent:
        raise ParameterError(f"There is no index of prices for {', '.join(absent)}; add it to data/raw/deflators.csv.")
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
    rounded = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return rounded * unit * (-1 if pence < 0 else 1)


def real_side_by_side(sums: pd.DataFrame, deflators: pd.DataFrame, year: object, before: object) -> pd.DataFrame:
    """The sums of two years, the earlier ones also in this year's prices, and the change in cash and in real terms.

    `sums` is the table of `side_by_side` for `year` and the earlier year `before`. Columns: the label,
    former_total_gbp, former_real_gbp, now_total_gbp, total_change_gbp, real_change_gbp, real_share (of
    former_real_gbp; empty unless that is above 0). Each sum and the total are rounded once, so the parts may differ
    from the total by some pounds. No rows if there are no deflators or no earlier year.
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
    """The implied part of each sum of `real_side_by_side`: the same rows, with the label and the sums in pounds.

    `implied` is the table of `implied_side_by_side`.
    """
    cash = implied.assign(total_change_gbp=0.0)
    return real_side_by_side(cash, deflators, year, before).iloc[:, :4]
