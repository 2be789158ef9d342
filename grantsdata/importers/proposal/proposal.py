"""A printed table → the entries of `paper.toml` that seem to fit it, with the reason for every guess.

Nothing here changes a cell. A guess that is wrong is corrected in `paper.toml`, by the person who compares it with the
paper.

What the rows of a found table add up to, beside each total that it prints.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grantsdata.errors import AmountError
from grantsdata.importers.proposal.columns import Columns, guessed_columns
from grantsdata.importers.proposal.raw_table import ABOVE, PrintedRows
from grantsdata.importers.proposal.rows import Misplaced, Rows, Total, guessed_rows
from grantsdata.importers.proposal.sections import Sections, guessed_sections
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.money import format_gbp, is_amount, parse_amount
from grantsdata.model.paper import Stream
from grantsdata.model.slugs import slug
from grantsdata.model.years import FinancialYear


def section_texts(printed: PrintedRows, rows: Rows, sections: Sections) -> dict[int, set[str]]:
    """For each row that is an award, the headings and the texts of its sections, merged cells filled."""
    places = [printed.names.index(name) for name in sections.columns.values()]
    last = dict.fromkeys(places, "")
    found: dict[int, set[str]] = {}
    for row, cells in printed.body:
        if row in rows.awards:
            last = {place: last[place] if cells[place] == ABOVE else cells[place] for place in places}
            found[row] = {*last.values(), rows.awards[row]} - {""}
    return found


def sums(printed: PrintedRows, columns: Columns, rows: Rows, sections: Sections) -> Iterator[str]:
    """A sentence for each printed total, whether its rows meet it; one that says so, if none is printed."""
    award = printed.names.index(columns.meanings["award"])
    amounts = {row: _pence(cells[award]) for row, cells in printed.body if row in rows.awards}
    texts = section_texts(printed, rows, sections)
    for total in rows.totals:
        under = [pence for row, pence in amounts.items() if not total.section or total.section in texts[row]]
        yield f"row {total.row}, {total.label}: {_beside(under, total)}"
    if not any(not total.section for total in rows.totals):
        readable = [pence for pence in amounts.values() if pence is not None]
        yield (
            f"no total of the whole table is printed; {len(readable)} of {len(amounts)} amounts can be read and add up "
            f"to {format_gbp(sum(readable))}"
        )


def _beside(under: list[int | None], total: Total) -> str:
    readable = [pence for pence in under if pence is not None]
    printed = _pence(total.printed) or 0
    told = f"{len(readable)} of {len(under)} amounts can be read and add up to {format_gbp(sum(readable))}"
    more = sum(readable) - printed
    if not more:
        return f"{told}, as printed"
    return f"{told}: {format_gbp(abs(more))} {'more' if more > 0 else 'less'} than the {format_gbp(printed)} printed"


def _pence(text: str) -> int | None:
    try:
        return parse_amount(text, spaced=True).pence
    except AmountError:
        return None


_NEEDED = ("service", "provider", "award")
_LISTS = {"stream": "streams", "theme": "themes", "arrangement": "arrangements"}

Guess = tuple[str, Any, str]
"""A key, its value, and the reason for it; a reason of "" is none to look at."""


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one table: `keys` of its entry in `award_tables` but `columns`, the `columns`, and its
    `printed_totals`. `sums` say of each printed total whether the rows meet it; `doubts` what has to be looked at."""

    file: str
    printed: PrintedRows
    keys: list[Guess]
    columns: list[Guess]
    totals: list[dict[str, Any]]
    sums: list[str]
    doubts: list[str]


