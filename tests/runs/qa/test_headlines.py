"""Headline figures and sentences that are not those of the awards are faults."""

from pathlib import Path

import pytest
from support.drafts import Wrong, everywhere, faults_found, one_of_each

from grantsdata.runs.qa import headlines
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page

FIGURES, SENTENCES = headlines.headline_figures_agree_with_awards, headlines.sentences_agree_with_awards


WRONG = {
    "a headline figure that is wrong throughout": Wrong(
        "annual-report",
        everywhere("£154,065<span>", "£154,056<span>"),
        FIGURES,
        "“By single tender”: shows “£154,056 3 awards, 6.7% of the money”",
    ),
    "a headline figure of another number": Wrong(
        "annual-report", everywhere("<span>35 awards</span>", "<span>36 awards</span>"), FIGURES, "36 awards"
    ),
    "a headline figure without its implied part": Wrong(
        "stream-report-cdr",
        everywhere(' <span class="implied">£10,000 implied</span><span>25', "<span>25"),
        FIGURES,
        "by the data it is “£1,322,248 £10,000 implied 25 awards, 57.9% of all the money”",
    ),
    "a headline that tells another sum": Wrong(
        "annual-report", everywhere("They come to £2,283,508", "They come to £2,238,508"), SENTENCES, "lacks £2,283,508"
    ),
    "a headline that tells another number": Wrong(
        "stream-report-vs", everywhere("come 10 awards", "come 100 awards"), SENTENCES, "lacks 10 awards"
    ),
    "a headline that hides what is implied": Wrong(
        "year-on-year", everywhere("(including £10,000 implied)", ""), SENTENCES, "lacks £10,000"
    ),
    "an opening of a stream that tells another sum": Wrong(
        "board-paper",
        everywhere("25 awards come to £1,322,248", "25 awards come to £1,312,248"),
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


@pytest.mark.parametrize(
    ("name", "texts"), [("annual-report", 2), ("board-paper", 5), ("stream-report-vs", 1), ("year-on-year", 1)]
)
def test_the_sentences_that_tell_a_sum_say_of_what(name: str, texts: int, outputs: Path) -> None:
    """In the annual report: the headline, and the awards that others pay for too. In the paper to the Board: its
    purpose, and the opening of each of the four streams."""
    assert len(list(headlines.sentences_with_sums(Page(outputs / f"{name}.html")))) == texts
