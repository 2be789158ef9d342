"""Whether two names may be one body in two spellings. It is offered to a person, and nothing is ever merged by it.

Short forms are written out, and "the", small words and legal forms passed over. Each word must then have its partner:
the same word, or one that differs by a slip of the pen. A place or a number that differs is another body.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from grantsdata.model.slugs import file_part
from grantsdata.sources.names.words import DOUBTFUL_FORMS, PLACES, SHORT_FORMS, plain

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
    """A body that may be the one meant, by its canonical name; the spelling that is like it, and how like (0 to 1)."""

    provider: str
    spelling: str
    similarity: float


def likely_same(name: str, spellings: Iterable[tuple[str, str]]) -> tuple[Likeness, ...]:
    """The bodies that a name may be another spelling of, the likest first; each once.

    `spellings` are pairs of a name that is on file and the body that it stands for.
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
    """How alike two names are that may be one body's; None if they are not."""
    if file_part(one) == file_part(other):
        return 1.0
    pairs = itertools.product(_readings(one), _readings(other))
    alike = [_alike(ours, theirs, known) for ours, theirs in pairs]
    return max((share for share in alike if share is not None), default=None)


def _alike(ours: Sequence[str], theirs: Sequence[str], known: Collection[str]) -> float | None:
    our_form, their_form = ({_FORMS[word] for word in words if word in _FORMS} for words in (ours, theirs))
    if our_form and their_form and our_form != their_form:
        return None
    our_words, their_words = ([word for word in words if word not in _FORMS] for words in (ours, theirs))
    if not our_words or not their_words:
        return None
    share = ratio(" ".join(sorted(our_words)), " ".join(sorted(their_words))) / 100
    if "".join(our_words) == "".join(their_words):
        return max(share, 0.99) if our_words != their_words else 1.0
    more, fewer = Counter(our_words), Counter(their_words)
    left, right = sorted((more - fewer).elements()), sorted((fewer - more).elements())
    if len(left) != len(right) or len(left) > _MOST_SLIPS:
        return None
    orders = itertools.permutations(right)
    return share if any(all(map(_is_slip, left, order, [known] * len(left))) for order in orders) else None


def _is_slip(one: str, other: str, known: Collection[str]) -> bool:
    """Whether two words differ by a slip: a letter more, less or another, or two exchanged; in a long word, two slips.

    Two words that are known both are two words, but for an s at the end. In a short word another letter makes another
    name: Barton is not Burton.
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
    """The words of a name, with short forms written out; those with several meanings in each of them."""
    ways = [DOUBTFUL_FORMS.get(word, (SHORT_FORMS.get(word, word),)) for word in plain(name).split()]
    some = itertools.islice(itertools.product(*ways), _MOST_READINGS)
    return tuple(tuple(word for word in " ".join(way).split() if word not in _SMALL) for way in some)


def _words(name: str) -> Iterator[str]:
    return itertools.chain.from_iterable(_readings(name))


_KNOWN = frozenset([*_COMMON.split(), *(word for place in PLACES for word in place.split())])
