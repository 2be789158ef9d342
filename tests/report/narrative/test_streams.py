"""The reports on one stream and on one provider, in real kernels; figures worked out by hand from the paper."""

import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from support.cases import first
from support.few_awards import with_pence
from support.reading import figures_in, soup_of, table_called
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    FORCE,
    REPOSITORY,
    VICTIMS,
    add_year,
    awards_of_2017,
    copied_project,
    paper_of_2017,
    streams_of_2017,
)

from grantsdata import load_findings, load_measures
from grantsdata.awards.load import open_year
from grantsdata.awards.paper_tables import load_streams
from grantsdata.errors import ParameterError
from grantsdata.model.years import FinancialYear
from grantsdata.report.narrative import streams as narrative
from grantsdata.runs.publish.publish import make_report

YEAR = FinancialYear.parse("2017-18")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_project(tmp_path_factory.mktemp("reports") / "project")


@pytest.fixture(scope="module")
def page(folder: Path, published: Path):
    """`page("stream-report", stream="VS")`: of the set if it is there, or else made for these tests."""
    made: dict[object, BeautifulSoup] = {}

    def of(notebook: str, year: FinancialYear = YEAR, **parameters: object) -> BeautifulSoup:
        key = (notebook, year, *parameters.items())
        if notebook == "stream-report" and set(parameters) == {"stream"}:
            of_set = published / "outputs" / str(year) / f"{notebook}-{str(parameters['stream']).lower()}.html"
            if of_set.is_file():
                made[key] = soup_of(of_set)
        if key not in made:
            # A set counts the implied amount on all of its pages or on none, so that the two need a project each.
            project = folder if parameters.get("include_implied", True) else copied_project(folder.parent / "without")
            made[key] = soup_of(make_report(year, notebook, parameters, project=project))
        return made[key]

    return of


def test_the_page_of_victims_services_begins_with_its_money_and_who_receives_most(page):
    soup = page("stream-report", stream="VS")
    assert soup.h1.get_text() == "Victims' services: awards in 2017-18"
    # 961,260 of 2,283,508
    assert soup.select_one(".headline").get_text() == (
        "The 10 awards from Victims' services in 2017-18 total £961,260, against a budget of £1m. "
        "That is 42.1% of all the money."
    )
    # 446,000 + 33,445 + 52,750 = 532,195
    assert (
        soup.select_one(".verdict")
        .get_text()
        .startswith(
            "Of 7 providers, Cambridgeshire Constabulary, the office's own police force, gets most: £532,195, 55.4% "
        )
    )
    rows = table_called(soup, "Every award of this stream by group, in the paper's order")
    groups = [row[0] for row in rows if len(row) == 1]
    assert groups == [
        "Grant agreement: £574,195, 5 awards",
        "Commissioned contract: £233,000, 2 awards",
        "Single tender: £154,065, 3 awards",
    ]
    assert len(rows) == 13
    assert "implied" not in soup.get_text()


def test_each_award_is_listed_once_and_judgements_have_no_table(page):
    soup = page("stream-report", stream="VS")
    captions = [one.get_text().partition(". ")[2] for one in soup.find_all("caption")]
    assert captions == [
        "Awards by provider type",
        "Every award of this stream by group, in the paper's order",
        "Measures that the paper reports",
    ]
    assert len(soup.find_all(["figure"])) == 1


def test_the_page_of_crime_and_disorder_reduction_labels_the_implied_amount(page):
    soup = page("stream-report", stream="CDR")
    assert "total £1,322,248 (including £10,000 implied), against a budget of £1.3m" in soup.get_text(" ", strip=True)
    rows = table_called(soup, "Every award of this stream by group, in the paper's order")
    assert [row[0] for row in rows if len(row) == 1] == [
        "Victims (Safeguarding the vulnerable): £353,857, 7 awards £10,000 implied",
        "Offenders (Attacking criminality and reducing re-offending): £617,791, 7 awards",
        "Communities (Preventing crime and reassuring the public): £350,600, 11 awards",
    ]
    (adults,) = [row for row in rows if row[0] == APPROPRIATE_ADULTS]
    assert adults[1] == "£10,000 implied"


@pytest.mark.proof
def test_without_the_implied_amount_nothing_counts_it(page):
    soup = page("stream-report", stream="CDR", include_implied=False)
    assert soup.h1.get_text() == "Crime and disorder reduction: awards in 2017-18"
    text = soup.get_text(" ", strip=True)
    assert "£1,312,248" in text
    assert "against a budget of £1.3m" in text
    headline = soup.select_one(".headline").get_text()
    assert "£1,312,248" in headline and "implied" not in headline
    (adults,) = [row for row in table_called(soup, "Every award of this stream by group, in the paper's order")
                 if row[0] == APPROPRIATE_ADULTS]  # fmt: skip
    assert adults[1] == "not stated"


