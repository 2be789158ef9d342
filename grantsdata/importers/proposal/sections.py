"""The parts of a printed table, by columns or by headings between the rows → streams, themes and arrangements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grantsdata.importers.proposal.columns import Columns, arrangements_of
from grantsdata.importers.proposal.raw_table import ABOVE, LEFT, PrintedRows
from grantsdata.importers.proposal.rows import Rows
from grantsdata.model.declared_table import SECTIONS, AwardTable
from grantsdata.model.paper import Stream


@dataclass
class Sections:
    """`listed`: for each kind of part (stream, theme, arrangement) the printed texts and what each means; `columns`:
    the column that prints it; `rows`: the kinds that headings print, the widest first."""

    listed: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)


def guessed_sections(
    printed: PrintedRows, columns: Columns, rows: Rows, streams: Sequence[Stream], before: AwardTable | None
) -> Sections:
    """How the table seems to be divided. A text keeps the meaning that it had in the year `before`.

    Texts that are all names of streams are streams, those that all speak of grants, contracts and tenders are
    arrangements, and all others are themes, whose aims nobody but the paper knows.
    """
    known = before.headings if before else {}
    names = {stream.name.casefold(): stream.code for stream in streams}
    sections = Sections()
    for kind in [kind for kind in SECTIONS if kind in columns.meanings]:
        place = printed.names.index(columns.meanings[kind])
        texts = [cells[place] for row, cells in printed.body if row in rows.awards]
        texts = list(dict.fromkeys(text for text in texts if text not in (ABOVE, LEFT)))
        is_first, listed = _meaning(texts, kind, names, known)
        if is_first not in sections.listed:
            sections.listed[is_first], sections.columns[is_first] = listed, columns.meanings[kind]
    of_streams = [text for text in rows.headings if text.casefold() in names and "stream" not in sections.listed]
    for texts in (of_streams, [text for text in rows.headings if text not in of_streams]):
        if texts:
            kind, listed = _meaning(texts, "stream" if texts is of_streams else "arrangement", names, known)
            if kind not in sections.listed:
                sections.listed[kind] = listed
                sections.rows.append(kind)
    return sections


def _meaning(
    texts: Sequence[str], kind: str, names: Mapping[str, str], known: Mapping[str, Mapping[str, str]]
) -> tuple[str, dict[str, str]]:
    """What the texts seem to be, and what each of them means."""
    streams = {
        **known.get("stream", {}),
        **{text: names[text.casefold()] for text in texts if text.casefold() in names},
    }
    if kind == "stream" and set(texts) <= set(streams):
        return "stream", {text: streams[text] for text in texts}
    arrangements = {**arrangements_of(texts), **known.get("arrangement", {})}
    if kind == "arrangement" and set(texts) <= set(arrangements):
        return "arrangement", {text: arrangements[text] for text in texts}
    return "theme", {text: known.get("theme", {}).get(text, "") for text in texts}
