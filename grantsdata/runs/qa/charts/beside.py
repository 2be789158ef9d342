"""What a chart shows is in a table of the page: the labels of its bars and their values."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bs4 import Tag

from grantsdata.model.money import format_gbp
from grantsdata.model.schema import NOT_YET_ALLOCATED, SHOWN_AS
from grantsdata.runs.qa.charts.described import picture_name, text_of, title_of
from grantsdata.runs.qa.charts.drawing import Bar, drawings_of
from grantsdata.runs.qa.page import Page, spaced

_SHARE = re.compile(r"[0-9]+\.[0-9]%")
_WITH_SHARE = re.compile(r"(£[0-9,.]*[0-9])(?: \([^()]*\))?, ([0-9]+\.[0-9]%)(?! (?:less|more))")
_SAYS_REST = "the table has the rest."

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
            ends = [bar.span.low, bar.span.high] if bar.span else []
            faults += [
                f"{picture_name(drawing.svg)}: the box of “{bar.label}” ends at {format_gbp(int(end))}, in no table"
                for end in ends
                if not any(_is_there(replace(bar, value=end, said=""), cells) for cells in tables)
            ]
        others = [_other_rows(named, table) for table in page.tables]
        if len(named) == len(drawing.bars) and any(others) and 0 not in others:
            faults.append(
                f"{picture_name(drawing.svg)}: it leaves out rows of its table, and has no bar for all others"
            )
        for bar in drawing.bars:
            if bar not in named and not any(_is_the_rest(bar, named, table) for table in page.tables):
                faults.append(f"{picture_name(drawing.svg)}: “{bar.said}” is not what the other rows add up to")
    return faults


def texts_agree_with_bars(page: Page) -> list[str]:
    """What the texts of a chart say of a bar stands beside it too, and a text that leaves out bars says so.

    A share that a text gives with an amount stands beside the bar of this amount; if one bar has a share, all have.
    """
    faults = []
    for drawing in drawings_of(page):
        said, drawn = f"{title_of(drawing.svg)} {text_of(drawing.svg)}", [bar for bar in drawing.bars if bar.parts]
        has_share = [bool(_SHARE.search(bar.said)) for bar in drawn]
        wrong = ["only some of its bars have a share"] if any(has_share) and not all(has_share) else []
        for amount, share in _WITH_SHARE.findall(said):
            of_it = [bar for bar in drawn if bar.is_money and _written(bar) == amount]
            wrong += [f"{share} does not stand beside the bar of {amount}" for bar in of_it if share not in bar.said]
        text = plain(text_of(drawing.svg))
        left_out = [bar for bar in drawn if not _is_in(bar, text) and bar.label.casefold() != NOT_YET_ALLOCATED]
        if drawn and bool(left_out) != text.endswith(_SAYS_REST):
            name = f"does not say that it leaves out “{left_out[0].label}”" if left_out else "leaves out no bar"
            wrong.append(f"its text {name}")
        faults += [f"{picture_name(drawing.svg)}: {fault}" for fault in wrong]
    return list(dict.fromkeys(faults))


def _is_in(bar: Bar, text: str) -> bool:
    """Whether the text of a chart has a bar: its label, or a part of it, and its amount."""
    is_there = any(plain(part) in text for part in (bar.label, *bar.label.split(", ")))
    return is_there and (not bar.is_money or bool(re.search(rf"{re.escape(_written(bar))}(?![0-9]|[,.][0-9])", text)))


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


def _other_rows(named: list[Bar], table: Tag) -> int | None:
    """How many rows of a table have no bar, but for sums and rows that lack a value; None for a table of other rows."""
    rows = [row.find(["th", "td"]) for row in table.select("tbody tr:not(.total, .group, :has(.none))")]
    heads = {plain(spaced(head)) for head in rows if isinstance(head, Tag)}
    names = {plain(one.label) for one in named}
    return len(heads - names) if names <= heads else None


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
