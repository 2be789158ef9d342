"""Draw the share of the money that the largest awards make up together."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grantsdata.model.phrases import percent, sentence
from grantsdata.model.schema import IMPLIED, implied_gbp
from grantsdata.report.chart import Chart
from grantsdata.report.charts.awards import amount_of, implied_of, share_of, too_few
from grantsdata.report.charts.style import (
    DARK,
    GREY,
    WIDTH,
    implied_label,
    styled,
)

_LABELLED_SHARES = (0.8, 0.5)
_HEIGHT = 4.6
_LABEL_HEIGHT = 0.13
"""The least distance between the tops of two labels of two lines, as a part of the axes' height."""


@styled
def _draw_concentration(running: pd.DataFrame, ax: Axes | None = None) -> Axes:
    ax = ax or Figure(figsize=(WIDTH, _HEIGHT)).subplots()
    if round(float(running["award_gbp"].sum()) * 100) <= 0:
        ax.set_axis_off()
        return ax
    number = len(running)
    shares = [0.0, *(float(share) for share in running["running_share"])]
    ax.plot([0, number], [0, 1], color=GREY, linewidth=1.2, linestyle=(0, (5, 3)))
    _beside(ax, (number * 0.36, 0.36), "If all awards were equal")
    (line,) = ax.plot(range(number + 1), shares, color=DARK, linewidth=1.5, marker="o", markersize=4.5, clip_on=False)
    line.set_zorder(3)
    implied = [at for at, status in enumerate(running["award_status"], 1) if status == IMPLIED]
    ax.plot(implied, [shares[at] for at in implied], "o", mec=DARK, mfc="white", mew=1.5, ms=7, clip_on=False, zorder=4)
    labelled = dict.fromkeys(next(at for at, share in enumerate(shares) if share >= part) for part in _LABELLED_SHARES)
    floor = 2.0
    for at in [at for at in labelled if at < number]:
        ax.plot(at, shares[at], "o", color=DARK, markersize=9, zorder=3, clip_on=False)
        lower = max(0.0, shares[at] / max(shares) + _LABEL_HEIGHT - floor)
        _beside(ax, (at, shares[at]), f"{at} of {number} awards:\n{shares[at]:.1%} of the money", lower)
        floor = shares[at] / max(shares)
    every = "the one award" if number == 1 else f"all {number} awards"
    note = implied_label(implied_gbp(running), "\n")
    end = f"{sentence(every)}:\n100% of the money{note}"
    ax.annotate(end, (number, shares[-1]), xytext=(12, 0), textcoords="offset points", va="center")
    _frame(ax, number, max(shares))
    return ax


def _beside(ax: Axes, at: tuple[float, float], text: str, lower: float = 0.0) -> None:
    """Write a text below and to the right of a point, where the line of a running share leaves room.

    `lower` moves it further down, as a part of the axes' height; a line then connects the text with its point.
    """
    down = (10, -6 - lower * _HEIGHT * 60)
    tie = {"arrowstyle": "-", "color": DARK, "linewidth": 0.8, "relpos": (0, 1)} if lower else None
    note = ax.annotate(text, at, xytext=down, textcoords="offset points", va="top", ha="left", arrowprops=tie)
    note.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
    note.set_zorder(2.5)


def _frame(ax: Axes, number: int, highest: float) -> None:
    """Axes that begin at 0, with both scales labelled."""
    step = next(step for power in range(9) for step in (10**power, 2 * 10**power, 5 * 10**power) if number <= 10 * step)
    ax.set(xlim=(0, number), ylim=(0, 1.03 * highest), xlabel="Number of awards with a stated amount, largest first")
    ax.set_xticks(range(0, number + 1, step))
    percents = range(0, 101, 20)
    ax.set_yticks([percent / 100 for percent in percents], [f"{percent}%" for percent in percents])
    ax.tick_params(bottom=True, labelbottom=True, left=True)
    ax.spines["bottom"].set_visible(True)
    ax.set_title("Share of the money", weight="normal")


def concentration(running: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """The share of the money by number of awards, largest first, beside the line for equal awards.

    `running` is the table of `summaries.running_shares`. Horizontal: the number of awards, from 0; vertical: the share
    of the money, 0 to 1. Labels mark the numbers that make up half, four fifths and all of the money, and an implied
    amount has a hollow mark. For fewer than two stated amounts, or if they do not add up to more than 0, the Chart has
    only a title.
    """
    number = len(running)
    if number < 2:
        return Chart(too_few(number))
    total = round(float(running["award_gbp"].sum()) * 100)
    if total <= 0:
        return Chart("No more is awarded than comes back")
    half, most = (int((running["running_share"] < part).sum()) + 1 for part in (0.5, 0.8))
    top = running.iloc[0]
    points = [at for at in dict.fromkeys((half, most)) if 1 < at < number]
    parts = [f"The largest award, {top['service']}, is {amount_of(top)}{share_of(top, total, ' of the money')}."]
    for at in points:
        share = percent(running["running_share"].iloc[at - 1])
        parts.append(f"The {at} largest, down to {amount_of(running.iloc[at - 1])}, make up {share} of the money.")
    parts += [f"All {number}, down to {amount_of(running.iloc[-1])}, make up the whole."]
    equal = f"If all were equal, half of the money would take {-(-number // 2)} and 80% of it {-(-number * 4 // 5)}."
    make = "makes" if half == 1 else "make"
    much = "half" if running["running_share"].iloc[half - 1] == 0.5 else "more than half"
    return Chart(
        f"{half} of {number} awards with a stated amount {make} up {much} of the money",
        f"Line chart of the share of the money by number of awards, largest first. {' '.join(parts)} {equal}"
        + implied_of(running),
        "Hollow mark: implied, not printed." if implied_of(running) else "",
        axes=_draw_concentration(running, ax),
    )
