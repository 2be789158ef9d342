"""Sums, counts and shares in sentences: as they read, and where they come from."""

from support.reporting import FORCE, awards_of_2017, paper_of_2017

from grantsdata.report.narrative.figures import body_of, money, number, share, year_of
from grantsdata.report.traced import Figure, parts_of

COUNCILS = "local government"


def expressions(text: str) -> list[str]:
    return [part.expression for part in parts_of(text) if isinstance(part, Figure)]


def test_a_sum_names_its_implied_part() -> None:
    awards = awards_of_2017()
    councils = awards[awards["provider_type"] == COUNCILS]
    sum_of = money(councils, provider_type=COUNCILS)
    assert sum_of == "£578,000 (£10,000 implied)"
    assert expressions(sum_of) == [
        "sum(provider_type='local government')",
        "sum(provider_type='local government', award_status='implied')",
    ]
    assert money(awards[awards["award_status"] == "implied"], award_status="implied") == "£10,000 (implied)"
    assert money(awards[awards["provider"] == FORCE], provider=FORCE) == "£587,195"


def test_a_count_agrees_with_its_noun() -> None:
    awards = awards_of_2017()
    assert (number(awards), number(awards[:1]), number(awards[:0])) == ("35 awards", "1 award", "0 awards")
    assert number(awards[:2], "grant") == "2 grants"
    assert expressions(number(awards, theme=True)) == ["count(theme=True)"]


def test_a_share_is_of_all_the_money_and_there_is_none_of_nothing() -> None:
    awards = awards_of_2017()
    force = awards[awards["provider"] == FORCE]
    assert share(force, awards, provider=FORCE) == ", 25.7% of the money"  # 587,195 of 2,283,508
    assert expressions(share(force, awards, provider=FORCE)) == [f"share(provider='{FORCE}')"]
    assert share(awards[:0], awards) == ""
    assert share(force, force.assign(award_gbp=-1.0)) == ""


def test_the_body_keeps_its_article_and_the_year_its_form() -> None:
    paper = paper_of_2017()
    assert body_of(paper) == "the Police and Crime Commissioner for Cambridgeshire"
    assert expressions(body_of(paper)) == ["paper('paper.body')"]
    assert year_of(paper) == "2017-18"
