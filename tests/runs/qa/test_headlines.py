"""Headline figures and sentences that are not those of the awards are faults."""

from pathlib import Path
from typing import Any

import pytest
from pytest import MonkeyPatch
from support.drafts import Draft, Spoil, Wrong, everywhere, faults_found, first_with, one_of_each
from support.reporting import FORCE, awards_of_2017

from grantsdata import summaries
from grantsdata.report import page
from grantsdata.report.fragment import Fragment
from grantsdata.runs.qa import headlines
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page


def with_figures(draft: Draft) -> None:
    """Headline figures are on the page and in its notebook too, as a notebook of one's own may show them."""
    shown: dict[str, Any] = {}
    with MonkeyPatch.context() as patched:
        patched.setattr(Fragment, "show", lambda fragment: shown.update(html=fragment.html, facts=fragment.facts))
        page.key_figures(summaries.key_figures(awards_of_2017(), FORCE), of_the_year=True)
    draft.html = draft.html.replace("</main>", f"{shown['html']}</main>", 1)
    data = {"text/html": shown["html"]}
    output = {"output_type": "display_data", "data": data, "metadata": {"grantsdata": shown["facts"]}}
    first_with(draft.notebook["cells"], "page.standfirst")["outputs"].append(output)


def spoilt(old: str, new: str) -> Spoil:
    """Headline figures, one of them another."""
    return lambda draft: [with_figures(draft), everywhere(old, new)(draft)]


FIGURES, SENTENCES = headlines.headline_figures_agree_with_awards, headlines.sentences_agree_with_awards


WRONG = {
    "a headline figure that is wrong throughout": Wrong(
        "annual-report",
        spoilt("£154,065<span>", "£154,056<span>"),
        FIGURES,
        "“By single tender”: shows “£154,056 3 awards, 6.7% of the money”",
    ),
    "a headline figure of another number": Wrong(
        "annual-report", spoilt("<span>35 awards</span>", "<span>36 awards</span>"), FIGURES, "36 awards"
    ),
    "a headline figure without its implied part": Wrong(
        "annual-report",
        spoilt(' <span class="implied">£10,000 implied</span><span>35', "<span>35"),
        FIGURES,
        "by the data it is “£2,283,508 £10,000 implied 35 awards”",
    ),
    "a headline that tells another sum": Wrong(
        "annual-report", everywhere("£2,283,508</data> (incl", "£2,238,508</data> (incl"), SENTENCES, "lacks £2,283,508"
    ),
    "a headline that tells another number": Wrong(
        "stream-report-vs", everywhere("10</data> awards from", "100</data> awards from"), SENTENCES, "lacks 10 awards"
    ),
    "a headline that hides what is implied": Wrong(
        "annual-report", everywhere("£10,000</data> implied", "a part</data> implied"), SENTENCES, "lacks £10,000"
    ),
    "an opening of a stream that tells another sum": Wrong(
        "board-paper",
        everywhere("£1,322,248</data> (incl", "£1,312,248</data> (incl"),
        SENTENCES,
        "lacks £1,322,248",
    ),
}


@pytest.mark.parametrize("name", one_of_each(WRONG))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    faults = faults_found(WRONG[name], outputs, behind, tmp_path)
    assert any(WRONG[name].says in fault for fault in faults), faults


def test_every_headline_figure_says_which_awards_it_counts(outputs: Path) -> None:
    for path in outputs.glob("*.html"):
        names = headlines.headline_figures(Page(path))
        assert [name for name in names if headlines.figure_of(name, {}) is None] == [], path.stem


@pytest.mark.parametrize(("name", "texts"), [("annual-report", 2), ("board-paper", 5), ("stream-report-vs", 1)])
def test_the_sentences_that_tell_a_sum_say_of_what(name: str, texts: int, outputs: Path) -> None:
    """In the annual report: the headline, and the awards that others pay for too. In the paper to the Board: its
    purpose, and the opening of each of the four streams."""
    assert len(list(headlines.sentences_with_sums(Page(outputs / f"{name}.html")))) == texts
