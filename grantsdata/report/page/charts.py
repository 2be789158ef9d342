"""A chart on the page: its picture with alternative text, its title, its key, its source."""

import base64
import io
from collections.abc import Sequence
from html import escape

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from grantsdata.model.slugs import page_id
from grantsdata.report.charts import Words
from grantsdata.report.charts.style import STYLE
from grantsdata.report.page.fragment import Fragment, number_of


def show(chart: Axes | Sequence[Axes], words: Words, source: str) -> None:
    """Show a chart with its title, alternative text, key and source line; only the title, if `words.alt` is empty.

    `words` come from the function of `captions` that has the chart's name; `source` is the paper, as
    `paper.paper.source` gives it. Another chart of your own works too: give it `captions.Words(title, alt)`.
    """
    facts = {"kind": "chart", "caption": words.title}
    if not words.alt:
        Fragment(f"<p>{escape(words.title)}.</p>", f"{words.title}.", facts | {"empty": True}).show()
        return
    Fragment(chart_html(chart, words, source), f"{words.title}\n{words.alt}\n{source}", facts).show()


def chart_html(chart: Axes | Sequence[Axes], words: Words, source: str) -> str:
    """The chart as SVG in an `img`, so that its alternative text stays with it and no script can run in it."""
    axes = chart if isinstance(chart, Axes) else chart[0]
    figure = axes.get_figure(root=True)
    data = base64.b64encode(_drawn(figure) if figure else b"").decode("ascii")
    key = f'<p class="key">{escape(words.key)}</p>' if words.key else ""
    name = page_id("chart", words.title)
    return (
        f'<figure><figcaption id="{name}">{number_of("Figure")}{escape(words.title)}</figcaption>{key}'
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(words.alt)}"></div>'
        f'<p class="source">Source: {escape(source)}</p></figure>'
    )


def _drawn(figure: Figure) -> bytes:
    """A figure as SVG. `savefig` would draw it once more before, for a layout that drawing finds by itself."""
    picture = io.BytesIO()
    dpi, colour = figure.dpi, figure.get_facecolor()
    with matplotlib.rc_context(fname=STYLE):
        figure.set_facecolor(matplotlib.rcParams["savefig.facecolor"])
        FigureCanvasSVG(figure).print_svg(picture, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    figure.set(dpi=dpi, facecolor=colour)  # an SVG has 72 dots to the inch
    return picture.getvalue()
