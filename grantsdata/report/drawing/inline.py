"""A chart of bars as SVG inside a page: texts that can be searched, colours that follow the page, values on hover.

What matplotlib drew is read once, and each row is put together: its label, the parts of its bar, and its value. Beside
the text that people see on hover, each bar carries its label and its value as `data-` attributes, so that a check can
compare the lengths of bars with their values.
"""

from html import escape

from matplotlib.figure import Figure

from grantsdata.report.drawing.palette import INK, LIGHT, NEUTRAL
from grantsdata.report.drawing.rows import Bars, Look, Row
from grantsdata.report.drawing.svg import Drawn, number

_STYLES = {
    "solid": 'fill="{ink}"',
    "hatched": 'fill="url(#{hatch})" stroke="{ink}"',
    "pale": 'fill="none" stroke="{ink}" stroke-width="1.5"',
    "empty": 'fill="none" stroke="{ink}" stroke-dasharray="3 2"',
    "span": 'fill="none" stroke="{ink}"',
}
_HATCH = (
    '<pattern id="{hatch}" class="c{colour}" patternUnits="userSpaceOnUse" width="5" height="5">'
    '<path d="M0 5L5 0M-1 1L1-1M4 6L6 4" stroke="{ink}" stroke-width="1.2"></path></pattern>'
)


class _Picture:
    """One drawing of a chart, wide or narrow, on its way into the page."""

    def __init__(self, figure: Figure, bars: Bars, name: str) -> None:
        self.figure, self.bars, self.name = figure, bars, name
        self.drawn = Drawn.of(figure)
        self.hatched: set[int] = set()

    def svg(self, attributes: str) -> str:
        """The drawing as an element `svg` with these attributes."""
        rows = [row for place, _ in enumerate(self.bars.panels) for row in self._rows(place)]
        body = "".join([*self._legend(), *rows, *self._axes()])
        patterns = "".join(
            _HATCH.format(hatch=self._hatch(colour), colour=colour, ink=LIGHT[colour])
            for colour in sorted(self.hatched)
        )
        defs = f"<defs>{patterns}</defs>" if patterns else ""
        return f"<svg {attributes} {self.drawn.frame}>{defs}{body}</svg>"

    def _hatch(self, colour: int) -> str:
        return f"{self.name}-h{colour}"

    def _part(self, gid: str, look: Look, colour: int, data: str = "", means: str = "") -> str:
        ink = INK if look == "span" else LIGHT[colour]
        if look == "hatched":
            self.hatched.add(colour)
        data += f' data-means="{escape(means)}"' if means else ""
        style = _STYLES[look].format(ink=ink, hatch=self._hatch(colour))
        return f'<path class="{look}" d="{self.drawn.path(gid)}" {style}{data}></path>'

    def _legend(self) -> list[str]:
        return [
            f'<g class="means c{colour}">{self._part(f"key-{place}-part", look, colour)}'
            f"{self.drawn.text(f'key-{place}-label')}</g>"
            for place, (_, look, colour) in enumerate(self.bars.legend())
        ]

    def _rows(self, place: int) -> list[str]:
        title = self.drawn.text(f"title-{place}") or self.drawn.text(f"title-{place}-label")
        return [title] + [
            self._row(f"row-{place}-{number}", row) for number, row in enumerate(self.bars.panels[place].rows)
        ]

    def _row(self, name: str, row: Row) -> str:
        label, value = self.drawn.text(f"{name}-label"), self.drawn.text(f"{name}-value")
        if row.is_heading or not (label or value):
            return label
        parts = [
            self._part(f"{name}-part-{place}", part.look, part.colour, f" {self._data(part.size)}", part.means)
            for place, part in enumerate(row.parts)
        ]
        if row.span:
            ends = f" {self._data(row.span[0], 'from')} {self._data(row.span[1], 'to')}"
            parts.insert(0, self._part(f"{name}-span", "span", NEUTRAL, ends, row.span_means))
        colour = row.parts[0].colour if row.parts else NEUTRAL
        data = f'data-label="{escape(row.about)}" {self._data(row.size)}'
        return f'<g class="bar c{colour}" {data}><title>{escape(row.said)}</title>{label}{"".join(parts)}{value}</g>'

    def _data(self, size: float, name: str = "") -> str:
        """A size as an attribute: in whole pence, or as the number that it is."""
        unit = "pence" if self.bars.is_money else "number"
        return (
            f'data-{f"{name}-" if name else ""}{unit}="{round(size * 100) if self.bars.is_money else number(size, 6)}"'
        )

    def _axes(self) -> list[str]:
        return [
            f'<path class="axis" d="{line}" stroke="{INK}" stroke-width=".8"></path>'
            for line in self.drawn.paths("axis")
        ]


def bars_svg(figure: Figure, bars: Bars, name: str, attributes: str) -> str:
    """The figure that `draw` made of `bars` as an element `svg`. `name` begins its identifiers."""
    return _Picture(figure, bars, name).svg(attributes)
