"""Look up how the runs of a Word document are printed: raised, small, struck out or hidden.

ECMA-376 part 1, section 17.7.2: what the run says comes first, then its character style and the styles that this one is
based on, then those of the paragraph, then the defaults of the document.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFF = ("0", "false", "off")
_MOST_STYLES = 20  # based on one another; Word allows 11
_SMALL = 0.75


class Print(NamedTuple):
    """How a run is printed. `size` is in half points, None if the document does not say."""

    is_raised: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    size: float | None = None

    def is_smaller_than(self, other: "Print") -> bool:
        """Whether a reader sees that it is smaller: by a quarter at least."""
        return self.size is not None and other.size is not None and self.size <= _SMALL * other.size


class Styles:
    """The styles of one document; `root` is the root element of its part of styles, None if it has none."""

    def __init__(self, root: Element | None = None) -> None:
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._default = next((style for style in styles if _is_default(style)), None)
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def name(self, paragraph: Element) -> str:
        """The name of a paragraph's style in lower case, as Word shows it in English; "" if it has none."""
        style = self._styles.get(_value(paragraph.find(f"{W}pPr"), "pStyle"))
        shown = None if style is None else _value(style, "name")
        return (shown or _value(paragraph.find(f"{W}pPr"), "pStyle")).casefold()

    def print_of(self, run: Element, paragraph: Element | None) -> Print:
        """How a run of a paragraph is printed."""
        where = list(self._properties(run, paragraph))
        placed = next((_value(one, "vertAlign") for one in where if one.find(W + "vertAlign") is not None), "")
        position = _number(next((_value(one, "position") for one in where if one.find(W + "position") is not None), ""))
        return Print(
            placed == "superscript" or (position or 0) > 0,
            _is_on(where, "vanish"),
            _is_on(where, "strike") or _is_on(where, "dstrike"),
            _number(next((_value(one, "sz") for one in where if one.find(W + "sz") is not None), "")),
        )

    def _properties(self, run: Element, paragraph: Element | None) -> Iterator[Element]:
        """The properties that may apply to a run, the nearest first."""
        own = run.find(W + "rPr")
        if own is not None:
            yield own
            yield from self._of_style(self._styles.get(_value(own, "rStyle")))
        above = None if paragraph is None else paragraph.find(W + "pPr")
        style = self._styles.get(_value(above, "pStyle"), self._default)
        yield from self._of_style(style)
        if self._defaults is not None:
            yield self._defaults

    def _of_style(self, style: Element | None) -> Iterator[Element]:
        for _ in range(_MOST_STYLES):
            if style is None:
                return
            properties = style.find(W + "rPr")
            if properties is not None:
                yield properties
            style = self._styles.get(_value(style, "basedOn"))


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
