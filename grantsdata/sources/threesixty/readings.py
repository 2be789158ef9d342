"""Read the cells of one file, small or large, and say how they were read and which rows were not.

This is the one definition of a grant that can be read: `read_360giving` and `national_breakdown` read by it and agree.
"""

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from grantsdata.errors import Fault, ReadingWarning, visible
from grantsdata.model.amounts.printed import PrintedAmount
from grantsdata.model.money import format_gbp
from grantsdata.model.phrases import counted
from grantsdata.sources.threesixty import cells
from grantsdata.sources.threesixty.cells import CellError, DateOrder

BEYOND = "beyond the header"
"""The meaning of the texts in cells that the rows of a file have beyond its header."""

_READERS: dict[str, Callable[[str], object]] = {
    "funder": cells.read_text,
    "award_id": cells.read_identifier,
    "service": cells.read_title,
    "currency": cells.read_currency,
    "award_printed": cells.read_amount,
    "financial_year": cells.read_year,
    "stream": cells.read_stream,
    "provider_printed": cells.read_provider,
    "person": cells.read_second_recipient,
    "provider_type": cells.read_provider_type,
    BEYOND: cells.read_nothing,
}

READ = ("award_id", "service", "currency", "award_printed", "financial_year", "award_date", "stream",
        "provider_printed", "person", "provider_type", BEYOND)  # fmt: skip
"""The meanings of the cells that are read, in the order in which their faults are listed. Other cells are texts."""


CORRECT = "Correct the cell in the file, or ask its publisher."


class SeveralEntries(str):
    """The texts of several entries of a list where one is expected. They are never read as one text."""

    __slots__ = ()


@dataclass
class CellReader:
    """Reads each different text of each column once.

    `columns` maps meanings to titles. `order` is that of the dates of the column. `repeated` are the identifiers that
    occur twice. `refused` maps each meaning to the texts that cannot be read, each with what was expected.
    """

    columns: Mapping[str, str]
    order: DateOrder | None
    repeated: frozenset[str]
    refused: dict[str, dict[str, str]] = field(default_factory=dict)
    _read: dict[tuple[str, str, bool], object] = field(default_factory=dict)

    def read(self, meaning: str, text: str) -> object:
        """Return the value of a cell; a CellError, which is not raised, if it cannot be read."""
        key = (meaning, text, isinstance(text, SeveralEntries))
        if key not in self._read:
            try:
                self._read[key] = self._value(meaning, text)
            except CellError as error:
                self._read[key] = error
                self.refused.setdefault(meaning, {})[text] = str(error)
        return self._read[key]

    def values(self, texts: Mapping[str, str], meanings: Iterable[str] = READ) -> dict[str, Any]:
        """Return the values of the cells of a row, by meaning; a CellError for each that cannot be read."""
        return {meaning: self.read(meaning, texts[meaning]) for meaning in meanings if meaning in texts}

    def faults(self, file: str, row: int, texts: Mapping[str, str], values: Mapping[str, object]) -> list[Fault]:
        """Return a fault for each cell that cannot be read; only one if the row is blank."""
        wrong = {meaning: error for meaning, error in values.items() if isinstance(error, CellError)}
        if wrong and not any(texts.values()):
            return [Fault(file, "a blank row", "a grant", "Delete the row.", row)]
        return [
            Fault(file, "cannot read", str(error), CORRECT, row, self.columns[meaning], texts[meaning])
            for meaning, error in wrong.items()
        ]

    def _value(self, meaning: str, text: str) -> object:
        if isinstance(text, SeveralEntries):
            raise CellError("one entry")
        if meaning == "award_date":
            return cells.read_date(text, self.order)
        value = _READERS[meaning](text)
        if meaning == "award_id" and value in self.repeated:
            raise CellError("each identifier once")
        return value

    def notes(self) -> list[str]:
        """Return a sentence for each form that is not the standard's and was read all the same, with an example."""
        examples: dict[tuple[str, str], str] = {}
        for (meaning, text, _), value in self._read.items():
            if not isinstance(value, CellError) and (how := self._how(meaning, text, value)):
                examples[meaning, how] = min(text, examples.get((meaning, how), text))
        notes = []
        for (meaning, how), text in sorted(examples.items()):
            value = self._read[meaning, text, False]
            read = format_gbp(value.pence or 0) if isinstance(value, PrintedAmount) else str(value)
            notes.append(f'{self.columns[meaning]}: "{visible(text.strip())}" {how.replace("{read}", read)}.')
        return notes

    def _how(self, meaning: str, text: str, value: object) -> str:
        """Return the end of a sentence on how a text of an unusual form was read, "" if the form is usual."""
        if meaning == "award_printed" and cells.with_pence(text):
            return "and the like are read as pounds, here {read}"
        is_year = meaning == "financial_year" or (meaning == "award_date" and cells.is_year(text))
        if is_year and len(text.strip()) != len(str(value)):
            return "and the like are read as financial years, here {read}"
        if meaning == "award_date" and cells.has_numbered_month(text):
            if self.order is None:
                return "is the same date with the day or the month first"
            first = "day" if self.order.is_day_first else "month"
            return f'and the like are read with the {first} first, since "{self.order.shown_by}" can only be so'
        if meaning == "award_date" and cells.has_named_month(text):
            return "and the like are read as days, here in {read}"
        if meaning == "award_date" and cells.has_time(text):
            return "and the like are read without the time"
        return ""


