"""A piece of the page, as a notebook's output.

Texts as a table shows them: escaped, with the marks for what the paper does not print.

The marks are words, so that nothing rests on colour.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from IPython.display import display

from grantsdata.model.money import format_pounds
from grantsdata.model.schema import IMPLIED

Awards = Mapping[str, Any]
"""Which awards something is about: conditions on columns, all of which hold of each of them. `True` is "stated",
`False` "not stated", a list "one of these", `{"not": …}` the contrary, and anything else that very value."""


@dataclass(frozen=True)
class Fragment:
    """A piece of the page: HTML for people, plain text for a terminal, facts for the page template and the index."""

    html: str
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        return {"text/html": self.html, "text/plain": self.text}, {"grantsdata": self.facts}

    def show(self) -> None:
        """Put it out below the notebook's cell."""
        display(self)


def number_of(kind: str) -> str:
    """Where the page's template writes the running number of a `Figure` or `Table`; nothing in a notebook."""
    return f'<span class="number" data-of="{kind}"></span>'


def which(of: Awards | None) -> dict[str, Any]:
    """The fact that tells which awards an output is about; no fact, if that is not said."""
    return {} if of is None else {"of": dict(of)}


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
