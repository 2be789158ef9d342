"""Read a printed amount into exact pence, the precision it was printed to, and the remark beside it.

An amount that could be read in two ways is refused: a person must decide and declare how it is read.
"""

import re
from collections.abc import Collection, Iterable
from decimal import Context

from grantsdata.errors import AmountError, YearError
from grantsdata.model.amounts.printed import PrintedAmount, is_not_stated, unreadable
from grantsdata.model.amounts.remarks import promised, remark_beside
from grantsdata.model.amounts.scales import SCALE, scale_of
from grantsdata.model.years import FinancialYear

_NOTHING = frozenset({"nil", "£nil", "£ nil", "£-", "£ -", "£–", "£ –"})
"""An award of £0, in a word or as an accounting format shows it."""

_NUMBER = r"(?P<whole>[1-9][0-9]{,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.(?P<part>[0-9]+))?"
_AMOUNT = re.compile(rf"(?P<sign>[-−]? ?£ ?|£ ?[-−]|[-−]?){_NUMBER}{SCALE}(?P<after>[-−]$)?", re.IGNORECASE | re.ASCII)

# Spaces between groups of three digits, in a table declared to have them: "£334, 818", "334 818".
_SPACES = re.compile("(?<=[0-9])(?: ?,[ \u00a0\u2009\u202f]| ,|[ \u00a0\u2009\u202f])(?=[0-9]{3}(?![0-9]))")

# The currency by its code, in the place of the pound sign or behind the number: "GBP 5,000", "5,000 GBP".
_CODE_BEFORE = re.compile(r"\bGBP ?(?=[-–−(]? ?[0-9]|[-–−]$)")
_CODE_BEHIND = re.compile(r"(?<=[0-9kmn)]) ?GBP\b")

_BRACKETS = re.compile(r"(?P<before>£ ?)?\((?P<within>.+)\)")

_BETWEEN_PARTS = re.compile(r" (?:\+|and|plus) ")

MOST_DIGITS = 15
"""Longer numbers are refused: no award is that large, and a 64-bit integer of pence cannot hold them."""

_LONGEST = 1_000
"""Characters of a cell with an amount and a remark; a longer text is none, and would take long to search."""

_FEWEST_DIGITS = 3
"""Whole pounds of a number with other than two decimals: £1.5 may be £1.50 or have lost its "m"."""

_MOST_DIGITS_ROUNDED = 10
"""Whole pounds of a number that is rounded to MOST_DIGITS: with more, the rounding could reach the pence."""


def parse_amount(
    text: str, *, spaced: bool = False, remarks: Collection[str] = (), scale: int | None = None
) -> PrintedAmount:
    """Read one printed amount.

    With `spaced`, a space between groups of three digits is part of the number, with or without a comma: "£334, 818".
    Words beside the amount may say where the money is from, that others pay too, or what is promised for later years.
    `remarks` are other words that a person has declared not to change the amount. `scale` is what a number without a
    scale beside it counts in pounds, such as 1,000 below a header that says "£000s"; with 1, amounts are known to be in
    pounds, so that 12.5 is £12.50.

    Raises RemarkError for any other words, and AmountError for text that could be read in more than one way.
    """
    printed = text.strip()
    if len(printed) > _LONGEST:
        raise unreadable(text)
    printed = _SPACES.sub(",", printed) if spaced else printed
    if is_not_stated(printed):
        return PrintedAmount(text)
    printed = _with_pound_sign(printed)
    if printed.casefold() in _NOTHING:
        return PrintedAmount(text, 0, 100)
    body, in_brackets = _unbracketed(printed)
    number = _AMOUNT.match(body)
    if number is None:
        raise unreadable(text)
    remark = remark_beside(body[number.end() :], remarks, text)
    try:
        later = later_years(remark) if remark else []
    except (AmountError, YearError):
        raise unreadable(text) from None
    signs = [in_brackets, "-" in number["sign"] or "−" in number["sign"], number["after"] is not None]
    if sum(signs) > 1 or (in_brackets and remark) or ((scale or 1) > 1 and (later or number["exponent"])):
        raise unreadable(text)
    pence, unit = _pence(number, scale, text)
    return PrintedAmount(text, -pence if any(signs) else pence, unit, remark)


