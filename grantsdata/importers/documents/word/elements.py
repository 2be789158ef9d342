"""Find elements of a Word document at any depth, without those that are deleted or there twice."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.word.styles import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

BOX = W + "txbxContent"
"""The content of a text box."""

DELETED = (W + "del", W + "moveFrom")


def children(element: Element) -> Iterator[Element]:
    """The children of an element; of content that is there twice, for new and for old programs, that for new ones."""
    for child in element:
        if child.tag == _MC + "AlternateContent":
            chosen = child.find(_MC + "Choice")
            chosen = child.find(_MC + "Fallback") if chosen is None else chosen
            yield from () if chosen is None else children(chosen)
        else:
            yield child


def inside(element: Element, *tags: str) -> Iterator[Element]:
    """The elements with these tags, in order, at any depth, but not within one another nor in what is deleted."""
    for child in children(element):
        if child.tag in tags:
            yield child
        elif child.tag not in DELETED:
            yield from inside(child, *tags)


def is_frame(table: Element) -> bool:
    """Whether a table within a cell is only a frame around its text: it has one cell, and no table in that."""
    rows = list(inside(table, W + "tr"))
    cells = [cell for row in rows for cell in inside(row, W + "tc")]
    return len(rows) == len(cells) == 1 and not any(inside(cells[0], W + "tbl"))


def all_text(element: Element) -> str:
    """All text within an element on one line, also what is deleted."""
    return one_line(" ".join(part.text or "" for part in element.iter() if part.tag in (W + "t", W + "delText")))


def other_forms(part: Element) -> Iterator[str]:
    """A note for each content that is there for new and for old programs with different texts."""
    for both in part.iter(_MC + "AlternateContent"):
        texts = ["".join(_letters(one)) for name in ("Choice", "Fallback") for one in both.findall(_MC + name)]
        if len(texts) > 1 and all(texts) and texts[0] != texts[-1]:
            yield f"a part is there twice with different texts, “{texts[0]}” and, for older programs, “{texts[-1]}”"


def _letters(element: Element) -> list[str]:
    return "".join(one.text or "" for one in element.iter() if one.tag.endswith("}t")).split()
