"""What tables, controls and notes a page of each notebook must have: what is left out contradicts nothing.

There is a table of whatever the raw files have. A list has each award that its page is about, and readers can narrow it
by what its awards differ in. The board paper has all that the office has written in its notes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from grantsdata.runs.figures.check import about_of, notebook_of
from grantsdata.runs.figures.records import committed_of, conditions_of, money_of
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.saved_table import tables_of
from grantsdata.runs.verifier.changes import history_of
from grantsdata.runs.verifier.evaluate import chosen
from grantsdata.runs.verifier.raw import Award, Raw
from grantsdata.runs.verifier.rows import Cells

if TYPE_CHECKING:
    from grantsdata.runs.qa.expected import PageData  # which needs pandas; the index is checked without

LISTED_ON = ("annual-report", "board-paper", "stream-report")
"""Notebooks whose pages list each award: its service, its provider, its amount."""

NARROWED_BY = {"Stream": "stream", "Provider type": "provider_type"}
"""Legend of a group of buttons → what the awards differ in."""

Needed = Callable[[Raw, Sequence[Award]], object]
"""Whether a page needs a table, by the raw files and the awards that the page is about."""


def _on_file(name: str) -> Needed:
    return lambda raw, awards: raw.listed(name)


def _under(duty: str) -> Needed:
    return lambda raw, awards: any(award[duty] for award in awards)


def _of_streams(lines: Callable[[Raw], Sequence[Cells]]) -> Needed:
    """Whether one of these lines is of a stream whose awards the page is about."""

    def needs(raw: Raw, awards: Sequence[Award]) -> bool:
        names = {award["stream"] for award in awards}
        codes = {one["code"] for one in raw.paper["streams"] if one["name"] in names}
        return any(line["stream"] in codes for line in lines(raw))

    return needs


TABLES: dict[str, dict[str, Needed]] = {
    "agreements": {
        "Agreements and their terms": _on_file("agreements"),
        "What is committed for later years": lambda raw, awards: committed_of(raw),
        "Conditions of awards": _on_file("conditions"),
        "Money released beside the conditions": lambda raw, awards: any(
            figures["paid_out_gbp"] is not None for _, figures in conditions_of(raw)
        ),
        "Planned, awarded, paid and returned, side by side": lambda raw, awards: money_of(raw),
        "Each payment, by date": _on_file("payments"),
        "Variations of awards, by date": _on_file("variations"),
        "Register of single tenders": _on_file("tenders"),
    },
    "annual-report": {
        "Awards by provider type and stream": lambda raw, awards: any(award["in_overall_budget"] for award in awards),
        "Providers, largest first": lambda raw, awards: any(award["provider"] for award in awards),
        "Other funds and bids that the paper names": lambda raw, awards: raw.other_funds(),
        "Measures that the paper reports": _on_file("measures"),
    },
    "changes": {"Each change, by date": lambda raw, awards: history_of(raw)},
    "disclosure": {
        "What this paper states about each grant": _under("3(f) grant"),
        "What this paper states about other spending": _under("3(g) item over £500"),
        "Where each contract can be read": _under("contract over £10,000"),
        "What this paper states about each smaller contract": _under("contract of £10,000 or less"),
    },
    "stream-report": {
        "Awards by provider type": lambda raw, awards: awards,
        "Measures that the paper reports": _of_streams(lambda raw: raw.listed("measures")),
        "Other money from this stream, by the paper's text": _of_streams(Raw.other_funds),
    },
}
"""Notebook → caption of a table that its page must have → whether it needs it."""

_MOST_SUMS = 150
"""A list with more combinations may lack a group of buttons, since each combination has a sum on the page."""

_FEWEST_WORDS = 4
"""Words of a piece of the notes between two placeholders; fewer could stand anywhere."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W_]+")


def main_parts_are_there(page: Page, data: "PageData") -> list[str]:
    """The tables are there, each award is in a list, lists can be narrowed, and notes are in full."""
    notebook = notebook_of(page)
    awards = chosen(data.raw.awards, about_of(page))
    captions = {table.caption for table in tables_of(page)}
    needed = [caption for caption, needs in TABLES.get(notebook, {}).items() if needs(data.raw, awards)]
    faults = [f"the table “{caption}” is not there" for caption in needed if caption not in captions]
    faults += [*_not_listed(page, awards)] if notebook in LISTED_ON else []
    faults += _not_narrowed(page, awards) if notebook == "annual-report" else []
    return faults + ([*_not_noted(page, data.raw)] if notebook == "board-paper" else [])


def _not_listed(page: Page, awards: Sequence[Award]) -> Iterator[str]:
    """The awards that no table with services and amounts has."""
    lists = [table for table in tables_of(page) if {"service", "award_gbp"} <= {*table.columns}]
    rows = [row.printed for table in lists for row in table.rows if not row.is_total]
    shown = Counter((row["service"], row.get("provider", "")) for row in rows)
    for (service, provider), missing in (Counter(map(_named, awards)) - shown).items():
        times = f", {missing} of them" if missing > 1 else ""
        yield f"no list has the award for “{service}”{f' to {provider}' if provider else ''}{times}"


def _named(award: Award) -> tuple[str, str]:
    return award["service"], award["provider"] or ""


def _not_narrowed(page: Page, awards: Sequence[Award]) -> Iterator[str]:
    """The buttons that a list should have by what its awards differ in."""
    legends = {spaced(tag) for tag in page.named("legend")}
    differ = [(legend, name) for legend, name in NARROWED_BY.items() if len({award[name] for award in awards}) > 1]
    groups = [award["arrangement"] or award["theme"] or "" for award in awards]
    labels = [(award["stream"], award["provider_type"], group) for award, group in zip(awards, groups, strict=True)]
    sums = {combination for of in labels for combination in product(*((None, label) for label in of))}
    wanted = [legend for legend, _ in differ] + ["Arrangement or theme"] * (len({*groups}) > 1)
    if len(sums) <= _MOST_SUMS:
        yield from (f"the list of awards cannot be narrowed by “{one}”" for one in wanted if one not in legends)
    elif wanted and not legends:
        yield "the list of awards cannot be narrowed"


def _not_noted(page: Page, raw: Raw) -> Iterator[str]:
    """The pieces of the office's notes that the page does not have, word by word; the printed texts in them apart."""
    path = raw.path("board-paper.md")
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    shown = f" {' '.join(_WORD.findall(spaced(page.soup)))} "
    notes = "\n".join(line for line in text.splitlines() if not line.startswith("## "))  # which names a section
    for piece in re.split(rf"{_PLACEHOLDER.pattern}|\n\s*\n|\n(?=\s*(?:[-*+]|[0-9]+[.)]) )", notes):
        words = _WORD.findall(piece)
        if len(words) >= _FEWEST_WORDS and f" {' '.join(words)} " not in shown:
            yield f"the notes of the year say “{' '.join(piece.split())[:80]}”, which is not on the page"
