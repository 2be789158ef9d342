"""Decide whether a text is printed so that no reader sees it: in the colour of what is behind it, or far too small."""

import re

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


HIDDEN = "hidden text left out"
COVERED = "text on a dark ground left out, since no one sees it"
"""How the notes on texts that are not seen begin."""

_QUOTED = re.compile(rf'({COVERED}): "[^"]*"')
_DARK = 0x80  # of 255, of the brightest of red, green and blue


def unseen_note(line: str, background: str | None) -> str:
    """The note on a text that is not seen. On a dark ground it may be a name that somebody has blacked out: the note
    quotes it for the comparison with the witness, and `withheld` takes the quotation out before anybody reads it."""
    parts = _parts(background)
    return f'{COVERED if parts and max(parts) < _DARK else HIDDEN}: "{line}"'


def withheld(text: str) -> str:
    """A note without the texts that may have been blacked out."""
    return _QUOTED.sub(r"\1, and not repeated here: it may have been blacked out", text)


def _parts(colour: str | None) -> tuple[int, ...]:
    text = (colour or "").strip().lstrip("#")
    try:
        return tuple(bytes.fromhex(text)) if len(text) == 6 else ()
    except ValueError:
        return ()
