"""Draw a year beside an earlier one: provider types in both years, and what each movement adds or takes away."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import counted, percent, sentence
from grantsdata.model.schema import DOUBTFUL, IMPLIED, shown_as
from grantsdata.model.years import FinancialYear
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import amount_of, described
from grantsdata.report.drawing.rows import NOT_PRINTED, Part, Row, amount_text, one_panel
from grantsdata.report.traced import Expression, Figure, Sentence, expression, figure, joined, listed, write


def side_by_side(
    sums: pd.DataFrame,
    implied: pd.DataFrame,
    unstated: pd.DataFrame,
    year: FinancialYear,
    before: FinancialYear | None,
    ax: Axes | None = None,
) -> Chart:
    """A bar for each label's sum this year, with one below for the earlier year, if there is one.

    `sums`, `implied` and `unstated` are the tables of `summaries.side_by_side`, `summaries.implied_side_by_side` and
    `summaries.unstated_awards`. The total is not drawn. The title never names a type with an unstated amount as
    changed. If no amount is stated, the Chart has only a title.
    """
    years = {name: one for name, one in (("now_total_gbp", year), ("former_total_gbp", before)) if name in sums}
    if not sums[list(years)].fillna(0).to_numpy().any():
        return Chart("No amount is stated for any provider type")
    bars, items = [], []
    for row, part in zip(sums.iloc[:-1].to_dict("records"), implied.iloc[:-1].to_dict("records"), strict=True):
        label = str(row[sums.columns[0]])
        said = []
        for place, (name, one) in enumerate(years.items()):
            assert one is not None
            pounds = None if pd.isna(row[name]) else float(row[name])
            said.append(
                _sum_in(one, year, label, pounds, float(part[name]))
                if len(years) > 1
                else _sum(label, pounds, float(part[name]))
            )
            bars.append(_bar(label, pounds, float(part[name]), str(one) if len(years) > 1 else "", place))
        items.append(joined([shown_as(label), listed(said)]))
    return chart_of_bars(
        one_panel(bars),
        _most_changed(sums, unstated, year, before),
        described("Bar chart of types of provider", items),
        ax=ax,
    )


def _bar(label: str, pounds: float | None, implied: float, year: str, place: int) -> Row:
    """The bar of a sum in a year; the second bar of a label, for the earlier year, is white and stands close below."""
    text = "none stated" if pounds is None else amount_text(pounds, implied)
    look = "pale" if place else "solid"
    parts = (Part((pounds or 0.0) - implied, year, look), Part(implied, NOT_PRINTED, "hatched"))  # type: ignore[arg-type]
    name = sentence(shown_as(label))
    return Row(
        "" if place else name,
        f"{text} in {year}" if year else text,
        tuple(part for part in parts if part.size),
        name=f"{name}, {year}" if year else "",
        follows=bool(place),
    )


def _sum(label: str, pounds: float | None, implied: float) -> str:
    return "none stated" if pounds is None else amount_of(pounds, implied, provider_type=label)


def _sum_in(one: FinancialYear, year: FinancialYear, label: str, pounds: float | None, implied: float) -> Sentence:
    """A sum with its year; that of another year than the page's says so in its expression."""
    if pounds is None:
        return write("none stated in {year}", year=_year(one, year))
    amount = amount_of(pounds, implied, provider_type=label)
    if one != year:
        parts = [_then_of(part, one) if isinstance(part, Figure) else part for part in amount.parts]
        amount = Sentence(parts)
    return write("{amount} in {year}", amount=amount, year=_year(one, year))


def _then_of(shown: Figure, one: FinancialYear) -> Figure:
    return Figure(str(shown), expression("in_year", str(one), Expression(shown.expression)))


def _year(one: FinancialYear, year: FinancialYear) -> Figure:
    said = expression("paper", "financial_year")
    return Figure(str(one), said if one == year else expression("in_year", str(one), said))


