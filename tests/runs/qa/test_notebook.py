"""A page and its executed notebook agree, and every cell was run."""

import re
from pathlib import Path
from typing import Any

import pytest
from support.drafts import (
    Draft,
    Spoil,
    Wrong,
    faults_found,
    first_with,
    of_cells,
    on_the_page,
    one_of_each,
    output_lost,
)

from grantsdata.runs.qa import notebook
from grantsdata.runs.qa.charts import charts_are_unchanged
from grantsdata.runs.qa.expected import PageData


def never_run(cells: list[dict[str, Any]]) -> None:
    first_with(cells, "table(")["execution_count"] = None


def failed(cells: list[dict[str, Any]]) -> None:
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'stream'", "traceback": []}
    first_with(cells, "table(")["outputs"] = [error]


def called_for_nothing(cells: list[dict[str, Any]]) -> None:
    cells.append({**first_with(cells, "table("), "source": "page.key_figures(figures)", "outputs": []})


def fact(name: str, value: Any) -> Spoil:
    """The notebook tells the index something that its page does not say."""

    def spoil(draft: Draft) -> None:
        for output in draft.outputs():
            facts = output["metadata"].get("grantsdata", {})
            if name in facts:
                facts[name] = value

    return spoil


def picture_changed(draft: Draft) -> None:
    draft.html = draft.html.replace("</svg>", "<g></g></svg>", 1)


WRONG = {
    "a cell that was never run": Wrong(
        "stream-report-vs", of_cells(never_run), notebook.every_cell_was_run, "never run"
    ),
    "a cell that failed": Wrong(
        "stream-report-vs", of_cells(failed), notebook.every_cell_was_run, "KeyError: 'stream'"
    ),
    "a table that a cell lost": Wrong(
        "stream-report-vs",
        output_lost("table(summaries.listing", "table"),
        notebook.every_call_left_output,
        "kind “table” and has 0",
    ),
    "a chart that a cell lost": Wrong(
        "stream-report-vs",
        output_lost("show(charts.provider_types", "chart"),
        notebook.every_call_left_output,
        "“chart”",
    ),
    "figures that a cell lost": Wrong(
        "stream-report-vs", of_cells(called_for_nothing), notebook.every_call_left_output, "“figures”"
    ),
    "an empty table that left no word": Wrong(
        "stream-report-cdr",
        output_lost("table(funds", "table"),
        notebook.every_call_left_output,
        "“table” and has 0",
    ),
    "a foot that is lost": Wrong(
        "stream-report-vs", output_lost("page.footer", "foot"), notebook.every_call_left_output, "“foot”"
    ),
    "a table of another caption": Wrong(
        "stream-report-vs",
        on_the_page("in the paper's order</caption>", "smallest first</caption>"),
        notebook.tables_and_charts_are_as_declared,
        "in the paper's order” is not on the page",
    ),
    "a table that the notebook does not know": Wrong(
        "stream-report-vs",
        on_the_page("</main>", "<table><caption>Table 9. Another</caption></table></main>"),
        notebook.tables_and_charts_are_as_declared,
        "“Another” is on the page, but not in the notebook",
    ),
    "a word that changed on its way to the page": Wrong(
        "stream-report-vs",
        on_the_page("gets most", "receives least"),
        notebook.outputs_are_unchanged,
        "is not on the page as it left it",
    ),
    "an output that the page swallowed": Wrong(
        "stream-report-vs",
        lambda draft: setattr(draft, "html", re.sub(r"<ul class=\"legend\">.*?</ul>", "", draft.html)),
        notebook.outputs_are_unchanged,
        "what cell",
    ),
    "another picture": Wrong(
        "stream-report-vs",
        picture_changed,
        charts_are_unchanged,
        "not as the notebook left it",
    ),
    "a headline for the index that is not the page's": Wrong(
        "annual-report",
        fact("headline", "All is well."),
        notebook.facts_are_on_the_page,
        "the index gets “All is well.”",
    ),
    "a heading for the index that is not the page's": Wrong(
        "stream-report-vs",
        fact("heading", "Grants"),
        notebook.facts_are_on_the_page,
        "the heading is “Victims' services",
    ),
    "a point for the index that is not the page's": Wrong(
        "annual-report",
        fact("points", ["All is well."]),
        notebook.facts_are_on_the_page,
        "the index gets the point “All is well.”",
    ),
}


@pytest.mark.parametrize("name", one_of_each(WRONG))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    faults = faults_found(WRONG[name], outputs, behind, tmp_path)
    assert any(WRONG[name].says in fault for fault in faults), faults
