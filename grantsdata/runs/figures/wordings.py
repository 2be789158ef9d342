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
from grantsdata.runs.verifier.raw import Raw

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

FILE = Path(__file__).with_name("wordings.txt")
PLACES = ("p", "li", "dd", "summary", "caption", "figcaption", "aria-label", "alt")
"""The elements and attributes whose sentences are read."""

_NO_WORDS = re.compile("|".join(["“[^”]*”", r"\bfile [a-z]\b", *ALLOWED]))
"""What is quoted, one of several files of a source, and what is called by a number."""

_ENDED = re.compile(r"s?(?![a-z])")
"""After a known text a word has ended; the noun of a count may be in the plural."""
_LONGEST_KEY = 3

Tiles = Mapping[str, set[str]]
"""Texts by their first letters."""


def wordings_were_read(page: Page, data: "PageData") -> list[str]:
    """Each sentence is made of wordings in `wordings.txt`, of texts of the raw files, and of those of the notebook."""
    if notebook_of(page) not in TRACED:
        return []
    read = [_by_letters(read_wordings()), _by_letters([*_texts_of(page, data)])]
    names = {one.text for nav in page.named("nav") for one in sentences(nav)}  # of reports, which an office chooses
    told = [one for one in sentences_of(page) if one.within in PLACES and one.text not in names]
    missed = [(one, _unread(one, read)) for one in told]
    return [f"“{one.text}”: nobody has read the words “{words}”; see {FILE.name}" for one, words in missed if words]


@cache
def read_wordings() -> frozenset[str]:
    """The wordings of `wordings.txt`, one a line."""
    return frozenset(FILE.read_text(encoding="utf-8").splitlines())


def _texts_of(page: Page, data: "PageData") -> Iterator[str]:
    """What a sentence may repeat: texts of the raw files of the years on the page, and strings of its notebook."""
    years = {str(award["financial_year"]) for award in data.former}
    for raw in (data.raw, *(Raw(data.raw.root, year) for year in sorted(years))):
        texts = [*raw.texts(), *(text for line in raw.register.values() for text in line.values())]
        yield from (part for text in texts for part in (text, text.partition(" (")[0]))
    for cell in page.cells:
        source = "".join(cell["source"])
        in_code = re.findall(r'"([^"\n]*)"', source) + re.findall(r"\b(\w+)=", source)
        texts = in_code if cell["cell_type"] == "code" else re.split(r"[*\n]", source)
        yield from (part for text in texts for part in parts_of(text))


def parts_of(text: str) -> list[str]:
    """The parts of a text between the places of figures, sentence by sentence."""
    return [part for one in BREAK.split(text) for part in re.split(r"\{[^{}]*\}|“[^”]*”", one)]


def _by_letters(texts: Iterable[str]) -> Tiles:
    found: dict[str, set[str]] = {}
    for text in texts:
        plain = plain_text(text)
        if plain:
            found.setdefault(plain[:_LONGEST_KEY], set()).add(plain)
    return found


def plain_text(text: str) -> str:
    """The text in small letters with single spaces, from its first letter to its last letter or digit."""
    return re.sub(r"^[^a-z]+|[^a-z0-9]+$", "", " ".join(text.split()).lower())


def _unread(sentence: Sentence, read: Iterable[Tiles]) -> str:
    """The words of a sentence from the first on that are of no known text; "" if it is made of known texts."""
    text = sentence.text
    for figure in sentence.figures:
        text = text[: figure.place] + "·" * len(figure.text) + text[figure.place + len(figure.text) :]
    text = _NO_WORDS.sub(lambda found: "·" * len(found[0]), text).lower()
    reached = [True, *[False] * len(text)]
    for place, letter in enumerate(text):
        if reached[place]:
            for end in _ends(text, place, read) if letter.isalpha() else [place + 1]:
                reached[end] = True
    return "" if reached[-1] else sentence.text[max(place for place, is_there in enumerate(reached) if is_there) :]


def _ends(text: str, place: int, read: Iterable[Tiles]) -> list[int]:
    """Where the known texts end that begin at this place."""
    keys = [text[place : place + length] for length in range(1, _LONGEST_KEY + 1)]
    starting = {one for tiles in read for key in keys for one in tiles.get(key, ())}
    ends = [_ENDED.match(text, place + len(one)) for one in starting if text.startswith(one, place)]
    return [found.end() for found in ends if found]
