"""Read one cell of a file of grants; files of any size use these definitions.

Each reader takes the text of a cell and returns the value for the awards table, or raises a CellError whose text says
what was expected. Amounts follow the rules of `money`.
"""

import re
from datetime import date, datetime

from grantsdata.errors import AmountError, GrantsDataError, YearError
from grantsdata.model.money import EXPECTED_FORM, PrintedAmount, parse_amount
from grantsdata.model.schema import NOT_IN_REGISTER, NOT_YET_ALLOCATED, PROVIDER_TYPES
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.text import CONTROL, mojibake

NO_PROGRAMME = "no programme stated"
"""The stream of a grant without a grant programme."""

CURRENCY = "GBP"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_OTHER_THAN_ASCII = re.compile("[^\x00-\x7f]+")


class CellError(GrantsDataError):
    """A cell that cannot be read; the error's text says what was expected."""


def read_amount(text: str) -> PrintedAmount:
    """Read an amount in pounds like `money.parse_amount`; the amount may be not stated."""
    try:
        return parse_amount(text)
    except AmountError:
        raise CellError(EXPECTED_FORM) from None


def read_currency(text: str) -> str:
    """Accept only GBP: other currencies are not converted, since no exchange rate would be the right one."""
    if text.strip() != CURRENCY:
        raise CellError(CURRENCY)
    return CURRENCY


def read_date(text: str) -> str:
    """Return the financial year of a date in the standard's form: 2016-04-01, with or without a time after T.

    A month (2016-04) is accepted too, since no month lies in two financial years. 01/04/2016 is refused, since it could
    be read in two ways.
    """
    printed = text.strip()
    try:
        if month := _MONTH.fullmatch(printed):
            return _year_of(date(int(month[1]), int(month[2]), 1))
        if _DAY.match(printed):
            return _year_of(datetime.fromisoformat(printed) if "T" in printed else date.fromisoformat(printed))
    except (ValueError, YearError):
        pass
    raise CellError('a date like "2016-04-01"')


def read_year(text: str) -> str:
    """Read a financial year and return it in the form 2016-17."""
    try:
        return str(FinancialYear.parse(text.strip()))
    except YearError:
        raise CellError('a financial year like "2016-17"') from None


def read_stream(text: str) -> str:
    """Read the grant programme; a blank becomes NO_PROGRAMME."""
    return _name(text) or NO_PROGRAMME


def read_provider(text: str) -> str:
    """Read the recipient's name, with single spaces. The standard requires a recipient for every grant."""
    if name := _name(text):
        return name
    raise CellError("the recipient's name")


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
