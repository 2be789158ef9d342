"""Show a small section for each of several names, such as streams, since a notebook has no loops."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from grantsdata.model.notes import Note
from grantsdata.model.slugs import slug
from grantsdata.report.fragment import Awards, Fragment
from grantsdata.report.page.notes import notes
from grantsdata.report.page.prose import say
from grantsdata.report.page.tables import table

Content = str | Note | Mapping[str, pd.DataFrame]
"""A text, a note, or tables by their captions."""


def sections(names: Iterable[str], *contents: Mapping[str, Content], by: str | None = None, level: int = 3) -> None:
    """Show for each name a heading, then what each of the `contents` has under that name, in their order.

    Headings of level 2 begin a section of the page, which its contents list like those of the notebook's own text.

    A row named `Total` is shown as the sum of its table. `by` is the column of the awards that has these names: then
    the texts and tables state the sums of each name's awards, and the page checks verify them. If a table is about
    only some of these awards, its `attrs["of"]` says which.
    """
    for name in names:
        if level == 2:
            Fragment(f'<h2 id="{slug(name)}">{escape(name)}</h2>', name, {"kind": "section", "section": name}).show()
        else:
            Fragment(f"<h{level}>{escape(name)}</h{level}>", name).show()
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
            table_of = None if of is None else {**of, **frame.attrs.get("of", {})}
            is_total = frame[frame.columns[0]].astype("object") == "Total"
            table(frame, caption, totals=["Total"] if is_total.any() else (), of=table_of)
