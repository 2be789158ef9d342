"""The legend of a chart shows what its bars show, and a colour means one stream."""

import re
from typing import TYPE_CHECKING

from grantsdata.runs.qa.charts.described import picture_name
from grantsdata.runs.qa.charts.drawing import Bar, drawings_of
from grantsdata.runs.qa.page import Page

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without


ROUNDED = "amounts that round to the printed budget"
"""What a box means; not taken from `report/charts/budget`, which it is to check."""


def legends_match_their_bars(page: Page) -> list[str]:
    """The legend has each look that has words in the bars, under these words and in their order, and no other."""
    faults = []
    for drawing in drawings_of(page):
        marks: dict[str, tuple[str, str]] = {}
        for bar in drawing.bars:
            for mark in (*bar.parts, *([bar.span.box] if bar.span else [])):
                if mark.means:
                    marks.setdefault(mark.means, (mark.look, "c0" if mark.look == "span" else mark.colour))
        expected = [(words, *look) for words, look in marks.items()]
        shown = [(text, mark.look, mark.colour) for text, mark in drawing.legend]
        if shown != expected:
            faults.append(
                f"{picture_name(drawing.svg)}: its legend is {'; '.join(map(' '.join, shown)) or 'missing'}; "
                f"the bars show {'; '.join(map(' '.join, expected)) or 'nothing to explain'}"
            )
        boxes = {bar.span.box.means for bar in drawing.bars if bar.span} - {ROUNDED}
        faults += [f"{picture_name(drawing.svg)}: a box is called “{means}”, not “{ROUNDED}”" for means in boxes]
    return faults


def colours_mean_streams(page: Page, data: "PageData") -> list[str]:
    """A bar about a stream has the colour of the stream's place in `paper.toml`; all other bars are neutral."""
    streams = [stream.name for stream in data.paper.streams]
    return [
        f"{picture_name(drawing.svg)}: the bar of “{bar.label}” has the colour {bar.colour}; expected {expected}"
        for drawing in drawings_of(page)
        for bar in drawing.bars
        if bar.parts and bar.colour != (expected := _colour(bar, streams))
    ]


def _colour(bar: Bar, streams: list[str]) -> str:
    about = next((place for place, name in enumerate(streams, start=1) if f"{bar.label},".startswith(f"{name},")), 0)
    return f"c{about if about < 9 else 0}"


def texts_name_their_parts(page: Page) -> list[str]:
    """Where a text beside a bar counts its parts (“25 stated, 50 not in this paper”), its words are theirs."""
    faults = []
    for drawing in drawings_of(page):
        means = {part.means for bar in drawing.bars for part in bar.parts}
        for bar in drawing.bars:
            said = re.findall(r"(\d+) ([a-z][^,]*)", " ".join(bar.texts[-1:]))
            if bar.is_money or len(said) != len(bar.parts):
                continue
            for (number, words), part in zip(said, bar.parts, strict=True):
                likeness = {other: len(_stems(words) & _stems(other)) for other in means}
                if int(number) != part.value or likeness[part.means] < max(1, *likeness.values()):
                    faults.append(f"{picture_name(drawing.svg)}: “{number} {words}” is drawn as “{part.means}”")
    return list(dict.fromkeys(faults))


def _stems(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"[a-z]{3,}", text.lower())}
