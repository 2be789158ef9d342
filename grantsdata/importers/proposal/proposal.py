"""Propose entries of `paper.toml` for a printed table, with the reason for every guess.

It also compares the sum of the table's rows with each total that the table prints. No cell is changed. A person
compares the guesses with the paper and corrects wrong ones in `paper.toml`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from grantsdata.errors import AmountError
from grantsdata.importers.proposal.columns import Columns, guess_columns
from grantsdata.importers.proposal.doubts import doubts_on, in_other_currencies
from grantsdata.importers.proposal.evidence import pence_of
from grantsdata.importers.proposal.raw_table import ABOVE, PrintedRows
from grantsdata.importers.proposal.rows import Misplaced, Rows, Total, guess_rows
from grantsdata.importers.proposal.sections import (
    Guess,
    Sections,
    guess_sections,
    guess_stream,
    texts_of,
    with_funds_as_services,
)
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.two_cells import with_pence
from grantsdata.model.declared.about import Stream
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.money import format_gbp
from grantsdata.model.slugs import slug
from grantsdata.model.wording.headers import Scale
from grantsdata.model.years import FinancialYear


def section_texts(printed: PrintedRows, rows: Rows, sections: Sections) -> dict[int, set[str]]:
    """Row number of each award → the texts of the sections that it belongs to, with merged cells filled."""
    places = [printed.names.index(name) for name in sections.columns.values()]
    last = dict.fromkeys(places, "")
    found: dict[int, set[str]] = {}
    for row, cells in printed.body:
        if row in rows.awards:
            last = {place: last[place] if cells[place] == ABOVE else cells[place] for place in places}
            found[row] = {*last.values(), rows.awards[row]} - {""}
    return found


def compare_totals(printed: PrintedRows, columns: Columns, rows: Rows, sections: Sections) -> Iterator[str]:
    """A line for each printed total that compares it with the sum of its rows, and a line with the sum of all rows if
    no total of the complete table is printed."""
    award = printed.names.index(columns.meanings["award"])
    foreign = set(in_other_currencies(printed, columns, rows))
    amounts = {
        row: None if row in foreign else pence_of(cells[award], columns.scale)
        for row, cells in printed.body
        if row in rows.awards
    }
    texts = section_texts(printed, rows, sections)
    for total in rows.totals:
        under = [pence for row, pence in amounts.items() if not total.section or total.section in texts[row]]
        yield f"row {total.row}, {total.label}: {_compared(under, total, columns.scale)}"
    if not any(not total.section for total in rows.totals):
        yield f"no total of the whole table is printed; {_added(list(amounts.values()))}"


def _compared(under: list[int | None], total: Total, scale: Scale | None) -> str:
    added, printed = _added(under), pence_of(total.printed, scale) or 0
    difference = sum(pence or 0 for pence in under) - printed
    if not difference:
        return f"{added}, as printed"
    more_or_less = "more" if difference > 0 else "less"
    return f"{added}: {format_gbp(abs(difference))} {more_or_less} than the {format_gbp(printed)} printed"


def _added(amounts: Sequence[int | None]) -> str:
    readable = [pence for pence in amounts if pence is not None]
    if not readable:
        return f"none of {len(amounts)} amounts can be read"
    return f"{len(readable)} of {len(amounts)} amounts can be read and add up to {format_gbp(sum(readable))}"


_NEEDED = ("provider", "award")
_WHY_SCALED = "by the header, the title, the text or the number format; the printed numbers stay as they are"
_WHY_POUNDS = "its column holds plain numbers, as software writes pounds: 12.5 is £12.50"
_LISTS = {"stream": "streams", "theme": "themes", "arrangement": "arrangements"}


@dataclass(frozen=True)
class Proposal:
    """The proposed entries for one table: `keys` of its entry in `award_tables` except `columns`, then the `columns`,
    and `totals`, its entries in `printed_totals`.

    `sums` are lines that compare the rows with the printed totals; `doubts` are lines on what a person must look at.
    `funds` are the texts of a column of funds that are not among the known streams; `providers` are all providers.
    """

    file: str
    printed: PrintedRows
    keys: list[Guess]
    columns: list[Guess]
    totals: list[dict[str, Any]]
    sums: list[str]
    doubts: list[str]
    funds: list[str]
    providers: list[str]

    @property
    def themes(self) -> set[str]:
        """The texts that are taken as themes."""
        return {text for key, listed, _ in self.keys if key == "themes" for text in listed}


def propose(
    printed: PrintedRows,
    year: FinancialYear,
    *,
    place: str,
    heading: str,
    streams: Sequence[Stream],
    before: AwardTable | None = None,
    themes: Collection[str] = (),
    funds: Mapping[str, str] | None = None,
    said: Scale = 1,
) -> Proposal | None:
    """The proposal for a table; None if it does not look like a table of awards.

    `place` is the table's place in the file, `heading` the text above it, `before` the declaration of the same table in
    an earlier paper. `themes` are texts that are themes in another table of the paper, and so are in this one. `funds`
    maps the funds that the year's paper names outside its tables to the codes of their streams. `said` is the scale of
    all figures by the paper's text.
    """
    columns = guess_columns(printed, year, before.columns.by_meaning() if before else {}, (heading, place), said)
    if not set(_NEEDED) <= set(columns.meanings):
        return None
    original, printed = printed, _with_pence(printed, columns)
    rows = guess_rows(printed, columns, year)
    if not rows.awards:
        return None
    columns = with_funds_as_services(printed, columns, rows, streams, before)
    sections = guess_sections(printed, columns, rows, streams, before, themes)
    meanings = {name: column for name, column in columns.meanings.items() if name not in _LISTS} | sections.columns
    title = heading or printed.title
    file = before.file if before else f"{slug(title or place)[:40].strip('-')}.csv"
    keys = [
        ("file", file, ""),
        *guess_stream(title, texts_of(printed, columns, rows, "service"), streams, sections, before, funds or {}),
        *_service(title or place, columns, before),
        ("place", place, "where the file has it; the paper may call it otherwise"),
        *_form(printed, columns, rows, before, [column for column in printed.names if column not in meanings.values()]),
        *_parts(sections, before),
        *_others(rows),
    ]
    totals = [_declared(total, file, place, sections, columns.scale) for total in rows.totals]
    doubts = list(doubts_on(printed, columns, rows, year))
    guesses = [(name, column, columns.why[column]) for name, column in meanings.items()]
    sums = list(compare_totals(printed, columns, rows, sections))
    is_of_funds = "theme" in sections.columns and sections.columns["theme"] == columns.meanings.get("stream")
    of_funds = list(sections.listed["theme"]) if is_of_funds else []
    providers = texts_of(printed, columns, rows, "provider")
    return Proposal(file, original, keys, guesses, totals, sums, doubts, of_funds, providers)


def _with_pence(printed: PrintedRows, columns: Columns) -> PrintedRows:
    """The rows with each amount's pence beside its pounds, if they have a column of their own; cells that do not form
    an amount stay as they are."""
    if "pence" not in columns.meanings:
        return printed
    award, pence = (printed.names.index(columns.meanings[name]) for name in ("award", "pence"))
    rows = [list(row) for row in printed.rows]
    for row in rows[printed.header_rows :]:
        with suppress(AmountError):
            row[award], row[pence] = with_pence(row[award], row[pence]), ""
    return replace(printed, rows=rows)


def _service(title: str, columns: Columns, before: AwardTable | None) -> Iterator[Guess]:
    """The entry on what the table is about, if it has no column of services."""
    if "service" not in columns.meanings:
        known = before.service if before else None
        yield "service", known or title, "" if known else "no column says what an award is for; say what the table is"


def _form(
    printed: PrintedRows, columns: Columns, rows: Rows, before: AwardTable | None, ignored: list[str]
) -> Iterator[Guess]:
    """The entries on how the table is printed; `ignored` are its columns without a known meaning."""
    if printed.header_rows > 1:
        yield (
            "header_rows",
            printed.header_rows,
            "cells of its first row span others, or the second row goes on with their names",
        )
    if ignored:
        yield "ignored_columns", ignored, "nothing says what they mean for this year"
    if rows.has_blank_awards:
        yield "no_award", ["", "-", "–"], "some rows have amounts of other years only"
    award = printed.names.index(columns.meanings["award"])
    texts = [cells[award] for row, cells in printed.body if row in rows.awards]
    if columns.scale:
        yield "scale", columns.scale, _WHY_SCALED if columns.scale > 1 else _WHY_POUNDS
    if any(
        is_amount(text, spaced=True, scale=columns.scale) and not is_amount(text, scale=columns.scale) for text in texts
    ):
        yield "spaced_amounts", True, "some amounts have spaces in them"
    if before and before.arrangement and "arrangement" not in columns.meanings:
        yield "arrangement", before.arrangement, "as in the year before"


def _parts(sections: Sections, before: AwardTable | None) -> Iterator[Guess]:
    """The entries on the sections of the table, and the meaning of their printed texts."""
    if sections.rows:
        yield "section_rows", sections.rows, "rows with one text and nothing beside it"
    if sections.blank:
        yield "may_be_blank", sections.blank, "if the one above goes on instead, type the ditto sign there"
    for kind, listed in sections.listed.items():
        known = before.headings[kind] if before else {}
        reason = "" if listed.items() <= known.items() else "by their words" if kind != "theme" else "add each aim"
        yield _LISTS[kind], listed, reason


def _others(rows: Rows) -> Iterator[Guess]:
    """The entries on rows that are not awards, and on cells in the wrong column."""
    if rows.left_out:
        listed = [{"row": row, "printed": text, "because": why} for row, text, why in rows.left_out]
        yield "left_out", listed, "they do not look like awards"
    if rows.misplaced:
        corrections = [correction for misplaced in rows.misplaced for correction in _corrections(misplaced)]
        yield "corrections", corrections, "a text stands where the amount should be, and the provider's cell is empty"


def _corrections(misplaced: Misplaced) -> Iterator[dict[str, Any]]:
    moved = "The provider's text is printed in the amount's column, one cell too far to the right."
    lost = "The provider's text stands where the amount should be; the amount is not stated."
    for column, printed, read_as, reason in (
        (misplaced.provider_column, "", misplaced.text, moved),
        (misplaced.award_column, misplaced.text, "", lost),
    ):
        yield {
            "row": misplaced.row,
            "column": column,
            "printed": printed,
            "read_as": read_as,
            "reason": reason,
            "status": "to be confirmed by the office",
        }


def _declared(total: Total, file: str, place: str, sections: Sections, scale: Scale | None) -> dict[str, Any]:
    """A printed total as `paper.toml` declares it."""
    declared: dict[str, Any] = {"label": total.label, "printed": total.printed, "file": file, "row": total.row}
    if scale:
        declared["scale"] = scale
    if not is_amount(total.printed, scale=scale):
        declared["spaced_amounts"] = True
    for kind, listed in sections.listed.items():
        if total.section and total.section in listed:
            declared[kind] = total.section if kind == "theme" else listed[total.section]
    return {**declared, "place": f"{place}, row {total.row}"}
