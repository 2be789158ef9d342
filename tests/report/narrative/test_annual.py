"""Prose, chart titles and alternative texts: true for the paper, without the implied amount, and in other years."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from support.cases import first
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    FORCE,
    THE_35_AWARDS,
    VICTIMS,
    add_year,
    awards_of_2017,
    copied_project,
)
from support.reporting import REPOSITORY as HERE

from grantsdata import summaries
from grantsdata.awards.load import load_awards, load_paper
from grantsdata.awards.paper_tables import load_budgets, load_contributions, load_measures, load_separate_funds
from grantsdata.model import phrases
from grantsdata.reconcile.load import load_findings
from grantsdata.report import charts
from grantsdata.report.charts import Chart
from grantsdata.report.narrative import annual as narrative

COUNCIL, FAMILY = "Cambridge City Council", "Family Action"


def words_of(year: str, project: Path, include_implied: bool = True) -> dict[str, Chart]:
    """The words beside every chart of the report."""
    awards = load_awards(year, include_implied=include_implied, project=project)
    budgets = load_budgets(year, project=project)
    bridge = summaries.budget_bridge(awards, budgets)
    breakdown, implied = summaries.budget_breakdown(awards, budgets), summaries.implied_breakdown(awards, budgets)
    force = load_paper(year, project=project).paper.own_force
    themed = awards[awards["theme"].notna()]
    arranged = awards[awards["arrangement"].notna()]
    return {
        "bridge": charts.budget_bridge(bridge),
        "budgets": charts.awards_against_budgets(bridge, budgets),
        "streams": charts.stream_by_provider_type(breakdown, implied),
        "types": charts.provider_types(summaries.provider_types_by_basis(awards)),
        "providers": charts.largest_providers(summaries.providers_ranked(awards), force),
        "arrangements": charts.awards_in_groups(arranged, summaries.awards_by_arrangement(arranged), "arrangement"),
        "themes": charts.awards_in_groups(themed, summaries.awards_by_theme(themed), "theme"),
    }


def prose_of(year: str, project: Path, include_implied: bool = True) -> dict[str, str]:
    """Every paragraph of the report that is made from its tables."""
    awards = load_awards(year, include_implied=include_implied, project=project)
    bridge = summaries.budget_bridge(awards, load_budgets(year, project=project))
    paper = load_paper(year, project=project)
    findings = load_findings(year, include_implied=include_implied, project=project)
    return {
        "headline": narrative.headline(awards, bridge, paper),
        "verdict": narrative.verdict(findings),
        "rounding": narrative.rounding(bridge),
        "concentration": narrative.concentration(
            summaries.providers_ranked(awards), summaries.award_sizes(awards), paper.paper.own_force
        ),
        "judgement": narrative.judgement(summaries.awards_by_basis(awards)),
        "contributions": narrative.contributions(
            summaries.contributed_awards(awards, load_contributions(year, project=project)), awards
        ),
        "separate funds": narrative.separate_funds(load_separate_funds(year, project=project)),
        "measures": narrative.measures(load_measures(year, project=project), year),
    }


@pytest.fixture(scope="module")
def words() -> dict[str, Chart]:
    return words_of("2017-18", HERE)


@pytest.fixture(scope="module")
def words_without_implied() -> dict[str, Chart]:
    return words_of("2017-18", HERE, include_implied=False)


@pytest.fixture(scope="module")
def prose() -> dict[str, str]:
    return prose_of("2017-18", HERE)


@pytest.fixture(scope="module")
def prose_without_implied() -> dict[str, str]:
    return prose_of("2017-18", HERE, include_implied=False)


def pounds(text: str) -> set[str]:
    """Every amount in a text: "£2.3m", "−£22,248"."""
    return set(re.findall(r"−?£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[km]?", text))


def faults(text: str) -> list[str]:
    """What no reader should meet: a wrong number of the noun, a gap where a word is missing, a program's word."""
    found = re.findall(r"\b1 (?:[a-z]+ )?(?:awards|providers|differences|measures|points|checks|notes|lines)\b", text)
    found += re.findall(r"\b1 [a-z ]*?(?:awards|providers|differences|lines|funds) [a-z]+", text)
    found += re.findall(r"nan\b|NaN|\bNone\b(?! of)|<NA>|inf\b|\b[a-z]+_[a-z]+\b", text)
    found += re.findall(r".{0,9}(?:  | [.,;:](?:\s|$)|[:,;(]\.|\(\)|“”|\.\.).{0,9}", text)
    return found


