"""Charts read back from their Axes: bars, labels, and whether every text has its room."""

import re
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from support.reporting import (
    FORCE,
    awards_of_2017,
)

from grantsdata import summaries
from grantsdata.report import charts
from grantsdata.report.picture import STYLE

# ---- Every chart of the report, from any awards ----------------------------------------------------------


def budgets_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    return [charts.awards_against_budgets(summaries.budget_bridge(awards, budgets), budgets).axes]


def streams_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    breakdown = summaries.budget_breakdown(awards, budgets)
    return charts.stream_by_provider_type(breakdown, summaries.implied_breakdown(awards, budgets)).axes


def types_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    return [charts.provider_types(summaries.provider_types_by_basis(awards)).axes]


def providers_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    return [charts.largest_providers(summaries.providers_ranked(awards), FORCE).axes]


def arrangements_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    arranged = awards[awards["arrangement"].notna()]
    return [charts.awards_in_groups(arranged, summaries.awards_by_arrangement(arranged), "arrangement").axes]


def themes_chart(awards: pd.DataFrame, budgets: pd.DataFrame) -> list[Axes]:
    themed = awards[awards["theme"].notna()]
    return [charts.awards_in_groups(themed, summaries.awards_by_theme(themed), "theme").axes]


# ---- Awards that are hard to draw ------------------------------------------------------------------------


def amounts(awards: pd.DataFrame, change: Callable[[int], int]) -> pd.DataFrame:
    pence = [None if pd.isna(one) else change(int(one)) for one in awards["award_pence"]]
    return awards.assign(award_pence=pd.array(pence, "Int64"), award_gbp=pd.array(pence, "Int64") / 100)


def with_refunds() -> pd.DataFrame:
    """Two bodies give money back: the probation service and Crimestoppers, the one of a type with no other award."""
    back = awards_of_2017()["provider"].isin(["National Probation Service", "Crimestoppers"])
    awards = awards_of_2017()
    pence = awards["award_pence"].mask(back, -awards["award_pence"])
    return awards.assign(award_pence=pence, award_gbp=pence / 100)


def overspent() -> pd.DataFrame:
    awards = awards_of_2017()
    return amounts(awards, lambda pence: 3 * pence)


# ---- Reading a chart -------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """A label without the spaces and line breaks that wrapping moves about."""
    return re.sub(r"\s", "", text)


def rows(ax: Axes) -> dict[str, float]:
    """Label → its place down the page."""
    labels = [squeezed(tick.get_text()) for tick in ax.get_yticklabels()]
    assert len(set(labels)) == len(labels)
    return dict(zip(labels, map(float, ax.get_yticks()), strict=True))


def bars(ax: Axes, label: str) -> list[Rectangle]:
    """The bars of the row with this label, left to right."""
    return bars_at(ax, rows(ax)[squeezed(label)])


def bars_at(ax: Axes, place: float) -> list[Rectangle]:
    found = [bar for bar in ax.patches if isinstance(bar, Rectangle) and abs(middle(bar) - place) < 1e-6]
    return sorted((bar for bar in found if bar.get_width()), key=lambda bar: float(bar.get_x()))


def middle(bar: Rectangle) -> float:
    return float(bar.get_y() + bar.get_height() / 2)


def value(ax: Axes, label: str) -> str:
    """The text beside the bar of the row with this label."""
    return value_at(ax, rows(ax)[squeezed(label)])


def value_at(ax: Axes, place: float) -> str:
    (text,) = [text for text in ax.texts if abs(text.xy[1] - place) < 1e-6]  # type: ignore[attr-defined]
    return str(text.get_text())


def span(bar: Rectangle) -> tuple[float, float]:
    """Where a bar begins and how long it is, to the penny."""
    return round(float(bar.get_x()), 2), round(float(bar.get_width()), 2)


def spans(found: Sequence[Rectangle]) -> list[tuple[float, float]]:
    return [span(bar) for bar in found]


def figure_of(panels: Sequence[Axes]) -> Figure:
    figure = panels[0].get_figure(root=True)
    assert figure is not None
    return figure


class Drawing(NamedTuple):
    """Panels with everything in its final place, and the box in pixels that each text takes."""

    panels: list[Axes]
    figure: Figure
    texts: list[tuple[str, Bbox]]

    @classmethod
    def of(cls, panels: list[Axes]) -> "Drawing":
        figure = figure_of(panels)
        with matplotlib.rc_context(fname=STYLE):
            figure.draw_without_rendering()
        found: list[Text] = []
        for ax in panels:
            titles = [child for child in ax.get_children() if isinstance(child, Text) and child not in ax.texts]
            found += [*ax.get_yticklabels(), *ax.texts, *titles]
        shown = [text for text in found if text.get_visible() and text.get_text().strip()]
        return cls(panels, figure, [(text.get_text(), text.get_window_extent()) for text in shown])

    def outside(self) -> list[str]:
        """The texts that reach beyond the edge of the figure."""
        width, height = self.figure.bbox.width + 0.5, self.figure.bbox.height + 0.5
        return [text for text, box in self.texts if min(box.x0, box.y0) < -0.5 or box.x1 > width or box.y1 > height]

    def overlapping(self) -> list[tuple[str, str]]:
        """The texts that lie over each other, by more than a pixel either way."""
        return [
            (one, other)
            for (one, first), (other, second) in combinations(self.texts, 2)
            if min(first.x1, second.x1) - max(first.x0, second.x0) > 1
            and min(first.y1, second.y1) - max(first.y0, second.y0) > 1
        ]


# ---- The budget ------------------------------------------------------------------------------------------


BY_TYPE = {  # in the order of the whole: victims' services, crime and disorder reduction
    "Police": (532_195, 55_000),
    "Councils": (40_000, 538_000),
    "Charities and community groups": (314_065, 177_791),
    "Health": (75_000, 244_000),
    "Partnership boards": (0, 163_857),
    "Companies": (0, 78_600),
    "Probation and central government": (0, 50_000),
    "Not yet allocated": (0, 15_000),
}
