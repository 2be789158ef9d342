"""A small section for each of several names, such as streams: a notebook cannot loop, and each year has its own."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from grantsdata.notes import Note
from grantsdata.page.fragment import Fragment
from grantsdata.page.notes import notes
from grantsdata.page.prose import say
from grantsdata.page.tables import table

Content = str | Note | Mapping[str, pd.DataFrame]
"""A text to say, a note, or tables by their captions."""


def sections(names: Iterable[str], *contents: Mapping[str, Content]) -> None:
    """For each name a heading, then whatever each of the `contents` has under that name, in their order.

    A row that is called `Total` is shown as the sum of its table.
    """
    for name in names:
        Fragment(f"<h3>{escape(name)}</h3>", name).show()
        for content in contents:
            if name in content:
                _show(content[name])


def _show(content: Content) -> None:
    if isinstance(content, str):
        say(content)
    elif isinstance(content, Note):
        notes(content)
    else:
        for caption, frame in content.items():
            table(frame, caption, totals=["Total"])
