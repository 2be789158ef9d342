"""Financial years (1 April to 31 March, written 2017-18), and which part of a year a printed period is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from grantsdata.errors import ParameterError, YearError
from grantsdata.model.schema import OTHER_PERIOD, PERIODS

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
_AS_AT = "-as-at-"


@dataclass(frozen=True, order=True)
class FinancialYear:
    """A financial year, identified by the calendar year in which it starts.

    `as_at` is the day, in its ISO form, as at which it is looked at; "" for what is on file now.

    >>> import grantsdata as gd
    >>> str(gd.FinancialYear.parse("2017/18").start)
    '2017-04-01'
    """

    starts_in: int
    as_at: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.starts_in, int):
            raise YearError(f'A year is made from text by FinancialYear.parse("2017-18"), not from {self.starts_in!r}.')

    @classmethod
    def parse(cls, text: object) -> "FinancialYear":
        """Read `2017-18`, `2017/18` or `2017–18`; raise YearError for anything else."""
        form = _FORM.fullmatch(text) if isinstance(text, str) else None
        if form is None:
            raise YearError(f'"{text}" is not a financial year; expected a form like "2017-18"{_hint(text)}')
        if not EARLIEST <= int(form[1]) < LATEST:
            raise YearError(f'"{text}" is not a financial year in range; expected one from {EARLIEST} to {LATEST}.')
        year = cls(int(form[1]))
        if form[2] != str(year)[-2:]:
            raise YearError(f'"{text}" is not a financial year: after {form[1]} comes "{year}".')
        return year

    @classmethod
    def named(cls, text: object) -> "FinancialYear":
        """Read a year as `parse` does, or one as at a day: `2017-18-as-at-2017-09-30`. Raises YearError."""
        name, sign, day = text.partition(_AS_AT) if isinstance(text, str) else (text, "", "")
        if sign and parse_day(day) is None:
            raise YearError(f'"{text}" is not a financial year as at a day; expected "2017-18{_AS_AT}2017-09-30".')
        return replace(cls.parse(name), as_at=day)

    @property
    def plain(self) -> "FinancialYear":
        """The year itself, as at no day."""
        return replace(self, as_at="")

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """The financial year that contains a day."""
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @property
    def start(self) -> date:
        """1 April."""
        return date(self.starts_in, 4, 1)

    @property
    def end(self) -> date:
        """31 March of the next calendar year."""
        return date(self.starts_in + 1, 3, 31)

    def end_of(self, half: str) -> date:
        """The last day of "first half" or "second half"."""
        return date(self.start.year, 9, 30) if half == "first half" else self.end

    @property
    def forms(self) -> tuple[str, ...]:
        """The year as papers print it: `2017-18`, `2017/18`, `2017–18`, `2017/2018` and so on."""
        ends = (str(self.starts_in + 1), f"{(self.starts_in + 1) % 100:02d}")
        return tuple(f"{self.starts_in}{sign}{end}" for end in ends for sign in "-/–")

    def __str__(self) -> str:
        name = f"{self.starts_in}-{(self.starts_in + 1) % 100:02d}"
        return f"{name}{_AS_AT}{self.as_at}" if self.as_at else name


_CENTURY = r"(?:19|20)"
_MONTH = "|".join(month[:3] for month in MONTHS)
_NAMED = re.compile(
    rf"(?<![0-9£.])(?:"
    rf"(?:\bFY\s?)?(?P<first>{_CENTURY}?[0-9]{{2}})\s?[-/–—_]\s?(?P<last>{_CENTURY}?[0-9]{{2}})"
    rf"|(?P<from>{_CENTURY}[0-9]{{2}}) (?:to|and) (?P<to>{_CENTURY}?[0-9]{{2}})"
    rf"|\bFY\s?(?P<ends>{_CENTURY}?[0-9]{{2}})"
    rf"|\b(?P<month>{_MONTH})[a-z]*\.? (?P<of>{_CENTURY}[0-9]{{2}})"
    rf"|(?P<alone>{_CENTURY}[0-9]{{2}})"
    rf")(?![0-9])(?!,[0-9]{{3}}(?![0-9]))",
    re.IGNORECASE,
)
"""A mention of a year in a column header."""

_RELATIVE = re.compile(r"\b(?:last|previous|prior|next|following) (?:financial )?year", re.IGNORECASE)


def named_years(text: str) -> list[frozenset[FinancialYear]]:
    """Return, for each mention of a year in a text, the financial years that it can mean, in the order of the text.

    `2019/20`, `2019-2020`, `19/20`, `2019 to 2020` and `FY19/20` mean 2019-20. So do `FY20`, named after the year in
    which it ends, and a month of that year, such as `March 2020`. `2020` alone can mean 2019-20 or 2020-21. `2019-22`
    means three years. `Year 1` is not a mention, since it does not say which year it is.
    """
    return [years for _, years in _mentions(text)]


def names_another_year(text: str, year: FinancialYear) -> bool:
    """Whether a column header names only years other than `year`; "last year" and the like name another year too."""
    named = named_years(text)
    return not any(year in years for years in named) if named else _RELATIVE.search(text) is not None


def is_only_year(text: str) -> bool:
    """Whether a text is nothing but a year, such as 2018, 2018/19 or FY19."""
    return not re.search(r"[^0-9FYfy/–— -]", text) and bool(named_years(text))


def counts_years(text: str) -> bool:
    """Whether a column header numbers the years of an award, as `Year 1` does."""
    return re.search(r"\b(year|yr|y) ?[0-9]\b", text, re.IGNORECASE) is not None


def shift_years(text: str, by: int) -> str:
    """Return the text with each year in it moved by `by` years and written in the same form."""
    for found, _ in reversed(list(_mentions(text))):
        for name in ("first", "last", "from", "to", "ends", "of", "alone"):
            if found[name]:  # from left to right; the length of the text does not change
                start, end = found.span(name)
                number = int(found[name]) + by
                digits = f"{number % 100:02d}" if end - start == 2 else str(number)
                text = text[:start] + digits + text[end:]
    return text


def _mentions(text: str) -> Iterator[tuple[re.Match[str], frozenset[FinancialYear]]]:
    for found in _NAMED.finditer(text):
        if years := frozenset(_possible_years(found)):
            yield found, years


def _possible_years(found: re.Match[str]) -> Iterator[FinancialYear]:
    """Yield the years that a mention can mean; nothing if its figures are not years, as in `10-12`."""
    first, last = found["first"] or found["from"], found["last"] or found["to"]
    if first and last:
        start = int(first) if len(first) == 4 else 2000 + int(first)
        end = int(last) if len(last) == 4 else start - start % 100 + int(last)
        end += 100 if end < start else 0
        is_span = len(first) == 4 and end - start < _LONGEST_SPAN
        if end - start == 1 or is_span:
            yield from map(FinancialYear, range(start, max(end, start + 1)))
    elif ends := found["ends"]:
        yield FinancialYear((int(ends) if len(ends) == 4 else 2000 + int(ends)) - 1)
    elif found["month"]:
        letters = found["month"].capitalize()
        month = next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(letters))
        yield FinancialYear.of(date(int(found["of"]), month, 1))
    else:
        alone = int(found["alone"])
        yield from (FinancialYear(alone - 1), FinancialYear(alone))


_LONGEST_SPAN = 10


def _hint(text: object) -> str:
    """Return the end of a message about a text that is not a financial year: a suggestion if it contains a year."""
    starts = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", text) if isinstance(text, str) else None
    if starts and EARLIEST <= int(starts[0]) < LATEST:
        return f'; did you mean "{FinancialYear(int(starts[0]))}"?'
    return "."


def in_words(day: date | str) -> str:
    """Write a date, or its ISO form, for readers: `11 May 2017`."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