# ---- The paper's own year -------------------------------------------------------------------------


def test_the_headline_gives_the_awards_the_providers_and_the_budget(prose: dict[str, str]) -> None:
    text = prose["headline"]
    assert "2017-18" in text and "35 awards" in text and "21 providers" in text
    assert "Police and Crime Commissioner for Cambridgeshire" in text
    assert pounds(text) == {"£2,283,508", "£10,000", "£2.3m"}
    assert "including £10,000 implied" in text


def test_the_headline_without_the_implied_amount_does_not_count_it(prose_without_implied: dict[str, str]) -> None:
    text = prose_without_implied["headline"]
    assert pounds(text) == {"£2,273,508", "£2.3m"}
    assert "35 awards" in text and "implied" not in text


def test_the_way_to_the_budget_is_told_with_its_direction(prose: dict[str, str]) -> None:
    text = prose["rounding"]
    assert {"£2.3m", "£1m", "£1.3m", "£16,492", "£38,740", "£22,248"} <= pounds(text)
    assert re.search(r"£16,492\b[^£]* under", text)
    assert re.search(rf"{VICTIMS} £38,740 under", text)
    assert re.search(rf"{CRIME} £22,248\b[^;]* over", text)


def test_the_way_to_the_budget_is_told_without_the_implied_amount(prose_without_implied: dict[str, str]) -> None:
    text = prose_without_implied["rounding"]
    assert {"£26,492", "£38,740", "£12,248"} <= pounds(text)
    assert "implied" not in text


def test_what_rests_on_the_implied_amount_is_told_to_do_so(prose: dict[str, str]) -> None:
    for name in ("headline", "rounding", "judgement", "contributions"):
        assert "implied" in prose[name], name


def test_no_prose_speaks_of_the_implied_amount_where_it_is_not_counted(prose_without_implied: dict[str, str]) -> None:
    for name, text in prose_without_implied.items():
        assert "implied" not in text, name


def test_few_providers_receive_most_of_the_money(prose: dict[str, str]) -> None:
    text = prose["concentration"]
    assert {"£587,195", "£2,000", "£446,000", "£39,000"} <= pounds(text)
    assert "61.2%" in text  # 587,195 + 225,000 + 213,000 + 207,000 + 166,000 = 1,398,195 of 2,283,508
    assert "25.7%" in text
    assert text.startswith(FORCE)


def test_shares_are_of_what_is_counted(prose_without_implied: dict[str, str]) -> None:
    text = prose_without_implied["concentration"]
    assert "61.1%" in text  # 1,388,195 of 2,273,508
    assert "25.8%" in text
    assert "£39,500" in text


def test_the_prose_says_how_much_rests_on_our_judgement(prose: dict[str, str]) -> None:
    assert {"£562,665", "£228,600", "£10,000"} == pounds(prose["judgement"])
    assert "24.6%" in prose["judgement"]


def test_the_judged_money_without_the_implied_amount(prose_without_implied: dict[str, str]) -> None:
    assert {"£552,665", "£218,600"} == pounds(prose_without_implied["judgement"])
    assert "24.3%" in prose_without_implied["judgement"]


def test_twelve_awards_are_paid_for_by_others_too(prose: dict[str, str], prose_without_implied: dict[str, str]) -> None:
    assert prose["contributions"] == (
        "12 awards, £1,057,791 (including £10,000 implied) in all, 46.3% of the money, are by the paper's words "
        "paid for "
        "by others too. The others pool money for 4 awards, match 1 award, hold the main contract of 1 award and pay "
        "the rest of a larger sum for 6 awards. The paper does not name the other contributors of 7 of these awards. "
        "What they pay is in none of these figures."
    )
    without = prose_without_implied["contributions"]
    assert without.startswith("12 awards, £1,047,791 in all, 46.1% of the money, are")  # of £2,273,508


