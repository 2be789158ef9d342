"""The words on one body, from the paper's awards: what it delivers, what it is paid, what is judged or implied.

By hand: the force has five awards of £587,195, 25.7% of £2,283,508; the county council has one implied award of £10,000
among its £207,000.
"""

import pandas as pd
from support.reporting import APPROPRIATE_ADULTS, FORCE, awards_of_2017, paper_of_2017

from grantsdata.report.narrative import providers as narrative

AWARDS = awards_of_2017()
NONE = AWARDS.iloc[:0]
COUNCIL = "Cambridgeshire County Council"


def of(provider: str, awards: pd.DataFrame = AWARDS) -> pd.DataFrame:
    return awards[awards["provider"] == provider]


def test_the_headline_says_what_is_delivered_and_what_is_paid() -> None:
    paper = paper_of_2017()
    assert narrative.body_headline(of(FORCE), NONE, AWARDS, FORCE, paper) == (
        f"For 2017-18 the paper lists 5 awards for services delivered by {FORCE}: £587,195, 25.7% of all the money."
    )
    assert narrative.body_headline(NONE, of(FORCE).iloc[:1], AWARDS, "X", paper) == (
        "For 2017-18 the paper lists no service delivered by X. There is an award of £446,000 paid to X for services "
        "that others deliver."
    )
    assert narrative.body_headline(NONE, NONE, AWARDS, "X", paper) == "The paper lists no award to X for 2017-18."


def test_the_verdict_names_what_is_implied_or_not_stated() -> None:
    judged = of(COUNCIL)
    assert narrative.body_verdict(judged, NONE).startswith(
        "£10,000 is implied by a printed total and not printed itself"
    )
    unstated = of(COUNCIL, awards_of_2017(include_implied=False))
    assert narrative.body_verdict(NONE, unstated) == f"No amount is stated for {APPROPRIATE_ADULTS}."
    assert narrative.body_verdict(of(FORCE), NONE) == "All of these amounts are printed in the paper."
    assert narrative.body_verdict(NONE, NONE) == "There is nothing to add up."


def test_payee_and_provider_that_differ_are_told_both_ways() -> None:
    one = of(FORCE).iloc[:1]
    assert narrative.body_payments(one, NONE, "X") == "X is paid £446,000 for services that others deliver."
    assert narrative.body_payments(NONE, one, "X") == (
        "£446,000 for what is delivered by X is paid to another body, or to one that the paper does not name."
    )
    assert narrative.body_payments(NONE, NONE, "X").startswith("As far as the paper tells, nothing here")


def test_streams_of_what_is_delivered_are_listed() -> None:
    assert narrative.body_delivers(of(FORCE), FORCE) == (
        "5 awards from Victims' services and Crime and disorder reduction, each with its share of what is delivered."
    )
    assert narrative.body_delivers(NONE, "X") == "The paper names no service that is delivered by X."


def test_a_kind_of_body_that_is_judged_says_for_how_much() -> None:
    judged = AWARDS[AWARDS["provider_basis"] == "judgement"]
    assert narrative.body_kind(judged).endswith("For £562,665 (including £10,000 implied) the type is our judgement.")
    assert narrative.body_kind(of(FORCE)).endswith("None of those here rests on our judgement.")
    assert narrative.body_kind(NONE) == "No award tells what kind of body it is."


def test_the_page_says_what_it_is_about() -> None:
    assert narrative.about_the_body("X", paper_of_2017()).endswith(
        "awards in 2017-18 to X: as deliverer, and as payee."
    )
