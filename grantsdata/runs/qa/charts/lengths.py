"""Bars are as long as their values: read from the published drawing alone."""

import re
from collections.abc import Iterator

from grantsdata.model.money import format_gbp
from grantsdata.runs.qa.charts.described import picture_name
from grantsdata.runs.qa.charts.drawing import Bar, Drawing, drawings_of
from grantsdata.runs.qa.page import Page

ROUNDED = 0.06
"""Units of a drawing: both ends of a part are rounded to two decimals, and so is the scale that is read from it."""


def bars_are_as_long_as_their_values(page: Page) -> list[str]:
    """In each drawing all bars begin at one zero and have one scale; the parts of a bar add up to its value.

    The text on hover is the label and the value, and so are the texts beside the bar; the narrow drawing has the bars
    of the wide one.
    """
    try:
        drawings = drawings_of(page)
    except (KeyError, ValueError) as error:
        return [f"a bar of a chart does not say what it is about, or how long it is: {error}"]
    faults = [
        f"{picture_name(drawing.svg)}{', narrow' if drawing.is_narrow else ''}: {fault}"
        for drawing in drawings
        for fault in (*_faults(drawing), *(fault for bar in drawing.bars for fault in _faults_of_bar(bar)))
    ]
    for wide, narrow in zip(drawings[::2], drawings[1::2], strict=False):
        drawn = [[(bar.label, bar.value) for bar in one.bars if bar.parts] for one in (wide, narrow)]
        if wide.is_narrow or not narrow.is_narrow or drawn[0] != drawn[1]:
            faults.append(f"{picture_name(wide.svg)}: the narrow drawing has other bars than the wide one")
    return faults


def _faults(drawing: Drawing) -> Iterator[str]:
    """Each place on the axis is the zero plus the value times the scale, which the longest part gives."""
    panels: dict[float, list[Bar]] = {}
    for bar in drawing.bars:
        if bar.parts:
            first = bar.parts[0]
            zero = first.left if first.value >= 0 else first.right
            place = next((known for known in panels if abs(known - zero) <= ROUNDED), zero)
            panels.setdefault(place, []).append(bar)
    parts = [part for bar in drawing.bars for part in bar.parts if part.value]
    if not parts:
        return
    longest = max(parts, key=lambda part: part.right - part.left)
    scale = (longest.right - longest.left) / float(abs(longest.value))
    lines = [float(re.findall(r"M(-?[0-9.]+) ", str(path["d"]))[0]) for path in drawing.svg.select("path.axis")]
    strays = [zero for zero in panels if lines and all(abs(zero - line) > ROUNDED for line in lines)]
    if strays or (len(panels) > 1 and not lines):
        yield "not all of its bars begin at zero"
    for zero, bars in panels.items():
        for bar in bars:
            at = zero
            for part in bar.parts:
                end = at + float(part.value) * scale
                if abs(min(at, end) - part.left) > ROUNDED or abs(max(at, end) - part.right) > ROUNDED:
                    drawn = (part.right - part.left) / scale
                    yield f"the bar of “{bar.label}” is drawn for {drawn:,.0f}, but stands for {part.value:,}"
                at = end
            if bar.span:
                ends = [zero + float(value) * scale for value in (bar.span.low, bar.span.high)]
                # The scale is as exact as the longest part: beyond that part, its error grows with the distance.
                near = ROUNDED * max(1.0, float(abs(bar.span.high) / abs(longest.value)))
                if abs(ends[0] - bar.span.box.left) > near or abs(ends[1] - bar.span.box.right) > near:
                    yield f"the box of “{bar.label}” is drawn in another place than from its low to its high value"


def _faults_of_bar(bar: Bar) -> Iterator[str]:
    if sum(part.value for part in bar.parts) != bar.value:
        yield f"the parts of “{bar.label}” do not add up to its value"
    value = bar.said.removeprefix(f"{bar.label}: ")
    if value == bar.said:
        yield f"“{bar.said}” is shown on hover for “{bar.label}”"
        return
    if bar.is_money and bar.parts and format_gbp(int(bar.value)) not in value:
        yield f"“{value}” is said of “{bar.label}”, which stands for {format_gbp(int(bar.value))}"
    shown = " ".join(bar.texts)
    if not shown.endswith(value):
        yield f"“{shown}” stands beside the bar of “{bar.label}”, not “{value}”"
    beside = shown[: len(shown) - len(value)].rstrip(": ").casefold()
    if not bar.label.casefold().endswith(beside) and not beside.startswith(bar.label.casefold()):
        yield f"“{shown}” stands beside the bar of “{bar.label}”"
