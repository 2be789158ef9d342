"""List every text of a web page, without regard to its tables: the witness of what `page` reads.

Hidden text within tables is in the list, because the reader keeps it with a note or quotes it.
"""

from collections.abc import Collection

from bs4 import Tag
from bs4.element import NavigableString

from grantsdata.importers.documents.witness import Shown

_APART = ("sup", "sub", "small", "br")


def shown(page: Tag, not_shown: Collection[str], blocks: Collection[str]) -> list[Shown]:
    """The texts between the beginnings and ends of the elements that are `blocks`."""
    pieces: list[str] = [""]

    def walk(element: Tag, is_in_table: bool) -> None:
        for child in element.children:
            if type(child) is NavigableString:
                pieces[-1] += child
            elif isinstance(child, Tag) and child.name not in not_shown:
                is_hidden = child.has_attr("hidden")
                if is_hidden and not is_in_table and child.name != "table":
                    continue
                if child.name in blocks:
                    pieces.append("")
                space = " " * (is_hidden or child.name in _APART or child.name == "a")
                pieces[-1] += space
                walk(child, is_in_table or child.name == "table")
                pieces[-1] += space
                if child.name in blocks:
                    pieces.append("")

    walk(page, False)
    texts = [text for text in pieces if text.strip()]
    return [Shown(text, f"text {number}") for number, text in enumerate(texts, start=1)]
