"""A year's awards and those of the set before → what has changed between them, for the run record."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grantsdata.model.schema import IMPLIED


def totals(awards: pd.DataFrame) -> dict[str, int]:
    """How many awards there are, their sum and how much of it is implied, in pence."""
    return {
        "awards": len(awards),
        "award_pence": _sum(awards),
        "implied_pence": _sum(awards[awards["award_status"] == IMPLIED]),
    }


def changes(before: pd.DataFrame | None, after: pd.DataFrame) -> dict[str, Any]:
    """Which awards were added, removed or changed, by their identifiers, and the sums of the stated amounts in pence.

    `before` is None for a first run: then nothing is called added.
    """
    told: dict[str, Any] = {"first_run": before is None, "added": [], "removed": [], "changed": []}
    if before is not None:
        old, new = _by_id(before), _by_id(after)
        told["added"] = [_named(new[one]) for one in new if one not in old]
        told["removed"] = [_named(old[one]) for one in old if one not in new]
        told["changed"] = [
            {**_named(new[one]), "was": {name: text for name, text in old[one].items() if text != new[one].get(name)}}
            for one in new
            if one in old and new[one] != old[one]
        ]
    told["award_pence_before"] = None if before is None else _sum(before)
    told["award_pence_after"] = _sum(after)
    return told


_COMPARED = ("award_id", "stream", "service", "provider", "payee", "award_pence", "award_status", "provider_type")


def _by_id(awards: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows = awards.reindex(columns=list(_COMPARED)).astype("object")
    plain = rows.where(rows.notna(), None).to_dict("records")
    return {str(row["award_id"]): {str(name): value for name, value in row.items()} for row in plain}


def _named(award: Mapping[str, Any]) -> dict[str, Any]:
    return {name: award[name] for name in ("award_id", "service", "provider", "award_pence")}


def _sum(awards: pd.DataFrame) -> int:
    return int(awards["award_pence"].sum())
