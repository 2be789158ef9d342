"""How tests read a page: its elements, its texts, its tables."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from grantsdata.report.traced import Figure, parts_of


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
