"""The index and its accessibility statement: what is wrong in them holds a set back as a wrong page does."""

import shutil
from pathlib import Path

import pytest
from support.cases import first

from grantsdata.runs import statement
from grantsdata.runs.qa.index import faults_of_index

YEAR = "2017-18"


def faults(published: Path, index: Path, new: tuple[str, ...] = (YEAR,)) -> list[str]:
    return faults_of_index(index, {YEAR: published / "outputs" / YEAR}, published, new)


@pytest.fixture
def index(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(published / "outputs" / "index.html", tmp_path / "index.html"))


def test_the_index_that_was_published_has_no_fault(published: Path, index: Path) -> None:
    assert faults(published, index) == []
    assert faults(published, index, ()) == []


SEEDED = {
    "another total of the year": (">£2,283,508</data>", ">£2,283,509</data>", "£2,283,509"),
    "another leader": (">Cambridgeshire Constabulary</data>, the office", ">Family Action</data>, the office",
                       "it says Family Action"),
    "another share": (">25.7%</data>", ">25.8%</data>", "it says 25.8%"),
    "a figure of another year": ("in_year('2017-18', count())", "in_year('2016-17', count())",
                                 "is of 2016-17; expected 2017-18"),
    "a figure of no year": ("in_year('2017-18', count())", "count()", "is of no year"),
    "a numeral without an expression": ("and whether the figures add up.", "and whether 412 figures add up.",
                                        "expected no numerals but the years"),
    "a numeral in a sentence of the year": ("The figures add up if", "The 40 figures add up if",
                                            "no expression for 40"),
    "another verdict": ("The figures add up if", "The figures do not add up, even if", "do not bear out"),
    "the word for the other end": ("gets most:", "gets least:", "its figures are about the largest"),
    "a report that is not there": ('href="2017-18/outcomes-year.html"', 'href="2017-18/outcomes-half.html"',
                                   "leads to 2017-18/outcomes-half.html"),
    "a file that is not there": ('href="2017-18/data/by-size.csv"', 'href="2017-18/data/by-seize.csv"',
                                 "leads to 2017-18/data/by-seize.csv"),
    "links that have changed places": ('href="2017-18/reconciliation.html"', 'href="2017-18/disclosure.html"',
                                       "the report reconciliation is not linked"),
    "a sentence left out": ("For <data", "<i>Besides</i> <data", "the points of annual-report is"),
    "another name of a report": (">Grants awarded in 2017-18</a>", ">Grants awarded in 2016-17</a>",
                                 "the heading of annual-report is “Grants awarded in 2017-18”"),
    "another description": ("Who was awarded what, and for what, from", "Who was given what, and for what, from",
                            "the about of annual-report is"),
    "a title of another year": ("<title>Grants reports, 2017-18", "<title>Grants reports, 2016-17",
                                "expected no numerals but the years"),
    "a breach that was found": ("find no breach", "find a breach", "no one has read these words"),
    "a publisher that is none": ("is responsible for", "is not responsible for", "no one has read these words"),
    "another kind of file": (": a spreadsheet with", ": a database with", "no one has read these words"),
    "tables of another year": ("Tables of 2017-18", "Tables of 2016-17", "stands under 2017-18"),
    "another source": ("Source: ", "Origin: ", "the source of annual-report is"),
    "advice elsewhere": ("https://www.equalityadvisoryservice.com/", "https://example.org/", "statement leads to"),
    "a file of another size": (" kB)</li>", "9 kB)</li>", "has"),
    "a script": ("</main>", "<script>1</script></main>", "<script> is not an element"),
    "a picture from elsewhere": ("</main>", '<img alt="" src="https://example.org/a.png"></main>', "src=https"),
    "tests that were not run": ("The tests find no breach of it.", "The 412 tests find no breach of it.",
                                "no check says 412"),
    "another version of the program": ("<p>Version ", "<p>Version 9.", "no check says"),
    "a claim without a check": ("<li>an outline shows where the focus is.</li>",
                                "<li>an outline shows where the focus is.</li><li>people who are blind read it.</li>",
                                "people who are blind read it"),
    "a width that was not looked at": ("at 1280 and 320 pixels, in light", "at 1280 and 240 pixels, in light",
                                       "at 1280 and 240 pixels"),
    "what was not tested is left out": ("<li>use in Firefox, Safari and the browsers of phones.</li>", "",
                                        "in Firefox, Safari"),
}  # fmt: skip
"""A defect → the text of the index, what takes its place, and what must be said of it."""


@pytest.mark.parametrize("defect", first(SEEDED, 3))
def test_a_seeded_defect_is_caught(defect: str, published: Path, index: Path) -> None:
    old, new, says = SEEDED[defect]
    text = index.read_text(encoding="utf-8")
    assert old in text
    index.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(says in fault for fault in faults(published, index)), faults(published, index)


def test_headline_figures_are_those_of_the_page(tmp_path: Path) -> None:
    from runs.publish.test_index import publish  # the pages of that module have such figures

    from grantsdata.runs.publish.index import index_html

    publish(tmp_path, "2019-20", "page", heading="A page", body="A", figures=[["All awards", "£1", "1 award"]])
    folders = {"2019-20": tmp_path / "2019-20"}
    from grantsdata.model.years import FinancialYear

    text = index_html([(FinancialYear.parse("2019-20"), folders["2019-20"])])
    for figure, expected in (("£1", []), ("£2", ["2019-20: the headline figures are not those of its pages"])):
        (tmp_path / "index.html").write_text(text.replace("<dd>£1", f"<dd>{figure}"), encoding="utf-8")
        assert faults_of_index(tmp_path / "index.html", folders, tmp_path) == expected


def test_a_claim_with_a_number_that_no_check_has_is_caught(
    published: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the claim is made in the list of claims, and so stands in the statement as it is there."""
    old = next(iter(statement.IN_A_BROWSER))
    told = {text.replace("320", "240"): checks for text, checks in statement.IN_A_BROWSER.items()}
    monkeypatch.setattr(statement, "IN_A_BROWSER", told)
    index.write_text(index.read_text(encoding="utf-8").replace(old, old.replace("320", "240")), encoding="utf-8")
    assert [fault for fault in faults(published, index) if "no check of 240" in fault]


def test_a_year_that_the_index_leaves_out_is_a_fault(published: Path, index: Path) -> None:
    text = index.read_text(encoding="utf-8")
    begin, end = text.index('<section class="year">'), text.index("</section>") + len("</section>")
    index.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert "the years of the index and those published differ by 2017-18" in faults(published, index)


def test_the_raw_files_of_another_year_may_be_under_work(published: Path, index: Path, tmp_path: Path) -> None:
    """The figures of a year that is not published anew are compared with its pages only."""
    assert faults_of_index(index, {YEAR: published / "outputs" / YEAR}, tmp_path / "without-raw-files") == []
