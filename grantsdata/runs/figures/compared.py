"""Check the words by which a sentence compares its figures: most and least, second, next, over and under, from … to."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import groupby

from grantsdata.runs.figures.labels import Call, calls_in, outer
from grantsdata.runs.figures.sentences import Figure, Sentence
from grantsdata.runs.verifier.evaluate import MONTHS, Unknown, Value, Verifier, stated
from grantsdata.runs.verifier.printed import amount

DIRECTIONS = re.compile(
    r"(?<!at )(?<!not )\b(?:(?P<up>most|largest|highest|biggest|greatest)|(?P<down>least|smallest|lowest|fewest))\b",
    re.IGNORECASE,
)
_UP, _DOWN = {"rank", "rank_sum", "rank_count", "largest_sum", "most", "of_most"}, {"least"}

_FROM_TO = re.compile(r"(?P<verb>\w+ (?:\w+ )?)?from · to ·")
_FALLS = re.compile(r"\b(?:fell|falls?|fallen|down|dropp?(?:ed|s)|less|fewer|decreased?|cut)\b", re.IGNORECASE)

_BESIDE_BUDGET = {
    "over": r"\b(?:more than|over|above|exceeds?|beyond)\b",
    "under": r"\b(?:less than|under|below|only (?:a )?part of)\b",
    "fits": r"\b(?:fits?|match(?:es)?|agrees?|equals?)\b",
}

_PLACES = {word: place for place, word in enumerate(("second", "third", "fourth", "fifth"), start=2)}
_PLACED = re.compile(rf"\b({'|'.join(_PLACES)})[- ](?:largest|highest|biggest|most)\b", re.IGNORECASE)
_COMES_NEXT = re.compile(r"\b(?:next|then|followed|after|second|third)\b", re.IGNORECASE)
_MAJORITY = re.compile(r"\b(?:most of|majority|mostly|mainly|largely|chiefly)\b", re.IGNORECASE)
_APART = re.compile(r"·, · (less|fewer|more) than [a-z ]*·")
_OVER, _UNDER = (
    (r"\b(?:over|above|more than) $", r" or more\b"),
    (r"\b(?:under|below|less than|up to) $", r" or less\b"),
)


def comparison_faults(sentence: Sentence, verifier: Verifier) -> Iterator[str]:
    """Yield what is wrong with the words by which a sentence compares its figures."""
    text, calls = sentence.words, [outer(figure) for figure in sentence.figures]
    yield from _directions(text, [call for one in sentence.figures for call in calls_in(one.expression)])
    yield from _places(sentence, text)
    yield from _majorities(sentence, text, verifier)
    yield from _averages(sentence, text)
    yield from _ascending(sentence, text, verifier)
    yield from _differences(sentence, verifier)
    yield from _changes(sentence, text)
    yield from _firsts(sentence, text)
    yield from _limits(sentence, text)
    yield from _beside_budgets(text, calls, verifier)


def _places(sentence: Sentence, text: str) -> Iterator[str]:
    """Second, third and next: the figures of the sentence have these places in a ranking."""
    ranks = [(call.arguments[1], one) for one in sentence.figures if (call := outer(one)).kind == "rank"]
    places = {call.arguments[1] for one in sentence.figures for call in calls_in(one.expression) if call.kind in _RANKS}
    for found in _PLACED.finditer(text):
        if _PLACES[found[1].lower()] not in places:
            yield f"it says “{found[0]}”, and none of its figures is that"
    place, first = ranks[0] if ranks else (1, None)
    if first and place > 1 and not _COMES_NEXT.search(text[: first.place]):
        yield f"{first.text} is number {place}; the sentence does not say that it comes next"


_RANKS = ("rank", "rank_sum", "rank_count")


def _majorities(sentence: Sentence, text: str, verifier: Verifier) -> Iterator[str]:
    """Most of it: one of the figures of the sentence is more than half of the money, or of the awards."""
    found = _MAJORITY.search(text)
    values = [verifier.value(one.expression) for one in sentence.figures if size_of(one, verifier) is not None]
    if found and values and max(map(_part_of_all(verifier), values)) * 2 <= 1:
        yield f"it says “{found[0]}”; none of its figures is more than a half"


def _part_of_all(verifier: Verifier) -> Callable[[Value], Fraction]:
    awards = verifier.raw.awards
    wholes = {"pounds": Fraction(sum(stated(awards))), "number": Fraction(len(awards)), "share": Fraction(1)}
    return lambda value: value.amount / (wholes[value.unit] or 1)


def _averages(sentence: Sentence, text: str) -> Iterator[str]:
    """The median is called so, and nothing is called a mean, which no figure is."""
    is_middle = any(outer(one).kind == "middle" for one in sentence.figures)
    if is_middle and not re.search(r"\b(?:median|middle)\b", text, re.IGNORECASE):
        yield "a figure is the median, and the sentence does not say so"
    if sentence.figures and re.search(r"\b(?:the|an?|on) (?:mean|average)\b", text, re.IGNORECASE):
        yield "it states a mean; none of its figures is one"


def _differences(sentence: Sentence, verifier: Verifier) -> Iterator[str]:
    """A, some pounds less than B: A is less than B."""
    short = re.sub("·+", "·", sentence.without_figures)
    for found in _APART.finditer(short):
        number = short[: found.start()].count("·")
        sizes = [size_of(one, verifier) for one in sentence.figures[number : number + 3 : 2]]
        if len(sizes) == 2 and None not in sizes and short.count("·") == len(sentence.figures):
            ours, theirs = (Fraction(size or 0) for size in sizes)
            if (ours > theirs) != (found[1] == "more"):
                yield f"“{sentence.figures[number].text}” is not {found[1]} than the figure beside it"


def _changes(sentence: Sentence, text: str) -> Iterator[str]:
    """More and less, Before and This year: as the figure says, which is of an earlier year or day, or of now."""
    for figure in sentence.figures:
        first = re.match(r"minus\((?:in_year|at)\(", figure.expression)
        other = re.match(r"minus\(.*\), (?:in_year|at)\(", figure.expression)
        said = re.search(r"\b(?:(more|higher)|(?:less|fewer|lower))\b", text[figure.place + len(figure.text) :])
        if said and bool(first) != bool(other) and bool(said[1]) == bool(first):
            yield f"it says “{said[0]}”; {figure.text} is what the {'earlier' if first else 'later'} one is larger by"
        label = re.search(r"\b(Before|This year): $", text[: figure.place])
        if label and (label[1] == "Before") != figure.expression.startswith("in_year("):
            yield f"it says “{label[1]}” of {figure.text}"


def _firsts(sentence: Sentence, text: str) -> Iterator[str]:
    """The first of a ranking is said to be so."""
    for figure in sentence.figures:
        is_first = outer(figure).kind == "rank" and outer(figure).arguments[1:2] == (1,)
        if is_first and not DIRECTIONS.search(text) and not re.search(r"\bonly\b", text):
            yield f"{figure.text} is the first of a ranking; the sentence does not say so"


def _limits(sentence: Sentence, text: str) -> Iterator[str]:
    """A limit of the law from which on a duty applies is said to be one, and so is one up to which it applies."""
    for figure in sentence.figures:
        key = next(iter(outer(figure).arguments[1:2]), "")
        before, after = text[: figure.place], text[figure.place + len(figure.text) :]
        wrong = {"over_gbp": _UNDER, "up_to_gbp": _OVER}.get(str(key), ())
        if wrong and (re.search(wrong[0], before) or re.match(wrong[1], after)):
            yield f"{figure.text} is a limit {'over' if key == 'over_gbp' else 'up to'} which a duty applies"


def _directions(text: str, calls: list[Call]) -> Iterator[str]:
    """Most and least: the figures at the top have no word for the bottom beside them, in the order of the sentence."""
    words = ["up" if found["up"] else "down" for found in DIRECTIONS.finditer(text)]
    figures = [
        "up" if call.kind in _UP else "down"
        for call in calls
        if call.kind in _DOWN or (call.kind in _UP and _top(call))
    ]
    said, shown = ([one for one, _ in groupby(some)] for some in (words, figures))
    if said and shown and said != shown[: len(said)]:
        yield f"it says {_listed(said)}; its figures are about the {_listed(shown)}"


def _listed(ends: list[str]) -> str:
    return ", then ".join(_ENDS[end] for end in ends)


_ENDS = {"up": "largest", "down": "smallest"}


def _top(call: Call) -> bool:
    """Whether a rank is the first; the second largest is neither."""
    return call.kind not in ("rank", "rank_sum", "rank_count") or call.arguments[1:2] == (1,)


def _ascending(sentence: Sentence, text: str, verifier: Verifier) -> Iterator[str]:
    """From … to: the first is the smaller or the earlier, unless something fell."""
    short = re.sub("·+", "·", text)
    for found in _FROM_TO.finditer(short):
        number = short[: found.start()].count("·")
        pair = [one for one in sentence.figures][number : number + 2]
        sizes = [size_of(one, verifier) for one in pair]
        if len(sizes) == 2 and None not in sizes and short.count("·") == len(sentence.figures):
            low, high = (Fraction(size or 0) for size in sizes)
            if low == high and pair[0].expression == pair[1].expression:
                yield f"“from {pair[0].text} to {pair[1].text}” is no span"
            elif (low > high) != bool(_FALLS.search(found["verb"] or "")) and low != high:
                yield f"“from {pair[0].text} to {pair[1].text}” is the wrong way round"


def size_of(figure: Figure, verifier: Verifier) -> Fraction | None:
    """A size to compare: an amount or number, a day; None for anything else."""
    day = re.fullmatch(rf"(\d{{1,2}}) ({'|'.join(MONTHS[1:])}) (\d{{4}})", figure.text)
    if day:
        return Fraction(int(day[3]) * 372 + MONTHS.index(day[2]) * 31 + int(day[1]))
    try:
        value = verifier.value(figure.expression)
    except Unknown:
        return None
    return None if value.unit == "text" else value.amount


def _beside_budgets(text: str, calls: list[Call], verifier: Verifier) -> Iterator[str]:
    """Over, under or fits: how the awards stand to the one budget that a sentence names."""
    words = [name for name, pattern in _BESIDE_BUDGET.items() if re.search(pattern, text, re.IGNORECASE)]
    streams = [call.arguments[0] for call in calls if call.kind == "budget"]
    if len(words) != 1 or not streams or "constant" in {call.kind for call in calls}:
        return
    for name in streams:
        try:
            budget = verifier.budget(name)
            key = "code" if name in verifier.raw.streams else "stream"
            of = {key: name} if name else {"in_overall_budget": True}
            ours = sum(award["award_pence"] or 0 for award in verifier.all(of))
        except LookupError:
            continue
        rounded = [amount(part, {})[1] for text in budget.texts for part in re.split(r" (?:\+|and|plus) ", text)]
        half, gap = Fraction(sum(rounded), 2), ours - budget.amount
        holds = {"over": gap > 0, "under": gap < 0, "fits": abs(gap) <= half}[words[0]]
        if budget.unit == "pounds" and not holds:
            yield f"the awards are not {_STAND[words[0]]} the budget {budget.texts[0]}"


_STAND = {"over": "over", "under": "under", "fits": "what rounds to"}
