"""Letters of charts are large enough and colours stand out, in light and in dark."""

from pathlib import Path

import pytest
from support.charted import CSS, charted, spoilt

from grantsdata.report.drawing import draw
from grantsdata.runs.qa.charts import chart_texts_are_large_enough, charts_fit_the_window, charts_stand_out


def test_charts_as_the_program_draws_them_can_be_read(tmp_path: Path) -> None:
    assert chart_texts_are_large_enough(charted(tmp_path)) == []
    assert charts_stand_out(charted(tmp_path)) == []


@pytest.mark.parametrize(("size", "says"), [("WIDE_TEXT", "points on paper"), ("NARROW_TEXT", "pixels in a window")])
def test_letters_that_the_program_makes_too_small_are_found(
    size: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw, size, getattr(draw, size) * 0.8)
    (fault,) = chart_texts_are_large_enough(charted(tmp_path))
    assert says in fault


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('<text x="', '<text font-size="6" x="', "font-size=6"),
        ('<text x="', '<text fill="#ccc" x="', "a colour of its own"),
        ('<g class="bar', '<g opacity=".2" class="bar', "opacity=.2"),
        ('<g class="bar', '<g transform="scale(.5)" class="bar', "transform"),
        (".bars text { fill", ".bars text { font-size: 6px; fill", "the style sheet sets font-size"),
    ],
)
def test_a_text_that_is_small_or_pale_by_itself_is_found(old: str, new: str, says: str, tmp_path: Path) -> None:
    faults = chart_texts_are_large_enough(spoilt(charted(tmp_path), (old, new)))
    assert any(says in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("--chart-0: #51606e", "--chart-0: #cccccc", "in light colours, --chart-0"),
        ("--chart-0: #a3b1be", "--chart-0: #333333", "in dark colours, --chart-0"),
        ("--ink: #0b0c0c", "--ink: #999999", "in light colours, --ink"),
        ("--ink: #f3f2f1", "--ink: #555555", "in dark colours, --ink"),
        ("--chart-0: #51606e", "--other: #51606e", "in light colours, --chart-0 has a contrast of 0.0"),
    ],
)
def test_pale_colours_are_found(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in CSS
    faults = charts_stand_out(charted(tmp_path, css=CSS.replace(old, new, 1)))
    assert any(says in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (".bars-narrow { display: none;", ".bars-slim { display: none;", "does not give .bars-narrow the display none"),
        ("  .bars-wide { display: none; }", "", "does not give .bars-wide the display none"),
        (".bars text { fill: currentColor; }", ".bars text { fill: transparent; }", "the page's own colour"),
        (".c0 { --mark: var(--chart-0); }", ".c0 { --mark: var(--chart-1); }", "gives c0 another colour"),
    ],
)
def test_a_style_sheet_that_shows_the_wrong_drawing_or_colour(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert charts_fit_the_window(charted(tmp_path)) == []
    assert old in CSS
    (fault,) = charts_fit_the_window(charted(tmp_path, css=CSS.replace(old, new)))
    assert says in fault
