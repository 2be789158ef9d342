"""Draw charts of awards in groups, and of awards from the largest to the smallest."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.money import format_pounds
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, implied_note, listed, percent
from grantsdata.model.schema import IMPLIED, NOT_STATED, is_implied
from grantsdata.report.chart import Chart
from grantsdata.report.charts.style import DARK, axes_for, colours, from_zero, hatched, label_rows, styled, value


def awards_in_groups(awards: pd.DataFrame, groups: pd.DataFrame, by: str, ax: Axes | None = None) -> Chart:
    """Every award as a bar, under the heading of its group, in the paper's order; implied amounts are hatched.

    `awards` is the table of `load_awards`, `by` the column that groups them, and `groups` the breakdown of the same
    awards by that column. If no award has a group, the Chart has only a title.
    """
    stated = groups.dropna(subset=by)
    if stated.empty:
        return Chart(f"No award of this year has a printed {by}")
    parts = []
    for name, group in awards.groupby(by, observed=True, sort=True):
        amounts = [f"{a['service']} {amount_of(a)}" for _, a in group.iterrows()]
        parts.append(f"{name}: {', '.join(amounts)}")
    total = awards["award_gbp"].sum()
    title = f"No amount is stated under any {by}"
    if total:
        top = stated.iloc[int(stated["award_gbp"].astype(float).argmax())]
        title = (
            f"The largest {by} is “{top[by]}”: {gbp(top['award_gbp'])}{implied_note(top['implied_gbp'])}, "
            f"{percent(top['award_gbp'] / total)} of these awards' money"
        )
    return Chart(
        title,
        f"Bar chart of {counted(len(awards), 'award')}. {'; '.join(parts)}.",
        "Hatched: implied, not printed." if is_implied(awards).any() else "",
        axes=_draw_awards_in_groups(awards, by, ax),
    )


_NAMED = 5
"""The most of the largest awards, and of those without a stated amount, that the alternative text names one by one."""


def awards_ranked(awards: pd.DataFrame, of: str = "the money", ax: Axes | None = None) -> Chart:
    """Every award as a bar, largest first, with its share of all stated amounts; unstated amounts are last.

    `awards` is the table of `load_awards`; `of` names what the shares are of, if it holds only some of a year's awards.
    Implied amounts are hatched. Negative amounts have no share; no amount has a share unless they add up to more than
    0. For fewer than two stated amounts the Chart has only a title.
    """
    order = awards.sort_values(["award_pence", "award_id"], ascending=[False, True])
    stated, unstated = order.dropna(subset="award_pence"), order[order["award_pence"].isna()]
    if len(stated) < 2:
        return Chart(too_few(len(stated)))
    total, top = int(stated["award_pence"].sum()), stated.iloc[0]
    last = amount_of(stated.iloc[-1])
    title = f"The largest award is {amount_of(top)}{share_of(top, total, f' of {of}')}; the smallest is {last}"
    text = f"Bar chart of {counted(len(awards), 'award')}. {_described(stated, total, of)}"
    if len(unstated):
        names = f": {listed(list(unstated['service']))}" if len(unstated) <= _NAMED else ""
        text += f" No amount is stated for {counted(len(unstated), 'award')}{names}."
    return Chart(
        title,
        text + implied_of(stated),
        "Hatched: implied, not printed." if implied_of(stated) else "",
        axes=_draw_awards_ranked(awards, ax),
    )


def too_few(stated: int) -> str:
    """The title if fewer than two awards have a stated amount."""
    return "Only 1 award has a stated amount" if stated else "No award has a stated amount"


def _described(stated: pd.DataFrame, total: int, of: str) -> str:
    """Sentences on the largest awards one by one, and on the smallest."""
    parts = [f"{award['service']}, {amount_of(award)}{share_of(award, total)}" for _, award in stated.iterrows()]
    shares = f", with their shares of {of}" if total > 0 else ""
    if len(parts) <= _NAMED:
        return f"Largest first{shares}: {'; '.join(parts)}."
    text = f"The {_NAMED} largest{shares}: {'; '.join(parts[:_NAMED])}."
    # With negative amounts, the largest may make up more than the total.
    if total > 0 and stated["award_pence"].iloc[-1] >= 0:
        together = int(stated["award_pence"].iloc[:_NAMED].sum())
        text += f" Together they make up {percent(together / total)} of {of}."
    return f"{text} The smallest is {parts[-1]}."


def amount_of(award: "pd.Series[Any]") -> str:
    """An award's amount, with the mark of an implied one; "not stated" if it has none."""
    if award["award_status"] == NOT_STATED:
        return NOT_STATED
    return gbp(award["award_gbp"]) + (f" ({IMPLIED})" if is_implied(award) else "")


def share_of(award: "pd.Series[Any]", total: int, after: str = "") -> str:
    """An award's share of `total` pence, with a comma before and `after` behind; "" if either is not above 0."""
    pence = round(float(award["award_gbp"]) * 100)
    return f", {percent(pence / total)}{after}" if min(pence, total) > 0 else ""


def implied_of(awards: pd.DataFrame) -> str:
    """A sentence that names the awards whose amounts are implied, if there are any."""
    implied = awards[is_implied(awards)]
    if implied.empty:
        return ""
    parts = [f"{award['service']}, {gbp(award['award_gbp'])}" for _, award in implied.iterrows()]
    return f" {IMPLIED.capitalize()}, not printed: {'; '.join(parts)}."


@styled
def _draw_awards_in_groups(awards: pd.DataFrame, by: str, ax: Axes | None = None) -> Axes:
    groups = list(awards.groupby(by, observed=True, sort=True))
    labels: list[str] = []
    for name, group in groups:
        labels += [str(name).upper(), *group["service"]]
    ax = ax or axes_for(labels)
    if not groups:
        return ax
    places = iter(label_rows(ax, labels))
    headings = {str(name).upper() for name, _ in groups}
    for tick in ax.get_yticklabels():
        tick.set_fontweight("bold" if tick.get_text() in headings else "normal")
    for colour, (_, group) in zip(colours(len(groups)), groups, strict=True):
        next(places)
        for _, award in group.iterrows():
            _award(ax, next(places), award, colour)
    from_zero([ax])
    return ax


def _award(ax: Axes, place: float, award: "pd.Series[Any]", colour: str) -> None:
    if award["award_status"] == NOT_STATED:
        value(ax, place, 0.0, NOT_STATED)
        return
    amount = float(award["award_gbp"])
    if is_implied(award):
        hatched(ax, place, amount, 0.0, colour, 0.22)
        value(ax, place, amount, f"{format_pounds(amount)} {IMPLIED}")
    else:
        ax.barh(place, amount, color=colour, height=0.22)
        value(ax, place, max(0.0, amount), format_pounds(amount))


@styled
def _draw_awards_ranked(awards: pd.DataFrame, ax: Axes | None = None) -> Axes:
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
        amount, implied = float(award["award_gbp"]), is_implied(award)
        if implied:
            hatched(ax, place, amount, 0.0, DARK, 0.26)
        else:
            ax.barh(place, amount, color=DARK, height=0.26)
        share = f", {award['award_pence'] / total:.1%}" if min(amount, total) > 0 else ""
        value(ax, place, max(0.0, amount), format_pounds(amount) + (f" {IMPLIED}" if implied else "") + share)
    from_zero([ax])
    return ax
