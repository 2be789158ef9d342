"""Texts as a table shows them: escaped, with the marks for what the paper does not print.

The marks are words, so that nothing rests on colour.
"""

import re
from html import escape

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.schema import IMPLIED


def implied_mark(implied: float, whole: float) -> str:
    """A mark that says how much of a sum is implied (pounds), or that the whole of it is."""
    if pd.isna(implied) or not implied:
        return ""
    part = "" if implied == whole else f"{format_pounds(implied)} "
    return f' <span class="implied">{part}{IMPLIED}</span>'


_TOO_LONG = re.compile(r"[^\s-]{18}(?=[^\s-]{12})")  # after a hyphen a line may break anyway


def breakable(text: str) -> str:
    """The text as HTML, with a place to break after each eighteen characters of a very long word.

    A column is as wide as its longest word, and a word without end would push the others off the paper.
    """
    return "<wbr>".join(escape(piece) for piece in _TOO_LONG.sub(lambda word: f"{word[0]}\0", text).split("\0"))
