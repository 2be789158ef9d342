"""Find what a page says, sentence by sentence, with its figures and the numerals that are none.

A figure stands in a `data` element with its expression. The figures of an attribute such as `alt` are listed beside it,
in `data-figures`.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "data",
        "em",
        "i",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    )
)
SPOKEN = ("alt", "aria-label", "title", "content")
"""Attributes that a reader is told, or that a search engine shows."""
NUMERAL = re.compile(
    r"[-−]?£?[0-9](?:[0-9,.]*[0-9])?(?: ?(?:%|per cent|million|thousand|m\b|k\b))?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundreds?|thousands?|millions?|dozens?"
    r"|half|thirds?|quarters?|per cent)\b",
    re.IGNORECASE,
)
_SHORT = "".join(rf"(?<!\b{word}\.)" for word in ("St", "No", "Mr", "Mrs", "Ms", "Dr", "Rev", "Co", "Ltd", "[A-Z]"))
BREAK = re.compile(rf"(?<=[.!?]){_SHORT}\s+(?=[A-Z£“0-9])")
"""Where a sentence ends: not after a short word of a name, such as `St. Mary's Fund`."""


Piece = tuple[str, str]
"""A text, and the expression of the figure that it is part of, if it is."""


class Figure(NamedTuple):
    """A figure as it is written, its expression, and where in its sentence it begins."""

    text: str
    expression: str
    place: int


class Sentence(NamedTuple):
    """A sentence with its figures; `within` is the element, or the attribute, that holds it."""

    text: str
    figures: tuple[Figure, ...]
    within: str

    def numerals(self, known: "re.Pattern[str]") -> list[str]:
        """The numerals that are no figures, apart from texts that are `known`."""
        return [found[0] for found in NUMERAL.finditer(known.sub("·", self.without_figures))]

    @property
    def without_figures(self) -> str:
        """The text with dots in the place of figures; it is as long."""
        rest = self.text
        for figure in self.figures:
            rest = rest[: figure.place] + "·" * len(figure.text) + rest[figure.place + len(figure.text) :]
        return rest

    @property
    def words(self) -> str:
        """The same, with dots in the place of what stands between quotation marks too."""
        return re.sub(r"“[^”]*”", lambda quoted: "·" * len(quoted[0]), self.without_figures)


def sentences(soup: Tag) -> Iterator[Sentence]:
    """Every sentence of a page or a part of it, in texts and in attributes; "td" and "th" are the cells of tables.

    What a note of the raw files says is within "note": its words are the file's own.
    """
    pieces: dict[int, tuple[str, list[Piece]]] = {}
    for block, within, piece in _texts(soup, soup, soup.name, ""):
        pieces.setdefault(id(block), (within, []))[1].append(piece)
    for within, parts in pieces.values():
        yield from _split(_joined(parts), within)
    for tag in soup.find_all(True):
        pairs = json.loads(str(tag.get("data-figures", "[]")))
        for name in SPOKEN:
            if tag.get(name) and not (tag.name == "meta" and _is_elsewhere(tag)):
                yield from _split(_found(str(tag[name]), pairs), name)


def _is_elsewhere(meta: Tag) -> bool:
    """Whether a `meta` says nothing to readers, or repeats a text of the page: `qa/document` checks that it does."""
    kind = str(meta.get("name", meta.get("property", "")))
    return not kind or kind in ("viewport", "color-scheme") or kind.endswith("description")


def _texts(tag: Tag, block: Tag, within: str, expression: str) -> Iterator[tuple[Tag, str, Piece]]:
    """Every text in an element with its block, the block's name, and the expression of its figure."""
    for child in tag.children:
        if isinstance(child, Tag):
            classes = list(child.get("class") or ())
            if child.name in ("style", "svg") or "number" in classes:
                continue
            name = "note" if within == "note" or "prose" in classes else child.name
            inner = (block, within) if child.name in INLINE else (child, name)
            yield from _texts(child, *inner, str(child.get("value", "")) if child.name == "data" else expression)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield block, within, (str(child), expression)


def _joined(parts: list[Piece]) -> tuple[str, list[Figure]]:
    """One text with single spaces; neighbouring strings of one figure are one figure."""
    text, figures = "", []
    for string, expression in parts:
        piece = re.sub(r"\s+", " ", string)
        piece = piece.lstrip() if not text or text.endswith(" ") else piece
        text += " " if text[-1:].isalnum() and piece[:1].isalnum() else ""  # of two elements, which a style sets apart
        if expression:
            figures.append(Figure(piece, expression, len(text)))
        text += piece
    return text.rstrip(), figures


def _found(text: str, pairs: list[list[str]]) -> tuple[str, list[Figure]]:
    """The figures of an attribute, each where it stands after the one before it."""
    figures, place = [], 0
    for written, expression in pairs:
        at = text.find(written, place)
        if at >= 0:
            figures.append(Figure(written, expression, at))
            place = at + len(written)
    return text, figures


def _split(found: tuple[str, list[Figure]], within: str) -> Iterator[Sentence]:
    text, figures = found
    inside = {place for one in figures for place in range(one.place + 1, one.place + len(one.text))}
    names, begins = {one.place + len(one.text) for one in figures}, {one.place for one in figures}
    # A name may end with a full stop; a figure right after it belongs to the same sentence.
    ends = [
        one.start()
        for one in BREAK.finditer(text)
        if one.start() not in inside and not (one.start() in names and one.end() in begins)
    ]
    for begin, end in zip([0, *ends], [*ends, len(text)], strict=True):
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        own = tuple(one._replace(place=one.place - begin) for one in figures if begin <= one.place < max(end, 1))
        if text[begin:end].strip():
            yield Sentence(text[begin:end], own, within)
