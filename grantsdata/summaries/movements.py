"""What became of each award of a year in the next, and what that comes to.

The earlier year's awards are `former`; without rows there is nothing to compare with, and no award is called new.
"""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from grantsdata.model.schema import CHANGED, CONTINUED, DOUBTFUL, ENDED, IMPLIED, MOVEMENTS, NEW, ONE_SIDED
from grantsdata.summaries.breakdowns import in_pence
from grantsdata.summaries.comparison import with_changes
from grantsdata.summaries.matching import Match, matches

_OF_FORMER = {
    "award_id": "former_id",
    "stream": "former_stream",
    "service": "former_service",
    "provider": "former_provider",
    "award_gbp": "former_gbp",
    "award_status": "former_status",
}
"""An award's own columns, and what they are called for the earlier year."""
_SIDE = list(_OF_FORMER)


def award_movements(awards: pd.DataFrame, former: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """What became of each award: a row for each pair of awards and for each one alone; none without an earlier year.

    `movement`: continued (certainly matched, with the same provider and the same amount, or with an amount that
    neither year states), changed (certainly matched, with another provider or amount, or an amount that one year only
    states), ended and new (in one year only), doubtful (a pair for a person to decide). Each award is in one row. What
    is said already of a pair is in `decisions`, as `matching.matches` takes them.

    Columns: movement, similarity_share (of the services of a pair, 0 to 1), award_id, stream, service, provider,
    award_gbp and award_status of this year, former_id, former_stream, former_service, former_provider, former_gbp and
    former_status, change_gbp and change_share (of a pair whose amounts are both stated; the share only of an amount
    above nought). In the order of the movements; doubtful pairs most similar first, the others in the papers' order.
    """
    awards = awards.iloc[: 0 if former.empty else len(awards)]
    streams = list(dict.fromkeys([*awards["stream"].cat.categories, *former["stream"].cat.categories]))
    dtype = pd.CategoricalDtype(streams, ordered=True)
    then, now = (side[_SIDE].astype({"stream": dtype}).assign(at=range(len(side))) for side in (former, awards))
    then = then.rename(columns=_OF_FORMER).rename(columns={"at": "former_at"})
    pairs = pd.DataFrame(matches(awards, former, decisions), columns=list(Match._fields))
    pairs = pairs.astype({"former_id": "str", "award_id": "str", "similarity_share": "Float64", "is_certain": "object"})
    table = pairs.join(then.set_index("former_id"), on="former_id", how="outer")
    table = table.join(now.set_index("award_id"), on="award_id", how="outer")
    kinds = [_movement(row) for row in table.to_dict("records")]
    labels = pd.Categorical(kinds, MOVEMENTS, ordered=True)
    table.insert(0, "movement", pd.Series(labels, index=table.index))
    table = with_changes(table, "former_gbp", "award_gbp", "change_gbp")
    # Similarity orders the doubtful pairs only. Awards that ended have no place in this year's paper, and stand as in
    # their own.
    table = table.assign(apart=-table["similarity_share"].where(table["movement"] == DOUBTFUL))
    table = table.sort_values(["movement", "apart", "at", "former_at"], ignore_index=True)
    return table.drop(columns=["is_certain", "apart", "at", "former_at"])


def _movement(row: dict[Hashable, Any]) -> str:
    if pd.isna(row["former_id"]):
        return NEW
    if pd.isna(row["award_id"]):
        return ENDED
    if not row["is_certain"]:
        return DOUBTFUL
    lasts = same(row["former_provider"], row["provider"]) and same(row["former_gbp"], row["award_gbp"])
    return CONTINUED if lasts else CHANGED


def same(one: Any, other: Any) -> bool:
    """Whether two cells hold the same; two empty ones do."""
    return bool(pd.isna(one) and pd.isna(other)) or bool(pd.notna(one) and pd.notna(other) and one == other)


def movement_totals(movements: pd.DataFrame) -> pd.DataFrame:
    """What the movements come to: a row each, in their order, with a last row `Total`; none without movements.

    Columns: movement, former_awards, former_total_gbp, known_change_gbp, one_sided_gbp, now_awards, now_total_gbp
    (pounds). In every row the earlier sum, the known change and the one-sided part make this year's sum. The latter is
    of pairs whose amount one year only states; its column is left out where there is no such pair.
    """
    accounts = _accounts(movements)
    return _added_up(accounts if accounts["is_one_sided"].any() else accounts.drop(columns="one_sided_gbp"))


def implied_movements(movements: pd.DataFrame) -> pd.DataFrame:
    """How much of each amount of `movement_totals` is implied, or rests on an implied amount of either year: the label
    and the amounts in pounds. The change of what continues, which is none, rests on nothing."""
    return _added_up(_accounts(movements, implied=True).drop(columns=["former_awards", "now_awards"]))


def movement_steps(movements: pd.DataFrame) -> pd.DataFrame:
    """The steps from the earlier sum to this year's, with a last row `Total`; none without movements.

    Columns: step (a movement that is not "continued", or `ONE_SIDED`), awards (a pair counts once), change_gbp,
    implied_gbp (how much implied money of either year the change rests on). Steps without awards are left out.
    """
    accounts, implied = _accounts(movements), _accounts(movements, implied=True)
    steps = pd.DataFrame(
        {
            "step": movements["movement"].astype("object").mask(accounts["is_one_sided"], ONE_SIDED),
            "awards": 1,
            "change_gbp": accounts["known_change_gbp"] + accounts["one_sided_gbp"],
            "implied_gbp": implied["known_change_gbp"] + implied["one_sided_gbp"],
        }
    )
    steps = steps[steps["step"] != CONTINUED]
    steps["step"] = pd.Categorical(steps["step"], [ENDED, CHANGED, ONE_SIDED, DOUBTFUL, NEW])
    table = _added_up(steps, "step")
    return table[table["awards"] > 0].reset_index(drop=True)


def _accounts(movements: pd.DataFrame, *, implied: bool = False) -> pd.DataFrame:
    """What each row of movements adds to the columns of `movement_totals`, in pence; with `implied` to those of
    `implied_movements`. `is_one_sided` is true of a pair whose amount one year only states."""
    then, now = in_pence(movements["former_gbp"]), in_pence(movements["award_gbp"])
    is_pair = movements["former_id"].notna() & movements["award_id"].notna()
    is_one_sided = is_pair & (then.isna() != now.isna())
    if implied:
        then = then.where(movements["former_status"] == IMPLIED)
        now = now.where(movements["award_status"] == IMPLIED)
    then, now = then.fillna(0), now.fillna(0)
    moved = (then + now).mask(movements["movement"] == CONTINUED) if implied else now - then
    return pd.DataFrame(
        {
            "movement": movements["movement"],
            "former_awards": movements["former_id"].notna(),
            "former_total_gbp": then,
            "known_change_gbp": moved.mask(is_one_sided, 0),
            "one_sided_gbp": moved.where(is_one_sided, 0),
            "now_awards": movements["award_id"].notna(),
            "now_total_gbp": now,
            "is_one_sided": is_one_sided,
        }
    )


def _added_up(accounts: pd.DataFrame, by: str = "movement") -> pd.DataFrame:
    """A row for each label of `by`, with a last row `Total`, pence as pounds; no rows without accounts."""
    table = accounts.drop(columns="is_one_sided", errors="ignore").groupby(by, observed=False).sum()
    table = table.set_axis(table.index.astype("str")).rename_axis(by)
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
    """The awards of one movement as a page lists them, with the columns that fit it.

    Of the earlier year for those that ended, so that all columns have the names of an award's own. A `remark`, if the
    movements were given one, is left out where none of these awards has one.
    """
    rows = movements[movements["movement"] == movement]
    if movement == ENDED:
        rows = rows.drop(columns=_SIDE).rename(columns={former: own for own, former in _OF_FORMER.items()})
    names = _LISTED[NEW if movement == ENDED else movement]
    told = [name for name in names if name in rows and not (name == "remark" and (rows[name] == "").all())]
    return rows[told].reset_index(drop=True)


def first_listing(awards: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """Every award as the next year's will be compared with it; none, if there was an earlier year to compare with."""
    columns = ["stream", "service", "provider", "award_gbp", "award_status"]
    return awards.loc[:, columns].iloc[: len(awards) if former.empty else 0].reset_index(drop=True)
