"""Draw charts of awards in groups, and of awards from the largest to the smallest."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import percent
from grantsdata.model.schema import IMPLIED, NOT_STATED, is_implied
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import amount_of, described
from grantsdata.report.drawing.rows import Row, amount_parts, amount_text, one_panel
from grantsdata.report.fragment import Awards
from grantsdata.report.traced import Sentence, expression, figure, write

MOST = 25
"""Awards that a chart shows one by one: more would not fit on a sheet of paper, and could not be compared."""


def awards_in_groups(awards: pd.DataFrame, groups: pd.DataFrame, by: str, ax: Axes | None = None) -> Chart:
    """Every award as a bar, under the heading of its group, in the paper's order; implied amounts are hatched.

    `awards` is the table of `load_awards`, `by` the column that groups them, and `groups` the breakdown of the same
    awards by that column. If no award has a group, the Chart has only a title.
    """
    stated = groups.dropna(subset=by)
    if stated.empty:
        return Chart(f"No award of this year has a printed {by}")
    total = awards["award_gbp"].sum()
    title = f"No amount is stated under any {by}"
    if total:
        top = stated.iloc[int(stated["award_gbp"].astype(float).argmax())]
        title = write(
            "The largest {by} is “{name}”: {amount}, {share} of these awards' money",
            by=by,
            name=figure(str(top[by]), "rank", by, 1, **{by: True}),
            amount=amount_of(top["award_gbp"], top["implied_gbp"], **{by: str(top[by])}),
            share=figure(percent(top["award_gbp"] / total), "share", among={by: True}, **{by: str(top[by])}),
        )
    items = [
        write(
            "{name} {amount}",
            name=str(row[by]),
            amount=amount_of(row["award_gbp"], row["implied_gbp"], **{by: str(row[by])}),
        )
        for row in stated.to_dict("records")
    ]
    bars: list[Row] = []
    for name, group in awards.groupby(by, observed=True, sort=True):
        bars += [Row(str(name), is_heading=True), *(_bar(award, name=name) for award in group.to_dict("records"))]
    return chart_of_bars(one_panel(bars), title, described(f"Bar chart of awards under each {by}", items), ax=ax)


def awards_ranked(
    awards: pd.DataFrame, of: str = "the money", ax: Axes | None = None, *, about: Awards | None = None
) -> Chart:
    """The awards as bars, largest first, with their shares of all stated amounts; unstated amounts are last.

    `awards` is the table of `load_awards`. If it holds only some of a year's awards, `of` names what the shares are of,
    and `about` says which awards they are. At most `MOST` awards are drawn. Implied amounts are hatched. Negative
    amounts have no share; no amount has a share unless they add up to more than 0. For fewer than two stated amounts
    the Chart has only a title.
    """
    about = dict(about or {})
    order = awards.sort_values(["award_pence", "award_id"], ascending=[False, True], na_position="last")
    stated = order.dropna(subset="award_pence")
    if len(stated) < 2:
        return Chart(too_few(len(stated)))
    total, top, last = int(stated["award_pence"].sum()), stated.iloc[0], stated.iloc[-1]
    share = share_of(top, total)
    title = write(
        "The largest award is {most}{share}; the smallest is {least}",
        most=_marked(top, "most", about),
        share=write(
            ", {share} of {of}",
            share=figure(share, "part", expression("most", **about), expression("sum", **about)),
            of=of,
        )
        if share
        else "",
        least=_marked(last, "least", about),
    )
    items = [
        write(
            "{service} {amount}",
            service=figure(award["service"], "value", "service", **_row_of(award)),
            amount=amount_of(award["award_gbp"], _implied(award), **_row_of(award)),
        )
        for award in stated.to_dict("records")
    ]
    bars = [_bar(award, total) for award in order.head(MOST).to_dict("records")]
    key = "The table has the awards that are not drawn." if len(order) > MOST else ""
    return chart_of_bars(one_panel(bars), title, described("Bar chart of awards, largest first", items), key=key, ax=ax)


def too_few(stated: int) -> str:
    """The title if fewer than two awards have a stated amount."""
    return "Only one award has a stated amount" if stated else "No award has a stated amount"


def share_of(award: Any, total: int) -> str:
    """An award's share of `total` pence; "" if either is not above 0."""
    pence = round(float(award["award_gbp"]) * 100)
    return percent(pence / total) if min(pence, total) > 0 else ""


def _implied(award: Any) -> float:
    """The amount of an award in pounds if it is implied, else 0."""
    return float(award["award_gbp"]) if is_implied(award) else 0.0


def _row_of(award: Any) -> dict[str, Any]:
    """The conditions that only this award meets."""
    return {"source_file": str(award["source_file"]), "source_row": int(award["source_row"])}


def _marked(award: Any, kind: str, about: Mapping[str, Any]) -> Sentence:
    """The largest or smallest amount, with the mark of an implied one."""
    mark = f" ({IMPLIED})" if is_implied(award) else ""
    return Sentence([figure(gbp(award["award_gbp"]), kind, **about), mark])


def _bar(award: dict[Any, Any], total: int = 0, name: Any = "") -> Row:
    """The bar of an award, with its share of `total` pence if that is given; `name` is the group that it is in."""
    about = f"{name}, {award['service']}" if name else ""
    if award["award_status"] == NOT_STATED:
        return Row(award["service"], NOT_STATED, name=about)
    amount = float(award["award_gbp"])
    implied = _implied(award)
    text = ", ".join(filter(None, [amount_text(amount, implied), share_of(award, total)]))
    return Row(award["service"], text, amount_parts(amount, implied), name=about)
