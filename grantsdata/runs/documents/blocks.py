"""A page → its headings, paragraphs, tables and pictures in order, for a document that has no HTML.

The page has been checked, so a document made from it has the same words and figures. What only works on a page is left
out: menus, links that save a table, and sentences with the class `of-page`.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from grantsdata.model.dictionary.headings import HEADINGS

_UNSEEN = ("nav", "script", "style", "template", "button", "input", "select", "noscript", "title")
_ONLY_ON_A_PAGE = {"skip", "download", "of-page"}
PICTURES = ("img", "svg")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HOLDS_BLOCKS = (*_HEADINGS, "p", "ul", "ol", "dl", "table", "figure", "div", "section", "blockquote", "pre")
_OF_AWARDS = {HEADINGS[name] for name in ("service", "provider", "award_gbp")}
"""The headings of a table in which each row is an award."""

_PNG = "data:image/png;base64,"


@dataclass(frozen=True)
class Run:
    """A piece of a text that looks the same throughout. `address` is where a link leads, outside this page."""

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""


Text = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `level` is the level of a heading, or how deep a list item lies."""

    text: Text
    kind: Literal["text", "heading", "lead", "caption", "note", "bullet", "number"] = "text"
    level: int = 0
    is_first: bool = False
    """Whether it begins a list."""


