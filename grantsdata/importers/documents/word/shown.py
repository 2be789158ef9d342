"""List every text of a Word document, without regard to tables: the witness of what `docx` reads.

Deleted text, hidden text and comments are in the list, because the reader quotes them in notes.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.witness import Shown
from grantsdata.importers.documents.word.special import form_value, sign
from grantsdata.importers.documents.word.styles import Print, Styles, W
from grantsdata.sources.safety.open_xml import Package

_PARTS = ("header", "footer", "footnotes", "endnotes", "comments", "diagramData")
_LETTERS = ("t", "delText")
_BREAKS = (
    *("tab", "ptab", "br", "cr", "noBreakHyphen", "hyperlink", "drawing", "pict", "object", "footnoteReference"),
    *("del", "moveFrom", "rt", "bdo", "f", "num", "den", "sup", "sub", "d", "e"),
)
_TEXT_PATH = "textpath"


def shown(package: Package, styles: Styles) -> list[Shown]:
    """The text of each paragraph of the document, its headers, footers, notes, comments and diagrams."""
    found: list[Shown] = []
    seen: set[tuple[str, ...]] = set()
    parts = [("body", package.main)]
    parts += [(one.kind, one.target) for one in package.relations(package.main) if one.kind in _PARTS]
    for kind, name in parts:
        root = package.xml(name)
        texts = tuple(_paragraphs(root, styles)) if root is not None else ()
        if kind not in ("header", "footer") or texts not in seen:
            found += [Shown(text, f"{kind}, paragraph {number}") for number, text in enumerate(texts, start=1)]
        seen.add(texts)
    return found


def _paragraphs(root: Element, styles: Styles) -> Iterator[str]:
    """The texts between the beginnings and ends of paragraphs."""
    text, last = "", Print()
    paragraphs: list[Element] = []
    for is_start, element in _marks(root):
        name = element.tag.rpartition("}")[2]
        if name in ("p", "txbxContent", "body"):
            if text.strip():
                yield text
            text, last = "", Print()
            if element.tag == W + "p":
                paragraphs = [*paragraphs, element] if is_start else paragraphs[:-1]
        elif element.tag == W + "r" and is_start:
            how = styles.print_of(element, paragraphs[-1] if paragraphs else None)
            text += " " * (how._replace(is_struck=False) != last._replace(is_struck=False))
            last = how
        elif name in _BREAKS:
            text += " "
        elif name == "fldChar" and is_start:
            text += f" {form_value(element)} "
        elif name == "sym" and is_start:
            text += sign(element)
        elif name in _LETTERS and is_start:
            text += element.text or ""
        elif name == _TEXT_PATH and is_start:
            text += element.get("string", "")
    if text.strip():
        yield text


def _marks(element: Element) -> Iterator[tuple[bool, Element]]:
    """Each element where it starts and where it ends, without the older form of content that is there twice."""
    for child in element:
        is_older = child.tag.endswith("}Fallback") and any(other.tag.endswith("}Choice") for other in element)
        if not is_older:
            yield True, child
            yield from _marks(child)
            yield False, child
