"""Read the bars of a published chart: what each is about, its value, and where it is drawn."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bs4 import Tag

from grantsdata.runs.qa.page import Page, spaced


@dataclass(frozen=True)
class Mark:
    """Something drawn: its look and colour, its words in the legend, where it begins and ends, and its value."""

    look: str
    colour: str
    means: str
    left: float
    right: float
    value: Decimal = Decimal(0)


@dataclass(frozen=True)
class Span:
    """The box of a range: its two values, and the box itself."""

    low: Decimal
    high: Decimal
    box: Mark


@dataclass(frozen=True)
class Bar:
    """A bar: its label and value (pence, or a number), what is seen on hover, the texts beside it, and its parts."""

    label: str
    value: Decimal
    is_money: bool
    said: str
    texts: tuple[str, ...]
    parts: tuple[Mark, ...]
    span: Span | None
    colour: str


@dataclass(frozen=True)
class Drawing:
    """One drawing of a chart, wide or narrow: its legend, as texts with their marks, and its bars."""

    svg: Tag
    is_narrow: bool
    legend: tuple[tuple[str, Mark], ...]
    bars: tuple[Bar, ...]


@lru_cache(maxsize=64)
def drawings_of(page: Page) -> list[Drawing]:
    """The drawings of all charts of bars on a page; each is read once. Raises KeyError or ValueError for an odd one."""
    return [_drawing(svg) for svg in page.named("svg") if "bars" in (svg.get("class") or [])]


def _drawing(svg: Tag) -> Drawing:
    legend = tuple((_text(group), _marks(group)[0]) for group in _groups(svg, "means"))
    return Drawing(svg, "bars-narrow" in svg["class"], legend, tuple(_bar(group) for group in _groups(svg, "bar")))


def _groups(svg: Tag, kind: str) -> list[Tag]:
    return [group for group in svg.find_all("g") if kind in (group.get("class") or [])]


def _bar(group: Tag) -> Bar:
    is_money = group.has_attr("data-pence")
    unit = "pence" if is_money else "number"
    paths = group.find_all("path")
    boxes = [
        Span(Decimal(str(path[f"data-from-{unit}"])), Decimal(str(path[f"data-to-{unit}"])), mark)
        for path, mark in zip(paths, _marks(group), strict=True)
        if mark.look == "span"
    ]
    return Bar(
        str(group["data-label"]),
        Decimal(str(group[f"data-{unit}"])),
        is_money,
        spaced(group.title) if group.title else "",
        tuple(spaced(text) for text in group.find_all("text")),
        tuple(mark for mark in _marks(group) if mark.look != "span"),
        boxes[0] if boxes else None,
        _colour(group),
    )


def _marks(group: Tag) -> list[Mark]:
    """What is drawn in a group. Paths consist of `M` and `L` with places, as the charts of this package have them."""
    marks = []
    for path in group.find_all("path"):
        across = [float(x) for x in re.findall(r"[ML](-?[0-9.]+) ", str(path["d"]))]
        value = Decimal(str(path.get("data-pence", path.get("data-number", "0"))))
        means = str(path.get("data-means", group.get("data-means", "")))
        marks.append(Mark(" ".join(path["class"]), _colour(group), means, min(across), max(across), value))
    return marks


def _colour(group: Tag) -> str:
    return next((name for name in group.get("class") or [] if re.fullmatch(r"c[0-9]+", name)), "")


def _text(group: Tag) -> str:
    return " ".join(spaced(text) for text in group.find_all("text"))
