"""Count and add up awards by stream, provider type, arrangement, theme, payee, provider, size and basis.

The module also selects the awards that a body delivers or is paid for. `breakdown` makes every breakdown.
"""

import itertools
import math
from collections.abc import Collection
from typing import Self

import pandas as pd

from grantsdata.errors import ParameterError
from grantsdata.model.schema import NOT_STATED, NOT_YET_ALLOCATED, is_implied
from grantsdata.model.slugs import provider_row

SIZE_BANDS_GBP = (0, 10_000, 25_000, 50_000, 100_000, 250_000)
"""Lower ends of the size bands, in pounds; the last band is open."""


class Anchors(dict[tuple[str, str], tuple[str, str]]):
    """Service and provider of a row → its stream, and the address of the row, as an attribute of a frame.

    pandas copies attributes at every step, down to each text. These are never changed, so that they need no copy.
    """

    def __deepcopy__(self, memo: object) -> Self:
        return self


def awards_by_stream(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per stream that has awards: stream, awards, award_gbp, implied_gbp, share.

    >>> import grantsdata as gd
    >>> gd.summaries.awards_by_stream(gd.load_awards("2017-18"))[["stream", "awards", "award_gbp"]]
                             stream  awards  award_gbp
    0             Victims' services      10   961260.0
    1  Crime and disorder reduction      25  1322248.0
    """
    return breakdown(awards, "stream")


def awards_by_provider_type(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per provider type, largest first: provider_type, awards, award_gbp, implied_gbp, share.

    >>> import grantsdata as gd
    >>> awards = gd.load_awards("2017-18")
    >>> gd.summaries.awards_by_provider_type(awards)[["provider_type", "awards", "award_gbp"]].head(2)
          provider_type  awards  award_gbp
    0            police       5   587195.0
    1  local government      12   578000.0
    """
    return ranked(breakdown(awards, "provider_type"))


def awards_by_stream_and_provider_type(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per stream and provider type that meet: stream, provider_type, awards, award_gbp, implied_gbp, share.

    >>> import grantsdata as gd
    >>> table = gd.summaries.awards_by_stream_and_provider_type(gd.load_awards("2017-18"))
    >>> table[["stream", "provider_type", "award_gbp"]].head(2)
                  stream     provider_type  award_gbp
    0  Victims' services            police   532195.0
    1  Victims' services  local government    40000.0
    """
    return breakdown(awards, ["stream", "provider_type"])


def awards_by_arrangement(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per arrangement; awards without a stated arrangement have one row (empty label).

    >>> import grantsdata as gd
    >>> gd.summaries.awards_by_arrangement(gd.load_awards("2017-18"))[["arrangement", "awards", "award_gbp"]]
                 arrangement  awards  award_gbp
    0        Grant agreement       5   574195.0
    1  Commissioned contract       2   233000.0
    2          Single tender       3   154065.0
    3                    NaN      25  1322248.0
    """
    return breakdown(awards, "arrangement")


def awards_by_theme(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per theme, in the paper's order; awards outside any theme have one row (empty label).

    >>> import grantsdata as gd
    >>> gd.summaries.awards_by_theme(gd.load_awards("2017-18"))[["theme", "awards", "award_gbp"]]
             theme  awards  award_gbp
    0      Victims       7   353857.0
    1    Offenders       7   617791.0
    2  Communities      11   350600.0
    3          NaN      10   961260.0
    """
    return breakdown(awards, "theme")


def awards_by_payee(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per body that is paid, largest first: payee, awards, award_gbp, implied_gbp, share.

    Awards without a named payee are in two rows: not yet allocated, and not named in the paper.
    """
    unallocated = awards["provider_type"] == NOT_YET_ALLOCATED
    payee = awards["payee"].fillna("Not named in the paper").mask(unallocated, "Not yet allocated")
    return ranked(breakdown(awards.assign(payee=payee), "payee"))


def providers_ranked(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per provider, largest first: provider, provider_type, awards, award_gbp, implied_gbp, share, running_share.

    Awards without a provider are in one row, `Not yet allocated`. `attrs["rows_of"]` has the addresses of the
    providers' rows on a page.

    >>> import grantsdata as gd
    >>> gd.summaries.providers_ranked(gd.load_awards("2017-18"))[["provider", "awards", "award_gbp"]].head(1)
                          provider  awards  award_gbp
    0  Cambridgeshire Constabulary       5   587195.0
    """
    named = awards.assign(provider=awards["provider"].fillna("Not yet allocated"))
    table = ranked(breakdown(named, ["provider", "provider_type"]))
    pence = in_pence(table["award_gbp"]).fillna(0)
    total = pence.sum()
    table["running_share"] = pence.cumsum() / total if total else 0.0
    table.attrs["rows_of"] = Anchors({("", str(name)): ("", provider_row(str(name))) for name in table["provider"]})
    return table


def size_bands(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per band of award size, smallest first, then awards whose amount is not stated.

    Columns: size_band, awards, award_gbp, implied_gbp, share. Negative amounts have their own band.

    >>> import grantsdata as gd
    >>> gd.summaries.size_bands(gd.load_awards("2017-18"))[["size_band", "awards"]].tail(2)
                        size_band  awards
    4  £100,000 to under £250,000       5
    5            £250,000 or more       1
    """
    between = [f"£{low:,} to under £{high:,}" for low, high in itertools.pairwise(SIZE_BANDS_GBP[1:])]
    labels = [
        "Under £0",
        f"Under £{SIZE_BANDS_GBP[1]:,}",
        *between,
        f"£{SIZE_BANDS_GBP[-1]:,} or more",
        "Amount not stated",
    ]
    edges = [-math.inf, *(low * 100 for low in SIZE_BANDS_GBP), math.inf]
    band = pd.cut(awards["award_pence"], edges, right=False, labels=labels[:-1]).astype("object")
    band = band.mask(awards["award_status"] == NOT_STATED, labels[-1])
    return breakdown(awards.assign(size_band=pd.Categorical(band, labels)), "size_band")


def awards_by_basis(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per basis and confidence of the provider type.

    Columns: provider_basis, provider_confidence, awards, award_gbp, implied_gbp, share. Both labels are empty for
    awards without a provider.
    """
    return breakdown(awards, ["provider_basis", "provider_confidence"])


def provider_types_by_basis(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per provider type, largest first, with the amount whose type is our judgement.

    Columns: provider_type, awards, award_gbp, implied_gbp, share, judged_gbp and judged_implied_gbp (the implied part
    of judged_gbp).
    """
    judged = breakdown(awards[awards["provider_basis"] == "judgement"], "provider_type", every_label=True)
    judged = judged.rename(columns={"award_gbp": "judged_gbp", "implied_gbp": "judged_implied_gbp"})
    amounts = judged.set_index("provider_type")[["judged_gbp", "judged_implied_gbp"]]
    return awards_by_provider_type(awards).join(amounts, on="provider_type")


def delivered_by(awards: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """The awards whose services the bodies `names` deliver, whoever is paid; all columns of the awards table."""
    return awards[awards["provider"].isin(list(names))]


def paid_for_others(awards: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """The awards paid to the bodies `names` whose services others deliver; all columns of the awards table."""
    paid = awards["payee"].isin(list(names))
    return awards[paid & ~awards["provider"].isin(list(names))]


def paid_elsewhere(awards: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """The awards whose services the bodies `names` deliver, and that another or an unnamed body is paid for."""
    delivered = delivered_by(awards, names)
    return delivered[~delivered["payee"].isin(list(names))]


def breakdown(awards: pd.DataFrame, by: str | list[str], *, every_label: bool = False) -> pd.DataFrame:
    """A row per label of `by`, in the order of the labels; labels without awards only with `every_label`.

    Columns: those of `by`, awards, award_gbp, implied_gbp (pounds), share (of the sum of all rows, 0 to 1). Amount and
    share are NaN in a row of awards without any stated amount. `by` is a column of the awards table, or a list of
    columns. Raises ParameterError for any other.

    >>> import grantsdata as gd
    >>> awards = gd.load_awards("2017-18")
    >>> gd.breakdown(awards, "arrangement")[["arrangement", "awards", "award_gbp"]].head(3)
                 arrangement  awards  award_gbp
    0        Grant agreement       5   574195.0
    1  Commissioned contract       2   233000.0
    2          Single tender       3   154065.0
    """
    names = [by] if isinstance(by, str) else by
    is_list = isinstance(names, list) and all(isinstance(name, str) for name in names)
    if not is_list or not names or len({*names}) < len(names):
        raise ParameterError(f"by is {by!r}; expected the name of a column, or a list of different ones.")
    counted = awards.assign(
        implied_pence=awards["award_pence"].where(is_implied(awards)),
    )
    groups = counted.groupby(by, observed=not every_label, dropna=False)
    pence = groups["award_pence"].sum(min_count=1).where(groups.size() > 0, 0)  # not £0 if no amount is stated
    implied = groups["implied_pence"].sum()
    table = _in_pounds(pd.DataFrame({"awards": groups.size(), "pence": pence, "implied": implied}).reset_index())
    return with_streams(table, awards)


def with_streams(table: pd.DataFrame, awards: pd.DataFrame) -> pd.DataFrame:
    """The table, with the names of all streams of the paper in `attrs["streams"]`: charts give each its colour."""
    if "streams" in awards.attrs:
        table.attrs["streams"] = awards.attrs["streams"]
    elif "stream" in awards and isinstance(awards["stream"].dtype, pd.CategoricalDtype):
        table.attrs["streams"] = [str(name) for name in awards["stream"].cat.categories]
    return table


def in_pence(pounds: pd.Series) -> pd.Series:
    """Pounds as whole pence; rounded, since 100 times a binary fraction may be slightly less than a whole number."""
    return (pounds * 100).round().astype("Int64")


def _in_pounds(parts: pd.DataFrame) -> pd.DataFrame:
    """The table with pence as pounds, and with each row's share of the total."""
    total = parts["pence"].sum()
    table = parts.drop(columns=["pence", "implied"])
    table["award_gbp"] = (parts["pence"] / 100).astype("float64")
    table["implied_gbp"] = parts["implied"] / 100
    table["share"] = (parts["pence"] / total if total else parts["pence"] * 0).astype("float64")
    return table


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """The rows with the largest amount first; equal amounts keep their order, in a breakdown that of the labels."""
    return table.sort_values("award_gbp", ascending=False, kind="stable", ignore_index=True)


def with_total(table: pd.DataFrame, label: str = "Total") -> pd.DataFrame:
    """A breakdown with a last row that adds up the others; its first column then holds texts, not categories.

    A table without rows gets no total.

    >>> import grantsdata as gd
    >>> by_stream = gd.summaries.awards_by_stream(gd.load_awards("2017-18"))
    >>> gd.summaries.with_total(by_stream)[["stream", "awards", "award_gbp"]]
                             stream  awards  award_gbp
    0             Victims' services      10   961260.0
    1  Crime and disorder reduction      25  1322248.0
    2                         Total      35  2283508.0
    """
    if table.empty:
        return table
    pounds = [name for name in table.columns if str(name).endswith("_gbp")]
    counts = [name for name in table.columns if name in ("awards", "share")]
    total = {name: in_pence(table[name]).astype("float64").sum(min_count=1) / 100 for name in pounds}
    total |= {name: table[name].sum(min_count=1) for name in counts}
    parts = table.astype({name: "object" for name in table.columns if name not in total})
    return pd.concat([parts, pd.DataFrame([{table.columns[0]: label, **total}])], ignore_index=True)
