"""Amounts as the second reading has them; `test_raw` compares both readings."""

import pytest

from grantsdata.runs.verifier.printed import amount, slug, total_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£1.3m", (130_000_000, 10_000_000, "")),
        ("£213,000 from OPCC", (21_300_000, 100, "from OPCC")),
        ("(5,000)", (-500_000, 100, "")),
        ("nil", (0, 100, "")),
        ("tbc", (None, 1, "")),
    ],
)
def test_an_amount_has_pence_precision_and_words(text: str, expected: tuple[int | None, int, str]) -> None:
    assert amount(text, {}) == expected


def test_sums_and_names() -> None:
    assert total_of("£1m + £200k") == 120_000_000
    assert slug("Victims' Hub – Étude") == "victims-hub-etude"
