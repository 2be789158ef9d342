"""A year of several documents, published as it stands and as at a day; each page passes all checks of a set."""

from pathlib import Path

import pytest
from support.documents import YEAR, year_of_documents
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


def test_there_are_no_pages_as_at_a_day_before_the_paper(project: Path) -> None:
    year_of_documents(project)
    done = called(project, "report", YEAR, "--as-at", "2018-05-10", "--quiet")
    assert done.returncode == 2 and "the paper of 2018-19 is of 2018-05-11" in done.stderr
    done = called(project, "report", "--all", "--as-at", "2018-05-10", "--quiet")
    assert done.returncode == 2 and "--as-at is about one year" in done.stderr
