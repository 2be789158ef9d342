"""Check that a Word document says what its page says, as another reader of Word documents finds it there."""

import re
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup, Tag

from grantsdata.importers.documents.found import FoundTable
from grantsdata.importers.documents.word.docx import document as read_word
from grantsdata.runs.documents.blocks import PICTURES, described, is_chart, is_left_out, only_on_the_page

_WORD = re.compile(r"[^\W_]+")
_SHOWN = 8
"""Words that a fault quotes."""


def unlike_page(content: bytes, html: str) -> list[str]:
    """Return where the words or cells of a Word document differ from those of the page it was made of."""
    found = read_word(content)
    soup = _readable(html)
    tables = [one for one in soup.find_all("table") if isinstance(one, Tag)]
    faults = list(_tables_unlike(found.tables, [_rows(one) for one in tables]))
    faults += [f"it hides or lacks a word: {word}" for word in found.unaccounted]
    for table in tables:
        table.replace_with(" ", *([] if table.caption is None else [table.caption]), " ")
    ours, theirs = _words(soup.get_text(" ")), _words(" ".join(found.paragraphs))
    if f" {' '.join(ours)} " not in f" {' '.join(theirs)} ":
        faults.append(f"its texts are not those of the page: the page has “{_first_missing(ours, theirs)}”")
    return faults


def _readable(html: str) -> BeautifulSoup:
    """The page without what only works on a page."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all("wbr"):
        tag.unwrap()
    for tag in soup.find_all(True):
        if isinstance(tag, Tag) and not tag.decomposed and (is_left_out(tag) or only_on_the_page(tag)):
            tag.decompose()
    if soup.head is not None:
        soup.head.decompose()
    before = ""
    for picture in soup.find_all(PICTURES):
        is_shown = str(picture.get("src", "")).startswith("data:image/png") or is_chart(picture)
        said = "" if is_shown else described(picture)
        before, text = said or before, "" if said == before else said
        picture.replace_with(f" {text} ")
    soup.smooth()
    return soup


def _rows(table: Tag) -> list[list[str]]:
    """The words of each row of a table on the page."""
    return [_words(" ".join(cell.get_text(" ") for cell in row.find_all(("th", "td")))) for row in table.find_all("tr")]


def _tables_unlike(found: Sequence[FoundTable], expected: Sequence[list[list[str]]]) -> Iterator[str]:
    held = [[_words(" ".join(cell.text for cell in row)) for row in table.rows] for table in found]
    if len(held) < len(expected):
        yield f"it has {len(held)} tables, the page {len(expected)}"
    for number, (ours, theirs) in enumerate(zip(expected, held, strict=False), start=1):
        if len(ours) != len(theirs):
            yield f"table {number} has {len(theirs)} rows, on the page {len(ours)}"
        for row, (one, other) in enumerate(zip(ours, theirs, strict=False), start=1):
            if one != other:
                yield f"table {number}, row {row}, is “{' '.join(other)}”, on the page “{' '.join(one)}”"


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _first_missing(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """The words around the first place at which the texts part."""
    whole = f" {' '.join(theirs)} "
    for end in range(1, len(ours) + 1):
        if f" {' '.join(ours[max(0, end - _SHOWN) : end])} " not in whole:
            return " ".join(ours[max(0, end - _SHOWN) : end])
    return "the same words in another order"
