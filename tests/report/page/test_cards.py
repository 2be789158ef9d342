"""The width below which the rows of a table become cards."""

from grantsdata.report.page.cards import card_class, needed


def test_numbers_are_not_broken_and_texts_are() -> None:
    assert needed(["£1,322,248"], "Amount", is_number=True) == 10 * 0.56 + 1
    assert needed(["Cambridgeshire County Council and others"], "Provider") == 13 * 0.56 + 1
    assert needed(["A long sentence about what was found out"], "Finding", is_long=True) == 26 * 0.56 + 1


def test_a_column_is_as_wide_as_the_longest_word_of_its_heading() -> None:
    assert needed(["1"], "Awards", is_number=True) == 6 * 0.56 + 1
    assert needed([], "Share of the money", is_number=True) == 5 * 0.56 + 1


def test_a_small_table_stays_a_table_in_any_window() -> None:
    assert card_class([8, 8]) == ""


def test_a_table_has_the_class_of_the_next_width_above_what_it_needs() -> None:
    assert card_class([8, 8, 8]) == "cards-28"
    assert card_class([40, 0.5]) == "cards-48"


def test_a_table_wider_than_any_rule_is_cards_wherever_there_is_a_rule() -> None:
    assert card_class([500]) == "cards-96"
