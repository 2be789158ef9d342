"""Decide whether a text is printed so that no reader sees it: in the colour of what is behind it, or far too small."""

MOST_POINTS = 2
"""A text of this size or smaller cannot be read; the smallest print of a contract has 4 points."""

PAPER = "ffffff"

_LEAST_CONTRAST = 16  # of 255, in each of red, green and blue: white on f5f5f5 cannot be seen


def is_unseen(colour: str | None, background: str | None, points: float | None) -> bool:
    """Whether a text of this colour, on this background and of this size is not seen.

    Colours are six hexadecimal digits, None if they are not known: then the text counts as seen.
    """
    if points is not None and points <= MOST_POINTS:
        return True
    one, other = _parts(colour), _parts(background)
    return bool(one and other) and all(abs(a - b) <= _LEAST_CONTRAST for a, b in zip(one, other, strict=True))


def _parts(colour: str | None) -> tuple[int, ...]:
    text = (colour or "").strip().lstrip("#")
    try:
        return tuple(bytes.fromhex(text)) if len(text) == 6 else ()
    except ValueError:
        return ()
