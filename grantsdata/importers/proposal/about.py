"""The text of a paper outside its tables → what it seems to say of itself: title, date, and where it states budgets."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from grantsdata.model.years import MONTHS

_SUBJECT = re.compile(r"(?:subject|title|report title)\s*[:–-]?\s+(?P<title>.{4,})", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(MONTHS)}),? (?P<year>20[0-9]{{2}})\b"
)
_BUDGET = re.compile(r"\bbudget|\ballocat", re.IGNORECASE)
_AMOUNT = re.compile(r"£[0-9][0-9,.]*[0-9]?(?: ?(?:million|m|k)\b)?")
_OVERALL = re.compile(r"\b(total|overall|in all|altogether)\b", re.IGNORECASE)
_FIRST = 25
"""A paper tells of itself in its first paragraphs."""


@dataclass(frozen=True)
class StatedAbout:
    """What a paper seems to say of itself; "" and None where nothing was found. `budgets` are its sentences on money
    that there is to give."""

    title: str
    dated: date | None
    budgets: tuple[str, ...]

    def budget_of(self, name: str, others: Collection[str]) -> str:
        """The amount that a sentence names right before a stream, "£1m for victims' services" for instance; "" if none
        does, or if sentences differ. `others` are the names of the other streams."""
        found = {amount for sentence in self.budgets for amount in _before(sentence, name, others)}
        return found.pop() if len(found) == 1 else ""

    def overall_budget(self, names: Collection[str]) -> str:
        """The one amount of a sentence on the whole that names no stream; "" if there is none, or if they differ."""
        found = {
            _AMOUNT.findall(sentence)[0]
            for sentence in self.budgets
            if len(_AMOUNT.findall(sentence)) == 1 and _OVERALL.search(sentence)
            if not any(name.casefold() in sentence.casefold() for name in names)
        }
        return found.pop() if len(found) == 1 else ""


def stated_about(paragraphs: Sequence[str]) -> StatedAbout:
    """The title that follows "Subject:" or "Title:", the first date near the top, and each sentence on a budget."""
    top = paragraphs[:_FIRST]
    title = next((found["title"].strip() for text in top if (found := _SUBJECT.match(text))), "")
    return StatedAbout(title, next(_dates(top), None), tuple(_budgets(paragraphs)))


def _dates(paragraphs: Iterable[str]) -> Iterator[date]:
    for text in paragraphs:
        for found in _DATE.finditer(text):
            try:
                yield date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
            except ValueError:
                continue  # the 31st of a month without one


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
        if amounts and not any(one.casefold() in folded[amounts[-1].end() : found.start()] for one in others):
            yield amounts[-1][0].rstrip(".,")
