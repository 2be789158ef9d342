"""Guess the streams, themes and arrangements of a printed table from its columns and from headings between rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grantsdata.importers.proposal.columns import Columns
from grantsdata.importers.proposal.header_words import arrangements_of
from grantsdata.importers.proposal.raw_table import ABOVE, LEFT, PrintedRows
from grantsdata.importers.proposal.rows import Rows
from grantsdata.model.declared.about import Stream
from grantsdata.model.declared_table import SECTIONS, AwardTable
from grantsdata.model.slugs import slug


@dataclass
class Sections:
    """`listed`: kind of section (stream, theme, arrangement) → printed text → its meaning; `columns`: kind → the column
    that prints it; `rows`: the kinds that headings between rows print, the widest first; `blank`: those with a column
    that has blank cells."""

    listed: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)


Guess = tuple[str, Any, str]
"""A key, its value, and the reason for it: "" if a person need not check it."""


def texts_of(printed: PrintedRows, columns: Columns, rows: Rows, meaning: str) -> list[str]:
    """The texts of the awards in the column of a meaning; none if there is no such column."""
    if meaning not in columns.meanings:
        return []
    place = printed.names.index(columns.meanings[meaning])
    return [cells[place] for row, cells in printed.body if row in rows.awards]


def with_funds_as_services(
    printed: PrintedRows, columns: Columns, rows: Rows, streams: Sequence[Stream], before: AwardTable | None
) -> Columns:
    """The columns, with one of funds as the services if there is no other, each award has a fund of its own, and not
    all of these are streams."""
    funds = texts_of(printed, columns, rows, "stream")
    known = {stream.name.casefold() for stream in streams}
    known |= {text.casefold() for text in before.headings["stream"]} if before else set()
    is_each_its_own = len(set(funds)) == len(funds) and not {text.casefold() for text in funds} <= known
    if "service" in columns.meanings or not funds or not is_each_its_own:
        return columns
    column = columns.meanings["stream"]
    meanings = {meaning: name for meaning, name in columns.meanings.items() if meaning != "stream"}
    reason = "no other column says what the award is for, and each award has a fund of its own"
    return replace(columns, meanings={**meanings, "service": column}, why={**columns.why, column: reason})


def guess_stream(
    title: str,
    services: Sequence[str],
    streams: Sequence[Stream],
    sections: Sections,
    before: AwardTable | None,
    funds: Mapping[str, str],
) -> Iterator[Guess]:
    """The entry on the stream of the whole table, if no part of it says one. `funds` maps the funds that the year's
    paper names outside its tables to the codes of their streams."""
    if "stream" in sections.listed:
        return
    if before and before.stream:
        yield "stream", before.stream, "as in the year before"
        return
    named = [stream.code for stream in streams if slug(stream.name) in slug(title)]
    slugs = {slug(text) for text in services}
    of_funds = {code for fund, code in funds.items() if slug(fund) in slugs or slug(fund) in slug(title)}
    by_funds = [stream.code for stream in streams if stream.code in of_funds]
    if len(named) == 1:
        yield "stream", named[0], "the text above the table names it"
    elif len(by_funds) == 1:
        yield "stream", by_funds[0], "the year's paper names a fund of this table, and gives it this stream"
    else:
        yield "stream", streams[0].code if streams else "", "nothing says which; this is the first"


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
        all_texts = texts_of(printed, columns, rows, kind)
        texts = [text for text in dict.fromkeys(all_texts) if text not in ("", ABOVE, LEFT)]
        guess, listed = _meaning(texts, kind, names, known, themes)
        if listed and guess not in sections.listed:
            sections.listed[guess], sections.columns[guess] = listed, columns.meanings[kind]
            sections.blank += [guess] * (guess != "stream" and "" in all_texts)
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
