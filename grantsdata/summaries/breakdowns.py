"""Awards by stream, provider type, arrangement, theme, payee, provider, size and basis."""

import itertools
import math

import pandas as pd

from grantsdata.model.schema import NOT_STATED, NOT_YET_ALLOCATED
from grantsdata.summaries.parts import breakdown, in_pence, ranked

SIZE_BANDS_GBP = (0, 10_000, 25_000, 50_000, 100_000, 250_000)
"""Lower ends of the size bands, in pounds; the last band is open."""


def awards_by_stream(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per stream that has awards: stream, awards, award_gbp, implied_gbp, share."""
    return breakdown(awards, "stream")


def awards_by_provider_type(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per provider type, largest first: provider_type, awards, award_gbp, implied_gbp, share."""
    return ranked(breakdown(awards, "provider_type"))


def awards_by_stream_and_provider_type(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per stream and provider type that meet: stream, provider_type, awards, award_gbp, implied_gbp, share."""
    return breakdown(awards, ["stream", "provider_type"])


def awards_by_arrangement(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per arrangement; awards whose arrangement is not stated make a row of their own (label empty)."""
    return breakdown(awards, "arrangement")


def awards_by_theme(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per theme, in the paper's order; awards outside any theme make a row of their own (label empty)."""
    return breakdown(awards, "theme")


def awards_by_payee(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per body that is paid, largest first: payee, awards, award_gbp, implied_gbp, share.

    The two groups without a named payee are told apart: not yet allocated, and not named in the paper.
    """
    unallocated = awards["provider_type"] == NOT_YET_ALLOCATED
    payee = awards["payee"].fillna("Not named in the paper").mask(unallocated, "Not yet allocated")
    return ranked(breakdown(awards.assign(payee=payee), "payee"))


def providers_ranked(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per provider, largest first: provider, provider_type, awards, award_gbp, implied_gbp, share, running_share.

    Awards without a provider stand together in one row, as `Not yet allocated`.
    """
    named = awards.assign(provider=awards["provider"].fillna("Not yet allocated"))
    table = ranked(breakdown(named, ["provider", "provider_type"]))
    pence = in_pence(table["award_gbp"])
    total = pence.sum()
    table["running_share"] = pence.cumsum() / total if total else 0.0
    return table


def size_bands(awards: pd.DataFrame) -> pd.DataFrame:
    """A row per band of award size, smallest first, then awards whose amount is not stated.

    Columns: size_band, awards, award_gbp, implied_gbp, share. Negative amounts make a band of their own.
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
    """How much rests on what: a row per basis and confidence of the provider type.

    Columns: provider_basis, provider_confidence, awards, award_gbp, implied_gbp, share. Both labels are empty for
    awards without a provider.
    """
    return breakdown(awards, ["provider_basis", "provider_confidence"])


def provider_types_by_basis(awards: pd.DataFrame) -> pd.DataFrame:
    """Provider types, largest first, with what rests on our judgement: provider_type, awards, award_gbp,
    implied_gbp, share, judged_gbp and judged_implied_gbp (how much of it is implied)."""
    judged = breakdown(awards[awards["provider_basis"] == "judgement"], "provider_type", every_label=True)
    judged = judged.rename(columns={"award_gbp": "judged_gbp", "implied_gbp": "judged_implied_gbp"})
    beside = judged.set_index("provider_type")[["judged_gbp", "judged_implied_gbp"]]
    return awards_by_provider_type(awards).join(beside, on="provider_type")
