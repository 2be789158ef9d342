"""A chart or picture in a page runs nothing, loads nothing and leads nowhere, and its style stays within it."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from bs4 import Tag

from grantsdata.runs.qa.page import Page

_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "clippath",
        "mask",
        "pattern",
        "marker",
        "lineargradient",
        "radialgradient",
        "stop",
        "image",
    ]
)
"""All elements that a chart may have, as an HTML parser writes them. A `style` would hold for the whole page."""

_PIXELS = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]*")
_LEADS_OUT = re.compile(r"@import|(?:url|src|image-set)\(\s*[\"']?(?!\s*#)[^)]{0,60}|\\.{0,20}", re.IGNORECASE)


def charts_run_nothing(page: Page) -> list[str]:
    """Each element of a chart is one of a closed list, and refers only to parts of the same page."""
    return [f"a chart holds {what}" for svg in page.named("svg") for tag in inside(svg) for what in _faults(tag)]


def inside(svg: Tag) -> list[Tag]:
    """The element itself, and all that are in it."""
    return [svg, *svg.find_all(True)]


def _faults(tag: Tag) -> Iterator[str]:
    if tag.name not in _ELEMENTS:
        yield f"<{tag.name}>, which it may not have"
    for name, value in tag.attrs.items():
        text = " ".join(value) if isinstance(value, list) else str(value)
        if name.startswith("on") or name in ("src", "base", "xml:base") or ", a second time" in name:
            yield f"{name}={text[:40]}"
        elif name.rpartition(":")[2] == "href":
            is_pixels = tag.name == "image" and _PIXELS.fullmatch(text)
            if not text.startswith("#") and not is_pixels:
                yield f"{name}={text[:40]}"
        elif found := _LEADS_OUT.search(text) if not name.startswith("data-") and name != "aria-label" else None:
            yield f"{found[0]} in {name}"


# A picture can run code and load files, as a page can. It is read as XML, as a browser reads it: words in it that look
# like code are only words.
_SVG = "http://www.w3.org/2000/svg"
_DESCRIPTIONS = (
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
"""Vocabularies that describe a picture, as matplotlib does. A browser does not draw them."""
_IN_A_PICTURE = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc style clipPath mask "
    "pattern marker linearGradient radialGradient stop metadata"
)
"""All elements of SVG that a chart may have. None of them runs or leads away; those with a link are looked at."""

_LOADS_IN_PICTURE = re.compile(r"@import|(?:url|src|image-set)\(\s*[\"']?(?!\s*#)[^)]{0,60}|\\.{0,20}", re.IGNORECASE)
"""Text in a style or an attribute that loads something other than a part of the picture itself."""


def faults_of_picture(svg: str) -> list[str]:
    """Return what in a picture could run, load or lead away. A picture that is not XML shows nothing."""
    if "<!ENTITY" in svg or "<?xml-stylesheet" in svg:
        return ["a picture declares an entity or a style sheet"]
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return [f"a picture is not well-formed XML: {error}"]
    return [f"a picture holds {what}" for what in _parts_that_run(root)]


def _parts_that_run(element: ElementTree.Element) -> Iterator[str]:
    space, _, name = element.tag[1:].rpartition("}")
    if space not in _DESCRIPTIONS and (space != _SVG or name not in _IN_A_PICTURE.split()):
        yield f"<{name or element.tag}>, which a picture may not have"
        return
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2]
        if plain.lower().startswith("on") or (plain in ("href", "src", "base") and not value.strip().startswith("#")):
            yield f"{plain}={value[:40]}"
        elif loads := _LOADS_IN_PICTURE.search(value):
            yield f"{loads[0]} in {plain}"
    if name == "style" and (loads := _LOADS_IN_PICTURE.search(element.text or "")):
        yield f"{loads[0]} in a style"
    for child in element:
        yield from _parts_that_run(child)
