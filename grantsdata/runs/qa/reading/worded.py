"""Find sentences whose words, those around the figures, no one has read.

`wordings.txt` has every wording that the program's sentences are made of, with gaps for figures, names and quoted
texts; `tests/support/wordings.py` writes it from the program. A sentence that is not put together from these is
reported, so that a word which somebody has changed, added or left out is noticed until the list is renewed and read.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from string import ascii_lowercase
from typing import Any, NamedTuple

from grantsdata.runs.figures.check import ALLOWED, TRACED, notebook_of, sentences_of
from grantsdata.runs.figures.sentences import Sentence, sentences
from grantsdata.runs.figures.written import forms_of
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.verifier.raw import Raw, texts_in

FILE = Path(__file__).with_name("wordings.txt")
GAP = "{}"
"""In a wording, the place of a figure, a name, a quoted text, or of other wordings."""

_LOOKED_AT = ("p", "li", "dt", "figcaption", "caption", "aria-label", "legend")
"""Elements and attributes whose words are the program's: cells are data, and titles may be typed by a person."""

_FIGURE = "●"
_NOUN = 3
"""Words of which a noun may consist, such as `single tender`."""

_WORD = re.compile(rf"{_FIGURE}|[^\W_]+(?:[’'-][^\W_]+)*")

_MARK = re.compile(r"[^\w\s'’●-]+")
_JOINING = ("and", "or")
_ARTICLES = ("a", "an", "the")

Words = tuple[str, ...]
Span = tuple[int, int]


class Wording(NamedTuple):
    """A wording as the words between its gaps; `before` and `after` say whether it begins and ends with a gap."""

    parts: tuple[Words, ...]
    before: bool
    after: bool


class Wordings:
    """A list of wordings, found by the words of a text."""

    def __init__(self, listed: Iterable[Wording]) -> None:
        self._by_longest_word: dict[str, list[Wording]] = {}
        for one in dict.fromkeys(listed):
            longest = max((word for part in one.parts for word in part), key=len, default="")
            self._by_longest_word.setdefault(longest, []).append(one)

    def made_of(self, words: Iterable[str]) -> list[Wording]:
        """The wordings that consist of these words."""
        found = {*words}
        near = [one for word in (*found, "") for one in self._by_longest_word.get(word, ())]
        return [one for one in near if all(found.issuperset(part) for part in one.parts)]


def wordings_were_read(page: Page, data: PageData) -> list[str]:
    """Return each sentence of a page of this package's notebooks that is not made of wordings that were read."""
    if notebook_of(page) not in TRACED:
        return []
    typed = " ".join(words_of("".join(cell["source"])) for cell in page.cells if cell.get("cell_type") == "markdown")
    names = names_in(text for text in _texts(data))
    faults = []
    for text, of in dict.fromkeys(_told(page)):
        forms = [text, re.sub("|".join(ALLOWED), _FIGURE, text)]
        if words_of(text) not in typed and not any(is_made_of(form, read(), names) for form in forms):
            faults.append(
                f"{of}“{text[:200]}”: no one has read a sentence with these words; read it before you share the page"
            )
    return faults


def _told(page: Page) -> Iterator[tuple[str, str]]:
    """The sentences with their figures and quoted texts replaced, and the headings of columns.

    Names of reports, in links and citations, may be typed by a person; sources of charts are as in paper.toml.
    """
    typed = {one.text for tag in page.soup.select("nav li, .cite p, figure .source") for one in sentences(tag)}
    for one in sentences_of(page):
        if one.within in _LOOKED_AT and one.text not in typed:
            yield _blanked(one), ""
    for head in page.soup.select('thead th[scope="col"]'):
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", spaced(head)):  # a column for each year
            yield spaced(head), "the heading of a column, "


def _texts(data: PageData) -> Iterator[str]:
    """What the raw files and the register print, in the forms that a sentence may have; files are numbered by letters.

    A name may stand without what is in brackets at its end.
    """
    former = {str(award["financial_year"]) for award in data.former}
    known = {text for year in former for text in Raw(data.raw.root, year).texts()}
    known |= {*data.raw.texts(), *(value for line in data.raw.register.values() for value in line.values())}
    heads = {*texts_in([part.get("columns", {}) for part in _tables(data.raw.paper)])}
    for text in known - heads:
        yield from forms_of(text)
        yield re.sub(r"\([^()]*\)$", "", text)
    yield from (f"file {letter}" for letter in ascii_lowercase)
    yield from (data.paper.the_body, data.paper.the_deciding_body)


def _tables(part: Any) -> Iterator[dict[str, Any]]:
    """The tables within paper.toml, whose printed columns are no names."""
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from [one] if isinstance(one, dict) else ()
        yield from _tables(one)


def _blanked(sentence: Sentence) -> str:
    text = sentence.text
    for figure in reversed(sentence.figures):
        text = text[: figure.place] + _FIGURE + text[figure.place + len(figure.text) :]
    return re.sub(r"“[^”]*”", _FIGURE, text)


