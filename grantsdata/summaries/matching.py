"""Which award of one year is which award of another: the certain pairs, and those for a person to decide.

What is said of pairs of awards, with what the two are.
"""

import difflib
import itertools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from grantsdata.model.schema import APART, SAME

ALIKE = 0.7
"""Services at least so similar (0 to 1) may be one service under two names."""

SAME_PROVIDER = 0.1
"""What is added to the similarity of two services before it is held against `ALIKE`, if one body delivers both."""


class Match(NamedTuple):
    """Two awards, by their identifiers, and how similar their services are, 0 to 1.

    A match that is not certain is for a person to decide.
    """

    former_id: str
    award_id: str
    similarity_share: float
    is_certain: bool


class _Award(NamedTuple):
    award_id: str
    stream: str
    service: str
    provider: str
    pence: int | None

    @property
    def name(self) -> tuple[str, str]:
        """What the award is known by: its stream, and its service without what makes no difference."""
        return self.stream, _normal(self.service)


Pairs = set[tuple[str, str]]
"""Identifiers of a former award and of an award."""


def matches(awards: pd.DataFrame, former: pd.DataFrame, decisions: pd.DataFrame | None = None) -> list[Match]:
    """The pairs among the awards of a year and those of a former one, each award in one pair at most.

    What is said of a pair goes before all rules: `decisions` has the columns former_id, award_id and same, which is
    "yes" (the pair is certain), "no" (it is no pair) or empty (nobody has said). An award is in one "yes" at most; what
    is said of others than these awards is passed over.

    Otherwise certain: the same service in a stream of the same name, and the same provider, or another one where the
    service is alone in its stream in both years. Case, punctuation, spaces and "&" for "and" make no difference to a
    service.
    Doubtful: of all others, in whichever stream, those that are `ALIKE`, the nearest first. Where several awards share
    stream, service and provider, equal amounts belong together, and whatever that leaves open is doubtful. The order of
    the rows makes no difference.
    """
    then, now = _read(former), _read(awards)
    found, apart = _said(then, now, pairs_said(decisions, SAME)), pairs_said(decisions, APART)
    found += _same_provider(*_left(then, now, found), apart)
    found += _other_provider(then, now, found, apart)
    return found + _alike(*_left(then, now, found), apart)


def similarity(service: str, other: str) -> float:
    """How similar two services are, 0 to 1, to four places; whichever comes first."""
    one, two = _normal(service), _normal(other)
    # What difflib measures depends on which text comes first.
    return round(max(difflib.SequenceMatcher(None, a, b, False).ratio() for a, b in ((one, two), (two, one))), 4)


def _normal(service: str) -> str:
    text = unicodedata.normalize("NFKC", service).casefold()
    return "".join(c for c in text.replace("&", "and") if c.isalnum()) or text


def _read(awards: pd.DataFrame) -> list[_Award]:
    """The awards by their identifiers; an award without a provider has the empty text as one."""
    cells = awards[["award_id", "stream", "service", "provider", "award_pence"]].astype("object")
    return sorted(
        _Award(one, str(stream), service, "" if pd.isna(provider) else provider, None if pd.isna(pence) else int(pence))
        for one, stream, service, provider, pence in cells.itertuples(index=False)
    )


def pairs_said(decisions: pd.DataFrame | None, same: str) -> Pairs:
    """The pairs of which just this is said."""
    if decisions is None:
        return set()
    said = decisions[decisions["same"] == same]
    return set(zip(said["former_id"], said["award_id"], strict=True))


def _said(then: Sequence[_Award], now: Sequence[_Award], same: Pairs) -> list[Match]:
    return [
        Match(one.award_id, other.award_id, similarity(one.service, other.service), True)
        for one, other in itertools.product(then, now)
        if (one.award_id, other.award_id) in same
    ]


def _left(then: Sequence[_Award], now: Sequence[_Award], found: Sequence[Match]) -> tuple[list[_Award], list[_Award]]:
    """The awards of both years that are in no pair yet."""
    of_then, of_now = {match.former_id for match in found}, {match.award_id for match in found}
    return [one for one in then if one.award_id not in of_then], [one for one in now if one.award_id not in of_now]


def _same_provider(then: Sequence[_Award], now: Sequence[_Award], apart: Pairs) -> Iterable[Match]:
    groups: defaultdict[tuple[tuple[str, str], str], tuple[list[_Award], list[_Award]]] = defaultdict(lambda: ([], []))
    for side, awards in enumerate((then, now)):
        for one in awards:
            groups[one.name, one.provider][side].append(one)
    for earlier, later in groups.values():
        for one in list(earlier):
            twins = (other for other in later if other.pence == one.pence)
            twin = next((other for other in twins if (one.award_id, other.award_id) not in apart), None)
            if twin:
                earlier.remove(one)
                later.remove(twin)
                yield Match(one.award_id, twin.award_id, 1.0, True)
        if len(earlier) == len(later) == 1 and (earlier[0].award_id, later[0].award_id) not in apart:
            yield Match(earlier[0].award_id, later[0].award_id, 1.0, True)


def _other_provider(then: Sequence[_Award], now: Sequence[_Award], found: Sequence[Match], apart: Pairs) -> list[Match]:
    of_then, of_now = (Counter(one.name for one in awards) for awards in (then, now))
    earlier, later = _left(then, now, found)
    alone = {other.name: other for other in later if of_now[other.name] == 1}
    pairs = [
        (one.award_id, alone[one.name].award_id) for one in earlier if of_then[one.name] == 1 and one.name in alone
    ]
    return [Match(*pair, 1.0, True) for pair in pairs if pair not in apart]


def _alike(then: Sequence[_Award], now: Sequence[_Award], apart: Pairs) -> list[Match]:
    candidates: list[tuple[float, Match]] = []
    for one, other in itertools.product(then, now):
        alike = similarity(one.service, other.service)
        near = round(alike + (SAME_PROVIDER if one.provider and one.provider == other.provider else 0.0), 4)
        if near >= ALIKE and (one.award_id, other.award_id) not in apart:
            candidates.append((-near, Match(one.award_id, other.award_id, alike, False)))
    best: list[Match] = []
    of_then: set[str] = set()
    of_now: set[str] = set()
    # Equally near pairs stand in the order of their identifiers.
    for _, match in sorted(candidates):
        if match.former_id not in of_then and match.award_id not in of_now:
            of_then.add(match.former_id)
            of_now.add(match.award_id)
            best.append(match)
    return best


def decided_pairs(decisions: pd.DataFrame, awards: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """Each pair of which something is said, in the order of the files: a row each.

    Columns: former_service, service, former_provider, provider, similarity_share (of the services, 0 to 1), same (yes,
    no), reason, said_in (the file). `decisions` as `decisions.load_decisions` gives them; pairs that nobody has decided
    are left out, and so are those of other awards than these.
    """
    sides = {"former_id": former, "award_id": awards}
    table = decisions[decisions["same"] != ""].rename(columns={"source_file": "said_in"})
    for key, side in sides.items():
        known = side.set_index("award_id")[["service", "provider"]].astype("object")
        table = table[table[key].isin(known.index)].join(known.add_prefix("former_" * (key == "former_id")), on=key)
    services = zip(table["former_service"], table["service"], strict=True)
    table["similarity_share"] = pd.array([similarity(*pair) for pair in services], dtype="Float64")
    columns = ["former_service", "service", "former_provider", "provider", "similarity_share", "same", "reason"]
    return table[[*columns, "said_in"]].reset_index(drop=True)
