"""An amount that stands in two cells: its pounds and its pence, or its thousands and what follows the comma."""

import re
from collections.abc import Iterable

from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.amounts.printed import is_not_stated, unreadable

# An amount in pounds with its pence after a comma.
_PENCE = re.compile(r"[-−£ ]*[0-9]+,[0-9]{2}")

_WITH_PENCE = re.compile(r".*[0-9]\.[0-9]{2}")


def with_pence(pounds: str, pence: str) -> str:
    """Join the pounds and the pence of an amount that are printed in cells of their own: 446,000 and 05.

    The pounds alone are returned if no pence are stated. Raises AmountError if the cells do not form an amount.
    """
    if is_not_stated(pence):
        return pounds
    joined = f"{pounds}.{pence.casefold().removesuffix('p')}"
    if not _WITH_PENCE.fullmatch(joined) or not is_amount(joined):
        raise unreadable(f"{pounds} {pence}")
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
