"""A year's pages, before anybody sees them → everything that is wrong with them."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from grantsdata.runs.notebooks.executed import not_of
from grantsdata.runs.notebooks.parameters import TAG, parameters_in
from grantsdata.runs.qa import (
    accessibility,
    arithmetic,
    document,
    headlines,
    notebook,
    printed,
    totals,
)
from grantsdata.runs.qa.expected import Behind, Source
from grantsdata.runs.qa.files import faults_of_tables
from grantsdata.runs.qa.page import Page, PageFault
from grantsdata.sources.files.project import project_folder

PROOFS: tuple[Callable[[Page], list[str]], ...] = (
    notebook.every_cell_was_run,
    notebook.every_call_left_its_output,
    accessibility.it_shows_all_that_its_notebook_made,
    notebook.its_tables_and_charts_are_those_declared,
    notebook.its_pieces_are_as_the_notebook_left_them,
    notebook.its_facts_stand_on_it,
    document.its_language_is_british_english,
    document.its_title_has_the_year,
    document.its_headings_are_in_order,
    document.nothing_runs_in_it,
    document.nothing_in_it_is_from_outside,
    document.its_links_lead_somewhere,
    document.it_is_small,
    document.nothing_in_it_is_private,
    document.nothing_in_its_notebook_is_private,
    accessibility.its_tables_are_marked_up,
    accessibility.its_tables_have_rows,
    accessibility.its_tables_can_be_saved,
    arithmetic.its_totals_add_up,
    arithmetic.its_groups_add_up,
    arithmetic.its_differences_are_right,
    arithmetic.its_running_shares_run,
    arithmetic.its_implied_amounts_are_marked,
    accessibility.its_charts_are_described,
    accessibility.its_descriptions_tell_figures_of_its_tables,
)
"""What every page has to be, by itself."""

AGAINST_THE_AWARDS: tuple[Callable[[Page, Behind], list[str]], ...] = (
    totals.its_tables_agree_with_the_awards,
    arithmetic.its_movements_agree_with_their_totals,
    headlines.its_headline_figures_agree_with_the_awards,
    headlines.its_sentences_agree_with_the_awards,
    printed.its_printed_figures_agree,
)
"""What a page has to be beside the data that it tells of."""

ALWAYS_THERE = ("../index.html", "run.json")
"""What a page links to that is written after the pages: the index and the run record."""


def faults_of_page(page: Page, behind: Behind | None = None) -> list[str]:
    """All that is wrong with a page; its figures are set against the awards if `behind` is given.

    A page that is cut short, or whose notebook is, has that one fault: nothing else can be told of it.
    """
    cut = _cut_short(page)
    if cut:
        return [cut]
    faults = [fault for proof in PROOFS for fault in proof(page)]
    if behind is not None:
        faults += [fault for proof in AGAINST_THE_AWARDS for fault in proof(page, behind)]
    return list(dict.fromkeys(faults))


def faults_of_set(
    folder: Path,
    year: str,
    names: Iterable[str] | None = None,
    *,
    include_implied: bool = True,
    private: Sequence[str] = (),
    promised: Sequence[str] = (),
    with_tables: bool = True,
    project: str | Path | None = None,
) -> list[PageFault]:
    """All that is wrong with the pages in a folder, each with its notebook, and with the tables in its folder `data`.

    The tables are looked at if `with_tables`. `names` are the pages to look at, without ".html", by default all that
    are there; each has to be there. The data is read afresh, for each page with the parameters of its own notebook, and
    for the tables with `include_implied`. `private` are texts of this machine that must not be published, beside the
    project's folder; `promised` are files of the set that are not there yet. Errors as `load_awards`, if
    the raw data is at fault.
    """
    root = project_folder(project)
    listed = sorted(path.stem for path in folder.glob("*.html")) if names is None else list(names)
    source = Source(root)
    faults = []
    for name in listed:
        page = Page(folder / f"{name}.html", [str(root), *private], (*ALWAYS_THERE, *promised))
        if not page.path.is_file() or not page.path.with_suffix(".ipynb").is_file():
            faults.append(PageFault(f"{year}/{name}", "the page or its notebook is not there"))
            continue
        cut = _cut_short(page)
        behind = None if cut else source.behind(year, **_parameters(page))
        faults += [PageFault(f"{year}/{name}", fault) for fault in faults_of_page(page, behind)]
        faults += [] if cut else [PageFault(f"{year}/{name}", fault) for fault in _not_of_its_notebook(page, root)]
    downloads = folder / "data"
    if with_tables and downloads.is_dir():
        awards = source.behind(year, include_implied=include_implied).awards
        faults += [PageFault(f"{year}/data/{file}", text) for file, text in faults_of_tables(downloads, awards)]
    return faults


def _cut_short(page: Page) -> str | None:
    try:
        if not page.html.rstrip().endswith("</html>"):
            return "the page ends before its end; expected </html> as the last of it"
        cells = page.cells
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        return f"the page or its notebook cannot be read ({type(error).__name__}: {error})"
    return None if cells or page.notebook is None else "its notebook has no cells"


def _parameters(page: Page) -> dict[str, Any]:
    """Which data its notebook was run on; papermill's cell of parameters comes after the defaults."""
    values: dict[str, Any] = {}
    for cell in page.cells:
        if {TAG, "injected-parameters"} & set(cell.get("metadata", {}).get("tags", [])):
            values |= parameters_in("".join(cell["source"]))
    return {name: values[name] for name in ("include_implied", "period", "compare_with") if name in values}


def _not_of_its_notebook(page: Page, root: Path) -> list[str]:
    """A cell that was left out would leave no trace in what was run."""
    path = root / str((page.notebook or {}).get("metadata", {}).get("papermill", {}).get("input_path", ""))
    if not path.is_file():
        return ["its notebook does not say which notebook of the project it is the run of"]
    return not_of(page.cells, json.loads(path.read_text(encoding="utf-8"))["cells"])
