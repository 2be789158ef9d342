"""Guess which rows of a printed table are headings, totals, income or notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grantsdata.importers.proposal.columns import Columns
from grantsdata.importers.proposal.evidence import filled, pence_of
from grantsdata.importers.proposal.headed_totals import headed_totals
from grantsdata.importers.proposal.raw_table import ABOVE, LEFT, PrintedRows
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.declared_table import SECTIONS
from grantsdata.model.schema import INCOME, NOT_AWARDED, NOTE, OTHER_YEAR
from grantsdata.model.wording.rows import (
    are_outcomes,
    heads_not_awarded,
    is_balance,
    is_income,
    is_subtotal,
    is_total,
    says_not_awarded,
)
from grantsdata.model.years import FinancialYear, is_only_year, names_another_year

_TOTAL = re.compile(r"\b(sub-?|grand )?totals?\b", re.IGNORECASE)
_BARE_TOTAL = re.compile(r"((sub|grand|overall)[ -]?)?totals?:?|(is-?g|c)yfanswm:?", re.IGNORECASE)
_BUDGET = re.compile(
    r"((total|overall|annual|original|available) )?(budget|funds|funding|money|resources)( available)?"
    r"( (for )?(the )?(year|20[0-9]{2}.*))?",
    re.IGNORECASE,
)
_NO_AWARD = re.compile(
    r"((opening|closing) )?balance|(plus |add )?vat( (at|@) .*)?|net|gross"
    r"|(average|mean|median|cyfartaledd|minimum|maximum|smallest|largest|highest|lowest)( (award|grant|amount|value))?"
    r"|count|(number|no\.?) of (awards|grants|projects|applications)"
    r"|((net|overall) )?(surplus|deficit|shortfall|underspend|overspend)( .*)?|net (total|position|cost|expenditure)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[-–—(]? ?of (which|this)\b.*"
    r"|less(:.*| (the )?(under-?spend|recover|refund|repa|income|contribution|funds|amount|balance|grant|money)\w*.*)",
    re.IGNORECASE,
)
"""The label of a part of the amount above, or of what is taken off."""

_SOURCES = re.compile(
    r"sources? of (income|funding)|(income|funding) sources?|receipts|funded by:?|money in|income and funding",
    re.IGNORECASE,
)
_OTHER_YEARS = re.compile(
    r"(commitments?|grants?|awards?|payments?|allocations?)( \w+){,3} (future|next|previous|prior|earlier) years?:?",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"(all|together|combined|overall|sum|totals?|aggregate)\b", re.IGNORECASE)
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

    `headings` are in order. `left_out` holds row number, text and reason, `unreadable` row number and text, `alone` the
    same of each amount with nothing beside it. `awards` maps the row number of each award to the heading above it, ""
    if there is none.
    """

    headings: list[str] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)
    misplaced: list[Misplaced] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    alone: list[tuple[int, str]] = field(default_factory=list)
    awards: dict[int, str] = field(default_factory=dict)
    has_blank_awards: bool = False


def guess_rows(printed: PrintedRows, columns: Columns, year: FinancialYear) -> Rows:
    """Guess what each row below the header is. A row without a sign of anything else is an award.

    Rows below a heading of income or of another year, or with another year in a cell of their own, are left out.
    """
    guessing = _Guessing(printed, columns, year)
    for row, cells in printed.body:
        guessing.add(row, cells)
    guessing.settle_parts()
    guessing.settle_heads(dict(printed.body))
    return guessing.found


