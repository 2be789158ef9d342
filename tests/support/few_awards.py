"""A handful of awards whose sums are worked out by hand."""

from typing import Any

import pandas as pd
import pytest
from support.reporting import (
    awards_of_2017,
)

EMBRACE, COUNTY = "Embrace – Child Victims of Crime", "Cambridgeshire County Council"
TRUST, SHROPSHIRE = "Cambridgeshire and Peterborough NHS Foundation Trust", "Shropshire Healthcare Trust"
SUPPORT, ADVISOR = "Practical Support for young victims of crime", "Young Person Independent Domestic Violence Advisor"
COUNSELLING, NURSES = "Counselling for young victims of crime", "Integrated Mental Health Team in Force Control Room"
MISUSE, EMERGING = "Cambridgeshire Substance Misuse", "Emerging Initiatives"
"""Providers and services of these awards, as printed."""


def few() -> pd.DataFrame:
    """Seven of the paper's awards; their rows keep the numbers that they have in the paper's table."""
    return awards_of_2017().iloc[[3, 4, 6, 10, 15, 18, 34]]


def with_pence(awards: pd.DataFrame, *pence: int | None) -> pd.DataFrame:
    amounts = pd.array(list(pence), "Int64")
    status = awards["award_status"].astype("object").mask(pd.isna(amounts), "not stated")
    return awards.assign(award_pence=amounts, award_gbp=amounts / 100, award_status=status)


def rows(table: pd.DataFrame) -> list[list[Any]]:
    """The header and the rows, an empty cell as None; the rows are numbered from 0 on."""
    assert list(table.index) == list(range(len(table)))
    cells = table.astype("object")
    return [list(cells.columns), *([None if pd.isna(cell) else cell for cell in row] for row in cells.to_numpy())]


def share(pounds: float, whole: float = 331_000) -> Any:
    return pytest.approx(pounds / whole, abs=1e-12)
