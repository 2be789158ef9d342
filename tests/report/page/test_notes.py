"""Notes on a page: plain marks come out, and text stays text."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from support.reporting import VICTIMS

from grantsdata.model.notes import Note, Piece, parse_notes, placeholder_texts
from grantsdata.report.page import notes_html

FILE = "data/raw/2017-18/board-paper.md"


STREAMS = {"VS": "Victims' services", "CDR": "Crime and disorder reduction", "A1": "A fund with a digit"}


def measure(name: str, hedge: str = "", figure: str = "10", unit: str = "people", period: str = "2016/17"):
    return {"measure": name, "hedge": hedge, "figure": figure, "unit": unit, "period": period}


def soup_of(markdown: str, values: dict[str, str] | None = None, **more: object) -> BeautifulSoup:
    return BeautifulSoup(notes_html(Note(markdown, values or {}), **more), "html.parser")


def test_paragraphs_lists_and_emphasis_are_shown():
    soup = soup_of("One **two** *three* _four_.\n\n- five\n- six\n")
    assert [tag.name for tag in soup.div.find_all(True)] == ["p", "strong", "em", "em", "ul", "li", "li"]
    assert soup.get_text().split() == ["One", "two", "three", "four.", "five", "six"]


def test_the_printed_texts_that_replace_a_placeholder_are_traced():
    pieces = {"Calls": [Piece("more than", "cell('a', 2, 'H')"), Piece("10 < 20", "cell('a', 2, 'F')")]}
    note = Note("It took {Calls}, and {Others}.", {"Calls": "more than 10 < 20", "Others": "<b>2</b>"}, pieces=pieces)
    soup = BeautifulSoup(notes_html(note), "html.parser")
    assert soup.get_text().strip() == "It took more than 10 < 20, and <b>2</b>."
    assert [(data["value"], data.get_text()) for data in soup.find_all("data")] == [
        ("cell('a', 2, 'H')", "more than"), ("cell('a', 2, 'F')", "10 < 20")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("under", "levels"), [(3, ["h4", "h4", "h5"]), (2, ["h3", "h3", "h4"]), (5, ["h6", "h6", "h6"])]
)
def test_headings_in_notes_are_below_the_heading_above_them(under, levels):
    soup = soup_of("Setext\n===\n\n### Three\n\n#### Four\n", under=under)
    assert [tag.name for tag in soup.div.find_all(True)] == levels


def test_a_notes_own_heading_comes_first_and_above_those_in_it():
    soup = BeautifulSoup(notes_html(Note("### In it", {}, "High & low")), "html.parser")
    assert [(tag.name, tag.get_text()) for tag in soup.div.find_all(True)] == [("h4", "High & low"), ("h5", "In it")]


RAW = [
    "<script>alert(1)</script>",
    "before <img src=x onerror=alert(1)> after",
    "<div>\n\n<b>bold</b>\n\n</div>",
    "<!-- gone? -->",
    "- <iframe src=//x>\n\n      <u>u</u>\n",
    "> <style>p {color: red}</style>",
    "[x](javascript:alert(1))",
    "[x](https://example.org)",
    "<https://example.org> <a@example.org> https://example.org",
    "![x](https://example.org/pixel.png)",
    "[x]\n\n[x]: https://example.org",
    "- [x]\n\n  [x]: https://example.org",
    "```js onload=alert(1)\ncode\n```",
]


@pytest.mark.parametrize("markdown", RAW)
def test_nothing_but_plain_marks_comes_out_of_a_note(markdown):
    soup = soup_of(markdown)
    plain = {"div", "p", "ul", "li", "em", "strong", "code", "pre", "blockquote"}
    assert {tag.name for tag in soup.find_all(True)} <= plain
    assert [tag.attrs for tag in soup.div.find_all(True)] == [{}] * len(soup.div.find_all(True))
    for word in ("script", "alert", "example.org", "onerror", "gone", "iframe", "color: red"):
        assert (word in soup.get_text()) == (word in markdown.replace("js onload=alert(1)", ""))


NASTY = "<script>alert(1)</script> [x](javascript:alert) ![i](//x) *a* _b_ **c** `d` $e$ &amp; # 1. {Other} \\* > - \"'"


PRINTED = st.text(min_size=1).map(str.strip).filter(bool)
"""What a cell of a table may hold: the reader takes spaces away from its ends."""


PLACES = (
    '{M} first\n\n- *{M}*\n- **{M}** and _{M}_ and `{M}`\n\n### {M}\n\n> {M}\n\n[{M}]({M}) <{M}> <b title="{M}">\n\n'
    "```{M}\n{M}\n```\n\n    {M}\n\n{M}\n---\n"
)


@given(PRINTED)
@example(NASTY)
@example("\ue000\U000f0000\U000f0001")
@example("# Heading\n\n- item")
def test_no_text_of_a_measure_can_break_out_of_its_place(text):
    """Wherever a note names the measure, the page has the marks that a plain word has, and the text to the letter."""
    harmless, hostile = soup_of(PLACES, {"M": "word"}), soup_of(PLACES, {"M": text})
    shapes = [[(tag.name, tag.attrs) for tag in soup.find_all(True)] for soup in (harmless, hostile)]
    assert shapes[0] == shapes[1]
    pieces = ["".join(soup.find_all(string=True)) for soup in (harmless, hostile)]
    assert pieces[1] == pieces[0].replace("word", text)


@given(PRINTED | st.just(""), PRINTED, PRINTED | st.just(""), PRINTED | st.just(""))
@example("<b>", "*5*", "`units`", "[p](javascript:alert)")
def test_hedge_figure_unit_and_period_come_out_as_they_stand_in_the_table(hedge, figure, unit, period):
    texts = placeholder_texts([measure("M", hedge, figure, unit, period or "-")])
    note = parse_notes("## Highlights: VS\n- **{M}** in {M: period}.\n", FILE, STREAMS, texts).highlights[VICTIMS]
    soup = BeautifulSoup(notes_html(note), "html.parser")
    assert [tag.name for tag in soup.find_all(True)] == ["div", "h4", "ul", "li", "strong"]
    assert soup.strong.get_text() == " ".join(part for part in (hedge, figure, unit) if part)
    assert soup.li.get_text() == f"{soup.strong.get_text()} in {period or '-'}."


@given(st.text(alphabet="ab*_`[]()<>#-!&\\{}\n \U000f0000\ue000", max_size=60))
def test_no_note_whatever_it_holds_brings_a_mark_with_an_address_or_a_script(markdown):
    soup = soup_of(markdown, {"a": "A", "b": "B"})
    assert not soup.find_all(["a", "img", "script", "style", "iframe"])
    assert all(not tag.attrs for tag in soup.div.find_all(True))


def test_characters_that_stand_for_placeholders_while_reading_cannot_be_typed():
    assert soup_of("\U000f0000 {M}", {"M": "text"}).get_text(strip=True) == "\ufffd text"


def test_a_placeholder_without_a_value_stays_as_it_is_typed():
    assert soup_of("{Unknown} here").get_text(strip=True) == "{Unknown} here"
