"""Draw a year beside an earlier one: what each type of provider gets in both."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.phrases import percent, sentence
from grantsdata.model.schema import shown_as
from grantsdata.model.years import FinancialYear
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import KNOWN, NO_TYPE, amount_of, described, first_of, no_bars
from grantsdata.report.drawing.rows import NOT_PRINTED, Look, Part, Row, amount_text, one_panel
from grantsdata.report.traced import Expression, Figure, Sentence, expression, figure, joined, listed, write


def side_by_side(
    sums: pd.DataFrame,
    implied: pd.DataFrame,
    unstated: pd.DataFrame,
    year: FinancialYear,
    before: FinancialYear | None,
    ax: Axes | None = None,
) -> Chart:
    """A bar for each label's sum this year and, if there is an earlier year, one below for its sum in that year.

    `sums`, `implied` and `unstated` are the tables of `summaries.side_by_side`, `summaries.implied_side_by_side` and
    `summaries.unstated_awards`. The bars of two years are named as the columns of that table, and the legend says which
    years they are. The total is not drawn. The title never names a type with an unstated amount as changed. If no
    amount is stated, the Chart has only a title.
    """
    years = {name: one for name, one in (("now_total_gbp", year), ("former_total_gbp", before)) if name in sums}
    if not sums[list(years)].fillna(0).to_numpy().any():
        return Chart(no_bars(sums[list(years)].stack(), "provider type"))
    bars, items = [], []
    for row, part in zip(sums.iloc[:-1].to_dict("records"), implied.iloc[:-1].to_dict("records"), strict=True):
        label = str(row[sums.columns[0]])
        amounts = {name: (None if pd.isna(row[name]) else float(row[name]), float(part[name])) for name in years}
        if before is None:
            bars.append(_bar(label, *amounts["now_total_gbp"]))
            items.append(joined([shown_as(label), _said(label, *amounts["now_total_gbp"])]))
            continue
        bars.append(Row(sentence(shown_as(label)), is_heading=True))
        bars += [_bar(label, *amounts[name], column=name, year=str(one)) for name, one in years.items()]
        said = [_said_in(one, year, label, *amounts[name]) for name, one in years.items() if one]
        items.append(joined([shown_as(label), listed(said)]))
    return chart_of_bars(
        one_panel(bars),
        _most_changed(sums, unstated, year, before),
        described("Bar chart of types of provider", items),
        ax=ax,
    )


def _bar(label: str, pounds: float | None, implied: float, *, column: str = "", year: str = "") -> Row:
    """The bar of a sum, named as its column if there are two years; that of the earlier year is white."""
    text = "none stated" if pounds is None else amount_text(pounds, implied)
    look: Look = "pale" if column == "former_total_gbp" else "solid"
    parts: tuple[Part, ...] = (Part((pounds or 0.0) - implied, year, look), Part(implied, NOT_PRINTED, "hatched"))
    parts = tuple(part for part in parts if part.size)
    name = sentence(shown_as(label))
    if not column:
        return Row(name, text, parts)
    return Row(HEADINGS[column], text, parts, name=f"{name}, {HEADINGS[column].lower()}")


def _said(label: str, pounds: float | None, implied: float) -> Sentence:
    return Sentence(["none stated"]) if pounds is None else amount_of(pounds, implied, provider_type=label)


def _said_in(one: FinancialYear, year: FinancialYear, label: str, pounds: float | None, implied: float) -> Sentence:
    """A sum with its year; the figures of another year than the page's say so in their expressions."""
    said = _said(label, pounds, implied)
    if one != year:
        said = Sentence([_of_year(one, part) for part in said.parts])
    return write("{amount} in {year}", amount=said, year=_year(one, year))


def _of_year(one: FinancialYear, part: str) -> str:
    """A part of a sentence on the awards of another year than the page's."""
    if not isinstance(part, Figure):
        return part
    return Figure(str(part), expression("in_year", str(one), Expression(part.expression)))


def _year(one: FinancialYear, year: FinancialYear) -> Figure:
    said = expression("paper", "financial_year")
    return Figure(str(one), said if one == year else expression("in_year", str(one), said))


def _most_changed(sums: pd.DataFrame, unstated: pd.DataFrame, year: FinancialYear, before: FinancialYear | None) -> str:
    types = sums.iloc[:-1]
    is_known = ~types.iloc[:, 0].isin(NO_TYPE)
    if before is None:
        if not is_known.any():
            return write("In {year} no known type of provider gets money", year=_year(year, year))
        first = first_of(dict(zip(types.iloc[:, 0].astype(str), types["now_total_gbp"], strict=True)))
        if len(first) != 1:
            return write("Awards by type of provider in {year}", year=_year(year, year))
        top = types[types.iloc[:, 0] == first[0]].iloc[0]
        label = first[0]
        return write(
            "In {year} most goes to {type}: {amount}",
            year=_year(year, year),
            type=figure(shown_as(label), "rank", "provider_type", 1, **KNOWN),
            amount=figure(gbp(top["now_total_gbp"]), "sum", provider_type=label),
        )
    years = {"year": _year(year, year), "before": _year(before, year)}
    changed = types[is_known & (types["total_change_gbp"].fillna(0) != 0)]
    changed = changed[~changed.iloc[:, 0].isin(unstated.iloc[:, 0])]
    if changed.empty:
        whose = " whose amounts are all stated" if len(unstated) else ""
        kind = "type" if is_known.all() else "known type"
        text = "Every {kind} of provider{whose} gets in {year} what it got in {before}"
        return write(text, kind=kind, whose=whose, **years)
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