@dataclass(frozen=True)
class TableCell:
    """A cell and the rows and columns that it covers."""

    text: Text
    width: int = 1
    height: int = 1
    is_amount: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row of a table: one of the head, of a total or of a group, or an ordinary one."""

    cells: tuple[TableCell, ...]
    kind: Literal["head", "total", "group", "row"] = "row"


@dataclass(frozen=True)
class Table:
    """A table without its caption, which is the paragraph before it; `title` repeats it for a screen reader.

    If it `lists_awards`, each ordinary row is an award; a cell that says there that nothing is stated is empty here, as
    in a paper.
    """

    rows: tuple[TableRow, ...]
    title: str
    lists_awards: bool


@dataclass(frozen=True)
class Picture:
    """A picture as PNG and its alternative text. `png` is empty if the page has the picture in another form.

    `svg` is a chart of bars as the page has it, which `report/drawing/again` can draw.
    """

    png: bytes
    described: str
    svg: str = ""


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class PageContent:
    """The title of a page, the body whose page it is, its blocks, and the line on what it was made from."""

    title: str
    body: str
    blocks: list[Block] = field(default_factory=list)
    made_from: str = ""


def content_of(html: str) -> PageContent:
    """Return what a page of this package shows."""
    soup = BeautifulSoup(html, "html.parser")
    for place in soup.find_all("wbr"):
        place.unwrap()
    soup.smooth()
    title, body = soup.find("h1"), soup.select_one(".head .body")
    blocks = list(_blocks(soup.body or soup))
    foot = [" ".join(line.get_text().split()) for line in soup.find_all("p") if only_on_the_page(line)]
    return PageContent(
        plain(_text(title)) if title else "",
        plain(_text(body)) if body else "",
        blocks,
        next((line for line in foot if line.startswith("Made from ")), ""),
    )


def plain(text: Text) -> str:
    """Return the words of a text on one line."""
    return "".join(run.text for run in text).replace("\n", " ")


def _classes(tag: Tag) -> set[str]:
    return set(tag.get_attribute_list("class")) - {None}


def is_left_out(tag: Tag) -> bool:
    """Return whether an element shows nothing, or only what works on a page and not on paper."""
    return tag.name in _UNSEEN or bool(_classes(tag) & _ONLY_ON_A_PAGE) or tag.has_attr("hidden")


def only_on_the_page(tag: Tag) -> bool:
    """Return whether it is a paragraph of the foot that leads to files beside the page, which a document lacks, or a
    cell of an award that says that nothing is stated there: in a document it is empty, as in a paper."""
    if "none" in _classes(tag) and (table := tag.find_parent("table")) is not None:
        return tag.find_parent("thead") is None and _lists_awards(table)
    return tag.name == "p" and tag.find_parent("footer") is not None and is_about_the_site(tag)


def is_about_the_site(tag: Tag) -> bool:
    """Return whether a text leads to files beside the page, which a document does not have."""
    return any(not _leads_outside(str(link.get("href"))) for link in tag.find_all("a"))


def _leads_outside(address: str) -> bool:
    return address.startswith(("http://", "https://", "mailto:"))


def _blocks(parent: Tag) -> Iterator[Block]:
    for child in parent.children:
        if isinstance(child, Tag):
            if not is_left_out(child):
                yield from _of_tag(child)
        elif text := _text(child):
            yield Paragraph(text)


def _of_tag(tag: Tag) -> Iterator[Block]:
    if tag.name in _HEADINGS:
        yield Paragraph(_text(tag), "heading", int(tag.name[1]))
    elif tag.name == "p":
        if (text := _text(tag)) and not only_on_the_page(tag):
            yield Paragraph(text, _kind_of(tag))
    elif tag.name in ("ul", "ol"):
        yield from _items(tag, 0)
    elif tag.name == "dl":
        yield from _terms(tag)
    elif tag.name == "table":
        yield from _table(tag)
    elif tag.name == "figcaption":
        yield Paragraph(_text(tag), "caption")
    elif tag.name in PICTURES:
        yield from _picture(tag)
    elif tag.find(_HOLDS_BLOCKS) or tag.find(PICTURES):
        yield from _blocks(tag)
    elif text := _text(tag):
        yield Paragraph(text)


def _kind_of(tag: Tag) -> Literal["text", "lead", "note"]:
    classes = _classes(tag)
    return "lead" if classes & {"lead", "body", "from"} else "note" if classes & {"source", "key"} else "text"


def _items(parent: Tag, level: int) -> Iterator[Block]:
    kind: Literal["bullet", "number"] = "number" if parent.name == "ol" else "bullet"
    for place, item in enumerate(parent.find_all("li", recursive=False)):
        inner = item.find_all(("ul", "ol"))
        for one in inner:
            one.extract()
        yield Paragraph(_text(item), kind, level, is_first=place == 0)
        for one in inner:
            yield from _items(one, level + 1)


def _terms(parent: Tag) -> Iterator[Block]:
    """A line for each term: the term in bold, a colon, and what it stands for."""
    for term in parent.find_all("dt"):
        values = [_text(value) for value in term.find_next_siblings("dd")]
        (value, *_) = [*values, ()]
        yield Paragraph((Run(plain(_text(term)), bold=True), Run(": "), *value))


def _table(tag: Tag) -> Iterator[Block]:
    caption = tag.find("caption")
    if caption:
        yield Paragraph(_text(caption), "caption")
    rows = [_row(row) for row in tag.find_all("tr") if not is_left_out(row)]
    yield Table(tuple(rows), plain(_text(caption)) if caption else "", _lists_awards(tag))


def _lists_awards(table: Tag) -> bool:
    return {plain(_text(head)) for head in table.select("thead th")} >= _OF_AWARDS


def _row(tag: Tag) -> TableRow:
    cells = tuple(
        TableCell(_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"), "n" in _classes(cell))
        for cell in tag.find_all(("th", "td"))
    )
    kind = "head" if tag.find_parent("thead") else next((one for one in ("total", "group") if one in _classes(tag)), "")
    return TableRow(cells, kind or "row")  # type: ignore[arg-type]


def _span(cell: Tag, name: str) -> int:
    return int(str(cell.get(name, "1")))


def _picture(tag: Tag) -> Iterator[Picture]:
    """The picture, unless it is a second drawing of one that is described before it, or has nothing to say."""
    address = str(tag.get("src", ""))
    png = base64.b64decode(address.removeprefix(_PNG)) if address.startswith(_PNG) else b""
    before = tag.find_previous(PICTURES)
    if png or (described(tag) and (before is None or described(before) != described(tag))):
        yield Picture(png, described(tag), str(tag) if is_chart(tag) else "")


def is_chart(picture: Tag) -> bool:
    """Return whether a picture is a chart of bars."""
    return picture.name == "svg" and "bars" in _classes(picture)


def described(picture: Tag) -> str:
    """Return the alternative text of a picture of the page; "" for one that a screen reader does not name."""
    if picture.get("aria-hidden") == "true":
        return ""
    title = picture.find("title", recursive=False) if picture.name == "svg" else None
    said = picture.get("alt") or picture.get("aria-label") or (title.get_text() if title else "")
    return " ".join(str(said).split())


def _text(part: PageElement | None) -> Text:
    """The text as it is read: white space is one space, and the ends have none."""
    runs: list[Run] = []
    for run in _runs(part, Run("")):
        text = run.text if run.text == "\n" else " ".join(f"|{run.text}|".split())[1:-1]
        before = runs[-1].text if runs else " "
        if before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            runs.append(Run(text, run.bold, run.italic, run.address))
    while runs and not runs[-1].text.rstrip():
        runs.pop()
    if runs:
        last = runs[-1]
        runs[-1] = Run(last.text.rstrip(), last.bold, last.italic, last.address)
    return tuple(runs)


def _runs(part: PageElement | None, around: Run) -> Iterator[Run]:
    if isinstance(part, PreformattedString):
        return  # a comment
    if isinstance(part, NavigableString):
        yield Run(str(part), around.bold, around.italic, around.address)
    elif isinstance(part, Tag) and part.name not in PICTURES:
        if part.name == "br":
            yield Run("\n")
        elif not is_left_out(part) and not only_on_the_page(part):
            address = str(part.get("href", "")) if part.name == "a" else ""
            marks = _classes(part) & {"implied", "judged", "none"}
            inner = Run(
                "",
                around.bold or part.name in ("strong", "b"),
                around.italic or bool(marks) or part.name in ("em", "i"),
                address if _leads_outside(address) else around.address,
            )
            in_brackets = bool(marks - {"none"})  # the page has a frame around these words
            yield replace(inner, text="(" if in_brackets else "")
            for child in part.children:
                yield from _runs(child, inner)
            yield replace(inner, text=")" if in_brackets else "")
