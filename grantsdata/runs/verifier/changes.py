"""What documents added, varied and withdrew between two days, from two readings of the raw files as at these days."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from grantsdata.runs.verifier.raw import Raw


class Change(NamedTuple):
    """An award that differs: its pence on both days (None if not stated or not awarded), since when, and how many of
    these pence were implied on each day."""

    change: str
    award: dict[str, Any]
    before: int | None
    after: int | None
    day: str
    implied: tuple[int, int]


def changes_of(raw: "Raw", first: str, last: str) -> list[Change]:
    """The awards that differ between the ends of two days."""
    before, after = ({one["award_id"]: one for one in raw.at(day).awards} for day in (first, last))
    found = []
    for award in raw.every:
        was, now = before.get(award["award_id"]), after.get(award["award_id"])
        amounts = [None if state is None else state["award_pence"] for state in (was, now)]
        if (was is None) != (now is None) or amounts[0] != amounts[1]:
            change = "added" if was is None else "withdrawn" if now is None else "varied"
            is_implied = (state is not None and state["award_status"] == "implied" for state in (was, now))
            implied = [(pence or 0) * yes for pence, yes in zip(amounts, is_implied, strict=True)]
            found.append(Change(change, award, amounts[0], amounts[1], last, (implied[0], implied[1])))
    return found


def history_of(raw: "Raw") -> list[Change]:
    """Every change after the first document, by the days on which documents and variations count."""
    days = {day.isoformat() for day in raw.documents.dates.values()} | {line["counts"] for line in raw.variations}
    known = sorted(day for day in days if day <= (raw.as_at or "9"))
    return [one for first, last in pairwise(known) for one in changes_of(raw, first, last)]
