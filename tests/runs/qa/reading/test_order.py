"""Amounts that are not in the order that the page says, and sentences that stand there twice."""

import re
from pathlib import Path

import pytest

from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading.order import (
    awards_are_in_the_papers_order,
    nothing_is_said_twice,
    rows_are_in_the_order_said,
)

SENTENCE = "The largest award is that of the police."
OTHER = "It is for a service that began this year."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Providers, largest first", "Providers, smallest first", "begin with the smallest"),
        (
            "Every award by group, in the paper's order",
            "Every award, largest first",
            "begin with the largest",
        ),
        ("Largest share: ", "Types of provider, largest first", "chart “Figure 1"),
    ],
)
def test_amounts_in_another_order_than_the_page_says(
    old: str, new: str, says: str, outputs: Path, tmp_path: Path
) -> None:
    html = (outputs / "annual-report.html").read_text(encoding="utf-8")
    assert old in html
    (tmp_path / "page.html").write_text(html.replace(old, new), encoding="utf-8")
    faults = rows_are_in_the_order_said(Page(tmp_path / "page.html"))
    assert any(says in fault for fault in faults), faults


def said_twice(folder: Path, body: str) -> list[str]:
    path = folder / "page.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return nothing_is_said_twice(Page(path))


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{SENTENCE} {SENTENCE}</p>",
        f"<p>{OTHER} {SENTENCE}</p><p>{SENTENCE}</p>",
        f"<ul><li>{SENTENCE}</li><li>{OTHER}</li><li>{SENTENCE}</li></ul>",
    ],
)
def test_a_sentence_twice_in_a_row_is_a_fault(body: str, tmp_path: Path) -> None:
    assert len(said_twice(tmp_path, body)) == 1


def test_a_sentence_under_each_of_two_headings_is_none(tmp_path: Path) -> None:
    sums = f'<div class="sums"><p>{SENTENCE}</p><p hidden>{SENTENCE}</p></div>'  # of which a reader sees one
    assert said_twice(tmp_path, f"{sums}<h3>One</h3><p>{SENTENCE}</p><h3>Two</h3><p>{SENTENCE}</p><p>{OTHER}</p>") == []


def test_awards_in_another_order_than_the_papers(outputs: Path, behind: PageData, tmp_path: Path) -> None:
    html = (outputs / "stream-report-vs.html").read_text(encoding="utf-8")
    first, second = re.findall(r'<tr id="award-.*?</tr>', html, re.DOTALL)[:2]
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    assert awards_are_in_the_papers_order(Page(tmp_path / "page.html"), behind) == []
    other = html.replace(first, "\0").replace(second, first).replace("\0", second)
    (tmp_path / "other.html").write_text(other, encoding="utf-8")
    (fault,) = awards_are_in_the_papers_order(Page(tmp_path / "other.html"), behind)
    assert "not in the order of the paper" in fault
