"""Guess which rows of a printed table are headings, totals, income or notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from grantsdata.importers.proposal.columns import Columns
from grantsdata.importers.proposal.evidence import is_only_year
from grantsdata.importers.proposal.raw_table import ABOVE, LEFT, PrintedRows
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.schema import INCOME, NOTE, OTHER_YEAR
from grantsdata.model.wording.rows import is_balance, is_income, is_subtotal, is_total
from grantsdata.model.years import FinancialYear, names_another_year

_TOTAL = re.compile(r"\b(sub-?|grand )?totals?\b", re.IGNORECASE)
_COUNT = re.compile(r"[0-9][0-9,]*( \w+)?")
_INCOME = re.compile(r"\b(received|income|contributions? from|funded by|reimbursed|refund)\b", re.IGNORECASE)
_NOTE = re.compile(r"^(notes?\b|\*|†|source\b|nb\b|n\.b\.)|\.$", re.IGNORECASE)
_LONG = 12
"""The most words of a heading; a longer text is a note."""


@dataclass(frozen=True)
class Total:
    """A row that seems to hold a printed total; `section` is the heading that it totals, "" for the complete table."""

    row: int
    label: str
    printed: str
    section: str


@dataclass(frozen=True)
class Misplaced:
    """A text that is in the amount's cell, one cell too far to the right."""

    row: int
    provider_column: str
    award_column: str
    text: str


@dataclass
class Rows:
    """The rows of a table by what they seem to be.

    `headings` are in order. `left_out` holds row number, text and reason, `unreadable` row number and text. `awards`
    maps the row number of each award to the heading above it, "" if there is none.
    """

    headings: list[str] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)
    misplaced: list[Misplaced] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    awards: dict[int, str] = field(default_factory=dict)
    has_blank_awards: bool = False


def guess_rows(printed: PrintedRows, columns: Columns, year: FinancialYear) -> Rows:
    """Guess what each row below the header is. A row without a sign of anything else is an award.

    Rows below a heading of income or of another year, or with another year in a cell of their own, are left out.
    """
    found = Rows()
    place = {name: number for number, name in enumerate(printed.names)}
    award = place[columns.meanings["award"]]
    others = [place[name] for name in columns.amounts if place[name] != award]
    stated_year = place.get(columns.meanings.get("financial_year", ""))
    is_loose = "service" in columns.meanings  # otherwise one text in a row may be the recipient of an award
    section, why_out = "", ""
    for row, cells in printed.body:
        words = _words(cells, award, others)
        amount = cells[award]
        first = words[0] if words else ""
        is_read = is_amount(amount, spaced=True, scale=columns.scale)
        is_sum = is_total(first) and all(map(_COUNT.fullmatch, words[1:]))
        if is_read and (is_sum or not words or (is_loose and len(words) == 1 and _TOTAL.search(first))):
            if why_out:
                found.left_out.append((row, _first(cells), why_out))
                continue
            found.totals.append(Total(row, first or "Total", amount, _section_of(first, section, found.headings)))
        elif is_read and is_balance(first) and all(map(_COUNT.fullmatch, words[1:])):
            found.left_out.append((row, _first(cells), NOTE))
        elif is_read and (is_income(first) or (is_loose and len(words) == 1 and _INCOME.search(first))):
            found.left_out.append((row, _first(cells), INCOME))
        elif len(words) == 1 and not _is_filled(amount) and not any(_is_filled(cells[other]) for other in others):
            why_out = INCOME if is_income(first) else OTHER_YEAR if names_another_year(first, year) else ""
            if why_out or is_only_year(first) or is_total(first):
                found.left_out.append((row, _first(cells), why_out or NOTE))
            elif _NOTE.search(first) or len(first.split()) > _LONG:
                found.left_out.append((row, _first(cells), NOTE))
            else:
                found.headings += [] if first in found.headings else [first]
                section = first
        elif why_out:
            found.left_out.append((row, _first(cells), why_out))
        elif stated_year is not None and names_another_year(cells[stated_year], year):
            found.left_out.append((row, _first(cells), OTHER_YEAR))
        elif others and not _is_filled(amount):
            found.has_blank_awards = True  # a row of another year's awards
        else:
            found.awards[row] = section
            _check_amount(row, cells, columns, place, found)
    _leave_out_subtotals(found)
    return found


def _leave_out_subtotals(found: Rows) -> None:
    """Leave out the totals of parts that have no heading, if a total follows: nothing says which rows they add up."""
    parts = [total for total in found.totals[:-1] if is_subtotal(total.label) and not total.section]
    found.totals = [total for total in found.totals if total not in parts]
    found.left_out = sorted([*found.left_out, *((total.row, total.label, NOTE) for total in parts)])


def _check_amount(row: int, cells: Sequence[str], columns: Columns, place: dict[str, int], found: Rows) -> None:
    """Record an award whose amount's cell holds a text that belongs to the provider, or that cannot be read."""
    award, provider = columns.meanings["award"], columns.meanings.get("provider")
    amount = cells[place[award]]
    if not _is_filled(amount) or is_amount(amount, spaced=True, scale=columns.scale):
        return
    if provider and not cells[place[provider]] and not any(char.isdigit() for char in amount):
        found.misplaced.append(Misplaced(row, provider, award, amount))
    else:
        found.unreadable.append((row, amount))


def _words(cells: Sequence[str], award: int, others: Sequence[int]) -> list[str]:
    """The texts of a row except its amounts."""
    return [
        text
        for number, text in enumerate(cells)
        if text not in ("", ABOVE, LEFT) and number != award and not (number in others and is_amount(text, spaced=True))
    ]


def _first(cells: Sequence[str]) -> str:
    return next((text for text in cells if text not in ("", ABOVE, LEFT)), "")


def _is_filled(text: str) -> bool:
    """Whether a cell holds more than a blank, a dash or a sign for a merged cell."""
    return text not in ("", "-", "–", "—", LEFT)


def _section_of(label: str, section: str, headings: Sequence[str]) -> str:
    """The heading that a total adds up: the one that its label names, or the last one if it is a subtotal; else ""."""
    folded = label.casefold()
    named = [heading for heading in headings if heading.casefold() in folded]
    return max(named, key=len) if named else section if is_subtotal(label) else ""
