"""Read one cell of a file of grants; files of any size use these definitions.

Each reader takes the text of a cell and returns the value for the awards table, or raises a CellError whose text says
what was expected. Amounts follow the rules of `money`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from grantsdata.errors import AmountError, GrantsDataError, YearError
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.amounts.printed import EXPECTED_FORM, PrintedAmount
from grantsdata.model.schema import NOT_IN_REGISTER, NOT_YET_ALLOCATED, PROVIDER_TYPES
from grantsdata.model.years import FinancialYear, read_day
from grantsdata.sources.files.text import CONTROL, mojibake

NO_PROGRAMME = "no programme stated"
"""The stream of a grant without a grant programme."""

CURRENCY = "GBP"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMED_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].+")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_NUMBERED = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}")
_YEAR = re.compile(r"(?:FY ?)?([0-9]{4})(?: ?[-/–] ?| to )([0-9]{2})?([0-9]{2})")
_DECIMAL = re.compile(r"(?P<pounds>[-−]?£?)(?P<whole>[0-9,]+)\.(?P<part>[0-9]+)")
_VISIBLE = re.compile(r"[^\s\x00-\x20]")
_OTHER_THAN_ASCII = re.compile("[^\x00-\x7f]+")


class CellError(GrantsDataError):
    """A cell that cannot be read; the error's text says what was expected."""


def read_amount(text: str) -> PrintedAmount:
    """Read an amount in pounds like `money.parse_amount`, or a number as programs write it: 6000.5 is £6,000.50.

    A blank cell is refused, since the standard requires an amount for every grant; a file may still say that an amount
    is not stated, for example with "TBC". £1.5 is refused, since people print millions so, and so is 4.46E+05, since a
    spreadsheet has rounded it and no person compares the files with a paper.
    """
    if not text.strip() or "e+" in text.casefold():
        raise CellError(EXPECTED_FORM)
    try:
        return replace(parse_amount(with_pence(text) or text), printed=text)
    except AmountError:
        raise CellError(EXPECTED_FORM) from None


def with_pence(text: str) -> str | None:
    """Return a number that programs have written with one decimal or with noughts at the end with its pence: 6000.50.

    Return None for any other text, and for one such as £1.5, which may be short for millions.
    """
    form = _DECIMAL.fullmatch(text.strip())
    if form is None or ("£" in form["pounds"] and len(form["whole"]) <= 3):
        return None
    part = form["part"].rstrip("0")
    return None if len(part) > 2 or len(form["part"]) == 2 else f"{form['pounds']}{form['whole']}.{part:0<2}"


def read_currency(text: str) -> str:
    """Accept only GBP: other currencies are not converted, since no exchange rate would be the right one."""
    if text.strip().upper() != CURRENCY:
        raise CellError(CURRENCY)
    return CURRENCY


@dataclass(frozen=True)
class DateOrder:
    """Which number comes first in the dates of a column, such as 24/07/2018, and a date that can only be so."""

    is_day_first: bool
    shown_by: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "DateOrder | None":
        """Return the order in a whole column of dates; None if it leaves the order open, or has dates of both kinds."""
        found: dict[bool, str] = {}
        for text in sorted(texts):
            if form := _NUMBERED.fullmatch(text.strip()):
                first, second = int(form[1]), int(form[3])
                if first <= 12 < second <= 31 or second <= 12 < first <= 31:
                    found.setdefault(second <= 12, text.strip())
        return cls(*next(iter(found.items()))) if len(found) == 1 else None


def read_date(text: str, order: DateOrder | None = None) -> str:
    """Return the financial year of a date in the standard's form: 2016-04-01, with or without a time.

    A month (2016-04) and a year (2009/2010) are accepted too, since neither lies in two financial years, and so is
    1 April 2016. 01/04/2016 could be read in two ways, so it is accepted only with the `order` that the whole column
    shows.
    """
    printed = text.strip()
    try:
        if month := _MONTH.fullmatch(printed):
            return _year_of(date(int(month[1]), int(month[2]), 1))
        if _DAY.fullmatch(printed):
            return _year_of(date.fromisoformat(printed))
        if _TIMED_DAY.fullmatch(printed):
            return _year_of_moment(datetime.fromisoformat(printed))
        if form := _NUMBERED.fullmatch(printed):
            return _year_of(_day_in_order(form, order))
        if has_named_month(printed) and (day := read_day(printed)):
            return _year_of(day)
        if is_year(printed):
            return read_year(printed)
    except (ValueError, YearError, OverflowError):
        pass
    raise CellError('a date like "2016-04-01"')


