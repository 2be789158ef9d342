"""Draw for each item that the law requires to be published for how many awards it is on record."""

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.phrases import sentence
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import described
from grantsdata.report.drawing.rows import Part, Row, one_panel
from grantsdata.report.traced import Figure, Sentence, figure, write

OWN, AIM, NOT_THERE = "stated for the award", "only by the aim of its theme", "not in this paper"

ASKED_AND_STATED = "What the law asks for, and what this paper states"
"""The caption of the table of `summaries.disclosure_table`, whose totals the title of the chart repeats."""


def disclosure_counts(counts: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """A bar for each requirement, under its duty; its length is the number of awards to which it applies.

    `counts` is the table of `summaries.disclosure_counts`. Filled: stated for the award; white: only by the aim of its
    theme; with a dashed outline: not in this paper. If nothing is required, the Chart has only a title.
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
        _title(needed, present - from_aim, from_aim),
        described(
            "Bar chart of the number of awards for which this paper states each detail",
            list(counts["requirement"].drop_duplicates()),
        ),
        ax=ax,
    )


def _bar(duty: str, requirement: str, present: int, from_aim: int, missing: int) -> Row:
    own = present - from_aim
    kinds = (
        (own, "stated", OWN, "solid"),
        (from_aim, "only by a theme's aim", AIM, "pale"),
        (missing, "not in this paper", NOT_THERE, "empty"),
    )
    text = ", ".join(f"{number} {words}" for number, words, _, _ in kinds if number)
    parts = tuple(Part(number, means, look) for number, _, means, look in kinds if number)  # type: ignore[arg-type]
    return Row(sentence(requirement), text, parts, name=f"{duty}, {requirement}")


def _title(needed: int, own: int, from_aim: int) -> Sentence:
    def total(number: int, column: str) -> Figure:
        return figure(str(number), "entry", ASKED_AND_STATED, "Total", column)

    asked = total(needed, "needed")
    if own == needed:
        return write("This paper states every detail that the law asks for")
    if not own and not from_aim:
        return write("This paper states none of the {asked} details that the law asks for", asked=asked)
    aim = total(from_aim, "from_aim") if from_aim else ""
    if own:
        stated = write("{own}{more}", own=total(own, "stated"), more=write(", and {aim} more", aim=aim) if aim else "")
    else:
        stated = write("{aim},", aim=aim)
    only = " only by a theme's aim" if aim else ""
    return write(
        f"Of {{asked}} details that the law asks for, this paper states {{stated}}{only}", asked=asked, stated=stated
    )
