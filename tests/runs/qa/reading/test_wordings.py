"""Words that nobody has read are told; the list of wordings is that of the program."""

import json
from pathlib import Path

import pytest
from support.reporting import FORCE, REPOSITORY
from support.wordings import wordings

from grantsdata.awards.load import open_year
from grantsdata.report.traced import figure, html, write
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading.wordings import read_wordings, wordings_were_read


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year("2017-18", REPOSITORY))


def faults(body: str, folder: Path, behind: PageData, notebook: str = "annual-report") -> list[str]:
    path = folder / "2017-18" / "page.html"
    path.parent.mkdir()
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    cells = [
        {"cell_type": "code", "source": ['table(ranked, "My own view of {year}")'], "outputs": []},
        {"cell_type": "markdown", "source": ["## What I think\n", "- *note*: read twice."]},
    ]
    metadata = {"papermill": {"input_path": f"notebooks/{notebook}.ipynb"}}
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": cells, "metadata": metadata}), encoding="utf-8")
    return wordings_were_read(Page(path), behind)


def largest(text: str) -> str:
    amount, service = figure("£446,000", "most"), figure("Hub", "of_most", "service")
    return f"<p>{html(write(text, amount=amount, provider=figure(FORCE, 'of_most', 'provider'), service=service))}</p>"


@pytest.mark.parametrize(
    "body",
    [
        largest("The largest award is {amount}, to {provider} for “{service}”."),
        "<p>No award is marked as a single tender; whether others could compete is not on record.</p>",
        f"<p>{FORCE}, the office's own police force, gets most.</p>",
        "<h2>Typed by somebody</h2><p>My own view of 2017-18</p><ul><li>note: read twice.</li></ul>",
        "<nav><ul><li>What an office calls a report</li></ul></nav>",
    ],
)
def test_what_was_read_may_be_said(body: str, tmp_path: Path, behind: PageData) -> None:
    assert faults(body, tmp_path, behind) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (largest("The second largest award is {amount}."), "second largest award is £446,000."),
        (largest("The largest contract is {amount}."), "largest contract is £446,000."),
        (largest("Neither is more than {amount}."), "Neither is more than £446,000."),
        ("<p>No award is marked as a tender.</p>", "marked as a tender."),
        ('<p>note</p><svg role="img" aria-label="Bars that shrink."></svg>', "that shrink."),
    ],
)
def test_other_words_are_told(body: str, words: str, tmp_path: Path, behind: PageData) -> None:
    (fault,) = faults(body, tmp_path, behind)
    assert f"nobody has read the words “{words}”" in fault


def test_a_notebook_of_somebody_else_may_say_what_it_likes(tmp_path: Path, behind: PageData) -> None:
    assert faults("<p>The second largest award.</p>", tmp_path, behind, "my-report") == []


def test_the_list_has_the_wordings_of_the_program() -> None:
    """After a sentence was changed, `tests/support/wordings.py` says how the list is renewed."""
    assert (sorted(set(wordings()) - read_wordings()), sorted(read_wordings() - set(wordings()))) == ([], [])