def test_the_separate_funds_without_an_amount_are_named_and_the_others_are_not(prose: dict[str, str]) -> None:
    text = prose["separate funds"]
    _, _, silent = text.partition("No amount is stated for")
    assert "7 further" in text
    for fund in (
        "Local Youth Social Action Fund for Cambridgeshire",
        "Youth and Communities Fund",
        "Home Office Police Transformation Fund",
        "Violence Against Women and Girls Home Office Transformation Fund",
        "Lottery",
    ):
        assert fund in silent
    assert "Casualty" not in silent and "Department" not in silent


def test_the_measures_are_told_to_be_for_other_periods_than_the_awards(prose: dict[str, str]) -> None:
    text = prose["measures"]
    assert "8 measures" in text and "2017-18" in text
    assert "2016/17, a nine-month period and the first eight months" in text


def test_the_verdict_counts_what_the_reconciliation_found() -> None:
    severities = ["agrees"] * 4 + ["note"] * 9 + ["warning"] * 3
    text = narrative.verdict(pd.DataFrame({"severity": severities, "code": "x"}))
    assert text.startswith("The figures add up, with reservations")
    assert "4 checks" in text and "9 notes" in text and "3 points" in text


@pytest.mark.parametrize(
    ("severities", "code", "opening"),
    [
        (["agrees", "note"], "budget-agrees", "The figures add up:"),
        (["agrees", "warning", "note"], "budget-agrees", "The figures add up, with reservations:"),
        (["error", "agrees", "note"], "budget-partly-allocated", "The figures do not add up:"),
        (["error", "error", "warning"], "budget-exceeded", "The figures do not add up:"),
        (["agrees", "note"], "budget-partly-allocated", "A budget is only partly allocated by these awards:"),
        (["agrees", "warning"], "budget-over-allocated", "More is awarded than a budget holds, as the paper plans:"),
    ],
)
def test_the_verdict_is_what_the_findings_allow(severities: list[str], code: str, opening: str) -> None:
    text = narrative.verdict(
        pd.DataFrame({"severity": severities, "code": ["total-agrees"] * (len(severities) - 1) + [code]})
    )
    assert text.startswith(opening)
    assert faults(text) == []


def test_only_the_findings_asked_for_are_quoted_in_their_order() -> None:
    findings = pd.DataFrame({"code": ["a", "b", "c", "a"], "sentence": ["One.", "Two.", "Three.", "Four."]})
    assert narrative.sentences(findings, "c", "a") == ["One.", "Three.", "Four."]


def test_lists_are_joined_as_in_speech() -> None:
    assert phrases.listed(["a"]) == "a"
    assert phrases.listed(["a", "b"]) == "a and b"
    assert phrases.listed(["a", "b", "c"]) == "a, b and c"


# ---- Beside the charts ----------------------------------------------------------------------------


def test_the_bridge_is_told_in_words(words: dict[str, Chart]) -> None:
    assert {"£2,283,508", "£2.3m", "£16,492"} <= pounds(words["bridge"].title)
    assert pounds(words["bridge"].alt) == {
        "£2.3m", "£2,300,000", "£961,260", "£1,322,248", "£10,000", "£16,492",
    }  # fmt: skip
    assert f"£1,322,248 (including £10,000 implied) to {CRIME}" in words["bridge"].alt


def test_the_rounded_budgets_are_told_with_what_they_can_stand_for(words: dict[str, Chart]) -> None:
    assert pounds(words["budgets"].alt) == {
        "£2,283,508", "£10,000", "£2.3m",
        "£961,260", "£1m",
        "£1,322,248", "£1.3m",
    }  # fmt: skip
    assert words["budgets"].alt.count("inside") == 3
    assert "outside" not in words["budgets"].alt + words["budgets"].title


def test_every_type_of_every_stream_is_told(words: dict[str, Chart]) -> None:
    assert "police in Victims' services" in words["streams"].title
    assert "local government in Crime and disorder reduction" in words["streams"].title
    assert pounds(words["streams"].alt) == {
        "£532,195", "£40,000", "£314,065", "£75,000",
        "£55,000", "£538,000", "£10,000", "£177,791", "£244,000", "£163,857", "£78,600", "£50,000", "£15,000",
    }  # fmt: skip
    victims, _, crime = words["streams"].alt.partition(f"; {CRIME}:")
    assert "police £532,195" in victims and "private company" not in victims
    assert "local government £538,000 (including £10,000 implied)" in crime


