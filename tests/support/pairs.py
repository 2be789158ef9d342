"""Awards of two years that are to be paired."""

from collections.abc import Sequence

import pandas as pd
from support.reporting import (
    CRIME,
    awards_of_2017,
)

from grantsdata import summaries
from grantsdata.model.years import FinancialYear

Row = tuple[str, str, int | None]
"""Service, provider ("" for none), pence (None: not stated)."""


def awards(rows: Sequence[Row], stream: str = "Grants") -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "award_id": pd.array([f"{stream}-{number:02d}" for number in range(len(rows))], dtype="str"),
            "stream": pd.Categorical([stream] * len(rows), [stream], ordered=True),
            "service": pd.array([service for service, _, _ in rows], dtype="str"),
            "provider": pd.array([provider or None for _, provider, _ in rows], dtype="str"),
            "award_pence": pd.array([pence for *_, pence in rows], dtype="Int64"),
        }
    )
    table["award_gbp"] = table["award_pence"] / 100
    table["award_status"] = ["not stated" if pence is None else "printed" for *_, pence in rows]
    return table


Row = tuple[str, str, int | None]
"""Service, provider ("" for none), pence (None: not stated)."""


def kinds(now: Sequence[Row], then: Sequence[Row]) -> list[tuple[str, str, str]]:
    table = summaries.award_movements(awards(now), awards(then))
    return [
        (row["movement"], "" if pd.isna(row["former_service"]) else row["former_service"],
         "" if pd.isna(row["service"]) else row["service"])
        for row in table.to_dict("records")
    ]  # fmt: skip


THIS, LAST = FinancialYear(2018), FinancialYear(2017)


def later_year() -> pd.DataFrame:
    """The awards of 2017-18 as a later year might have them: crime and disorder only, one amount more, one lost."""
    later = awards_of_2017()
    later = later[later["stream"] == CRIME].reset_index(drop=True)
    later["stream"] = later["stream"].cat.set_categories([CRIME, "Night fund"])
    later["award_id"] = later["award_id"].str.replace("2017-18", "2018-19")
    later.loc[later["service"] == "Police Cadets", ["award_pence", "award_gbp"]] = [1_250_000, 12_500.0]
    lost = later["service"] == "Crimestoppers"
    later.loc[lost, ["award_pence", "award_gbp", "award_status"]] = [pd.NA, pd.NA, "not stated"]
    return later


def cells(table: pd.DataFrame) -> dict[str, list[object]]:
    return {row[0]: [None if pd.isna(cell) else cell for cell in row[1:]] for row in table.to_numpy().tolist()}
