"""Find what a page says, sentence by sentence, with its figures and the numerals that are none.

A figure stands in a `data` element with its expression. The figures of an attribute such as `alt` are listed beside it,
in `data-figures`.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

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
BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-Z£“0-9])")


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
        rest = self.text
        for figure in self.figures:
            rest = rest[: figure.place] + "·" * len(figure.text) + rest[figure.place + len(figure.text) :]
        return [found[0] for found in NUMERAL.finditer(known.sub("·", rest))]


def sentences(soup: BeautifulSoup) -> Iterator[Sentence]:
    """Every sentence of a page in its order, in texts and in attributes; "td" and "th" are the cells of tables.

    What a note of the raw files says is within "note": its words are the file's own.
    """
    pieces: dict[int, tuple[Tag, list[tuple[str, str]]]] = {}
    for string in soup.find_all(string=True):
        if isinstance(string, PreformattedString) or string.find_parent(["style", "svg"]) or not string.parent:
            continue
        if "number" in (string.parent.get("class") or []):
            continue
        block = next(one for one in string.parents if one.name not in INLINE)
        data = string.find_parent("data")
        expression = str(data.get("value", "")) if data else ""
        pieces.setdefault(id(block), (block, []))[1].append((str(string), expression))
    for block, parts in pieces.values():
        is_note = block.find_parent(class_="prose") is not None
        yield from _split(_joined(parts), "note" if is_note else block.name)
    for tag in soup.find_all(True):
        pairs = json.loads(str(tag.get("data-figures", "[]")))
        for name in SPOKEN:
            if tag.get(name) and (tag.name != "meta" or tag.get("property") or tag.get("name") == "description"):
                yield from _split(_found(str(tag[name]), pairs), name)


def _joined(parts: list[tuple[str, str]]) -> tuple[str, list[Figure]]:
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
    ends = [one.start() for one in BREAK.finditer(text) if one.start() not in inside]
    for begin, end in zip([0, *ends], [*ends, len(text)], strict=True):
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        own = tuple(one._replace(place=one.place - begin) for one in figures if begin <= one.place < max(end, 1))
        if text[begin:end].strip():
            yield Sentence(text[begin:end], own, within)
