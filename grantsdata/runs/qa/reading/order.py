"""Check the order in which a page says things: the largest first where it says so, and nothing twice in a row."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from bs4 import Tag

from grantsdata.runs.figures.sentences import BREAK
from grantsdata.runs.qa.charts.beside import REST
from grantsdata.runs.qa.charts.described import picture_name, text_of
from grantsdata.runs.qa.charts.drawing import drawings_of
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.saved_table import tables_of

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

_LARGEST_FIRST = re.compile(r"largest first|that get most")
_SMALLEST_FIRST = re.compile(r"smallest first")
_SHORTEST = 25
"""Characters of a sentence that no page says twice in a row; shorter ones may be labels."""


def rows_are_in_the_order_said(page: Page) -> list[str]:
    """Tables and charts that say “largest first” have their amounts in that order, but for a bar for all others."""
    faults = []
    for table in tables_of(page):
        values = [row.saved.get("award_gbp", "") for row in table.rows if not row.is_total]
        stated = [Decimal(value) for value in values if value]
        faults += [f"table “{table.caption}”: {fault}" for fault in _order_faults(table.caption, stated)]
    for drawing in drawings_of(page):
        said = f"{picture_name(drawing.svg)} {text_of(drawing.svg)}"
        drawn = [bar.value for bar in drawing.bars if bar.parts and bar.label.casefold() != REST]
        faults += [f"{picture_name(drawing.svg)}: {fault}" for fault in _order_faults(said, drawn)]
    return faults


def _order_faults(said: str, values: list[Decimal]) -> Iterator[str]:
    if _LARGEST_FIRST.search(said) and values != sorted(values, reverse=True):
        yield "its amounts do not begin with the largest and go down"
    if _SMALLEST_FIRST.search(said) and values != sorted(values):
        yield "its amounts do not begin with the smallest and go up"


def awards_are_in_the_papers_order(page: Page, data: "PageData") -> list[str]:
    """Lists of awards that say “in the paper's order” have those of each group in the order of the raw files."""
    names = [(award["service"], award["provider"] or "") for award in data.awards]
    places = {name: place for place, name in enumerate(names) if names.count(name) == 1}
    faults = []
    for table in [table for table in tables_of(page) if "in the paper's order" in table.caption]:
        for group in table.groups:
            rows = [(row.saved.get("service", ""), row.saved.get("provider", "")) for row in group.rows]
            order = [places[row] for row in rows if row in places]
            if order != sorted(order):
                faults.append(f"table “{table.caption}”: its awards are not in the order of the paper")
    return faults


def nothing_is_said_twice(page: Page) -> list[str]:
    """No sentence stands twice in one paragraph or list, or in two paragraphs that follow each other."""
    shown = [tag for tag in page.named("p", "li") if not tag.find_parent(class_="sums")]  # of which one is seen
    faults = [f"“{text}” is there twice in a row" for tag in shown for text in _twice(_sentences(tag))]
    for tag in page.named("ul", "ol"):
        faults += [f"“{text}” is in a list twice" for text in _twice(map(spaced, tag.find_all("li", recursive=False)))]
    for tag in [tag for tag in shown if tag.name == "p"]:
        following = tag.find_next_sibling()
        if isinstance(following, Tag) and following.name == "p":
            both = {*_sentences(tag)} & {*_sentences(following)}
            faults += [f"“{text}” is in two paragraphs, one after the other" for text in sorted(both)]
    return faults


def _sentences(tag: Tag) -> list[str]:
    return [text for text in BREAK.split(spaced(tag)) if len(text) >= _SHORTEST]


def _twice(texts: Iterable[str]) -> list[str]:
    listed = [text for text in texts if len(text) >= _SHORTEST]
    return sorted({text for text in listed if listed.count(text) > 1})
