"""What fields, closed and unused parts, formulas and reversed texts show."""

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from grantsdata.importers.documents.web.controls import conceal, divide, is_control, is_reversed, reverse, show_value


def first(html: str) -> Tag:
    """The first element within a paragraph of this content."""
    found = BeautifulSoup(f"<p>{html}</p>", "html.parser").find("p")
    assert isinstance(found, Tag)
    inner = found.find(True)
    assert isinstance(inner, Tag)
    return inner


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<input value='£5'>", "<p>£5</p>"),
        ("<input type=checkbox value=5>", "<p></p>"),
        ("<input type=range value=5>", '<p><span hidden="">5</span></p>'),
        ("<input placeholder='£5'>", '<p><span hidden="">£5</span></p>'),
        ("<textarea>£5</textarea>", "<p>£5</p>"),
        ("<select><option>£1</option><option>£5</option></select>", "<p>£1</p>"),
        ("<select><option>£1</option><option selected>£5</option></select>", "<p>£5</p>"),
        ("<select><option label='£7'>£1</option></select>", "<p>£7</p>"),
        ("<select multiple><option>£1</option><option>£5</option></select>", "<p>£1 £5</p>"),
        ("<select size=4><option>£1</option><option>£5</option></select>", "<p>£1 £5</p>"),
    ],
)
def test_the_text_that_a_field_shows(field: str, shown: str) -> None:
    tag = first(field)
    paragraph = tag.parent
    assert is_control(tag)
    show_value(tag)
    assert str(paragraph) == shown


@pytest.mark.parametrize(
    ("part", "is_hidden"),
    [("<template>£5</template>", True), ("<noscript>£5</noscript>", True), ("<dialog>£5</dialog>", True),
     ("<dialog open>£5</dialog>", False), ("<b>£5</b>", False)],
)  # fmt: skip
def test_a_part_that_is_not_shown_is_hidden(part: str, is_hidden: bool) -> None:
    tag = first(part)
    conceal(tag)
    assert (tag.has_attr("hidden"), tag.contents) == (is_hidden, ["£5"])
    assert type(tag.contents[0]) is NavigableString


@pytest.mark.parametrize(
    ("text", "style", "is_so"),
    [
        ("<bdo dir=rtl>005£</bdo>", "", True),
        ("<bdo dir=ltr>£500</bdo>", "", False),
        ("<b>005£</b>", "unicode-bidi:bidi-override;direction: rtl", True),
        ("<b dir=rtl>£500</b>", "", False),
    ],
)
def test_a_text_whose_letters_are_reversed(text: str, style: str, is_so: bool) -> None:
    tag = first(text)
    assert is_reversed(tag, style) is is_so
    if is_so:
        reverse(tag)
    assert tag.get_text() == "£500"


def test_the_parts_of_a_formula_stay_apart() -> None:
    half = first("<mfrac><mn>1</mn><mn>2</mn></mfrac>")
    assert (divide(half), half.get_text()) == (True, "1/2")
    assert not divide(first("<mn>1</mn>"))
