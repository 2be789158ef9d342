"""Rows of a large file that are alike, and what they come to: each text read once by the one definition of a cell.

The amounts are whole pence in Python's integers, so that no sum is too large for them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from grantsdata.model.money import PrintedAmount
from grantsdata.model.years import FinancialYear
from grantsdata.sources.threesixty import cells
from grantsdata.sources.threesixty.cells import CellError

_READERS: dict[str, Callable[[str], object]] = {
    "stream": cells.read_stream,
    "provider_printed": cells.read_provider,
    "provider_type": cells.read_provider_type,
    "financial_year": cells.read_year,
    "award_date": cells.read_date,
    "currency": cells.read_currency,
    "award_printed": cells.read_amount,
}


@dataclass(frozen=True)
class Tally:
    """Rows of a file that are alike.

    `texts` are their labels and what is left to be read, by meaning; `year` is that in which the financial year of a
    day begins that is read already; `pounds` adds up their amounts, unless `texts` has the amount.
    """

    texts: Mapping[str, str]
    rows: int
    year: int | None = None
    pounds: Decimal | None = None


@dataclass
class Sum:
    """What the rows with the same labels come to."""

    awards: int = 0
    not_stated: int = 0
    pence: int = 0


@dataclass
class Sums:
    """What tallies come to: `found` by the labels that `by` names, and the `unread` rows.

    `refused` has for each meaning the texts that cannot be read and what was expected of them. `type_of` tells the
    kind of a recipient that no column tells.
    """

    by: Sequence[str]
    type_of: Callable[[str], str]
    rows: int = 0
    unread: int = 0
    found: dict[tuple[str, ...], Sum] = field(default_factory=dict)
    refused: dict[str, dict[str, str]] = field(default_factory=dict)
    _read: dict[tuple[str, str], object] = field(default_factory=dict)

    def add(self, tally: Tally) -> None:
        """Count rows that are alike."""
        self.rows += tally.rows
        cells = {meaning: self._cell(meaning, text) for meaning, text in tally.texts.items()}
        if any(isinstance(cell, CellError) for cell in cells.values()):
            self.unread += tally.rows
            return
        of_it = self.found.setdefault(tuple(self._label(name, cells, tally.year) for name in self.by), Sum())
        of_it.awards += tally.rows
        amount = cells.get("award_printed")
        if not isinstance(amount, PrintedAmount):
            of_it.pence += int((tally.pounds or 0) * 100)
        elif amount.pence is None:
            of_it.not_stated += tally.rows
        else:
            of_it.pence += amount.pence * tally.rows

    def _cell(self, meaning: str, text: str) -> object:
        if (meaning, text) not in self._read:
            try:
                self._read[meaning, text] = _READERS[meaning](text)
            except CellError as error:
                self._read[meaning, text] = error
                self.refused.setdefault(meaning, {})[text] = str(error)
        return self._read[meaning, text]

    def _label(self, name: str, cells: Mapping[str, object], year: int | None) -> str:
        if name == "financial_year":
            told = cells.get("financial_year") or cells.get("award_date")
            return str(FinancialYear(year) if told is None and year is not None else told)
        if name == "provider_type" and "provider_type" not in cells:
            return self.type_of(str(cells["provider_printed"]))
        return str(cells[name])
