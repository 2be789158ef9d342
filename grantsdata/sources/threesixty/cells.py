"""One cell of a file of grants → what it means: the one definition, for files of any size.

Each reader takes the text of a cell and gives what the awards table holds, or raises a GrantsDataError whose words say
what was expected. An amount is read by `money`, with no rule of its own here.
"""

import re
from datetime import date, datetime

from grantsdata.errors import AmountError, GrantsDataError, YearError
from grantsdata.model.money import EXPECTED_FORM, PrintedAmount, parse_amount
from grantsdata.model.schema import NOT_IN_REGISTER, NOT_YET_ALLOCATED, PROVIDER_TYPES
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.text import CONTROL, mojibake

NO_PROGRAMME = "no programme stated"
"""The stream of a grant whose file names no grant programme for it."""

CURRENCY = "GBP"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_OTHER_THAN_ASCII = re.compile("[^\x00-\x7f]+")


class CellError(GrantsDataError):
    """A cell that cannot be read; its text says what was expected."""


def read_amount(text: str) -> PrintedAmount:
    """An amount in pounds as `money.parse_amount` reads it, which may be not stated."""
    try:
        return parse_amount(text)
    except AmountError:
        raise CellError(EXPECTED_FORM) from None


def read_currency(text: str) -> str:
    """GBP: no other money is changed into pounds, since no rate would be the right one."""
    if text.strip() != CURRENCY:
        raise CellError(CURRENCY)
    return CURRENCY


def read_date(text: str) -> str:
    """The financial year of a date as the standard writes it: 2016-04-01, with a time after T or without one, or a
    month (2016-04), since no month is in two financial years. 01/04/2016 could be read in two ways and is refused."""
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
    """A financial year as we write it."""
    try:
        return str(FinancialYear.parse(text.strip()))
    except YearError:
        raise CellError('a financial year like "2016-17"') from None


def read_stream(text: str) -> str:
    """The grant programme; a blank is said to be one."""
    return _name(text) or NO_PROGRAMME


def read_provider(text: str) -> str:
    """The recipient, with single spaces. The standard asks for one of every grant."""
    if name := _name(text):
        return name
    raise CellError("the recipient's name")


def read_provider_type(text: str) -> str:
    """One of the labels of the vocabulary; a blank is `not in the register`, since nobody has said what it is."""
    kind = text.strip() or NOT_IN_REGISTER
    if kind not in KINDS:
        raise CellError(f"one of {', '.join(KINDS)}, or nothing")
    return kind


KINDS = tuple(kind for kind in PROVIDER_TYPES if kind != NOT_YET_ALLOCATED)
"""What a column of provider types may hold; a grant that has a recipient is allocated."""


def _year_of(day: date) -> str:
    return str(FinancialYear.parse(str(FinancialYear.of(day))))


def _name(text: str) -> str:
    """A name with single spaces, if no letter of it is damaged; a damaged one would be a group of its own."""
    name = " ".join(text.split())
    damaged = next(filter(None, (mojibake(run) for run in _OTHER_THAN_ASCII.findall(name))), None)
    if damaged or CONTROL.search(name):
        raise CellError("a name without control characters and without letters that a wrong encoding has damaged")
    return name
