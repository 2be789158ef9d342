"""Draw a chart of bars: wide, with its labels at the left, or narrow, with each label above its bar.

Each artist that belongs to a row has the row's name as the beginning of its `gid`, by which `inline` finds it again.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from grantsdata.report.drawing.measure import fitted, lines, width_of, wrapped
from grantsdata.report.drawing.palette import INK, LIGHT, NEUTRAL
from grantsdata.report.drawing.rows import Bars, Look, Panel, Row
from grantsdata.report.picture import STYLE

WIDE, NARROW = 8.0, 280 / 72
"""Inches. A wide chart is read at 660 pixels or more and on A4, a narrow one in a window of 320 pixels."""

WIDE_TEXT, NARROW_TEXT = 10.5, 12.0
"""Points of the texts: at least 9 points on A4, and 12 pixels in a narrow window."""

BESIDE = 3
"""The most panels that stand beside each other; more of them stand below each other."""

_BAR, _NARROW_BAR, _SPAN, _GAP = 0.22, 0.2, 0.34, 0.06
_LINE, _NARROW_LINE = 0.185, NARROW_TEXT * 1.25 / 72

Named = tuple[str, Row]
"""A row with the name by which its artists are found again."""


def draw(bars: Bars, ax: Axes | None = None) -> list[Axes]:
    """Draw the chart wide, in a new figure or in axes of one's own, and return its axes."""
    with matplotlib.rc_context({"font.size": WIDE_TEXT, "axes.titlesize": WIDE_TEXT}, fname=STYLE):
        columns = _columns(bars) if ax is None and 1 < len(bars.panels) <= BESIDE else [("", in_one_column(bars))]
        heights = [
            max(map(_height, across)) for across in zip(*([row for _, row in rows] for _, rows in columns), strict=True)
        ]
        legend = _legend(bars, WIDE * 0.7)
        top = _LINE * 1.25 * len(legend) + (0.1 if legend else 0)
        if ax is None:
            titles = max((title.count("\n") + 1 for title, _ in columns if title), default=0)
            height = top + math.fsum(heights) + 0.2 + titles * _LINE
            panels = list(Figure(figsize=(WIDE, height)).subplots(1, len(columns), sharex=True, squeeze=False)[0])
        else:
            panels = [ax]
        for number, (panel, (title, rows)) in enumerate(zip(panels, columns, strict=True)):
            _draw_wide(panel, rows, heights, top, labelled=not number)
            if title:
                panel.set_title(title).set_gid(f"title-{number}")
        _draw_legend(panels[0], legend, _LINE * 1.25)
        _leave_room(panels, *ends(bars))
        return panels


def draw_narrow(bars: Bars) -> Figure:
    """Draw the chart for a narrow window, in one column, with each label and its value above the bar."""
    settings: Any = {"font.size": NARROW_TEXT, "figure.constrained_layout.use": False}
    with matplotlib.rc_context(settings, fname=STYLE):
        rows = in_one_column(bars)
        texts = [fitted(in_one(row), NARROW - 0.1, is_bold=row.is_heading) for _, row in rows]
        legend = _legend(bars, NARROW)
        top = _NARROW_LINE * 1.25 * len(legend) + (0.05 if legend else 0)
        heights = [
            _NARROW_LINE * (text.count("\n") + 1) + (0.16 if row.is_heading else 0.4 if row.parts or row.span else 0.14)
            for (_, row), text in zip(rows, texts, strict=True)
        ]
        full = math.fsum([top, *heights]) or 1.0
        ax = Figure(figsize=(NARROW, full)).add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set_axis_off()
        ax.set_xlim(*ends(bars))
        ax.set_ylim(full, 0)
        down = top
        for (name, row), text, height in zip(rows, texts, heights, strict=True):
            weight = "bold" if row.is_heading else "normal"
            place: dict[str, Any] = {
                "transform": ax.get_yaxis_transform(),
                "va": "top",
                "linespacing": 1.25,
                "weight": weight,
            }
            ax.text(0, down + (0.1 if row.is_heading else 0.02), text, gid=f"{name}-label", **place)
            _draw_bar(ax, name, row, down + height - 0.23, _NARROW_BAR)
            down += height
        _draw_legend(ax, legend, _NARROW_LINE * 1.25)
        return ax.get_figure(root=True)  # type: ignore[return-value]


def in_one(row: Row) -> str:
    """The label of a row and its value in one text, as a narrow chart shows them."""
    label = " ".join((row.label or row.about).split())
    return f"{label}: {' '.join(row.value.split())}" if row.value else label


def ends(bars: Bars) -> tuple[float, float]:
    """The smallest and the largest value on the scale of the bars, which holds zero."""
    found = [0.0]
    for row in bars.rows:
        found += [start + part.size for start, part in row.placed()] + list(row.span or ())
    return min(found), max(found) if max(found) > min(found) else min(found) + 1.0


def _columns(bars: Bars) -> list[tuple[str, list[Named]]]:
    """The panels as columns: their titles and their rows."""
    width = WIDE * 0.6 / len(bars.panels)
    return [(fitted(panel.title, width, is_bold=True), _named(place, panel)) for place, panel in enumerate(bars.panels)]


