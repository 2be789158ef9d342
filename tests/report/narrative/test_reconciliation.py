"""Do the figures add up: printed figures beside ours, findings with their rows, repairs, judgements, and their page."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from support.cases import first
from support.reading import soup_of, spaced, table_called
from support.reporting import (
    CRIME,
    REPOSITORY,
    VICTIMS,
    add_year,
    awards_of_2017,
    paper_of_2017,
)

from grantsdata import load_findings, load_repairs, summaries
from grantsdata.awards.paper_tables import load_budgets
from grantsdata.model.schema import REPAIRS
from grantsdata.report.fragment import Shows
from grantsdata.report.narrative import reconciliation as narrative

TOTAL, BUDGET = "Total Awards, Appendix 1, last row", "Budget for grants"
CRIME_FILE, VICTIMS_FILE = "crime-and-disorder-reduction.csv", "victims-services.csv"
COUNCIL = "Cambridge City Council"


def findings_of(year: str = "2017-18", project: Path = REPOSITORY, include_implied: bool = True) -> pd.DataFrame:
    return load_findings(year, include_implied=include_implied, project=project)


def printed_of(year: str = "2017-18", project: Path = REPOSITORY, include_implied: bool = True) -> pd.DataFrame:
    return summaries.printed_figures(findings_of(year, project, include_implied))


def repairs_of_2017() -> pd.DataFrame:
    return load_repairs("2017-18", project=REPOSITORY)


# ---- Printed figures beside ours ---------------------------------------------------------------------


def test_each_printed_total_and_budget_stands_beside_ours_once() -> None:
    columns = ["scope", "compared", "ours_gbp", "printed_gbp", "difference_gbp", "implied_gbp", "at_printed_precision"]
    assert printed_of()[[*columns, "to_the_penny"]].to_numpy().tolist() == [
        [TOTAL, "printed amounts under it", 1_312_248, 1_322_248, -10_000, 0, False, False],
        [VICTIMS, "awards", 961_260, 1_000_000, -38_740, 0, True, False],
        [CRIME, "awards", 1_322_248, 1_300_000, 22_248, 10_000, True, False],
        [BUDGET, "budgets of the streams", 2_300_000, 2_300_000, 0, 0, True, True],
        [BUDGET, "awards", 2_283_508, 2_300_000, -16_492, 10_000, True, False],
    ]


def test_without_the_implied_amount_the_difference_is_ten_thousand_less_or_more() -> None:
    table = printed_of(include_implied=False)
    assert table["difference_gbp"].tolist() == [-10_000, -38_740, 12_248, 0, -26_492]
    assert not table["implied_gbp"].any()
    assert table["at_printed_precision"].tolist() == [False, True, True, True, True]


def test_a_total_that_agrees_does_so_to_the_penny_or_to_its_rounding(project: Path) -> None:
    add_year(project, [("GR", "Lights", COUNCIL, "£4,999.60"), ("GR", "Paths", COUNCIL, "£1,000")], total="£6,000")
    table = printed_of("2018-19", project)
    assert table[["scope", "difference_gbp", "at_printed_precision", "to_the_penny"]].to_numpy().tolist() == [
        ["Total, gr.csv", -0.40, True, False],
        ["General grants", 999.60, False, False],
        [BUDGET, 0, True, True],
        [BUDGET, 999.60, False, False],
    ]


def test_a_total_over_an_unread_amount_agrees_with_neither(project: Path) -> None:
    """What can be read comes to the printed total, and yet an amount is missing."""
    add_year(project, [("GR", "Lights", COUNCIL, "£5,000"), ("GR", "Paths", COUNCIL, "TBC")], total="£5,000")
    total = printed_of("2018-19", project).iloc[0]
    assert (total["difference_gbp"], total["at_printed_precision"], total["to_the_penny"]) == (0, False, False)


def test_the_headline_counts_what_agrees() -> None:
    assert narrative.reconciliation_headline(printed_of()) == (
        "Of 5 comparisons of our sums with printed totals and budgets, 4 match, rounded as the paper prints."
    )
    one = printed_of()
    assert narrative.reconciliation_headline(one[1:2]) == "Our sum matches the one figure that the paper prints."
    assert narrative.reconciliation_headline(one[:1]) == "Our sum does not match the one figure that the paper prints."
    assert narrative.reconciliation_headline(one[1:]) == (
        "All 4 comparisons of our sums with printed totals and budgets match, rounded as the paper prints."
    )
    assert "neither a total nor a budget" in narrative.reconciliation_headline(one[:0])
    none = narrative.reconciliation_headline(pd.concat([one[:1]] * 2))
    assert none.startswith("None of ")


def test_only_a_difference_beyond_the_rounding_has_a_sentence(project: Path) -> None:
    (said,) = narrative.printed_differences(findings_of())
    assert said.startswith("The amounts that can be read under “Total Awards” add up to £1,312,248, £10,000 less than")
    add_year(project, [("GR", "Lights", COUNCIL, "£6,000.50")])
    said = narrative.printed_differences(findings_of("2018-19", project))
    assert len(said) == 2 and all("£6,000.50" in one for one in said)
    assert narrative.printed_differences(findings_of()[1:]) == []


def test_what_is_doubtful_is_a_part_of_what_is_judged() -> None:
    assert narrative.doubtful(awards_of_2017()) == (  # 140,000 + 78,600 + 10,000
        "Our confidence in it is low for £228,600 (including £10,000 implied)."
    )
    sure = awards_of_2017().assign(provider_confidence="high")
    assert narrative.doubtful(sure) == ""


def test_rounding_is_explained_only_beside_a_budget() -> None:
    budgets = load_budgets("2017-18", project=REPOSITORY)
    assert narrative.rounded(budgets).startswith("A printed budget may be rounded.")
    assert narrative.rounded(budgets.assign(budget_printed="")) == ""
    assert narrative.rounded(budgets.assign(budget_printed="£400,000")) == ""


# ---- Repairs -----------------------------------------------------------------------------------------


def test_the_repairs_are_counted_by_kind() -> None:
    by_kind = summaries.repairs_by_kind(repairs_of_2017())
    assert by_kind[["kind", "cells"]].to_numpy().tolist() == [
        ["declared correction", 2],
        ["implied amount", 1],
        ["separate remark", 2],
        ["standard provider name", 12],
        ["merged cell", 32],
    ]
    assert by_kind["meaning"].tolist() == [REPAIRS[kind] for kind in by_kind["kind"]]
    assert narrative.repairs_made(by_kind) == (
        "The awards differ from the printed tables in 49 places, each listed with the printed cell and the reason."
    )
    assert " in one place, each " in narrative.repairs_made(by_kind.iloc[1:2])


def test_rows_that_follow_each_other_and_are_repaired_alike_make_one_line() -> None:
    """2 + 1 + 2 lines; 9 names, the four boards being one; 3 arrangements, 3 themes, 1 provider."""
    listed = summaries.repairs_listed(repairs_of_2017())
    assert len(listed) == 21
    assert list(listed.columns) == ["kind", "place", "column", "printed", "read_as", "why"]
    merged = listed[listed["kind"] == "merged cell"]
    assert merged[["place", "column", "printed", "read_as"]].to_numpy().tolist() == [
        [f"{VICTIMS_FILE} rows 3 to 6", "Arrangement", "ditto sign", "Grant Agreements"],
        [f"{VICTIMS_FILE} row 8", "Arrangement", "ditto sign", "Contracts - Commissioned services"],
        [f"{VICTIMS_FILE} rows 10 to 11", "Arrangement", "ditto sign", "Contracts – Single Tender Action Requests"],
        [f"{CRIME_FILE} rows 4 to 6", "Provider", "ditto sign", "Independent Boards with single back office provision"],
        [f"{CRIME_FILE} rows 3 to 8", "Theme", "ditto sign", "Victims"],
        [f"{CRIME_FILE} rows 10 to 15", "Theme", "ditto sign", "Offenders"],
        [f"{CRIME_FILE} rows 17 to 26", "Theme", "ditto sign", "Communities"],
    ]
    names = listed.loc[listed["kind"] == "standard provider name", "place"].tolist()
    assert f"{CRIME_FILE} rows 3 to 6" in names and len(names) == 9


def test_lines_that_are_drawn_together_still_stand_for_every_repair() -> None:
    listed = summaries.repairs_listed(repairs_of_2017())
    ends = listed["place"].str.extract(r" rows? (\d+)(?: to (\d+))?$").astype("Float64")
    assert (ends[1].fillna(ends[0]) - ends[0] + 1).sum() == 49


def test_a_year_without_repairs_says_so(project: Path) -> None:
    add_year(project, [("GR", "Lights", COUNCIL, "£5,000")])
    repairs = load_repairs("2018-19", project=project)
    assert summaries.repairs_listed(repairs).empty
    by_kind = summaries.repairs_by_kind(repairs)
    assert by_kind.empty and list(by_kind.columns) == ["kind", "cells", "meaning"]
    assert narrative.repairs_made(by_kind) == "Every cell of the printed tables is read as it stands."


# ---- The notebook ------------------------------------------------------------------------------------


def run_cells(project: Path, monkeypatch: pytest.MonkeyPatch, **parameters: Any) -> None:
    """The notebook's cells, one after the other, without a kernel; what they show is printed as HTML."""
    monkeypatch.setattr(Shows, "show", lambda shown: print(shown.fragment().html))
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(project))
    notebook = json.loads((REPOSITORY / "notebooks" / "reconciliation.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, Any] = {"In": []}
    for cell in cells:
        exec("".join(cell["source"]), names)
        names |= parameters if cell is cells[0] else {}


YEARS = {
    "nothing to repair": ([("GR", "Lights", COUNCIL, "£5,000")], "£5,000"),
    "no budget": ([("GR", "Lights", COUNCIL, "£5,000")], ""),
    "no provider and no amount": ([("GR", "Lights", "", "")], "£5,000"),
    "unknown provider": ([("GR", "Lights", "Lens Ltd", "£5,000.50")], "£5,000"),
}


@pytest.mark.filterwarnings("ignore:Attempting to set identical")  # the chart of budgets, where none is stated
@pytest.mark.parametrize("name", first(YEARS, 2))
def test_the_notebook_runs_for_other_years(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    awards, budget = YEARS[name]
    add_year(project, awards, budget=budget)
    run_cells(project, monkeypatch, financial_year="2018-19")
    shown = re.sub(r"base64,[A-Za-z0-9+/=]+", "", capsys.readouterr().out)
    assert "Every cell of the printed tables is read as it stands." in shown
    assert "Every repair" not in shown
    assert ("neither a total nor a budget" in shown) == (name == "no budget")
    assert not re.search(r"£nan|>None<|>nan<", shown)


@pytest.fixture(scope="module")
def page(published: Path) -> BeautifulSoup:
    """The page of a real run."""
    return soup_of(published / "outputs" / "2017-18" / "reconciliation.html")


def test_the_page_sets_every_printed_figure_beside_ours(page: BeautifulSoup) -> None:
    rows = table_called(page, "beside our sum")
    assert rows[0] == [TOTAL, "printed amounts under it", "£1,312,248", "£1,322,248", "no", "no"]
    assert [CRIME, "awards", "£1,322,248 £10,000 implied", "£1,300,000", "yes", "no"] in rows
    assert [BUDGET, "budgets of the streams", "£2,300,000", "£2,300,000", "yes", "yes"] in rows
    assert len(rows) == 5


def test_the_page_has_all_findings_and_the_most_serious_first(page: BeautifulSoup) -> None:
    """Without the three that set a rounded budget beside awards to the penny."""
    rows = table_called(page, "All findings")
    assert [row[0] for row in rows] == ["warning"] * 3 + ["note"] * 6 + ["agrees"] * 4
    assert [row[2] for row in rows if "leaves £10,000" in row[1]] == ["crime-and-disorder-reduction.csv row 7"]


def test_every_provider_type_has_its_reason_on_the_page(page: BeautifulSoup) -> None:
    rows = table_called(page, "Why each provider has its type")
    assert len(rows) == 23  # one for each name in the register that an award has
    judged = [(row[0], row[3], row[4]) for row in rows if row[2] == "judgement"]
    assert judged == [
        ("Cambridge and Peterborough Rape Crisis Partnership", "medium", "£213,000"),
        ("Aspire", "low", "£140,000"),
        ("Peterborough Enforcement Service", "medium", "£80,000"),
        ("Empowering Communities", "low", "£78,600"),
        ("Family Action", "high", "£29,065"),
        ("Cambridgeshire Countryside Watch", "medium", "£12,000"),
        ("Cambridgeshire County Council", "low", "£10,000 implied"),
    ]
    assert all(row[5] for row in rows)


def test_the_files_and_versions_are_on_the_page(page: BeautifulSoup) -> None:
    files = [row[0] for row in table_called(page, "The files that these figures come from")]
    assert "data/raw/2017-18/paper.toml" in files and len(files) == 12
    assert "pandas" in [row[0] for row in table_called(page, "The software that made this page")]


def test_the_ledger_on_the_page_shows_the_arithmetic_of_the_implied_amount(page: BeautifulSoup) -> None:
    rows = table_called(page, "Every repair")
    assert [row[0] for row in rows if len(row) == 1] == [
        "declared correction", "implied amount", "separate remark", "standard provider name", "merged cell",
    ]  # fmt: skip
    implied = rows[rows.index(["implied amount"]) + 1]
    assert implied[1:] == [
        "Funding £", "an empty cell", "£10,000", f"{TOTAL}: £1,322,248 less £1,312,248 that can be read is £10,000.",
    ]  # fmt: skip
    assert [row for row in rows if row[1:4] == ["Award", "£213,000 from OPCC", "£213,000, with the remark “from OPCC”"]]


def test_both_charts_carry_their_figures_in_words(page: BeautifulSoup) -> None:
    against, basis = (str(image["aria-label"]) for image in page.select("svg.bars-wide"))
    assert "Crime and disorder reduction £1,322,248 (£10,000 implied) of £1.3m" in against
    assert "Judgement, medium £305,000" in basis


def test_the_page_says_what_it_is_about(page: BeautifulSoup) -> None:
    assert spaced(page.h1) == "Do the figures of 2017-18 add up?"
    assert narrative.about_reconciliation(paper_of_2017()) in spaced(page)
