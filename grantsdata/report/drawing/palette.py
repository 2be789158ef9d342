"""Colours of charts: one for each stream, which means nothing else, and a neutral one for all other bars.

A bar carries the number of its colour. The style sheet of the page has a variable for each number, since the colours
are others in the dark; the values here are those of a light page, and of pictures that are saved.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd  # which the processes that only run notebooks do without

NEUTRAL = 0
"""The number of the colour of bars that are not about a stream."""

LIGHT = ("#51606e", "#12436d", "#1f8078", "#801650", "#b5460f", "#6b4fa8", "#7a6a00", "#a8327e", "#2f6fb3")
DARK = ("#a3b1be", "#7fb2dd", "#3fc1b0", "#f2a9cf", "#ff9f66", "#c3aaf2", "#d8c64a", "#ff8fd0", "#6fa8ff")
"""The neutral colour, then one for each stream in the order of the paper, on white and on a dark page."""

INK, PAPER = "#0b0c0c", "#ffffff"


def stream_colours(table: "pd.DataFrame", names: Sequence[Any]) -> list[int]:
    """The number of the colour of each stream in `names`.

    It is the stream's place among all streams of the paper, which summaries keep in `attrs["streams"]`; for another
    table, its place in `names`. A stream without a colour of its own, or a name that is no stream, is neutral.
    """
    order = list(table.attrs.get("streams", dict.fromkeys(names)))
    places = {name: place for place, name in enumerate(order, start=1) if place < len(LIGHT)}
    return [places.get(name, NEUTRAL) for name in names]
