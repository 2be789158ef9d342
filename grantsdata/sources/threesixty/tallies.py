"""Add up groups of equal rows of a file; each different text is read once by `readings`.

Sums are whole pence in Python's integers, which have no limit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.years import FinancialYear
from grantsdata.sources.threesixty.cells import CellError
from grantsdata.sources.threesixty.readings import CellReader, UnreadSum


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
    """The sums of tallies: `found` by the labels of the columns in `by`, and what is `unread`.

    `type_of` returns the provider type of a recipient if no column has it.
    """

    by: Sequence[str]
    reader: CellReader
    type_of: Callable[[str], str]
    rows: int = 0
    unread: UnreadSum = field(default_factory=UnreadSum)
    found: dict[tuple[str, ...], Sum] = field(default_factory=dict)

    def add(self, tally: Tally) -> None:
        """Add a group of rows."""
        self.rows += tally.rows
        cells = {meaning: self.reader.read(meaning, text) for meaning, text in tally.texts.items()}
        amount = cells.get("award_printed", tally)
        if any(isinstance(cell, CellError) for cell in cells.values()):
            self.unread.rows += tally.rows
            self.unread.pence += _pence(amount, tally.rows)
            self.unread.without_pounds += tally.rows if isinstance(amount, CellError) else 0
            return
        labels = tuple(self._label(name, cells, tally.year) for name in self.by)
        total = self.found.setdefault(labels, Sum())
        total.awards += tally.rows
        total.pence += _pence(amount, tally.rows)
        total.not_stated += tally.rows if isinstance(amount, PrintedAmount) and amount.pence is None else 0

    def _label(self, name: str, cells: Mapping[str, object], year: int | None) -> str:
        if name == "financial_year":
            stated = cells.get("financial_year") or cells.get("award_date")
            return str(FinancialYear(year) if stated is None and year is not None else stated)
        if name == "provider_type" and "provider_type" not in cells:
            return self.type_of(str(cells["provider_printed"]))
        return str(cells[name])


def _pence(amount: object, rows: int) -> int:
    """Return the pence of rows with this amount: one that they share, or a tally with their sum; else 0."""
    if isinstance(amount, Tally):
        return int((amount.pounds or 0) * 100)
    return (amount.pence or 0) * rows if isinstance(amount, PrintedAmount) else 0
