"""Show a chart on the page: its picture with alternative text, its title, its key and its source."""

import base64
import io
from collections.abc import Sequence
from html import escape

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from grantsdata.model.slugs import page_id
from grantsdata.report.charts import Chart
from grantsdata.report.charts.style import STYLE
from grantsdata.report.page.fragment import Fragment, number_of


def show(chart: Chart, source: str) -> None:
    """Show a chart with its title, alternative text, key and source line; only the title, if nothing is drawn.

    `source` names the paper: `paper.paper.source`. To show a chart of your own, pass `Chart(title, alt, axes=axes)`.
    """
    facts = {"kind": "chart", "caption": chart.title}
    if chart.axes is None:
        Fragment(f"<p>{escape(chart.title)}.</p>", f"{chart.title}.", facts | {"empty": True}).show()
        return
    Fragment(chart_html(chart, source), f"{chart.title}\n{chart.alt}\n{source}", facts).show()


def chart_html(chart: Chart, source: str) -> str:
    """The chart as SVG in an `img`, so that its alternative text stays with it and no script can run in it."""
    axes = chart.axes[0] if isinstance(chart.axes, Sequence) else chart.axes
    figure = axes.get_figure(root=True) if axes else None
    data = base64.b64encode(_svg(figure) if figure else b"").decode("ascii")
    key = f'<p class="key">{escape(chart.key)}</p>' if chart.key else ""
    name = page_id("chart", chart.title)
    return (
        f'<figure><figcaption id="{name}">{number_of("Figure")}{escape(chart.title)}</figcaption>{key}'
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(chart.alt)}"></div>'
        f'<p class="source">Source: {escape(source)}</p></figure>'
    )


def _svg(figure: Figure) -> bytes:
    """The figure as SVG. `savefig` would draw it twice, although drawing once already sets the layout."""
    picture = io.BytesIO()
    dpi, colour = figure.dpi, figure.get_facecolor()
    with matplotlib.rc_context(fname=STYLE):
        figure.set_facecolor(matplotlib.rcParams["savefig.facecolor"])
        FigureCanvasSVG(figure).print_svg(picture, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    figure.set(dpi=dpi, facecolor=colour)  # `print_svg` sets 72 dots to the inch
    return picture.getvalue()
