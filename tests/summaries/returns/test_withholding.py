"""The rule on counts that are not published: none that is withheld follows from those that are."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grantsdata.summaries.returns.withholding import Sum, states_number, withheld

MOST = 7
CELLS = [(award, half) for award in "ab" for half in "12"]


def sums_of_table() -> list[Sum[tuple[str, str]]]:
    """Two awards, two half-years: each award has a year, each half-year has a sum, and there is a sum of all."""
    years = [((award, "y"), ((award, "1"), (award, "2"))) for award in "abt"]
    return [*years, *((("t", half), (("a", half), ("b", half))) for half in "12y")]  # type: ignore[list-item]


def table_of(leaves: tuple[int, ...]) -> dict[tuple[str, str], int]:
    found = dict(zip(CELLS, leaves, strict=True))
    found |= {(award, "y"): found[award, "1"] + found[award, "2"] for award in "ab"}
    return found | {("t", half): found["a", half] + found["b", half] for half in "12y"}


@settings(max_examples=12, deadline=None)
@given(st.tuples(*[st.integers(0, MOST)] * 4))
@example((3, 7, 6, 5))
@example((0, 0, 0, 7))
@example((4, 4, 4, 4))
def test_every_withheld_count_of_a_table_with_sums_could_be_another(leaves: tuple[int, ...]) -> None:
    """By trying every table that fits what is published."""
    counts = table_of(leaves)
    hidden = withheld(counts, sums_of_table())
    assert {key for key, count in counts.items() if count < 5} <= hidden
    possible: dict[tuple[str, str], set[int]] = {key: set() for key in hidden}
    known = [range(MOST + 2) if key in hidden else [counts[key]] for key in CELLS]
    for tried in product(*known):
        other = table_of(tried)
        if all(other[key] == counts[key] for key in counts if key not in hidden):
            for key in hidden:
                possible[key].add(other[key])
    assert {key: len(values) > 1 for key, values in possible.items()} == dict.fromkeys(hidden, True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=3))
def test_the_small_rest_of_a_share_cannot_be_worked_out(halves: list[tuple[int, int]]) -> None:
    """Numerator and rest make the denominator, for each period and for all periods together."""
    counts: dict[tuple[str, int], int] = {}
    for n, (number, rest) in enumerate(halves):
        counts |= {("number", n): number, ("of", n): number + rest, ("rest", n): rest}
    every = range(len(halves))
    counts |= {(name, -1): sum(counts[name, n] for n in every) for name in ("number", "of", "rest")}
    sums = [(("of", n), (("number", n), ("rest", n))) for n in (*every, -1)]
    sums += [((name, -1), tuple((name, n) for n in every)) for name in ("number", "of")]  # type: ignore[misc]
    hidden = withheld(counts, sums, {("rest", n) for n in (*every, -1)})
    for n in (*every, -1):
        if 0 < counts["rest", n] < 5 or min(counts["number", n], counts["of", n]) < 5:
            assert hidden & {("number", n), ("of", n)}


def test_the_smallest_further_count_is_withheld_and_sums_over_awards_go_first() -> None:
    counts = {"first": 3, "second": 12, "year": 15}
    assert withheld(counts, [("year", ("first", "second"))]) == {"first", "second"}
    assert withheld(counts, [("year", ("first", "second"))], rather={"year"}) == {"first", "year"}
    assert withheld({"first": 5, "second": 12, "year": 17}, [("year", ("first", "second"))]) == set()


def test_a_sum_that_leaves_nothing_for_the_small_ones_gives_them_away() -> None:
    """0 + 0 + 9 = 9: with 9 twice on the page, both others can only be 0."""
    counts = {"a": 0, "b": 0, "c": 9, "all": 9}
    assert len(withheld(counts, [("all", ("a", "b", "c"))])) == 3


def test_35_awards_with_sums_take_a_moment_and_keep_most_figures() -> None:
    counts = {(n, half): 7 * n % 53 for n in range(35) for half in (1, 2)}
    counts = {key: count + key[1] for key, count in counts.items()}
    counts |= {(n, 3): counts[n, 1] + counts[n, 2] for n in range(35)}
    counts |= {(99, half): sum(counts[n, half] for n in range(35)) for half in (1, 2, 3)}
    sums = [((n, 3), ((n, 1), (n, 2))) for n in (*range(35), 99)]
    sums += [((99, half), tuple((n, half) for n in range(35))) for half in (1, 2, 3)]  # type: ignore[misc]
    small = {key for key, count in counts.items() if count < 5}
    assert small and small < withheld(counts, sums) and len(withheld(counts, sums)) <= 3 * len(small)


@pytest.mark.parametrize(
    ("text", "states"),
    [("We helped 3 women.", True), ("Nobody but three women came.", True), ("None came.", True), ("", False),
     ("The route was changed.", False), ("Someone phoned.", False)],
)  # fmt: skip
def test_a_remark_with_a_number_is_known(text: str, states: bool) -> None:
    assert states_number(text) is states


def test_where_a_count_cannot_be_one_more_or_less_all_that_it_adds_up_with_is_withheld() -> None:
    """Whoever knows that a is b, and that both are 6 together, knows that a is 3: a sum of 7 cannot be."""
    counts = {"a": 3, "b": 3, "both": 6, "other": 20}
    assert withheld(counts, [("b", ("a",)), ("both", ("a", "b"))]) == {"a", "b", "both"}
