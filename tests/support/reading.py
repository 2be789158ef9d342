"""How tests read a page: its elements, its texts, its tables."""

import re
import tomllib
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from grantsdata.model import law
from grantsdata.report.traced import Figure, parts_of
from grantsdata.runs.figures.sentences import sentences
from grantsdata.runs.verifier.raw import Raw, texts_in


def soup_of(page: Path) -> BeautifulSoup:
    """The elements of an HTML file; figures in its sentences, and sums of a group, are part of the text beside them."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for part in soup.select("data, span.of-group"):
        part.unwrap()
    soup.smooth()
    return soup


def spaced(tag: Tag) -> str:
    """The text of an element, with single spaces."""
    return " ".join(tag.get_text(" ").split())


def table_called(page: BeautifulSoup, words: str) -> list[list[str]]:
    """The rows of the body of the one table with this caption, or else with these words in it: each cell's text."""
    captions = [(spaced(table.caption).partition(". ")[2], table) for table in page.find_all("table")]
    exactly = [table for caption, table in captions if caption == words]
    (table,) = exactly or [table for caption, table in captions if words in caption]
    return [[spaced(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


def figures_in(sentence: str) -> dict[str, str]:
    """The figures of a sentence, each with its expression."""
    return {str(part): part.expression for part in parts_of(sentence) if isinstance(part, Figure)}


LONGEST_SENTENCE = 25
"""Words, which a reader can still keep in mind."""


def long_sentences(outputs: Path, year: str) -> dict[str, list[str]]:
    """Page → its sentences of more than `LONGEST_SENTENCE` words, for the pages of a year and the index.

    A figure, a quotation, a text of the raw files and what the law asks for count as one word each. Notes of the raw
    files, and descriptions of charts, which list amounts, are left out.
    """
    raw = Raw(outputs.parent, year)
    names = {*raw.texts(), *(text for line in raw.register.values() for text in line.values())}
    duties = tomllib.loads((Path(law.__file__).parent / "duties.toml").read_text(encoding="utf-8"))
    names |= set(texts_in(duties))
    longest_first = sorted((name for name in names if " " in name), key=len, reverse=True)
    found: dict[str, list[str]] = {}
    for path in [outputs / "index.html", *sorted((outputs / year).glob("*.html"))]:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for link in soup.select(".pages a"):
            link.decompose()  # in the index the title of a page stands before its description
        for one in sentences(soup):
            text = one.text
            for figure in sorted(one.figures, key=lambda figure: -figure.place):
                text = f"{text[: figure.place]}N{text[figure.place + len(figure.text) :]}"
            text = re.sub("“[^”]*”", "N", text)
            for name in longest_first:
                text = text.replace(name, "N")
            if one.within not in ("note", "aria-label") and len(text.split()) > LONGEST_SENTENCE:
                found.setdefault(path.stem, []).append(one.text)
    return found
