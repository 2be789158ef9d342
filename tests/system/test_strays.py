"""What somebody has put among the published pages, or written into the index: it goes, and nothing of it is lost."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.cases import first
from support.reporting import REPOSITORY
from support.unattended import QUIET, YEAR, Run, hashes, left_over, retype, write_notebook
from system.test_links import tree

from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish.index import index_html, published_years
from grantsdata.runs.publish.run_record import read_record
from grantsdata.runs.publish.strays import strays
from grantsdata.runs.publish.up_to_date import up_to_date_record
from grantsdata.sources.files.project import years_on_file


@pytest.fixture
def litter(quick: Path, tmp_path: Path) -> list[str]:
    """A page, a table, a folder and two links of somebody's own; the lines that a run has to tell of them."""
    folder = quick / "outputs" / YEAR
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "letter.txt").write_text("keep me", encoding="utf-8")
    (folder / "x.html").write_text("<p>mine", encoding="utf-8")
    (folder / "data" / "x.csv").write_text("mine", encoding="utf-8")
    (folder / "notes" / "deep").mkdir(parents=True)
    (folder / "notes" / "deep" / "x.txt").write_text("mine", encoding="utf-8")
    (folder / "notes" / "there").symlink_to(tmp_path / "precious")
    (folder / "link").symlink_to(tmp_path / "precious")
    return [
        f"grantsdata: outputs/{YEAR}/{name} is not of the set that was published, and now is "
        f"outputs/set-aside/{YEAR}/{name.rpartition('/')[2]}"
        for name in ("data/x.csv", "link", "notes", "x.html")
    ]


@pytest.mark.parametrize("case", first(["the data has changed", "nothing has changed", "all is made again"]))
def test_strays_are_set_aside_and_told(case: str, quick: Path, run: Run, litter: list[str], tmp_path: Path) -> None:
    before = hashes(quick)
    if case == "the data has changed":
        retype(quick, YEAR, "£4,000", "£4,100")
    ended = run(*QUIET, *(["--force"] if case == "all is made again" else []))
    assert (ended.code, ended.out, ended.err.splitlines()) == (0, "", litter)
    assert hashes(quick).keys() == before.keys() - {f"{YEAR}/{name}" for name in ("x.html", "data/x.csv")} - {
        f"{YEAR}/notes/deep/x.txt"
    }
    precious = str(tmp_path / "precious")
    assert tree(quick / "outputs" / "set-aside") == {
        YEAR: False, f"{YEAR}/link": precious, f"{YEAR}/notes": False, f"{YEAR}/notes/deep": False,
        f"{YEAR}/notes/deep/x.txt": b"mine", f"{YEAR}/notes/there": precious, f"{YEAR}/x.csv": b"mine",
        f"{YEAR}/x.html": b"<p>mine",
    }  # fmt: skip
    assert "x.html" not in (quick / "outputs" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "precious" / "letter.txt").read_text(encoding="utf-8") == "keep me"
    assert left_over(quick) == []
    assert run(*QUIET) == (0, "", "")


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_a_file_manager_writes_is_no_reason_to_make_a_year_again(name: str, quick: Path) -> None:
    folder, files = quick / "outputs" / YEAR, Inputs(quick)
    (folder / name).write_bytes(b"\0")
    (folder / "data" / name).write_bytes(b"\0")
    record = read_record(folder)
    assert record is not None
    assert up_to_date_record(FinancialYear.parse(YEAR), files) == record
    (folder / "page.html").write_bytes(b"")
    assert strays(folder, record) == [folder / "page.html"]


@pytest.mark.proof
def test_a_name_that_is_taken_gets_a_number(quick: Path, run: Run) -> None:
    for number in range(3):
        (quick / "outputs" / YEAR / "x.html").write_text(str(number), encoding="utf-8")
        assert run(*QUIET).code == 0
    kept = quick / "outputs" / "set-aside" / YEAR
    assert tree(kept) == {"x.html": b"0", "x-2.html": b"1", "x-3.html": b"2"}


