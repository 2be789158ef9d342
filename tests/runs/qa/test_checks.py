"""Every check runs before a set is published: a good set has no fault, and what is missing or damaged has one.

The checks have their tests, on pages that are spoilt in known ways, in the modules beside this one.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from page_checks import PAGE_CHECKS
from runs.qa import (
    test_arithmetic,
    test_document,
    test_headlines,
    test_notebook,
    test_printed,
    test_totals,
)
from runs.qa.reading import test_accessibility
from support.browsing import READER, YEAR
from support.cases import first
from support.drafts import SMALL, SMALL_YEAR, Draft, first_with
from support.reporting import add_year, copied_project, grantsdata
from system.test_browser_controls import DEFECTS
from system.test_hostile_names import spoil as give_hostile_names

from grantsdata.awards.load import open_year
from grantsdata.runs.figures.check import figures_agree_with_raw_files, numerals_are_traced, words_agree_with_figures
from grantsdata.runs.figures.claims.check import claims_are_true
from grantsdata.runs.figures.parts import main_parts_are_there
from grantsdata.runs.figures.readings import (
    awards_are_as_read,
    details_agree,
    findings_are_listed,
    printed_rows_agree,
    repairs_agree,
)
from grantsdata.runs.figures.records import records_agree
from grantsdata.runs.figures.required import main_points_are_made
from grantsdata.runs.figures.tables.chains import chains_agree
from grantsdata.runs.figures.tables.changes import changes_agree
from grantsdata.runs.figures.tables.returns import returns_agree
from grantsdata.runs.qa import arithmetic, charts
from grantsdata.runs.qa.checks import CHECKS_AGAINST_AWARDS, faults_of_page, faults_of_readings, look_at
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.files import faults_of_tables
from grantsdata.runs.qa.reading import accessibility, contents, labelled, links, narrowing, order
from grantsdata.runs.qa.reading.worded import nothing_is_missing, wordings_were_read

# ---- A good set has no fault ------------------------------------------------------------------------


def told(
    project: Path, year: str, names: Sequence[str] = (), include_implied: bool = True, private: Sequence[str] = ()
) -> list[str]:
    """The faults of a year's pages, by default of all, and of its tables."""
    folder, of = project / "outputs" / year, open_year(year, project)
    listed = names or sorted(path.stem for path in folder.glob("*.html"))
    faults = faults_of_readings(of, include_implied=include_implied)
    faults += [fault for name in listed for fault in look_at(folder, of, name, private=private).faults]
    return list(map(str, [*faults, *faults_of_tables(folder / "data", of, include_implied)]))


def test_a_good_set_has_no_fault(published: Path) -> None:
    assert told(published, YEAR, private=[READER]) == []


@pytest.mark.proof
def test_a_small_set_without_implied_amounts_has_no_fault(small: Path) -> None:
    pages = sorted(path.stem for path in (small / "outputs" / SMALL_YEAR).glob("*.html"))
    assert pages == ["annual-report", "board-paper", "provider-report-charity-one", "year-on-year"]
    assert told(small, SMALL_YEAR, include_implied=False) == []


