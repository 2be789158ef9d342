"""A figure as a picture: SVG or PNG, the same bytes each time."""

import io
from collections.abc import Mapping
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

STYLE = Path(__file__).parent / "charts" / "report.mplstyle"

_DOTS = 200
"""Dots to the inch of a PNG: sharp in print at the width of a page."""


def svg(figure: Figure, texts: Mapping[str, str] | None = None) -> bytes:
    """The figure as SVG, with `texts` such as `Title` in its metadata."""
    # `savefig` would draw it twice, although drawing once already sets the layout.
    _as_before_it_was_drawn(figure)
    picture = io.BytesIO()
    dpi, colour = figure.dpi, figure.get_facecolor()
    with matplotlib.rc_context(fname=STYLE):
        figure.set_facecolor(matplotlib.rcParams["savefig.facecolor"])
        metadata = {"Date": None, "Creator": None, **(texts or {})}
        FigureCanvasSVG(figure).print_svg(picture, metadata=metadata)  # type: ignore[no-untyped-call]
    figure.set(dpi=dpi, facecolor=colour)  # `print_svg` sets 72 dots to the inch
    return picture.getvalue()


def png(figure: Figure, texts: Mapping[str, str] | None = None) -> bytes:
    """The figure as PNG, with `texts` such as `Title` in its metadata."""
    _as_before_it_was_drawn(figure)
    picture = io.BytesIO()
    dpi, colour = figure.dpi, figure.get_facecolor()
    with matplotlib.rc_context(fname=STYLE):
        figure.set(dpi=_DOTS, facecolor=matplotlib.rcParams["savefig.facecolor"])
        metadata = {"Software": None, **(texts or {})}
        FigureCanvasAgg(figure).print_png(picture, metadata=metadata)  # type: ignore[no-untyped-call]
    figure.set(dpi=dpi, facecolor=colour)
    return picture.getvalue()


def _as_before_it_was_drawn(figure: Figure) -> None:
    """Put the axes back where their grid has them: the layout starts from where the last drawing has moved them."""
    for ax in figure.axes:
        if (place := ax.get_subplotspec()) is not None:
            ax.set_subplotspec(place)
