"""Find which award of a file is which award on file, although either may have been edited."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

from grantsdata.runs.edits.listed import ListedAward, Listing
from grantsdata.runs.edits.on_file import AwardOnFile
from grantsdata.sources.register import Register

T = TypeVar("T")

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "\u00ad": "", "\u00a0": " "})
"""Signs that programs exchange while a person types."""


class Pairs(NamedTuple):
    """Pairs of an award of a file, with its table, and the award on file that it is; then those without a partner."""

    pairs: list[tuple[Listing, ListedAward, AwardOnFile]]
    added: list[tuple[Listing, ListedAward]]
    deleted: list[AwardOnFile]


class _Row(NamedTuple):
    listing: Listing
    award: ListedAward


def same_text(one: str, other: str) -> bool:
    """Return whether two texts say the same: spaces and the form of quotation marks make no difference."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """The text with single spaces and simple quotation marks."""
    return " ".join(text.translate(_ALIKE).split())


def provider_of(text: str, register: Register) -> str:
    """Return the provider that a text in a file names, as the register has it; the text itself if it has not."""
    return register.lookup(text).provider if text in register else text


def paired(listings: Sequence[Listing], awards: Sequence[AwardOnFile], register: Register) -> Pairs:
    """Pair the awards of a file with those on file, each with one at most.

    A table that for the most part lists awards of the tables before it once more is paired on its own, and none counts
    as deleted for not being in it.
    """
    first, again = _without_repeats(listings)
    pairs, added, deleted = _paired([_Row(one, award) for one in first for award in one.awards], awards, register)
    for listing in again:
        more, more_added, _ = _paired([_Row(listing, award) for award in listing.awards], awards, register)
        pairs, added = pairs + more, added + more_added
    return Pairs(pairs, added, deleted)


def _without_repeats(listings: Sequence[Listing]) -> tuple[list[Listing], list[Listing]]:
    """The tables that list awards, and those that list them once more."""
    seen: set[str] = set()
    first: list[Listing] = []
    again: list[Listing] = []
    for listing in listings:
        services = [_folded(award.service) for award in listing.awards]
        repeats = sum(service in seen for service in services)
        (again if 2 * repeats > len(services) else first).append(listing)
        seen |= set(services)
    return first, again


def _paired(rows: Sequence[_Row], awards: Sequence[AwardOnFile], register: Register) -> Pairs:
    """Pair what has most in common first; what only one thing says must be said of one award on each side."""

    def provider(row: _Row) -> str:
        return _folded(provider_of(row.award.provider, register))

    def amount(award: AwardOnFile) -> int | None:
        return award.pence

    steps: list[tuple[Callable[[_Row], Hashable], Callable[[AwardOnFile], Hashable], bool]] = [
        (
            lambda row: (_folded(row.award.service), provider(row), row.award.pence),
            lambda award: (_folded(award.service), _folded(award.provider), amount(award)),
            False,
        ),
        (
            lambda row: (_folded(row.award.service), provider(row)),
            lambda award: (_folded(award.service), _folded(award.provider)),
            False,
        ),
        (
            lambda row: (_folded(row.award.service), row.award.pence),
            lambda award: (_folded(award.service), amount(award)),
            False,
        ),
        (lambda row: _folded(row.award.service), lambda award: _folded(award.service), True),
        (
            lambda row: (provider(row), row.award.pence),
            lambda award: (_folded(award.provider), amount(award)),
            True,
        ),
    ]
    left_rows, left_awards = list(rows), list(awards)
    pairs: list[tuple[Listing, ListedAward, AwardOnFile]] = []
    for of_row, of_award, is_single in steps:
        by_row, by_award = _by(left_rows, of_row), _by(left_awards, of_award)
        for key in [key for key in by_row if key in by_award]:
            ours, theirs = by_row[key], by_award[key]
            if is_single and not len(ours) == len(theirs) == 1:
                continue
            for row, award in zip(ours, theirs, strict=False):
                pairs.append((row.listing, row.award, award))
                left_rows.remove(row)
                left_awards.remove(award)
    order = {id(row.award): number for number, row in enumerate(rows)}
    pairs.sort(key=lambda pair: order[id(pair[1])])
    return Pairs(pairs, [(row.listing, row.award) for row in left_rows], left_awards)


def _by(items: Sequence[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    found = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return dict(found)


def _folded(text: str) -> str:
    return plain(text).casefold()
