"""A small section for each of several names, such as streams: a notebook cannot loop, and each year has its own."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from grantsdata.model.notes import Note
from grantsdata.report.page.fragment import Awards, Fragment
from grantsdata.report.page.notes import notes
from grantsdata.report.page.prose import say
from grantsdata.report.page.tables import table

Content = str | Note | Mapping[str, pd.DataFrame]
"""A text to say, a note, or tables by their captions."""


def sections(names: Iterable[str], *contents: Mapping[str, Content], by: str | None = None) -> None:
    """For each name a heading, then whatever each of the `contents` has under that name, in their order.

    A row that is called `Total` is shown as the sum of its table. `by` is the column of the awards that has these
    names: then the texts and tables tell what the awards of each come to, which can be proved. A table that is about
    some of these only tells which in its `attrs["of"]`.
    """
    for name in names:
        Fragment(f"<h3>{escape(name)}</h3>", name).show()
        for content in contents:
            if name in content:
                _show(content[name], None if by is None else {by: name})


def _show(content: Content, of: Awards | None) -> None:
    if isinstance(content, str):
        say(content, of=of)
    elif isinstance(content, Note):
        notes(content)
    else:
        for caption, frame in content.items():
            its = None if of is None else {**of, **frame.attrs.get("of", {})}
            table(frame, caption, totals=["Total"], of=its)
