"""Find which awards continued, changed, ended or are new since an earlier year, and add up the changes.

`former` holds the earlier year's awards; without rows there is no earlier year, and no award counts as new.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from grantsdata.errors import ParameterError
from grantsdata.model.phrases import counted
from grantsdata.model.schema import CHANGED, CONTINUED, DOUBTFUL, ENDED, IMPLIED, MOVEMENTS, NEW, SAME, is_implied
from grantsdata.summaries.breakdowns import in_pence
from grantsdata.summaries.comparison import with_changes
from grantsdata.summaries.matching import Match, matches, pairs_decided

_FORMER_NAMES = {
    "award_id": "former_id",
    "stream": "former_stream",
    "service": "former_service",
    "provider": "former_provider",
    "award_gbp": "former_gbp",
    "award_status": "former_status",
}
"""Column of an award → its name for the award of the earlier year."""
_COMPARED = list(_FORMER_NAMES)


def award_movements(awards: pd.DataFrame, former: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """A row for each pair of awards and for each award without a pair; no rows without an earlier year.

    `movement` is continued (a certain pair with the same provider and the same amount, or with an amount that neither
    year states), changed (a certain pair with another provider or amount, or an amount that only one year states),
    ended or new (in one year only), or doubtful (a pair for a person to decide). Each award is in one row. `decisions`
    are those of `matching.matches`.

    Columns: movement, similarity_share (of the services of a pair, 0 to 1), award_id, stream, service, provider,
    award_gbp and award_status of this year, former_id, former_stream, former_service, former_provider, former_gbp and
    former_status, change_gbp and change_share (of a pair whose amounts are both stated; the share only if the former
    amount is above 0). Rows are in the order of the movements: doubtful pairs with the most similar first, all others
    in the papers' order.

    >>> import grantsdata as gd
    >>> awards = gd.load_awards("2017-18")
    >>> gd.summaries.award_movements(awards, awards)["movement"].value_counts().to_dict()
    {'continued': 35, 'changed': 0, 'ended': 0, 'new': 0, 'doubtful': 0}
    """
    awards = awards.iloc[: 0 if former.empty else len(awards)]
    streams = list(dict.fromkeys([*awards["stream"].cat.categories, *former["stream"].cat.categories]))
    dtype = pd.CategoricalDtype(streams, ordered=True)
    then, now = (side[_COMPARED].astype({"stream": dtype}).assign(place=range(len(side))) for side in (former, awards))
    then = then.rename(columns=_FORMER_NAMES).rename(columns={"place": "former_place"})
    pairs = pd.DataFrame(matches(awards, former, decisions), columns=list(Match._fields))
    pairs = pairs.astype({"former_id": "str", "award_id": "str", "similarity_share": "Float64", "is_certain": "object"})
    table = pairs.join(then.set_index("former_id"), on="former_id", how="outer")
    table = table.join(now.set_index("award_id"), on="award_id", how="outer")
    kinds = [_movement(row) for row in table.to_dict("records")]
    labels = pd.Categorical(kinds, MOVEMENTS, ordered=True)
    table.insert(0, "movement", pd.Series(labels, index=table.index))
    table = with_changes(table, "former_gbp", "award_gbp", "change_gbp")
    # Similarity orders only the doubtful pairs. Awards that ended have no place in this year's paper, so the place in
    # their own paper orders them.
    table = table.assign(distance=-table["similarity_share"].where(table["movement"] == DOUBTFUL))
    table = table.sort_values(["movement", "distance", "place", "former_place"], ignore_index=True)
    return table.drop(columns=["is_certain", "distance", "place", "former_place"])


def award_chains(awards: Sequence[pd.DataFrame], decisions: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Every award of several years, with those that continue each other joined: a row per award.

    `awards` are those of each year, oldest first, and `decisions` those about each year's awards and earlier ones, as
    `matching.matches` takes them. An award continues one of the year before if they are a certain pair; by a decision,
    it also continues one of an earlier year that no award has continued since.

    Columns: chain (its number), financial_year, award_id, stream, service, provider, award_gbp, award_status. Chains
    with an award of the last year come first, in the order of its paper; within a chain the years follow each other.

    Raises ParameterError if there are no years, or not as many decisions as years.
    """
    if not awards or len(decisions) != len(awards):
        given = f"awards of {counted(len(awards), 'year')} and decisions of {counted(len(decisions), 'year')}"
        raise ParameterError(f"award_chains() was given {given}; expected both for the same years, and at least one.")
    chain_of: dict[str, str] = {}
    latest: dict[str, str] = {}
    for number, of_year in enumerate(awards):
        before = awards[number - 1] if number else of_year.iloc[:0]
        sure = matches(of_year, before, decisions[number]) if number else []
        pairs = {one.award_id: one.former_id for one in sure if one.is_certain}
        decided = sorted(pairs_decided(decisions[number], SAME), reverse=True)  # the latest of several former awards
        for former_id, award_id in decided:
            if former_id in chain_of and award_id not in pairs and former_id not in pairs.values():
                pairs[award_id] = former_id
        for award_id in of_year["award_id"]:
            former = pairs.get(award_id, "")
            chain = chain_of[former] if former and latest[chain_of[former]] == former else award_id
            chain_of[award_id], latest[chain] = chain, award_id
    order: dict[str, int] = {}
    for of_year in reversed(awards):
        for award_id in of_year["award_id"]:
            order.setdefault(chain_of[award_id], len(order) + 1)
    columns = ["financial_year", *(name for name in _COMPARED if name != "award_id")]
    table = pd.concat([one[["award_id", *columns]].astype({"stream": "str", "award_status": "str"}) for one in awards])
    table.insert(0, "chain", [order[chain_of[award_id]] for award_id in table["award_id"]])
    shown = ["chain", "financial_year", *_COMPARED]
    return table.sort_values(["chain", "financial_year"], ignore_index=True)[shown]


