"""A chart, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes


@dataclass(frozen=True)
class Chart:
    """A chart with its title, its alternative text and the key to its marks, if it needs one.

    Where there is nothing to draw, only the title is given: it says so.
    """

    title: str
    alt: str = ""
    key: str = ""
    axes: Axes | Sequence[Axes] | None = None
