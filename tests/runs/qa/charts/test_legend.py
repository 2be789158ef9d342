"""Legends show what the bars show, and a colour means one stream."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.charted import ALT, charted, rows, types_of_streams

from grantsdata.report.chart import chart_of_bars
from grantsdata.report.drawing.rows import Bars, Part, Row, one_panel
from grantsdata.runs.qa.charts import colours_mean_streams, legends_match_their_bars, texts_name_their_parts

COUNTS = one_panel([Row("Purpose", "2, 1", (Part(2.0, "on record"), Part(1.0, "missing", "empty")))], is_money=False)


def test_legends_as_the_program_draws_them_have_no_fault(tmp_path: Path) -> None:
    assert legends_match_their_bars(charted(tmp_path)) == []
    assert legends_match_their_bars(charted(tmp_path, chart_of_bars(COUNTS, "Counts", ALT))) == []


def test_a_legend_in_another_order_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Bars.legend
    monkeypatch.setattr(Bars, "legend", lambda bars: right(bars)[::-1])
    faults = legends_match_their_bars(charted(tmp_path, chart_of_bars(COUNTS, "Counts", ALT)))
    assert len(faults) == 2 and "missing empty c0; on record solid c0" in faults[0]


def test_swapped_words_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Bars.legend

    def swapped(bars: Bars) -> list[Any]:
        (one, *looks), (other, *more) = right(bars)
        return [(other, *looks), (one, *more)]

    monkeypatch.setattr(Bars, "legend", swapped)
    assert len(legends_match_their_bars(charted(tmp_path, chart_of_bars(COUNTS, "Counts", ALT)))) == 2


def test_a_legend_that_is_missing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bars, "legend", lambda bars: [])
    assert "its legend is missing" in legends_match_their_bars(charted(tmp_path))[0]


def paper(*names: str) -> Any:
    return SimpleNamespace(paper=SimpleNamespace(streams=[SimpleNamespace(name=name) for name in names]))


def test_a_stream_has_the_colour_of_its_place_in_the_paper(tmp_path: Path) -> None:
    page = charted(tmp_path, chart_of_bars(types_of_streams(), "Two streams", ALT))
    assert colours_mean_streams(page, paper("Victims", "Crime")) == []
    faults = colours_mean_streams(page, paper("Crime", "Victims"))
    assert len(faults) == 6 and "“Victims, Police” has the colour c1; expected c2" in faults[0]


def test_a_bar_that_is_about_no_stream_is_neutral(tmp_path: Path) -> None:
    assert colours_mean_streams(charted(tmp_path), paper("Victims")) == []
    coloured = one_panel([Row("Police", "£3", (Part(3.0, colour=1),)), *rows()])
    (wide, narrow) = colours_mean_streams(charted(tmp_path, chart_of_bars(coloured, "One", ALT)), paper("Victims"))
    assert "has the colour c1; expected c0" in wide and wide == narrow


@pytest.mark.parametrize(
    ("text", "number"), [("2 stated, 1 not there", 0), ("2 not there, 1 stated", 2), ("1 stated, 2 not there", 2)]
)
def test_a_text_beside_a_bar_names_its_parts(text: str, number: int, tmp_path: Path) -> None:
    """Each fault is told once for both drawings."""
    parts = (Part(2.0, "stated for the award"), Part(1.0, "not there", "empty"))
    chart = chart_of_bars(one_panel([Row("Purpose", text, parts)], is_money=False), "Counts", ALT)
    assert len(texts_name_their_parts(charted(tmp_path, chart))) == number


@pytest.mark.parametrize(("means", "faults"), [("amounts that round to the printed budget", 0), ("spending", 2)])
def test_a_box_means_what_rounds_to_the_budget(means: str, faults: int, tmp_path: Path) -> None:
    bars = one_panel([Row("Victims", "£961,260", (Part(961_260.0),), span=(950_000.0, 1_050_000.0), span_means=means)])
    assert len(legends_match_their_bars(charted(tmp_path, chart_of_bars(bars, "A title", ALT)))) == faults


def test_words_that_have_nothing_in_common_are_found(tmp_path: Path) -> None:
    row = Row("Purpose", "2 on record, 1 given elsewhere", (Part(2.0, "on record"), Part(1.0, "missing", "empty")))
    (fault, *_) = texts_name_their_parts(charted(tmp_path, chart_of_bars(one_panel([row], is_money=False), "C", ALT)))
    assert fault.endswith("“1 given elsewhere” is drawn as “missing”")