def has_time(text: str) -> bool:
    """Whether a date has a time, which is not needed."""
    return ":" in text


def has_named_month(text: str) -> bool:
    """Whether a date has its month in letters: 24 July 2018, 24-Jul-18."""
    return re.search("[A-Za-z]{3}", text) is not None


def is_year(text: str) -> bool:
    """Whether a date is a financial year: 2009/2010."""
    return _YEAR.fullmatch(text.strip()) is not None and _MONTH.fullmatch(text.strip()) is None


def has_numbered_month(text: str) -> bool:
    """Whether a date has the form 24/07/2018, in which the order of day and month is not clear from the form."""
    return _NUMBERED.fullmatch(text.strip()) is not None


def _day_in_order(form: re.Match[str], order: DateOrder | None) -> date:
    first, second, year = int(form[1]), int(form[3]), int(form[4])
    if order is None and first != second:
        expected = "in a column that shows by other dates whether the day or the month comes first"
        raise CellError(f'a date like "2016-04-01", or this form {expected}')
    return date(year, second, first) if order is None or order.is_day_first else date(year, first, second)


def _year_of_moment(moment: datetime) -> str:
    """Return the financial year of a day with a time.

    British Summer Time has always begun when a financial year ends. So 23:30 on 31 March in Universal Time, in which
    programs write times, is 1 April in Britain: the file does not say which of the two days is meant.
    """
    year = _year_of(moment.date())
    if moment.tzinfo is not None and _year_of((moment.astimezone(UTC) + timedelta(hours=1)).date()) != year:
        raise CellError("a date without a time, since this time is in another financial year in Britain")
    return year


def read_year(text: str) -> str:
    """Read a financial year (2016-17, 2016/2017, FY 2016/17, 2016 to 2017) and return it in the form 2016-17."""
    form = _YEAR.fullmatch(text.strip())
    try:
        year = FinancialYear.parse(f"{form[1]}-{form[3]}" if form else text)
        if form and form[2] in (None, str(year.starts_in + 1)[:2]):
            return str(year)
    except YearError:
        pass
    raise CellError('a financial year like "2016-17"')


def read_identifier(text: str) -> str:
    """Read the identifier of a grant."""
    return _visible(text, "the identifier of the grant")


def read_title(text: str) -> str:
    """Read the title of a grant."""
    return _visible(text, "the title of the grant")


def read_text(text: str) -> str:
    """Read any text, with single spaces."""
    return " ".join(text.split())


def read_nothing(text: str) -> str:
    """Read a cell without a title, which has to be empty."""
    if _VISIBLE.search(text):
        raise CellError("nothing, since the column has no title")
    return ""


def _visible(text: str, expected: str) -> str:
    if _VISIBLE.search(text):
        return text.strip()
    raise CellError(expected)


def read_stream(text: str) -> str:
    """Read the grant programme; a blank becomes NO_PROGRAMME."""
    return _name(text) or NO_PROGRAMME


def read_provider(text: str) -> str:
    """Read the recipient's name, with single spaces. The standard requires a recipient for every grant."""
    if name := _name(text):
        return name
    raise CellError("the recipient's name")


def read_second_recipient(text: str) -> str:
    """Read the person of a grant that has a body as recipient too; there must be none."""
    if text.strip():
        raise CellError("nothing, since the grant has an organisation as recipient: a grant has one recipient")
    return ""


def read_provider_type(text: str) -> str:
    """Read one of `schema.PROVIDER_TYPES`; a blank becomes `not in the register`, since the type is unknown."""
    kind = text.strip() or NOT_IN_REGISTER
    if kind not in KINDS:
        raise CellError(f"one of {', '.join(KINDS)}, or nothing")
    return kind


KINDS = tuple(kind for kind in PROVIDER_TYPES if kind != NOT_YET_ALLOCATED)
"""The labels that a column of provider types may hold; a grant has a recipient, so it is always allocated."""


def _year_of(day: date) -> str:
    return str(FinancialYear.parse(str(FinancialYear.of(day))))


def _name(text: str) -> str:
    """Return a name with single spaces. Raises CellError for damaged letters, which would make a separate group."""
    name = " ".join(text.split())
    damaged = next(filter(None, (mojibake(run) for run in _OTHER_THAN_ASCII.findall(name))), None)
    if damaged or CONTROL.search(name):
        raise CellError("a name without control characters and without letters that a wrong encoding has damaged")
    return name
