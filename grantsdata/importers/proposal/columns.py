"""The header of a printed table → what each column seems to mean, each guess with its reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grantsdata.importers.proposal.raw_table import ABOVE, LEFT, PrintedRows
from grantsdata.model.money import is_amount
from grantsdata.model.years import FinancialYear, counts_years, named_years, names_another_year

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
    amounts what it holds. Of several columns of amounts the award is the one whose header names the year; one that
    names another year is never the award, even if it was.
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
        if meaning and meaning != "award":
            settle(meaning, name, "")
    if award := _award(amounts, year, known.get("award")):
        settle("award", *award)
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


def why_no_award(printed: PrintedRows, year: FinancialYear) -> str:
    """Why none of the columns of amounts is taken for this year's awards; "" if there are none, or if one is."""
    amounts = guessed_columns(printed, year, {}).amounts
    if not amounts or _award(amounts, year, None):
        return ""
    listed = ", ".join(f'"{name}"' for name in amounts)
    return f"nothing says which column of amounts is of {year}: {listed}"


def _award(amounts: Sequence[str], year: FinancialYear, known: str | None) -> tuple[str, str] | None:
    """The column of amounts that is this year's, and the reason; None if all name another year, or several could be.

    A header that names this year alone goes first, then the one that may mean it (`2020` is 2019-20 or 2020-21), then
    those that name no year. `Year 1` and `Year 2` say nothing about which of them it is.
    """
    its = [name for name in amounts if not names_another_year(name, year)]
    only = [name for name in its if (named := named_years(name)) and all(one == {year} for one in named)]
    maybe = [name for name in its if name not in only and named_years(name)]
    silent = [name for name in its if not named_years(name)]
    numbered = [name for name in silent if counts_years(name)]
    if known in its and known not in numbered and (known in only or not only):
        return known, ""
    if only:
        meant = [name for name in only if _means(name, "award")]
        reason = "holds amounts, and its header names the year"
        return (meant or only)[0], reason if len(only) == 1 else f"{reason}, as others do"
    if len(maybe) == 1:
        return maybe[0], "holds amounts, and its header may mean the year"
    plain = [name for name in silent if name not in numbered]
    if plain:
        chosen = next((name for name in plain if _means(name, "award")), plain[0])
        return chosen, "holds amounts" if len(amounts) == 1 else "holds amounts, as others do"
    if len(numbered) == 1 and len(amounts) == 1:
        return numbered[0], "holds amounts; its header counts the years and names none"
    return None


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
