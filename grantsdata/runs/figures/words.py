"""Check the words of a sentence against its figures: most and least, over and under, from … to, without, of what.

A figure can be right and the words around it wrong. Each rule here looks for words of one kind, and says what a figure
beside them must be like. Words without a figure are not looked at, but for the verdict on whether the figures add up.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any

from grantsdata.runs.figures.labels import Call, calls_in
from grantsdata.runs.figures.sentences import Figure, Sentence
from grantsdata.runs.verifier.evaluate import MONTHS, Unknown, Verifier, stated
from grantsdata.runs.verifier.law import of_duty
from grantsdata.runs.verifier.printed import amount

_DIRECTIONS = re.compile(
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

_DENIES = re.compile(
    r"\b(?:no|not|none|without|never|neither|blank|only|missing|un(?:stated|named|known|measured|allocated|printed))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|none|without|never)\b(?! yet allocated)", re.IGNORECASE)
_IS_THERE = (
    "provider", "contribution", "other_contributors", "has_measure", "purpose", "conditions", "reasons",
    "tender_circumstance", "contract_published",
)  # fmt: skip
"""Columns of which a sentence says that an award has one, or has none."""

NOT_NAMED = "(not named)"
"""What the columns of payees and of others who pay hold where the paper does not name them."""

_NOUNS = {"award": "awards", "provider": "providers", "stream": "streams", "measure": "measures", "source": "sources"}
_COUNTED = {"count": "award", "rank_count": "award", "rows": "measure"}
"""A kind of count → the noun that may follow it, of those in `_NOUNS`."""

_VERDICTS: dict[str, Callable[[Collection[str], Collection[str]], bool]] = {
    r"figures do not add up": lambda codes, severities: "error" in severities,
    r"figures add up": lambda codes, severities: (
        "error" not in severities and not {"budget-partly-allocated", "budget-over-allocated"} & {*codes}
    ),
    r"only (?:a )?part of (?:a|the) budget": lambda codes, severities: "budget-partly-allocated" in codes,
    r"[Mm]ore (?:is awarded )?than (?:a|the) budget": lambda codes, severities: bool(
        {"budget-over-allocated", "budget-exceeded"} & {*codes}
    ),
}
"""Words of a verdict → whether the codes and severities of the findings bear it out."""


def word_faults(
    sentence: Sentence, verifier: Verifier, findings: Collection[tuple[str, str, str]] = (), of: Mapping[str, Any] = {}
) -> Iterator[str]:
    """Yield what is wrong with the words of a sentence; `of` says which awards its page is about."""
    text, calls = _without_figures(sentence), [_outer(figure) for figure in sentence.figures]
    yield from _directions(text, [call for one in sentence.figures for call in calls_in(one.expression)])
    yield from _ascending(sentence, text, verifier)
    yield from _beside_budgets(text, calls, verifier)
    yield from _inside(text, calls, verifier, of)
    yield from _denials(sentence, text)
    yield from _nouns(sentence, text)
    yield from _agreement(sentence, text, verifier)
    yield from _first_types(sentence, text, verifier)
    yield from _limits(text, calls)
    yield from _repeated(sentence)
    if text.endswith("?"):
        return  # a question claims nothing
    for words, bears_out in _VERDICTS.items():
        if findings and re.search(words, text) and not bears_out({one[0] for one in findings}, _severities(findings)):
            yield f"the findings do not bear out “{re.search(words, text)[0]}”"  # type: ignore[index]


def ranks_out_of_order(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield a fault for each second, third … of a ranking before which the page does not name the one above it."""
    named: set[tuple[str, str, int]] = set()
    for sentence in sentences:
        for figure in sentence.figures:
            call = _outer(figure)
            if call.kind != "rank":
                continue
            column, place = call.arguments[:2]
            ranking = (str(column), str(sorted(call.of.items(), key=str)))
            if place > 1 and (*ranking, place - 1) not in named:
                yield f"“{sentence.text}”: {figure.text} is number {place}; number {place - 1} is not named before it"
            named.add((*ranking, place))


def _severities(findings: Collection[tuple[str, str, str]]) -> set[str]:
    return {severity for _, _, severity in findings}


