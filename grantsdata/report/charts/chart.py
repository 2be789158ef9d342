"""A chart with its texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes


@dataclass(frozen=True)
class Chart:
    """A chart with its title, its alternative text, and a key to its marks if it needs one.

    If there is nothing to draw, it has only a title, which says so.
    """

    title: str
    alt: str = ""
    key: str = ""
    axes: Axes | Sequence[Axes] | None = None
