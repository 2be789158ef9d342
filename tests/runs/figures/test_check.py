"""Figures in sentences of a page: a wrong one, one without an expression, a label that belongs to another figure."""

import json
from pathlib import Path

import pytest
from support.reporting import CRIME, FORCE, REPOSITORY, VICTIMS

from grantsdata.awards.load import open_year
from grantsdata.report.traced import Sentence, figure, html, write
from grantsdata.runs.figures import check
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year("2017-18", REPOSITORY))


def page_of(folder: Path, body: str, notebook: str = "annual-report") -> Page:
    path = folder / "2017-18" / "page.html"
    path.parent.mkdir(parents=True)
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    metadata = {"papermill": {"input_path": f"notebooks/{notebook}.ipynb"}}
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [], "metadata": metadata}), encoding="utf-8")
    return Page(path)


def faults(text: str, folder: Path, behind: PageData) -> list[str]:
    return check.figures_agree_with_raw_files(page_of(folder, f"<p>{html(text)}</p>"), behind)


def police(amount: str = "£587,195", leader: str = FORCE) -> Sentence:
    return write(
        "{leader} gets most: {amount}.",
        leader=figure(leader, "rank", "provider", 1),
        amount=figure(amount, "rank_sum", "provider", 1),
    )


def test_what_is_right_has_no_fault(tmp_path: Path, behind: PageData) -> None:
    assert faults(police(), tmp_path, behind) == []


def test_a_wrong_amount_is_a_fault_with_page_sentence_and_both_figures(tmp_path: Path, behind: PageData) -> None:
    assert faults(police("£578,195"), tmp_path, behind) == [
        f"“{FORCE} gets most: £578,195.”: it says £578,195; rank_sum('provider', 1) gives £587,195"
    ]


def test_a_wrong_leader_is_a_fault(tmp_path: Path, behind: PageData) -> None:
    fault, beside = faults(police(leader="Family Action"), tmp_path, behind)
    assert fault.endswith(f"it says Family Action; rank('provider', 1) gives {FORCE}")
    assert beside.endswith("it names Family Action, but none of its figures is about Family Action")


def test_an_expression_that_cannot_be_worked_out_is_a_fault(tmp_path: Path, behind: PageData) -> None:
    (fault,) = faults(write("It is {n}.", n=figure("5", "count", colour="red")), tmp_path, behind)
    assert "5: count(colour='red') cannot be worked out" in fault


def test_a_sum_that_hides_what_is_implied_is_a_fault(tmp_path: Path, behind: PageData) -> None:
    text = write("In all {a}{b}.", a=figure("£2,283,508", "sum"), b="")
    (fault,) = faults(text, tmp_path, behind)
    assert fault.endswith("£2,283,508 counts an implied amount, and it does not say so")


def both(first: str, second: str) -> Sentence:
    """The sums of the two streams, the first beside the first label."""
    return write(
        f"{first} has {{a}}, {second} has {{b}}, in part implied.",
        a=figure("£961,260", "sum", stream=VICTIMS),
        b=figure("£1,322,248", "sum", stream=CRIME),
    )


def test_labels_that_are_swapped_are_a_fault(tmp_path: Path, behind: PageData) -> None:
    (fault,) = faults(both(CRIME, VICTIMS), tmp_path, behind)
    assert fault.endswith(f"it names {CRIME}, {VICTIMS}; its figures are about {VICTIMS}, {CRIME}")


def test_labels_in_their_order_are_none(tmp_path: Path, behind: PageData) -> None:
    assert faults(both(VICTIMS, CRIME), tmp_path, behind) == []


def test_a_label_that_no_figure_is_about_is_a_fault(tmp_path: Path, behind: PageData) -> None:
    text = write("Councils receive {a}.", a=figure("£587,195", "sum", provider_type="police"))
    (fault,) = faults(text, tmp_path, behind)
    assert fault.endswith("it names local government, but none of its figures is about local government")


def test_figures_in_a_title_a_caption_and_an_alternative_text_are_checked(tmp_path: Path, behind: PageData) -> None:
    wrong = html(write("{n} awards", n=figure("36", "count")))
    pairs = json.dumps([["25.8%", "share(provider_type='police')"]]).replace('"', "&quot;")
    page = page_of(
        tmp_path,
        f"<h2>{wrong}</h2><table><caption>{wrong}</caption><tr><td>{wrong}</td></tr></table>"
        f'<img alt="Police 25.8%" data-figures="{pairs}">',
    )
    assert len(check.figures_agree_with_raw_files(page, behind)) == 4


def test_a_numeral_without_an_expression_is_a_fault_of_a_page_that_is_traced(
    tmp_path: Path, behind: PageData, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(tmp_path, "<p>Police get 25.7% of it, and five councils the rest.</p><td>7</td>")
    monkeypatch.setattr(check, "TRACED", ("annual-report",))
    (fault,) = check.numerals_are_traced(page, behind)
    assert fault.endswith("no expression for 25.7%, five")
    monkeypatch.setattr(check, "TRACED", ())
    assert check.numerals_are_traced(page, behind) == []


def test_a_note_may_count_in_words_but_not_in_digits(tmp_path: Path, behind: PageData) -> None:
    page = page_of(tmp_path, '<div class="prose"><p>Two councils pay for 3,300 people.</p></div>')
    (fault,) = check.untraced(page, behind)
    assert fault.endswith("no expression for 3,300")


@pytest.mark.parametrize(
    "text",
    [
        "For 2017-18 the paper of 11 May 2017 lists them.",
        "SI 2011/3050, paragraphs 3(f) and 4, section 9",
        "Commissioning and Grants Strategy 2016-20",
        "Table 3 and Figure 12",
        "Made from raw data 2106c27cb453, grantsdata 0.1.0",
        "WCAG 2.2, 360Giving, UTF-8",
    ],
)
def test_names_dates_and_places_are_no_figures(text: str, tmp_path: Path, behind: PageData) -> None:
    assert check.untraced(page_of(tmp_path, f"<p>{text}</p>"), behind) == []


def test_a_report_may_have_a_number_in_its_name(tmp_path: Path, behind: PageData) -> None:
    links = '<nav class="reports"><ul><li><a href="x.html">View 3</a></li></ul></nav>'
    assert check.untraced(page_of(tmp_path, f"{links}<p>All is in View 3.</p>"), behind) == []
    (fault,) = check.untraced(page_of(tmp_path / "other", f"{links}<p>All is in View 4.</p>"), behind)
    assert fault.endswith("no expression for 4")


def test_a_report_may_be_named_with_part_of_a_word_of_the_page(tmp_path: Path, behind: PageData) -> None:
    links = '<nav class="reports"><ul><li><a href="x.html">Grants</a></li></ul></nav>'
    foot = "<p>Made from raw data 2106c27cb453, grantsdata 0.1.0.</p>"
    assert check.untraced(page_of(tmp_path, links + foot), behind) == []


@pytest.mark.parametrize("text", ["For 2018-19", "On 12 May 2017", "£446,000", "15,000 referrals", "Table of 3"])
def test_other_years_dates_and_printed_amounts_are_figures(text: str, tmp_path: Path, behind: PageData) -> None:
    assert len(check.untraced(page_of(tmp_path, f"<p>{text}</p>"), behind)) == 1
