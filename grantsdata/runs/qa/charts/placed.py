"""Each row of a chart stands together: label, bar and value on one line, under its own heading, in the table's order.

Lengths can be right and a chart wrong all the same: a label beside the bar of its neighbour, a panel under the title of
another one, an implied amount that looks like a printed one.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bs4 import Tag

from grantsdata.model.money import format_gbp
from grantsdata.model.schema import IMPLIED
from grantsdata.runs.qa.charts.beside import REST, plain
from grantsdata.runs.qa.charts.described import picture_name
from grantsdata.runs.qa.charts.drawing import Bar, Drawing, drawings_of
from grantsdata.runs.qa.page import Page, spaced

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

THINNEST, APART, ACROSS = 8.0, 6.0, 12.0
"""Units of a drawing: how thick a bar is at least; how far the middles of what stands on one line may be apart; how far
the label of a narrow drawing may be above its bar."""

_ABOVE_MIDDLE = 3.5
"""How far the middle of a line of text is above its foot."""

NOT_PRINTED = f"{IMPLIED}, not printed"
"""What hatching means; not taken from `report/drawing/rows`, which it is to check."""

_IMPLIED = re.compile(rf"\((?:(£[0-9,.]+) )?{IMPLIED}\)")
OWN_FORCE = "(own force)"


class _Line(NamedTuple):
    """A row as it is drawn: the middles of its texts, its bar's top and foot, and its place across."""

    texts: list[float]
    feet: list[float]
    bars: list[tuple[float, float]]
    across: float

    @property
    def middle(self) -> float:
        return (self.bars[0][0] + self.bars[0][1]) / 2 if self.bars else self.texts[-1]


def rows_stand_together(page: Page) -> list[str]:
    """On each line of a chart stand its own label, bar and value; lines go down, and bars are equally thick."""
    return [
        f"{picture_name(drawing.svg)}{', narrow' if drawing.is_narrow else ''}: {fault}"
        for drawing in drawings_of(page)
        for fault in (*_line_faults(drawing), *_heading_faults(drawing))
    ]


def implied_parts_are_hatched(page: Page) -> list[str]:
    """Hatching means an implied amount, in every chart: the one that the text beside the bar states, and no other."""
    faults = []
    for drawing in drawings_of(page):
        for bar in drawing.bars:
            said = _IMPLIED.search(bar.said)
            expected = Decimal(0)
            if said and bar.is_money:
                expected = Decimal(re.sub(r"[£,]", "", said[1])) * 100 if said[1] else bar.value
            hatched = [part for part in bar.parts if part.look == "hatched"]
            drawn = sum((part.value for part in hatched), Decimal(0))
            if drawn != expected:
                amounts = [format_gbp(int(one)) for one in (drawn, expected)]
                faults.append(f"“{bar.said}” has {amounts[0]} of its bar hatched; expected {amounts[1]}")
            wrong = {part.means for part in bar.parts if (part.look == "hatched") != (part.means == NOT_PRINTED)}
            faults += [f"what is {IMPLIED} or hatched is called “{means}”" for means in sorted(wrong)]
    return list(dict.fromkeys(faults))


def rows_are_in_the_tables_order(page: Page) -> list[str]:
    """If the first column of a table has all the bars of a panel, the bars stand in the table's order."""
    heads = [[plain(spaced(cell)) for cell in table.select("tbody tr > :first-child")] for table in page.tables]
    faults = []
    for drawing in drawings_of(page):
        for prefix in dict.fromkeys(_prefix(drawing, bar) for bar in drawing.bars):
            labels = [plain(bar.label.removeprefix(prefix)) for bar in drawing.bars if _prefix(drawing, bar) == prefix]
            drawn = [label for label in labels if label != REST]
            orders = [[*dict.fromkeys(one for one in rows if one in drawn)] for rows in heads if {*drawn} <= {*rows}]
            if len(drawn) > 1 and orders and drawn not in orders:
                faults.append(
                    f"{picture_name(drawing.svg)}: its bars stand in another order than the rows of the table"
                )
    return list(dict.fromkeys(faults))


def own_force_is_marked(page: Page, data: "PageData") -> list[str]:
    """Only the bar of the body's own police force is marked as such."""
    own = str(data.raw.paper["paper"].get("own_force", ""))
    return [
        f"{picture_name(drawing.svg)}: “{bar.label}” is marked as the own police force"
        for drawing in drawings_of(page)
        for bar in drawing.bars
        if OWN_FORCE in " ".join(bar.texts) and bar.label != own
    ]


