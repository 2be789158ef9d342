"""Texts wrapped by letters, or by the width that they take."""

import pytest

from grantsdata.report.drawing.measure import fitted, lines, width_of, wrapped


def test_a_label_is_wrapped_to_32_letters_and_keeps_its_own_breaks() -> None:
    assert wrapped("a" * 32) == "a" * 32
    assert wrapped("one two", 3) == "one\ntwo"
    assert wrapped("one\n\ntwo", 10) == "one\n\ntwo"
    assert (lines("one"), lines("a" * 33)) == (1, 2)


def test_a_text_is_as_wide_as_its_widest_line() -> None:
    assert width_of("WWWW\ni", 12) == pytest.approx(width_of("WWWW", 12))
    assert width_of("WWWW", 24) == pytest.approx(2 * width_of("WWWW", 12), rel=0.02)
    assert width_of("WWWW", 12, is_bold=True) > width_of("WWWW", 12)


@pytest.mark.parametrize("text", ["Cambridge and Peterborough Rape Crisis Partnership", "W" * 64, "one two", "i"])
def test_a_fitted_text_keeps_every_letter_and_fits(text: str) -> None:
    found = fitted(text, 1.5)
    assert found.replace("\n", "").replace(" ", "") == text.replace(" ", "")
    assert width_of(found) <= 1.5