def proposal(
    printed: PrintedRows,
    year: FinancialYear,
    *,
    place: str,
    heading: str,
    streams: Sequence[Stream],
    before: AwardTable | None = None,
) -> Proposal | None:
    """What is proposed for a table; None if it does not look like one of awards.

    `before` is the same table as an earlier paper's description declares it; `heading` is the text above the table.
    """
    columns = guessed_columns(printed, year, before.columns.by_meaning() if before else {})
    if not set(_NEEDED) <= set(columns.meanings):
        return None
    rows = guessed_rows(printed, columns)
    if not rows.awards:
        return None
    sections = guessed_sections(printed, columns, rows, streams, before)
    meanings = {name: column for name, column in columns.meanings.items() if name not in _LISTS} | sections.columns
    called = heading or printed.title
    file = before.file if before else f"{slug(called or place)[:40].strip('-')}.csv"
    keys = [
        ("file", file, ""),
        *_stream(called, streams, sections, before),
        ("place", place, "where the file has it; the paper may call it otherwise"),
        *_form(printed, columns, rows, before, [column for column in printed.names if column not in meanings.values()]),
        *_parts(sections, before),
        *_others(rows),
    ]
    totals = [_declared(total, file, place, sections) for total in rows.totals]
    doubts = [f"row {row}: “{text}” cannot be read as an amount" for row, text in rows.unreadable]
    guesses = [(name, column, columns.why[column]) for name, column in meanings.items()]
    told = list(sums(printed, columns, rows, sections))
    return Proposal(file, printed, keys, guesses, totals, told, doubts)


def _stream(called: str, streams: Sequence[Stream], sections: Sections, before: AwardTable | None) -> Iterator[Guess]:
    if "stream" in sections.listed:
        return
    if before and before.stream:
        yield "stream", before.stream, "as in the year before"
        return
    named = [stream.code for stream in streams if slug(stream.name) in slug(called)]
    if len(named) == 1:
        yield "stream", named[0], "the text above the table names it"
    else:
        yield "stream", streams[0].code if streams else "", "nothing says which; this is the first"


def _form(
    printed: PrintedRows, columns: Columns, rows: Rows, before: AwardTable | None, ignored: list[str]
) -> Iterator[Guess]:
    """How the table is printed; `ignored` are its columns that seem to mean nothing."""
    if printed.header_rows > 1:
        yield "header_rows", printed.header_rows, "cells of its first row span others"
    if ignored:
        yield "ignored_columns", ignored, "nothing says what they mean for this year"
    if rows.has_blank_awards:
        yield "no_award", ["", "-", "–"], "some rows have amounts of other years only"
    award = printed.names.index(columns.meanings["award"])
    texts = [cells[award] for row, cells in printed.body if row in rows.awards]
    if any(is_amount(text, spaced=True) and not is_amount(text) for text in texts):
        yield "spaced_amounts", True, "some amounts have spaces in them"
    if before and before.arrangement and "arrangement" not in columns.meanings:
        yield "arrangement", before.arrangement, "as in the year before"


def _parts(sections: Sections, before: AwardTable | None) -> Iterator[Guess]:
    """Into which parts it is divided, and what is printed of each."""
    if sections.rows:
        yield "section_rows", sections.rows, "rows with one text and nothing beside it"
    for kind, listed in sections.listed.items():
        known = before.headings[kind] if before else {}
        reason = "" if listed.items() <= known.items() else "by their words" if kind != "theme" else "add each aim"
        yield _LISTS[kind], listed, reason


def _others(rows: Rows) -> Iterator[Guess]:
    """Rows that are no awards, and cells that stand in the wrong column."""
    if rows.left_out:
        listed = [{"row": row, "printed": text, "because": why} for row, text, why in rows.left_out]
        yield "left_out", listed, "they do not look like awards"
    if rows.misplaced:
        corrections = [one for misplaced in rows.misplaced for one in _corrections(misplaced)]
        yield "corrections", corrections, "a text stands where the amount should be, and the provider's cell is empty"


def _corrections(one: Misplaced) -> Iterator[dict[str, Any]]:
    moved = "The provider's text is printed in the amount's column, one cell too far to the right."
    lost = "The provider's text stands where the amount should be; the amount is not stated."
    for column, printed, read_as, reason in (
        (one.provider_column, "", one.text, moved),
        (one.award_column, one.text, "", lost),
    ):
        yield {
            "row": one.row,
            "column": column,
            "printed": printed,
            "read_as": read_as,
            "reason": reason,
            "status": "to be confirmed by the office",
        }


def _declared(total: Total, file: str, place: str, sections: Sections) -> dict[str, Any]:
    """A printed total as `paper.toml` declares it."""
    declared: dict[str, Any] = {"label": total.label, "printed": total.printed, "file": file, "row": total.row}
    for kind, listed in sections.listed.items():
        if total.section and total.section in listed:
            declared[kind] = total.section if kind == "theme" else listed[total.section]
    return {**declared, "place": f"{place}, row {total.row}"}
