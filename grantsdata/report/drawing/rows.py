"""What a chart of bars says: rows with labels, values and bars. It can be drawn in more than one way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import percent
from grantsdata.model.schema import IMPLIED
from grantsdata.report.drawing.palette import NEUTRAL

Look = Literal["solid", "hatched", "pale", "empty", "span"]

NOT_PRINTED = f"{IMPLIED}, not printed"
"""What hatching means in every chart of amounts."""


@dataclass(frozen=True)
class Part:
    """A piece of a bar. It begins where the piece before it ends, the first at zero; a negative one leads to the left.

    `size` is in pounds or a number, `means` its words in the legend, `colour` a number of the palette.
    """

    size: float
    means: str = ""
    look: Look = "solid"
    colour: int = NEUTRAL


@dataclass(frozen=True)
class Row:
    """A label with a bar and the value written beside it, or the heading of the rows below.

    `name` says in full what the bar is about, where the label does not. `span` is a range around the end of the bar,
    from and to, that is drawn as an empty box; `span_means` are its words in the legend.
    """

    label: str
    value: str = ""
    parts: tuple[Part, ...] = ()
    name: str = ""
    span: tuple[float, float] | None = None
    span_means: str = ""
    is_heading: bool = False

    @property
    def about(self) -> str:
        """What the bar is about, on one line."""
        return " ".join((self.name or self.label).split())

    @property
    def said(self) -> str:
        """What the bar is about, and its value."""
        return f"{self.about}: {' '.join(self.value.split())}" if self.value else self.about

    @property
    def size(self) -> float:
        """The value of the whole bar."""
        return sum(part.size for part in self.parts)

    def placed(self) -> Iterator[tuple[float, Part]]:
        """Each part with the place where it begins."""
        start = 0.0
        for part in self.parts:
            yield start, part
            start += part.size


@dataclass(frozen=True)
class Panel:
    """Rows under a title; the title is empty if there is only one panel."""

    rows: tuple[Row, ...]
    title: str = ""


@dataclass(frozen=True)
class Bars:
    """A chart of bars: its panels, which have one scale, and whether sizes are pounds or plain numbers."""

    panels: tuple[Panel, ...]
    is_money: bool = True

    @property
    def rows(self) -> list[Row]:
        """The rows of all panels."""
        return [row for panel in self.panels for row in panel.rows]

    def legend(self) -> list[tuple[str, Look, int]]:
        """What the looks of bars mean, in the order in which they first occur: words, look, colour."""
        found: dict[str, tuple[str, Look, int]] = {}
        for row in self.rows:
            for part in row.parts:
                if part.means and part.size:
                    found.setdefault(part.means, (part.means, part.look, part.colour))
            if row.span:
                found.setdefault(row.span_means, (row.span_means, "span", NEUTRAL))
        return list(found.values())


def one_panel(rows: list[Row], *, is_money: bool = True) -> Bars:
    """The rows as a chart with one panel."""
    return Bars((Panel(tuple(rows)),), is_money)


def amount_parts(pounds: float, implied: float = 0.0, colour: int = NEUTRAL) -> tuple[Part, ...]:
    """The bar of an amount: what is printed, then its implied part, hatched; no part if it is not stated (NaN)."""
    printed, hatched = pounds - implied, implied
    parts = (Part(printed, "", "solid", colour), Part(hatched, NOT_PRINTED, "hatched", colour))
    return tuple(part for part in parts if part.size and part.size == part.size)


def amount_text(pounds: float, implied: float = 0.0, share: float | None = None) -> str:
    """An amount in pounds, with its implied part in brackets, just "implied" if that is all of it; then its share.

    An amount that is not stated (NaN) says so, and has no share.
    """
    after = "" if share is None or pounds != pounds else f", {percent(share)}"
    if not implied:
        return f"{format_pounds(pounds)}{after}"
    part = IMPLIED if implied == pounds else f"{format_pounds(implied)} {IMPLIED}"
    return f"{format_pounds(pounds)} ({part}){after}"