def _outer(figure: Figure) -> Call:
    """The outer call of an expression; that within `in_year`, for another year."""
    calls = [call for call in calls_in(figure.expression) if call.kind != "in_year"]
    return next(iter(calls), Call("", (), {}))


def _without_figures(sentence: Sentence) -> str:
    """The text with dots in the place of figures, and of what stands between quotation marks; it is as long."""
    text = sentence.text
    for figure in sentence.figures:
        text = text[: figure.place] + "·" * len(figure.text) + text[figure.place + len(figure.text) :]
    return re.sub(r"“[^”]*”", lambda quoted: "·" * len(quoted[0]), text)


def _directions(text: str, calls: list[Call]) -> Iterator[str]:
    """Most and least: the figures at the top have no word for the bottom beside them, in the order of the sentence."""
    words = ["up" if found["up"] else "down" for found in _DIRECTIONS.finditer(text)]
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
        sizes = [_size(one, verifier) for one in pair]
        if len(sizes) == 2 and None not in sizes and short.count("·") == len(sentence.figures):
            low, high = (Fraction(size or 0) for size in sizes)
            if low == high and pair[0].expression == pair[1].expression:
                yield f"“from {pair[0].text} to {pair[1].text}” is no span"
            elif (low > high) != bool(_FALLS.search(found["verb"] or "")) and low != high:
                yield f"“from {pair[0].text} to {pair[1].text}” is the wrong way round"


def _size(figure: Figure, verifier: Verifier) -> Fraction | None:
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


def _inside(text: str, calls: list[Call], verifier: Verifier, of: Mapping[str, Any]) -> Iterator[str]:
    """Part of or outside the overall budget: as `paper.toml` says of the stream that the sentence or page is about."""
    says = re.search(r"\b(part of|inside|outside) the (?:overall|total)? ?\w* ?budget", text)
    names = [call.arguments[0] for call in calls if call.kind in ("budget", "stream") and call.arguments[0]]
    name = next(iter(names), of.get("stream"))
    if says and isinstance(name, str) and not {"sum", "count"} & {call.kind for call in calls}:
        stream = verifier.stream(name)
        if bool(stream["in_overall_budget"]) == (says[1] == "outside"):
            yield f"“{name}” is not {says[1]} the overall budget"
    label = str(verifier.raw.paper["overall_budget"]["label"])
    if of.get("stream") and not re.search(rf"\boverall\b|{re.escape(label)}", text, re.IGNORECASE):
        for call in calls:
            if call.kind == "budget" and not call.arguments[0]:
                yield f"it is about {of['stream']}, and states the overall budget as if it were its own"


def _denials(sentence: Sentence, text: str) -> Iterator[str]:
    """Has and has not: a figure of awards without something has a word for that, and one of awards with it has none."""
    for figure in sentence.figures:
        calls = [call for call in calls_in(figure.expression) if call.kind in ("count", "sum")]
        conditions = [(name, _is_there(of)) for call in calls for name, of in call.of.items() if name in _IS_THERE]
        denied = [name for name, is_there in conditions if is_there is False]
        clause = _clause(text, figure)
        if denied and not _DENIES.search(clause + figure.text) and not _DENIES.search(text):
            yield f"{figure.text} is about awards without {denied[0]}; the sentence does not say so"
        if figure.text.lower() == "any" and conditions and not _DENIED.search(text):
            yield "it says “any” of none"
        has_all = bool(conditions) and all(is_there for _, is_there in conditions)
        if has_all and _DENIED.search(clause) and figure.text.split()[0].lower() not in ("none", "no", "any", "0"):
            yield f"{figure.text} is about awards with {conditions[0][0]}; the sentence says that they have none"


def _is_there(of: Any) -> bool | None:
    """Whether a condition asks for something that is stated; None if it asks for one value of several."""
    if isinstance(of, Mapping):
        return None if _is_there(of["not"]) is None else not _is_there(of["not"])
    return of if isinstance(of, bool) else False if of == NOT_NAMED else None