def words_of(text: str) -> str:
    """The words of a text in small letters with single spaces, without punctuation; a figure is a word."""
    return " ".join(_WORD.findall(text.lower().replace("’", "'")))


@cache
def read() -> Wordings:
    """The wordings that a person has read."""
    listed = [wording(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    nouns = [one for one in listed if not one.after and sum(map(len, one.parts)) <= _NOUN]
    return Wordings([*listed, *map(_plural, nouns)])


def wording(line: str) -> Wording:
    """A line of the list as a wording."""
    parts = [tuple(words_of(part).split()) for part in line.split(GAP)]
    return Wording(tuple(part for part in parts if part), not parts[0], not parts[-1])


def _plural(one: Wording) -> Wording:
    """The plural of a noun, as the program makes it after a count."""
    return one._replace(parts=(*one.parts[:-1], (*one.parts[-1][:-1], f"{one.parts[-1][-1]}s")))


def names_in(texts: Iterable[str]) -> frozenset[Words]:
    """The words of texts that may stand in a gap."""
    return frozenset(tuple(words_of(text).split()) for text in texts) - {()}


def is_made_of(text: str, wordings: Wordings, names: frozenset[Words]) -> bool:
    """Whether a text is a row of figures, names and wordings whose gaps hold the same."""
    return _Made(text, wordings, names).whole()


class _Made:
    """Which parts of a text are wordings, from the shortest to the longest; places are those between its words.

    Two wordings in a row have a figure, a name, a punctuation mark or an `and` between them.
    """

    def __init__(self, text: str, wordings: Wordings, names: frozenset[Words]) -> None:
        lines = [words_of(part).split() for part in re.split(_MARK, text)]
        words = self.words = tuple(word for line in lines for word in line)
        self.marks = {*accumulate(map(len, lines), initial=0)}
        size, near = len(words), wordings.made_of(words)
        self.beginning = [[one for one in near if one.before or self._stands(one.parts[0], at)] for at in range(size)]
        """For each place, the wordings that may begin there."""
        spans = [(begin, end) for begin in range(size) for end in range(begin + 1, size + 1)]
        self.names = {(a, b) for a, b in spans if (b == a + 1 and words[a] == _FIGURE) or words[a:b] in names}
        self.ones: set[Span] = {(at, at + 1) for at, word in enumerate(words) if word in _JOINING} | self.names
        """The spans that are a name, a figure or a wording."""
        self.rows: set[Span] = {(at, at) for at in range(size + 1)}
        """The spans that are rows of these."""
        self.open = set(self.rows)
        """The rows that a wording may follow without a mark."""

    def whole(self) -> bool:
        size = len(self.words)
        for length in range(1, size + 1):
            for begin in range(size - length + 1):
                span = begin, begin + length
                if any(self._fits(one, *span) for one in self.beginning[begin]):
                    self.ones.add(span)
                for at in range(*span):
                    self._add(begin, at, begin + length)
        return (0, size) in self.rows

    def _add(self, begin: int, at: int, end: int) -> None:
        """Note the row from `begin` to `end`, if its last part begins at `at`."""
        is_link = (at, end) in self.names or self.words[at:end] in [(word,) for word in _JOINING]
        may_follow = is_link or at in self.marks or (begin, at) in self.open
        if may_follow and (begin, at) in self.rows and (at, end) in self.ones:
            self.rows.add((begin, end))
            self.open |= {(begin, end)} if is_link else set()

    def _stands(self, part: Words, at: int) -> bool:
        """Whether these words begin at a place."""
        return at >= 0 and self.words[at : at + len(part)] == part

    def _fits(self, one: Wording, begin: int, end: int) -> bool:
        """Whether a wording is just what stands there; its gaps hold rows, which are shorter and so are known."""
        if not one.after and not self._stands(one.parts[-1], end - len(one.parts[-1])):
            return False
        if sum(map(len, one.parts)) == 1 and (one.before or one.after):
            return self._joins(one, begin, end)
        places = {begin}
        for number, part in enumerate(one.parts):
            may_skip = number > 0 or one.before
            places = {
                at + len(part)
                for last in places
                for at in (range(last, end - len(part) + 1) if may_skip else [last])
                if self._stands(part, at) and (last, at) in self.rows
            }
        return any(at == end or (one.after and (at, end) in self.rows) for at in places)

    def _joins(self, one: Wording, begin: int, end: int) -> bool:
        """Whether a single word, such as `for`, joins a figure or name to something there; it does not join words."""
        for at in range(begin, end):
            gaps = (begin, at) in self.rows and (at + 1, end) in self.rows
            if (self.words[at],) == one.parts[0] and gaps and (one.before or at == begin):
                left = any(begin <= a and b <= at < b + _NOUN for a, b in self.names)
                is_near = at + 1 < end and self.words[at + 1] in _ARTICLES
                right = any((is_near and at < a) or a == at + 1 for a, b in self.names if b <= end)
                if (left or right) and (one.after or at == end - 1):
                    return True
        return False