def _most_changed(sums: pd.DataFrame, unstated: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    types = sums.iloc[:-1]
    if before is None:
        top = types.iloc[0]
        label = str(top.iloc[0])
        return write(
            "In {year} most goes to {type}: {amount}",
            year=_year(year, year),
            type=figure(shown_as(label), "rank", "provider_type", 1),
            amount=figure(gbp(top["now_total_gbp"]), "sum", provider_type=label),
        )
    years = {"year": _year(year, year), "before": _year(before, year)}
    changed = types[types["total_change_gbp"].fillna(0) != 0]
    changed = changed[~changed.iloc[:, 0].isin(unstated.iloc[:, 0])]
    if changed.empty:
        whose = " whose amounts are all stated" if len(unstated) else ""
        return write("Every type of provider{whose} gets in {year} what it got in {before}", whose=whose, **years)
    most = changed.iloc[int(changed["total_change_gbp"].abs().to_numpy(dtype=float).argmax())]
    label, change = str(most.iloc[0]), float(most["total_change_gbp"])
    now, then = expression("sum", provider_type=label), _then(before, "sum", provider_type=label)
    difference = expression("minus", *((now, then) if change > 0 else (then, now)))
    share = "" if pd.isna(most["change_share"]) else percent(abs(most["change_share"]))
    return write(
        "{type} changed most: {amount}{share} {more} in {year} than in {before}",
        type=sentence(shown_as(label)),
        amount=Figure(gbp(abs(change)), difference),
        share=joined([", ", Figure(share, expression("part", difference, then))], "") if share else "",
        more="more" if change > 0 else "less",
        **years,
    )


def _then(before: FinancialYear, kind: str, **conditions: Any) -> Any:
    """An expression for the earlier year."""
    return expression("in_year", str(before), expression(kind, **conditions))


def movement_bridge(
    steps: pd.DataFrame, totals: pd.DataFrame, year: FinancialYear, before: FinancialYear | None, ax: Axes | None = None
) -> Chart:
    """A bar for what each movement adds to the earlier sum or takes from it, and one for the whole change.

    `steps` and `totals` are the tables of `summaries.movement_steps` and `summaries.movement_totals`. Steps with an
    implied amount are hatched. Without steps the Chart has only a title.
    """
    if before is None or totals.empty:
        return Chart("Which awards continue, changed, ended or are new can be said once a second year is on file")
    years = {"year": _year(year, year), "before": _year(before, year)}
    if steps.empty:
        return Chart(write("Every award of {before} continues unchanged in {year}", **years))
    rows = steps.to_dict("records")
    change = float(rows[-1]["change_gbp"])
    title = write("The stated amounts of {year} and {before} add up to the same", **years)
    if change:
        now, then = expression("sum"), _then(before, "sum")
        title = write(
            "Awards of {year} add up to {amount} {more} than those of {before}{rests}",
            amount=Figure(gbp(abs(change)), expression("minus", *((now, then) if change > 0 else (then, now)))),
            more="more" if change > 0 else "less",
            rests=f", part of it {IMPLIED}" if rows[-1]["implied_gbp"] else "",
            **years,
        )
    alt = described(
        "Bar chart of what each group of awards adds or takes away", [str(row["step"]) for row in rows[:-1]]
    )
    return chart_of_bars(one_panel([_step(row) for row in rows]), title, alt, ax=ax)


def _step(row: dict[Any, Any]) -> Row:
    change, implied = float(row["change_gbp"]), float(row["implied_gbp"])
    amount = f"{'+' if change > 0 else ''}{gbp(change)}"
    rests = f" (rests on {gbp(implied)} {IMPLIED})" if implied else ""
    part = Part(change, f"rests on an {IMPLIED} amount", "hatched") if implied else Part(change)
    if row["step"] == "Total":
        return Row("Total", f"{amount}{rests}", (part,) if change else ())
    number = counted(int(row["awards"]), "pair" if row["step"] == DOUBTFUL else "award")
    return Row(sentence(str(row["step"])), f"{amount}{rests}, {number}", (part,) if change else ())
