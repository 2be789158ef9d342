"""A chart in a page runs nothing, loads nothing and leads nowhere, and its style stays within it."""

import re
from collections.abc import Iterator

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
