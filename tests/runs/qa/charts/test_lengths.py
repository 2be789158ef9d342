"""Bars that are longer or shorter than their values, begin elsewhere, or say something else are found."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.charted import ALT, charted, rows, spoilt, types_of_streams

from grantsdata.report.chart import chart_of_bars
from grantsdata.report.drawing import draw
from grantsdata.report.drawing.rows import Part, Row, amount_parts, one_panel
from grantsdata.runs.qa.charts import bars_are_as_long_as_their_values
from grantsdata.runs.qa.page import Page


def without_faults(page: Page) -> bool:
    return bars_are_as_long_as_their_values(page) == []


def test_bars_as_the_program_draws_them_have_no_fault(tmp_path: Path) -> None:
    assert without_faults(charted(tmp_path))
    assert without_faults(charted(tmp_path, chart_of_bars(types_of_streams(), "Two streams", ALT)))
    refunds = [*rows(), Row("Refund", "−£5,000", amount_parts(-5_000.0))]
    assert without_faults(charted(tmp_path, chart_of_bars(one_panel(refunds), "A refund", ALT)))
    spans = [replace(rows()[0], span=(500_000.0, 600_000.0), span_means="about")]
    assert without_faults(charted(tmp_path, chart_of_bars(one_panel(spans), "A range", ALT)))
    far = [Row("Fund", "£171", amount_parts(171.0), span=(4_999.5, 5_000.5), span_means="about")]
    assert without_faults(charted(tmp_path, chart_of_bars(one_panel(far), "A range far beyond the bar", ALT)))
    counts = [Row("Purpose", "2 on record, 1 not", (Part(2.0, "on record"), Part(1.0, "not", "empty")))]
    assert without_faults(charted(tmp_path, chart_of_bars(one_panel(counts, is_money=False), "Counts", ALT)))


def test_a_bar_that_the_program_draws_too_long_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = draw._draw_bar

    def longer(ax, name, row, middle, height):  # type: ignore[no-untyped-def]
        parts = tuple(replace(part, size=part.size * 1.02) for part in row.parts)
        right(ax, name, replace(row, parts=parts) if row.label == "Health" else row, middle, height)

    monkeypatch.setattr(draw, "_draw_bar", longer)
    faults = bars_are_as_long_as_their_values(charted(tmp_path))
    assert [fault for fault in faults if "the bar of “Health” is drawn for 32,53" in fault] == faults
    assert len(faults) == 2, "in both drawings"


def test_a_bar_that_begins_beside_zero_is_found(tmp_path: Path) -> None:
    page = charted(tmp_path)
    d = re.findall(r'<path class="solid" d="(M[^"]*)"', page.html)[1]
    moved = re.sub(r"([ML])([0-9.]+) ", lambda place: f"{place[1]}{float(place[2]) + 3:.2f} ", d)
    faults = bars_are_as_long_as_their_values(spoilt(page, (d, moved)))
    assert any("begin at zero" in fault or "is drawn for" in fault for fault in faults)


CHANGES = {
    "another value": ('data-pence="58719500"', 'data-pence="58719600"', "do not add up"),
    "another value on hover": ("<title>Police: £587,195", "<title>Police: £587,196", "which stands for £587,195"),
    "another value beside the bar": (">£319,000</text>", ">£319,001</text>", "stands beside the bar"),
    "another name on hover": ("<title>Police:", "<title>Health:", "is shown on hover for “Police”"),
    "another label": (">Police</text>", ">Health</text>", "stands beside the bar of “Police”"),
    "a bar that says nothing": ('data-label="Police"', "", "does not say what it is about"),
    "a bar that is lost in the narrow drawing": (">Police: £587,195</text>", ">Police</text>", "stands beside"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_wrong_is_found(name: str, tmp_path: Path) -> None:
    old, new, says = CHANGES[name]
    faults = bars_are_as_long_as_their_values(spoilt(charted(tmp_path), (old, new)))
    assert any(says in fault for fault in faults), faults


def test_labels_that_are_swapped_are_found(tmp_path: Path) -> None:
    page = spoilt(
        charted(tmp_path), (">Police</text>", ">X</text>"), (">Health</text>", ">Police</text>"), (">X<", ">Health<")
    )
    assert len(bars_are_as_long_as_their_values(page)) == 2


def test_a_narrow_drawing_with_other_bars_is_found(tmp_path: Path) -> None:
    page = charted(tmp_path)
    begin = page.html.index("bars-narrow", page.html.index("<figure"))
    bar = re.search(r'<g class="bar.*?</g>', page.html[begin:])
    assert bar
    end = page.html[begin:].replace(bar[0], "", 1)
    path = page.path.with_name("other.html")
    path.write_text(page.html[:begin] + end, encoding="utf-8")
    assert any("has other bars than the wide one" in fault for fault in bars_are_as_long_as_their_values(Page(path)))
