"""Check what a sentence claims without a figure.

Each form of such a claim is listed with what it means, worked out from the raw files. On the pages of the notebooks in
`REFUSED_ON`, a sentence that says all, every, no or none of awards, amounts or providers must be of a known form or
have a figure; any other is refused, since it cannot be checked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from grantsdata.runs.figures.check import about_of, notebook_of, sentences_of
from grantsdata.runs.figures.claims.about import About, Holds
from grantsdata.runs.figures.claims.of_awards import OF_AWARDS
from grantsdata.runs.figures.claims.of_records import OF_RECORDS
from grantsdata.runs.figures.sentences import Sentence, sentences
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.verifier.evaluate import chosen
from grantsdata.runs.verifier.raw import Raw

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

REFUSED_ON = (
    "agreements", "annual-report", "board-paper", "changes", "disclosure", "outcomes", "provider-report", "returns",
    "stream-report",
)  # fmt: skip
"""The others repeat findings, which have sentences of their own."""

NOUNS = "award|amount|provider|money|grant|contract|measure|budget|stream|fund|total|cell|payment|tender"
CLAIM = re.compile(
    rf"\b(?:all|any|each|every|most of|neither|no|none)\b(?: [\w']+){{0,3}} (?:{NOUNS})s?\b", re.IGNORECASE
)

CLAIMS: Mapping[str, Holds] = OF_AWARDS | OF_RECORDS
"""A form of claim → whether it is true of the awards of a page."""

GENERAL = (
    r"^Every award$",  # in the contents
    r"^Every award of this stream by group",  # the caption of a list
    r"^No award fits this choice",
    r"^not stated: the paper gives no amount",
    r"^The paper prints no provider types",
    r"^The year's reconciliation report lists each repair",
    r"^The amounts are those that (the paper prints|these documents print)",
    r"^Under a printed total, only the printed amounts",
    r"in no sum|not added up here",
    r"^An award without a measure may still do good",
    r"^No cost per person",
    r"^Words such as",
    r"^No payments that funders publish",
    r"^The awards use only part of (a|the) budget",
    r"^Where the table shows the aim of the theme instead",
    r"^Details of each month's awards are due as soon as practicable",
    r"^A varied award with nothing under",
)
"""Sentences that claim nothing of the awards: on method, or on what a table shows."""


def claims_are_true(page: Page, data: "PageData") -> list[str]:
    """Each claim without a figure that is of a known form is true, and there is no other where none may be."""
    of = about_of(page)
    codes = {code for code, _, _ in data.findings}
    about = About(data.raw, chosen(data.raw.awards, of), str(of.get("stream", "")), codes, of.get("provider", ()))
    told = [one for one in sentences_of(page) if one.within in _TOLD]
    under = [(one, about._replace(stream=name or about.stream)) for name, one in _under_streams(page, data.raw)]
    faults = [f"“{one.text}”: by the raw files that is not so" for one, of_it in under if not _is_true(one, of_it)]
    refused = list(_unknown(told, data.raw)) if notebook_of(page) in REFUSED_ON else []
    return faults + [f"“{text}”: a claim without a figure, in a form that cannot be checked" for text in refused]


_TOLD = ("p", "li", "dd", "figcaption")


def _under_streams(page: Page, raw: Raw) -> Iterator[tuple[str, Sentence]]:
    """The sentences of a page, each with the stream whose name is the heading above it, or ""."""
    names, heading = [stream["name"] for stream in raw.paper["streams"]], ""
    for tag in page.tags:
        if tag.name in ("h2", "h3"):
            heading = next((name for name in names if name == spaced(tag)), "")
        elif tag.name in _TOLD:
            yield from ((heading, one) for one in sentences(tag) if one.within in _TOLD)


def _is_true(sentence: Sentence, about: About) -> bool:
    return all(holds(about, sentence.text) for form, holds in CLAIMS.items() if re.search(form, sentence.text))


def _unknown(told: Sequence[Sentence], raw: Raw) -> Iterator[str]:
    """The sentences with a claim in no known form, without a figure; texts of the raw files are not looked at."""
    own = sorted((text for text in raw.texts() if len(text) > 10), key=len, reverse=True)
    for sentence in told:
        text = re.sub(r"“[^”]*”|\bno stated amount\b", "·", sentence.text)  # the latter in the place of an amount
        if sentence.figures or not CLAIM.search(text) or any(re.search(form, text) for form in (*CLAIMS, *GENERAL)):
            continue
        for one in own:
            text = text.replace(one, "·")
        if CLAIM.search(text):
            yield sentence.text
