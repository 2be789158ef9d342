"""Check that a person has read the words of each sentence: a figure can be right, and the words around it another's.

`wordings.txt` has every wording that the pages of this package's notebooks are made of, without the figures, names and
quoted texts in it; whoever changes a sentence reads it there. On a page it is found again between these.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grantsdata.runs.figures.check import ALLOWED, TRACED, notebook_of, sentences_of
from grantsdata.runs.figures.sentences import BREAK, Sentence, sentences
from grantsdata.runs.qa.page import Page
from grantsdata.runs.verifier.evaluate import MONTHS
from grantsdata.runs.verifier.raw import Raw

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

FILE = Path(__file__).with_name("wordings.txt")
PLACES = ("p", "li", "dd", "summary", "caption", "figcaption", "aria-label", "alt")
"""The elements and attributes whose sentences are read."""

GAP = "{}"
"""In a wording, the place of a figure, a name, a quoted text, or another wording."""

_NO_WORDS = re.compile("|".join(["“[^”]*”", r"\bfile [a-z]\b", *ALLOWED]))
"""What is quoted, one of several files of a source, and what is called by a number."""

_ENDED = re.compile(r"s?(?![a-z])")
"""After a known text a word has ended; the noun of a count may be in the plural."""

_BEGINS_ITEM, _ENDS_ITEM = re.compile(r"(?:^|[:;,·(] ?)$"), re.compile(r" ?[^a-z ]|$")
_SENTENCE_ENDS = re.compile(rf"{BREAK.pattern}|(?<=[.!?])\s+(?=\{{)")

Wordings = Mapping[str, set[tuple[str, ...]]]
"""Wordings by their first word, each as its parts between the gaps."""


def wordings_were_read(page: Page, data: "PageData") -> list[str]:
    """Each sentence is made of wordings in `wordings.txt`, of texts of the raw files, and of those of the notebook."""
    if notebook_of(page) not in TRACED:
        return []
    texts = [*MONTHS[1:], *_texts_of(page, data)]
    known = _by_letters(read_wordings()), _by_letters(part for text in texts for part in wordings_in(text))
    names = {one.text for nav in page.named("nav") for one in sentences(nav)}  # of reports, which an office chooses
    told = [one for one in sentences_of(page) if one.within in PLACES and one.text not in names]
    missed = [(one, _unread(one, known)) for one in told]
    return [f"“{one.text}”: nobody has read the words “{words}”; see {FILE.name}" for one, words in missed if words]


@cache
def read_wordings() -> frozenset[str]:
    """The wordings of `wordings.txt`, one a line."""
    return frozenset(FILE.read_text(encoding="utf-8").splitlines())


def wordings_in(text: str) -> Iterator[str]:
    """The wordings of a text of the program, sentence by sentence: small letters, without punctuation at the ends."""
    for sentence in _SENTENCE_ENDS.split(" ".join(text.split())):
        parts = re.split(r"\{[^{}]*\}|“[^”]*”", sentence.lower())
        letters = [re.sub(r"^[^a-z]+|[^a-z0-9]+$", "", part) for part in parts]
        if any(letters):
            yield GAP.join(part for part in letters if part)


def _texts_of(page: Page, data: "PageData") -> Iterator[str]:
    """What a sentence may repeat: texts of the raw files of the years on the page, and strings of its notebook."""
    years = {str(award["financial_year"]) for award in data.former}
    for raw in (data.raw, *(Raw(data.raw.root, year) for year in sorted(years))):
        texts = [*raw.texts(), *(text for line in raw.register.values() for text in line.values())]
        yield from (re.sub("[“{]", "", part) for text in texts for part in (text, text.partition(" (")[0]))
    for cell in page.cells:
        source = "".join(cell["source"])
        in_code = re.findall(r'"([^"\n]*)"', source) + re.findall(r"\b(\w+)=", source)
        yield from in_code if cell["cell_type"] == "code" else re.split(r"[*\n]", source)


def _by_letters(wordings: Iterable[str]) -> Wordings:
    found: dict[str, set[tuple[str, ...]]] = {}
    for wording in wordings:
        found.setdefault(_first_word(wording), set()).add(tuple(wording.split(GAP)))
    return found


def _first_word(text: str, place: int = 0) -> str:
    end = place
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[place:end]


def _unread(sentence: Sentence, known: tuple[Wordings, Wordings]) -> str:
    """The words of a sentence from the first on that are of no known wording; "" if it is made of known ones."""
    text = sentence.text
    for figure in sentence.figures:
        text = text[: figure.place] + "·" * len(figure.text) + text[figure.place + len(figure.text) :]
    text = _NO_WORDS.sub(lambda found: "·" * len(found[0]), text).lower()
    reach = [[{place} for _ in range(_MOST_SINGLE + 1)] for place in range(len(text) + 1)]
    gaps = [{place} for place in range(len(text) + 1)]
    for place in reversed(range(len(text))):
        for end, words, is_loose in _ends(text, place, known, gaps):
            if is_loose:
                gaps[place] |= {end, end + 1}
                continue
            for used in range(_MOST_SINGLE + 1):
                now = used if text[place] == " " else used + 1 if words == 1 else 0
                reach[place][used] |= reach[end][now] if now <= _MOST_SINGLE else set()
        gaps[place] |= reach[place][0] | (gaps[place + 1] if text[place] == " " else set())
    return sentence.text[max(reach[0][0]) :]


_MOST_SINGLE = 2
"""Wordings of one word that may follow each other: of single words anything could be said."""


def _ends(
    text: str, place: int, known: tuple[Wordings, Wordings], gaps: list[set[int]]
) -> Iterator[tuple[int, int, bool]]:
    """Where each text ends that begins at this place, its number of words, and whether it changes its neighbours.

    `known` are the wordings of the program, and texts of files, whose words are not counted.
    """
    if not text[place].isalpha():
        yield place + 1, 0, False
        return
    if place and text[place - 1].isalpha():
        return  # no word begins here
    word, begins_item = _first_word(text, place), _BEGINS_ITEM.search(text[:place])
    forms = {word, word.removesuffix("s")}
    for is_text, (first, *others) in [(n, one) for n in (0, 1) for form in forms for one in known[n].get(form, ())]:
        ends = _after(text, first, (place,))
        for part in others if ends else ():
            ends = _after(text, part, {start for end in ends for start in gaps[end]})
        if is_text:
            yield from ((end, 0, False) for end in ends)
            continue
        words = 1 + first.count(" ") + len(others)
        changes = not others and bool(CHANGES_MEANING.fullmatch(first))
        yield from ((end, words, changes and not (begins_item and _ENDS_ITEM.match(text, end))) for end in ends)


def _after(text: str, part: str, starts: Iterable[int]) -> set[int]:
    """Where the part ends, if it stands at some of these places, and a word ends there."""
    found = [_ENDED.match(text, start + len(part)) for start in starts if text.startswith(part, start)]
    return {one.end() for one in found if one}


CHANGES_MEANING = re.compile(
    r"no|not|none|never|only|both|neither|either|every|first|second|third|last|next|most|least|largest|smallest"
    r"|higher|highest|lower|lowest|median|middle|average|contracts?|grants?|funds?"
)
"""Words that would turn a sentence into another one. Alone they count only within a wording, or as a list's item."""