def test_the_provider_types_are_told_with_shares_and_judgements(words: dict[str, Chart]) -> None:
    assert "police" in words["types"].title
    assert "£587,195" in words["types"].title and "25.7%" in words["types"].title
    assert pounds(words["types"].alt) == {
        "£587,195", "£578,000", "£10,000", "£90,000", "£491,856", "£394,065", "£319,000", "£163,857", "£78,600",
        "£50,000", "£15,000", "£562,665",
    }  # fmt: skip
    assert "24.6%" in words["types"].alt


def test_half_of_the_money_goes_to_four_providers(words: dict[str, Chart]) -> None:
    assert words["providers"].title.startswith("4 of 21 ")  # 587,195 + 225,000 + 213,000 + 207,000 = 54.0%
    for text in ("£587,195", "£225,000", "£213,000", "£207,000 (including £10,000 implied)", "£78,600", "25.7%"):
        assert text in words["providers"].alt
    assert "National Probation Service" not in words["providers"].alt


def test_every_award_is_told_beside_its_chart(words: dict[str, Chart]) -> None:
    both = words["arrangements"].alt + words["themes"].alt
    for award in THE_35_AWARDS:
        assert f"{award.service} £{award.pounds:,}" in both
    assert f"{APPROPRIATE_ADULTS} £10,000 (implied)" in words["themes"].alt
    assert "10 awards" in words["arrangements"].alt and "25 awards" in words["themes"].alt


def test_the_largest_heading_is_named_in_the_title(words: dict[str, Chart]) -> None:
    for text in ("“Grant agreement”", "£574,195", "59.7%"):
        assert text in words["arrangements"].title
    assert "“Offenders”" in words["themes"].title
    assert "£617,791" in words["themes"].title and "46.7%" in words["themes"].title


def test_without_the_implied_amount_the_charts_words_change(words_without_implied: dict[str, Chart]) -> None:
    assert pounds(words_without_implied["bridge"].alt) == {
        "£2.3m", "£2,300,000", "£961,260", "£1,312,248", "£26,492",
    }  # fmt: skip
    assert "local government £528,000" in words_without_implied["streams"].alt
    assert f"{APPROPRIATE_ADULTS} not stated" in words_without_implied["themes"].alt
    assert "£617,791, 47.1%" in words_without_implied["themes"].title  # of 1,312,248
    for name, one in words_without_implied.items():
        assert "implied" not in f"{one.title} {one.alt} {one.key}".lower(), name


def test_the_marks_of_a_chart_have_a_key(words: dict[str, Chart]) -> None:
    for name in ("bridge", "budgets", "streams", "providers", "themes"):
        assert "implied" in words[name].key.lower(), name
    assert "judgement" in words["types"].key
    assert FORCE in words["providers"].key
    assert "implied" not in words["arrangements"].key.lower()


@pytest.mark.parametrize("include_implied", [True, False])
def test_an_alternative_text_says_more_than_the_title(include_implied: bool) -> None:
    for name, one in words_of("2017-18", HERE, include_implied).items():
        assert len(one.alt) > len(one.title), name
        assert re.match(r"(Bar|Waterfall) chart\b", one.alt), name
        assert one.alt.endswith(".") and not one.title.endswith("."), name


@pytest.mark.parametrize("include_implied", [True, False])
def test_the_paper_s_own_year_reads_well(include_implied: bool) -> None:
    for name, text in prose_of("2017-18", HERE, include_implied).items():
        assert faults(text) == [], name
    for name, one in words_of("2017-18", HERE, include_implied).items():
        assert faults(f"{one.title}\n{one.alt}\n{one.key}") == [], name


# ---- Other years ----------------------------------------------------------------------------------