def is_amount(text: str, *, spaced: bool = False, scale: int | None = None) -> bool:
    """Whether `parse_amount` reads a stated amount in the text."""
    try:
        return parse_amount(text, spaced=spaced, scale=scale).pence is not None
    except AmountError:
        return False


def parse_sum(text: str) -> PrintedAmount:
    """Read a budget printed as one amount or as a sum of several: "£1.2m and £96,000", "£913,314 + £68,040".

    The precision of the result (`unit`) is the sum of the parts' precisions. Raises AmountError if a part cannot be
    read, or if one of several parts is not stated or has a remark.
    """
    parts = [parse_amount(part) for part in _BETWEEN_PARTS.split(text)]
    if len(parts) == 1:
        return parts[0]
    stated = [part.pence for part in parts if part.pence is not None and not part.remark]
    if len(stated) < len(parts):
        raise unreadable(text)
    return PrintedAmount(text, sum(stated), sum(part.unit for part in parts))


def any_rounded(texts: Iterable[str]) -> bool:
    """Whether one of these budgets is printed in round figures. Raises AmountError like `parse_sum`."""
    return any(parse_sum(text).is_rounded for text in texts)


def later_years(remark: str) -> list[tuple[FinancialYear, int]]:
    """Return the later years that a remark promises money for, each with its pence; empty for any other remark.

    Raises AmountError or YearError if the remark has that form but cannot be read, if an amount is not above zero, or
    if a year has two amounts.
    """
    later: dict[FinancialYear, int] = {}
    for printed, named in promised(remark):
        amount, year = parse_amount(printed), FinancialYear.parse(named)
        if amount.pence is None or amount.pence <= 0 or amount.remark or year in later:
            raise unreadable(remark)
        later[year] = amount.pence
    return list(later.items())


def _with_pound_sign(printed: str) -> str:
    """Return the text with £ for the currency's code before a number, and without the code behind one."""
    if "£" in printed:
        return printed
    before = _CODE_BEFORE.sub("£", printed, count=1)
    return before if before != printed else _CODE_BEHIND.sub("", printed, count=1)


def _unbracketed(printed: str) -> tuple[str, bool]:
    """Return the text without the brackets around its number, and whether it had them: accountants write −5,000 as
    `(5,000)` or `£ (5,000)`."""
    found = _BRACKETS.fullmatch(printed)
    return ((found["before"] or "") + found["within"], True) if found else (printed, False)


def _pence(number: re.Match[str], scale: int | None, text: str) -> tuple[int, int]:
    """Return the amount without its sign and its printed precision, both in pence."""
    factor = scale_of(number) or scale or 1
    digits, part = number["whole"].replace(",", ""), number["part"] or ""
    if factor == 1 and len(part) not in (0, 2):
        digits, part = _pounds(number["whole"], part, text, are_pounds=scale == 1)
    unit, rest = divmod(100 * factor, 10 ** len(part))
    if rest or len(digits) + len(str(factor)) > MOST_DIGITS:
        raise unreadable(text)
    return int(digits + part) * unit, unit


def _pounds(whole: str, part: str, text: str, *, are_pounds: bool) -> tuple[str, str]:
    """Return the whole pounds and the decimals of an amount as software writes it: 4115.7, 1000.0000.

    What a computer's sums leave after the fifteenth digit is rounded off: 4115.700000000001. Raises AmountError for a
    number that may be in millions (1.5), unless `are_pounds`, or may have a point between its thousands (446.000).
    """
    digits = whole.replace(",", "")
    may_be_thousands = len(whole) <= len(part) == _FEWEST_DIGITS
    if may_be_thousands or (len(digits) < _FEWEST_DIGITS and not are_pounds):
        raise unreadable(text)
    if len(part) == 1:
        return digits, part
    if len(digits + part) > MOST_DIGITS and len(digits) <= _MOST_DIGITS_ROUNDED:
        rounded = Context(prec=MOST_DIGITS).create_decimal(f"{digits}.{part}")
        digits, _, part = f"{rounded:f}".partition(".")
    return digits, part.rstrip("0").ljust(2, "0")
