"""Open the parts of an OpenDocument file: the names of its elements, its content, and its styles."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from grantsdata.errors import SourceError
from grantsdata.sources.safety import archives

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, STYLE, TEXT, TABLE, DRAW, FORM = (
    _NAMES % name for name in ("office", "style", "text", "table", "drawing", "form")
)
FO = _NAMES % "xsl-fo-compatible"
NUMBER = _NAMES % "datastyle"
SVG = _NAMES % "svg-compatible"
LINK = "{http://www.w3.org/1999/xlink}href"


class Parts:
    """The parts of a file that `archives.unsafe_because` has found safe. `body` holds its sheets, or its text."""

    def __init__(self, content: bytes, kind: str) -> None:
        self._content = content
        found = self._xml("content.xml")
        body = None if found is None else found.find(f"{OFFICE}body/{OFFICE}{kind}")
        if found is None or body is None:
            raise SourceError("Its main part is damaged. Open it in LibreOffice and save it again.")
        self.content, self.body = found, body
        self.styles = self._xml("styles.xml")

    def roots(self) -> list[Element]:
        """The root elements of the parts that hold styles, the general ones first."""
        return [root for root in (self.styles, self.content) if root is not None]

    def is_chart(self, address: str) -> bool:
        """Whether an embedded object, such as "./Object 1", is a chart."""
        return b"<office:chart" in archives.part(self._content, f"{address.removeprefix('./')}/content.xml")

    def margins(self) -> Iterator[tuple[str, Element]]:
        """The headers and footers of the pages that the document has, each with what it is."""
        if self.styles is None:
            return
        pages = {page.get(STYLE + "name", ""): page for page in self.styles.iter(STYLE + "master-page")}
        used = {"Standard", "Default"} | {
            element.get(STYLE + "master-page-name", "") for root in self.roots() for element in root.iter()
        }
        waiting = list(used & pages.keys())
        while waiting:
            following = pages[waiting.pop()].get(STYLE + "next-style-name", "")
            if following in pages.keys() - used:
                used.add(following)
                waiting.append(following)
        for name, page in pages.items():
            for part in page if name in used else ():
                kind = part.tag.removeprefix(STYLE).partition("-")[0]
                if kind in ("header", "footer") and part.get(STYLE + "display") != "false":
                    yield kind, part

    def _xml(self, name: str) -> Element | None:
        content = archives.part(self._content, name)
        return ElementTree.fromstring(content) if content.strip() else None
