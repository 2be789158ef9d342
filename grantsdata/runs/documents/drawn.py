"""A chart of bars on a page as a picture, for a document that cannot show SVG: the same places, lengths and texts."""

import re

import matplotlib
from bs4 import BeautifulSoup, Tag
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from grantsdata.report import picture
from grantsdata.report.drawing.palette import INK, PAPER

_UNITS = 72
"""Units of a drawing to the inch."""


def png_of(html: str) -> bytes:
    """Return a chart of bars, an element `svg` as a page has it, as PNG."""
    (svg,) = BeautifulSoup(html, "html.parser").find_all("svg")
    box = [float(size) for size in str(svg["viewbox"]).split()]
    size = str(svg.get("font-size", "10.5"))
    with matplotlib.rc_context({"font.size": float(size), "figure.constrained_layout.use": False}, fname=picture.STYLE):
        figure = Figure(figsize=(box[2] / _UNITS, box[3] / _UNITS))
        ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set(xlim=(0, box[2]), ylim=(box[3], 0))
        ax.set_axis_off()
        for path in svg.find_all("path"):
            if path.find_parent("pattern") is None:
                _draw(ax, path)
        for text in svg.find_all("text"):
            _write(ax, text)
        return picture.png(figure)


def _draw(ax: Axes, path: Tag) -> None:
    """Draw a bar, a part of one, a sign of the legend or the line at zero."""
    places = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[0-9.]+) (-?[0-9.]+)", str(path["d"]))]
    fill, ink = str(path.get("fill", "none")), str(path.get("stroke", "none"))
    is_hatched, is_line = fill.startswith("url("), "axis" in (path.get("class") or [])
    shape = Polygon(places, closed=not is_line, facecolor=PAPER if is_hatched else fill, edgecolor=ink)
    shape.set(linewidth=float(str(path.get("stroke-width", "1"))) if ink != "none" else 0)
    if is_hatched:
        shape.set_hatch("////")
    if dashes := str(path.get("stroke-dasharray", "")).split():
        shape.set_linestyle((0, tuple(map(float, dashes))))
    ax.add_patch(shape)


def _write(ax: Axes, text: Tag) -> None:
    """Write a text, line by line."""
    side = "right" if text.get("text-anchor") == "end" else "left"
    weight = "bold" if text.get("font-weight") == "bold" else "normal"
    first = "".join(text.find_all(string=True, recursive=False))
    for line, words in ((text, first), *((line, line.get_text()) for line in text.find_all("tspan"))):
        place = float(str(line["x"])), float(str(line["y"]))
        ax.text(*place, words.strip(), ha=side, va="baseline", weight=weight, color=INK)
