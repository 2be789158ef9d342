"""What a chart shows is in a table of the page: the labels of its bars and their values."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bs4 import Tag

from grantsdata.model.money import format_gbp
from grantsdata.model.schema import SHOWN_AS
from grantsdata.runs.qa.charts.described import picture_name
from grantsdata.runs.qa.charts.drawing import Bar, drawings_of
from grantsdata.runs.qa.page import Page, spaced

_SHARE = re.compile(r"[0-9]+\.[0-9]%")

REST = "all others"
"""The label of a bar that stands for all rows of the table that have no bar."""


@dataclass(frozen=True)
class _Cell:
    """A cell of a table: its text, the labels that it stands under (row, column, heading), its row's shares."""

    text: str
    under: str
    shares: frozenset[str]


def charts_agree_with_tables(page: Page) -> list[str]:
    """Each bar has its value in a table, in a row and a column, or under a heading, that name what the bar is about.

    If the row has a share too, it is that of the bar. A bar for all others stands for the sum of the rows of the table
    that have no bar.
    """
    tables = [_cells(table) for table in page.tables]
    faults = []
    for drawing in drawings_of(page):
        if drawing.is_narrow:
            continue  # it has the bars of the wide one
        named = [bar for bar in drawing.bars if bar.label.casefold() != REST]
        for bar in named:
            if bar.parts and not any(_is_there(bar, cells) for cells in tables):
                faults.append(f"{picture_name(drawing.svg)}: “{bar.said}” is in no table")
        for bar in drawing.bars:
            if bar not in named and not any(_is_the_rest(bar, named, table) for table in page.tables):
                faults.append(f"{picture_name(drawing.svg)}: “{bar.said}” is not what the other rows add up to")
    return faults


def _cells(table: Tag) -> list[_Cell]:
    heads = [spaced(cell) for cell in table.select("thead th")]
    caption = spaced(table.caption) if table.caption else ""
    heading, cells = "", []
    for row in table.select("tbody tr"):
        group = row.find("th", scope="rowgroup")
        if isinstance(group, Tag):
            heading = spaced(group)
        texts = [spaced(cell) for cell in row.find_all(["th", "td"])]
        shares = frozenset(_SHARE.findall(" ".join(texts)))
        for place, text in enumerate(texts):
            head = heads[place] if place < len(heads) else ""
            under = " | ".join([*texts[:place], *texts[place + 1 :], head, heading, caption])
            cells.append(_Cell(text, plain(under), shares))
    return cells


def _is_there(bar: Bar, cells: list[_Cell]) -> bool:
    value = _written(bar)
    words = [plain(part) for part in bar.label.split(", ")]
    shares = set(_SHARE.findall(bar.said))
    return any(
        re.match(rf"{re.escape(value)}(?![0-9,.])", cell.text)
        and all(word in cell.under for word in words)
        and (shares <= cell.shares or not cell.shares)
        for cell in cells
    )


def _is_the_rest(bar: Bar, named: list[Bar], table: Tag) -> bool:
    """Whether a column of the table, without the rows of the other bars and without totals, adds up to the bar."""
    rows = [row for row in table.select("tbody tr") if "total" not in (row.get("class") or [])]
    heads = {plain(spaced(head)) for row in rows if isinstance(head := row.find(["th", "td"]), Tag)}
    names = {plain(one.label) for one in named}
    if not names <= heads:
        return False
    left = [row for row in rows if plain(spaced(row.find(["th", "td"]))) not in names]  # type: ignore[arg-type]
    columns = zip(*([spaced(cell) for cell in row.find_all(["th", "td"])] for row in left), strict=False)
    return any(sum(map(_pence, column), Decimal(0)) == bar.value for column in columns)


def _written(bar: Bar) -> str:
    """The value of a bar as a table writes it."""
    return format_gbp(int(bar.value)) if bar.is_money else f"{bar.value.normalize():,f}"


def _pence(text: str) -> Decimal:
    found = re.match(r"(−?)£([0-9,]+(?:\.[0-9]{2})?)", text)
    return Decimal(found[2].replace(",", "")) * (-100 if found[1] else 100) if found else Decimal(0)


def plain(text: str) -> str:
    """The text in small letters, with the types of provider as pages name them."""
    small = " ".join(text.casefold().split())
    for label, shown in SHOWN_AS.items():
        small = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", shown, small)
    return small
