"""Awards from the largest to the smallest: amounts that are hard to draw, and reading their charts."""

import io
import re
from collections.abc import Sequence
from itertools import combinations

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from support.reporting import awards_of_2017

from grantsdata.report import charts
from grantsdata.report.charts import Chart
from grantsdata.report.picture import STYLE

COUNCIL, FAMILY = "Cambridge City Council", "Family Action"
LARGEST = "Victim and Witness Hub Initial Referral provision"
SMALLEST = "Practical Support for young victims of crime"

IN_ORDER = [
    446_000, 213_000, 150_000, 140_000, 136_000, 127_000, 94_000, 80_000, 78_600, 75_000, 52_750, 50_000, 50_000,
    48_468, 45_000, 43_621, 40_000, 39_000, 35_884, 35_884, 35_000, 33_445, 30_000, 30_000, 29_065, 25_791, 23_000,
    20_000, 16_000, 15_000, 12_000, 12_000, 10_000, 10_000, 2_000,
]  # fmt: skip
"""The 35 amounts, largest first; the first of the two of £10,000 is the implied one."""


def with_pence(pence: Sequence[int | None]) -> pd.DataFrame:
    """The paper's first awards, with these amounts instead."""
    amounts = pd.array(list(pence), "Int64")
    awards = awards_of_2017().iloc[: len(amounts)]
    status = awards["award_status"].astype("object").mask(pd.isna(amounts), "not stated")
    return awards.assign(award_pence=amounts, award_gbp=amounts / 100, award_status=status)


def with_refunds() -> pd.DataFrame:
    """The probation service gives £50,000 back, Crimestoppers £25,791."""
    awards = awards_of_2017()
    back = awards["provider"].isin(["National Probation Service", "Crimestoppers"])
    pence = awards["award_pence"].mask(back, -awards["award_pence"])
    return awards.assign(award_pence=pence, award_gbp=pence / 100)


def two_renamed(service: str) -> pd.DataFrame:
    awards = awards_of_2017()
    return awards.assign(service=awards["service"].mask(awards.index.isin([0, 10]), service))


# ---- Reading the charts ----------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def row_labels(ax: Axes) -> list[str]:
    return [squeezed(tick.get_text()) for tick in ax.get_yticklabels()]


def bar_places(ax: Axes) -> dict[float, Rectangle]:
    """Middle of the row → its bar."""
    found = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    return {round(bar.get_y() + bar.get_height() / 2, 6): bar for bar in found}


def beside(ax: Axes) -> list[str]:
    """What stands beside each row, from the top down."""
    return [text.get_text() for text in sorted(ax.texts, key=lambda text: float(text.xy[1]))]  # type: ignore[attr-defined]


def drawn(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    with matplotlib.rc_context(fname=STYLE):
        figure.draw_without_rendering()
    return figure


def crowded(ax: Axes) -> list[str]:
    """The texts that reach beyond the figure, or lie over each other by more than a pixel."""
    figure = drawn(ax)
    found = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels(), ax.xaxis.label]
    found += [child for child in ax.get_children() if isinstance(child, Text) and child not in ax.texts]
    shown = [text for text in found if text.get_text() and text.get_visible()]
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in shown]  # without the line to its point
    right, top = figure.bbox.width + 0.5, figure.bbox.height + 0.5
    outside = [text for text, box in boxes if min(box.x0, box.y0) < -0.5 or box.x1 > right or box.y1 > top]
    return outside + [
        f"{one} over {other}"
        for (one, first), (other, second) in combinations(boxes, 2)
        if min(first.x1, second.x1) - max(first.x0, second.x0) > 1
        and min(first.y1, second.y1) - max(first.y0, second.y0) > 1
    ]


def svg_of(ax: Axes) -> bytes:
    picture = io.BytesIO()
    with matplotlib.rc_context(fname=STYLE):
        drawn(ax).savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    return picture.getvalue()


# ---- Sentences -------------------------------------------------------------------------------------------


def words_of(awards: pd.DataFrame) -> Chart:
    return charts.awards_ranked(awards)


def pounds(text: str) -> set[str]:
    return set(re.findall(r"−?£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[km]?", text))
