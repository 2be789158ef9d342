"""Find a paper's title, whose it is, its date and its statements on budgets in the text outside its tables."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from grantsdata.model.amounts.parse import is_amount, parse_amount
from grantsdata.model.wording.headers import Scale, stated_scale
from grantsdata.model.years import MONTHS

_SUBJECT = re.compile(r"(?:subject|title|report title)\s*[:–-]?\s+(?P<title>.{4,})", re.IGNORECASE)
_DAY = rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(MONTHS)}),? (?P<year>20[0-9]{{2}})\b"
_ANY_DAY = re.sub(r"\?P<\w+>", "?:", _DAY)
_PERIOD = re.compile(rf"{_ANY_DAY} ?(?:to|until|and|[-–]) ?{_ANY_DAY}", re.IGNORECASE)
_DATE = re.compile(
    r"(?<!ended )(?<!ending )(?<!from )(?<!until )(?<!since )(?<!up to )"  # a period's, not the paper's
    rf"(?<!by )(?<!before ){_DAY}",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"\b(?:closing date|deadline)\b", re.IGNORECASE)
_BUDGET = re.compile(r"\bbudget|\ballocat|\bcompris|\bconsist|\bmade up of", re.IGNORECASE)
_AMOUNT = re.compile(r"£[0-9](?:[0-9,.]*[0-9])?(?: ?(?:million|m|k)\b)?")
_OVERALL = re.compile(r"\b(total|overall|in all|altogether)\b", re.IGNORECASE)
_ONE_BUDGET = re.compile(r"\bbudget(?: for [^£.;,:]*)?(?: is| was| of|:| will be) £", re.IGNORECASE)
_OVERALL_BUDGET = re.compile(
    r"\b(?:total|overall)(?: \w+)? (?:budget|allocation)(?: for [^£.;,:]*)?(?: in [0-9/-]+)?"
    rf"(?: is| was| of|:| will be)? (?P<amount>{_AMOUNT.pattern})(?=[:;]|[.,](?![0-9])|$| of which| \()",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"[^.;£]*\b(?:grants?|awards?|funding|funds?|commission\w+|allocations?|grantiau|dyfarniadau|cyllid)\b[^.;£]*",
    re.IGNORECASE,
)
_LONGEST_TITLE = 120
_NAME = r"[A-Z][\w'’&.-]*"
_NAMES = rf"{_NAME}(?: (?:and|of|on|upon|the|in|le|&|{_NAME}))*"
_BODY = re.compile(
    rf"(?:The )?(?:Office of (?:the )?)?(?P<body>"
    rf"Police(?:, Fire)? and Crime Commissioner for {_NAMES}|{_NAMES} Police(?:, Fire)? and Crime Commissioner"
    rf"|London Borough of {_NAMES}|Royal Borough of {_NAMES}|Comisiynydd Heddlu a Throseddu {_NAMES}"
    rf"|{_NAMES} (?:Council|Combined Authority|Community Foundation|Charitable Trust|Foundation|Fire Authority)"
    rf"|Cyngor {_NAMES})"
)
"""A line that is the name of a body and nothing else: the beginning of a sentence may be about some other body."""

_FIRST = 25
"""A paper states its title and date in its first paragraphs; this many are searched."""


@dataclass(frozen=True)
class StatedFacts:
    """What a paper seems to state about itself; "" or None if nothing was found. `body` is whose paper it is, `budgets`
    are its sentences on budgets and allocations, `figures_in` says that all its figures are in thousands or millions.
    """

    title: str
    body: str
    dated: date | None
    budgets: tuple[str, ...]
    figures_in: str = ""

    @property
    def scale(self) -> Scale:
        """How many pounds a number in a table stands for by `figures_in`; 1 if it is empty."""
        return stated_scale(self.figures_in)

    def budget_of(self, name: str, others: Collection[str]) -> str:
        """The amount that a sentence names right before the stream `name`, as in "£1m for victims' services".

        "" if no sentence does, or if sentences differ. `others` are the names of the other streams.
        """
        found = {amount for sentence in self.budgets for amount in _before(sentence, name, others)}
        return found.pop() if len(found) == 1 else ""

    def overall_budget(self, names: Collection[str]) -> str:
        """The amount of the total budget: what follows these words in a sentence, such as "the total budget is £1.2m:
        £0.8m for …", or what a sentence divides, such as "the budget is £3: £1 from …, £2 from …", or else the only
        amount of a sentence on it that names no stream (`names`), or of the only sentence on a budget, such as "the
        panel had a budget of £60,000".

        "" if there is no such sentence, or if sentences differ.
        """
        stated = {right["amount"] for sentence in self.budgets for right in _OVERALL_BUDGET.finditer(sentence)}
        divided = {amount for sentence in self.budgets if (amount := _divided(sentence, names))}
        found = stated | divided or {
            _AMOUNT.findall(sentence)[0]
            for sentence in self.budgets
            if len(_AMOUNT.findall(sentence)) == 1
            if _OVERALL.search(sentence) or [sentence] == list(filter(_ONE_BUDGET.search, self.budgets))
            if not any(name.casefold() in sentence.casefold() for name in names)
        }
        return found.pop() if len(found) == 1 else ""


def stated_facts(paragraphs: Sequence[str]) -> StatedFacts:
    """Return the title, the body, the first date near the top, and each sentence on a budget.

    The title is what follows "Subject:" or "Title:", or else the first short line on grants, awards or funding, with a
    colon only if it is the first of all; the body is the first line that is a body's name.
    """
    top = paragraphs[:_FIRST]
    bodies = [body for text in top if (body := _body(text))]
    titles = [found["title"].strip() for text in top if (found := _SUBJECT.match(text))]
    titles += [text.strip() for place, text in enumerate(top) if _is_title(text.strip(), place == 0)]
    scales = {stated_scale(text): text for text in paragraphs if stated_scale(text) > 1}
    return StatedFacts(
        next(iter(titles), ""),
        next(iter(bodies), ""),
        next(_dates(top), None),
        tuple(_budgets(paragraphs)),
        next(iter(scales.values())) if len(scales) == 1 else "",
    )


def _is_title(text: str, is_first: bool) -> bool:
    """Whether a line is a title; below the first line, what has a colon is a label with its value."""
    is_short = len(text) <= _LONGEST_TITLE and (is_first or ":" not in text)
    return is_short and bool(_TITLE.fullmatch(text)) and not _body(text)


def _body(text: str) -> str:
    """The body that a line names, in small letters if the line is in capitals; "" if it is no name of a body."""
    if text.isupper():
        text = re.sub(r"\b(?:Of|The|And|For|On|Upon|In|A)\b", lambda word: word[0].lower(), text.title())
        text = re.sub(r"’S\b|'S\b", lambda end: end[0].lower(), text)
    found = _BODY.fullmatch(text.strip())
    return found["body"] if found else ""


def _dates(paragraphs: Iterable[str]) -> Iterator[date]:
    for text in paragraphs:
        for found in () if _DEADLINE.search(text) else _DATE.finditer(_PERIOD.sub("", text)):
            try:
                yield date(int(found["year"]), MONTHS.index(found["month"].title()) + 1, int(found["day"]))
            except ValueError:
                continue  # such as 31 June


def _budgets(paragraphs: Iterable[str]) -> Iterator[str]:
    for text in paragraphs:
        for sentence in re.split(r"(?<=[.;]) (?=[A-Z])", text):
            if "£" in sentence and _BUDGET.search(sentence):
                yield sentence.strip()


def _divided(sentence: str, names: Collection[str]) -> str:
    """The budget that a sentence states before all other amounts and that these add up to; "" if there is none."""
    begin, *parts = _AMOUNT.findall(sentence) or [""]
    before = sentence.partition(begin)[0] if parts else ""
    if not _ONE_BUDGET.search(f"{before}£") or any(name.casefold() in before.casefold() for name in names):
        return ""
    if len(parts) < 2 or not all(map(is_amount, (begin, *parts))):
        return ""
    return begin if parse_amount(begin).pence == sum(parse_amount(part).pence or 0 for part in parts) else ""


def _before(sentence: str, name: str, others: Collection[str]) -> Iterator[str]:
    """The amount before each mention of the name, if neither another amount nor another name stands between them."""
    folded = sentence.casefold()
    for found in re.finditer(re.escape(name.casefold()), folded):
        amounts = list(_AMOUNT.finditer(sentence, 0, found.start()))
        if amounts and not any(other.casefold() in folded[amounts[-1].end() : found.start()] for other in others):
            yield amounts[-1][0]
