"""Alternative texts of charts: short, since the table beside has the rest."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.schema import IMPLIED, NOT_IN_REGISTER, NOT_STATED, NOT_YET_ALLOCATED
from grantsdata.report.traced import Sentence, figure, joined, write

LONGEST = 250
"""Characters of an alternative text: a screen reader reads it in one go."""

NO_TYPE = [NOT_YET_ALLOCATED, NOT_IN_REGISTER]
"""What stands for the type of a provider that has none: no title names it as a type."""

KNOWN: dict[str, Any] = {"provider_type": {"not": NO_TYPE}}
"""The awards whose provider has a known type."""


def first_of(amounts: Mapping[str, float]) -> list[str]:
    """The types of provider that get most of these pounds, whatever the types are of providers not in the register.

    Several if they get the same; none if money of an unknown type could make another type the first.
    """
    stated = {kind: pounds for kind, pounds in amounts.items() if pounds > 0}  # NaN: not stated
    known = sorted((pounds for kind, pounds in stated.items() if kind not in NO_TYPE), reverse=True)
    unknown = stated.get(NOT_IN_REGISTER, 0.0)
    if not known or (unknown and known[0] <= sum(known[1:2]) + unknown):
        return []
    return [kind for kind, pounds in stated.items() if kind not in NO_TYPE and pounds == known[0]]


_REST = " The table has the rest."


def described(start: str, items: Sequence[str], *, has_more: bool = False) -> Sentence:
    """The start, a colon, and as many of the items as an alternative text has room for, whole.

    If an item is left out, or if the chart `has_more` than these, a last sentence says that the table has the rest.
    Figures stay traced.
    """
    for number in range(len(items), 0, -1):
        is_all = number == len(items) and not has_more
        text = joined([start, joined(items[:number], "; ")], ": ") + "." + ("" if is_all else _REST)
        if len(text) <= LONGEST:
            return text
    return Sentence([start, ".", _REST if items else ""])


def no_bars(amounts: Any, of: str) -> str:
    """The title of a chart that has nothing to draw, since none of the amounts is stated or all of them are £0."""
    above = "" if pd.Series(amounts).isna().all() else " above zero"
    return f"No amount{above} is stated for any {of}"


def amount_of(pounds: float, implied: float, **conditions: Any) -> Sentence:
    """The sum of the awards that meet the conditions, traced, with its implied part in brackets: amounts in pounds.

    It is "not stated" if `pounds` is NaN.
    """
    if pounds != pounds:
        return Sentence([NOT_STATED])
    amount = figure(format_pounds(pounds), "sum", **conditions)
    if not implied:
        return Sentence([amount])
    if implied == pounds:
        return write(f"{{amount}} ({IMPLIED})", amount=amount)
    part = figure(format_pounds(implied), "sum", **conditions, award_status=IMPLIED)
    return write(f"{{amount}} ({{part}} {IMPLIED})", amount=amount, part=part)
