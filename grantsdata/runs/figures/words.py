"""Check the words of a sentence against its figures: with and without, of what, which noun. `compared` has the rest.

A figure can be right and the words around it wrong. Each rule here looks for words of one kind, and says what a figure
beside them must be like. Words without a figure are not looked at, but for the verdict on whether the figures add up.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from grantsdata.runs.figures.compared import DIRECTIONS, comparison_faults
from grantsdata.runs.figures.labels import Call, calls_in, outer
from grantsdata.runs.figures.sentences import Figure, Sentence
from grantsdata.runs.verifier.evaluate import Verifier, stated
from grantsdata.runs.verifier.law import of_duty

_DENIES = re.compile(
    r"\b(?:no|not|none|without|never|neither|blank|only|missing|un(?:stated|named|known|measured|allocated|printed))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|none|without|never)\b(?! yet allocated)", re.IGNORECASE)
_IS_THERE = (
    "provider", "contribution", "other_contributors", "has_measure", "purpose", "conditions", "reasons",
    "tender_circumstance", "contract_published", "measured",
)  # fmt: skip
"""Columns of which a sentence says that an award has one, or has none."""

_LACKED = re.compile(
    r"\b(?:no|without(?: an?)?) (?:(?:stated|named|printed|known|other) )?"
    r"(provider|recipient|amount|measure|purpose|condition|reason)s?\b"
)
_LACKS = {
    "provider": ("provider",), "recipient": ("provider",), "amount": ("award_status", "award_pence"),
    "measure": ("has_measure", "measured"), "purpose": ("purpose",), "condition": ("conditions",),
    "reason": ("reasons", "tender_circumstance"),
}  # fmt: skip
"""A noun that a sentence denies → the columns of which one is empty then."""

_NAMED_BY = {
    ("provider_basis", "judgement"): "judge?ment|confidence",
    ("arrangement", "Single tender"): "single tender|without competition",
    **{("provider_confidence", one): one for one in ("high", "medium", "low")},
}
"""What a figure is about → words of which the sentence must have one."""

NOT_NAMED = "(not named)"
"""What the columns of payees and of others who pay hold where the paper does not name them."""

_NOUNS = {noun: f"{noun}s" for noun in (
    "award", "provider", "stream", "measure", "source", "agreement", "condition", "payment", "variation", "tender",
)}  # fmt: skip
_OF_FILES = {
    "measures": "measure", "agreements": "agreement", "conditions": "condition", "payments": "payment",
    "variations": "variation", "tenders": "tender",
}  # fmt: skip
"""A table of the raw files → the noun of its rows."""
_COUNTED = {"count": "award", "rank_count": "award"}
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
    text, calls = sentence.words, [outer(figure) for figure in sentence.figures]
    yield from comparison_faults(sentence, verifier)
    yield from _inside(text, calls, verifier, of)
    yield from _denials(sentence, text)
    yield from _unnamed(sentence)
    yield from _nouns(sentence, text, verifier)
    yield from _states(sentence, text)
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
            call = outer(figure)
            if call.kind != "rank":
                continue
            column, place = call.arguments[:2]
            ranking = (str(column), str(sorted(call.of.items(), key=str)))
            if place > 1 and (*ranking, place - 1) not in named:
                yield f"“{sentence.text}”: {figure.text} is number {place}; number {place - 1} is not named before it"
            named.add((*ranking, place))


def _severities(findings: Collection[tuple[str, str, str]]) -> set[str]:
    return {severity for _, _, severity in findings}


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
        lacks = [
            name for call in calls for name, of in call.of.items() if name in denied or of in ("not stated", False)
        ]
        for found in _LACKED.finditer(clause) if lacks else ():
            if not {*_LACKS[found[1]]} & {*lacks}:
                yield f"{figure.text} is about awards without {lacks[0]}; the sentence says “{found[0]}”"
        if denied and not _DENIES.search(clause + figure.text) and not _DENIES.search(text):
            yield f"{figure.text} is about awards without {denied[0]}; the sentence does not say so"
        if figure.text.lower() == "any" and conditions and not _DENIED.search(text):
            yield "it says “any” of none"
        has_all = bool(conditions) and all(is_there for _, is_there in conditions)
        if has_all and _DENIED.search(clause) and figure.text.split()[0].lower() not in ("none", "no", "any", "0"):
            yield f"{figure.text} is about awards with {conditions[0][0]}; the sentence says that they have none"


def _unnamed(sentence: Sentence) -> Iterator[str]:
    """What the figures of a sentence are about, it names; but the sum of a choice that a reader makes stands alone."""
    is_sum_of_choice = re.match(r"·+(?: awards?)?: ", sentence.words)
    for figure in sentence.figures if not is_sum_of_choice else ():
        for call in calls_in(figure.expression):
            for name, value in call.of.items():
                words = _NAMED_BY.get((name, value)) if isinstance(value, str) else None
                is_of_them = sentence.text[figure.place + len(figure.text) :].startswith(" of them")
                if words and not is_of_them and not re.search(words, sentence.text, re.IGNORECASE):
                    yield f"{figure.text} is about “{value}”; the sentence does not say so"


def _is_there(of: Any) -> bool | None:
    """Whether a condition asks for something that is stated; None if it asks for one value of several."""
    if isinstance(of, Mapping):
        return None if _is_there(of["not"]) is None else not _is_there(of["not"])
    return of if isinstance(of, bool) else False if of in (NOT_NAMED, "no measure") else None


def _clause(text: str, figure: Figure) -> str:
    begin = max(text.rfind(mark, 0, figure.place) for mark in ";:,")
    ends = [at for at in (text.find(mark, figure.place + len(figure.text)) for mark in ";:,") if at >= 0]
    return text[begin + 1 : min(ends, default=len(text))]


def _nouns(sentence: Sentence, text: str, verifier: Verifier) -> Iterator[str]:
    """The noun after a count is that of what is counted."""
    of_files = {
        verifier.raw.source(part["file"]): _OF_FILES[key]
        for key, part in verifier.raw.paper.items()
        if key in _OF_FILES
    }
    for figure in sentence.figures:
        call = outer(figure)
        noun = str(call.arguments[0]) if call.kind == "distinct" else _COUNTED.get(call.kind, "")
        noun = of_files.get(str(call.arguments[0]), "") if call.kind == "rows" else noun
        after = text[figure.place + len(figure.text) :].split()[:1]
        said = [*figure.text.split()[1:2], *after][:1]
        word = re.sub(r"\W", "", said[0]).lower() if said else ""
        known = {form: one for one, many in _NOUNS.items() for form in (one, many)}
        if noun and word in known and known[word] != noun:
            yield f"{figure.text} counts {_NOUNS.get(noun, noun)}, not {word}"


_SAYS = {
    "paid": r"\bpaid\b", "held back": r"\bheld back\b", "returned": r"\breturned\b", "late": r"\blate\b",
    "missing": r"\bmissing\b", "● on profile or better": r"\bon profile or better",
    "▲ near profile": r"\bnear profile", "■ off profile": r"\boff profile", "in every year": r"\bevery year\b",
    "with a gap": r"\bgap\b", "began later": r"\bbegan later\b", "new": r"\bnew\b", "ended": r"\bended\b",
    "added": r"\bmade\b.*\bnew\b", "varied": r"\bchanged\b", "withdrawn": r"\bwithdrew\b",
    "at_printed_precision: yes": r"\bmatch",
    "Awards that continue unchanged": r"\bcontinues? unchanged\b", "Awards that changed": r"(?<!un)\bchanged\b",
    "New awards": r"\bnew\b", "Awards that ended": r"\bended\b", "Doubtful pairs": r"\bdoubtful\b",
}  # fmt: skip
"""What the counted rows of a table have in a column, or its caption → words beside their number."""


def _states(sentence: Sentence, text: str) -> Iterator[str]:
    """Beside a number of rows stands what they have in common: 1 is new, 2 ended, 6 returns are missing."""
    for figure in sentence.figures:
        call = outer(figure)
        values = [f"{name}: yes" if of == "yes" else of for name, of in call.of.items()]
        common = [*values, *call.arguments[:1]] if call.kind in ("listed", "added") else []
        begin = max((found.end() for found in _PARTS.finditer(text, 0, figure.place)), default=0)
        end = _PARTS.search(text, figure.place)
        beside = text[begin : end.start() if end else len(text)]
        for one in common:
            if isinstance(one, str) and one in _SAYS and not re.search(_SAYS[one], beside):
                yield f"{figure.text} counts what is “{one}”; the sentence says “{beside.strip()}”"


_PARTS = re.compile(r", | and |[:;.] ")


def _first_types(sentence: Sentence, text: str, verifier: Verifier) -> Iterator[str]:
    """A type of provider is the largest only if it is whatever the types are of providers not in the register."""
    for figure in sentence.figures:
        call = outer(figure)
        if call.kind != "rank" or call.arguments[:2] != ("provider_type", 1) or "in_year" in figure.expression:
            continue
        sums = [sum(stated(group)) for group in verifier.ranked("provider_type", call.of)]
        unknown = sum(stated(verifier.all({**call.of, "provider_type": "not in the register"})))
        if DIRECTIONS.search(text) and unknown and sums[0] <= sum(sums[1:2]) + unknown:
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
        one.expression for one in sentence.figures if outer(one).kind in ("count", "plus", "sum", "share", "entry")
    ]
    yield from (f"it states {one} twice" for one in dict.fromkeys(sizes) if sizes.count(one) > 1)
