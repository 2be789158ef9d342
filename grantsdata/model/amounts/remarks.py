"""The words beside a printed amount: which of them leave it as it is, and what they promise for later years."""

import re
from collections.abc import Collection

from grantsdata.errors import RemarkError
from grantsdata.model.amounts.printed import cannot_read, unreadable

# Whatever follows must be a remark: words in brackets, or after a space.
_REMARK = re.compile(r" ?\((?P<bracketed>[^()]+)\)| (?P<plain>[a-z][^0-9£$€()]+)", re.IGNORECASE)

# The mark of a footnote. "(1)" is none, since brackets may hold a number of another kind.
_MARK = re.compile(r" ?(?P<mark>\*+|†|‡|[¹²³]|(?:\[(?:footnote |note )?(?:[1-9][0-9]?|[a-z])])+)", re.IGNORECASE)

# Words that leave the amount as it is, in brackets or not: it is paid once, or over several years in all.
_ONCE = r"one[- ]off(?: (?:award|grant|payment))?"
_TERM = r"over (?:the )?(?:next )?(?:[1-9][0-9]?|two|three|four|five) (?:years|months)"
_WHOLE = re.compile(rf" ?\((?P<bracketed>{_ONCE}|{_TERM})\)| (?P<plain>{_ONCE}|{_TERM})", re.IGNORECASE)

# Remarks that do not change the amount: they only say where the money is from, that others pay too, or, in a paper that
# this package has set, that a printed total implies the amount.
_PLAIN = re.compile(
    r"from .+|implied"
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


def remark_beside(rest: str, declared: Collection[str], text: str) -> str:
    """Return the remark that follows the number in a cell: "" if nothing follows.

    `declared` are remarks that a person has declared not to change the amount, and `text` is the cell.
    Raises RemarkError for words that change the amount, or may change it, and AmountError for what is no remark.
    """
    if not rest:
        return ""
    if mark := _MARK.fullmatch(rest):
        return mark["mark"]
    if whole := _WHOLE.fullmatch(rest):
        return whole["bracketed"] or whole["plain"]
    form = _REMARK.fullmatch(rest)
    if form is None:
        raise unreadable(text)
    remark = (form["bracketed"] or form["plain"]).strip()
    if remark in declared or promised(remark):
        return remark
    words = remark.casefold().replace(".", "")
    source = words.removeprefix("from")
    is_separate = form["bracketed"] or source != words
    is_plain = is_separate and _PLAIN.fullmatch(remark) and not any(c.isnumeric() for c in source)
    if not is_plain or _NOT_A_REMARK.search(source) or not _WORD.search(source):
        raise RemarkError(cannot_read(text))
    return remark


def promised(remark: str) -> list[tuple[str, str]]:
    """Return each amount that a remark promises, with its year, both as printed; empty for any other remark."""
    if listed := _LISTED.fullmatch(remark):
        amounts, years = _BETWEEN_LISTED.split(listed["amounts"]), _BETWEEN_LISTED.split(listed["years"])
        if len(amounts) == len(years) > 1:
            return list(zip(amounts, years, strict=True))
    is_other = _LATER.sub("", remark).strip(", ")
    return [] if is_other else [(one["amount"], one["year"]) for one in _LATER.finditer(remark)]
