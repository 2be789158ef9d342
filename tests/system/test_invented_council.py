"""The published set of an invented council with streams of its own: it is complete, and speaks of no other body."""

import re
from pathlib import Path

import pytest
from support.council import COUNCIL, YEAR, council_paper
from support.reading import long_sentences, soup_of
from support.reporting import called

from grantsdata.importers.new_project import init

PAGES = {
    "annual-report", "board-paper", "stream-report-cf", "stream-report-af", "reconciliation",
}  # fmt: skip

UNFIT = re.compile(
    r"commissioner|polic(?:e|ing)\b|constabulary|\bforce\b|cambridge|peterborough|victim|crime", re.IGNORECASE
)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The council's project with its reports made: look, do not touch."""
    folder = tmp_path_factory.mktemp("council")
    paper = council_paper(folder / "paper.docx")
    project = init(folder / "fairshire", COUNCIL, kind="council", paper=paper, year=YEAR).folder
    for line in (("confirm", YEAR, "--by", "A. Person"), ("check", YEAR), ("providers", "--write")):
        done = called(project, *line)
        assert done.returncode == 0, done.stderr
    register = project / "data" / "raw" / "providers.csv"
    assert register.read_text(encoding="utf-8").count("suggested: ") == 6
    done = called(project, "report", YEAR)
    assert done.returncode == 0, done.stderr
    return project


def test_the_set_has_each_report_but_the_one_on_the_law_of_policing_bodies(council: Path) -> None:
    assert {path.stem for path in (council / "outputs" / YEAR).glob("*.html")} == PAGES


def test_the_figures_are_those_of_the_paper(council: Path) -> None:
    text = soup_of(council / "outputs" / YEAR / "annual-report.html").get_text(" ", strip=True)
    text = re.sub(r" (?=[,.;:)])", "", text)
    assert f"6 awards for {YEAR}: £130,000 of a budget of £130,000. They go to 6 providers." in text
    arts = soup_of(council / "outputs" / YEAR / "stream-report-af.html").get_text(" ", strip=True)
    assert "Arts fund" in arts
    assert "£25,250" in arts
    assert "The paper states no licence for its facts and figures." in text


@pytest.mark.parametrize("page", sorted(PAGES | {"../index"}))
def test_no_page_has_a_word_that_does_not_fit_a_council(council: Path, page: str) -> None:
    soup = soup_of(council / "outputs" / YEAR / f"{page}.html")
    texts = [soup.get_text(" ", strip=True)]
    texts += [
        element[name] for name in ("alt", "title", "aria-label", "content") for element in soup.select(f"[{name}]")
    ]
    found = [text[max(0, one.start() - 40) : one.end() + 40] for text in texts for one in UNFIT.finditer(text)]
    assert found == []


def test_no_sentence_is_longer_than_a_reader_can_keep_in_mind(council: Path, published: Path) -> None:
    assert long_sentences(council / "outputs", YEAR) == {}
    assert long_sentences(published / "outputs", "2017-18") == {}
