"""What a page says, sentence by sentence."""

import re

import pytest
from bs4 import BeautifulSoup

from grantsdata.report.traced import attribute, figure, html, write
from grantsdata.runs.figures.sentences import Sentence, sentences

NOTHING_KNOWN = re.compile(r"(?!)")


def read(markup: str) -> list[Sentence]:
    return list(sentences(BeautifulSoup(markup, "html.parser")))


def test_a_sentence_has_its_figures_and_no_other_numerals() -> None:
    text = write("Police get {amount}, {share}. They won.", amount=figure("£5", "sum"), share=figure("12.5%", "share"))
    first, second = read(f"<main><p>{html(text)}</p></main>")
    assert (first.text, second.text) == ("Police get £5, 12.5%.", "They won.")
    assert [one[:2] for one in first.figures] == [("£5", "sum()"), ("12.5%", "share()")]
    assert first.numerals(NOTHING_KNOWN) == second.numerals(NOTHING_KNOWN) == []


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("Police get £587,195, 25.7% of it.", ["£587,195", "25.7%"]),
        ("The budget is £1.3m, or £1.3 million.", ["£1.3m", "£1.3 million"]),
        ("Five bodies get half of it, and two thirds go to both.", ["Five", "half", "two", "thirds"]),
        ("On 11 May 2017", ["11", "2017"]),
        ("A service for everyone", []),
    ],
)
def test_numerals_are_digits_and_words(text: str, numerals: list[str]) -> None:
    (sentence,) = read(f"<p>{text}</p>")
    assert sentence.numerals(NOTHING_KNOWN) == numerals
    assert sentence.numerals(re.compile(re.escape(text))) == []


def test_inline_elements_are_part_of_their_sentence() -> None:
    (sentence,) = read('<li>It got <strong>£1,<em>000</em></strong> <a href="#x">in all</a></li>')
    assert (sentence.text, sentence.within) == ("It got £1,000 in all", "li")


def test_what_a_style_sets_apart_is_not_one_number() -> None:
    (sentence,) = read("<dd>£587,195<span>5 awards</span></dd>")
    assert sentence.numerals(NOTHING_KNOWN) == ["£587,195", "5"]


def test_running_numbers_styles_and_drawings_are_no_sentences() -> None:
    markup = '<style>p {margin: 3px}</style><h2><span class="number">2.</span> Who</h2><svg><text>7</text></svg>'
    assert [one.text for one in read(markup)] == ["Who"]


def test_cells_of_tables_say_that_they_are_cells() -> None:
    found = read("<table><caption>Two rows</caption><tr><th>5</th><td>6</td></tr></table>")
    assert [(one.text, one.within) for one in found] == [("Two rows", "caption"), ("5", "th"), ("6", "td")]


def test_a_note_says_that_it_is_one() -> None:
    (note,) = read('<div class="prose"><ul><li>Two councils pay.</li></ul></div>')
    assert note.within == "note"


def test_texts_in_attributes_have_the_figures_that_are_listed_beside_them() -> None:
    alt = write("A bar of {a}, a bar of {b}.", a=figure("£5", "sum"), b=figure("£5", "most"))
    (sentence,) = read(f'<img alt="{alt}"{attribute(alt)}>')
    assert sentence.within == "alt"
    assert [(one.expression, one.place) for one in sentence.figures] == [("sum()", 9), ("most()", 22)]
    (without,) = read(f'<img alt="{alt}">')
    assert without.numerals(NOTHING_KNOWN) == ["£5", "£5"]


def test_the_head_of_a_page_counts_too() -> None:
    """Not its description, which another check compares with the texts of the page."""
    described = '<meta name="description" content="9 funds"><meta name="dcterms.date" content="2017-05-11">'
    found = read(f'<title>Grants 2017</title><meta name="viewport" content="3">{described}')
    assert [(one.text, one.within) for one in found] == [("Grants 2017", "title"), ("2017-05-11", "content")]


def test_a_full_stop_of_a_name_ends_no_sentence() -> None:
    found = read(
        "<p>St. Mary's Fund gives <data value='a()'>Smith & Co.</data> <data value='b()'>£5</data>. It is new.</p>"
    )
    assert [one.text for one in found] == ["St. Mary's Fund gives Smith & Co. £5.", "It is new."]
