"""Claims without a figure: each form is true or false of the awards, and a form that is not known is refused."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.documents import year_of_documents
from support.reporting import CRIME, REPOSITORY, VICTIMS, add_year, copied_project

from grantsdata.awards.load import open_year
from grantsdata.runs.figures.claims import CLAIM, CLAIMS, GENERAL, claims_are_true
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year("2017-18", REPOSITORY))


@pytest.fixture(scope="module")
def of_a_small_year(tmp_path_factory: pytest.TempPathFactory) -> PageData:
    """One award without an amount and without a provider, of a paper with no other table."""
    project = copied_project(tmp_path_factory.mktemp("small") / "project")
    add_year(project, [("GR", "Helpline", "", "TBC")], budget="")
    return page_data(open_year("2018-19", project))


@pytest.fixture(scope="module")
def of_documents(tmp_path_factory: pytest.TempPathFactory) -> PageData:
    """A year of several documents, of which only the last prints a total, and that of its own award."""
    project = copied_project(tmp_path_factory.mktemp("documents") / "project")
    year_of_documents(project)
    return page_data(open_year("2018-19", project))


def faults(text: str, folder: Path, data: PageData, notebook: str = "annual-report", stream: str = "") -> list[str]:
    path = folder / "2017-18" / "page.html"
    path.parent.mkdir()
    path.write_text(f"<html><body><p>{text}</p></body></html>", encoding="utf-8")
    facts = {"kind": "head", "of": {"stream": stream} if stream else {}}
    cell = {"cell_type": "code", "source": "", "outputs": [{"metadata": {"grantsdata": facts}, "data": {}}]}
    metadata = {"papermill": {"input_path": f"notebooks/{notebook}.ipynb"}}
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [cell], "metadata": metadata}), encoding="utf-8")
    return claims_are_true(Page(path), data)


FALSE_OF_2017 = {
    "No award is marked as a single tender; whether others could compete is not on record.": "",
    "The paper does not say of any award that others also pay for it.": "",
    "The paper names no other funds.": "",
    "The paper reports no measures.": "",
    "The paper gives no measure of what these services did.": VICTIMS,
    "Every award has a measure for some period.": "",
    "The paper names no provider.": "",
    "No amount is stated for any provider.": "",
    "No amount above zero is stated for any award.": "",
    "No award names both a provider and an amount.": "",
    "No known type of provider gets any money": "",
    "No provider gets any money": "",
    "The kind of each provider follows from the paper or a public register, not from judgement.": "",
    "Here they follow its own words or a public register.": VICTIMS,
    "No money rests on our judgement of what kind of body gets it": "",
    f"The tables list no award from {VICTIMS}.": "",
    "There are no awards to add up.": "",
    "No recipient is named for Police Cadets.": "",
    "No amount can be read for Police Cadets.": "",
    "The amount for Police Cadets cannot be read.": "",
    "Awards do not fit the rounded budgets": "",
    "The figures add up if the one unprinted amount is the amount that its total implies.": VICTIMS,
    "The figures add up if the unprinted amounts are the sum that their totals imply.": "",
    "The implied amount makes up the difference.": VICTIMS,
    "The only provider with a stated amount is the constabulary.": "",
    "The only provider with an amount above zero is the constabulary.": "",
    "None of them is for another period.": "",
    "One of them is for the year 2017-18.": "",
    "All of them are for the first half of 2017-18.": "",
    "The paper reports some of these measures for other periods than 2017-18.": "",
    "The budget is £1m, outside the overall budget.": VICTIMS,
    "The appendix lists them.": VICTIMS,
    f"The paper prints no total for {CRIME} to set beside our sum.": "",
    "The paper prints no total for these awards.": CRIME,
    "They add up to it; the rest has no printed total.": VICTIMS,
    "The paper prints neither a total nor a budget to compare the awards with.": "",
    "For the first half, no return is late or missing.": "",
    "The figures add up, though the reconciliation lists doubts about some.": "",
    "Charities and community groups get £5, 10.0% of the money, all from Ely.": "",
    "£10 was paid for awards that were withdrawn since.": "",
    "The paper states no overall budget.": "",
    "No award is made from a stream inside the overall budget.": "",
    "Every stream has awards, which are listed above.": "",
    "None of these awards is a crime and disorder reduction grant.": "",
    "No other award is over £500.": "",
    "No award by contract is over £10,000.": "",
    "Every cell of the printed tables is read as it stands.": "",
}
"""A claim that the paper of 2017-18 belies → the stream of the page that makes it."""


@pytest.mark.parametrize("text", FALSE_OF_2017)
def test_a_false_claim_is_a_fault(text: str, tmp_path: Path, behind: PageData) -> None:
    assert faults(text, tmp_path, behind, stream=FALSE_OF_2017[text]) == [f"“{text}”: by the raw files that is not so"]


def test_each_form_of_claim_has_a_false_example() -> None:
    untried = [form for form in CLAIMS if not any(re.search(form, text) for text in FALSE_OF_2017)]
    assert untried == []


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
    assert faults(text, tmp_path, behind, stream=stream) == []


@pytest.mark.parametrize(
    "text",
    [
        "No award is marked as a single tender.",
        "The paper does not say of any award that others also pay for it.",
        "The paper names no other funds.",
        "The paper reports no measures.",
        "The paper names no provider.",
        "No amount is stated for any award.",
        "The paper prints neither a total nor a budget.",
        "The kind of each provider follows from the paper.",
        "None of these awards is a crime and disorder reduction grant.",
    ],
)
def test_the_same_claims_are_true_where_the_paper_bears_them_out(
    text: str, tmp_path: Path, of_a_small_year: PageData
) -> None:
    assert faults(text, tmp_path, of_a_small_year) == []


def test_a_total_may_be_of_some_awards_only_where_amounts_are_varied(tmp_path: Path, of_documents: PageData) -> None:
    some = "Where the paper prints a total for some of these awards, they add up to it: £900"
    assert faults(f"{some}; the rest has no printed total.", tmp_path, of_documents) == []


@pytest.mark.parametrize(
    "text",
    ["All providers are charities.", "Most of the money goes to the north.", "Every amount is final.",
     "None of the contracts was let twice.", "No grant went abroad."],
)  # fmt: skip
def test_a_claim_in_a_form_that_is_not_known_is_refused_on_the_reports_of_this_package(
    text: str, tmp_path: Path, behind: PageData
) -> None:
    (fault,) = faults(text, tmp_path, behind)
    assert fault == f"“{text}”: a claim without a figure, in a form that cannot be checked"
    (tmp_path / "own").mkdir()
    assert faults(text, tmp_path / "own", behind, notebook="my-own-report") == []


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
        *(f"narrative/{name}" for name in ("annual", "figures", "outcomes", "streams")),
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
    assert [text for text in unknown if text not in PARTS_OF_SENTENCES] == []