ONE = [("GR", "Street lights", COUNCIL, "£4,000")]
OTHER_YEARS: dict[str, Callable[[Path], object]] = {
    "one award": lambda project: add_year(project, ONE, themes=True),
    "an unexplained difference": lambda project: add_year(project, ONE, total="£5,000"),
    "exactly the budget": lambda project: add_year(project, [("GR", "Street lights", COUNCIL, "£5,000")]),
    "more than the budget": lambda project: add_year(project, [("GR", "Street lights", COUNCIL, "£6,000.50")]),
    "no amount stated": lambda project: add_year(project, [("GR", "Street lights", COUNCIL, "")], themes=True),
    "nobody named": lambda project: add_year(project, [("GR", "Later", "", "£4,000")]),
    "two providers": lambda project: add_year(project, [*ONE, ("GR", "Talks", FAMILY, "£1,000")]),
    "a fund outside the budget": lambda project: add_year(project, [*ONE, ("OUT", "Gift", FAMILY, "£1,500")]),
    "an award from others too": lambda project: add_year(
        project,
        [("GR", "Talks", FAMILY, "£900 (Match funded)")],
        contributions=[("GR", "Talks", "", "Lottery", "matches", "Match funded", "4")],
    ),
    "nothing from the budget": lambda project: add_year(project, [("OUT", "Gift", FAMILY, "£1,500")]),
    "no budget stated": lambda project: add_year(project, ONE, budget=""),
    "a provider not in the register": lambda project: add_year(project, [("GR", "Talks", "Nobody Knows", "£900")]),
    "money that comes back": lambda project: add_year(project, [*ONE, ("GR", "Talks", FAMILY, "-£1,000")]),
}


class Told(NamedTuple):
    """A year in words: its paragraphs, and what stands beside its charts."""

    prose: dict[str, str]
    words: dict[str, str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Told]:
    """`told("one award")`, made once for several tests."""

    @cache
    def tell(name: str) -> Told:
        project = copied_project(tmp_path_factory.mktemp("year") / "project")
        OTHER_YEARS[name](project)
        words = words_of("2018-19", project)
        texts = {place: f"{one.title}\n{one.alt}\n{one.key}" for place, one in words.items()}
        return Told(prose_of("2018-19", project), texts)

    return tell


@pytest.mark.parametrize("name", first(OTHER_YEARS, 4))
def test_the_prose_of_another_year_reads_well(name: str, told: Callable[[str], Told]) -> None:
    assert {place: faults(text) for place, text in told(name).prose.items() if faults(text)} == {}


@pytest.mark.parametrize("name", first(OTHER_YEARS, 6))
def test_the_words_beside_the_charts_of_another_year_read_well(name: str, told: Callable[[str], Told]) -> None:
    assert {place: faults(text) for place, text in told(name).words.items() if faults(text)} == {}


@pytest.mark.parametrize("name", OTHER_YEARS)
def test_another_year_s_words_keep_nothing_of_this_one(name: str, told: Callable[[str], Told]) -> None:
    for text in (*told(name).prose.values(), *told(name).words.values()):
        assert not re.search(r"2017|Cambridgeshire|Constabulary|Board", text), text


def test_one_award_is_one_award(project: Path) -> None:
    add_year(project, ONE)
    text = prose_of("2018-19", project)["headline"]
    assert "1 award to 1 provider." in text
    assert pounds(text) == {"£4,000", "£5,000"}


def test_a_difference_without_an_explanation_is_told(project: Path) -> None:
    add_year(project, ONE, total="£5,000")
    text = prose_of("2018-19", project)["verdict"]
    assert text.startswith("The figures do not add up")
    assert re.search(r"1 difference has no explanation", text)


def test_awards_outside_the_budget_are_not_summed_up_as_part_of_it(project: Path) -> None:
    """Two awards of £5,500 in all, £4,000 of it from the budget: "two awards come to £4,000" would be untrue."""
    add_year(project, [*ONE, ("OUT", "Gift", FAMILY, "£1,500")])
    text = prose_of("2018-19", project)["headline"]
    assert "£5,500" in text or "1 award " in text


def test_a_year_that_meets_its_budget_is_neither_under_nor_over_it(project: Path) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£5,000")])
    assert "£0 under" not in prose_of("2018-19", project)["rounding"]


def test_a_budget_printed_to_the_pound_stands_for_itself(project: Path) -> None:
    add_year(project, ONE)
    assert pounds(words_of("2018-19", project)["budgets"].alt) == {"£4,000", "£5,000"}


def test_an_award_beyond_the_budget_is_told_as_such(project: Path) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£6,000.50")])
    words = words_of("2018-19", project)
    assert "£1,000.50 more than the budget" in words["bridge"].title
    assert "outside" in words["budgets"].alt and "inside" not in words["budgets"].alt
    assert "General grants £1,000.50 over" in prose_of("2018-19", project)["rounding"]


