"""Run all checks on the pages of a year before anyone sees them, and return every fault."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grantsdata.awards.documents.year import Year
from grantsdata.runs.figures.check import figures_agree_with_raw_files, numerals_are_traced, words_agree_with_figures
from grantsdata.runs.figures.claims.check import claims_are_true
from grantsdata.runs.figures.parts import main_parts_are_there
from grantsdata.runs.figures.readings import (
    awards_are_as_read,
    details_agree,
    findings_are_listed,
    printed_rows_agree,
    readings_that_differ,
    repairs_agree,
)
from grantsdata.runs.figures.records import records_agree
from grantsdata.runs.figures.required import main_points_are_made
from grantsdata.runs.figures.tables.chains import chains_agree
from grantsdata.runs.figures.tables.changes import changes_agree
from grantsdata.runs.figures.tables.returns import returns_agree
from grantsdata.runs.notebooks.executed import cells_unlike_source
from grantsdata.runs.qa import (
    arithmetic,
    charts,
    document,
    headlines,
    notebook,
    printed,
    totals,
)
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page, PageFault
from grantsdata.runs.qa.reading import accessibility, contents, labelled, links, narrowing, order
from grantsdata.runs.qa.reading.agreement import counts_agree_with_verbs
from grantsdata.runs.qa.reading.worded import nothing_is_missing, wordings_were_read

PAGE_CHECKS: tuple[Callable[[Page], list[str]], ...] = (
    notebook.every_cell_was_run,
    notebook.every_call_left_output,
    accessibility.everything_made_is_shown,
    notebook.tables_and_charts_are_as_declared,
    notebook.outputs_are_unchanged,
    charts.charts_are_unchanged,
    notebook.facts_are_on_the_page,
    *document.OF_EVERY_PAGE,
    document.title_has_the_year,
    document.size_is_within_limits,
    document.notebook_holds_nothing_private,
    contents.contents_are_the_headings,
    contents.tables_stand_in_their_sections,
    contents.lists_are_called_by_their_headings,
    contents.numbers_run_from_one,
    contents.nothing_that_is_read_is_hidden,
    contents.dates_are_as_they_say,
    order.rows_are_in_the_order_said,
    order.nothing_is_said_twice,
    narrowing.lists_are_narrowed_as_they_say,
    labelled.citations_name_what_is_above,
    labelled.marks_mean_what_they_say,
    labelled.judgements_are_marked,
    labelled.blanks_say_why,
    labelled.notes_say_who_else_pays,
    labelled.headings_are_over_their_own,
    labelled.names_lead_to_their_pages,
    labelled.styles_hide_no_words,
    links.frame_links_lead_where_they_say,
    accessibility.tables_are_marked_up,
    accessibility.tables_have_rows,
    accessibility.cells_name_their_columns,
    accessibility.wide_tables_become_cards,
    accessibility.tables_can_be_saved,
    arithmetic.totals_add_up,
    arithmetic.groups_add_up,
    arithmetic.differences_are_right,
    arithmetic.running_shares_are_right,
    arithmetic.implied_amounts_are_marked,
    charts.charts_are_described,
    charts.chart_amounts_are_in_tables,
    charts.bars_are_as_long_as_their_values,
    charts.charts_agree_with_tables,
    charts.texts_agree_with_bars,
    charts.legends_match_their_bars,
    charts.texts_name_their_parts,
    charts.rows_stand_together,
    charts.implied_parts_are_hatched,
    charts.rows_are_in_the_tables_order,
    charts.chart_texts_are_large_enough,
    charts.charts_stand_out,
    charts.charts_fit_the_window,
)
"""The checks that need only the page."""

CHECKS_AGAINST_AWARDS: tuple[Callable[[Page, PageData], list[str]], ...] = (
    totals.tables_agree_with_awards,
    arithmetic.movements_agree_with_totals,
    headlines.headline_figures_agree_with_awards,
    headlines.sentences_agree_with_awards,
    printed.printed_figures_agree,
    printed_rows_agree,
    details_agree,
    awards_are_as_read,
    findings_are_listed,
    repairs_agree,
    records_agree,
    chains_agree,
    changes_agree,
    returns_agree,
    charts.colours_mean_streams,
    charts.own_force_is_marked,
    figures_agree_with_raw_files,
    numerals_are_traced,
    words_agree_with_figures,
    main_points_are_made,
    main_parts_are_there,
    claims_are_true,
    labelled.sources_are_the_papers,
    labelled.groups_say_what_they_are_for,
    labelled.groups_hold_their_own,
    labelled.captions_name_columns,
    labelled.source_documents_are_complete,
    order.awards_are_in_the_papers_order,
    wordings_were_read,
    nothing_is_missing,
)
"""The checks that compare a page with its data."""

ALWAYS_THERE = ("../index.html", "run.json")
"""Files that a page links to and that are written after it: the index and the run record."""


def faults_of_page(page: Page, data: PageData | None = None) -> list[str]:
    """Return the faults of a page; its figures are compared with the awards if `data` is given.

    If the page or its notebook is incomplete, that is the only fault: nothing else can be checked.
    """
    incomplete = _incompleteness(page)
    if incomplete:
        return [incomplete]
    faults = [fault for check in PAGE_CHECKS for fault in check(page)]
    if data is not None:
        faults += [fault for check in CHECKS_AGAINST_AWARDS for fault in check(page, data)]
    return list(dict.fromkeys(faults))


@dataclass(frozen=True)
class Looked:
    """What was found on a page: its faults, and what a person should look at besides.

    The latter are verbs that seem not to agree with their counts, and headings with nothing below them. They hold no
    page back, since these rules guess.
    """

    faults: list[PageFault]
    unread: list[PageFault]


def look_at(
    folder: Path, year: Year, name: str, *, private: Sequence[str] = (), promised: Sequence[str] = ()
) -> Looked:
    """Check a page in a folder with its notebook; `name` is the page's, without ".html".

    The figures are derived anew with the parameters of its notebook. `private` are further texts that must not be
    published, besides the path of the project; `promised` are files of the set that will be written later. Raises the
    errors of `load_awards`.
    """
    page = Page(folder / f"{name}.html", [str(year.root), *private], (*ALWAYS_THERE, *promised))
    if not page.path.is_file() or not page.path.with_suffix(".ipynb").is_file():
        return Looked([PageFault(f"{year.year}/{name}", "the page or its notebook is not there")], [])
    if incomplete := _incompleteness(page):
        return Looked([PageFault(f"{year.year}/{name}", incomplete)], [])
    data = page_data(year, **page.parameters)
    faults = [*faults_of_page(page, data), *_faults_of_cells(page, year.root)]
    unread = [*counts_agree_with_verbs(page, data), *contents.headings_are_over_something(page)]
    return Looked(*([PageFault(f"{year.year}/{name}", text) for text in texts] for texts in (faults, unread)))


def faults_of_readings(year: Year, *, include_implied: bool = True) -> list[PageFault]:
    """Return where the two readings of a year's raw files differ. Raises the errors of `load_awards`."""
    data = page_data(year, include_implied=include_implied)
    return [PageFault(str(year.year), text) for text in readings_that_differ(data)]


def _incompleteness(page: Page) -> str | None:
    try:
        if not page.html.rstrip().endswith("</html>"):
            return "the page breaks off; expected </html> at its end"
        cells = page.cells
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        return f"the page or its notebook cannot be read ({type(error).__name__}: {error})"
    return None if cells or page.notebook is None else "its notebook has no cells"


def _faults_of_cells(page: Page, root: Path) -> list[str]:
    """Compare the executed cells with the notebook of the project, since a cell that was left out leaves no trace."""
    path = root / str((page.notebook or {}).get("metadata", {}).get("papermill", {}).get("input_path", ""))
    if not path.is_file():
        return ["its notebook does not say which notebook of the project it is the run of"]
    return cells_unlike_source(page.cells, json.loads(path.read_text(encoding="utf-8"))["cells"])
