"""A chart that a notebook shows: as a picture, as words for a terminal, and as a sentence if nothing is drawn."""

from matplotlib.figure import Figure
from support.shown import Shown, parsed

from grantsdata.report import page
from grantsdata.report.charts import Chart


def test_a_shown_chart_is_its_words_for_a_terminal(shown: Shown) -> None:
    output = shown(lambda: page.show(Chart("A title", "What it shows", axes=Figure().subplots()), "The paper"))
    assert output.data["text/plain"] == "A title\nWhat it shows\nThe paper"
    assert "<figure>" in output.data["text/html"]


def test_a_chart_of_nothing_is_a_sentence_instead_of_a_picture_without_words(shown: Shown) -> None:
    output = shown(lambda: page.show(Chart("No award has a theme"), "The paper"))
    soup = parsed(output.data["text/html"])
    assert not soup.find_all("svg")
    assert soup.get_text() == "No award has a theme."
    assert output.metadata["grantsdata"]["empty"], "the sentence stands for the chart"
