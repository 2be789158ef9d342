"""Awards seen from one body, or one kind of body: what it delivers, and what is paid to it."""

from collections.abc import Collection

import pandas as pd


def delivered_by(awards: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """The awards whose services these bodies deliver, whoever is paid; the columns of the awards table."""
    return awards[awards["provider"].isin(list(names))]


def paid_for_others(awards: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """The awards that are paid to these bodies though others deliver the service; the columns of the awards table."""
    paid = awards["payee"].isin(list(names))
    return awards[paid & ~awards["provider"].isin(list(names))]


def paid_elsewhere(awards: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """The awards whose services these bodies deliver, but that are paid to another body, or to one not named."""
    delivered = delivered_by(awards, names)
    return delivered[~delivered["payee"].isin(list(names))]
