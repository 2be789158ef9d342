"""Match the awards of one year with those of an earlier year: certain pairs, and pairs for a person to decide."""

import difflib
import itertools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from grantsdata.model.schema import ALIKE, APART, SAME, SAME_PROVIDER


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
        """What identifies the award: its stream, and its service in a form that ignores case and punctuation."""
        return self.stream, _normal(self.service)


Pairs = set[tuple[str, str]]
"""Pairs of identifiers: of a former award, and of an award."""


def matches(awards: pd.DataFrame, former: pd.DataFrame, decisions: pd.DataFrame | None = None) -> list[Match]:
    """The pairs of an award and a former award, each award in one pair at most.

    Decisions overrule all rules: `decisions` has the columns former_id, award_id and same, which is "yes" (the pair is
    certain), "no" (they are not a pair) or empty (not decided). Each award has at most one "yes". Decisions about other
    awards are ignored.

    Otherwise a pair is certain if both have the same service in a stream of the same name, and either the same provider
    or a service that occurs once in that stream in both years. Case, punctuation, spaces and "&" for "and" make no
    difference to a service. If several awards share stream, service and provider, those of equal amounts are pairs.
    Pairs of the remaining awards, in any stream, are undecided if they are `ALIKE`, and the most similar are matched
    first. The order of the rows makes no difference.
    """
    then, now = _sorted_awards(former), _sorted_awards(awards)
    found = _decided_matches(then, now, pairs_decided(decisions, SAME))
    different = pairs_decided(decisions, APART)
    found += _same_provider(*_unmatched(then, now, found), different)
    found += _other_provider(then, now, found, different)
    return found + _alike(*_unmatched(then, now, found), different)


def similarity(service: str, other: str) -> float:
    """How similar two services are, 0 to 1, to four decimals, in whichever order they are given."""
    one, two = _normal(service), _normal(other)
    # The ratio of difflib depends on which text comes first.
    return round(max(difflib.SequenceMatcher(None, a, b, False).ratio() for a, b in ((one, two), (two, one))), 4)


def _normal(service: str) -> str:
    """The letters and digits of a service in lower case, with "and" for "&"."""
    text = unicodedata.normalize("NFKC", service).casefold()
    return "".join(c for c in text.replace("&", "and") if c.isalnum()) or text


def _sorted_awards(awards: pd.DataFrame) -> list[_Award]:
    """The awards in the order of their identifiers; a missing provider is ""."""
    cells = awards[["award_id", "stream", "service", "provider", "award_pence"]].astype("object")
    return sorted(
        _Award(key, str(stream), service, "" if pd.isna(provider) else provider, None if pd.isna(pence) else int(pence))
        for key, stream, service, provider, pence in cells.itertuples(index=False)
    )


def pairs_decided(decisions: pd.DataFrame | None, same: str) -> Pairs:
    """The pairs whose decision is exactly `same`."""
    if decisions is None:
        return set()
    decided = decisions[decisions["same"] == same]
    return set(zip(decided["former_id"], decided["award_id"], strict=True))


def _decided_matches(then: Sequence[_Award], now: Sequence[_Award], same: Pairs) -> list[Match]:
    return [
        Match(one.award_id, other.award_id, similarity(one.service, other.service), True)
        for one, other in itertools.product(then, now)
        if (one.award_id, other.award_id) in same
    ]


def _unmatched(
    then: Sequence[_Award], now: Sequence[_Award], found: Sequence[Match]
) -> tuple[list[_Award], list[_Award]]:
    """The awards of both years that are in no pair yet."""
    matched_then, matched_now = {match.former_id for match in found}, {match.award_id for match in found}
    earlier = [award for award in then if award.award_id not in matched_then]
    return earlier, [award for award in now if award.award_id not in matched_now]


def _same_provider(then: Sequence[_Award], now: Sequence[_Award], different: Pairs) -> Iterable[Match]:
    """Certain pairs with the same stream, service and provider; of several, those of equal amounts."""
    groups: defaultdict[tuple[tuple[str, str], str], tuple[list[_Award], list[_Award]]] = defaultdict(lambda: ([], []))
    for side, awards in enumerate((then, now)):
        for one in awards:
            groups[one.name, one.provider][side].append(one)
    for earlier, later in groups.values():
        for one in list(earlier):
            twins = (other for other in later if other.pence == one.pence)
            twin = next((other for other in twins if (one.award_id, other.award_id) not in different), None)
            if twin:
                earlier.remove(one)
                later.remove(twin)
                yield Match(one.award_id, twin.award_id, 1.0, True)
        if len(earlier) == len(later) == 1 and (earlier[0].award_id, later[0].award_id) not in different:
            yield Match(earlier[0].award_id, later[0].award_id, 1.0, True)


def _other_provider(
    then: Sequence[_Award], now: Sequence[_Award], found: Sequence[Match], different: Pairs
) -> list[Match]:
    """Certain pairs with different providers, whose service occurs once in its stream in both years."""
    count_then, count_now = (Counter(award.name for award in awards) for awards in (then, now))
    earlier, later = _unmatched(then, now, found)
    single = {other.name: other for other in later if count_now[other.name] == 1}
    pairs = [
        (one.award_id, single[one.name].award_id) for one in earlier if count_then[one.name] == 1 and one.name in single
    ]
    return [Match(*pair, 1.0, True) for pair in pairs if pair not in different]


def _alike(then: Sequence[_Award], now: Sequence[_Award], different: Pairs) -> list[Match]:
    """The undecided pairs, the most similar first, each award in one pair at most."""
    candidates: list[tuple[float, Match]] = []
    for one, other in itertools.product(then, now):
        service_similarity = similarity(one.service, other.service)
        is_same_provider = one.provider and one.provider == other.provider
        score = round(service_similarity + (SAME_PROVIDER if is_same_provider else 0.0), 4)
        if score >= ALIKE and (one.award_id, other.award_id) not in different:
            candidates.append((-score, Match(one.award_id, other.award_id, service_similarity, False)))
    best: list[Match] = []
    matched_then: set[str] = set()
    matched_now: set[str] = set()
    # Sorting orders pairs of equal score by their identifiers.
    for _, match in sorted(candidates):
        if match.former_id not in matched_then and match.award_id not in matched_now:
            matched_then.add(match.former_id)
            matched_now.add(match.award_id)
            best.append(match)
    return best


def decided_pairs(decisions: pd.DataFrame, awards: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """The decided pairs among these awards, in the order of the files: a row per pair.

    Columns: former_service, service, former_provider, provider, similarity_share (of the services, 0 to 1), same (yes,
    no), reason, said_in (the file). `decisions` is the table of `awards.decisions.load_decisions`; undecided pairs and
    pairs of other awards are left out.
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
