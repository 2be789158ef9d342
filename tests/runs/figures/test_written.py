"""Which texts say a value: rounded as far as they are written, in the right unit, or in words."""

from fractions import Fraction

import pytest

from grantsdata.runs.figures.written import as_text, is_written
from grantsdata.runs.verifier.evaluate import Value


def pounds(pounds_: float) -> Value:
    return Value("pounds", Fraction(round(pounds_ * 100)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (pounds(587_195), "£587,195"),
        (pounds(587_195), "£587k"),
        (pounds(2_283_508), "£2.28m"),
        (pounds(2_283_508), "£2.3 million"),
        (pounds(47_452.35), "£47,452.35"),
        (pounds(-500), "−£500"),
        (Value("pounds", Fraction(100_000_000), ("£1m",)), "“£1m”"),
        (Value("share", Fraction(257, 1000)), "25.7%"),
        (Value("share", Fraction(257, 1000)), "26 per cent"),
        (Value("share", Fraction(1, 2)), "half"),
        (Value("number", Fraction(35)), "35"),
        (Value("number", Fraction(35)), "35 awards"),
        (Value("number", Fraction(5)), "Five"),
        (Value("number", Fraction(0)), "no award"),
        (Value(texts=("local government",)), "councils"),
        (Value(texts=("local government",)), "Councils"),
        (Value(texts=("voluntary and community",)), "voluntary and community"),
    ],
)
def test_a_text_that_says_the_value(value: Value, text: str) -> None:
    assert is_written(value, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (pounds(587_195), "£587,196"),
        (pounds(587_195), "587,195"),
        (pounds(587_195), "£588k"),
        (pounds(587_195), "£587,195 and £1"),
        (pounds(587_195), "£587,195%"),
        (pounds(500), "−£500"),
        (Value("share", Fraction(257, 1000)), "25.8%"),
        (Value("share", Fraction(257, 1000)), "25.7"),
        (Value("share", Fraction(257, 1000)), "half"),
        (Value("number", Fraction(35)), "35%"),
        (Value("number", Fraction(35)), "35 of 36"),
        (Value("number", Fraction(5)), "six"),
        (Value("number", Fraction(5)), "£5"),
        (Value("number", Fraction(5)), ""),
        (Value(texts=("local government",)), "companies"),
        (Value(texts=("Family Action",)), "Family"),
        (Value(texts=("Family Action",)), ""),
    ],
)
def test_a_text_that_says_something_else(value: Value, text: str) -> None:
    assert not is_written(value, text)


def test_a_value_as_a_page_writes_it() -> None:
    values = [pounds(1_000), pounds(-0.5), Value("share", Fraction(1, 3)), Value("number", Fraction(1_234))]
    assert [as_text(one) for one in values] == ["£1,000", "−£0.50", "33.3%", "1,234"]
