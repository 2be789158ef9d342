"""Texts that a style sheet adds before or after an element."""

import pytest
from bs4 import BeautifulSoup

from grantsdata.importers.documents.web.added import add, place_of


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (".p::before", (".p", "before")),
        ("td:AFTER", ("td", "after")),
        ("::after", ("*", "after")),
        ("a:hover", ("a:hover", "")),
    ],
)
def test_the_place_of_an_added_text(selector: str, found: tuple[str, str]) -> None:
    assert place_of(selector) == found


@pytest.mark.parametrize(
    ("style", "where", "text"),
    [
        ("content:'£'", "before", "£500"),
        ('content:",000"', "after", "500,000"),
        ("content:'\\00a3'", "before", "£500"),
        ("content:'\\201c '; color:red", "before", "500"),
        ("content:attr(data-sign) ' '", "before", "− 500"),
        ("content:'k' / 'thousand'", "after", "500k"),
        ("content:'a;b'", "after", "500a;b"),
        ("content:'k';display: none", "after", "500"),
        ("content:none", "after", "500"),
        ("content:'\\ffffff'", "after", "500"),
        ("color:red", "after", "500"),
    ],
)
def test_the_text_stands_in_its_place(style: str, where: str, text: str) -> None:
    page = BeautifulSoup("<b data-sign='−'>500</b>", "html.parser")
    assert page.b is not None
    added, note = add(page.b, where, style)
    assert (page.get_text(), note) == (text, "")
    assert (added is not None) == (text != "500")


def test_a_number_that_the_browser_makes_up_is_told() -> None:
    page = BeautifulSoup("<b>500</b>", "html.parser")
    assert page.b is not None
    added, note = add(page.b, "before", "content:counter(x) '.'")
    assert added is None
    assert note.startswith("the page's style sheet adds numbers")
    assert page.get_text() == "500"
