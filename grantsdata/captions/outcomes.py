"""What stands beside the chart of money with and without a measure."""

import pandas as pd

from grantsdata.captions.words import Words
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, implied_note, percent
from grantsdata.model.schema import UNMEASURED


def money_by_measure(by_measure: pd.DataFrame) -> Words:
    """Beside `figures.money_by_measure`; no alternative text, and so no chart, where no amount is stated."""
    total = by_measure["award_gbp"].sum()
    if not total:
        return Words("No amount is stated for any of these awards", "")
    without = by_measure[by_measure["measured"] == UNMEASURED]
    silent = without["award_gbp"].sum()
    title = "Every award has a measure of some period"
    if without["awards"].sum():
        note = implied_note(without["implied_gbp"].sum())
        title = (
            f"{gbp(silent)}{note}, {percent(silent / total)} of the money inside the overall budget, has no "
            f"measure of any period"
        )
    parts = []
    for stream, rows in by_measure.groupby("stream", observed=True, sort=True):
        kinds = [
            f"{row['measured']}, {gbp(row['award_gbp'])}{implied_note(row['implied_gbp'])}, "
            f"{counted(row['awards'], 'award')}"
            for _, row in rows[rows["awards"] > 0].iterrows()
        ]
        parts.append(f"{stream}: {'; '.join(kinds)}")
    return Words(
        title,
        f"Bar chart of the money by stream and by what is reported of it. {'. '.join(parts)}.",
        "Hatched: implied." if by_measure["implied_gbp"].any() else "",
    )
