"""A chart with its texts."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grantsdata.errors import ParameterError
from grantsdata.model.slugs import page_id
from grantsdata.report.drawing.draw import draw, draw_narrow
from grantsdata.report.drawing.inline import bars_svg
from grantsdata.report.drawing.rows import Bars
from grantsdata.report.drawing.svg import own_svg
from grantsdata.report.fragment import Fragment, Shows, number_of
from grantsdata.report.traced import attribute
from grantsdata.report.traced import html as traced


@dataclass(frozen=True)
class Chart(Shows):
    """A chart with its title, its alternative text, a key to its marks if it needs one, and its source.

    If there is nothing to draw, it has only a title, which says so. A chart that ends a cell is shown there. `bars`
    says what a chart of bars shows; a page draws it a second time from there, for narrow windows.
    """

    title: str
    alt: str = ""
    key: str = ""
    axes: Axes | Sequence[Axes] | None = None
    source: str = ""
    bars: Bars | None = None

    @property
    def figure(self) -> Figure | None:
        """The figure of matplotlib; None if nothing is drawn."""
        axes = self.axes[0] if isinstance(self.axes, Sequence) else self.axes
        return axes.get_figure(root=True) if axes else None

    def fragment(self) -> Fragment:
        """The picture as a piece of the page; only the title, if nothing is drawn."""
        facts: dict[str, Any] = {"kind": "chart", "caption": self.title}
        if self.axes is None:
            return Fragment(f"<p>{escape(self.title)}.</p>", f"{self.title}.", facts | {"empty": True})
        return Fragment(chart_html(self), f"{self.title}\n{self.alt}\n{self.source}", facts)

    def __str__(self) -> str:
        return self.fragment().text


def chart_of_bars(bars: Bars, title: str, alt: str, *, key: str = "", ax: Axes | None = None) -> Chart:
    """A chart of bars, drawn in a new figure, or in axes of one's own; these are shown as they are, not for phones."""
    axes = draw(bars, ax)
    return Chart(title, alt, key, axes[0] if len(axes) == 1 else axes, bars=bars if ax is None else None)


def chart_html(chart: Chart) -> str:
    """The chart as part of a page: SVG with its alternative text, between its title, its key and its source."""
    key = f'<p class="key">{traced(chart.key)}</p>' if chart.key else ""
    source = f'<p class="source">Source: {escape(chart.source)}</p>' if chart.source else ""
    name = page_id("chart", chart.title)
    return (
        f'<figure><figcaption id="{name}">{number_of("Figure")}{traced(chart.title)}</figcaption>'
        f"{_pictures(chart, name)}{key}{source}</figure>"
    )


def _pictures(chart: Chart, name: str) -> str:
    """The chart as SVG: wide and narrow, of which the page shows one; a figure of one's own in a box that scrolls."""
    if chart.figure is None:
        return ""
    described = f'role="img" aria-label="{escape(chart.alt)}"{attribute(chart.alt)}'
    if chart.bars is None:
        picture = own_svg(chart.figure, name, f'class="own" {described}')
        return f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}">{picture}</div>'
    wide = bars_svg(chart.figure, chart.bars, f"{name}-w", f'class="bars bars-wide" {described}')
    narrow = bars_svg(draw_narrow(chart.bars), chart.bars, f"{name}-n", f'class="bars bars-narrow" {described}')
    return wide + narrow


def chart_of(drawn: Any, *, title: str = "", alt: str = "", key: str = "", source: str = "") -> Chart:
    """A Chart of whatever has been drawn: a Chart, a figure or axes of matplotlib, or what pandas and seaborn return.

    Texts that are given replace those of a Chart. Without a `title`, that of the figure or the axes is taken. A figure
    of one's own gets a layout in which no label is cut off, unless it has one. Raises ParameterError for anything that
    is not drawn, and if there is no title.
    """
    texts: dict[str, Any] = {
        name: text for name, text in (("title", title), ("alt", alt), ("key", key), ("source", source)) if text
    }
    for name, text in texts.items():
        if not isinstance(text, str):
            raise ParameterError(f'The {name} of a chart is a text, not {_kind(text)}; write {name}="…".')
    if isinstance(drawn, Chart):
        return replace(drawn, **texts)
    figure = _figure_of(drawn)
    axes = figure.axes
    if not axes:
        raise ParameterError("The figure is empty; draw something on it before it is shown or saved.")
    own = figure.get_suptitle() or next((ax.get_title(loc) for ax in axes for loc in _PLACES if ax.get_title(loc)), "")
    if not texts.get("title") and not own:
        raise ParameterError('The chart has no title; say what it shows: title="…".')
    if figure.get_layout_engine() is None:
        figure.set_layout_engine("constrained")
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)  # otherwise the notebook would show it a second time, at the end of the cell
    return Chart(**{"title": own} | texts, axes=axes)


_PLACES: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")


def _figure_of(drawn: Any) -> Figure:
    """The figure that something drawn is part of: itself, axes, a list or array of them, a grid of seaborn."""
    one = drawn
    while not isinstance(one, Artist) and isinstance(one, Iterable) and not isinstance(one, str | bytes | dict):
        one = next(iter(one), None)
    figure = one if isinstance(one, Figure) else getattr(one, "figure", None)
    if not isinstance(figure, Figure):
        raise ParameterError(
            f"This shows or saves a chart: one of gd.charts or gd.bar, or a figure or axes of matplotlib; "
            f"it was given {_kind(drawn)}."
        )
    return figure


def _kind(value: object) -> str:
    return f'the text "{value}"' if isinstance(value, str) else f"a {type(value).__name__}"