def test_money_that_nobody_has_yet_does_not_make_a_provider(project: Path) -> None:
    """£10,000 is not yet allocated, so the one provider with £4,000 does not receive half."""
    add_year(project, [("GR", "Later", "", "£10,000"), *ONE], budget="£14,000")
    words = words_of("2018-19", project)
    assert not re.search(r"\b1 of 1\b.*half", words["providers"].title)
    assert not re.match(r"The type that receives most is not yet allocated", words["types"].title)
    assert COUNCIL in prose_of("2018-19", project)["concentration"]


def test_no_share_is_told_of_nothing(project: Path) -> None:
    """Where no amount is stated, no type and no provider receives the largest share."""
    add_year(project, [("GR", "Street lights", COUNCIL, "")], themes=True)
    words = words_of("2018-19", project)
    assert "largest share" not in words["streams"].title
    assert "receives most" not in words["types"].title
    assert "half" not in words["providers"].title
    assert "largest" not in words["themes"].title


def test_a_chart_without_anything_judged_has_no_key_to_it(project: Path) -> None:
    add_year(project, ONE)
    assert words_of("2018-19", project)["types"].key == ""


def test_a_body_without_a_force_of_its_own_is_told_of_none(project: Path) -> None:
    add_year(project, ONE)
    assert "force" not in prose_of("2018-19", project)["concentration"]
    assert "Plum" not in words_of("2018-19", project)["providers"].key
    assert "force" not in words_of("2018-19", project)["providers"].alt


def test_the_own_force_of_another_body_is_named(project: Path) -> None:
    add_year(project, [*ONE, ("GR", "Cadets", FORCE, "£1,000")], own_force=FORCE)
    assert f"{FORCE}, receives 20.0%" in prose_of("2018-19", project)["concentration"]


def test_a_year_without_measures_or_other_funds_says_so(project: Path) -> None:
    add_year(project, ONE)
    prose = prose_of("2018-19", project)
    assert prose["measures"] == "The paper reports no measures."
    assert "no other funds" in prose["separate funds"]
    assert not pounds(prose["contributions"])


def test_measures_of_the_awards_own_year_or_a_half_of_it_are_not_told_to_be_of_another() -> None:
    own = load_measures("2017-18", project=HERE).iloc[:2].assign(period="2017/18")
    for part in ("year", "first half", "second half"):
        assert "not the year of the awards" not in narrative.measures(own.assign(part_of_year=part), "2017-18")
    assert "not the year of the awards" in narrative.measures(own.assign(part_of_year="another period"), "2017-18")


def test_one_measure_and_one_fund_are_told_in_the_singular() -> None:
    measures = load_measures("2017-18", project=HERE).iloc[:1]
    funds = load_separate_funds("2017-18", project=HERE).iloc[:1]
    for text in (narrative.measures(measures, "2017-18"), narrative.separate_funds(funds)):
        assert not re.search(r"\b1 (further )?(measures|funds|bids)\b|None of them|These are", text), text


def test_one_other_provider_is_told_in_the_singular() -> None:
    ranked = summaries.providers_ranked(awards_of_2017())
    assert "other 1 come" not in charts.largest_providers(ranked, FORCE, 21).alt
    assert "£12,000" in charts.largest_providers(ranked, FORCE, 21).alt  # East Cambridgeshire, the last by name


def test_the_streams_of_the_printed_headings_are_named() -> None:
    awards = awards_of_2017()
    assert narrative.grouping(awards[awards["theme"].notna()], "theme").count(CRIME) == 1
    text = narrative.grouping(awards[awards["arrangement"].notna()], "arrangement")
    assert "10 awards" in text and VICTIMS in text and CRIME not in text
    assert narrative.grouping(awards.iloc[:0], "theme") == ""


def test_words_leave_the_tables_as_they_were() -> None:
    awards = awards_of_2017()
    ranked = summaries.providers_ranked(awards)
    before = ranked.copy()
    charts.largest_providers(ranked, FORCE)
    narrative.concentration(ranked, summaries.award_sizes(awards), FORCE)
    pd.testing.assert_frame_equal(ranked, before)