DAY_FORM = "in the form 2017-08-03"


def parse_day(text: str) -> date | None:
    """Read a date in its ISO form, `2017-08-03`; None for any other text."""
    try:
        return date.fromisoformat(text) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?([ ./-])([0-9]{1,2}|[A-Za-z]{3,9})\2([0-9]{4}|[0-9]{2})")
_TIME = re.compile(r"(?<=[0-9])[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?Z?$")


def read_day(text: str) -> date | None:
    """Read a date as spreadsheets and letters write it in Britain: `2017-08-03`, `3 August 2017`, `3-Aug-17`,
    `03/08/2017` (the day first), each perhaps with a time, as in `2017-08-03 00:00:00`; None for any other text."""
    text = _TIME.sub("", text.strip())
    found = _DAY.fullmatch(text)
    if not found:
        return parse_day(text)
    day, _, month, year = found.groups()
    if month.isdigit():
        number = int(month)
    else:
        names = [name for name in MONTHS if month.casefold() in (name.casefold(), name[:3].casefold())]
        number = MONTHS.index(names[0]) + 1 if names else 0
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def day_given(day: date | str) -> date:
    """Return the day that a caller gives as a date or in its ISO form. Raises ParameterError for anything else."""
    if isinstance(day, date):
        return day.date() if isinstance(day, datetime) else day
    if isinstance(day, str) and (found := parse_day(day)):
        return found
    raise ParameterError(f'"{day}" is not a date; expected one {DAY_FORM}.')


def part_of_year(printed: str, year: FinancialYear) -> str:
    """Return which part of `year` a printed period is: one of `schema.PERIODS`, or "another period".

    Only the forms that data/raw/README.md lists are recognised, in upper or lower case. Vague periods, such as "the
    year" or "a nine-month period", are "another period".
    """
    period = " ".join(printed.casefold().replace("/", "-").replace("–", "-").split()).removeprefix("the ")
    return next((part for part, forms in _forms(year).items() if period in forms), OTHER_PERIOD)


def check_period(period: str) -> None:
    """Raise ParameterError unless `period` is one of `schema.PERIODS`."""
    if period not in PERIODS:
        listed = ", ".join(f'"{one}"' for one in PERIODS)
        raise ParameterError(f'The period is "{period}"; expected one of {listed}.')


def _forms(year: FinancialYear) -> dict[str, set[str]]:
    first, last = year.start.year, year.end.year
    names = {str(year), f"{first}-{last}"}
    return {
        "year": {
            *names,
            *(f"year {name}" for name in names),
            *(f"financial year {name}" for name in names),
            f"april {first} to march {last}",
            f"1 april {first} to 31 march {last}",
        },
        "first half": {
            *(f"first half of {name}" for name in names),
            f"april to september {first}",
            f"1 april to 30 september {first}",
        },
        "second half": {
            *(f"second half of {name}" for name in names),
            f"october {first} to march {last}",
            f"1 october {first} to 31 march {last}",
        },
    }
