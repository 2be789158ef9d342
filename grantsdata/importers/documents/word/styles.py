"""Look up how the runs of a Word document are printed: raised, small, struck out or hidden.

ECMA-376 part 1, section 17.7.2: what the run says comes first, then its character style and the styles that this one is
based on, then those of the paragraph, then the defaults of the document.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.unseen import PAPER, is_unseen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFF = ("0", "false", "off")
_MOST_STYLES = 20  # based on one another; Word allows 11
_SMALL = 0.75
_BLACK = "000000"


class Print(NamedTuple):
    """How a run is printed. `size` is in half points; `colour` and `background` are six hexadecimal digits. None for
    what the document does not say."""

    is_raised: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    size: float | None = None
    colour: str | None = None
    background: str | None = None
    is_lowered: bool = False

    def is_unseen(self, behind: str | None) -> bool:
        """Whether no reader sees the run; `behind` is the colour of its cell, "" if that is not known."""
        return self.is_hidden or is_unseen(self.colour, self.ground(behind), self.size and self.size / 2)

    def ground(self, behind: str | None) -> str | None:
        """The colour behind the run, "" if that is not known."""
        return behind if self.background is None else self.background

    def is_smaller_than(self, other: "Print") -> bool:
        """Whether a reader sees that it is smaller: by a quarter at least."""
        return self.size is not None and other.size is not None and self.size <= _SMALL * other.size


class Styles:
    """The styles of one document; `root` is the root element of its part of styles, None if it has none."""

    def __init__(self, root: Element | None = None) -> None:
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._default = next((style for style in styles if _is_default(style)), None)
        self._last: tuple[Element | None, Element | None] = (None, None)
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def name(self, paragraph: Element) -> str:
        """The name of a paragraph's style in lower case, as Word shows it in English; "" if it has none."""
        style = self._styles.get(_value(paragraph.find(f"{W}pPr"), "pStyle"))
        shown = None if style is None else _value(style, "name")
        return (shown or _value(paragraph.find(f"{W}pPr"), "pStyle")).casefold()

    def print_of(self, run: Element, paragraph: Element | None) -> Print:
        """How a run of a paragraph is printed."""
        where = list(self._properties(run, paragraph))
        placed, position = _first(where, "vertAlign"), _number(_first(where, "position"))
        return Print(
            placed == "superscript" or (position or 0) > 0,
            _is_on(where, "vanish"),
            _is_on(where, "strike") or _is_on(where, "dstrike"),
            _number(_first(where, "sz")),
            _colour(where),
            self._background(where, paragraph),
            placed == "subscript" or (position or 0) < 0,
        )

    def _background(self, where: list[Element], paragraph: Element | None) -> str | None:
        """The colour behind a run, None if neither it nor its paragraph says one; "" if it is not a plain colour."""
        highlight = _first(where, "highlight")
        if highlight not in ("", "none"):
            return {"white": PAPER, "black": _BLACK}.get(highlight, "")
        above = self._above(paragraph)
        style = self._styles.get(_value(above, "pStyle"), self._default)
        properties = [*where, *([] if above is None else [above]), *self._of_style(style, "pPr")]
        return next((colour for one in properties if (colour := shading(one.find(W + "shd"))) is not None), None)

    def _above(self, paragraph: Element | None) -> Element | None:
        """The properties of a paragraph, looked up once for all runs of one: it may have a hundred thousand."""
        if paragraph is not self._last[0]:
            self._last = paragraph, None if paragraph is None else paragraph.find(W + "pPr")
        return self._last[1]

    def has_shading(self, name: str) -> bool:
        """Whether a style of tables, or one that it is based on, has shaded cells."""
        style = self._styles.get(name)
        for _ in range(_MOST_STYLES):
            if style is None:
                break
            if any(shading(one) is not None for one in style.iter(W + "shd")):
                return True
            style = self._styles.get(_value(style, "basedOn"))
        return False

    def _properties(self, run: Element, paragraph: Element | None) -> Iterator[Element]:
        """The properties that may apply to a run, the nearest first."""
        own = run.find(W + "rPr")
        if own is not None:
            yield own
            yield from self._of_style(self._styles.get(_value(own, "rStyle")))
        above = self._above(paragraph)
        style = self._styles.get(_value(above, "pStyle"), self._default)
        yield from self._of_style(style)
        if self._defaults is not None:
            yield self._defaults

    def _of_style(self, style: Element | None, kind: str = "rPr") -> Iterator[Element]:
        for _ in range(_MOST_STYLES):
            if style is None:
                return
            properties = style.find(W + kind)
            if properties is not None:
                yield properties
            style = self._styles.get(_value(style, "basedOn"))


def shading(shade: Element | None) -> str | None:
    """The colour of a shading; None if there is none, "" if it has a pattern of two colours."""
    if shade is None or (shade.get(W + "fill", "auto") == "auto" and shade.get(W + "val", "clear") in ("clear", "nil")):
        return None
    return shade.get(W + "fill", "") if shade.get(W + "val", "clear") == "clear" else ""


def _first(where: list[Element], name: str) -> str:
    """The nearest value of a property, "" if nothing says one."""
    return next((_value(one, name) for one in where if one.find(W + name) is not None), "")


def _colour(where: list[Element]) -> str | None:
    """The colour of a run. One that is automatic is black on a black highlight too; on a black shading it is white."""
    colour = _first(where, "color") or None
    return _BLACK if colour in (None, "auto") and _first(where, "highlight") == "black" else colour


def is_on(switch: Element | None) -> bool:
    """Whether an element that is a switch, such as `w:vanish`, is there and not turned off."""
    return switch is not None and switch.get(W + "val") not in _OFF


def _is_on(where: list[Element], switch: str) -> bool:
    return is_on(next((found for one in where if (found := one.find(W + switch)) is not None), None))


def _is_default(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in _OFF


def _value(element: Element | None, name: str) -> str:
    found = None if element is None else element.find(W + name)
    return "" if found is None else found.get(W + "val", "")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
