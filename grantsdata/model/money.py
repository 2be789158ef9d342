"""Read a printed amount into exact pence, the precision it was printed to, and the remark beside it.

An amount that could be read in two ways is refused: a person must decide and declare how it is read.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Context

from grantsdata.errors import AmountError, RemarkError, YearError
from grantsdata.model.schema import NOT_STATED, PRINTED
from grantsdata.model.years import FinancialYear

_NOT_STATED = frozenset(
    {"", "-", "–", "—", "n/a", "na", "tba", "tbc", "tbd", "not applicable", "not stated", "to be confirmed"}
)

_NOTHING = frozenset({"nil", "£nil", "£ nil", "£-", "£ -", "£–", "£ –"})
"""An award of £0, in a word or as an accounting format shows it."""

_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}

_NUMBER = r"(?P<whole>[1-9][0-9]{,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.(?P<part>[0-9]+))?"
_SCALE = r"(?: ?(?P<word>thousand|million|billion)|(?P<short>k|m|bn))?"
_AMOUNT = re.compile(rf"(?P<sign>[-−]? ?£ ?|£ ?[-−]|[-−]?){_NUMBER}{_SCALE}(?P<after>[-−]$)?", re.IGNORECASE | re.ASCII)

# Whatever follows must be a remark: words in brackets, or after a space.
_REMARK = re.compile(r" ?\((?P<bracketed>[^()]+)\)| (?P<plain>[a-z][^0-9£$€()]+)", re.IGNORECASE)

# The mark of a footnote. "(1)" is none, since brackets may hold a number of another kind.
_MARK = re.compile(r" ?(?P<mark>\*+|†|‡|[¹²³]|(?:\[(?:footnote |note )?(?:[1-9][0-9]?|[a-z])])+)", re.IGNORECASE)

# Words that leave the amount as it is, in brackets or not: it is paid once, or over several years in all.
_ONCE = r"one[- ]off(?: (?:award|grant|payment))?"
_TERM = r"over (?:the )?(?:next )?(?:[1-9][0-9]?|two|three|four|five) (?:years|months)"
_WHOLE = re.compile(rf" ?\((?P<bracketed>{_ONCE}|{_TERM})\)| (?P<plain>{_ONCE}|{_TERM})", re.IGNORECASE)

# Remarks that do not change the amount: they only say where the money is from, or that others pay too.
_PLAIN = re.compile(
    r"from .+"
    r"|(?:match|matched|joint|jointly|part|co|pooled)[ -]fund(?:ed|ing)(?: (?:by|from|with) .+)?"
    r"|(?:matched|pooled)(?: (?:by|with) .+)?",
    re.IGNORECASE,
)

# Words that make the number a rate, a range, an estimate, a multiple, another currency, or a sum that may not be paid
# or must be paid back. Abbreviations are written without dots.
_NOT_A_REMARK = re.compile(
    r"[£$€%*†‡§¶#]|\b(per|each|every"
    r"|an? (head|hour|day|night|week|month|quarter|year|person|place|session|visit|time)"
    r"|hourly|daily|weekly|monthly|quarterly|yearly|annual|annually|pa|pcm|times"
    r"|k|m|bn|hundreds?|thousands?|millions?|billions?|pence"
    r"|approx|approximately|about|around|circa|est|estimated?|up to|or so|at (least|most)"
    r"|plus|less|minus|more|over|under|maximum|minimum|max|min|vat"
    r"|tb[acd]|to be|not|if|subject to|cancelled|withdrawn|declined|refused|pending|provisional|proposed|indicative"
    r"|euros?|dollars?|loans?|repaid|repayable|refunded|returned|underwritten)\b"
)
_WORD = re.compile(r"[^\W_]{3}")

# The amounts of later years in an award for several years: "(then £8,000 in 2025-26 and £6,000 in 2026-27)".
_LATER = re.compile(r"(?:then|and) (?P<amount>\S+) in (?P<year>\S+?)(?:(?=,? (?:then|and) )|$)")

# The same with the amounts before the years: "(then £8,000 and £6,000 in 2025-26, 2026-27)".
_LISTED = re.compile(r"then (?P<amounts>.+) in (?P<years>.+)")
_BETWEEN_LISTED = re.compile(r",? and |, ")

# Spaces between groups of three digits, in a table declared to have them: "£334, 818", "334 818".
_SPACES = re.compile("(?<=[0-9])(?: ?,[ \u00a0\u2009\u202f]| ,|[ \u00a0\u2009\u202f])(?=[0-9]{3}(?![0-9]))")

# An amount in pounds with its pence after a comma.
_PENCE = re.compile(r"[-−£ ]*[0-9]+,[0-9]{2}")

_WITH_PENCE = re.compile(r".*[0-9]\.[0-9]{2}")

_BETWEEN_PARTS = re.compile(r" (?:\+|and|plus) ")

MOST_DIGITS = 15
"""Longer numbers are refused: no award is that large, and a 64-bit integer of pence cannot hold them."""

_FEWEST_DIGITS = 3
"""Whole pounds of a number with other than two decimals: £1.5 may be £1.50 or have lost its "m"."""

_MOST_DIGITS_ROUNDED = 10
"""Whole pounds of a number that is rounded to MOST_DIGITS: with more, the rounding could reach the pence."""

EXPECTED_FORM = 'a form like "£446,000", "£1.3m" or "£20,000 (match funded)"'


@dataclass(frozen=True)
class PrintedAmount:
    """An amount as printed; `pence` is None if the amount is not stated.

    `unit` is the printed precision in pence: 10,000,000 for "£2.3m", 100 for "£446,000", 1 for "£47,452.35".
    """

    printed: str
    pence: int | None = None
    unit: int = 1
    remark: str = ""

    @property
    def status(self) -> str:
        """Either `printed` or `not stated`."""
        return NOT_STATED if self.pence is None else PRINTED

    @property
    def lowest(self) -> int | None:
        """The smallest amount in pence that would be printed like this: £2.25m for "£2.3m"."""
        return None if self.pence is None else self.pence - self.unit // 2

    @property
    def highest(self) -> int | None:
        """The largest amount in pence that would be printed like this: £2.35m for "£2.3m"."""
        return None if self.pence is None else self.pence + self.unit // 2

    def agrees_with(self, pence: int) -> bool:
        """Whether `pence`, rounded to the printed precision, could be printed as this amount."""
        return self.pence is not None and 2 * abs(pence - self.pence) <= self.unit


def parse_amount(text: str, *, spaced: bool = False, remarks: Collection[str] = (), scale: int = 1) -> PrintedAmount:
    """Read one printed amount.

    With `spaced`, a space between groups of three digits is part of the number, with or without a comma: "£334, 818".
    Words beside the amount may say where the money is from, that others pay too, or what is promised for later years.
    `remarks` are other words that a person has declared not to change the amount. `scale` is what a number without a
    scale beside it counts in pounds, such as 1,000 below a header that says "£000s".

    Raises RemarkError for any other words, and AmountError for text that could be read in more than one way.
    """
    printed = _SPACES.sub(",", text.strip()) if spaced else text.strip()
    if is_not_stated(printed):
        return PrintedAmount(text)
    if printed.casefold() in _NOTHING:
        return PrintedAmount(text, 0, 100)
    body, in_brackets = _unbracketed(printed)
    number = _AMOUNT.match(body)
    if number is None:
        raise _unreadable(text)
    remark = _remark(body[number.end() :], text, remarks)
    signs = [in_brackets, "-" in number["sign"] or "−" in number["sign"], number["after"] is not None]
    if sum(signs) > 1 or (in_brackets and remark) or (scale > 1 and later_years(remark)):
        raise _unreadable(text)
    pence, unit = _pence(number, scale, text)
    return PrintedAmount(text, -pence if any(signs) else pence, unit, remark)


def is_amount(text: str, *, spaced: bool = False, scale: int = 1) -> bool:
    """Whether `parse_amount` reads a stated amount in the text."""
    try:
        return parse_amount(text, spaced=spaced, scale=scale).pence is not None
    except AmountError:
        return False


def is_not_stated(text: str) -> bool:
    """Whether a text says that there is no amount yet, such as TBC, or none at all."""
    return text.strip().casefold() in _NOT_STATED


_WHOLE_OF_SCALE = re.compile(rf"[-−£ ]*(?P<number>[0-9,]+(?P<part>\.[0-9]+)?){_SCALE}", re.IGNORECASE | re.ASCII)


def as_precise_as_beside(amount: PrintedAmount, beside: Iterable[PrintedAmount]) -> PrintedAmount:
    """Return an amount printed in whole millions (or thousands) with the precision of the amounts printed beside it.

    "£1m" alone may be anything from £0.5m to £1.5m. Printed with "£1.3m" and "£2.3m" it is £1.0m, rounded as they are.
    Of several precisions beside it the coarsest is taken. An amount with decimals, or without a neighbour that has
    decimals and the same scale, is returned as it is.
    """
    form = _WHOLE_OF_SCALE.fullmatch(amount.printed.strip())
    if form is None or form["part"] or _scale(form) == 1:
        return amount
    forms = [(one, _WHOLE_OF_SCALE.fullmatch(one.printed.strip())) for one in beside]
    units = [one.unit for one, other in forms if other and other["part"] and _scale(other) == _scale(form)]
    return replace(amount, unit=min(amount.unit, max(units, default=amount.unit)))


def with_pence(pounds: str, pence: str) -> str:
    """Join the pounds and the pence of an amount that are printed in cells of their own: 446,000 and 05.

    The pounds alone are returned if no pence are stated. Raises AmountError if the cells do not form an amount.
    """
    if pence.casefold() in _NOT_STATED:
        return pounds
    joined = f"{pounds}.{pence.casefold().removesuffix('p')}"
    if not _WITH_PENCE.fullmatch(joined) or not is_amount(joined):
        raise _unreadable(f"{pounds} {pence}")
    return joined


CellPair = tuple[int, str, str]
"""A row number, the text of a cell in that row, and the text of the next cell."""


def joined_amounts(pairs: Iterable[CellPair]) -> list[CellPair]:
    """Return the pairs whose two cells form one amount when joined with a comma, as `£213` and `000` do."""
    return [
        (row, first, second)
        for row, first, second in pairs
        if first[-1:].isdigit() and second[:1].isdigit() and is_amount(f"{first},{second}")
    ]


def split_cells(pairs: Iterable[CellPair], is_nameless: bool) -> list[CellPair]:
    """Return the rows in which an amount of one column continues in the next column.

    `pairs` are the cells of two neighbouring columns, and `is_nameless` says that the second has no name. The result
    is empty if the second column seems to hold numbers of its own. An amount continues

    - if the second column has no name, since nothing was printed there;
    - if the second cell is not a number by itself (`£446` and `000`, `£446` and `05`);
    - if only the first column has a £, and every number in the second can belong to the first (`£1` and `250`).
    """
    numbers = [(row, first, second) for row, first, second in pairs if is_amount(first) and second[:1].isdigit()]
    thousands = joined_amounts(numbers)
    pence = [pair for pair in numbers if _PENCE.fullmatch(f"{pair[1]},{pair[2]}")]
    if is_nameless or any(second.startswith("0") for _, _, second in thousands + pence):
        return sorted(thousands + pence)
    has_pound_sign = any("£" in first for _, first, _ in thousands)
    has_own_numbers = any(pair not in thousands and is_amount(pair[2]) for pair in numbers)
    return thousands if has_pound_sign and not has_own_numbers else []


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
        raise _unreadable(text)
    return PrintedAmount(text, sum(stated), sum(part.unit for part in parts))


def later_years(remark: str) -> list[tuple[FinancialYear, int]]:
    """Return the later years that a remark promises money for, each with its pence; empty for any other remark.

    Raises AmountError or YearError if the remark has that form but cannot be read, if an amount is not above zero, or
    if a year has two amounts.
    """
    later: dict[FinancialYear, int] = {}
    for printed, named in _promised(remark):
        amount, year = parse_amount(printed), FinancialYear.parse(named)
        if amount.pence is None or amount.pence <= 0 or amount.remark or year in later:
            raise _unreadable(remark)
        later[year] = amount.pence
    return list(later.items())


def _promised(remark: str) -> list[tuple[str, str]]:
    """Return each amount that a remark promises, with its year, both as printed."""
    if listed := _LISTED.fullmatch(remark):
        amounts, years = _BETWEEN_LISTED.split(listed["amounts"]), _BETWEEN_LISTED.split(listed["years"])
        if len(amounts) == len(years) > 1:
            return list(zip(amounts, years, strict=True))
    is_other = _LATER.sub("", remark).strip(", ")
    return [] if is_other else [(one["amount"], one["year"]) for one in _LATER.finditer(remark)]


def format_gbp(pence: int) -> str:
    """Format pence for readers: `£1,322,248`, `−£500`, `£47,452.35`; whole pounds show no pence."""
    pounds, rest = divmod(abs(pence), 100)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")


def in_pounds(pence: int | None) -> float | None:
    """Return an amount in pounds, as a number to read and draw; None if it is not stated."""
    return None if pence is None else pence / 100


def format_pounds(pounds: float) -> str:
    """Format an amount in pounds, as the tables' columns in pounds hold it, like `format_gbp`."""
    return format_gbp(round(float(pounds) * 100))