class _Guessing:
    """Goes through the rows from the top. `_section` is the heading above a row; `_why_out` says why the rows below it
    are left out, "" if they are not; `_all` is the pence of the awards so far, by row, and `_sum` what they add up to;
    `_part` is how many of them state an amount since the last heading or total, and what those add up to."""

    def __init__(self, printed: PrintedRows, columns: Columns, year: FinancialYear) -> None:
        self.found = Rows()
        self._columns, self._year = columns, year
        self._place = place = {name: number for number, name in enumerate(printed.names)}
        self._award = place[columns.meanings["award"]]
        self._header = columns.meanings["award"].casefold()
        self._others = [place[name] for name in columns.amounts if place[name] != self._award]
        self._other_years = [place[name] for name in columns.amounts if names_another_year(name, year)]
        self._stated_year = place.get(columns.meanings.get("financial_year", ""))
        self._divided_by = [place[columns.meanings[kind]] for kind in SECTIONS if kind in columns.meanings]
        self._names = [place[columns.meanings[what]] for what in ("service", "provider") if what in columns.meanings]
        self._is_loose = "service" in columns.meanings  # otherwise one text in a row may be the recipient of an award
        columns_of = {number: filled([cells[number] for _, cells in printed.body]) for number in place.values()}
        self._outcomes = [number for number, texts in columns_of.items() if are_outcomes(texts)]
        self._last = max((row for row, cells in printed.body if self._pence(cells[self._award]) is not None), default=0)
        # Awards end with the last row of several texts; a single text below it heads nothing.
        self._end = max((row for row, cells in printed.body if sum(map(_is_filled, cells)) > 1), default=0)
        self._section = self._why_out = ""
        self._of_parts: list[tuple[Total, str, int]] = []
        self._texts: list[str] = []
        self._all: dict[int, int] = {}
        self._sum, self._part = 0, (0, 0)

    def add(self, row: int, cells: Sequence[str]) -> None:
        """Guess what the next row is."""
        found, words, amount = self.found, _words(cells, self._award, self._others), cells[self._award]
        label, pence = words[0] if words else "", self._pence(amount)
        first = label.rstrip(" :")
        if amount.casefold() == self._header and len(words) == 1:  # a heading beside which the header is printed again
            cells, amount = [text if text != amount else "" for text in cells], ""
        if pence is not None and (why := self._why_no_award(first, words, pence)):
            found.left_out.append((row, _first(cells), why))
        elif pence is not None and self._is_total(row, first, words, pence):
            self._total(row, cells, label, pence)
        elif len(words) == 1 and not _is_filled(amount) and not any(_is_filled(cells[other]) for other in self._others):
            self._heading(row, cells, label)
        elif self._why_out:
            found.left_out.append((row, _first(cells), self._why_out))
        elif self._stated_year is not None and names_another_year(cells[self._stated_year], self._year):
            found.left_out.append((row, _first(cells), OTHER_YEAR))
        elif self._came_to_nothing(cells, pence):
            found.left_out.append((row, _first(cells), NOT_AWARDED))
        elif not _is_filled(amount) and any(_is_filled(cells[other]) for other in self._other_years):
            found.has_blank_awards = True  # a row of another year's awards
        else:
            found.awards[row] = self._section
            self._texts += [cells[place] for place in self._divided_by if cells[place] not in ("", ABOVE, LEFT)]
            if pence is not None:
                self._all[row] = pence
                self._sum += pence
                self._part = (self._part[0] + 1, self._part[1] + pence)
            if pence is not None and not words:
                found.alone.append((row, amount))
            _check_amount(row, cells, self._columns, self._place, found)

    def _came_to_nothing(self, cells: Sequence[str], pence: int | None) -> bool:
        """Whether a row says so: in a column of outcomes, or anywhere but in a name if it has no amount."""
        places = [place for place in range(len(cells)) if not pence and place not in self._names] or self._outcomes
        return any(says_not_awarded(cells[place]) for place in places)

    def _pence(self, text: str) -> int | None:
        return pence_of(text, self._columns.scale)

    def _adds_up(self, pence: int) -> bool:
        return any(number > 1 and above == pence for number, above in ((len(self._all), self._sum), self._part))

    def _why_no_award(self, first: str, words: Sequence[str], pence: int) -> str:
        """Why a row with an amount is neither an award nor a total; "" if it may be one."""
        if self._why_out:
            return ""
        is_alone = all(map(_COUNT.fullmatch, words[1:]))
        is_budget = bool(_BUDGET.fullmatch(first)) and not self._adds_up(pence)
        is_no_award = is_balance(first) or (_NO_AWARD.fullmatch(first) and not self._adds_up(pence))
        if is_alone and (is_budget or is_no_award or _PART.fullmatch(first)):
            return NOTE
        is_income_row = is_income(first) or (self._is_loose and len(words) == 1 and _INCOME.search(first))
        return INCOME if is_income_row else ""

    def _is_total(self, row: int, first: str, words: Sequence[str], pence: int) -> bool:
        """Whether a row with an amount is a total: by its label, or because the amounts above add up to it."""
        if not words:
            return row == self._last or self._adds_up(pence)
        is_alone = all(map(_COUNT.fullmatch, words[1:]))
        if _BARE_TOTAL.fullmatch(first) or (is_total(first) and is_alone):
            return True
        is_named = bool(_TOTAL.search(first))
        if not self._adds_up(pence):
            return is_named and self._is_loose and len(words) == 1
        return is_named or (is_alone and (self._is_loose or bool(_OF_ALL.match(first))))

    def _total(self, row: int, cells: Sequence[str], first: str, pence: int) -> None:
        is_of_part, self._part = self._part[1] == pence, (0, 0)
        if self._why_out:
            self.found.left_out.append((row, _first(cells), self._why_out))
            self._why_out = ""  # what is left out ends with its total
            return
        section = _section_of(first, self._section, [*self.found.headings, *self._texts])
        total = Total(row, first or "Total", cells[self._award], section)
        self.found.totals.append(total)
        if not section and (is_of_part or is_subtotal(first)):
            self._of_parts.append((total, self._section, pence))

    def settle_parts(self) -> None:
        """Give each total of a part the heading above it. Without one nothing says which rows it adds up, and so
        it is left out if a total follows."""
        found = self.found
        for total, heading, pence in self._of_parts:
            place = found.totals.index(total)
            if pence == self._sum and not is_subtotal(total.label):
                continue  # of the complete table
            if heading:
                found.totals[place] = replace(total, section=heading)
            elif total is not found.totals[-1]:
                found.totals.remove(total)
                found.left_out.append((total.row, total.label, NOTE))
        found.left_out.sort()

    def settle_heads(self, cells: Mapping[int, Sequence[str]]) -> None:
        """Take the rows that repeat the sum of those below them for headings with totals, if no others are there."""
        found = self.found
        total = self._pence(found.totals[-1].printed) if found.totals and not found.totals[-1].section else None
        heads = headed_totals(self._all, total) if not found.headings and len(self._all) == len(found.awards) else []
        section = ""
        for row in list(found.awards) if heads else ():
            if row not in heads:
                found.awards[row] = section
                continue
            del found.awards[row]
            section = _first(cells[row])
            found.headings.append(section)
            found.totals.append(Total(row, section, cells[row][self._award], section))
        found.totals.sort(key=lambda one: one.row)

    def _heading(self, row: int, cells: Sequence[str], first: str) -> None:
        """A row of one text: a heading, or a note."""
        self._why_out = _why_not_below(first, self._year)
        self._part = (0, 0)
        is_note = bool(_NOTE.search(first)) or len(first.split()) > _LONG or row > self._end
        if self._why_out or is_note or is_only_year(first) or is_total(first):
            self.found.left_out.append((row, _first(cells), self._why_out or NOTE))
            return
        self.found.headings += [] if first in self.found.headings else [first]
        self._section = first


def _why_not_below(heading: str, year: FinancialYear) -> str:
    """Why the rows below a heading are no awards of the year; "" if they may be."""
    if is_income(heading) or _SOURCES.fullmatch(heading):
        return INCOME
    if names_another_year(heading, year) or _OTHER_YEARS.fullmatch(heading):
        return OTHER_YEAR
    return NOT_AWARDED if heads_not_awarded(heading) else ""


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
