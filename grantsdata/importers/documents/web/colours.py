"""Find the text of a web page that has the colour of what is behind it, and mark it as hidden."""

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from grantsdata.importers.documents.unseen import PAPER, is_unseen

COLOURS = re.compile(r"(?:^|[;{\s])(?:color|background(?:-color|-image)?)\s*:", re.IGNORECASE)
"""A style that sets a colour, or what is behind the text."""

_COLOUR = re.compile(r"(?:^|;)color:([^;]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:([^;]+)", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-f])")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*(?:[,/]\s*(\d*\.?\d+%?)\s*)?\)")
_FROM_AROUND = re.compile(r"\b(?:none|inherit|initial|unset|currentcolor)\b", re.IGNORECASE)

_NAMES = {
    "white": "ffffff", "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff", "floralwhite": "fffaf0",
    "whitesmoke": "f5f5f5", "mintcream": "f5fffa", "azure": "f0ffff", "aliceblue": "f0f8ff", "honeydew": "f0fff0",
    "seashell": "fff5ee", "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "red": "ff0000",
    "maroon": "800000", "yellow": "ffff00", "olive": "808000", "lime": "00ff00", "green": "008000", "aqua": "00ffff",
    "teal": "008080", "blue": "0000ff", "navy": "000080", "fuchsia": "ff00ff", "purple": "800080", "orange": "ffa500",
}  # fmt: skip
"""The names that are white or nearly so, and the sixteen that every page knows; another name is not followed."""

_UNKNOWN, _CLEAR = "", "transparent"


def hide_unseen(page: BeautifulSoup, style_of: Callable[[Tag], str]) -> None:
    """Put each text that has the colour of its background into an element that is hidden, with that colour as the
    value of the attribute.

    `style_of` gives the declarations that hold for an element. Pictures and gradients, names of colours that are not
    known, and the colours of links count as seen.
    """
    _walk(page, "000000", PAPER, style_of)


def _walk(element: Tag, colour: str, behind: str, style_of: Callable[[Tag], str]) -> None:
    for child in list(element.children):
        if isinstance(child, Tag):
            own, under = _colours(child, style_of(child))
            _walk(child, colour if own is None else own, behind if under is None else under, style_of)
        elif type(child) is NavigableString and child.strip() and (colour == _CLEAR or is_unseen(colour, behind, None)):
            hidden = Tag(name="span", attrs={"hidden": behind})
            child.replace_with(hidden)
            hidden.append(child)


def _colours(tag: Tag, style: str) -> tuple[str | None, str | None]:
    """The colour of an element's text, and of what is behind it; None for those of the element around it."""
    of_link = _UNKNOWN if tag.name == "a" and tag.has_attr("href") else None
    said = _COLOUR.findall(style) or [str(tag.get("color") or "")] * (tag.name == "font")
    behind = _BACKGROUND.findall(style) or [str(tag.get("bgcolor") or "")]
    stated = [one for one in map(_colour, filter(None, behind)) if one not in (None, _CLEAR)]
    under = _UNKNOWN if _UNKNOWN in stated else stated[-1] if stated else None
    return _colour(said[-1]) if any(said) else of_link, under


def _colour(value: str) -> str | None:
    """The six hexadecimal digits of a colour; None if it is the one around it, and "" if it is not known."""
    value = value.strip().casefold()
    if "url(" in value or "gradient(" in value:
        return _UNKNOWN
    if found := _HEX.search(value):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        return _of_strength(digits[:6], int(digits[6:] or "ff", 16) / 255)
    if rgb := _RGB.search(value):
        strength = float((rgb[4] or "1").rstrip("%")) / (100 if (rgb[4] or "").endswith("%") else 1)
        return _of_strength("".join(f"{min(int(part), 255):02x}" for part in rgb.groups()[:3]), strength)
    if "transparent" in value:
        return _CLEAR
    names = [word for word in re.findall("[a-z]+", value) if word in _NAMES]
    return _NAMES[names[0]] if names else None if _FROM_AROUND.search(value) else _UNKNOWN


def _of_strength(digits: str, strength: float) -> str:
    return _CLEAR if strength == 0 else digits if strength >= 1 else _UNKNOWN