def in_one_column(bars: Bars) -> list[Named]:
    """The rows of all panels below each other: each panel under its title, without rows that have no bar."""
    if len(bars.panels) == 1:
        return _named(0, bars.panels[0])
    rows: list[Named] = []
    for place, panel in enumerate(bars.panels):
        drawn = [(name, row) for name, row in _named(place, panel) if row.parts]
        rows += [(f"title-{place}", Row(panel.title, is_heading=True)), *(drawn or _named(place, panel)[:1])]
    return rows


def _named(place: int, panel: Panel) -> list[Named]:
    return [(f"row-{place}-{number}", row) for number, row in enumerate(panel.rows)]


def _height(row: Row) -> float:
    """The height of a row of a wide chart in inches."""
    return max(0.26, _LINE * lines(row.label), _LINE * (row.value.count("\n") + 1)) + _GAP


def _draw_wide(ax: Axes, rows: Sequence[Named], heights: Sequence[float], top: float, *, labelled: bool) -> None:
    middles, down = [], top
    for height in heights:
        middles.append(down + height / 2)
        down += height
    ax.set_yticks(middles, [wrapped(row.label) if labelled else "" for _, row in rows])
    ax.set_ylim(down or 1.0, 0)
    ax.spines["left"].set_visible(False)
    if rows:
        ax.plot([0, 0], [top, down], color=INK, linewidth=0.8, gid="axis")
    for tick, middle, (name, row) in zip(ax.get_yticklabels(), middles, rows, strict=True):
        tick.set(gid=f"{name}-label", multialignment="right", fontweight="bold" if row.is_heading else "normal")
        if row.is_heading:
            continue
        _draw_bar(ax, name, row, middle, _BAR)
        end = max([0.0, *(start + part.size for start, part in row.placed()), *(row.span or ())])
        text = ax.annotate(
            row.value,
            (end, middle),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            gid=f"{name}-value",
            annotation_clip=False,  # every bar ends within the axes, and the check is slow
        )
        text.set_in_layout(False)  # `_leave_room` makes room for it


def _draw_bar(ax: Axes, name: str, row: Row, middle: float, height: float) -> None:
    if row.span:
        low, high = row.span
        (box,) = ax.barh(middle, high - low, left=low, height=_SPAN * height / _BAR)
        box.set(gid=f"{name}-span", clip_on=False, **_look("span", NEUTRAL))
    for place, (start, part) in enumerate(row.placed()):
        (piece,) = ax.barh(middle, abs(part.size), left=min(start, start + part.size), height=height)
        piece.set(gid=f"{name}-part-{place}", clip_on=False, **_look(part.look, part.colour))


def _look(look: Look, colour: int) -> dict[str, object]:
    """How a part of a bar is drawn: properties of matplotlib."""
    ink = LIGHT[colour]
    return {
        "solid": {"facecolor": ink, "linewidth": 0},
        "hatched": {"facecolor": "white", "edgecolor": ink, "hatch": "////", "linewidth": 1},
        "pale": {"facecolor": "white", "edgecolor": ink, "linewidth": 1.5},
        "empty": {"facecolor": "white", "edgecolor": ink, "linewidth": 1, "linestyle": (0, (3, 2))},
        "span": {"facecolor": "none", "edgecolor": INK, "linewidth": 1},
    }[look]


Entry = tuple[float, str, Look, int]
"""An entry of a legend: its distance from the left in inches, words, look and colour."""


def _legend(bars: Bars, width: float) -> list[list[Entry]]:
    """The legend in lines that are at most `width` inches wide."""
    found: list[list[Entry]] = []
    across = 0.0
    for words, look, colour in bars.legend():
        text = fitted(words, width - 0.4)
        needed = 0.4 + width_of(text) + 0.3
        if not found or across + needed - 0.3 > width:
            found.append([])
            across = 0.0
        found[-1].append((across, words, look, colour))
        across += needed
    return found


def _draw_legend(ax: Axes, legend: Iterable[Sequence[Entry]], line: float) -> None:
    """Draw the legend above the rows. Its artists belong to the figure, so that the axes have only bars."""
    figure = ax.get_figure(root=True)
    if figure is None:
        return
    left = figure.dpi_scale_trans + ScaledTranslation(0, 0, ax.transAxes)  # type: ignore[arg-type]
    place = blended_transform_factory(left, ax.transData)
    number = 0
    for down, entries in enumerate(legend):
        for across, words, look, colour in entries:
            swatch = Rectangle((across, line * (down + 0.5) - 0.07), 0.28, 0.14, transform=place)
            swatch.set(gid=f"key-{number}-part", **_look(look, colour))
            figure.add_artist(swatch)
            figure.text(
                across + 0.38, line * (down + 0.5), words, transform=place, va="center", gid=f"key-{number}-label"
            )
            number += 1


def _leave_room(panels: Sequence[Axes], lowest: float, highest: float) -> None:
    """Set the limits so that all bars are within the axes and the value beside the longest one has room."""
    figure = panels[0].get_figure(root=True)
    if figure is None:
        return
    engine = figure.get_layout_engine()
    if engine is not None:
        FigureCanvasAgg(figure)  # caches the renderer, and with it the size of every text
        engine.execute(figure)
    for ax in panels:
        width = ax.get_window_extent().width
        for text in ax.texts:
            taken = text.get_window_extent().width + 8 * figure.dpi / 72
            end = float(text.xy[0])  # type: ignore[attr-defined]
            highest = max(highest, lowest + (end - lowest) * width / max(width - taken, width / 10))
    panels[0].set_xlim(lowest, highest)
