"""Find out which unknowns linear equations fix, by elimination with exact fractions."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

Equation = dict[Any, Fraction]
"""Unknown → its factor. What the other side comes to is not needed: only whether an unknown is fixed."""


def determined(rows: Iterable[Equation]) -> Iterator[Any]:
    """Yield the unknowns that these equations fix, whatever the known parts are (Gauss and Jordan)."""
    solved: dict[Any, Equation] = {}
    for given in rows:
        row = dict(given)
        for pivot, other in solved.items():
            row = _less(row, other, row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot, by = next(iter(row.items()))
        row = {one: value / by for one, value in row.items()}
        solved = {one: _less(other, row, other.get(pivot, Fraction(0))) for one, other in solved.items()}
        solved[pivot] = row
    yield from (pivot for pivot, row in solved.items() if len(row) == 1)


def _less(row: Equation, other: Equation, times: Fraction) -> Equation:
    if not times:
        return row
    changed = {one: row.get(one, Fraction(0)) - times * other.get(one, Fraction(0)) for one in {**row, **other}}
    return {one: value for one, value in changed.items() if value}