def _movement(row: dict[Hashable, Any]) -> str:
    if pd.isna(row["former_id"]):
        return NEW
    if pd.isna(row["award_id"]):
        return ENDED
    if not row["is_certain"]:
        return DOUBTFUL
    is_same = same(row["former_provider"], row["provider"]) and same(row["former_gbp"], row["award_gbp"])
    return CONTINUED if is_same else CHANGED


def same(one: Any, other: Any) -> bool:
    """Whether two cells hold the same value; two empty cells do."""
    return bool(pd.isna(one) and pd.isna(other)) or bool(pd.notna(one) and pd.notna(other) and one == other)


def movement_totals(movements: pd.DataFrame) -> pd.DataFrame:
    """A row per movement with its sums, in their order, and a last row `Total`; no rows without movements.

    Columns: movement, former_awards, former_total_gbp, known_change_gbp, one_sided_gbp, now_awards, now_total_gbp
    (pounds). In every row former_total_gbp, known_change_gbp and one_sided_gbp add up to now_total_gbp. one_sided_gbp
    is the change of pairs whose amount only one year states; the column is left out if there is no such pair.
    """
    accounts = _accounts(movements)
    return _added_up(accounts if accounts["is_one_sided"].any() else accounts.drop(columns="one_sided_gbp"))


def implied_movements(movements: pd.DataFrame) -> pd.DataFrame:
    """The part of each amount of `movement_totals` that is implied or comes from an implied amount of either year: the
    label and the amounts in pounds. It is 0 for the change of continued awards, which is 0 itself."""
    return _added_up(_accounts(movements, implied=True).drop(columns=["former_awards", "now_awards"]))


def _accounts(movements: pd.DataFrame, *, implied: bool = False) -> pd.DataFrame:
    """The amounts that each row of movements adds to the columns of `movement_totals`, in pence; with `implied`, to
    those of `implied_movements`. `is_one_sided` is True for a pair whose amount only one year states."""
    then, now = in_pence(movements["former_gbp"]), in_pence(movements["award_gbp"])
    is_pair = movements["former_id"].notna() & movements["award_id"].notna()
    is_one_sided = is_pair & (then.isna() != now.isna())
    if implied:
        then = then.where(movements["former_status"] == IMPLIED)
        now = now.where(is_implied(movements))
    then, now = then.fillna(0), now.fillna(0)
    change = (then + now).mask(movements["movement"] == CONTINUED) if implied else now - then
    return pd.DataFrame(
        {
            "movement": movements["movement"],
            "former_awards": movements["former_id"].notna(),
            "former_total_gbp": then,
            "known_change_gbp": change.mask(is_one_sided, 0),
            "one_sided_gbp": change.where(is_one_sided, 0),
            "now_awards": movements["award_id"].notna(),
            "now_total_gbp": now,
            "is_one_sided": is_one_sided,
        }
    )


def _added_up(accounts: pd.DataFrame) -> pd.DataFrame:
    """A row per movement with its sums in pounds, and a last row `Total`; no rows without accounts."""
    table = accounts.drop(columns="is_one_sided").groupby("movement", observed=False).sum()
    table = table.set_axis(table.index.astype("str")).rename_axis("movement")
    table.loc["Total"] = table.sum()
    pounds = [str(name) for name in table if str(name).endswith("_gbp")]
    table = table.assign(**{name: table[name] / 100 for name in pounds}).reset_index()
    return table.iloc[: len(table) if len(accounts) else 0]


_LISTED = {
    CONTINUED: ["stream", "service", "provider", "award_gbp", "award_status", "remark"],
    CHANGED: [
        "stream", "service", "provider", "former_gbp", "award_gbp", "award_status", "change_gbp", "change_share",
        "remark",
    ],
    NEW: ["stream", "service", "provider", "award_gbp", "award_status", "remark"],
    DOUBTFUL: [
        "former_service", "service", "former_provider", "provider", "former_gbp", "award_gbp", "award_status",
        "similarity_share", "remark",
    ],
}  # fmt: skip


def movement_listing(movements: pd.DataFrame, movement: str) -> pd.DataFrame:
    """The awards of one movement as a page lists them, with the columns for that movement.

    For awards that ended, the columns hold the earlier year's values under an award's usual names. The column `remark`,
    if the movements have it, is left out if no award here has a remark.
    """
    rows = movements[movements["movement"] == movement]
    if movement == ENDED:
        rows = rows.drop(columns=_COMPARED).rename(columns={former: name for name, former in _FORMER_NAMES.items()})
    names = _LISTED[NEW if movement == ENDED else movement]
    columns = [name for name in names if name in rows and not (name == "remark" and (rows[name] == "").all())]
    return rows[columns].reset_index(drop=True)
