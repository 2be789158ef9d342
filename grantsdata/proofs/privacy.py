"""Nothing of the machine that made a page is published with it: no path, no person, no host, no kernel."""

import getpass
import re
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from grantsdata.proofs.page import Page, held

_PATHS = re.compile(
    r"(?<![\w.])/(home|root|tmp|Users|private|var|usr|opt|srv)/[^\s<>\"]{0,40}|\b[A-Z]:\\[^\s<>\"]{0,40}"
)
# One in a web address is its owner's business.
_IDENTIFIERS = re.compile(r"(?<![/=\w])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")


def nothing_in_it_is_private(page: Page) -> list[str]:
    """Neither in the page nor in the pictures and tables that it holds."""
    inside = [str(tag[name]) for name in ("src", "href") for tag in page.tags if tag.has_attr(name)]
    text = "\n".join([_without_data(page.html), *(held(address) for address in inside if address.startswith("data:"))])
    return list(_found(text.replace("&amp;", "&"), page.private))


def nothing_in_its_notebook_is_private(page: Page) -> list[str]:
    """The executed notebook is published beside the page; what the two share is looked at in the page."""
    text = "\n".join(_texts(page.notebook))
    return [f"its notebook holds {one}" for one in _found(text, page.private)]


def _found(text: str, private: Iterable[str]) -> Iterator[str]:
    places = {_home(), str(Path(__file__).parents[2]), *private} - {"/", ""}
    for place in sorted(places):
        if place in text and re.search(rf"(?<![\w./-]){re.escape(place)}(?![\w-])", text):
            yield f"“{place}”"
    for what, name in (("user", _user()), ("host", socket.gethostname())):
        # A name that is also a word, such as "grants", tells nothing by itself.
        whole = rf"(?<![\w.-]){re.escape(name)}(?![\w-])" if re.search(r"[^a-zA-Z]", name) and len(name) > 4 else None
        if name and (f"{name}@" in text or f"@{name}" in text or (whole and re.search(whole, text))):
            yield f"the {what} “{name}”"
    for path in _PATHS.finditer(text):
        yield f"the path “{path[0]}”"
    for identifier in _IDENTIFIERS.finditer(text):
        yield f"the identifier “{identifier[0]}”"


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""  # as it is for a process without a home


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""  # a process may belong to nobody that has a name


def _texts(part: Any) -> Iterator[str]:
    """Every text within a notebook, without pictures and saved tables."""
    if isinstance(part, str):
        yield _without_data(part)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield name
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _without_data(text: str) -> str:
    """A picture or a saved table is looked at as what it holds, not as it is packed."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
