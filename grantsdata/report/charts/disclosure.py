"""Draw for each item that the law requires to be published for how many awards it is on record."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.phrases import sentence
from grantsdata.report.chart import Chart
from grantsdata.report.charts.style import DARK, TEAL, axes_for, from_zero, hatched, label_rows, styled, value


@styled
def _draw_disclosure_counts(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    rows: list[tuple[str, tuple[int, int, int] | None]] = []
    for duty, group in counts.groupby("duty", sort=False):
        rows.append((sentence(str(duty)), None))
        for requirement, present, aims, missing in group[["requirement", "present", "from_aim", "missing"]].to_numpy():
            rows.append((sentence(requirement), (present - aims, aims, missing)))
    ax = ax or axes_for([label for label, _ in rows])
    if not rows:
        return ax
    places = label_rows(ax, [label for label, _ in rows])
    for tick, place, (_, parts) in zip(ax.get_yticklabels(), places, rows, strict=True):
        tick.set_fontweight("bold" if parts is None else "normal")
        if parts is not None:
            _bar(ax, place, *parts)
    from_zero([ax])
    return ax


def _bar(ax: Axes, place: float, own: int, aims: int, missing: int) -> None:
    ax.barh(place, own, color=DARK, height=0.26)
    hatched(ax, place, aims, own, TEAL, 0.26)
    if missing:
        ax.barh(place, missing, left=own + aims, height=0.26, facecolor="white", edgecolor=DARK, linestyle=(0, (3, 2)))
    texts = (
        [f"{own + aims or 'none'} on record"] if not aims else [f"{own + aims} on record ({aims} from a theme's aim)"]
    )
    texts += [f"{missing} missing"] if missing else []
    value(ax, place, own + aims + missing, ", ".join(texts))


def disclosure_counts(counts: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """A bar for each requirement, under its duty; its length is the number of awards to which it applies.

    `counts` is the table of `summaries.disclosure_counts`. Filled: on record; hatched: taken from a theme's aim; empty,
    with a dashed outline: missing. If nothing is required, the Chart has only a title.
    """
    needed, missing = int(counts["needed"].sum()), int(counts["missing"].sum())
    if not needed:
        return Chart("Nothing of what this page looks for is asked of these awards")
    parts = []
    for duty, group in counts.groupby("duty", sort=False):
        rows = group[["requirement", "needed", "present", "from_aim", "missing"]].to_numpy()
        parts.append(f"{duty}: {', '.join(_described(*row) for row in rows)}")
    return Chart(
        _title(needed, missing),
        f"Bar chart of what is on record, by duty. {'; '.join(parts)}.",
        "Filled: on record."
        + (" Hatched: taken from the aim of the award's theme." if counts["from_aim"].any() else "")
        + " Empty, with a dashed outline: missing.",
        axes=_draw_disclosure_counts(counts, ax),
    )


def _title(needed: int, missing: int) -> str:
    if not missing:
        return "Nothing that is asked for is missing"
    if missing == needed:
        return "The one detail asked for is missing" if needed == 1 else f"All {needed} details asked for are missing"
    return f"{missing} of the {needed} details asked for {'is' if missing == 1 else 'are'} missing"


def _described(requirement: str, needed: int, present: int, from_aim: int, missing: int) -> str:
    aims = f" ({from_aim} from a theme's aim)" if from_aim else ""
    return f"{requirement} {present} of {needed} on record{aims}, {missing} missing"
