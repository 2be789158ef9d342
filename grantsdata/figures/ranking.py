"""Awards one by one, largest first: each as a bar, and the share of the money that they make up together."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grantsdata.drawing import (
    DARK,
    GREY,
    WIDTH,
    axes_for,
    from_nought,
    hatched,
    implied_note,
    label_rows,
    styled,
    value,
)
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import sentence
from grantsdata.model.schema import IMPLIED, NOT_STATED

_TOLD = (0.8, 0.5)
_HEIGHT = 4.6
_ROOM = 0.13
"""How far apart, in parts of the height, two labels on two lines must begin."""


@styled
def awards_ranked(awards: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Every award as a bar, largest first, with its share of all stated amounts; those not stated stand at the end.

    `awards` as `load_awards` gives them. Implied amounts are hatched. What comes back has no share, nor has
    anything where the amounts do not add up to more than nought.
    """
    order = awards.sort_values(["award_pence", "award_id"], ascending=[False, True], na_position="last")
    labels = list(order["service"])
    ax = ax or axes_for(labels)
    if not labels:
        return ax
    total = order["award_pence"].sum()
    for place, (_, award) in zip(label_rows(ax, labels), order.iterrows(), strict=True):
        if award["award_status"] == NOT_STATED:
            value(ax, place, 0.0, NOT_STATED)
            continue
        amount, implied = float(award["award_gbp"]), award["award_status"] == IMPLIED
        if implied:
            hatched(ax, place, amount, 0.0, DARK, 0.26)
        else:
            ax.barh(place, amount, color=DARK, height=0.26)
        share = f", {award['award_pence'] / total:.1%}" if min(amount, total) > 0 else ""
        value(ax, place, max(0.0, amount), format_pounds(amount) + (f" {IMPLIED}" if implied else "") + share)
    from_nought([ax])
    return ax


@styled
def concentration(running: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The share of the money by number of awards, largest first, against what it would be if all were equal.

    `running` as `summaries.running_shares` gives it. Across: the number of awards, from nought; up: the share of
    the money, 0 to 1. The numbers that make up half, four fifths and all of it are written beside their points, and
    an implied amount has a hollow mark. Nothing is drawn where the amounts do not add up to more than nought.
    """
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
    told = dict.fromkeys(next(at for at, share in enumerate(shares) if share >= part) for part in _TOLD)
    floor = 2.0
    for at in [at for at in told if at < number]:
        ax.plot(at, shares[at], "o", color=DARK, markersize=9, zorder=3, clip_on=False)
        lower = max(0.0, shares[at] / max(shares) + _ROOM - floor)
        _beside(ax, (at, shares[at]), f"{at} of {number} awards:\n{shares[at]:.1%} of the money", lower)
        floor = shares[at] / max(shares)
    every = "the one award" if number == 1 else f"all {number} awards"
    note = implied_note(running.loc[running["award_status"] == IMPLIED, "award_gbp"].sum(), "\n")
    end = f"{sentence(every)}:\n100% of the money{note}"
    ax.annotate(end, (number, shares[-1]), xytext=(12, 0), textcoords="offset points", va="center")
    _frame(ax, number, max(shares))
    return ax


def _beside(ax: Axes, at: tuple[float, float], text: str, lower: float = 0.0) -> None:
    """Write below a line, to the right of one of its points, where a running share leaves room.

    `lower` is how much further down, in parts of the height; the text is then tied to its point.
    """
    down = (10, -6 - lower * _HEIGHT * 60)
    tie = {"arrowstyle": "-", "color": DARK, "linewidth": 0.8, "relpos": (0, 1)} if lower else None
    note = ax.annotate(text, at, xytext=down, textcoords="offset points", va="top", ha="left", arrowprops=tie)
    note.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
    note.set_zorder(2.5)


def _frame(ax: Axes, number: int, highest: float) -> None:
    """Axes from nought with both scales written out."""
    step = next(step for power in range(9) for step in (10**power, 2 * 10**power, 5 * 10**power) if number <= 10 * step)
    ax.set(xlim=(0, number), ylim=(0, 1.03 * highest), xlabel="Number of awards with a stated amount, largest first")
    ax.set_xticks(range(0, number + 1, step))
    percents = range(0, 101, 20)
    ax.set_yticks([percent / 100 for percent in percents], [f"{percent}%" for percent in percents])
    ax.tick_params(bottom=True, labelbottom=True, left=True)
    ax.spines["bottom"].set_visible(True)
    ax.set_title("Share of the money", weight="normal")
