"""A chart of bars inside a page: what each bar says of itself, and where it is drawn."""

import re

from bs4 import BeautifulSoup, Tag

from grantsdata.report.drawing.draw import draw, draw_narrow
from grantsdata.report.drawing.inline import bars_svg
from grantsdata.report.drawing.rows import Bars, Part, Row, amount_parts, one_panel

BARS = one_panel(
    [
        Row("Victims' services", "£300", amount_parts(300.0, 0.0, 1)),
        Row("Crime", "£100.50 (£40 implied)", amount_parts(100.5, 40.0, 2), span=(90.0, 110.0), span_means="about"),
        Row("Youth", "not stated"),
    ]
)


def both(bars: Bars = BARS) -> list[Tag]:
    wide, narrow = draw(bars)[0].get_figure(root=True), draw_narrow(bars)
    assert wide is not None
    texts = [bars_svg(wide, bars, "c1-w", 'class="wide"'), bars_svg(narrow, bars, "c1-n", 'class="narrow"')]
    return [BeautifulSoup(text, "html.parser").svg for text in texts]  # type: ignore[misc]


def across(path: Tag) -> tuple[float, float]:
    places = [float(x) for x in re.findall(r"[ML](-?[0-9.]+) ", str(path["d"]))]
    return min(places), max(places)


def test_each_bar_has_its_label_its_pence_and_its_value_on_hover() -> None:
    for svg in both():
        groups = svg.select("g.bar")
        assert [(group["data-label"], group["data-pence"]) for group in groups] == [
            ("Victims' services", "30000"), ("Crime", "10050"), ("Youth", "0"),
        ]  # fmt: skip
        assert [group.title.get_text() for group in groups if group.title] == [
            "Victims' services: £300", "Crime: £100.50 (£40 implied)", "Youth: not stated",
        ]  # fmt: skip
        assert [group["class"][1] for group in groups] == ["c1", "c2", "c0"]


def test_bars_are_as_long_as_their_pence_from_one_zero() -> None:
    for svg in both():
        first, second = svg.select("g.bar")[:2]
        left, right = across(first.select("path.solid")[0])
        unit = (right - left) / 30_000
        printed, implied = across(second.select("path.solid")[0]), across(second.select("path.hatched")[0])
        assert [path["data-pence"] for path in second.select("path.solid, path.hatched")] == ["6050", "4000"]
        assert abs(printed[0] - left) < 0.02 and abs(printed[1] - left - 6_050 * unit) < 0.02
        assert abs(implied[0] - printed[1]) < 0.02 and abs(implied[1] - left - 10_050 * unit) < 0.02
        box = second.select("path.span")[0]
        assert (box["data-from-pence"], box["data-to-pence"]) == ("9000", "11000")
        assert abs(across(box)[0] - left - 9_000 * unit) < 0.02


def test_what_can_be_read_is_text() -> None:
    wide, narrow = both()
    assert [text.get_text() for text in wide.select("g.bar text")] == [
        "Victims' services", "£300", "Crime", "£100.50 (£40 implied)", "Youth", "not stated",
    ]  # fmt: skip
    assert [text.get_text() for text in narrow.select("g.bar text")] == [
        "Victims' services: £300", "Crime: £100.50 (£40 implied)", "Youth: not stated",
    ]  # fmt: skip


def test_the_legend_has_the_looks_and_colours_of_the_bars_in_their_order() -> None:
    for svg in both():
        legend = svg.select("g.means")
        assert [one.get_text() for one in legend] == ["implied, not printed", "about"]
        assert [one.path["class"] for one in legend if one.path] == [["hatched"], ["span"]]
        assert legend[0]["class"] == ["means", "c2"]
        assert [path["data-means"] for path in svg.select("g.bar path[data-means]")] == [
            "about",
            "implied, not printed",
        ]


def test_identifiers_differ_between_the_two_drawings_and_are_used() -> None:
    wide, narrow = (str(svg) for svg in both())
    names = [re.findall(r' id="([^"]*)"', svg) for svg in (wide, narrow)]
    assert names == [["c1-w-h2"], ["c1-n-h2"]]
    assert "url(#c1-w-h2)" in wide and "url(#c1-n-h2)" in narrow


def test_counts_are_numbers_and_headings_are_texts() -> None:
    rows = [Row("3(f) grant", is_heading=True), Row("Purpose", "2 on record", (Part(2.0, "on record"),))]
    for svg in both(one_panel(rows, is_money=False)):
        (group,) = svg.select("g.bar")
        assert group["data-number"] == "2" and not group.has_attr("data-pence")
        assert svg.select("text[font-weight=bold]")[0].get_text() == "3(f) grant"


def test_a_drawing_is_the_same_each_time_and_small() -> None:
    first, again = ([str(svg) for svg in both()] for _ in range(2))
    assert first == again
    assert all(len(text) < 2_600 for text in first)
