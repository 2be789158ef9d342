"""The reports on one stream and on one provider, in real kernels; figures worked out by hand from the paper."""

import shutil
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from support.reading import soup_of, table_called
from support.reporting import APPROPRIATE_ADULTS, FORCE, REPOSITORY, add_year, copied_project

from grantsdata.errors import ParameterError
from grantsdata.model.years import FinancialYear
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
            name = f"{notebook}-{str(parameters['stream']).lower()}.html"
            made[key] = soup_of(published / "outputs" / str(year) / name)
        if key not in made:
            # A set counts the implied amount on all of its pages or on none, so that the two need a project each.
            project = folder if parameters.get("include_implied", True) else copied_project(folder.parent / "without")
            made[key] = soup_of(make_report(year, notebook, parameters, project=project))
        return made[key]

    return of


def test_the_page_of_victims_services_has_its_money_its_awards_and_its_arrangements(page):
    soup = page("stream-report", stream="VS")
    assert soup.h1.get_text() == "Victims' services: awards in 2017-18"
    text = soup.get_text(" ", strip=True)
    assert "10 awards to 7 providers" in text
    assert "£961,260, 42.1% of all the money, against a budget of £1m" in text
    ((_, _, budget, awarded, left),) = table_called(soup, "The budget of this stream and its awards")
    assert (budget, awarded, left) == ("£1,000,000", "£961,260", "£38,740")
    rows = table_called(soup, "Every award of this stream, in the paper's order")
    groups = [row[0] for row in rows if len(row) == 1]
    assert groups == [
        "Grant agreement: £574,195, 5 awards",
        "Commissioned contract: £233,000, 2 awards",
        "Single tender: £154,065, 3 awards",
    ]
    assert len(rows) == 13
    assert "implied" not in text


def test_its_judged_money_is_told(page):
    text = page("stream-report", stream="VS").get_text(" ", strip=True)
    # Rape Crisis Partnership 213,000 and Family Action 29,065
    assert "For £242,065 the kind of provider is our judgement." in text


def test_the_page_of_crime_and_disorder_reduction_labels_the_implied_amount(page):
    soup = page("stream-report", stream="CDR")
    text = soup.get_text(" ", strip=True)
    assert "£1,322,248 (including £10,000 implied)" in text
    assert "£1,312,248 is printed award by award and £10,000 is implied by a printed total" in text
    rows = table_called(soup, "Every award of this stream, in the paper's order")
    assert [row[0] for row in rows if len(row) == 1] == [
        "Victims – Safeguarding the vulnerable: £353,857, 7 awards £10,000 implied",
        "Offenders – Attacking criminality and reducing re-offending: £617,791, 7 awards",
        "Communities – Preventing crime and reassuring the public: £350,600, 11 awards",
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
    (adults,) = [row for row in table_called(soup, "Every award of this stream, in the paper's order")
                 if row[0] == APPROPRIATE_ADULTS]  # fmt: skip
    assert adults[1] == "not stated"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "YF",
            ["no award from Youth Fund", "2 funds under Youth Fund", "no amount for Local Youth Social Action Fund"],
        ),
        ("CRS", ["no award from Casualty Reduction", "It states £67k for Casualty Reduction and Support Fund"]),
    ],
)
def test_a_fund_outside_the_budget_says_what_the_paper_says_and_what_it_does_not(code, said, page):
    soup = page("stream-report", stream=code)
    text = soup.get_text(" ", strip=True)
    for words in [*said, "It is no part of the paper's budget for grants", "not stated"]:
        assert words in text, words
    assert not soup.find_all("img")
    assert "Total" not in text and "£0" not in text and "nan" not in text.lower().split()


def test_a_stream_that_is_not_there_is_told_with_those_that_are(folder: Path):
    with pytest.raises(ParameterError, match=r'no stream with the code "XX"; expected one of VS'):
        make_report(YEAR, "stream-report", {"stream": "XX"}, project=folder)


def test_the_page_of_the_force_has_its_five_awards(page):
    soup = page("provider-report", provider=FORCE)
    text = soup.get_text(" ", strip=True)
    # 446,000 + 33,445 + 52,750 = 532,195; 45,000 + 10,000 = 55,000
    assert "5 awards for services delivered by Cambridgeshire Constabulary: £587,195, 25.7% of all the money" in text
    rows = table_called(soup, "Awards for services delivered, by stream")
    assert [row[0] for row in rows if len(row) == 1] == [
        "Victims' services: £532,195, 3 awards",
        "Crime and disorder reduction: £55,000, 2 awards",
    ]
    figures = {" ".join(one.get_text(" ").split()) for one in soup.select(".figures dd")}
    assert figures == {"£587,195 5 awards, 25.7% of all the money"}
    # 446,000 of 587,195
    assert "The largest award is £446,000, 76.0% of the money for these services; the smallest is £10,000" in text
    assert "Share: of the money for these services." in text
    assert "All of these amounts are printed in the paper." in text
    assert "nothing here is delivered by one body and paid to another" in text


@pytest.mark.proof
def test_a_payee_that_delivers_nothing_is_shown_as_payee(page):
    soup = page("provider-report", provider="Clinical Commissioning Group")
    text = soup.get_text(" ", strip=True)
    assert "lists no service delivered by Clinical Commissioning Group" in text
    assert "is an award of £150,000 paid to Clinical Commissioning Group for services that others deliver" in text
    rows = table_called(soup, "Paid for services that others deliver")
    assert ["Integrated Mental Health Team in Force Control Room", "£150,000"] in [row[:2] for row in rows]


@pytest.mark.proof
def test_a_kind_of_body_has_all_of_its_bodies(page):
    soup = page("provider-report", provider_type="health")
    text = soup.get_text(" ", strip=True)
    assert soup.h1.get_text() == "Providers of the type “health”: awards in 2017-18"
    # 150,000 of 319,000
    assert "The largest award is £150,000, 47.0% of the money for these services; the smallest is £75,000" in text
    assert "£319,000, 14.0% of all the money." in text
    # 75,000 + 150,000 + 94,000; the first of them is paid to the trust itself
    assert "3 awards for services delivered by providers of the type “health”: £319,000" in text
    assert (
        "£94,000 for what is delivered by providers of the type “health” "
        "is paid to another body, or to one that the paper does not name" in text
    )


def test_the_implied_amount_is_labelled_for_the_body_that_gets_it(page):
    text = page("provider-report", provider="Cambridgeshire County Council").get_text(" ", strip=True)
    # 40,000 + 10,000 + 30,000 + 127,000
    assert (
        "4 awards for services delivered by Cambridgeshire County Council: £207,000 (including £10,000 implied)" in text
    )
    assert "£10,000 is implied by a printed total and not printed itself" in text


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
