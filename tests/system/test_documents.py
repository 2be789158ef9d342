"""A year of several documents, published as it stands and as at a day; each page passes all checks of a set."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.documents import YEAR, year_of_documents
from support.papers import docx_of
from support.reporting import called


@pytest.mark.proof
def test_the_pages_of_a_year_and_of_a_day(project: Path) -> None:
    year_of_documents(project)
    done = called(project, "report", YEAR, "--quiet")
    assert done.returncode == 0, done.stderr
    folder = project / "outputs" / YEAR
    page, board = ((folder / f"{name}.html").read_text(encoding="utf-8") for name in ("annual-report", "board-paper"))
    assert "grant register of 1 February 2019" in page and "£10,900.50" in page
    assert "decision notice" not in board and "£10,900.50" not in board and "£7,000" in board
    assert "£3,900.50" in (folder / "changes.html").read_text(encoding="utf-8")
    assert (folder / "data" / "changes.atom").is_file()
    assert "changes.atom" in (project / "outputs" / "index.html").read_text(encoding="utf-8")

    before = {path: path.read_bytes() for path in folder.glob("*.html")}
    done = called(project, "report", YEAR, "--as-at", "2018-08-31", "--quiet")
    assert done.returncode == 0, done.stderr
    then = (project / "outputs" / f"{YEAR}-as-at-2018-08-31" / "annual-report.html").read_text(encoding="utf-8")
    assert "(as at" in then and "31 August 2018" in then and "£10,700" in then and "grant register" not in then
    assert {path: path.read_bytes() for path in folder.glob("*.html")} == before
    assert called(project, "verify", f"{YEAR}-as-at-2018-08-31").returncode == 0


@pytest.mark.proof
def test_a_notice_states_the_amounts_of_funds_that_the_paper_only_names(project: Path) -> None:
    rows = [["Fund", "Recipient", "Grant"],
            ["Local Youth Social Action Fund for Cambridgeshire", "Cambridgeshire Community Foundation", "£40,000"],
            ["Youth and Communities Fund", "Fenland District Council", "£2,450"], ["Total", "", "£42,450"]]  # fmt: skip
    notice = ("--document", "notice-14", "--kind", "decision notice", "--date", "2017-08-03")
    for stream in ((), ("--stream", "1=VS")):
        file = docx_of([rows], project / f"notice-{len(stream)}.docx")
        done = called(project, "import", str(file), "--year", "2017-18", "--tables", "all", *stream, *notice)
        assert done.returncode == 0, done.stderr
        done = called(project, "report", "2017-18", "--quiet")
        assert done.returncode == 0, done.stderr
        page = BeautifulSoup(
            (project / "outputs/2017-18/annual-report.html").read_text(encoding="utf-8"), "html.parser"
        )
        text = " ".join(page.get_text(" ").split()).replace(" ,", ",").replace(" )", ")").replace("( ", "(")
        if not stream:
            assert "2 awards from outside the overall budget (Youth Fund), £42,450, are not counted here." in text
            rows = [rows[0], ["Cadets", "Family Action", "£1,000"], ["Total", "", "£1,000"]]


def test_there_are_no_pages_as_at_a_day_before_the_paper(project: Path) -> None:
    year_of_documents(project)
    done = called(project, "report", YEAR, "--as-at", "2018-05-10", "--quiet")
    assert done.returncode == 2 and "the paper of 2018-19 is of 2018-05-11" in done.stderr
    done = called(project, "report", "--all", "--as-at", "2018-05-10", "--quiet")
    assert done.returncode == 2 and "--as-at is about one year" in done.stderr
