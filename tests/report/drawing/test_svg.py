"""What matplotlib draws, read and made smaller."""

import re

import pytest
from matplotlib.figure import Figure

from grantsdata.report.drawing.svg import Drawn, number, own_svg, short_path


def own() -> Figure:
    figure = Figure(figsize=(4, 3))
    ax = figure.subplots()
    ax.plot([1, 2, 3], [3, 1, 2], marker="o", color="#ff0000")
    ax.bar([1], [2], hatch="//")
    ax.set_title("Own & other <names>")
    return figure


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (0.125, "0.12"), (-3.5, "-3.5"), (100.0, "100")])
def test_a_number_is_as_short_as_can_be(value: float, text: str) -> None:
    assert number(value) == text


def test_a_path_keeps_two_decimals_and_no_needless_space() -> None:
    assert short_path("M 1.23456 7 \nL 2.5 -0.001\nz\n") == "M1.23 7L2.5 -0z"


def test_texts_and_paths_are_found_by_the_names_of_their_artists() -> None:
    figure = Figure(figsize=(2, 1))
    figure.text(0.5, 0.5, "a & b", gid="mine", weight="bold")
    drawn = Drawn.of(figure)
    assert re.fullmatch(r'<text x="72" y="[0-9.]+" font-weight="bold">a &amp; b</text>', drawn.text("mine"))
    assert (drawn.text("nobody"), drawn.path("nobody")) == ("", "")
    assert drawn.frame == 'viewBox="0 0 144 72" font-size="10"'


@pytest.mark.parametrize("side", ["left", "right"])
def test_lines_of_one_text_stay_one_text(side: str) -> None:
    figure = Figure(figsize=(2, 1))
    figure.text(0.5, 0.5, "one\ntwo words", gid="mine", ha=side, multialignment=side)
    text = Drawn.of(figure).text("mine")
    assert re.sub("<[^>]*>", "", text) == "one two words"
    assert text.count("<text") == 1 and text.count("<tspan") == 1
    assert len(set(re.findall(r' x="([0-9.]+)"', text))) == 1
    assert ('text-anchor="end"' in text) == (side == "right")


def test_an_own_figure_keeps_its_colours_and_brings_no_style_for_the_page() -> None:
    svg = own_svg(own(), "chart-1", 'class="own"')
    assert svg.startswith('<svg class="own" viewBox="0 0 288 216"')
    assert "#ff0000" in svg and "Own &amp; other &lt;names&gt;" in svg
    assert "<style" not in svg and "<metadata" not in svg and "xmlns" not in svg
    assert svg == own_svg(own(), "chart-1", 'class="own"'), "the same each time"


def test_all_identifiers_of_an_own_figure_begin_with_its_name_and_are_used() -> None:
    svg = own_svg(own(), "chart-1", "")
    names = re.findall(r' id="([^"]*)"', svg)
    used = re.findall(r"(?:url\(|href=\")#([^)\"]*)", svg)
    assert names and set(names) == set(used)
    assert all(name.startswith("chart-1-") for name in names)
