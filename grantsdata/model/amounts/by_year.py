"""Read how an amount is divided over financial years: "2017-18: £20,000; 2018-19: £20,000"."""

from grantsdata.errors import AmountError, YearError
from grantsdata.model.amounts.parse import parse_amount
from grantsdata.model.years import FinancialYear

EXPECTED = 'a form like "2017-18: £20,000; 2018-19: £20,000", each year once, or nothing'


def parse_by_year(text: str) -> dict[FinancialYear, int]:
    """Return the pence of each year, in the order of the text; an empty dict for an empty text.

    Raises AmountError for a part of another form, an amount that is not stated or has words beside it, and a year that
    appears twice.

    >>> {str(year): pence for year, pence in parse_by_year("2017-18: £20k; 2018/19: £5,000.50").items()}
    {'2017-18': 2000000, '2018-19': 500050}
    """
    parts: dict[FinancialYear, int] = {}
    for part in filter(None, text.strip().split(";")):
        name, _, printed = part.partition(":")
        try:
            year, amount = FinancialYear.parse(name.strip()), parse_amount(printed)
        except (AmountError, YearError) as error:
            raise AmountError(f'cannot read "{text}"; expected {EXPECTED}.') from error
        if amount.pence is None or amount.remark or year in parts:
            raise AmountError(f'cannot read "{text}"; expected {EXPECTED}.')
        parts[year] = amount.pence
    return parts
