"""Guess the streams, themes and arrangements of a printed table from its columns and from headings between rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from grantsdata.importers.proposal.columns import Columns, arrangements_of
from grantsdata.importers.proposal.raw_table import ABOVE, LEFT, PrintedRows
from grantsdata.importers.proposal.rows import Rows
from grantsdata.model.declared.about import Stream
from grantsdata.model.declared_table import SECTIONS, AwardTable


@dataclass
class Sections:
    """`listed`: kind of section (stream, theme, arrangement) → printed text → its meaning; `columns`: kind → the column
    that prints it; `rows`: the kinds that headings between rows print, the widest first."""

    listed: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)


def guess_sections(
    printed: PrintedRows,
    columns: Columns,
    rows: Rows,
    streams: Sequence[Stream],
    before: AwardTable | None,
    themes: Collection[str] = (),
) -> Sections:
    """Guess how the table is divided. A text keeps the meaning that it had in `before`, the earlier year's table.

    Texts that are all names of streams are streams; texts that all name grants, contracts or tenders are arrangements;
    all others are themes, whose aims only the paper states; so are `themes`, which another table has as themes.
    """
    known = before.headings if before else {}
    names = {stream.name.casefold(): stream.code for stream in streams}
    sections = Sections()
    for kind in [kind for kind in SECTIONS if kind in columns.meanings]:
        place = printed.names.index(columns.meanings[kind])
        texts = [cells[place] for row, cells in printed.body if row in rows.awards]
        texts = list(dict.fromkeys(text for text in texts if text not in (ABOVE, LEFT)))
        guess, listed = _meaning(texts, kind, names, known, themes)
        if guess not in sections.listed:
            sections.listed[guess], sections.columns[guess] = listed, columns.meanings[kind]
    of_streams = [text for text in rows.headings if text.casefold() in names and "stream" not in sections.listed]
    for texts in (of_streams, [text for text in rows.headings if text not in of_streams]):
        if texts:
            kind, listed = _meaning(texts, "stream" if texts is of_streams else "arrangement", names, known, themes)
            if kind not in sections.listed:
                sections.listed[kind] = listed
                sections.rows.append(kind)
    return sections


def _meaning(
    texts: Sequence[str],
    kind: str,
    names: Mapping[str, str],
    known: Mapping[str, Mapping[str, str]],
    themes: Collection[str],
) -> tuple[str, dict[str, str]]:
    """The kind of section that the texts seem to be, and the meaning of each text."""
    streams = {
        **known.get("stream", {}),
        **{text: names[text.casefold()] for text in texts if text.casefold() in names},
    }
    if kind == "stream" and set(texts) <= set(streams):
        return "stream", {text: streams[text] for text in texts}
    arrangements = {**arrangements_of(texts), **known.get("arrangement", {})}
    if kind == "arrangement" and set(texts) <= set(arrangements) - set(themes):
        return "arrangement", {text: arrangements[text] for text in texts}
    return "theme", {text: known.get("theme", {}).get(text, "") for text in texts}
