"""Find a paper's title, its date and its statements on budgets in the text outside its tables."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from grantsdata.model.years import MONTHS

_SUBJECT = re.compile(r"(?:subject|title|report title)\s*[:–-]?\s+(?P<title>.{4,})", re.IGNORECASE)
_DATE = re.compile(
    r"(?<!ended )(?<!ending )(?<!from )(?<!until )(?<!since )(?<!up to )"  # a period's, not the paper's
    rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(MONTHS)}),? (?P<year>20[0-9]{{2}})\b"
)
_BUDGET = re.compile(r"\bbudget|\ballocat", re.IGNORECASE)
_AMOUNT = re.compile(r"£[0-9][0-9,.]*[0-9]?(?: ?(?:million|m|k)\b)?")
_OVERALL = re.compile(r"\b(total|overall|in all|altogether)\b", re.IGNORECASE)
_FIRST = 25
"""A paper states its title and date in its first paragraphs; this many are searched."""


@dataclass(frozen=True)
class StatedFacts:
    """What a paper seems to state about itself; "" or None if nothing was found. `budgets` are its sentences on
    budgets and allocations."""

    title: str
    dated: date | None
    budgets: tuple[str, ...]

    def budget_of(self, name: str, others: Collection[str]) -> str:
        """The amount that a sentence names right before the stream `name`, as in "£1m for victims' services".

        "" if no sentence does, or if sentences differ. `others` are the names of the other streams.
        """
        found = {amount for sentence in self.budgets for amount in _before(sentence, name, others)}
        return found.pop() if len(found) == 1 else ""

    def overall_budget(self, names: Collection[str]) -> str:
        """The only amount of a sentence on the total budget that names no stream (`names`).

        "" if there is no such sentence, or if sentences differ.
        """
        found = {
            _AMOUNT.findall(sentence)[0]
            for sentence in self.budgets
            if len(_AMOUNT.findall(sentence)) == 1 and _OVERALL.search(sentence)
            if not any(name.casefold() in sentence.casefold() for name in names)
        }
        return found.pop() if len(found) == 1 else ""


def stated_facts(paragraphs: Sequence[str]) -> StatedFacts:
    """The title after "Subject:" or "Title:", the first date near the top, and each sentence on a budget."""
    top = paragraphs[:_FIRST]
    title = next((found["title"].strip() for text in top if (found := _SUBJECT.match(text))), "")
    return StatedFacts(title, next(_dates(top), None), tuple(_budgets(paragraphs)))


def _dates(paragraphs: Iterable[str]) -> Iterator[date]:
    for text in paragraphs:
        for found in _DATE.finditer(text):
            try:
                yield date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
            except ValueError:
                continue  # such as 31 June


def _budgets(paragraphs: Iterable[str]) -> Iterator[str]:
    for text in paragraphs:
        for sentence in re.split(r"(?<=[.;]) (?=[A-Z])", text):
            if "£" in sentence and _BUDGET.search(sentence):
                yield sentence.strip()


def _before(sentence: str, name: str, others: Collection[str]) -> Iterator[str]:
    """The amount before each mention of the name, if neither another amount nor another name stands between them."""
    folded = sentence.casefold()
    for found in re.finditer(re.escape(name.casefold()), folded):
        amounts = list(_AMOUNT.finditer(sentence, 0, found.start()))
        if amounts and not any(other.casefold() in folded[amounts[-1].end() : found.start()] for other in others):
            yield amounts[-1][0].rstrip(".,")
