"""Wrap the texts of a chart: by letters, or by the width that they take."""

import textwrap
from functools import lru_cache

import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

_LABEL = 32
_WIDEST = 3.2
"""The width of a label in inches that leaves half of the chart to its bars; 32 usual letters take less."""


def wrapped(label: str, width: int = _LABEL) -> str:
    """The label wrapped to lines of at most `width` letters, and of at most `_WIDEST` inches."""
    parts = [part for line in label.split("\n") for part in textwrap.wrap(line, width) or [""]]
    return "\n".join(part if width_of(part) <= _WIDEST else fitted(part, _WIDEST) for part in parts)


def lines(label: str) -> int:
    """The number of lines of a wrapped label."""
    return wrapped(label).count("\n") + 1


def width_of(text: str, size: float = 0.0, *, is_bold: bool = False) -> float:
    """The width of the widest line of a text in inches, at `size` points or else at the size of text that is set."""
    points = size or float(matplotlib.rcParams["font.size"])
    family = tuple(matplotlib.rcParams["font.family"])
    return max(_width_of_line(line, points, "bold" if is_bold else "normal", family) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _width_of_line(line: str, size: float, weight: str, family: tuple[str, ...]) -> float:
    font = FontProperties(family=family, size=size, weight=weight)
    return float(text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]) / 72


def fitted(text: str, width: float, *, is_bold: bool = False) -> str:
    """The text wrapped to lines of at most `width` inches; a word that is longer is broken."""
    done: list[str] = []
    for word in text.split():
        longer = f"{done[-1]} {word}" if done else word
        if done and width_of(longer, is_bold=is_bold) <= width:
            done[-1] = longer
            continue
        done.append(word)
        while width_of(done[-1], is_bold=is_bold) > width:
            fits = next(
                n for n in range(len(done[-1]) - 1, 0, -1) if n == 1 or width_of(done[-1][:n], is_bold=is_bold) <= width
            )
            done[-1:] = [done[-1][:fits], done[-1][fits:]]
    return "\n".join(done)