def _line_faults(drawing: Drawing) -> Iterator[str]:
    lines = [(bar, _line(group)) for bar, group in zip(drawing.bars, _groups(drawing), strict=True)]
    drawn = {round(foot - top, 1) for _, line in lines for top, foot in line.bars}
    if drawn and (min(drawn) < THINNEST or max(drawn) - min(drawn) > 0.2):
        yield f"its bars are from {min(drawn)} to {max(drawn)} thick; expected one size of at least {THINNEST:g}"
    for bar, line in lines:
        if drawing.is_narrow and line.bars and line.feet:
            gap = line.bars[0][0] - max(line.feet)
            if not 0 < gap <= ACROSS:
                yield f"the label of “{bar.label}” does not stand above its bar"
        middles = [*line.texts, *([line.middle] if line.bars else [])]
        if not drawing.is_narrow and middles and max(middles) - min(middles) > APART:
            yield f"the label, the bar and the value of “{bar.label}” do not stand on one line"
    for (_, above), (bar, below) in pairwise(lines):
        is_new_panel = below.across - above.across > 40
        if below.middle <= above.middle and not is_new_panel:
            yield f"“{bar.label}” stands above the row before it"


def _line(group: Tag) -> _Line:
    texts = [_feet(text) for text in group.find_all("text")]
    paths = [path for path in group.find_all("path") if "span" not in (path.get("class") or [])]
    down = [[float(y) for y in re.findall(r"[ML]-?[0-9.]+ (-?[0-9.]+)", str(path["d"]))] for path in paths]
    across = [float(x) for path in paths[:1] for x in re.findall(r"[ML](-?[0-9.]+) ", str(path["d"]))]
    across += [float(str(text["x"])) for text in group.find_all("text")[-1:]]
    return _Line(
        [sum(feet) / len(feet) - _ABOVE_MIDDLE for feet in texts],
        [foot for feet in texts for foot in feet],
        [(min(one), max(one)) for one in down],
        min(across, default=0.0),
    )


def _feet(text: Tag) -> list[float]:
    return [float(str(line["y"])) for line in (text, *text.find_all("tspan"))]


def _groups(drawing: Drawing) -> list[Tag]:
    return [group for group in drawing.svg.find_all("g") if "bar" in (group.get("class") or [])]


def _headings(drawing: Drawing) -> list[Tag]:
    return [text for text in drawing.svg.find_all("text") if text.parent is drawing.svg]


def _heading_faults(drawing: Drawing) -> Iterator[str]:
    """A bar whose name begins with a heading of the chart stands under that heading, and at its side."""
    for bar, group in zip(drawing.bars, _groups(drawing), strict=True):
        prefix = _prefix(drawing, bar)
        above = next((one for one in group.previous_siblings if isinstance(one, Tag) and one.name == "text"), None)
        if not prefix:
            continue
        if above is None or plain(spaced(above)) != plain(prefix.removesuffix(", ")):
            yield f"“{bar.label}” stands under “{spaced(above) if above else 'no heading'}”"
        elif not drawing.is_narrow and not above.has_attr("text-anchor") and _is_beside(above, bar):
            yield f"the heading “{spaced(above)}” does not stand above its bars"


def _is_beside(heading: Tag, bar: Bar) -> bool:
    first = bar.parts[0] if bar.parts else None
    return first is not None and first.value > 0 and abs(float(str(heading["x"])) - first.left) > APART


def _prefix(drawing: Drawing, bar: Bar) -> str:
    """The part of a bar's name that is a heading of the chart, or that its label beside the bar leaves out."""
    name = bar.label.casefold()
    heads = [spaced(one) for one in _headings(drawing)]
    found = max((head for head in heads if name.startswith(f"{head.casefold()}, ")), key=len, default="")
    value = bar.said.removeprefix(f"{bar.label}: ")
    shown = " ".join(bar.texts[:1]).removesuffix(value).rstrip(": ").casefold()
    left_out = bar.label[: -len(shown)] if heads and shown and name.endswith(f", {shown}") else ""
    return bar.label[: len(found) + 2] if found else left_out
