"""A row that repeats the sum of the rows below it is a heading with its total, if all rows of a table say so."""

import pytest

from grantsdata.importers.proposal.headed_totals import headed_totals


@pytest.mark.parametrize(
    ("amounts", "total", "heads"),
    [
        ([750, 500, 250, 500, 300, 200], 1250, [2, 5]),
        ([500, 500, 750, 500, 250], 1250, [2, 4]),
        ([750, 500, 250, 500, 300, 200], 2500, []),  # the total counts them as awards
        ([750, 500, 250, 500, 300, 200], None, []),
        ([750, 500, 250, 500, 300, 100], 1250, []),
        ([750, 500, 250], 750, []),  # one alone
        ([500, 500, 300, 300], 800, []),  # perhaps two awards of each amount
        ([750, 500, 250, 500], 1250, []),
        ([], 0, []),
    ],
)
def test_rows_that_repeat_the_sum_of_those_below(amounts: list[int], total: int | None, heads: list[int]) -> None:
    assert headed_totals(dict(enumerate(amounts, start=2)), total) == heads
