"""Where the money goes, step by step, and how few awards make up most of it."""

import pandas as pd

from grantsdata.model.schema import UNGROUPED
from grantsdata.summaries.parts import breakdown


def budget_flow(awards: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The way from each stream inside the overall budget, through its groups, to the provider types.

    A row per stream, group and provider type that meet: stream, group, provider_type, awards, award_gbp,
    implied_gbp (pounds), share (of all awards inside the budget). An award's group is its arrangement, else its
    theme, else `UNGROUPED`. Streams stand in the paper's order, arrangements before themes, types in the order
    of the vocabulary.
    """
    inside = awards[awards["stream"].isin(budgets.loc[budgets["level"] == "stream", "name"])]
    headings = [str(name) for column in ("arrangement", "theme") for name in awards[column].cat.categories]
    group = inside["arrangement"].astype("object").fillna(inside["theme"].astype("object")).fillna(UNGROUPED)
    order = list(dict.fromkeys([*headings, UNGROUPED]))
    grouped = inside.assign(group=pd.Categorical(group, order))
    return breakdown(grouped, ["stream", "group", "provider_type"])


def running_shares(awards: pd.DataFrame) -> pd.DataFrame:
    """Every award with a stated amount, largest first, with the share of the money that it and those above make up.

    Columns: service, provider (empty if none is named), award_gbp (pounds), award_status, share (of all stated
    amounts, 0 to 1), running_share. Equal amounts stand in the order of their identifiers. Where amounts come
    back, the running share may pass 1 before it returns to it; both shares are nought if all comes to nothing.
    """
    stated = awards.dropna(subset="award_pence")
    stated = stated.sort_values(["award_pence", "award_id"], ascending=[False, True], ignore_index=True)
    table = stated[["service", "provider", "award_gbp", "award_status"]].copy()
    total = stated["award_pence"].sum()
    for column, pence in (("share", stated["award_pence"]), ("running_share", stated["award_pence"].cumsum())):
        table[column] = pence / total if total else 0.0
    return table
