"""Implied amounts: what a printed total leaves for the one award under it that has none."""

import pytest
from support.findings import AN_ADULTS, AN_COORDINATION, VICTIMS, changed, paid, total_of, with_total
from support.reporting import awards_of_2017, paper_of_2017

from grantsdata.awards.implied import implied_amounts, stated_pence
from grantsdata.model.amounts.parse import parse_amount

IMPLIED = [
    ("£1,312,248.01", 1),
    ("£1,312,249", 1_00),
    ("£1,322,248.00", 10_000_00),
    ("£1,312,248", None),
    ("£1,312,247", None),
    ("£1322k", None),
    ("£1.33m", None),
]


@pytest.mark.parametrize(("printed", "pence"), IMPLIED)
def test_a_total_to_the_pound_or_the_penny_implies_what_is_left(printed: str, pence: int | None) -> None:
    awards = awards_of_2017(include_implied=False)
    implied = {} if pence is None else {"2017-18-CDR-appropriate-adults-out-of-hours-custody-provision": pence}
    assert implied_amounts(awards, with_total(printed=printed)) == implied


def test_nothing_is_implied_for_two_and_nothing_by_totals_that_disagree() -> None:
    less = awards_of_2017(include_implied=False)
    adults = "2017-18-CDR-appropriate-adults-out-of-hours-custody-provision"
    assert implied_amounts(paid({AN_COORDINATION: None}, less), paper_of_2017()) == {}
    assert implied_amounts(paid({AN_ADULTS: 10_000_00}), paper_of_2017()) == {}
    totals = paper_of_2017().printed_totals
    victims = total_of("Victims", "£353,857", theme="Victims")
    assert implied_amounts(less, changed(printed_totals=[*totals, victims])) == {adults: 10_000_00}
    other = total_of("Victims", "£353,856", theme="Victims")
    assert implied_amounts(less, changed(printed_totals=[*totals, other])) == {}
    # One of another table's own awards, by the total of its arrangement.
    silent = paid({7: None}, less)
    tenders = total_of("Tenders", "£154,065", VICTIMS, arrangement="Single tender")
    pathfinders = str(silent["award_id"].iloc[7])
    assert implied_amounts(silent, changed(printed_totals=[tenders])) == {pathfinders: 75_000_00}


def test_an_amount_that_is_not_stated_has_no_pence_to_reconcile() -> None:
    assert stated_pence(parse_amount("£1")) == 1_00
    with pytest.raises(ValueError, match=r"^an amount that is not stated has no pence$"):
        stated_pence(parse_amount("TBC"))