@pytest.mark.proof
@pytest.mark.parametrize(
    ("code", "said"),
    first(
        [
            (
                "YF",
                [
                    "no award from the Youth Fund",
                    "gives no amount for Local Youth Social Action Fund for Cambridgeshire or",
                ],
            ),
            (
                "CRS",
                [
                    "no award from the Casualty Reduction",
                    "gives £67k for “Young driver computer platform for the whole",
                ],
            ),
        ],
        1,
    ),
)
def test_a_fund_outside_the_budget_says_what_the_paper_says_and_what_it_does_not(code, said, page):
    soup = page("stream-report", stream=code)
    text = soup.get_text(" ", strip=True)
    for words in [*said, "It is outside the budget for grants of £2.3m."]:
        assert words in text, words
    assert not soup.find_all("img")
    assert "Total" not in text and "£0" not in text and "nan" not in text.lower().split()


def test_an_unknown_stream_is_refused_with_the_known_ones(folder: Path):
    with pytest.raises(ParameterError, match=r'no stream with the code "XX"; expected one of VS'):
        make_report(YEAR, "stream-report", {"stream": "XX"}, project=folder)


# ---- The sentences ---------------------------------------------------------------------------------------


def of_stream(name: str, include_implied: bool = True) -> pd.DataFrame:
    awards = awards_of_2017(include_implied)
    return awards[awards["stream"] == name]


def declared(code: str) -> "pd.Series[str]":
    return streams_of_2017().set_index("code", drop=False).loc[code]


def test_the_headline_keeps_the_expression_of_each_figure():
    victims = of_stream(VICTIMS)
    text = narrative.stream_headline(victims, awards_of_2017(), declared("VS"), paper_of_2017())
    assert figures_in(text) == {
        "10": """count(stream="Victims' services")""",
        VICTIMS: "stream('VS', 'name')",
        "2017-18": "paper('financial_year')",
        "£961,260": """sum(stream="Victims' services")""",
        "£1m": """budget("Victims' services")""",
        "42.1%": """part(sum(stream="Victims' services"), sum())""",
    }


def test_a_stream_that_is_called_a_fund_has_its_article():
    paper, year, fund = paper_of_2017(), awards_of_2017(), declared("YF")
    assert str(narrative.about_the_stream(fund, paper)).startswith("Who gets money from the Youth Fund in 2017-18,")
    text = narrative.stream_headline(year.iloc[:0], year, fund, paper)
    assert text.startswith("The paper lists no award from the Youth Fund for 2017-18.")


def test_a_budget_in_whole_pounds_is_not_called_rounded(project: Path):
    add_year(project, [("GR", "Street lights", "Family Action", "£5,000")])
    data = open_year("2018-19", project)
    stream = load_streams(data).set_index("code", drop=False).loc["GR"]
    texts = narrative.stream_checks(data.awards(True), load_findings(data), stream)
    assert "The sum of these awards matches the budget of £5,000." in texts


def test_a_stream_of_one_award_or_without_amounts_or_budget_reads_well():
    paper, year = paper_of_2017(), awards_of_2017()
    victims, open_end = of_stream(VICTIMS), declared("VS").copy()
    open_end["budget_printed"], open_end["in_overall_budget"] = "", False
    assert narrative.stream_headline(victims.iloc[:1], year, open_end, paper) == (
        "There is 1 award from Victims' services in 2017-18: £446,000, with no stated budget. That is 19.5% of all the "
        "money. It is outside the budget for grants of £2.3m."
    )
    silent = with_pence(victims.iloc[:2], None, None)
    assert narrative.stream_headline(silent, year, declared("VS"), paper) == (
        "The paper lists 2 awards from Victims' services for 2017-18 and states no amount, against a budget of £1m."
    )
    assert narrative.stream_headline(victims, victims, declared("VS"), paper).endswith("against a budget of £1m.")
    assert narrative.stream_leader(silent, FORCE) == "No award names both a provider and an amount."
    assert narrative.stream_leader(victims.iloc[:1], "") == (
        "The only provider with a stated amount is Cambridgeshire Constabulary."
    )


