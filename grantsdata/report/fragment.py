"""Make a piece of the page as a notebook's output, with its texts escaped.

The marks for amounts that the paper does not print are words, since colour alone must carry no information.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from IPython.core.getipython import get_ipython
from IPython.display import publish_display_data

from grantsdata.model.money import format_pounds
from grantsdata.model.schema import IMPLIED
from grantsdata.report.look import in_notebook

Awards = Mapping[str, Any]
"""The awards that an output is about: column → condition; an award must meet all of them. `True` means stated, `False`
not stated, a list one of its values, `{"not": …}` the opposite, and any other value exactly that value."""


class Shows:
    """Something that a notebook shows: when `show` is called, or when a cell ends with it; not twice in one cell.

    A class derived from it says in `fragment` what is shown.
    """

    def fragment(self) -> "Fragment":
        """What is shown."""
        raise NotImplementedError

    def show(self) -> None:
        """Show it as output of the notebook's cell; outside of a notebook, print its text."""
        fragment = self.fragment()
        if get_ipython() is None:
            if fragment.text:
                print(fragment.text)
            return
        object.__setattr__(self, "_shown_in", _this_cell())
        data, metadata = fragment._repr_mimebundle_()
        publish_display_data(data, metadata)

    def _ipython_display_(self) -> None:
        """Called for what ends a cell: show it, unless the same cell has shown it already."""
        if getattr(self, "_shown_in", None) != _this_cell():
            self.show()


def _this_cell() -> int | None:
    """The number of the cell that runs."""
    return getattr(get_ipython(), "execution_count", None)


@dataclass(frozen=True, repr=False)
class Fragment(Shows):
    """A piece of the page: HTML for the page, plain text for a terminal, facts for the page template and the index."""

    html: str
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def fragment(self) -> "Fragment":
        return self

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        return {"text/html": in_notebook(self.html), "text/plain": self.text}, {"grantsdata": self.facts}

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.facts.get('kind', 'text')} “{self.facts.get('caption', '')}”>"


def number_of(kind: str) -> str:
    """The place where the page's template writes the number of a `Figure` or `Table`; empty in a notebook."""
    return f'<span class="number" data-of="{kind}"></span>'


NAMES = ("stream", "provider")
"""Columns whose values may have a page of their own."""


def name_of(kind: str, html: str, row: str = "") -> str:
    """A name, as HTML, that links to its page wherever a set of pages has one; elsewhere it is plain text.

    `row` is the address of the name's row in the list of providers, for a name without a page.
    """
    at = f'data-at="{row}" ' if row else ""
    return f'<a {at}data-to="{kind}">{html}</a>'


def award_name(stream: str, anchor: str, html: str) -> str:
    """The name of an award, as HTML, that links to its row on the page of its stream, if a set of pages has one."""
    return f'<a data-at="{anchor}" data-in="{escape(stream)}" data-to="award">{html}</a>'


def awards_fact(of: Awards | None) -> dict[str, Any]:
    """The fact "of", which says which awards an output is about; empty if `of` is None."""
    return {} if of is None else {"of": dict(of)}


def implied_mark(implied: float, total: float) -> str:
    """A mark with the implied part of a sum (pounds), or without an amount if all of it is implied."""
    if pd.isna(implied) or not implied:
        return ""
    part = "" if implied == total else f"{format_pounds(implied)} "
    return f' <span class="implied">{part}{IMPLIED}</span>'


_TOO_LONG = re.compile(r"[^\s-]{12}(?=[^\s-]{8})")  # after a hyphen a line may break anyway


def breakable(text: str) -> str:
    """The text as escaped HTML, with a place to break after each 12 characters of a very long word.

    A column is as wide as its longest word, and a very long one would push the other columns off the paper.
    """
    return "<wbr>".join(escape(piece) for piece in _TOO_LONG.sub(lambda word: f"{word[0]}\0", text).split("\0"))
