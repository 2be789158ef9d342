"""Claims without a figure: each form is true or false of the awards, and a form that is not known is refused."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.claiming import claim_faults
from support.reporting import REPOSITORY, VICTIMS

from grantsdata.runs.figures.claims.check import CLAIM, CLAIMS, GENERAL, claims_are_true
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page


@pytest.mark.parametrize(
    ("text", "stream"),
    [
        ("The paper prints no total for these awards.", VICTIMS),
        (f"The paper prints no total for {VICTIMS} to set beside our sum.", ""),
        ("The tables list no award from the Youth Fund.", ""),
        ("The paper prints no provider types.", ""),
        ("Every award", ""),
    ],
)
def test_what_is_true_or_claims_nothing_is_none(text: str, stream: str, tmp_path: Path, behind: PageData) -> None:
    assert claim_faults(text, tmp_path, behind, stream=stream) == []


@pytest.mark.parametrize(
    "text",
    ["All providers are charities.", "Most of the money goes to the north.", "Every amount is final.",
     "None of the contracts was let twice.", "No grant went abroad."],
)  # fmt: skip
def test_a_claim_in_a_form_that_is_not_known_is_refused_on_the_reports_of_this_package(
    text: str, tmp_path: Path, behind: PageData
) -> None:
    (fault,) = claim_faults(text, tmp_path, behind)
    assert fault == f"“{text}”: a claim without a figure, in a form that cannot be checked"
    (tmp_path / "own").mkdir()
    assert claim_faults(text, tmp_path / "own", behind, notebook="my-own-report") == []


def test_the_published_pages_make_no_false_claim(published: Path, behind: PageData) -> None:
    for path in sorted((published / "outputs" / "2017-18").glob("*.html")):
        assert claims_are_true(Page(path), behind) == [], path.stem
    assert len(GENERAL) < 20, "these claim nothing: a list that grows hides claims"


def texts_without_figures(path: Path) -> Iterator[str]:
    """The sentences in the string literals of a module, apart from docstrings and from templates with figures."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken | parts:
            yield from (part for part in re.split(r"(?<=[.!?])\s+", node.value) if "{" not in part)


PARTS_OF_SENTENCES = (
    "no stated amount",  # in the place of an amount
    "The paper states no amount for",  # before the number of its awards
    "to no stream and",  # after the number of other sums
    "What came back from each award",  # the caption of a table
    "states no budget for it",  # after "lists no award from it and"
    ", with no stated budget",  # after the sum of the stream
    "No award has a stated amount",  # on charts that these pages do not show
    "The paper states no budget to set the awards against",
    "no award",  # a value beside a bar
    "Bar chart of types of provider in each stream",  # before the bars of an alternative text
)


@pytest.mark.parametrize(
    "module",
    [
        *(f"narrative/{name}" for name in ("annual", "board", "figures", "outcomes", "providers", "streams")),
        *(f"narrative/agreements/{name}" for name in ("listed", "returns", "sentences")),
        *(
            f"narrative/{name}"
            for name in ("disclosure/stated", "disclosure/duties", "disclosure/on_file", "documents/changes")
        ),
        *(f"charts/{name}" for name in ("awards", "budget", "outcomes", "providers")),
    ],
)
def test_each_claim_that_a_page_of_another_year_may_make_is_of_a_known_form(module: str) -> None:
    """Otherwise a set would be held back by a sentence that no paper tried here brings about."""
    path = REPOSITORY / "grantsdata" / "report" / f"{module}.py"
    known = (*CLAIMS, *GENERAL)
    unknown = [
        text for text in texts_without_figures(path)
        if CLAIM.search(text) and not any(re.search(form, text) for form in known)
    ]  # fmt: skip
    assert [text for text in unknown if text.strip() not in PARTS_OF_SENTENCES] == []