def test_the_leader_is_followed_by_the_next_two():
    # 30,000 + 127,000 and the implied 10,000; 136,000 + 30,000; 48,468 + 35,884 + 43,621 + 35,884
    assert narrative.stream_leader(of_stream(CRIME), FORCE) == (
        "Of 17 providers, Cambridgeshire County Council gets most: £167,000 (including £10,000 implied), 12.6% of "
        "this stream's money. Next: Peterborough City Council, £166,000; Safeguarding boards (one shared office), "
        "£163,857."
    )


def test_the_points_say_what_is_not_competed_and_what_is_open():
    assert narrative.stream_points(of_stream(VICTIMS), FORCE) == [
        "3 awards went by single tender, without competition: £154,065, 16.0% of this stream's money.",
        "Other funders pay towards 2 awards too; this stream gives £233,000. Their money is not counted here.",
    ]
    assert narrative.stream_points(of_stream(CRIME), FORCE) == [
        "Cambridgeshire Constabulary, the office's own police force, gets £55,000, 4.2% of this stream's money.",
        "Other funders pay towards 10 awards too; this stream gives £824,791 (including £10,000 implied). Their money "
        "is not counted here.",
        "£10,000 for Appropriate Adults Out of Hours Custody Provision is implied: the printed total leaves it, but no "
        "row prints it.",
        "The provider cell of Emerging Initiatives is blank.",
    ]
    without = narrative.stream_points(of_stream(CRIME, include_implied=False), "")
    assert without[-2] == "The paper states no amount for Appropriate Adults Out of Hours Custody Provision."
    assert without[0].startswith("Other funders pay towards 10 awards too; this stream gives £814,791.")
    assert narrative.stream_points(of_stream("Youth Fund"), FORCE) == []


def test_the_checks_are_in_words_without_false_precision():
    findings = load_findings("2017-18", project=REPOSITORY)
    checks = {
        code: narrative.stream_checks(of_stream(name), findings[findings["stream"] == name], declared(code))
        for code, name in (("VS", VICTIMS), ("CDR", CRIME), ("YF", "Youth Fund"))
    }
    assert checks == {
        "VS": [
            "Budgets are printed rounded: £961,260 fits a budget of £1m.",
            "The paper prints no total for these awards.",
            # Rape Crisis Partnership 213,000 and Family Action 29,065
            "The paper prints no provider types. For £242,065, 25.2% of this stream's money, the type is our "
            "judgement.",
        ],
        "CDR": [
            "Budgets are printed rounded: £1,322,248 fits a budget of £1.3m.",
            "The printed amounts add up to £1,312,248; the paper prints a total of £1,322,248.",
            "The implied amount makes up the difference.",
            "The paper prints no provider types. For £320,600 (including £10,000 implied), 24.2% of this stream's "
            "money, the type is our judgement.",
        ],
        "YF": ["There are no awards to add up."],
    }
    of_two_tables = pd.concat([findings, findings[findings["code"] == "no-printed-total"]])
    twice = narrative.stream_checks(
        of_stream(VICTIMS), of_two_tables[of_two_tables["stream"] == VICTIMS], declared("VS")
    )
    assert twice == checks["VS"]
    agreeing = {"code": "total-agrees", "scope": "Total, page 2", "ours_gbp": 233_000.0, "printed_gbp": 233_000.0}
    mixed = pd.concat([findings[findings["stream"] == VICTIMS], pd.DataFrame([agreeing])], ignore_index=True)
    partly = narrative.stream_checks(of_stream(VICTIMS), mixed, declared("VS"))
    assert partly[1] == (  # and no longer that it prints no total for these awards
        "Where the paper prints a total for some of these awards, they add up to it: £233,000; the rest has no printed "
        "total."
    )
    assert partly[2:] == checks["VS"][2:]
    printed = narrative.stream_checks(of_stream(VICTIMS).iloc[:3], findings[:0], declared("VS"))
    assert printed == ["The paper prints no provider types. Here they follow its own words or a public register."]


def test_hedge_and_unit_stand_beside_the_figure():
    listed = narrative.measures_listed(load_measures("2017-18", project=REPOSITORY)[5:7])
    assert listed.to_numpy().tolist() == [
        ["Young victims given specialist support", "more than 100 young victims", "a nine-month period",
         "Support for young victims of crime"],
        ["Incidents reviewed by the nurses", "more than 10,000 incidents", "the first eight months",
         "Integrated Mental Health Team in Force Control Room"],
    ]  # fmt: skip


