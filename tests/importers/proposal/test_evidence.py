"""What cells are by themselves: a column whose amounts add up to its printed total, names, dates and years."""

from grantsdata.importers.proposal.evidence import (
    adds_up,
    holds_amounts,
    holds_no_names,
    looks_like_money,
)

ROWS = [["Hub", "40", "£1,000"], ["Van", "7", "£250"], ["Total", "50", "£1,250"]]


def test_only_the_column_that_adds_up_to_its_total_does() -> None:
    assert adds_up(ROWS, 2)
    assert not adds_up(ROWS, 1)
    assert not adds_up(ROWS[:2], 2)
    assert not adds_up([["Hub", "£5"], ["Total", "£5"]], 1)  # one amount is no evidence


def test_amounts_are_more_than_half_of_the_cells_and_not_years() -> None:
    assert holds_amounts(["£5", "", "-", "tbc by May"], 1) is False
    assert holds_amounts(["£5", "£1 000", "later"], 1)
    assert not holds_amounts(["2018", "2019"], 1)


def test_counts_do_not_look_like_money() -> None:
    assert not looks_like_money(["12", "400"])
    assert looks_like_money(["12", "4,000"])


def test_dates_and_references_are_no_names() -> None:
    assert holds_no_names(["3 May 2018", "2018-05-04", "Hub"])
    assert holds_no_names(["GB-CHC-1", "40%", "7"])
    assert not holds_no_names(["Hub", "Van", "7"])
    assert not holds_no_names([])
