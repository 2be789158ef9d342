"""Find names that may be two spellings of one body. A person decides; no names are merged automatically.

Short forms are written out; small words such as "the" and legal forms are ignored. Then each word must have a partner:
the same word, or one that differs by a typing error. Names with different places or numbers are different bodies.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from grantsdata.model.slugs import file_part
from grantsdata.sources.names.words import AMBIGUOUS_FORMS, PLACES, SHORT_FORMS, plain

_SMALL = {"a", "and", "for", "in", "of", "on", "the", "/", ",", "-"}
_FORMS = {"ltd": "limited", "limited": "limited", "co": "limited", "company": "limited", "inc": "limited",
          "plc": "plc", "llp": "llp", "cic": "cic", "cio": "cio"}  # fmt: skip
_COMMON = """
    academy action adult adults advice advocacy aid alcohol association authority board boys bureau care central centre
    charity child children church city club college committee community company constabulary council counselling county
    court crime dental disorder district drug drugs east family families fire first force foundation girls great group
    heath health help high home house housing hub justice limited little local lower man men mental mid mind national
    new north north offending old older parish partner partners partnership people person police prison probation
    project rape rescue road rural safe safer safety school second service services society south sport sports street
    support team third town trade trust unit upper valley victim victims village voluntary watch welfare west witness
    woman women young youth
"""
_LEAST_LETTERS, _MANY_LETTERS, _MOST_SLIPS = 5, 8, 2
_MOST_READINGS = 8


@dataclass(frozen=True)
class Likeness:
    """A body that a name may refer to, by its canonical name; the similar spelling, and its similarity from 0 to 1."""

    provider: str
    spelling: str
    similarity: float


def likely_same(name: str, spellings: Iterable[tuple[str, str]]) -> tuple[Likeness, ...]:
    """Return the bodies that a name may be another spelling of, the most similar first, each body once.

    `spellings` are pairs of a name in the register and the canonical name of its body.
    """
    listed = list(spellings)
    known = frozenset(itertools.chain(_KNOWN, *(_words(spelling) for spelling, _ in listed)))
    found: dict[str, Likeness] = {}
    for spelling, provider in listed:
        similarity = _similarity(name, spelling, known)
        if similarity is not None and (provider not in found or similarity > found[provider].similarity):
            found[provider] = Likeness(provider, spelling, similarity)
    return tuple(sorted(found.values(), key=lambda one: (-one.similarity, one.provider)))


def _similarity(one: str, other: str, known: Collection[str]) -> float | None:
    """Return the similarity (0 to 1) of two names that may belong to one body; None if they cannot."""
    if file_part(one) == file_part(other):
        return 1.0
    pairs = itertools.product(_readings(one), _readings(other))
    similarities = [_reading_similarity(ours, theirs, known) for ours, theirs in pairs]
    return max((one for one in similarities if one is not None), default=None)


def _reading_similarity(ours: Sequence[str], theirs: Sequence[str], known: Collection[str]) -> float | None:
    our_form, their_form = ({_FORMS[word] for word in words if word in _FORMS} for words in (ours, theirs))
    if our_form and their_form and our_form != their_form:
        return None
    our_words, their_words = ([word for word in words if word not in _FORMS] for words in (ours, theirs))
    if not our_words or not their_words:
        return None
    similarity = ratio(" ".join(sorted(our_words)), " ".join(sorted(their_words))) / 100
    if "".join(our_words) == "".join(their_words):
        return max(similarity, 0.99) if our_words != their_words else 1.0
    our_count, their_count = Counter(our_words), Counter(their_words)
    only_ours, only_theirs = sorted((our_count - their_count).elements()), sorted((their_count - our_count).elements())
    if len(only_ours) != len(only_theirs) or len(only_ours) > _MOST_SLIPS:
        return None
    orders = itertools.permutations(only_theirs)
    return (
        similarity if any(all(map(_is_slip, only_ours, order, [known] * len(only_ours))) for order in orders) else None
    )


def _is_slip(one: str, other: str, known: Collection[str]) -> bool:
    """Whether two words differ by a typing error: a letter added, lost, changed, or two swapped; in a long word, two.

    Two known words are different words, unless they differ only by an s at the end. In a short word a changed letter
    makes a different name: Barton is not Burton.
    """
    if one.rstrip("s") == other.rstrip("s"):
        return one.isalpha() and other.isalpha()
    if one[0] != other[0] or not (one.isalpha() and other.isalpha()) or (one in known and other in known):
        return False
    shorter = min(len(one), len(other))
    slips = OSA.distance(one, other)
    if len(one) == len(other) and sorted(one) != sorted(other) and shorter < _MANY_LETTERS:
        return False
    return shorter >= _LEAST_LETTERS and slips <= (1 if shorter < _MANY_LETTERS else 2)


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a name with short forms written out: one reading for each combination of their meanings."""
    meanings = [AMBIGUOUS_FORMS.get(word, (SHORT_FORMS.get(word, word),)) for word in plain(name).split()]
    readings = itertools.islice(itertools.product(*meanings), _MOST_READINGS)
    return tuple(tuple(word for word in " ".join(one).split() if word not in _SMALL) for one in readings)


def _words(name: str) -> Iterator[str]:
    return itertools.chain.from_iterable(_readings(name))


_KNOWN = frozenset([*_COMMON.split(), *(word for place in PLACES for word in place.split())])
