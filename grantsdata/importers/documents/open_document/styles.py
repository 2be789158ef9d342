"""Look up how the texts of an OpenDocument file are printed: raised, small, struck out, hidden, or in which colour.

A style says only what differs from the style that it builds on; a text has the rest from the element around it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.open_document.parts import FO, NUMBER, STYLE, TABLE, TEXT, Parts
from grantsdata.importers.documents.unseen import PAPER, is_unseen

_MOST_PARENTS = 20
_SMALL = 0.75
_UNKNOWN = ""  # a colour that depends on the value of the cell


class Look(NamedTuple):
    """How a text is printed; None for what an element leaves to the one around it.

    `size` is in points, and negative for a share of the size around it, also where no style says that size. `colour`
    and `background` are six hexadecimal digits, "" if they cannot be known; `number_colours` are those that the number
    format has, whatever the number.
    """

    raised: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    size: float | None = None
    colour: str | None = None
    background: str | None = None
    is_inserted: bool | None = None
    is_link: bool | None = None
    lowered: bool | None = None
    number_colours: tuple[str, ...] | None = None

    def within(self, outer: "Look") -> "Look":
        """The look of an element inside another one."""
        found = outer._replace(**{name: said for name, said in self._asdict().items() if said is not None})
        if self.size is None or self.size >= 0:
            return found
        return found._replace(size=self.size if outer.size is None else -self.size * outer.size)

    @property
    def is_unseen(self) -> bool:
        """Whether no reader sees the text."""
        size = None if self.size is None or self.size < 0 else self.size
        return bool(self.hidden) or is_unseen(self.colour, self.ground, size)

    @property
    def ground(self) -> str:
        """The colour behind the text, "" if that is not known."""
        return PAPER if self.background is None else self.background

    def is_smaller_than(self, other: "Look") -> bool:
        """Whether a reader sees that it is smaller: by a quarter at least."""
        if self.size is None:
            return False
        if self.size < 0:  # a share of a size that nothing says: only another such share can be compared with it
            around = 1.0 if other.size is None else -other.size
            return -self.size <= _SMALL * around
        return other.size is not None and self.size <= _SMALL * other.size


NO_LOOK = Look()


class Styles:
    """The styles of one document."""

    def __init__(self, parts: Parts) -> None:
        roots = parts.roots()
        self._styles: Mapping[tuple[str, str], Element] = {
            (one.get(STYLE + "family", ""), one.get(STYLE + "name", "")): one
            for root in roots
            for one in root.iter(STYLE + "style")
        }
        self._defaults = {
            one.get(STYLE + "family", ""): _look(one) for root in roots for one in root.iter(STYLE + "default-style")
        }
        formats = {one.get(STYLE + "name", ""): one for root in roots for one in root.iter() if NUMBER in one.tag}
        self._colours = {name: tuple(_colours(one, formats)) for name, one in formats.items() if name}
        self._known: dict[tuple[str, str], Look] = {}

    def look(self, family: str, name: str | None) -> Look:
        """What a style, and those that it builds on, say."""
        key = (family, name or "")
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def default(self, family: str) -> Look:
        """How a text of a family is printed where no style says anything."""
        return self._defaults.get(family, NO_LOOK)

    def of(self, element: Element) -> Look:
        """What the style of a text, a paragraph, a cell, a row or a table says."""
        if name := element.get(TEXT + "style-name"):
            family = "text" if element.tag in (TEXT + "span", TEXT + "a") else "paragraph"
            return self.look(family, name)
        if name := element.get(TABLE + "style-name"):
            return self.look(_FAMILIES.get(element.tag, "table"), name)
        return NO_LOOK

    def name(self, family: str, name: str | None) -> str:
        """The name of a style in lower case, with those of the styles that it builds on."""
        return " ".join(one.get(STYLE + "name", "").casefold() for one in self._chain(family, name or ""))

    def is_shown(self, table: Element) -> bool:
        """Whether a table or sheet is shown."""
        found = (one.find(STYLE + "table-properties") for one in self._chain("table", table.get(TABLE + "style-name")))
        return all(one is None or one.get(TABLE + "display") != "false" for one in found)

    def _chain(self, family: str, name: str | None) -> list[Element]:
        chain: list[Element] = []
        while len(chain) < _MOST_PARENTS and (style := self._styles.get((family, name or ""))) is not None:
            chain.append(style)
            name = style.get(STYLE + "parent-style-name")
        return chain

    def _found(self, family: str, name: str) -> Look:
        look = NO_LOOK
        for style in self._chain(family, name):
            look = look.within(_look(style))
            if look.number_colours is None and (data := style.get(STYLE + "data-style-name")):
                look = look._replace(number_colours=self._colours.get(data, ()))
            if style.find(STYLE + "map") is not None:  # a style that depends on the value of the cell
                look = look._replace(background=_UNKNOWN, colour=_UNKNOWN)
        return look


_FAMILIES = {
    TABLE + "table-cell": "table-cell",
    TABLE + "covered-table-cell": "table-cell",
    TABLE + "table-row": "table-row",
}


def _colours(number_format: Element, formats: Mapping[str, Element]) -> Iterator[str]:
    """The colours of a number format, and of those that it applies on conditions."""
    applied = (formats.get(one.get(STYLE + "apply-style-name", "")) for one in number_format.iterfind(STYLE + "map"))
    for one in (number_format, *applied):
        properties = None if one is None else one.find(STYLE + "text-properties")
        if properties is not None and (colour := _colour(properties.attrib, FO + "color")):
            yield colour


def _look(style: Element) -> Look:
    said: dict[str, str] = {}
    for kind in ("table-properties", "table-row-properties", "table-cell-properties", "paragraph-properties"):
        said |= _background(style.find(STYLE + kind))
    properties = style.find(STYLE + "text-properties")
    if properties is not None:
        said |= {**properties.attrib, **_background(properties)}
    if said.get(STYLE + "use-window-font-color") == "true":
        said[FO + "color"] = _UNKNOWN
    return Look(
        _matches(said, STYLE + "text-position", r"super|(?!0%)\d"),
        _matches(said, TEXT + "display", "none|true"),
        _matches(said, STYLE + "text-line-through-style", "(?!none)"),
        _size(said.get(FO + "font-size", "")),
        _colour(said, FO + "color"),
        _colour(said, FO + "background-color"),
        lowered=_matches(said, STYLE + "text-position", r"sub|-\d"),
    )


def _background(properties: Element | None) -> dict[str, str]:
    """The colour behind the text, if these properties say one; a transparent one shows what is behind it."""
    found = None if properties is None else properties.get(FO + "background-color")
    return {} if found in (None, "transparent") else {FO + "background-color": str(found)}


def _matches(said: Mapping[str, str], name: str, pattern: str) -> bool | None:
    return bool(re.match(pattern, said[name])) if name in said else None


def _colour(said: Mapping[str, str], name: str) -> str | None:
    return said[name].lstrip("#") if name in said else None


def _size(text: str) -> float | None:
    found = re.fullmatch(r"([0-9.]+)(pt|%)", text)
    if not found:
        return None
    return float(found[1]) if found[2] == "pt" else -float(found[1]) / 100
