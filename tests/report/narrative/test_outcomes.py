"""The account of outcomes: which measures are for the period asked for, what stands beside them, what has none.

Figures by hand: the hub's award is £446,000 and the control room's nurses' £150,000, together £596,000; the other 33
awards come to £2,283,508 − £596,000 = £1,687,508, of it £515,260 for victims and £1,172,248 for crime and disorder.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from support.cases import first
from support.measures import (
    HUB,
    MEASURE_COLUMNS,
    NONE,
    NOW,
    NURSES,
    OTHERS,
    by_measure_of_2017,
    measures_of_2017,
    of_next_year,
)
from support.reading import figures_in, soup_of, spaced, table_called
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    REPOSITORY,
    THE_35_AWARDS,
    VICTIMS,
    add_year,
    awards_of_2017,
    paper_of_2017,
)

from grantsdata import load_awards, load_measures, load_paper, load_streams, summaries
from grantsdata.errors import ParameterError
from grantsdata.model.schema import PERIODS
from grantsdata.report.fragment import Shows
from grantsdata.report.narrative import outcomes as narrative


def add_measures(folder: Path, *rows: tuple[str, str, str, str, str]) -> None:
    """Measures of a year that `add_year` made: (stream code, service, awarded service, figure, period) each."""
    with (folder / "measures.csv").open("w", encoding="utf-8", newline="") as file:
        lines = [[*MEASURE_COLUMNS.values()]]
        lines += [
            [stream, service, awarded, f"Measure {number}", "", figure, "people", period, "1"]
            for number, (stream, service, awarded, figure, period) in enumerate(rows, start=1)
        ]
        csv.writer(file, lineterminator="\n").writerows(lines)
    named = "".join(f'{meaning} = "{column}"\n' for meaning, column in MEASURE_COLUMNS.items())
    toml = folder / "paper.toml"
    text = toml.read_text(encoding="utf-8") + f'[measures]\nfile = "measures.csv"\n[measures.columns]\n{named}'
    toml.write_text(text, encoding="utf-8")


def rows_of(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    chosen = table[list(columns)].astype("object")
    return chosen.where(chosen.notna(), None).to_numpy().tolist()


def pounds(text: str) -> set[str]:
    return set(re.findall(r"£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[km]?", text))


# ---- The tables ------------------------------------------------------------------------------------------


def test_each_measure_stands_beside_what_its_service_was_awarded() -> None:
    measures = measures_of_2017()
    assert rows_of(measures, "awarded_service", "award_gbp", "award_status") == [
        *[[HUB, 446_000, "printed"]] * 5,
        ["", None, None],
        *[[NURSES, 150_000, "printed"]] * 2,
    ]
    assert measures["figure"].tolist() == ["15,000", "a third", "100", "3,300", "1,461", "100", "10,000", "83 per cent"]


def test_no_table_divides_an_amount_by_a_measure() -> None:
    """What is added to the measures is the amount, as it was awarded, and nothing that is worked out with it."""
    measures = load_measures("2017-18", project=REPOSITORY)
    added = set(measures_of_2017().columns) - set(measures.columns)
    assert added == {"award_gbp", "award_status", "implied_gbp"}


@pytest.mark.parametrize("period", PERIODS)
def test_two_awards_have_a_measure_and_none_is_for_any_part_of_the_year(period: str) -> None:
    table = by_measure_of_2017(period)
    assert rows_of(table, "stream", "measured", "awards", "award_gbp", "implied_gbp") == [
        [VICTIMS, NOW, 0, 0, 0],
        [VICTIMS, OTHERS, 1, 446_000, 0],
        [VICTIMS, NONE, 9, 515_260, 0],
        [CRIME, NOW, 0, 0, 0],
        [CRIME, OTHERS, 1, 150_000, 0],
        [CRIME, NONE, 24, 1_172_248, 10_000],
    ]
    assert table["share"].sum() == pytest.approx(1)
    assert table["share"][4] == pytest.approx(150_000 / 2_283_508)


def test_without_the_implied_amount_less_money_has_no_measure() -> None:
    table = by_measure_of_2017(include_implied=False)
    assert rows_of(table, "award_gbp", "implied_gbp")[5] == [1_162_248, 0]


def unmeasured(awards: pd.DataFrame, measures: pd.DataFrame) -> list[str]:
    every = summaries.with_measured(awards, measures, "year")
    return every.loc[every["measured"] == NONE, "service"].tolist()


def test_the_awards_without_a_measure_are_the_other_thirty_three() -> None:
    without = unmeasured(awards_of_2017(), measures_of_2017())
    assert without == [a.service for a in THE_35_AWARDS if a.service not in (HUB, NURSES)]
    assert "Practical Support for young victims of crime" in without, "the measure is tied to neither"


def test_a_measure_of_another_stream_s_service_of_that_name_does_not_count() -> None:
    measures = measures_of_2017().assign(stream=CRIME)
    assert len(unmeasured(awards_of_2017(), measures)) == 34


# ---- Another year ----------------------------------------------------------------------------------------


LIGHTS, PATHS, CLUB = (
    ("GR", "Lights", "Trust", "£4,000"),
    ("GR", "Paths", "Trust", "£1,000.25"),
    ("GR", "Club", "T", ""),
)


BALL = ("OUT", "Football at night", "Fenland District Council", "£1,500")


@pytest.fixture
def next_year(project: Path) -> Path:
    """2018-19: three awards in the budget, one of them without an amount, one award outside; seven measures."""
    folder = add_year(project, [LIGHTS, PATHS, CLUB, BALL])
    add_measures(
        folder,
        ("GR", "Lights", "Lights", "10", "April to September 2018"),
        ("GR", "Lights", "Lights", "20", "2018/19"),
        ("GR", "Paths by the river", "Paths", "30", "the first half of 2018/19"),
        ("GR", "Paths by the river", "Paths", "40", "2017/18"),
        ("GR", "Club", "Club", "50", "the second half of 2018/19"),
        ("GR", "Everything", "", "60", "April to September 2018"),
        ("OUT", "Football", "Football at night", "70", "April to September 2018"),
    )
    return project


@pytest.mark.parametrize(
    ("period", "figures_told", "counts"),
    [
        ("first half", ["10", "30", "60", "70"], [(2, 5_000.25), (1, None), (0, 0)]),
        ("second half", ["50"], [(1, None), (2, 5_000.25), (0, 0)]),
        ("year", ["20"], [(1, 4_000), (2, 1_000.25), (0, 0)]),
    ],
)
def test_each_period_has_its_own_measures(
    next_year: Path, period: str, figures_told: list[str], counts: list[tuple[int, float | None]]
) -> None:
    measures, by_measure = of_next_year(next_year, period)
    assert measures.loc[measures["part_of_year"] == period, "figure"].tolist() == figures_told
    assert [tuple(row) for row in rows_of(by_measure, "awards", "award_gbp")] == counts
    assert set(by_measure["stream"]) == {"General grants"}, "a stream outside the budget is not part of the account"


def test_the_headings_name_the_service_and_its_award(next_year: Path) -> None:
    measures, _ = of_next_year(next_year, "year")
    under = narrative.measures_listed(measures)
    assert list(under["under"].cat.categories) == [
        "General grants: Lights",
        "General grants: Paths by the river, awarded as “Paths”",
        "General grants: Club",
        "General grants: Everything, not tied to one award",
        "Lucky fund: Football, awarded as “Football at night”",
    ]
    assert under["under"].cat.codes.tolist() == [0, 0, 1, 1, 2, 3, 4]
    assert under["figure"].tolist() == [f"{number} people" for number in (10, 20, 30, 40, 50, 60, 70)]


def test_the_prose_of_a_period_that_has_measures(next_year: Path) -> None:
    measures, by_measure = of_next_year(next_year, "first half")
    paper = load_paper("2018-19", project=next_year)
    text = narrative.outcomes_headline(measures, "first half", paper)
    assert text == (
        "The paper gives 7 measures of what the services did. 4 of them are for the first half of 2018-19 (April to "
        "September)."
    )
    assert figures_in(text) == {
        "7": "rows('data/raw/2018-19/measures.csv')",
        "4": "rows('data/raw/2018-19/measures.csv', Period=['April to September 2018', 'the first half of 2018/19'])",
        "2018-19": "paper('financial_year')",
    }
    assert narrative.outcomes_verdict(by_measure) == "3 of 3 awards have a measure for some period."
    assert narrative.unmeasured_note(by_measure) == ""
    others = measures[measures["part_of_year"] != "first half"]
    assert narrative.outcomes_of_other_periods(others, paper) == (
        "Measures for 2017/18 are not shown as results of 2018-19. Measures for 2018/19 and the second half of 2018/19 "
        "are for other parts of 2018-19."
    )
    same_year = others[others["part_of_year"] != "another period"]
    assert narrative.outcomes_of_other_periods(same_year, paper) == (
        "Measures for 2018/19 and the second half of 2018/19 are for other parts of 2018-19."
    )
    assert narrative.outcomes_headline(same_year, "year", paper).endswith("1 of them is for the year 2018-19.")


def test_awards_from_outside_the_budget_are_told_and_not_counted(next_year: Path) -> None:
    awards = load_awards("2018-19", project=next_year)
    inside = summaries.awards_in_budget(awards, load_streams("2018-19", project=next_year))
    assert inside["service"].tolist() == ["Lights", "Paths", "Club"]
    assert narrative.beyond_the_budget(awards, inside) == (
        "1 award from outside the overall budget (Lucky fund), £1,500, is not counted here."
    )
    assert narrative.beyond_the_budget(inside, inside) == ""


def test_a_year_without_measures_says_so(project: Path) -> None:
    add_year(project, [LIGHTS])
    measures, by_measure = of_next_year(project, "year")
    paper = load_paper("2018-19", project=project)
    assert (
        narrative.outcomes_headline(measures, "year", paper) == "The paper gives no measure of what the services did."
    )
    assert narrative.outcomes_verdict(by_measure) == "1 award, £4,000, has no measure."
    assert narrative.measure_ties(measures, paper) == "There is no measure to show."
    assert narrative.measure_hedges(measures, paper) == ""
    assert narrative.unmeasured_note(by_measure).startswith("An award without a measure may still do good")
    assert narrative.outcomes_of_other_periods(measures, paper) == ""
    assert narrative.measures_listed(measures).empty


# ---- The prose of 2017-18 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("year", "the year 2017-18"),
        ("first half", "the first half of 2017-18 (April to September)"),
        ("second half", "the second half of 2017-18 (October to March)"),
    ],
)
def test_a_period_is_named_with_its_months(period: str, words: str) -> None:
    paper = paper_of_2017()
    assert narrative.period_in_words(period, paper) == words
    assert words in narrative.about_outcomes(paper, period)
    assert narrative.outcomes_headline(measures_of_2017(), period, paper) == (
        f"The paper gives 8 measures of what the services did. None of them is for {words}."
    )


def test_the_verdict_gives_the_awards_and_the_money_without_a_measure() -> None:
    text = narrative.outcomes_verdict(by_measure_of_2017())
    assert text == (
        "2 of 35 awards have a measure for some period. The other 33, which total £1,687,508 (including £10,000 "
        "implied), have none."
    )
    assert figures_in(text) == {
        "2": "count(in_overall_budget=True, has_measure=True)",
        "35": "count(in_overall_budget=True)",
        "33": "count(in_overall_budget=True, has_measure=False)",
        "£1,687,508": "sum(in_overall_budget=True, has_measure=False)",
        "£10,000": "sum(in_overall_budget=True, has_measure=False, award_status='implied')",
    }
    assert "total £1,677,508, have" in narrative.outcomes_verdict(by_measure_of_2017(include_implied=False))


def test_the_measures_of_2017_are_said_to_be_no_results_of_these_awards() -> None:
    text = narrative.outcomes_of_other_periods(measures_of_2017(), paper_of_2017())
    assert text == (
        "Measures for 2016/17, a nine-month period and the first eight months are not shown as results of 2017-18."
    )
    assert figures_in(text)["a nine-month period"] == "cell('data/raw/2017-18/measures.csv', 7, 'Period')"


def test_the_measure_that_two_awards_could_have_is_tied_to_neither() -> None:
    paper, measures = paper_of_2017(), measures_of_2017()
    assert narrative.measure_ties(measures, paper) == (
        "Which award a measure belongs to is our reading of the paper. The paper does not say which award “Support for "
        "young victims of crime” means, so the measures there count for none."
    )
    assert narrative.measure_ties(measures[:5], paper).endswith("our reading of the paper.")
    assert "our reading" not in narrative.measure_ties(measures[5:6], paper)


def test_hedges_stand_beside_their_figures_and_are_said_to_be_the_papers() -> None:
    measures = measures_of_2017()
    assert narrative.measure_hedges(measures, paper_of_2017()) == (
        "Words such as “more than” and “just short of” are the paper's own."
    )
    assert narrative.measures_listed(measures)["figure"].tolist()[:4] == [
        "more than 15,000 referrals", "a third of reported victim-based crime", "just short of 100 self-referrals",
        "3,300 victims",
    ]  # fmt: skip


def test_the_page_says_why_there_is_no_cost_per_person() -> None:
    text = narrative.no_cost_per_person()
    assert text.startswith("No cost per person is given: ")
    assert pounds(text) == set()


def test_one_of_each_is_in_the_singular() -> None:
    one, paper = measures_of_2017()[:1], paper_of_2017()
    texts = [
        narrative.outcomes_headline(one, "year", paper),
        narrative.outcomes_of_other_periods(one, paper),
        narrative.outcomes_verdict(by_measure_of_2017()[1:3].assign(awards=[1, 1])),
    ]
    assert texts == [
        "The paper gives 1 measure of what the services did. It is not for the year 2017-18.",
        "Measures for 2016/17 are not shown as results of 2017-18.",
        "1 of 2 awards has a measure for some period. The other one, £515,260, has none.",
    ]


# ---- The notebook ----------------------------------------------------------------------------------------


def run_cells(project: Path, monkeypatch: pytest.MonkeyPatch, **parameters: Any) -> None:
    """The notebook's cells, one after the other, without a kernel; what they show is printed as HTML."""
    monkeypatch.setattr(Shows, "show", lambda shown: print(shown.fragment().html))
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(project))
    notebook = json.loads((REPOSITORY / "notebooks" / "outcomes.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, Any] = {"In": []}
    for cell in cells:
        exec("".join(cell["source"]), names)
        names |= parameters if cell is cells[0] else {}


@pytest.mark.parametrize("period", ["years", "First half", "", "2017/18"])
def test_another_period_is_refused_with_the_list(monkeypatch: pytest.MonkeyPatch, period: str) -> None:
    with pytest.raises(ParameterError, match='expected one of "first half", "second half", "year"'):
        run_cells(REPOSITORY, monkeypatch, period=period)


@pytest.mark.parametrize("period", first(PERIODS))
def test_the_notebook_runs_for_each_period(
    next_year: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], period: str
) -> None:
    run_cells(next_year, monkeypatch, financial_year="2018-19", period=period)
    shown = capsys.readouterr().out
    assert "Measures for this period" in shown
    assert "Measures for other periods" in shown


@pytest.mark.parametrize("awards", [[LIGHTS], [CLUB], [BALL]], ids=["no measures", "no amounts", "outside the budget"])
def test_the_notebook_runs_for_a_year_without_the_like(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    awards: list[tuple[str, str, str, str]],
) -> None:
    add_year(project, awards)
    run_cells(project, monkeypatch, financial_year="2018-19")
    shown = capsys.readouterr().out
    assert "The paper gives no measure" in shown
    told = re.sub(r"base64,[A-Za-z0-9+/=]+", "", shown)
    assert not re.search(r"Measures for (this|other) periods?</caption|£nan|>None<|>nan<", told)


@pytest.fixture(scope="module")
def page(published: Path) -> BeautifulSoup:
    """The page of a real run."""
    return soup_of(published / "outputs" / "2017-18" / "outcomes-year.html")


def test_the_page_shows_no_measure_as_a_result_of_these_awards(page: BeautifulSoup) -> None:
    captions_told = [spaced(table.caption) for table in page.find_all("table")]
    assert not [caption for caption in captions_told if "Measures for this period" in caption]
    assert "None of them is for the year 2017-18." in spaced(page)


def test_every_measure_stands_under_its_service_with_hedge_and_period(page: BeautifulSoup) -> None:
    rows = table_called(page, "Measures for other periods")
    assert [row[0] for row in rows if len(row) == 1] == [
        f"{VICTIMS}: Victim and witness hub, awarded as “{HUB}”",
        f"{VICTIMS}: Support for young victims of crime, not tied to one award",
        f"{CRIME}: {NURSES}",
    ]
    told = {row[0]: row[1:] for row in rows if len(row) > 1}
    assert len(told) == 8
    assert told["Referrals received"] == ["more than 15,000 referrals", "2016/17", "4.2"]
    assert told["People who referred themselves"][0] == "just short of 100 self-referrals"
    assert told["Young victims given specialist support"][1] == "a nine-month period"
    assert told["Incidents reviewed by the nurses"][1] == "the first eight months"


def test_the_page_names_the_funder_of_each_stream(page: BeautifulSoup) -> None:
    heads = [row[0] for row in table_called(page, "Awards with and without a measure") if len(row) == 1]
    assert heads == [
        f"{VICTIMS} (funder: Ministry of Justice): £961,260, 10 awards",
        f"{CRIME} (funder: Main police grant): £1,322,248, 25 awards £10,000 implied",
    ]


def test_the_page_lists_each_award_once_by_what_is_reported(page: BeautifulSoup) -> None:
    rows = table_called(page, "Every award, by what is reported")
    assert [row[0] for row in rows if len(row) == 1] == [
        f"{OTHERS}: £596,000, 2 awards",
        f"{NONE}: £1,687,508, 33 awards £10,000 implied",
    ]
    assert {row[0]: row[1] for row in rows if len(row) > 1} == {
        award.service: f"£{award.pounds:,}" + (" implied" if award.service == APPROPRIATE_ADULTS else "")
        for award in THE_35_AWARDS
    }


def test_no_amount_on_the_page_is_anything_but_an_award_or_a_sum_of_awards(page: BeautifulSoup) -> None:
    """£446,000 divided by 15,000 referrals would be £29.73, by 3,300 victims £135.15."""
    sums = {961_260, 1_322_248, 515_260, 1_172_248, 1_687_508, 596_000, 0}
    known = {f"£{amount:,}" for amount in sums | {award.pounds for award in THE_35_AWARDS}}
    assert pounds(spaced(page)) <= known
    assert not re.search(r"£[0-9,.]+ (per|a|for each) ", spaced(page))
    assert "No cost per person is given" in spaced(page)


def test_the_chart_s_alternative_text_carries_its_figures(page: BeautifulSoup) -> None:
    texts = {str(drawing["aria-label"]) for drawing in page.select("figure svg[aria-label]")}
    assert len(texts) == 1, "the drawing for narrow windows says the same"
    assert f"{VICTIMS}, no measure £515,260;" in texts.pop()