def _unbracketed(printed: str) -> tuple[str, bool]:
    """Return the text without outer brackets, and whether it had them: accountants write −5,000 as `(5,000)`."""
    if printed.startswith("(") and printed.endswith(")"):
        return printed[1:-1], True
    return printed, False


def _scale(number: re.Match[str]) -> int:
    return _SCALES.get((number["short"] or number["word"] or "").casefold(), 1)


def _pence(number: re.Match[str], scale: int, text: str) -> tuple[int, int]:
    """Return the amount without its sign and its printed precision, both in pence."""
    factor = _scale(number) if number["short"] or number["word"] else scale
    digits, part = number["whole"].replace(",", ""), number["part"] or ""
    if factor == 1 and len(part) not in (0, 2):
        digits, part = _pounds(number["whole"], part, text)
    unit, rest = divmod(100 * factor, 10 ** len(part))
    if rest or len(digits) + len(str(factor)) > MOST_DIGITS:
        raise _unreadable(text)
    return int(digits + part) * unit, unit


def _pounds(whole: str, part: str, text: str) -> tuple[str, str]:
    """Return the whole pounds and the decimals of an amount as software writes it: 4115.7, 1000.0000.

    What a computer's sums leave after the fifteenth digit is rounded off: 4115.700000000001. Raises AmountError for a
    number that may be in millions (1.5), or may have a point between its thousands (446.000).
    """
    digits = whole.replace(",", "")
    if len(digits) < _FEWEST_DIGITS or (len(whole) == len(part) == _FEWEST_DIGITS):
        raise _unreadable(text)
    if len(part) == 1:
        return digits, part
    if len(digits + part) > MOST_DIGITS and len(digits) <= _MOST_DIGITS_ROUNDED:
        rounded = Context(prec=MOST_DIGITS).create_decimal(f"{digits}.{part}")
        digits, _, part = f"{rounded:f}".partition(".")
    return digits, part.rstrip("0").ljust(2, "0")


def _remark(rest: str, text: str, declared: Collection[str]) -> str:
    if not rest:
        return ""
    if mark := _MARK.fullmatch(rest):
        return mark["mark"]
    if whole := _WHOLE.fullmatch(rest):
        return whole["bracketed"] or whole["plain"]
    form = _REMARK.fullmatch(rest)
    if form is None:
        raise _unreadable(text)
    remark = (form["bracketed"] or form["plain"]).strip()
    try:
        if later_years(remark):
            return remark
    except (AmountError, YearError):
        raise _unreadable(text) from None
    if remark in declared:
        return remark
    words = remark.casefold().replace(".", "")
    source = words.removeprefix("from")
    is_separate = form["bracketed"] or source != words
    is_plain = is_separate and _PLAIN.fullmatch(remark) and not any(c.isnumeric() for c in source)
    if not is_plain or _NOT_A_REMARK.search(source) or not _WORD.search(source):
        raise RemarkError(_cannot_read(text))
    return remark


def _unreadable(text: str) -> AmountError:
    return AmountError(_cannot_read(text))


def _cannot_read(text: str) -> str:
    return f'cannot read "{text}"; expected {EXPECTED_FORM}'
