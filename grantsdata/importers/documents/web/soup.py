"""Bytes of a web page → its text → the tree of its elements, with the end tags that a page may leave out."""

import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, Tag

from grantsdata.errors import SourceError

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_BEGINS = re.compile("<[A-Za-z]")
_SINGLE_BYTES = ("windows-1252", "iso-8859-1", "latin1", "us-ascii", "ascii")  # for browsers all windows-1252
_MOST_DEPTH = 400  # nested elements; browsers stop at 512
_MOST_ELEMENTS = 200_000

_ENDS = {
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tr": (("tr",), ("table",)),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (("thead", "tbody", "tfoot"), ("table",))),
    "li": (("li",), ("ul", "ol", "table")),
    "option": (("option",), ("select", "datalist")),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), ("dl", "table"))),
}
"""Start tag → the open elements that it ends, and the elements at which the search for them stops.

HTML lets a page leave out these end tags; without this the elements would be nested in one another."""


class _Soup(BeautifulSoup):
    """A page as a tree, with the end tags added that a page may leave out; SourceError if it is nested too deeply."""

    def handle_starttag(self, name: str, *args: Any, **others: Any) -> Tag | None:
        """End the elements that this start tag ends, and begin the new one."""
        ended, bounds = _ENDS.get(name, ((), ()))
        for tag in reversed(self.tagStack):
            if tag.name in ended:
                self.handle_endtag(tag.name)
                break
            if tag.name in bounds:
                break
        if len(self.tagStack) > _MOST_DEPTH:
            raise _too_large(f"{_MOST_DEPTH} nested elements, up to <{name}>")
        return super().handle_starttag(name, *args, **others)


def soup_of(text: str) -> BeautifulSoup:
    """The tree of a page; SourceError if it has too many elements, or if they are nested too deeply."""
    if sum(1 for _ in _BEGINS.finditer(text)) > _MOST_ELEMENTS:
        raise _too_large(f"{_MOST_ELEMENTS:,} elements")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Beautiful Soup warns if a page looks like another kind of text
        return _Soup(text, "html.parser")


def decoded(content: bytes) -> str:
    """The text of a page; SourceError if it is neither in UTF-8 or UTF-16 nor in an encoding that it declares."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(content[:4096])
        name = declared[1].decode().casefold() if declared else ""
        if name not in _SINGLE_BYTES:
            raise SourceError(
                "The page is not in UTF-8, and does not say in which encoding it is. "
                "Open it in a browser, and save it again as a complete page in UTF-8."
            ) from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise SourceError(f"The page says that it is in {name}, and is not. Save it again in UTF-8.") from None


def _too_large(what: str) -> SourceError:
    step = "Copy the tables into a page of their own, and import that."
    return SourceError(f"The page has more than {what}. {step}")
