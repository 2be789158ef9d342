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
    FORCE,
    add_year,
    awards_of_2017,
    copied_project,
)
from support.reporting import REPOSITORY as HERE

from grantsdata import summaries
from grantsdata.awards.load import load_awards, load_paper
from grantsdata.awards.paper_tables import load_budgets, load_measures, load_separate_funds, load_streams
from grantsdata.model import phrases
from grantsdata.reconcile.load import load_findings
from grantsdata.report import charts
from grantsdata.report.charts import Chart
from grantsdata.report.narrative import annual as narrative
from grantsdata.report.traced import Figure, parts_of

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
    budgets = load_budgets(year, project=project)
    paper = load_paper(year, project=project)
    findings = load_findings(year, include_implied=include_implied, project=project)
    streams = load_streams(year, project=project)
    measures = load_measures(year, project=project)
    return {
        "about": narrative.about_the_year(paper),
        "headline": narrative.headline(awards, summaries.budget_bridge(awards, budgets), paper),
        "verdict": narrative.verdict(findings),
        "points": "\n".join(narrative.main_points(awards, paper.paper.own_force)),
        "rounding": narrative.rounding(findings, budgets),
        "concentration": narrative.concentration(awards),
        "contributions": narrative.contributions(awards),
        "without awards": "\n".join(narrative.streams_without_awards(streams, awards)),
        "separate funds": narrative.separate_funds(load_separate_funds(year, project=project)),
        "measures": narrative.measures(measures, paper.financial_year),
        "method": "\n".join(narrative.method(awards)),
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


def test_the_headline_gives_the_awards_the_sum_the_budget_and_the_providers(prose: dict[str, str]) -> None:
    assert prose["headline"] == (
        "35 awards for 2017-18: £2,283,508 (including £10,000 implied) of a budget of £2.3m. 34 go to 21 "
        "providers; one has no named provider."
    )


def test_the_headline_without_the_implied_amount_says_what_it_leaves_out(prose_without_implied: dict[str, str]) -> None:
    assert prose_without_implied["headline"] == (
        "35 awards for 2017-18: £2,273,508 of a budget of £2.3m. 34 go to 21 providers; one has no named provider. "
        "It leaves out 1 award without a stated amount."
    )


def test_the_page_says_for_which_days_it_is(prose: dict[str, str]) -> None:
    assert prose["about"] == "Who was awarded what, and for what, from 1 April 2017 to 31 March 2018."


def test_the_main_points_answer_who_what_and_how(prose: dict[str, str]) -> None:
    # 446,000 + 33,445 + 52,750 + 45,000 + 10,000 = 587,195; 75,000 + 50,000 + 29,065 = 154,065; 35 - 3 = 32.
    # 2,000 + 213,000 + 20,000 + 50,000 + 29,065 = 314,065; 140,000 + 25,791 + 12,000 = 177,791.
    assert prose["points"].split("\n") == [
        "Cambridgeshire Constabulary, the office's own police force, gets most: £587,195 in 5 awards, 25.7% of the "
        "money.",
        "The largest award is £446,000, to Cambridgeshire Constabulary for “Victim and Witness Hub Initial Referral "
        "provision”.",
        "Charities and community groups get £491,856, 21.5% of the money: £314,065 from Victims' services and £177,791 "
        "from Crime and disorder reduction.",
        "3 awards, £154,065, were let by single tender, without competition; for the other 32 it is not on record "
        "whether there was any.",
        "For £562,665 (including £10,000 implied), 24.6% of the money, the kind of provider is our judgement; "
        "the paper does not state it.",
    ]


def test_no_sentence_is_longer_than_a_reader_can_hold(prose: dict[str, str]) -> None:
    sentences = [one for text in prose.values() for one in re.split(r"(?<=[.:;])\s", text)]
    assert [one for one in sentences if len(one.split()) > 25] == []


def test_the_verdict_depends_on_the_implied_amount(
    prose: dict[str, str], prose_without_implied: dict[str, str]
) -> None:
    assert prose["verdict"] == ("The figures add up if the one unprinted amount is the £10,000 that its total implies.")
    assert prose_without_implied["verdict"] == ("The figures add up as far as they go: one award has no stated amount.")


def test_rounding_is_one_sentence(prose: dict[str, str]) -> None:
    assert prose["rounding"] == (
        "Rounded as the paper prints them, the awards match its budgets of £1m, £1.3m and £2.3m."
    )


def test_no_prose_speaks_of_the_implied_amount_where_it_is_not_counted(prose_without_implied: dict[str, str]) -> None:
    for name, text in prose_without_implied.items():
        assert "implied" not in text, name


def test_few_providers_get_most_of_the_money(prose: dict[str, str], prose_without_implied: dict[str, str]) -> None:
    # 587,195 + 225,000 + 213,000 + 207,000 + 166,000 = 1,398,195 of 2,283,508, or 1,388,195 of 2,273,508
    assert prose["concentration"] == (
        "The five largest providers get 61.2% of the money. Awards run from £2,000 to £446,000; the median is £39,000."
    )
    assert prose_without_implied["concentration"].startswith("The five largest providers get 61.1% of the money.")
    assert "£39,500" in prose_without_implied["concentration"]


def test_twelve_awards_are_paid_for_by_others_too(prose: dict[str, str], prose_without_implied: dict[str, str]) -> None:
    assert prose["contributions"] == (
        "Others also pay for 12 awards, £1,057,791 (including £10,000 implied), 46.3% of the money; what they pay is "
        "not counted on this page. For 7 of these awards the paper does not say who they are."
    )
    assert "12 awards, £1,047,791, 46.1% of the money" in prose_without_implied["contributions"]  # of £2,273,508


def test_each_stream_without_awards_has_a_paragraph(prose: dict[str, str]) -> None:
    assert prose["without awards"].split("\n") == [
        "Youth Fund. Money raised under the Police Property Act; now divided into two funds. The paper lists no award "
        "from it and states no budget for it.",
        "Casualty Reduction and Support Fund. What is left of driver-offender course fees once costs are met. The "
        "paper lists no award from it and states no budget for it.",
    ]


def test_the_measures_are_for_other_periods_than_the_awards(prose: dict[str, str]) -> None:
    assert prose["measures"] == (
        "The paper reports these measures for other periods than 2017-18. "
        "No cost per person can be worked out from them."
    )


def test_only_the_findings_asked_for_are_quoted_in_their_order() -> None:
    said = narrative.sentences(load_findings("2017-18", project=HERE), "amount-implied", "total-differs")
    assert [text.partition(" ")[0] for text in said] == ["The", "The"]
    assert "£1,312,248" in said[0] and "£1,312,248" not in said[1]


def test_each_figure_states_where_it_comes_from() -> None:
    """The expressions, typed by hand, of the sentences on which most depends."""
    points = narrative.main_points(awards_of_2017(), FORCE)
    found = [[part.expression for part in parts_of(point) if isinstance(part, Figure)] for point in points]
    assert found[0] == [
        "rank('provider', 1, provider=True)",
        "sum(provider='Cambridgeshire Constabulary')",
        "count(provider='Cambridgeshire Constabulary')",
        "share(provider='Cambridgeshire Constabulary')",
    ]
    assert found[1] == ["most()", "of_most('provider')", "of_most('service')"]
    assert found[3] == [
        "count(arrangement='Single tender')",
        "sum(arrangement='Single tender')",
        "count(arrangement={'not': 'Single tender'})",
    ]
    assert found[4] == [
        "sum(provider_basis='judgement')",
        "sum(provider_basis='judgement', award_status='implied')",
        "share(provider_basis='judgement')",
    ]


@pytest.mark.parametrize("include_implied", [True, False])
def test_no_digit_stands_outside_a_figure(include_implied: bool) -> None:
    for name, text in prose_of("2017-18", HERE, include_implied).items():
        plain = [part for part in parts_of(text) if not isinstance(part, Figure)]
        assert name in ("points", "without awards", "method") or not re.search(r"[0-9]", "".join(plain)), text
    for point in narrative.main_points(awards_of_2017(), FORCE):
        plain = [part for part in parts_of(point) if not isinstance(part, Figure)]
        assert not re.search(r"[0-9]", "".join(plain)), point


def test_lists_are_joined_as_in_speech() -> None:
    assert phrases.listed(["a"]) == "a"
    assert phrases.listed(["a", "b"]) == "a and b"
    assert phrases.listed(["a", "b", "c"]) == "a, b and c"


# ---- Beside the charts ----------------------------------------------------------------------------


@pytest.mark.parametrize("include_implied", first([True, False], 1))
def test_an_alternative_text_says_more_than_the_title(include_implied: bool) -> None:
    for name, one in words_of("2017-18", HERE, include_implied).items():
        assert len(one.title) < len(one.alt) <= 250, name
        assert re.match(r"Bar chart\b", one.alt), name
        assert one.alt.endswith(".") and not one.title.endswith("."), name


@pytest.mark.parametrize("include_implied", first([True, False], 1))
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


@pytest.mark.parametrize("name", first(OTHER_YEARS, 3))
def test_another_year_s_words_keep_nothing_of_this_one(name: str, told: Callable[[str], Told]) -> None:
    for text in (*told(name).prose.values(), *told(name).words.values()):
        assert not re.search(r"2017|Cambridgeshire|Constabulary|Board", text), text


def test_one_award_is_one_award(project: Path) -> None:
    add_year(project, ONE)
    text = prose_of("2018-19", project)["headline"]
    assert text == "1 award for 2018-19: £4,000 of a budget of £5,000. It goes to 1 provider."


def test_a_difference_without_an_explanation_is_told(project: Path) -> None:
    add_year(project, ONE, total="£5,000")
    text = prose_of("2018-19", project)["verdict"]
    assert text.startswith("The figures do not add up")
    assert "1 difference is without an explanation" in text


def test_awards_outside_the_budget_are_not_summed_up_as_part_of_it(project: Path) -> None:
    """Two awards of £5,500 in all, £4,000 of it from the budget: "two awards come to £4,000" would be untrue."""
    add_year(project, [*ONE, ("OUT", "Gift", FAMILY, "£1,500")])
    text = prose_of("2018-19", project)["headline"]
    assert text.startswith("2 awards for 2018-19: £5,500, of which £4,000 counts against a budget of £5,000.")


def test_an_award_beyond_the_budget_is_told_as_such(project: Path) -> None:
    add_year(project, [("GR", "Street lights", COUNCIL, "£6,000.50")])
    words = words_of("2018-19", project)
    assert words["budgets"].title == "Awards do not fit these budgets: Budget for grants and General grants"
    prose = prose_of("2018-19", project)
    assert "General grants: the awards are more than the printed budget of £5,000." in prose["rounding"]
    assert "£6,000.50 against a budget of £5,000." in prose["headline"]


def test_money_that_nobody_has_yet_does_not_make_a_provider(project: Path) -> None:
    """£10,000 is not yet allocated, so the one provider with £4,000 does not receive half."""
    add_year(project, [("GR", "Later", "", "£10,000"), *ONE], budget="£14,000")
    words = words_of("2018-19", project)
    assert not re.search(r"\b1 of 1\b.*half", words["providers"].title)
    assert not re.match(r"The type that gets most is not yet allocated", words["types"].title)
    assert prose_of("2018-19", project)["points"].startswith(f"{COUNCIL} gets most: £4,000 in 1 award, 28.6%")


def test_no_share_is_told_of_nothing(project: Path) -> None:
    """Where no amount is stated, no type and no provider receives the largest share."""
    add_year(project, [("GR", "Street lights", COUNCIL, "")], themes=True)
    words = words_of("2018-19", project)
    assert "largest share" not in words["streams"].title
    assert "gets most" not in words["types"].title
    assert "half" not in words["providers"].title
    assert "largest" not in words["themes"].title


def test_a_chart_without_anything_judged_has_no_key_to_it(project: Path) -> None:
    add_year(project, ONE)
    assert words_of("2018-19", project)["types"].key == ""


def test_a_body_without_a_force_of_its_own_is_told_of_none(project: Path) -> None:
    add_year(project, ONE)
    assert "force" not in prose_of("2018-19", project)["points"]
    assert "Plum" not in words_of("2018-19", project)["providers"].key
    assert "force" not in words_of("2018-19", project)["providers"].alt


def test_the_own_force_of_another_body_is_named(project: Path) -> None:
    add_year(project, [*ONE, ("GR", "Cadets", FORCE, "£1,000")], own_force=FORCE)
    points = prose_of("2018-19", project)["points"].split("\n")
    assert points[:2] == [
        f"{COUNCIL} gets most: £4,000 in 1 award, 80.0% of the money.",
        f"{FORCE}, the office's own police force, gets £1,000 in 1 award, 20.0% of the money.",
    ]


def test_a_year_without_measures_or_other_funds_says_so(project: Path) -> None:
    add_year(project, ONE)
    prose = prose_of("2018-19", project)
    assert prose["measures"] == "The paper reports no measures."
    assert "no other funds" in prose["separate funds"]
    assert not pounds(prose["contributions"])


def test_words_leave_the_tables_as_they_were() -> None:
    awards = awards_of_2017()
    ranked = summaries.providers_ranked(awards)
    before = ranked.copy()
    charts.largest_providers(ranked, FORCE)
    narrative.main_points(awards, FORCE)
    pd.testing.assert_frame_equal(ranked, before)
    pd.testing.assert_frame_equal(awards, awards_of_2017())


def test_measures_of_the_awards_own_year_are_not_said_to_be_of_another() -> None:
    own = load_measures("2017-18", project=HERE).iloc[:2]
    year = load_paper("2017-18", project=HERE).financial_year
    said = [narrative.measures(own.assign(part_of_year=part), year) for part in ("year", "first half", "second half")]
    assert set(said) == {"The paper reports these measures, with its own words beside the figures."}
    mixed = own.assign(part_of_year=["year", "another period"])
    assert narrative.measures(mixed, year).startswith("The paper reports some of these measures for other periods than")


@pytest.mark.parametrize(
    ("awards", "point"),
    first(
        [
            (ONE, "No award is marked as a single tender; whether others could compete is not on record."),
            (
                [*ONE, ("GR", "Talks", FAMILY, "£1,000")],
                "Charities and community groups get £1,000, 20.0% of the money.",
            ),
            (
                [*ONE, ("GR", "Talks", FAMILY, "£1,000")],
                f"The largest award is £4,000, to {COUNCIL} for “Street lights”.",
            ),
            ([*ONE, ("GR", "Talks", "", "£5,000")], "The largest award is £5,000 for “Talks”."),
        ],
        2,
    ),
)
def test_the_points_of_a_small_year(awards: list[tuple[str, str, str, str]], point: str, project: Path) -> None:
    add_year(project, awards, budget="£9,000")
    assert point in prose_of("2018-19", project)["points"].split("\n")


def test_a_tie_has_no_leader_and_no_largest_award(project: Path) -> None:
    add_year(project, [*ONE, ("GR", "Talks", FAMILY, "£4,000")], budget="£8,000")
    points = prose_of("2018-19", project)["points"]
    assert "gets most" not in points and "largest award" not in points
