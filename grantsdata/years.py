"""Financial years: 1 April to 31 March, written 2017-18."""

import re
from dataclasses import dataclass
from datetime import date

from grantsdata.errors import YearError

EARLIEST, LATEST = 1900, 2100

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_FORM = re.compile(r"([0-9]{4})[-/–]([0-9]{2})")


@dataclass(frozen=True, order=True)
class FinancialYear:
    """A financial year, known by the calendar year in which it starts."""

    starts_in: int

    @classmethod
    def parse(cls, text: object) -> "FinancialYear":
        """Read `2017-18` (or as printed, `2017/18` or `2017–18`); YearError for anything else."""
        form = _FORM.fullmatch(text) if isinstance(text, str) else None
        if form is None:
            raise YearError(f'"{text}" is not a financial year; expected a form like "2017-18".')
        if not EARLIEST <= int(form[1]) < LATEST:
            raise YearError(f'"{text}" is not a financial year of our time; expected one from {EARLIEST} to {LATEST}.')
        year = cls(int(form[1]))
        if form[2] != str(year)[-2:]:
            raise YearError(f'"{text}" is not a financial year: after {form[1]} comes "{year}".')
        return year

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """The financial year that a day is in."""
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @property
    def start(self) -> date:
        """1 April."""
        return date(self.starts_in, 4, 1)

    @property
    def end(self) -> date:
        """31 March of the next calendar year."""
        return date(self.starts_in + 1, 3, 31)

    @property
    def forms(self) -> tuple[str, ...]:
        """The year as papers print it: `2017-18`, `2017/18`, `2017–18`, `2017/2018` and so on."""
        ends = (str(self.starts_in + 1), f"{(self.starts_in + 1) % 100:02d}")
        return tuple(f"{self.starts_in}{sign}{end}" for end in ends for sign in "-/–")

    def __str__(self) -> str:
        return f"{self.starts_in}-{(self.starts_in + 1) % 100:02d}"


def in_words(day: date | str) -> str:
    """A date, or its ISO form, as a reader sees it: `11 May 2017`."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
