"""The header of a printed table → what each column seems to mean, each guess with its reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grantsdata.imports.printed import ABOVE, LEFT, PrintedRows
from grantsdata.money import is_amount
from grantsdata.years import FinancialYear

WORDS = {
    "award": r"award(ed)?|funding|amount|grant( (amount|award|awarded|value|total))?|allocation|value|cost|£|sum|total",
    "provider": r"providers?|organi[sz]ations?|recipients?|suppliers?|delivered by|run by|grantees?|awarded to|agency"
    r"|delivery (partner|agent|body)|applicants?|payee|beneficiary",
    "service": r"services?|projects?|schemes?|initiatives?|activity|title|programme|workstream|service provision|name",
    "purpose": r"purpose|description|details?|what (it is )?for|aims?|summary|outline",
    "conditions": r"conditions?|terms",
    "arrangement": r"arrangements?|mechanism|procurement( route)?|type( of (award|funding|agreement))?|agreement",
    "theme": r"themes?|priority|priorities|objectives?|outcomes?|pillar|areas?|category",
    "stream": r"funds?|streams?|budget|funding (stream|source)|pot|source of funding",
    "financial_year": r"(financial )?year",
}
"""Words of a header, whole, for each meaning; those above win where two fit, but for a column that holds amounts."""

_ARRANGEMENTS = {
    r"single tender": "Single tender",
    r"contract|commission": "Commissioned contract",
    r"grant|agreement": "Grant agreement",
}


@dataclass(frozen=True)
class Columns:
    """`meanings`: meaning → name of the column; `why`: name → the reason, for a person; `amounts`: those that hold
    amounts, of this year or another."""

    meanings: dict[str, str]
    why: dict[str, str]
    amounts: list[str] = field(default_factory=list)


def guessed_columns(printed: PrintedRows, year: FinancialYear, known: Mapping[str, str]) -> Columns:
    """What each column seems to mean; `known` are the meanings that an earlier paper's table gave to its columns.

    A column keeps the meaning that it had, and that needs no reason. Otherwise the words of its header tell, and for
    amounts what it holds. Of several columns of amounts the award is the one whose header names the year.
    """
    names = printed.names
    texts = {name: [row[place] for _, row in printed.body] for place, name in enumerate(names)}
    amounts = [name for name in names if _holds_amounts(texts[name])]
    had = {column: meaning for meaning, column in known.items()}
    meanings: dict[str, str] = {}
    why: dict[str, str] = {}

    def settle(meaning: str, name: str, reason: str) -> None:
        meanings[meaning] = name
        why[name] = reason

    for name in names:
        meaning = had.get(name)
        if meaning and (meaning != "award" or name in amounts):
            settle(meaning, name, "")
    if "award" not in meanings and amounts:
        of_year = [name for name in amounts if any(form in name for form in year.forms)]
        named = [name for name in amounts if _means(name, "award")]
        chosen = (of_year or named or amounts)[0]
        reason = "holds amounts, and its header names the year" if of_year else "holds amounts"
        settle("award", chosen, reason if len(amounts) == 1 or of_year else f"{reason}, as others do")
    for meaning in WORDS:
        if meaning in meanings or meaning == "award":
            continue
        free = [name for name in names if name not in why and name not in amounts and _means(name, meaning)]
        if free:
            settle(meaning, free[0], "the words of its header")
    free = [name for name in names if name not in why and name not in amounts]
    for meaning in ("service", "provider"):
        if meaning not in meanings and free:
            widest = max(free, key=lambda name: len(set(texts[name])))
            free.remove(widest)
            settle(meaning, widest, "no header says it; this column has the most different texts of those left")
    return Columns(meanings, why, amounts)


def arrangements_of(headings: Sequence[str]) -> dict[str, str]:
    """Which arrangement a printed heading seems to be, for those that seem to be one."""
    found = {
        text: [one for word, one in _ARRANGEMENTS.items() if re.search(word, text.casefold())] for text in headings
    }
    return {text: ones[0] for text, ones in found.items() if ones}


def _means(name: str, meaning: str) -> bool:
    """The words of the meaning make up the header, but for a year, brackets and the pound sign."""
    plain = re.sub(r"\(.*?\)|[0-9]{4}([-/–][0-9]{2,4})?|[£*:]", " ", name.casefold())
    words = " ".join(plain.split())
    if meaning == "award" and "£" in name:
        return True
    return re.fullmatch(rf"(the )?(\w+ )?({WORDS[meaning]})( \w+){{0,3}}", words) is not None


def _holds_amounts(texts: Sequence[str]) -> bool:
    """More than half of what stands in the column are amounts; a sign or a blank is neither."""
    told = [text for text in texts if text not in ("", "-", "–", ABOVE, LEFT)]
    return bool(told) and sum(is_amount(text, spaced=True) for text in told) * 2 > len(told)
