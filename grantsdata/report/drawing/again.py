"""A chart of bars on a page as a picture, for a document that cannot show SVG: the same places, lengths and texts."""

import re
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from grantsdata.report import picture
from grantsdata.report.drawing.palette import INK, PAPER

_UNITS = 72
"""Units of a drawing to the inch."""


def png_of(html: str) -> bytes:
    """Return a chart of bars, an element `svg` as a page has it, as PNG."""
    svg = ElementTree.fromstring(html)
    box = [float(size) for size in (svg.get("viewbox") or svg.get("viewBox") or "").split()]
    settings: Any = {"font.size": float(svg.get("font-size", "10.5")), "figure.constrained_layout.use": False}
    with matplotlib.rc_context(settings, fname=picture.STYLE):
        figure = Figure(figsize=(box[2] / _UNITS, box[3] / _UNITS))
        ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set(xlim=(0, box[2]), ylim=(box[3], 0))
        ax.set_axis_off()
        for path in [path for part in svg if part.tag != "defs" for path in part.iter("path")]:
            _draw(ax, path)
        for text in svg.iter("text"):
            _write(ax, text)
        return picture.png(figure)


def _draw(ax: Axes, path: Element) -> None:
    """Draw a bar, a part of one, a sign of the legend or the line at zero."""
    places = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[0-9.]+) (-?[0-9.]+)", path.get("d", ""))]
    fill, ink = path.get("fill", "none"), path.get("stroke", "none")
    is_hatched, is_line = fill.startswith("url("), path.get("class") == "axis"
    shape = Polygon(places, closed=not is_line, facecolor=PAPER if is_hatched else fill, edgecolor=ink)
    shape.set(linewidth=float(path.get("stroke-width", "1")) if ink != "none" else 0)
    if is_hatched:
        shape.set_hatch("////")
    if dashes := path.get("stroke-dasharray", "").split():
        shape.set_linestyle((0, tuple(map(float, dashes))))
    ax.add_patch(shape)


def _write(ax: Axes, text: Element) -> None:
    """Write a text, line by line."""
    side = "right" if text.get("text-anchor") == "end" else "left"
    weight = "bold" if text.get("font-weight") == "bold" else "normal"
    for line in (text, *text.iter("tspan")):
        place = float(line.get("x", "0")), float(line.get("y", "0"))
        ax.text(*place, (line.text or "").strip(), ha=side, va="baseline", weight=weight, color=INK)