@pytest.mark.proof
@pytest.mark.parametrize("year", [YEAR, SMALL_YEAR])
@pytest.mark.parametrize("include_implied", [True, False])
def test_no_good_set_has_a_fault(year: str, include_implied: bool, tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    add_year(project, SMALL, total="£4,000", themes=True)
    assert grantsdata(project, "report", year, "-p", "include_implied", str(include_implied)).returncode == 0
    for one in (("provider", "Cambridgeshire Constabulary"), ("provider_type", "local government")):
        which = ("--notebook", "provider-report", "-p", *one, "-p", "include_implied", str(include_implied))
        assert grantsdata(project, "report", year, *which).returncode == 0
    assert told(project, year, include_implied=include_implied) == []


@pytest.mark.proof
def test_names_that_carry_code_make_no_fault(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    give_hostile_names(project)
    assert grantsdata(project, "report", YEAR).returncode == 0
    assert told(project, YEAR) == []


@pytest.mark.proof
def test_odd_awards_make_no_fault(tmp_path: Path) -> None:
    """Money that comes back, an award twice, nothing stated in a fund, a body called None, a name that tells a sum."""
    project = copied_project(tmp_path / "project")
    odd = [
        ("GR", "Youth club", "Charity One", "£1,000"),
        ("GR", "Youth club", "Charity One", "£1,000"),
        ("GR", "Refund", "Charity Two", "(£250.25)"),
        ("GR", "Support: £5, 3 awards", "None", "£0"),
        ("GR", "Help £1,000 each", "NA", "£300.10 (match funded)"),
        ("GR", "Nobody", "", "£12,000"),
        ("GR", "=1+1", "@home", "£9,999.99"),
        ("GR", "Crimestoppers", "Crimestoppers", "£25,791"),
        ("GR", "Tackling rural crime in Cambs", "Cambridgeshire Constabulary", "£12,000"),
        ("OUT", "Silent", "Village Hall", ""),
    ]
    add_year(project, odd, budget="£1m", own_force="Cambridgeshire Constabulary")
    assert grantsdata(project, "report", SMALL_YEAR).returncode == 0
    assert told(project, SMALL_YEAR) == []


def test_a_page_that_is_only_written_anew_is_as_good(outputs: Path, behind: PageData, tmp_path: Path) -> None:
    """Otherwise a proof that always complains would pass for one that sees."""
    draft = Draft(outputs / "board-paper.html")
    draft.html = str(BeautifulSoup(draft.html, "html.parser"))
    page = draft.write(tmp_path, "board-paper")
    assert faults_of_page(page, behind) == []


SPOILT = (
    test_accessibility,
    test_arithmetic,
    test_document,
    test_headlines,
    test_notebook,
    test_printed,
    test_totals,
)
"""The test modules whose `WRONG` are spoilt pages."""


def test_each_proof_has_its_control() -> None:
    tried = {wrong.check for module in SPOILT for wrong in module.WRONG.values()}
    tried |= {defect.check for defect in DEFECTS.values()} | {arithmetic.movements_agree_with_totals}
    tried |= {figures_agree_with_raw_files, numerals_are_traced, printed_rows_agree, records_agree}  # in runs/figures
    tried |= {
        chains_agree,
        changes_agree,
        returns_agree,
        details_agree,
        awards_are_as_read,
        findings_are_listed,
        repairs_agree,
    }  # there too
    tried |= {contents.tables_stand_in_their_sections, contents.lists_are_called_by_their_headings}
    tried |= {contents.contents_are_the_headings, contents.nothing_that_is_read_is_hidden}  # in test_contents
    tried |= {contents.dates_are_as_they_say, arithmetic.running_shares_are_right}
    tried |= {check for name, check in vars(charts).items() if name in charts.__all__}  # in tests/runs/qa/charts
    tried |= {
        words_agree_with_figures,
        main_points_are_made,
        main_parts_are_there,
        claims_are_true,
        narrowing.lists_are_narrowed_as_they_say,
        wordings_were_read,
        nothing_is_missing,
    }  # in modules of their own
    tried |= {contents.numbers_run_from_one, links.frame_links_lead_where_they_say}
    tried |= {accessibility.cells_name_their_columns, accessibility.wide_tables_become_cards}
    tried |= {order.awards_are_in_the_papers_order}
    tried |= {order.rows_are_in_the_order_said, order.nothing_is_said_twice}
    tried |= {check for check in vars(labelled).values() if getattr(check, "__module__", "") == labelled.__name__}
    assert {*PAGE_CHECKS, *CHECKS_AGAINST_AWARDS} - tried == set()


# ---- The whole set ----------------------------------------------------------------------------------


@pytest.fixture
def copied(published: Path, tmp_path: Path) -> Path:
    """A copy of the project with its published set, to spoil."""
    return Path(shutil.copytree(published, tmp_path / "copy"))


def only_fault(project: Path, *names: str) -> str:
    (fault,) = told(project, YEAR, names=names or ("stream-report-vs",))
    return fault


def test_a_page_that_is_not_there_is_missed(copied: Path) -> None:
    assert only_fault(copied, "annual-report-2") == f"{YEAR}/annual-report-2: the page or its notebook is not there"
    (copied / "outputs" / YEAR / "stream-report-vs.ipynb").unlink()
    assert only_fault(copied) == f"{YEAR}/stream-report-vs: the page or its notebook is not there"


def test_a_page_that_is_cut_short_has_that_one_fault(copied: Path) -> None:
    page = copied / "outputs" / YEAR / "stream-report-vs.html"
    page.write_bytes(page.read_bytes()[:5000])
    assert "the page breaks off; expected </html> at its end" in only_fault(copied)


def test_a_notebook_that_is_cut_short_has_that_one_fault(copied: Path) -> None:
    notebook = copied / "outputs" / YEAR / "stream-report-vs.ipynb"
    notebook.write_bytes(notebook.read_bytes()[:5000])
    assert "cannot be read (JSONDecodeError" in only_fault(copied)


def test_a_page_in_another_encoding_has_that_one_fault(copied: Path) -> None:
    page = copied / "outputs" / YEAR / "stream-report-vs.html"
    page.write_bytes(page.read_text(encoding="utf-8").encode("cp1252", "replace"))
    assert "cannot be read (UnicodeDecodeError" in only_fault(copied)


def test_a_cell_that_was_left_out_of_the_run_is_missed(copied: Path) -> None:
    """It leaves no trace in what was run, so that the notebook itself has to be asked."""
    path = copied / "outputs" / YEAR / "stream-report-vs.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].remove(first_with(notebook["cells"], "table(funds[columns]"))
    path.write_text(json.dumps(notebook), encoding="utf-8")
    faults = told(copied, YEAR, names=["stream-report-vs"])
    assert any("of the notebook is not in what was run: “funds = gd.load_separate_funds" in fault for fault in faults)


def test_a_cell_that_is_not_in_the_notebook_is_found(copied: Path) -> None:
    path = copied / "notebooks" / "stream-report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["cells"][-1]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert "1 cells were run that are not in the notebook" in only_fault(copied)


@pytest.mark.proof
def test_data_that_changed_after_the_run_is_noticed(copied: Path) -> None:
    """The pages are true of the old data, and no longer of the new."""
    raw = copied / "data" / "raw" / YEAR / "victims-services.csv"
    text = raw.read_text(encoding="utf-8")
    assert text.count("£52,750") == 1
    raw.write_text(text.replace("£52,750", "£52,751"), encoding="utf-8", newline="\n")
    faults = told(copied, YEAR)
    assert any("annual-report: the sentence “35 awards" in fault and "lacks £2,283,509" in fault for fault in faults)
    assert any("data/awards.csv: 35 awards of £2,283,508; by the data there are 35 of £2,283,509" in f for f in faults)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    first(
        [
            (
                "awards.csv",
                ",5275000,",
                ",5275001,",
                "35 awards of £2,283,508.01; by the data there are 35 of £2,283,508",
            ),
            ("awards.csv", "2017-18-VS-restorative", "2017-18-VS-other", "the first that differs: 2017-18-VS-other"),
            ("by-stream.csv", ",961260.00", ",961260.01", "its parts are 35 awards of £2,283,508.01"),
            ("by-payee.csv", "Peterborough City Council,3,", "Peterborough City Council,4,", "its parts are 36 awards"),
        ],
        2,
    ),
)
def test_a_table_beside_the_pages_that_is_wrong_is_found(
    name: str, old: str, new: str, says: str, copied: Path
) -> None:
    path = copied / "outputs" / YEAR / "data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    fault = only_fault(copied)
    assert fault.startswith(f"{YEAR}/data/{name}: ") and says in fault


def test_tables_beside_the_pages_that_are_lost_are_missed(copied: Path) -> None:
    for name in ("awards.csv", "awards.parquet"):
        (copied / "outputs" / YEAR / "data" / name).unlink()
    faults = told(copied, YEAR)
    assert [fault.partition(";")[0] for fault in faults] == [
        f"{YEAR}/data/awards.csv: 0 awards of £0",
        f"{YEAR}/data/awards.parquet: 0 awards of £0",
    ]


@pytest.mark.proof
def test_tables_without_the_implied_amount_are_not_those_of_pages_with_it(copied: Path) -> None:
    faults = told(copied, YEAR, include_implied=False)
    assert faults and all(fault.startswith(f"{YEAR}/data/") for fault in faults)


@pytest.mark.proof
def test_a_page_may_lead_to_the_index_before_that_is_written(copied: Path) -> None:
    (copied / "outputs" / "index.html").unlink()
    assert told(copied, YEAR) == []
