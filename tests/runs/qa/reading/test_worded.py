"""A sentence is made of wordings that a person has read; a word that was changed, added or left out is a fault."""

import re
from pathlib import Path

import pytest
from support.cases import first

from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading import worded
from grantsdata.runs.qa.reading.worded import nothing_is_missing, wordings_were_read

CHANGES = {
    "a denial": ("annual-report", "No cost per person can be", "A cost per person can be"),
    "a part": ("annual-report", "of these awards the paper", "of only these awards the paper"),
    "a caption": ("annual-report", "Awards by provider type and stream", "Awards by provider and stream"),
    "the text of a chart": ("annual-report", "Bar chart of the providers", "Line chart of the providers"),
    "a note": ("stream-report-vs", "Share: of this stream's money", "Share: of this stream's awards"),
    "the heading of a column": ("reconciliation", ">To the penny<", ">To the pound<"),
    "what a mark means": ("stream-report-vs", "the kind of body is our judgement", "the amount is our judgement"),
    "the foot": ("board-paper", "are used under the", "are used without the"),
    "the cell of a table": ("reconciliation", ">ditto sign<", ">dittoed sign<"),
    "a label in a cell": ("annual-report", ">partnership boards<", ">boards of partners<"),
    "a cell without a label": ("stream-report-cdr", ">councils<", ">nan<"),
    "a method": ("disclosure", "does not count as its purpose", "counts as its purpose"),
}


@pytest.mark.parametrize("name", first(CHANGES, 3))
def test_a_word_that_was_changed_is_a_fault(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    page, old, new = CHANGES[name]
    html = (outputs / f"{page}.html").read_text(encoding="utf-8")
    notebook = (outputs / f"{page}.ipynb").read_text(encoding="utf-8")
    assert old in html
    spoilt = tmp_path / f"{page}.html"
    spoilt.with_suffix(".ipynb").write_text(notebook, encoding="utf-8")
    for text, expected in ((html, 0), (html.replace(old, new), 1)):
        spoilt.write_text(text, encoding="utf-8")
        faults = wordings_were_read(Page(spoilt), behind)
        assert bool(faults) == bool(expected) and all("no one has read" in fault for fault in faults)


def test_the_title_of_a_chart_is_more_than_a_name(outputs: Path, behind: PageData, tmp_path: Path) -> None:
    spoilt = tmp_path / "annual-report.html"
    html = (outputs / spoilt.name).read_text(encoding="utf-8")
    spoilt.write_text(re.sub(r"(<figcaption.*?</span>).*?(</figcaption>)", r"\1 Aspire\2", html, count=1), "utf-8")
    spoilt.with_suffix(".ipynb").write_bytes((outputs / "annual-report.ipynb").read_bytes())
    (fault,) = wordings_were_read(Page(spoilt), behind)
    assert fault.startswith("the title of a chart, “Aspire”")


def test_a_sentence_that_the_office_has_read_is_none(
    outputs: Path, behind: PageData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = tmp_path / "annual-report.html"
    html = (outputs / spoilt.name).read_text(encoding="utf-8").replace("No cost per", "Any cost per")
    spoilt.write_text(html, encoding="utf-8")
    spoilt.with_suffix(".ipynb").write_bytes((outputs / "annual-report.ipynb").read_bytes())
    (fault,) = wordings_were_read(Page(spoilt), behind)
    read = tmp_path / "sentences.txt"
    read.write_text(f"{fault[1 : fault.index('”')]}\n", encoding="utf-8")
    assert worded.OWN_FILE in fault
    monkeypatch.setattr(worded, "OWN_FILE", str(read))
    assert wordings_were_read(Page(spoilt), behind) == []


@pytest.mark.parametrize(
    ("old", "new"), [("£446,000", ""), ("Family Action”", "”"), ("(including £10,000 implied)", "()")]
)
def test_a_hole_in_the_place_of_a_figure_is_a_fault(
    old: str, new: str, outputs: Path, behind: PageData, tmp_path: Path
) -> None:
    spoilt = tmp_path / "annual-report.html"
    html = (outputs / spoilt.name).read_text(encoding="utf-8")
    sentence = "The largest award, £446,000, goes to “Family Action” (including £10,000 implied)."
    spoilt.with_suffix(".ipynb").write_bytes((outputs / "annual-report.ipynb").read_bytes())
    for text, expected in ((sentence, 0), (sentence.replace(old, new), 1)):
        spoilt.write_text(html.replace("<h2", f"<p>{text}</p><h2", 1), encoding="utf-8")
        assert len(nothing_is_missing(Page(spoilt), behind)) == expected


def test_a_notebook_of_ones_own_may_say_what_it_likes(outputs: Path, behind: PageData, tmp_path: Path) -> None:
    html = (outputs / "annual-report.html").read_text(encoding="utf-8").replace("No cost per", "Any cost per")
    notebook = (outputs / "annual-report.ipynb").read_text(encoding="utf-8")
    (tmp_path / "own.html").write_text(html, encoding="utf-8")
    own = notebook.replace("notebooks/annual-report.ipynb", "notebooks/own.ipynb")
    assert own != notebook
    (tmp_path / "own.ipynb").write_text(own, encoding="utf-8")
    assert wordings_were_read(Page(tmp_path / "own.html"), behind) == []
