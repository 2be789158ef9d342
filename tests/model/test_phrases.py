"""Short phrases for sentences: shares, lists, gaps and counts, in their forms for one, none and many."""

import pytest

from grantsdata.model.phrases import counted, explained, gap, listed, percent, sentence, single_spaced


@pytest.mark.parametrize(
    ("share", "text"), [(0.257, "25.7%"), (0, "0.0%"), (1, "100.0%"), (0.00049, "0.0%"), (-0.05, "-5.0%")]
)
def test_a_share_has_one_decimal(share: float, text: str) -> None:
    assert percent(share) == text


def test_the_last_two_of_a_list_are_joined_by_and() -> None:
    assert [listed(parts) for parts in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    with pytest.raises(IndexError):
        listed([])


@pytest.mark.parametrize(
    ("pounds", "text"),
    [(38_740, "£38,740 under"), (-22_248, "£22,248 over"), (0, "exactly"), (0.004, "exactly"), (-0.01, "£0.01 over")],
)
def test_a_gap_is_told_to_the_penny(pounds: float, text: str) -> None:
    assert gap(pounds) == text


def test_only_one_has_no_plural() -> None:
    assert [counted(number, "award") for number in (0, 1, 25)] == ["0 awards", "1 award", "25 awards"]


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert [sentence(text) for text in ("of the CRS", "", "ä")] == ["Of the CRS", "", "Ä"]


def test_white_space_of_every_kind_becomes_single_spaces() -> None:
    assert single_spaced("  Hub \u00a0\n\t for all ") == "Hub for all"
    assert single_spaced("\n ") == ""


def test_a_reason_and_a_status_end_with_one_full_stop_each() -> None:
    assert explained("Misprinted", "asked on 2 June 2025.") == "Misprinted. Status: asked on 2 June 2025."
