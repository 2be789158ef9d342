"""Find verbs that do not agree in number with the count before them: “34 goes”, “1 awards”.

These are reported, and hold no page back: the rule guesses which verb belongs to which count.
"""

import re

from grantsdata.runs.figures.check import sentences_of, verifier_of
from grantsdata.runs.figures.compared import size_of
from grantsdata.runs.figures.labels import outer
from grantsdata.runs.figures.sentences import Figure, Sentence
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page
from grantsdata.runs.verifier.evaluate import Verifier

_ONE = {"is": "are", "was": "were", "has": "have", "goes": "go", "does": "do", "comes": "come", "conflicts": "conflict"}
_VERBS = "|".join([*_ONE, *_ONE.values()])
_FOLLOWS = re.compile(
    rf"(?: (?:[a-z]+s|award|provider|measure|condition|record|source|stream|single tender)(?= |,))?"
    rf"(?:, [^,;:.]*,)? (?P<verb>{_VERBS})\b"
)
"""What stands between a count and its verb: its noun, and an apposition."""


_SEVERAL = re.compile(rf"·+(?: [a-z]+){{1,3}} and (?:·+|one)(?: [a-z]+){{1,3}} (?:{'|'.join(_ONE)})\b")
"""Two counts with their nouns, and the verb of one: “1 agreement and 3 conditions is”."""


def counts_agree_with_verbs(page: Page, data: PageData) -> list[str]:
    """Return each sentence in which the verb after a count is not that of one or of many, as the count is."""
    verifier = verifier_of(page, data)
    told = [one for one in sentences_of(page) if one.within not in ("td", "th", "note")]
    return [
        f"“{one.text[:200]}”: {fault}; read it before you share the page"
        for one in told
        for fault in agreement_faults(one, verifier)
    ]


def agreement_faults(sentence: Sentence, verifier: Verifier) -> list[str]:
    """Return what does not agree in one sentence."""
    text = sentence.words
    is_of_many = re.search(r"\bone (?:are|were|have|go|do|come)\b", text)
    faults = ["it says “one” with the verb of many"] if is_of_many else []
    if _SEVERAL.search(text):
        faults.append("it says two counts with the verb of one")
    for figure in sentence.figures:
        found = _FOLLOWS.match(text, figure.place + len(figure.text))
        size = size_of(figure, verifier) if outer(figure).kind in ("count", "distinct", "rows", "listed") else None
        if found and size is not None and (size == 1) != (found["verb"] in _ONE) and not _is_part(text, figure):
            faults.append(f"“{figure.text} … {found['verb']}” does not agree in number")
    return faults


def _is_part(text: str, figure: Figure) -> bool:
    """Whether the verb follows another count as well: “2 of 35 awards have”, “2 agreements and 1 condition are”."""
    before = text[: figure.place]
    listed = re.search(r"·(?: [a-z]+){1,3}(?:,| and) $", before)
    return bool(re.search(r"\bof (?:the )?$", before) or (listed and not re.search(rf"\b(?:{_VERBS})\b", listed[0])))
