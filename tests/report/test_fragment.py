"""A piece of the page: its marks, its facts, places where long words may break, and what a terminal shows."""

import pytest

from grantsdata.report.fragment import Fragment, Shows, awards_fact, breakable, implied_mark, number_of


def test_outside_of_a_notebook_its_text_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    piece = Fragment("<p>So much.</p>", "So much.", {"kind": "sum", "caption": "C"})
    piece.show()
    assert capsys.readouterr().out == "So much.\n"
    Fragment("<br>", "").show()
    assert capsys.readouterr().out == ""
    assert (str(piece), repr(piece)) == ("So much.", "<sum “C”>")
    assert repr(Fragment("", "")) == "<text “”>"


def test_a_class_that_shows_something_has_to_say_what() -> None:
    with pytest.raises(NotImplementedError):
        Shows().fragment()


def test_a_notebook_gets_html_text_and_facts() -> None:
    data, metadata = Fragment("<p>x</p>", "x", {"kind": "sum"})._repr_mimebundle_()
    assert data["text/html"].startswith('<div class="grantsdata">') and data["text/html"].endswith("<p>x</p></div>")
    assert (data["text/plain"], metadata) == ("x", {"grantsdata": {"kind": "sum"}})


@pytest.mark.parametrize(
    ("implied", "total", "mark"),
    [
        (10_000, 12_000, ' <span class="implied">£10,000 implied</span>'),
        (10_000, 10_000, ' <span class="implied">implied</span>'),
        (0, 12_000, ""),
        (float("nan"), 12_000, ""),
    ],
)
def test_only_a_part_that_is_implied_names_its_amount(implied: float, total: float, mark: str) -> None:
    assert implied_mark(implied, total) == mark


def test_no_awards_and_all_awards_are_two_facts() -> None:
    assert awards_fact(None) == {}
    assert awards_fact({}) == {"of": {}}
    assert awards_fact({"stream": "A"}) == {"of": {"stream": "A"}}


def test_the_template_finds_the_place_of_a_number() -> None:
    assert number_of("Table") == '<span class="number" data-of="Table"></span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a" * 19, "a" * 19),
        ("a" * 20, f"{'a' * 12}<wbr>{'a' * 8}"),
        ("a" * 12 + "-" + "b" * 12, "a" * 12 + "-" + "b" * 12),
        ("<b> & co", "&lt;b&gt; &amp; co"),
        ("&" * 20, f"{'&amp;' * 12}<wbr>{'&amp;' * 8}"),
    ],
)
def test_a_word_of_twenty_letters_may_break_after_twelve(text: str, html: str) -> None:
    assert breakable(text) == html
