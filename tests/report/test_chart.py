"""A chart inside a page: SVG with its own words, every text escaped."""

from matplotlib.figure import Figure
from support.shown import NASTY, one, parsed

from grantsdata.report import page
from grantsdata.report.chart import chart_of_bars
from grantsdata.report.charts import Chart
from grantsdata.report.drawing.rows import Row, amount_parts, one_panel
from grantsdata.report.traced import figure, write

TWO = one_panel([Row("Police", "£300", amount_parts(300.0)), Row("Councils", "£100", amount_parts(100.0))])

# ---- Escaping --------------------------------------------------------------------------------------------


def test_no_text_of_a_chart_becomes_markup() -> None:
    drawn = chart_of_bars(one_panel([Row(NASTY, NASTY, amount_parts(1.0), NASTY)]), NASTY, NASTY, key=NASTY)
    for chart in (Chart(NASTY, NASTY, NASTY, Figure().subplots(), NASTY), drawn):
        soup = parsed(page.chart_html(chart))
        assert not soup.find_all(["script", "b", "a", "code", "img"])
        assert one(soup, "figcaption").get_text() == NASTY
        assert {picture["aria-label"] for picture in soup.find_all("svg")} == {NASTY}
        assert soup.find_all("p")[0].get_text() == NASTY
    assert soup.find("g", class_="bar")["data-label"] == " ".join(NASTY.split())


# ---- Charts ----------------------------------------------------------------------------------------------


def test_a_chart_stands_inside_the_page_with_its_own_words() -> None:
    soup = parsed(page.chart_html(Chart("A title", "What it shows", "A key", Figure().subplots(), "The paper")))
    drawn = one(one(soup, "figure"), "svg")
    assert (drawn["role"], drawn["aria-label"]) == ("img", "What it shows")
    assert one(soup, "figcaption").get_text() == "A title"
    assert one(soup, "p", **{"class": "key"}).get_text() == "A key"
    assert one(soup, "p", **{"class": "source"}).get_text() == "Source: The paper"


def test_a_figure_of_one_s_own_can_be_scrolled_by_keyboard_and_is_named_by_its_title() -> None:
    soup = parsed(page.chart_html(Chart("A title", "What it shows", axes=Figure().subplots(), source="The paper")))
    box = one(soup, "div", role="region")
    assert (box["tabindex"], box["aria-labelledby"]) == ("0", one(soup, "figcaption")["id"])
    assert not soup.select("p.key")


def test_a_panel_of_a_chart_shows_the_whole_chart() -> None:
    for chosen in (slice(None), slice(1, 2)):
        panels = list(Figure().subplots(1, 2))[chosen]
        for place, panel in enumerate(panels[0].figure.axes):
            panel.set_title(f"Panel {place}")
        shown = page.chart_html(Chart("A title", "What it shows", axes=panels))
        assert "Panel 0" in shown and "Panel 1" in shown


def test_a_chart_of_bars_is_drawn_wide_and_narrow_under_one_text() -> None:
    alt = write("Bar chart: police {amount}.", amount=figure("£300", "sum", provider_type="police"))
    soup = parsed(page.chart_html(chart_of_bars(TWO, "A title", alt)))
    wide, narrow = soup.find_all("svg")
    assert ([*wide["class"]], [*narrow["class"]]) == (["bars", "bars-wide"], ["bars", "bars-narrow"])
    for drawn in (wide, narrow):
        assert (drawn["role"], drawn["aria-label"]) == ("img", "Bar chart: police £300.")
        assert drawn["data-figures"] == """[["£300", "sum(provider_type='police')"]]"""
    assert not soup.select(".scroll")


def test_a_chart_in_axes_of_one_s_own_is_shown_as_it_is() -> None:
    first, second = Figure().subplots(1, 2)
    second.set_title("Mine")
    soup = parsed(page.chart_html(chart_of_bars(TWO, "A title", "Two bars and one of mine.", ax=first)))
    assert "Mine" in one(soup, "svg").get_text()
