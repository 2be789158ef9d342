"""What the cells of a printed column are, whatever its header says: amounts, names, or neither."""

import re
from collections.abc import Sequence
from itertools import pairwise

from grantsdata.errors import AmountError
from grantsdata.importers.proposal.raw_table import ABOVE, LEFT
from grantsdata.model.amounts.parse import is_amount, parse_amount
from grantsdata.model.amounts.printed import is_not_stated
from grantsdata.model.wording.headers import Scale
from grantsdata.model.wording.rows import is_total, says_not_awarded
from grantsdata.model.years import MONTHS, is_only_year

_MONTHS = "|".join(month[:3] for month in MONTHS)
_DATE = re.compile(
    rf"[0-9]{{1,2}}[-/. ]([0-9]{{1,2}}|({_MONTHS})[a-z]*)[-/. ]([0-9]{{2}}|[0-9]{{4}})"
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([T ].*)?|({_MONTHS})[a-z]*[- ]([0-9]{{2}}|[0-9]{{4}})"
    rf"|[0-9]{{1,2}}(st|nd|rd|th) ({_MONTHS})[a-z]*( [0-9]{{4}})?",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"(?=.*[0-9])([A-Za-z0-9]+[-_/.:]?)+", re.ASCII)
_PERCENTAGE = re.compile(r"[0-9.]+ ?(%|per cent)")
_PLAIN = re.compile(r"-?[0-9]+(\.([0-9]{1,2}|[0-9]{4,}))?", re.ASCII)
_HUNDREDS = re.compile(r"-?[1-9][0-9]{2}")
_YES_OR_NO = ("true", "false", "yes", "no", "y", "n", "✓", "✔", "✗")
_NEXT = 5  # the most from one running number to the next
_IN_MONEY = re.compile(
    r"((up to|about|around|circa|c\.?|approx\.?|approximately|maximum|max\.?|from) )?"
    r"[-−(]*(£|€|\$|GBP|EUR|USD) ?[0-9][0-9,.]*.{0,40}|[0-9][0-9,.]* ?(GBP|EUR|USD|euros?|pounds)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"£|[0-9],[0-9]{3}|[.][0-9]{2}$|[0-9](k|m|bn)$", re.IGNORECASE)


def filled(texts: Sequence[str]) -> list[str]:
    """The texts of a column without blanks, dashes and the signs for merged cells."""
    return [text for text in texts if text not in ("", "-", "–", "—", ABOVE, LEFT)]


def pence_of(text: str, scale: Scale | None) -> int | None:
    """The pence of a cell, in which spaces may divide thousands; None if no amount is stated, or none can be read."""
    try:
        return parse_amount(text, spaced=True, scale=scale).pence
    except AmountError:
        return None


def holds_amounts(texts: Sequence[str], scale: Scale | None) -> bool:
    """Whether more than half of the filled cells are amounts, and not all of them years.

    An amount in a form that is refused counts too, such as £5,000 pa, so that the refusal names its place.
    """
    cells = _stated(texts)
    read = [is_amount(text, spaced=True) or is_amount(text, spaced=True, scale=scale) for text in cells]
    amounts = sum(is_read or bool(_IN_MONEY.fullmatch(text)) for is_read, text in zip(read, cells, strict=True))
    return amounts * 2 > len(cells) and not all(map(is_only_year, cells))


def are_plain_pounds(texts: Sequence[str]) -> bool:
    """Whether the cells are numbers as software writes pounds, of which some alone would be in doubt: 90.0 and 12.5
    beside 1250.75. A typed number that has lost its "m" stands among others with a pound sign or separators."""
    cells = _stated(texts)
    is_plain = bool(cells) and all(map(_PLAIN.fullmatch, cells))
    return is_plain and not all(map(is_amount, cells)) and any(map(_HUNDREDS.match, cells))


def _stated(texts: Sequence[str]) -> list[str]:
    return [text for text in filled(texts) if not is_not_stated(text) and not says_not_awarded(text)]


def looks_like_money(texts: Sequence[str]) -> bool:
    """Whether a cell has a pound sign, a separator, pence or a scale, as amounts have and counts have not."""
    return any(_MONEY.search(text) for text in filled(texts))


def counts_rows(texts: Sequence[str]) -> bool:
    """Whether the cells are running numbers, or identifiers given one after the other: 1, 2, 3 or 100231, 100232."""
    numbers = [int(text) for text in filled(texts) if text.isascii() and text.isdigit()]
    is_running = all(0 < after - before <= _NEXT for before, after in pairwise(numbers))
    return len(numbers) > 1 and len(numbers) == len(filled(texts)) and is_running


def adds_up(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether the amounts of a column add up to one that a row prints as their total."""
    added: list[int] = []
    for row in rows:
        if not is_amount(row[place], spaced=True):
            continue
        pence = parse_amount(row[place], spaced=True).pence or 0
        if not any(map(is_total, row)):
            added.append(pence)
        elif len(added) > 1 and sum(added) == pence:
            return True
    return False


def holds_no_names(texts: Sequence[str]) -> bool:
    """Whether more than half of the filled cells are dates, identifiers, years, percentages, numbers, or yes and no."""
    cells = filled(texts)
    return bool(cells) and sum(map(_is_no_name, cells)) * 2 > len(cells)


def _is_no_name(text: str) -> bool:
    return (
        any(form.fullmatch(text) for form in (_DATE, _IDENTIFIER, _PERCENTAGE))
        or is_only_year(text)
        or is_amount(text)
        or text.casefold() in _YES_OR_NO
    )
