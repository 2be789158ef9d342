"""The words on one body or one type, by hand from the paper: what it delivers, what it is paid, what is judged.

The force has five awards of £587,195, 25.7% of £2,283,508. The county council's £207,000 include one implied award of
£10,000.
"""

import pandas as pd
from support.few_awards import with_pence
from support.reading import figures_in
from support.reporting import APPROPRIATE_ADULTS, FORCE, awards_of_2017, paper_of_2017

from grantsdata.awards.selection import Bodies
from grantsdata.report.narrative import providers as narrative

AWARDS = awards_of_2017()
NONE = AWARDS.iloc[:0]
COUNCIL = "Cambridgeshire County Council"
TRUST, SHROPSHIRE = "Cambridgeshire and Peterborough NHS Foundation Trust", "Shropshire Healthcare Trust"
X = Bodies("X", frozenset(["X"]))
HEALTH = Bodies("health bodies", frozenset([TRUST, SHROPSHIRE]))


def of(*providers: str, awards: pd.DataFrame = AWARDS) -> pd.DataFrame:
    return awards[awards["provider"].isin(providers)]


def body(name: str) -> Bodies:
    return Bodies(name, frozenset([name]))


def test_the_headline_gives_the_awards_their_sum_and_their_share() -> None:
    paper = paper_of_2017()
    text = narrative.body_headline(of(FORCE), NONE, AWARDS, body(FORCE), paper)
    assert text == (
        f"The 5 awards for services delivered by {FORCE} in 2017-18 total £587,195. That is 25.7% of all the money."
    )
    assert figures_in(text) == {
        "5": f"count(provider=['{FORCE}'])",
        FORCE: f"value('provider', provider='{FORCE}')",
        "2017-18": "paper('financial_year')",
        "£587,195": f"sum(provider=['{FORCE}'])",
        "25.7%": f"part(sum(provider=['{FORCE}']), sum())",
    }
    # 29,065 of 2,283,508
    assert narrative.body_headline(of("Family Action"), NONE, AWARDS, body("Family Action"), paper) == (
        "There is 1 award for a service delivered by Family Action in 2017-18: £29,065. That is 1.3% of all the money."
    )
    # of a year that has no other awards
    alone = of("Family Action")
    assert narrative.body_headline(alone, NONE, alone, body("Family Action"), paper) == (
        "There is 1 award for a service delivered by Family Action in 2017-18: £29,065."
    )


def test_a_body_without_awards_or_amounts_is_described_too() -> None:
    paper = paper_of_2017()
    assert narrative.body_headline(NONE, of(FORCE), AWARDS, X, paper) == (
        "The paper lists no service delivered by X for 2017-18."
    )
    assert narrative.body_headline(NONE, NONE, AWARDS, X, paper) == "The paper lists no award to X for 2017-18."
    silent = with_pence(of(FORCE)[:2], None, None)
    assert narrative.body_headline(silent, NONE, AWARDS, body(FORCE), paper) == (
        f"The paper lists 2 awards delivered by {FORCE} in 2017-18, without any amount."
    )
    assert narrative.body_delivers(NONE) == "The paper names no service that they deliver."
    assert narrative.body_delivers(of(FORCE)) == ""


def test_the_verdict_names_what_is_implied_or_not_stated() -> None:
    assert narrative.body_verdict(of(COUNCIL), NONE, body(COUNCIL)) == (
        f"£10,000 for {APPROPRIATE_ADULTS} is implied: the printed total leaves it, but no row prints it."
    )
    unstated = of(COUNCIL, awards=awards_of_2017(include_implied=False))
    assert narrative.body_verdict(NONE, unstated, X) == f"The paper states no amount for {APPROPRIATE_ADULTS}."
    assert narrative.body_verdict(of(FORCE), NONE, body(FORCE)) == "The paper prints each of these amounts."
    assert narrative.body_verdict(NONE, NONE, X) == "There is nothing to add up."


def test_of_several_bodies_the_largest_is_named() -> None:
    # 75,000 + 150,000 of 319,000
    assert narrative.body_verdict(of(TRUST, SHROPSHIRE), NONE, HEALTH) == (
        f"Of 2 providers, {TRUST} gets most: £225,000, 70.5% of this money. Next: {SHROPSHIRE}, £94,000. "
        "The paper prints each of these amounts."
    )


def test_awards_paid_to_another_body_are_counted_both_ways() -> None:
    one = of(FORCE).iloc[:1]
    assert narrative.body_payments(NONE, one, NONE, X) == (
        "1 award of £446,000 is paid to X for services that others deliver."
    )
    # 446,000 + 33,445
    assert narrative.body_payments(NONE, NONE, of(FORCE).iloc[:2], HEALTH) == (
        "2 awards of £479,445 are delivered by health bodies and paid to another body, or to one that the paper does "
        "not name."
    )
    assert narrative.body_payments(NONE, with_pence(one, None), NONE, X).startswith("1 award of no stated amount is")
    assert narrative.body_payments(one, NONE, NONE, X) == "Each of these awards is paid to its provider."
    assert narrative.body_payments(NONE, NONE, NONE, X) == "The paper names no award that is paid to them."


def test_a_judged_type_says_for_how_much() -> None:
    judged = AWARDS[AWARDS["provider_basis"] == "judgement"]
    assert narrative.body_kind(judged, HEALTH).endswith(
        "For £562,665 (including £10,000 implied) the type is our judgement."
    )
    assert narrative.body_kind(of(FORCE), body(FORCE)).endswith("Here they follow its own words or a public register.")
    assert narrative.body_kind(NONE, X) == "No award shows what kind of body it is."


def test_the_page_says_what_it_is_about() -> None:
    assert narrative.about_the_body(X, paper_of_2017()) == (
        "Every award of 2017-18 for a service that X delivers or is paid for."
    )
    assert narrative.about_the_body(HEALTH, paper_of_2017()) == (
        "Every award of 2017-18 for services that health bodies deliver or are paid for."
    )