@dataclass(frozen=True)
class UnreadRow:
    """A row that is in no sum: its first cell that cannot be read, with what was expected, and its pounds.

    `is_without_pounds` says that the amount itself cannot be read; then `award_pence` is None and `award_unread` is the
    text of the amount, which may be blank. An amount that is not stated is None too.
    """

    row: int
    column: str
    text: str
    expected: str
    award_pence: int | None
    award_unread: str
    is_without_pounds: bool


def unread_row(row: int, texts: Mapping[str, str], reader: CellReader, pence: int | None = None) -> UnreadRow:
    """Describe a row with a text that cannot be read. `pence` is its amount if that is not among the texts."""
    read = reader.values(texts)
    meaning, error = next((meaning, one) for meaning, one in read.items() if isinstance(one, CellError))
    amount = read.get("award_printed")
    is_unread = isinstance(amount, CellError)
    pence = amount.pence if isinstance(amount, PrintedAmount) else pence
    text = texts["award_printed"] if is_unread else ""
    return UnreadRow(row, reader.columns[meaning], texts[meaning], str(error), pence, text, is_unread)


@dataclass
class UnreadSum:
    """The number of unread rows of a file, their pounds so far as they can be read, and how many cannot."""

    rows: int = 0
    pence: int = 0
    without_pounds: int = 0

    @classmethod
    def of(cls, unread: Collection[UnreadRow]) -> "UnreadSum":
        """Add up unread rows."""
        return cls(
            len(unread), sum(one.award_pence or 0 for one in unread), sum(one.is_without_pounds for one in unread)
        )

    def sentences(self, all_rows: int, listed: Iterable[UnreadRow], where: str) -> list[str]:
        """Say how much is in no sum, in a list that is empty if nothing is. `where` says where the rows are listed."""
        if not self.rows:
            return []
        said = f"{self.rows:,} of {all_rows:,} rows cannot be read and are in no sum: {format_gbp(self.pence)}"
        if self.without_pounds:
            texts = [one.award_unread for one in listed if one.is_without_pounds]
            named = ", ".join(f'"{visible(text)}"' for text in texts[:_MOST_NAMED])
            more = "" if self.without_pounds <= len(texts[:_MOST_NAMED]) else " and more"
            said += f", and {counted(self.without_pounds, 'amount')} that cannot be read ({named}{more})"
        return [f"{said}. See {where}."]


_MOST_NAMED = 20


def as_table(rows: Iterable[UnreadRow]) -> Any:
    """Return unread rows as a DataFrame with the columns of UnreadRow."""
    import pandas as pd

    dtypes = {"row": "Int64", "column": "str", "text": "str", "expected": "str", "award_pence": "Int64",
              "award_unread": "str", "is_without_pounds": "bool"}  # fmt: skip
    return pd.DataFrame(map(asdict, rows), columns=list(dtypes)).astype(dtypes)


def warn(file: str, sentences: Iterable[str]) -> None:
    """Give a ReadingWarning with these sentences, if there are any, at the place that called the public function."""
    if said := " ".join(sentences):
        warnings.warn(f"{file}: {said}", ReadingWarning, stacklevel=3)