def _clause(text: str, figure: Figure) -> str:
    begin = max(text.rfind(mark, 0, figure.place) for mark in ";:,")
    ends = [at for at in (text.find(mark, figure.place + len(figure.text)) for mark in ";:,") if at >= 0]
    return text[begin + 1 : min(ends, default=len(text))]


def _nouns(sentence: Sentence, text: str) -> Iterator[str]:
    """The noun after a count is that of what is counted."""
    for figure in sentence.figures:
        call = _outer(figure)
        noun = str(call.arguments[0]) if call.kind == "distinct" else _COUNTED.get(call.kind, "")
        after = text[figure.place + len(figure.text) :].split()[:1]
        said = [*figure.text.split()[1:2], *after][:1]
        word = re.sub(r"\W", "", said[0]).lower() if said else ""
        known = {form: one for one, many in _NOUNS.items() for form in (one, many)}
        if noun and word in known and known[word] != noun:
            yield f"{figure.text} counts {_NOUNS.get(noun, noun)}, not {word}"


_ONE = {"is": "are", "was": "were", "has": "have", "goes": "go", "does": "do", "comes": "come", "conflicts": "conflict"}
_VERBS = "|".join([*_ONE, *_ONE.values()])
_FOLLOWS = re.compile(
    rf"(?: (?:[a-z]+s|award|provider|measure|condition|record|source|stream|single tender)(?= |,))?"
    rf"(?:, [^,;:.]*,)? (?P<verb>{_VERBS})\b"
)
"""What stands between a count and its verb: its noun, and an apposition."""


def _agreement(sentence: Sentence, text: str, verifier: Verifier) -> Iterator[str]:
    """The verb after a count is that of one or of many, as the count is."""
    if re.search(r"\bone (?:are|were|have|go|do|come)\b", text):
        yield "it says “one” with the verb of many"
    for figure in sentence.figures:
        found = _FOLLOWS.match(text, figure.place + len(figure.text))
        size = _size(figure, verifier) if _outer(figure).kind in ("count", "distinct", "rows", "listed") else None
        if found and size is not None and (size == 1) != (found["verb"] in _ONE) and not _is_part(text, figure):
            yield f"“{figure.text} … {found['verb']}” does not agree in number"


def _is_part(text: str, figure: Figure) -> bool:
    """Whether the verb follows another count as well: “2 of 35 awards have”, “2 agreements and 1 condition are”."""
    before = text[: figure.place]
    listed = re.search(r"·(?: [a-z]+){1,3}(?:,| and) $", before)
    return bool(re.search(r"\bof (?:the )?$", before) or (listed and not re.search(rf"\b(?:{_VERBS})\b", listed[0])))


def _first_types(sentence: Sentence, text: str, verifier: Verifier) -> Iterator[str]:
    """A type of provider is the largest only if it is whatever the types are of providers not in the register."""
    for figure in sentence.figures:
        call = _outer(figure)
        if call.kind != "rank" or call.arguments[:2] != ("provider_type", 1) or "in_year" in figure.expression:
            continue
        sums = [sum(stated(group)) for group in verifier.ranked("provider_type", call.of)]
        unknown = sum(stated(verifier.all({**call.of, "provider_type": "not in the register"})))
        if _DIRECTIONS.search(text) and unknown and sums[0] <= sum(sums[1:2]) + unknown:
            yield f"{figure.text} may not be the largest: of providers not in the register no type is known"


def _limits(text: str, calls: list[Call]) -> Iterator[str]:
    """A sentence with one limit of the law is about what that duty bears on."""
    names = {call.arguments[0] for call in calls if call.kind == "duty" and call.arguments[1].endswith("_gbp")}
    bears_on = {str(of_duty(name, "bears_on")) for name in names}
    if len(bears_on) == 1 and (noun := bears_on.pop()).split()[-1].removesuffix("s") not in text.lower():
        yield f"it states the limit for {noun}, and is about something else"


def _repeated(sentence: Sentence) -> Iterator[str]:
    """Two figures of a sentence are not the same one."""
    sizes = [
        one.expression for one in sentence.figures if _outer(one).kind in ("count", "plus", "sum", "share", "entry")
    ]
    yield from (f"it states {one} twice" for one in dict.fromkeys(sizes) if sizes.count(one) > 1)
