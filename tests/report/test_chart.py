"""A chart inside a page: a picture with its own words, every text escaped."""

import base64

from matplotlib.figure import Figure
from support.shown import NASTY, one, parsed

from grantsdata.report import page
from grantsdata.report.charts import Chart

# ---- Escaping --------------------------------------------------------------------------------------------


def test_no_text_beside_a_chart_becomes_markup() -> None:
    soup = parsed(page.chart_html(Chart(NASTY, NASTY, NASTY, Figure().subplots(), NASTY)))
    assert not soup.find_all(["script", "b", "a", "code"])
    assert one(soup, "figcaption").get_text() == NASTY
    assert one(soup, "img")["alt"] == NASTY
    assert [text.get_text() for text in soup.find_all("p")] == [NASTY, f"Source: {NASTY}"]
    assert set(one(soup, "img").attrs) == {"src", "alt"}


# ---- Charts ----------------------------------------------------------------------------------------------


def test_a_chart_is_a_picture_inside_the_page_with_its_own_words() -> None:
    soup = parsed(page.chart_html(Chart("A title", "What it shows", "A key", Figure().subplots(), "The paper")))
    figure = one(soup, "figure")
    assert one(figure, "img")["alt"] == "What it shows"
    assert str(one(figure, "img")["src"]).startswith("data:image/svg+xml;base64,")
    assert one(figure, "figcaption").get_text() == "A title"
    assert one(figure, "p", **{"class": "key"}).get_text() == "A key"
    assert one(figure, "p", **{"class": "source"}).get_text() == "Source: The paper"


def test_a_chart_can_be_scrolled_by_keyboard_and_is_named_by_its_title() -> None:
    soup = parsed(page.chart_html(Chart("A title", "What it shows", axes=Figure().subplots(), source="The paper")))
    box = one(soup, "div", role="region")
    assert (box["tabindex"], box["aria-labelledby"]) == ("0", one(soup, "figcaption")["id"])
    assert not soup.select("p.key")


def test_a_panel_of_a_chart_shows_the_whole_chart() -> None:
    for chosen in (slice(None), slice(1, 2)):
        panels = list(Figure().subplots(1, 2))[chosen]
        soup = parsed(page.chart_html(Chart("A title", "What it shows", axes=panels)))
        picture = base64.b64decode(str(one(soup, "img")["src"]).partition(",")[2])
        assert b'id="axes_1"' in picture and b'id="axes_2"' in picture
