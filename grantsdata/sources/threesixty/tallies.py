"""Add up groups of equal rows of a large file; each different text is read once by `cells`.

Sums are whole pence in Python's integers, which have no limit.
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
    """A group of equal rows of a file.

    `texts` are their labels and the texts still to be read, by meaning. `year` is the calendar year in which the
    financial year begins, if the day has been read already. `pounds` is the sum of their amounts, unless `texts` has
    the amount.
    """

    texts: Mapping[str, str]
    rows: int
    year: int | None = None
    pounds: Decimal | None = None


@dataclass
class Sum:
    """The sums of the rows with the same labels."""

    awards: int = 0
    not_stated: int = 0
    pence: int = 0


@dataclass
class Sums:
    """The sums of tallies: `found` by the labels of the columns in `by`, and the number of `unread` rows.

    `refused` maps each meaning to the texts that cannot be read, each with what was expected. `type_of` returns the
    provider type of a recipient if no column has it.
    """

    by: Sequence[str]
    type_of: Callable[[str], str]
    rows: int = 0
    unread: int = 0
    found: dict[tuple[str, ...], Sum] = field(default_factory=dict)
    refused: dict[str, dict[str, str]] = field(default_factory=dict)
    _read: dict[tuple[str, str], object] = field(default_factory=dict)

    def add(self, tally: Tally) -> None:
        """Add a group of rows."""
        self.rows += tally.rows
        cells = {meaning: self._cell(meaning, text) for meaning, text in tally.texts.items()}
        if any(isinstance(cell, CellError) for cell in cells.values()):
            self.unread += tally.rows
            return
        labels = tuple(self._label(name, cells, tally.year) for name in self.by)
        total = self.found.setdefault(labels, Sum())
        total.awards += tally.rows
        amount = cells.get("award_printed")
        if not isinstance(amount, PrintedAmount):
            total.pence += int((tally.pounds or 0) * 100)
        elif amount.pence is None:
            total.not_stated += tally.rows
        else:
            total.pence += amount.pence * tally.rows

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
            stated = cells.get("financial_year") or cells.get("award_date")
            return str(FinancialYear(year) if stated is None and year is not None else stated)
        if name == "provider_type" and "provider_type" not in cells:
            return self.type_of(str(cells["provider_printed"]))
        return str(cells[name])
