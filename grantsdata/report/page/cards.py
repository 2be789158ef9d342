"""Say below which width a table shows each row as a card, so that no table hides its money beside the window.

The width that a table needs is estimated from its texts, since no script may measure it.
"""

from collections.abc import Iterable, Sequence

STEPS = (17, 22, 28, 34, 40, 48, 57, 72, 96)
"""Widths in rem for which the style sheet has a rule. Tables up to the first fit the narrowest window."""

_CHARACTER, _SPACE = 0.56, 1.0
"""Width in rem of a figure or an average letter, and of the space between two columns."""

_TEXT, _LONG_TEXT = 13, 26
"""Characters to which a column of texts, or of sentences, may be squeezed; long words break after 12."""


def needed(texts: Iterable[str], heading: str, *, is_number: bool = False, is_long: bool = False) -> float:
    """Return the width in rem that a column needs: numbers are not broken, texts are."""
    longest = max(map(len, texts), default=0)
    word = max(map(len, heading.split()), default=0)
    most = longest if is_number else min(longest, _LONG_TEXT if is_long else _TEXT)
    return max(most, min(word, _TEXT)) * _CHARACTER + _SPACE


def card_class(widths: Sequence[float]) -> str:
    """Return the CSS class of a table whose columns need these widths in rem; "" if it fits everywhere.

    `cards-40` means: cards where there is less room than 40 rem.
    """
    total = sum(widths)
    step = next((step for step in STEPS if total <= step), STEPS[-1])
    return "" if step == STEPS[0] else f"cards-{step}"
