"""Draw for each item that the law requires to be published for how many awards it is on record."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.phrases import sentence
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import described
from grantsdata.report.drawing.rows import Part, Row, one_panel

OWN, AIM, NOT_THERE = "in the award's own words", "from the aim of its theme", "not in this paper"


def disclosure_counts(counts: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """A bar for each requirement, under its duty; its length is the number of awards to which it applies.

    `counts` is the table of `summaries.disclosure_counts`. Filled: on record; white: taken from a theme's aim; with a
    dashed outline: not in this paper. If nothing is required, the Chart has only a title.
    """
    needed, present, from_aim = (int(counts[name].sum()) for name in ("needed", "present", "from_aim"))
    if not needed:
        return Chart("Nothing of what this page looks for is asked of these awards")
    bars: list[Row] = []
    for duty, group in counts.groupby("duty", sort=False):
        bars.append(Row(sentence(str(duty)), is_heading=True))
        for row in group[["requirement", "present", "from_aim", "missing"]].to_numpy():
            bars.append(_bar(str(duty), *row))
    return chart_of_bars(
        one_panel(bars, is_money=False),
        _title(needed, present, from_aim),
        described("Bar chart of what is on record for how many awards", list(counts["requirement"].drop_duplicates())),
        ax=ax,
    )


def _bar(duty: str, requirement: str, present: int, from_aim: int, missing: int) -> Row:
    own = present - from_aim
    kinds = (
        (own, "on record", OWN, "solid"),
        (from_aim, "from a theme's aim", AIM, "pale"),
        (missing, "not in this paper", NOT_THERE, "empty"),
    )
    text = ", ".join(f"{number} {words}" for number, words, _, _ in kinds if number)
    parts = tuple(Part(number, means, look) for number, _, means, look in kinds if number)  # type: ignore[arg-type]
    return Row(sentence(requirement), text, parts, name=f"{duty}, {requirement}")


def _title(needed: int, present: int, from_aim: int) -> str:
    note = ", some only by the aim of the award's theme" if from_aim else ""
    if present == needed:
        return f"Every detail that the law asks for is on record{note}"
    if 2 * present > needed:
        return f"Most details that the law asks for are on record{note}"
    return f"{'Most' if present else 'All'} details that the law asks for are not in this paper"
