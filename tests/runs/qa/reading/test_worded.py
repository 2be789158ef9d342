"""A sentence is made of wordings that a person has read; a word that was changed, added or left out is a fault."""

from pathlib import Path

import pytest
from support.cases import first

from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading.worded import Wordings, is_made_of, names_in, wording, wordings_were_read

READ = Wordings(
    wording(line)
    for line in (
        "the paper lists no award from{}and{}", "states no budget for it", "{}for{}", "award", "awards", "one",
        "{}gets most:{}in{}", "no award", "{}, the office's own police force,{}", "all of them are{}",
    )
)  # fmt: skip
NAMES = names_in(["Youth Fund", "Aspire"])


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("The paper lists no award from Youth Fund and states no budget for it.", True),
        ("The paper lists one award from Youth Fund and states no budget for it.", False),
        ("The paper lists no award from it and states no budget for it.", False),
        ("The paper only lists no award from ● and states no budget for it.", False),
        ("● awards for ●: ●.", True),
        ("Awards for one.", False),  # a word that joins needs a figure or a name beside it
        ("Aspire, the office's own police force, gets most: ● in ● awards.", True),
        ("Aspire gets most of it: ● in ● awards.", False),
        ("All of them are for ●.", True),
        ("One of them is for ●.", False),
        ("● no award", True),
        ("Award no award", False),  # nothing stands between the two
        ("Award: no award", True),
        ("Award and no award", True),
        ("●", True),
        ("", True),
    ],
)
def test_a_text_is_made_of_wordings_with_figures_and_names_in_their_gaps(text: str, is_read: bool) -> None:
    assert is_made_of(text, READ, NAMES) == is_read


CHANGES = {
    "a denial": ("annual-report", "No cost per person can be", "A cost per person can be"),
    "a part": ("annual-report", "of these awards the paper", "of only these awards the paper"),
    "a caption": ("annual-report", "Awards by provider type and stream", "Awards by provider and stream"),
    "the text of a chart": ("annual-report", "Bar chart of the providers", "Line chart of the providers"),
    "a note": ("stream-report-vs", "Share: of this stream's money", "Share: of this stream's awards"),
    "the heading of a column": ("reconciliation", ">To the penny<", ">To the pound<"),
    "what a mark means": ("reconciliation", "the kind of body is our judgement", "the amount is our judgement"),
    "the foot": ("board-paper", "are used under the", "are used without the"),
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


def test_a_notebook_of_ones_own_may_say_what_it_likes(outputs: Path, behind: PageData, tmp_path: Path) -> None:
    html = (outputs / "annual-report.html").read_text(encoding="utf-8").replace("No cost per", "Any cost per")
    notebook = (outputs / "annual-report.ipynb").read_text(encoding="utf-8")
    (tmp_path / "own.html").write_text(html, encoding="utf-8")
    own = notebook.replace("notebooks/annual-report.ipynb", "notebooks/own.ipynb")
    assert own != notebook
    (tmp_path / "own.ipynb").write_text(own, encoding="utf-8")
    assert wordings_were_read(Page(tmp_path / "own.html"), behind) == []
