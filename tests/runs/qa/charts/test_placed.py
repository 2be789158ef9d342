"""Rows whose label, bar and value stand apart, or under another heading; implied amounts with another look."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from support.charted import ALT, charted, rows, types_of_streams

from grantsdata.report.chart import Chart, chart_of_bars
from grantsdata.report.drawing import draw
from grantsdata.report.drawing.rows import Bars, Panel, one_panel
from grantsdata.runs.qa.charts import placed
from grantsdata.runs.qa.page import Page

STREAMS = chart_of_bars(types_of_streams(), "Two streams", ALT)


def faults(page: Page) -> list[str]:
    checks = (placed.rows_stand_together, placed.implied_parts_are_hatched, placed.rows_are_in_the_tables_order)
    return [fault for check in checks for fault in check(page)]


def test_charts_as_the_program_draws_them_have_no_fault(tmp_path: Path) -> None:
    for chart in (None, STREAMS):
        assert faults(charted(tmp_path, chart)) == []


def moved(**by: float) -> Callable[..., Any]:
    """The function that draws a bar, which draws it lower by so many inches or thinner."""
    right = draw._draw_bar

    def draws(ax, name, row, middle, height):  # type: ignore[no-untyped-def]
        right(ax, name, row, middle + by.get("down", 0.0), height * by.get("thick", 1.0))

    return draws


@pytest.mark.parametrize(
    ("by", "says"),
    [({"down": 0.25}, "do not stand on one line"), ({"down": -0.5}, "above its bar"), ({"thick": 0.1}, "thick")],
)
def test_a_bar_beside_another_label_or_hardly_drawn(
    by: dict[str, float], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw, "_draw_bar", moved(**by))
    assert any(says in fault for fault in faults(charted(tmp_path)))


def in_other_order(chart: Chart) -> Chart:
    bars = cast(Bars, chart.bars)
    return chart_of_bars(replace(bars, panels=tuple(Panel(one.rows[::-1], one.title) for one in bars.panels)), "T", ALT)


def test_rows_in_another_order_than_those_of_the_table(tmp_path: Path) -> None:
    backwards = in_other_order(chart_of_bars(one_panel(rows()), "T", ALT))
    assert any("in another order" in fault for fault in faults(charted(tmp_path, backwards)))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (">Victims</text>", ">Crime</text>", "“Victims, Police” stands under “Crime”"),
        ('class="hatched"', 'class="solid"', "has £0 of its bar hatched; expected £10,000"),
        ('data-means="implied, not printed"', 'data-means="printed"', "is called “printed”"),
    ],
)
def test_a_heading_or_a_look_that_means_something_else(old: str, new: str, says: str, tmp_path: Path) -> None:
    page = charted(tmp_path, STREAMS if "Victims" in old else None)
    page.path.write_text(page.html.replace(old, new), encoding="utf-8")
    assert any(says in fault for fault in faults(Page(page.path)))


def test_only_the_own_police_force_is_marked_as_such(tmp_path: Path) -> None:
    marked = [replace(row, label=f"{row.label}\n(own force)", name=row.label) for row in rows()[:1]]
    page = charted(tmp_path, chart_of_bars(one_panel([*marked, *rows()[1:]]), "T", ALT))
    for own, expected in (("Police", 0), ("Health", 2)):
        data = cast(Any, SimpleNamespace(raw=SimpleNamespace(paper={"paper": {"own_force": own}})))
        assert len(placed.own_force_is_marked(page, data)) == expected
