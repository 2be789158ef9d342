"""Compare the words that a document shows with those that were read of it, so that none is lost and none is invented.

A witness is a second way to read a file that knows nothing of tables: it lists the texts that the document shows, with
their places. Each of its words must then be in one place: in a cell, in a paragraph, or in a note that quotes it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from grantsdata.importers.documents.found import NEVER_SEEN, Document, Unaccounted

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_QUOTED = re.compile('"(.+)"')
_NEIGHBOURS = 4
_MOST_PLACES = 3


class Shown(NamedTuple):
    """A text that a document shows, such as a line or a paragraph, and its place in the file, for a person."""

    text: str
    at: str


class _Seen(NamedTuple):
    word: str
    at: str
    beside: str


def unaccounted(document: Document, shown: Sequence[Shown]) -> tuple[Unaccounted, ...]:
    """The words that `shown` has and the document lacks, in the order of `shown`; then the words that the tables of the
    document have and `shown` lacks.

    Words are compared as often as they occur, without case and punctuation, and numbers by their value: 500.00 is 500,
    and signs of currency are not compared. Where a letter is missing on one side only because a word is divided there
    in another way, nothing is reported.
    """
    cells = [_Seen(*word) for cell_at, text in _cells(document) for word in _words(text, cell_at)]
    others = [word for text in _others(document) for word in _words(text, "")]
    seen = _in_context(shown)
    held = Counter(_key(word.word) for word in [*cells, *others])
    there = Counter(_key(word.word) for word in seen)
    in_cells = Counter(_key(word.word) for word in cells)
    lost, made = there - held, (held - there) & in_cells
    lost, made = _without_divided(lost, held - there), _without_divided(made, there - held)
    return (*_listed(lost, seen, True), *_listed(made, cells, False))


def _cells(document: Document) -> Iterator[tuple[str, str]]:
    """The place and the text of each cell, with the place of its table."""
    for table in document.tables:
        for number, row in enumerate(table.rows, start=1):
            for cell in row:
                if cell.text:
                    yield f"{table.place}, row {number}, {cell.at}", cell.text


def _others(document: Document) -> Iterator[str]:
    """The texts of a document outside cells: paragraphs, and what its notes quote."""
    yield from document.paragraphs
    notes = [*document.notes]
    for table in document.tables:
        notes += table.notes
        notes += [note for row in table.rows for cell in row for note in cell.notes]
    for note in notes:
        if quoted := _QUOTED.search(note):
            yield quoted.group(1)


def _plain(text: str) -> str:
    """The text with ligatures as letters, and without characters that are never seen."""
    text = text.translate(NEVER_SEEN)
    return "".join(unicodedata.normalize("NFKC", letter) if letter.isalpha() else letter for letter in text)


def _words(text: str, at: str) -> list[_Seen]:
    return [_Seen(word, at, text) for word in _WORD.findall(_plain(text))]


def _in_context(shown: Iterable[Shown]) -> list[_Seen]:
    """The words of all texts, each with the words before and after it."""
    words = [(word, text.at) for text in shown for word in _printed(text.text)]
    found = []
    for number, (printed, at) in enumerate(words):
        around = words[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
        beside = " ".join(word for word, _ in around)
        found += [_Seen(word, at, beside) for word in _WORD.findall(printed)]
    return found


def _printed(text: str) -> list[str]:
    return _plain(text).split()


def _key(word: str) -> str:
    if not word[0].isdecimal():
        return word.casefold()
    number = word.replace(",", "")
    return number.rstrip("0").rstrip(".") if number.count(".") == 1 else number


def _without_divided(words: Counter[str], others: Counter[str]) -> Counter[str]:
    """The words, without those of letters that are part of a word on the other side, or have one as a part."""
    remaining = Counter(words)
    for word in words:
        if word[0].isalpha() and any(other[0].isalpha() and (word in other or other in word) for other in others):
            del remaining[word]
    return remaining


def _listed(words: Counter[str], seen: Sequence[_Seen], is_shown: bool) -> Iterator[Unaccounted]:
    """Each word once for each time that it is missing. Where it occurs more often, all its places may be meant."""
    places: dict[str, list[_Seen]] = {}
    for one in seen:
        if _key(one.word) in words:
            places.setdefault(_key(one.word), []).append(one)
    for key, found in places.items():
        missing = words[key]
        if missing == len(found):
            yield from (Unaccounted(one.word, one.at, one.beside, is_shown) for one in found)
            continue
        at = " or ".join(dict.fromkeys(one.at for one in found[:_MOST_PLACES]))
        beside = " / ".join(dict.fromkeys(one.beside for one in found[:_MOST_PLACES]))
        more = f" ({missing} of {len(found)} times)"
        yield Unaccounted(found[0].word, f"{at}{more}", beside, is_shown)
