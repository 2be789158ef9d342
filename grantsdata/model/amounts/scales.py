"""The scale printed beside a number: thousands, millions, billions; and how precise a round number is."""

import re
from collections.abc import Iterable
from dataclasses import replace

from grantsdata.model.amounts.printed import PrintedAmount

_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}

SCALE = r"(?: ?(?P<word>thousand|million|billion)|(?P<short>k|m|bn)|e\+0?(?P<exponent>[1-9]))?"
"""The pattern of a scale behind a number, or of none; a spreadsheet shows 446,000 as 4.46E+05 in a narrow column."""

_WHOLE_OF_SCALE = re.compile(rf"[-−£ ]*(?P<number>[0-9,]+(?P<part>\.[0-9]+)?){SCALE}", re.IGNORECASE | re.ASCII)


def scale_of(number: re.Match[str]) -> int | None:
    """Return what a number matched with `SCALE` counts, such as 1,000 pounds; None if no scale is printed beside it."""
    if number["exponent"]:
        return int("1" + "0" * int(number["exponent"]))
    return _SCALES.get((number["short"] or number["word"] or "").casefold())


def as_precise_as_beside(amount: PrintedAmount, beside: Iterable[PrintedAmount]) -> PrintedAmount:
    """Return an amount printed in whole millions (or thousands) with the precision of the amounts printed beside it.

    Printed with "£1.3m" and "£2.3m", "£1m" is £1.0m, rounded as they are. Of several precisions beside it the coarsest
    is taken. Whatever stands beside it, an amount is taken to be rounded by a tenth of itself at most: otherwise "£1m"
    alone would be anything from £0.5m to £1.5m, which hardly any sum could contradict.
    """
    amount = replace(amount, unit=min(amount.unit, max(100, abs(amount.pence or 0) // 5)))
    form = _WHOLE_OF_SCALE.fullmatch(amount.printed.strip())
    if form is None or form["part"] or scale_of(form) is None:
        return amount
    forms = [(one, _WHOLE_OF_SCALE.fullmatch(one.printed.strip())) for one in beside]
    units = [one.unit for one, other in forms if other and other["part"] and scale_of(other) == scale_of(form)]
    return replace(amount, unit=min(amount.unit, max(units, default=amount.unit)))
