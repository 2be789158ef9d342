"""Decide which counts are not published: small ones, and others that would give a small one away.

The rule: a count under `schema.SMALL` is withheld. So are further counts wherever readers who know all published ones,
and which counts add up to which, could work out a withheld one; counts are whole and not negative. Of the ways to hide
it, the one that withholds the fewest further counts is taken, and then the one with the smallest; sums over several
awards go before figures of one award. So each withheld count could be another one as well. Where no way is found, all
counts that it adds up with are withheld.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import count as numbers
from typing import TypeVar

from grantsdata.model.schema import SMALL

Key = TypeVar("Key", bound=Hashable)
Sum = tuple[Key, tuple[Key, ...]]
"""A count, and those that add up to it."""


def withheld(
    counts: Mapping[Key, int],
    sums: Sequence[Sum[Key]],
    remainders: Collection[Key] = (),
    rather: Collection[Key] = (),
) -> set[Key]:
    """Return which of these counts are not published, by the rule of this module; `rather` are those that go first.

    `remainders` are those that no page shows, such as the people whom a share leaves out: they are never returned, but
    a small one, if it is not 0, cannot be worked out either.
    """
    hidden = {key for key, count in counts.items() if count < SMALL or key in remainders}
    sums_with: dict[Key, list[Sum[Key]]] = defaultdict(list)
    for total, parts in sums:
        for key in (total, *parts):
            sums_with[key].append((total, parts))
    losses = {key: 0 if key in rather else count for key, count in counts.items()}
    waiting = [key for key in counts if key in hidden and (key not in remainders or 0 < counts[key] < SMALL)]
    for key in waiting:  # grows meanwhile: what is withheld for another count cannot be worked out either
        further = _to_hide_with(key, hidden, counts, losses, sums_with)
        hidden.update(further)
        waiting += further
    return hidden - {*remainders}


def _to_hide_with(
    key: Key,
    hidden: Collection[Key],
    counts: Mapping[Key, int],
    losses: Mapping[Key, int],
    sums_with: Mapping[Key, Sequence[Sum[Key]]],
) -> list[Key]:
    """Return the counts to withhold so that this one could be one more or one less without breaking a sum.

    Each step changes one more count of a sum that the changes so far break, by one; the cheapest changes go first.
    """
    order = numbers()
    waiting: list[tuple[int, int, int, dict[Key, int]]] = []
    for by in (1, -1):
        if counts[key] + by >= 0:
            heapq.heappush(waiting, (0, 0, next(order), {key: by}))
    while waiting:
        number, size, _, changes = heapq.heappop(waiting)
        broken = _broken(changes, sums_with)
        if broken is None:
            return [one for one in changes if one not in hidden]
        (total, parts), towards = broken
        for one in (*parts, total):
            by = -towards if one == total else towards
            if one not in changes and counts[one] + by >= 0:
                more = 0 if one in hidden else 1
                step = (number + more, size + more * losses[one], next(order), {**changes, one: by})
                heapq.heappush(waiting, step)
    # No changes by one fit all sums, so all that it adds up with is withheld.
    beside = (one for total, parts in sums_with.get(key, ()) for one in (total, *parts))
    return [one for one in dict.fromkeys(beside) if one not in hidden]


def _broken(changes: Mapping[Key, int], sums_with: Mapping[Key, Sequence[Sum[Key]]]) -> tuple[Sum[Key], int] | None:
    """Return the first sum that these changes break, and whether its parts have to become more (1) or less (-1)."""
    for key in changes:
        for total, parts in sums_with.get(key, ()):
            gap = changes.get(total, 0) - sum(changes.get(part, 0) for part in parts)
            if gap:
                return (total, parts), 1 if gap > 0 else -1
    return None


_NUMBER_WORDS = (
    "no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|once|twice|single|both|pair"
)
_STATES_NUMBER = re.compile(rf"[0-9]|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)


def states_number(text: str) -> bool:
    """Whether a free text has a number, in figures or in words: it could be one that is withheld."""
    return _STATES_NUMBER.search(text) is not None
