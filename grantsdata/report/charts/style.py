"""Draw in the house style: labelled rows, values beside bars, and hatching for amounts that are not printed."""

import itertools
import math
import textwrap
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from grantsdata.model.money import format_pounds
from grantsdata.model.schema import IMPLIED
from grantsdata.report.picture import STYLE

DARK, TEAL, PLUM, ORANGE, GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#8C9196"
WIDTH = 9.6
_LINE = 0.175
_GAP = 0.13
_WRAP = 32
_HATCH = "////"

P = ParamSpec("P")
R = TypeVar("R")


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """A decorator that draws in the house style, whatever the settings of the session are."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        with matplotlib.rc_context(fname=STYLE):
            return draw(*args, **kwargs)

    return drawn


def use_style() -> None:
    """Draw all further figures of this session in the house style, with an axis of values below.

    The charts of this package have that style anyway. A dollar sign in a text stays a dollar sign.

    >>> import grantsdata as gd
    >>> gd.style()
    """
    matplotlib.rcParams.update(matplotlib.rc_params_from_file(STYLE, use_default_template=False))
    matplotlib.rcParams.update({"axes.spines.bottom": True, "xtick.bottom": True, "xtick.labelbottom": True})


@styled
def axes_for(labels: Sequence[str]) -> Axes:
    """Axes of a new figure that is high enough for these row labels."""
    return Figure(figsize=(WIDTH, figure_height(labels))).subplots()


def wrapped(label: str, width: int = _WRAP) -> str:
    """The label wrapped to lines of at most `width` letters."""
    return "\n".join(part for line in label.split("\n") for part in textwrap.wrap(line, width) or [""])


def lines(label: str) -> int:
    """The number of lines of a wrapped label."""
    return wrapped(label).count("\n") + 1


def row_height(label: str) -> float:
    """The height of a row in inches, from the lines of its label."""
    return max(0.26, _LINE * lines(label))


def colours(number: int) -> list[str]:
    """A colour for each of `number` groups; they repeat from the fifth on, since labels distinguish the groups."""
    return list(itertools.islice(itertools.cycle((DARK, TEAL, PLUM, ORANGE)), number))


def figure_height(labels: Sequence[str]) -> float:
    """The height of a figure in inches, from the labels of its rows."""
    # fsum, since sum rounds differently from Python 3.12 on, and the smallest difference changes a chart's bytes.
    return math.fsum(row_height(label) + _GAP for label in labels) + 0.2


def label_rows(ax: Axes, labels: Sequence[str], like: Sequence[str] | None = None) -> list[float]:
    """Label the rows from top to bottom and return their middles in inches.

    Each row is as high as its wrapped label, or the text in `like` at its place.
    """
    middles, down = [], 0.0
    for label in like or labels:
        middles.append(down + (row_height(label) + _GAP) / 2)
        down += row_height(label) + _GAP
    ax.set_yticks(middles, [wrapped(label) for label in labels])
    ax.set_ylim(down or 1, 0)  # an axis needs a length even without rows
    return middles


def hatched(ax: Axes, place: float, width: float, left: float, colour: str, height: float) -> None:
    """Draw a hatched bar, for what the paper does not print, unless its width is 0."""
    if width:
        ax.barh(
            place,
            width,
            left=left,
            height=height,
            facecolor="white",
            edgecolor=colour,
            hatch=_HATCH,
            linewidth=1,
        )


def value(ax: Axes, place: float, at: float, text: str) -> None:
    """Write a value beside the end of its bar."""
    ax.annotate(
        text,
        (at, place),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        ha="left",
        annotation_clip=False,  # every bar ends within the axes, and the check is slow
    )


def from_zero(panels: Sequence[Axes]) -> None:
    """Set the limits so that bars begin at 0, on either side of it, and the value beside the longest bar has room."""
    figure = panels[0].get_figure(root=True)
    if figure is None:
        return
    engine = figure.get_layout_engine()
    if engine is not None:
        FigureCanvasAgg(figure)  # caches the renderer, and with it the size of every text
        engine.execute(figure)
    lowest = min([0.0, *(float(min(bar.get_bbox().intervalx)) for ax in panels for bar in ax.patches)])  # type: ignore[attr-defined]
    highest = 0.0
    for ax in panels:
        width = ax.get_window_extent().width
        for text in ax.texts:
            taken = text.get_window_extent().width + 8 * figure.dpi / 72
            end = float(text.xy[0])  # type: ignore[attr-defined]
            highest = max(highest, lowest + (end - lowest) * width / max(width - taken, width / 10))
    panels[0].set_xlim(lowest, highest or 1.0)


def implied_label(pounds: float, before: str = " ") -> str:
    """The implied part of a value, in brackets after `before`; "" if it is 0."""
    return f"{before}({format_pounds(pounds)} {IMPLIED})" if pounds else ""


def rests_on(pounds: float, before: str = " ") -> str:
    """The implied amount that a difference rests on, in brackets after `before`; "" if it is 0."""
    return f"{before}(rests on {format_pounds(pounds)} {IMPLIED})" if pounds else ""
