"""Draw a bar for each row of any table, in the house style."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from grantsdata.arguments import check_columns, check_table
from grantsdata.errors import ParameterError
from grantsdata.model.dictionary.headings import EMPTY, HEADINGS, own_headings
from grantsdata.model.money import format_pounds
from grantsdata.model.phrases import counted
from grantsdata.model.schema import IMPLIED, NOT_STATED, is_implied
from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.charts.words import described
from grantsdata.report.drawing.palette import NEUTRAL, stream_colours
from grantsdata.report.drawing.rows import Row, amount_parts, one_panel
from grantsdata.report.formats import Format, is_number, writer

Bars = list[tuple[str, float | None, float, str]]
"""Of each bar: its label, its value if there is one, the implied part of that, and the text beside it."""


def bar_chart(
    frame: pd.DataFrame | pd.Series,
    label: str,
    value: str,
    *,
    title: str = "",
    source: str = "",
    alt: str = "",
    formats: Format | None = None,
    ranked: bool | None = None,
) -> Chart:
    """The chart of `page.bar`, which explains the arguments; for a table without rows it has only a title."""
    table = _with_index(check_table(frame.to_frame() if isinstance(frame, pd.Series) else frame, "gd.bar() as frame"))
    check_columns([label, value], table.columns)
    for which, text in (("title", title), ("alt", alt), ("source", source)):
        if not isinstance(text, str):
            raise ParameterError(f'The {which} of a chart is a text, not {text!r}; write {which}="…".')
    if not is_number(table[value]) and table[value].notna().any():
        raise ParameterError(f'The column "{value}" holds no numbers; expected amounts, counts or shares to draw.')
    has_order = bool(getattr(table[label].dtype, "ordered", False))
    if not has_order if ranked is None else ranked:
        table = table.sort_values(value, ascending=False, kind="stable")
    name = f"{_heading(value, table)} by {_heading(label, table)[:1].lower()}{_heading(label, table)[1:]}"
    if table.empty:
        return Chart(title or f"{name}: there is nothing to draw", source=source)
    bars = _bars(table, label, value, writer(value, table[value], formats))
    colours = stream_colours(table, list(table[label])) if label == "stream" else [NEUTRAL] * len(bars)
    rows = [
        Row(text, amount, () if size is None else amount_parts(size, implied, colour))
        for (text, size, implied, amount), colour in zip(bars, colours, strict=True)
    ]
    chart = chart_of_bars(
        one_panel(rows, is_money=value.endswith("_gbp")),
        title or name,
        alt
        or described(f"Bar chart of {counted(len(bars), 'bar')}", [f"{text}: {amount}" for text, _, _, amount in bars]),
    )
    return replace(chart, source=source)


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the named levels of its index as columns, unless there are columns of these names."""
    levels = [name for name in table.index.names if name is not None and name not in table.columns]
    return table.reset_index(level=levels) if levels else table


def _heading(name: str, table: pd.DataFrame) -> str:
    return own_headings(table.columns).get(name) or HEADINGS.get(name, name)


def _bars(table: pd.DataFrame, label: str, value: str, write: Callable[[Any], str]) -> Bars:
    implied = pd.Series(0.0, table.index)
    if value == "award_gbp" and "implied_gbp" in table:
        implied = table["implied_gbp"].astype("Float64").fillna(0)
    elif value == "award_gbp" and "award_status" in table:
        implied = table["award_gbp"].where(is_implied(table)).astype("Float64").fillna(0)
    bars: Bars = []
    for name, amount, part in zip(table[label], table[value], implied, strict=True):
        text = EMPTY.get(label, "none") if pd.isna(name) else str(name)
        if pd.isna(amount):
            bars.append((text, None, 0.0, EMPTY.get(value, NOT_STATED)))
        else:
            bars.append((text, float(amount), float(part), write(amount) + _implied(float(part))))
    return bars


def _implied(pounds: float) -> str:
    """The implied part of a value, in brackets; "" if it is 0."""
    return f" ({format_pounds(pounds)} {IMPLIED})" if pounds else ""