@pytest.mark.proof
def test_a_file_where_a_folder_of_the_set_was_is_kept(quick: Path, run: Run) -> None:
    """And a folder where a page was."""
    folder = quick / "outputs" / YEAR
    shutil.rmtree(folder / "data")
    (folder / "data").write_text("mine", encoding="utf-8")
    (folder / "first.html").unlink()
    (folder / "first.html").mkdir()
    (folder / "first.html" / "x").write_text("mine", encoding="utf-8")
    assert run(*QUIET).code == 0
    aside = tree(quick / "outputs" / "set-aside" / YEAR)
    assert aside == {"data": b"mine", "first.html": False, "first.html/x": b"mine"}
    assert (folder / "first.html").is_file()


@pytest.mark.proof
def test_without_a_record_what_is_not_replaced_is_kept(quick: Path, run: Run) -> None:
    folder = quick / "outputs" / YEAR
    (folder / "run.json").unlink()
    (folder / "x.html").write_text("mine", encoding="utf-8")
    assert run(*QUIET).code == 0
    assert tree(quick / "outputs" / "set-aside" / YEAR) == {"x.html": b"mine"}


@pytest.mark.proof
def test_a_stray_page_hinders_no_report_that_is_put_beside_the_others(quick: Path, run: Run) -> None:
    write_notebook(quick, "second", "6 * 7")
    assert run(*QUIET) == (0, "", "")
    (quick / "outputs" / YEAR / "x.html").write_text("mine", encoding="utf-8")
    assert run(*QUIET, "--notebook", "second").code == 0
    assert tree(quick / "outputs" / "set-aside" / YEAR) == {"x.html": b"mine"}


@pytest.mark.parametrize("harm", first([b"Grants reports", b"-->\n", b"\xe2\x80\x93"]))
def test_an_index_changed_by_hand_is_written_anew(harm: bytes, quick: Path, run: Run) -> None:
    index = quick / "outputs" / "index.html"
    before = index.read_bytes()
    changed = before.replace(harm, b"\xff" if harm[0] > 127 else b"mine")
    assert changed != before
    index.write_bytes(changed)
    assert run(*QUIET) == (0, "", "")
    assert index.read_bytes() == before


@pytest.mark.proof
def test_what_was_set_aside_is_no_year_and_no_page(quick: Path, run: Run) -> None:
    (quick / "outputs" / YEAR / "x.html").write_text("mine", encoding="utf-8")
    assert run(*QUIET).code == 0
    assert [str(year) for year in published_years(quick / "outputs")] == [YEAR]
    assert [str(year) for year in years_on_file(quick)] == [YEAR]
    assert "set-aside" not in (quick / "outputs" / "index.html").read_text(encoding="utf-8")


def test_a_folder_that_is_a_link_is_not_looked_into(quick: Path, tmp_path: Path) -> None:
    record = read_record(quick / "outputs" / YEAR)
    (tmp_path / "there").symlink_to(quick / "data")
    assert strays(tmp_path / "there", record) == []
    assert strays(quick / "data", None) == []


@pytest.mark.proof
def test_make_clean_leaves_what_was_set_aside(quick: Path, run: Run, litter: list[str]) -> None:
    assert run(*QUIET).code == 0
    kept = tree(quick / "outputs" / "set-aside")
    shutil.copyfile(REPOSITORY / "Makefile", quick / "Makefile")
    for name in ("grantsdata", "tests"):  # which it looks through too
        (quick / name).mkdir()
    subprocess.run(["make", "clean"], cwd=quick, capture_output=True, check=True)
    assert [path.name for path in (quick / "outputs").iterdir()] == ["set-aside"]
    assert tree(quick / "outputs" / "set-aside") == kept


def test_the_index_shows_only_what_the_record_lists(quick: Path) -> None:
    """As while another year's run writes it."""
    outputs = quick / "outputs"
    before = index_html(published_years(outputs).items())
    (outputs / YEAR / "x.html").write_text("mine", encoding="utf-8")
    (outputs / YEAR / "data" / "x.csv").write_text("mine", encoding="utf-8")
    assert index_html(published_years(outputs).items()) == before
