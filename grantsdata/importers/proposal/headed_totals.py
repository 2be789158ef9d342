"""Headings with their totals beside them, as in a pivot table: each amount is the sum of the rows below it."""

from collections.abc import Mapping

_FEWEST = 2
"""Headings with totals: one alone may be an award that happens to be as large as those below it."""


def headed_totals(amounts: Mapping[int, int], total: int | None) -> list[int]:
    """The rows that repeat the sum of the rows below them; none if any row is neither such a row nor below one.

    `amounts` maps each row, in order, to its pence; `total` is the printed total, which such rows have to add up to.
    """
    rows, found, place = list(amounts), [], 0
    while place < len(rows):
        end, left = place + 1, amounts[rows[place]]
        while end < len(rows) and left > 0:
            left, end = left - amounts[rows[end]], end + 1
        if left or end == place + 1:
            return []
        found.append(rows[place])
        place = end
    is_sum = sum(amounts[row] for row in found) == total
    return found if is_sum and len(found) >= _FEWEST and len(rows) > 2 * len(found) else []