def test_the_periods_of_measures_stand_beside_the_year():
    measures = load_measures("2017-18", project=REPOSITORY)
    assert narrative.stream_measures(measures[:6], paper_of_2017()) == (
        "The measures are for 2016/17 and a nine-month period; the awards are for 2017-18."
    )
    assert narrative.stream_measures(measures[:1], paper_of_2017()).startswith("The measure is for 2016/17; ")
    assert narrative.stream_measures(measures[:0], paper_of_2017()) == (
        "The paper gives no measure of what these services did."
    )
    text = narrative.stream_measures(measures[6:], paper_of_2017())
    assert figures_in(text)["the first eight months"] == "cell('data/raw/2017-18/measures.csv', 8, 'Period')"


# ---- The pages on one body -------------------------------------------------------------------------------


def test_the_page_of_the_force_has_its_five_awards(page):
    soup = page("provider-report", provider=FORCE)
    # 446,000 + 33,445 + 52,750 = 532,195; 45,000 + 10,000 = 55,000
    assert (
        soup.select_one(".headline")
        .get_text()
        .startswith("The 5 awards for services delivered by Cambridgeshire Constabulary in 2017-18 total £587,195.")
    )
    rows = table_called(soup, "Awards for services delivered")
    assert [row[0] for row in rows if len(row) == 1] == [
        "Victims' services: £532,195, 3 awards",
        "Crime and disorder reduction: £55,000, 2 awards",
    ]
    assert len(rows) == 7 and len(soup.find_all("table")) == 1
    assert "Each of these awards is paid to its provider." in soup.get_text(" ", strip=True)


@pytest.mark.proof
def test_a_payee_that_delivers_nothing_is_shown_as_payee(page):
    soup = page("provider-report", provider="Clinical Commissioning Group")
    text = soup.get_text(" ", strip=True)
    assert "lists no service delivered by Clinical Commissioning Group" in text
    assert "1 award of £150,000 is paid to Clinical Commissioning Group for services that others deliver." in text
    rows = table_called(soup, "Paid for services that others deliver")
    assert ["Integrated Mental Health Team in Force Control Room", "£150,000"] in [row[:2] for row in rows]


@pytest.mark.proof
def test_a_kind_of_body_has_all_of_its_bodies(page):
    soup = page("provider-report", provider_type="health")
    text = soup.get_text(" ", strip=True)
    assert soup.h1.get_text() == "Health bodies: awards in 2017-18"
    # 75,000 + 150,000 + 94,000 of 2,283,508; the first of them is paid to the trust itself
    assert "The 3 awards for services delivered by health bodies in 2017-18 total £319,000. That is 14.0% of" in text
    assert "1 award of £94,000 is delivered by health bodies and paid to another body" in text


@pytest.mark.proof
def test_the_implied_amount_is_labelled_for_the_body_that_gets_it(page):
    text = page("provider-report", provider="Cambridgeshire County Council").get_text(" ", strip=True)
    # 40,000 + 10,000 + 30,000 + 127,000
    assert "The 4 awards for services delivered by Cambridgeshire County Council in 2017-18 total £207,000 (inc" in text
    assert "£10,000 for Appropriate Adults Out of Hours Custody Provision is implied" in text


@pytest.mark.proof
def test_a_registered_body_without_an_award_has_a_page_that_says_so(folder: Path):
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    add_year(other, [("GR", "Lights", "Family Action", "£4,000")])
    report = make_report(FinancialYear.parse("2018-19"), "provider-report", {"provider": FORCE}, project=other)
    soup = soup_of(report)
    assert "The paper lists no award to Cambridgeshire Constabulary for 2018-19." in soup.get_text(" ", strip=True)
    assert not soup.find_all("img") and not soup.find_all("table")


def test_a_slip_in_a_name_gets_the_nearest_one(folder: Path):
    with pytest.raises(ParameterError, match='did you mean "Family Action"'):
        make_report(YEAR, "provider-report", {"provider": "Familly Action"}, project=folder)
    assert not (folder / "outputs" / "2017-18" / "provider-report-familly-action.html").exists()


def test_the_notebook_to_start_with_runs_cell_by_cell(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(folder))
    notebook = nbformat.read(REPOSITORY / "notebooks" / "start-here.ipynb", as_version=4)
    assert len(notebook.cells) == 6
    NotebookClient(notebook, kernel_name="python3", shutdown_kernel="immediate").execute()
    shown = ["".join(str(output) for output in cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]
    # 446,000 213,000 150,000 140,000 136,000 127,000 94,000 80,000 78,600 75,000 52,750 50,000 50,000: thirteen rows
    assert shown[2].count("</tr>") == 14, "thirteen, and the header"
    assert "Large awards by stream and provider type" in shown[3]
    assert "<figure>" in shown[4] and "Referral provision: £446,000" in shown[4]
