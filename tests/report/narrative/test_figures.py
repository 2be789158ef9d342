"""Figures that several reports state: their texts and their expressions, by hand from the paper."""

import pandas as pd
from support.few_awards import with_pence
from support.reading import figures_in
from support.reporting import APPROPRIATE_ADULTS, FORCE, REPOSITORY, VICTIMS, awards_of_2017, paper_of_2017

from grantsdata import load_measures
from grantsdata.report.narrative import figures
from grantsdata.report.traced import expression

AWARDS = awards_of_2017()
COUNCIL = "Cambridgeshire County Council"


def of(provider: str) -> pd.DataFrame:
    return AWARDS[AWARDS["provider"] == provider]


def test_a_number_has_its_noun_in_the_singular_and_plural() -> None:
    assert figures.number(AWARDS) == "35 awards"
    assert figures.number(AWARDS[:1], "grant", stream=VICTIMS) == "1 grant"
    assert figures_in(figures.number(AWARDS, stream=VICTIMS)) == {"35": """count(stream="Victims' services")"""}


def test_an_amount_says_how_much_of_it_is_implied() -> None:
    # 40,000 + 30,000 + 127,000, and the implied 10,000
    text = figures.amount(of(COUNCIL), provider=COUNCIL)
    assert text == "£207,000 (including £10,000 implied)"
    assert figures_in(text)["£10,000"] == f"sum(provider='{COUNCIL}', award_status='implied')"
    alone = AWARDS[AWARDS["service"] == APPROPRIATE_ADULTS]
    assert figures.amount(alone, theme=True) == "£10,000 (implied)"
    assert figures.amount(AWARDS[:2]) == "£479,445"


def test_a_share_needs_money_on_both_sides() -> None:
    part = figures.share(of(COUNCIL), AWARDS, expression("sum"), provider=COUNCIL)
    assert part == "9.1%", "207,000 of 2,283,508"
    assert part.expression == f"part(sum(provider='{COUNCIL}'), sum())"
    assert figures.share(with_pence(AWARDS[:1], None), AWARDS, expression("sum")) is None
    assert figures.share(AWARDS[:1], with_pence(AWARDS[:2], -5, 5), expression("sum")) is None


def test_a_share_of_the_money_follows_a_comma_and_there_is_none_of_nothing() -> None:
    force = of(FORCE)
    text = figures.share_of_money(force, AWARDS, provider=FORCE)
    assert text == ", 25.7% of the money"  # 587,195 of 2,283,508
    assert figures_in(text) == {"25.7%": f"share(provider='{FORCE}')"}
    assert figures.share_of_money(AWARDS[:0], AWARDS) == ""
    assert figures.share_of_money(force, force.assign(award_gbp=-1.0)) == ""


def test_the_body_keeps_its_article_and_the_year_its_form() -> None:
    paper = paper_of_2017()
    assert figures.body_of(paper) == "the Police and Crime Commissioner for Cambridgeshire"
    assert figures.year_of(paper) == "2017-18"


def test_an_amount_that_is_not_stated_has_no_text() -> None:
    assert figures.pounds(pd.NA, "sum") == ""
    assert figures.pounds(25_791, "sum") == "£25,791"


def test_a_cell_is_found_by_its_file_row_and_printed_column() -> None:
    measures = load_measures("2017-18", project=REPOSITORY)
    text = figures.cell(measures.iloc[0], "figure", paper_of_2017().measures)
    assert text == "15,000"
    assert text.expression == "cell('data/raw/2017-18/measures.csv', 2, 'Figure')"


def test_what_the_paper_leaves_open_is_named_award_by_award() -> None:
    last = AWARDS.iloc[[0, 15, 34]]
    texts = figures.open_points(with_pence(last, 1, None, 3))
    assert texts == [
        f"The paper states no amount for {APPROPRIATE_ADULTS}.",
        "The provider cell of Emerging Initiatives is blank.",
    ]
    nobody = last.assign(provider_printed=[*last["provider_printed"][:2], "TBC"])
    assert figures.open_points(with_pence(nobody, 1, 2, 3))[-1] == (
        "The provider cell of Emerging Initiatives says “TBC”."
    )
    (implied,) = figures.open_points(AWARDS.iloc[[0, 15]])
    assert implied == f"£10,000 for {APPROPRIATE_ADULTS} is implied: the printed total leaves it, but no row prints it."


def test_of_equal_sums_no_provider_leads() -> None:
    text = figures.leaders(with_pence(AWARDS.iloc[[6, 9]], 500, 500), {}, "", "the money")
    assert text == "Of 2 providers, Embrace – Child Victims of Crime and Family Action get most: £5 each."
    assert figures_in(text)["Family Action"] == "rank('provider', 2, provider=True)"


def test_an_amount_of_awards_without_any_is_no_zero() -> None:
    assert figures.amount(with_pence(AWARDS[:1], None)) == "no stated amount"


def test_a_provider_that_is_not_in_the_register_has_no_known_type() -> None:
    awards = AWARDS.iloc[[0, 9]].assign(provider_type="not in the register", provider_basis=[None, "judgement"])
    # 446,000 + 29,065
    assert figures.types_rest_on(awards, {}) == (
        "The paper prints no provider types. For £29,065 the type is our judgement. For £475,065 it is unknown: the "
        "provider is not in our register."
    )
    assert figures.types_rest_on(AWARDS.iloc[[34]], {}) == ""
