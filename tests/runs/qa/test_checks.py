"""The proofs that every run makes of its pages before it publishes them: none of a good set, each of a spoilt one.

Pages are real ones, spoilt in known ways. Where a figure is made wrong it is so everywhere, on the page, in the table
that is saved and in the notebook, as a mistake of the program would make it: only the awards themselves then tell.
"""

import base64
import csv
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup
from page_checks import PAGE_CHECKS
from support.browsing import READER, YEAR
from support.cases import named
from support.reporting import REPOSITORY, add_year, copied_project, grantsdata
from system.test_browser_controls import DEFECTS, SEEN_IN_THE_BROWSER
from system.test_hostile_names import spoil as give_hostile_names

from grantsdata.awards.load import open_year
from grantsdata.runs.qa import (
    accessibility,
    arithmetic,
    document,
    headlines,
    notebook,
    printed,
    totals,
)
from grantsdata.runs.qa.checks import ALWAYS_THERE, CHECKS_AGAINST_AWARDS, faults_of_page, faults_of_set
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page

SMALL_YEAR = "2018-19"
SMALL = (
    ("GR", "Youth club", "Charity One", "£1,000"),
    ("GR", "Helpline", "Charity Two", "£2,500.50"),
    ("GR", "Night bus", "Charity One", ""),
    ("OUT", "Fete", "Village Hall", "£300"),
)
"""A total of £4,000 is printed for the first three, so that it implies £499.50 for the third."""


@pytest.fixture(scope="module")
def outputs(published: Path) -> Path:
    return published / "outputs" / YEAR


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year(YEAR, REPOSITORY))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a small year beside the other one, made without implied amounts; the pages that differ most."""
    project = copied_project(tmp_path_factory.mktemp("small") / "project")
    add_year(project, SMALL, total="£4,000", themes=True)
    entries = "".join(
        f'[[reports]]\nnotebook = "{name}"\n' for name in ("annual-report", "board-paper", "year-on-year")
    )
    (project / "notebooks" / "reports.toml").write_text(entries, encoding="utf-8")
    of_one = ("--notebook", "provider-report", "-p", "provider", "Charity One")
    for more in ((), of_one):
        done = grantsdata(project, "report", SMALL_YEAR, *more, "-p", "include_implied", "False")
        assert done.returncode == 0, done.stderr
    return project


# ---- A good set has no fault ------------------------------------------------------------------------


def told(project: Path, year: str, **options: Any) -> list[str]:
    return [str(one) for one in faults_of_set(project / "outputs" / year, open_year(year, project), **options)]


def test_a_good_set_has_no_fault_and_is_proved_in_three_seconds(published: Path) -> None:
    """Seconds of the processor, since other tests may run beside this one."""
    before = time.process_time()
    assert told(published, YEAR, private=[READER]) == []
    assert time.process_time() - before < 3


@pytest.mark.proof
def test_a_small_set_without_implied_amounts_has_no_fault(small: Path) -> None:
    pages = sorted(path.stem for path in (small / "outputs" / SMALL_YEAR).glob("*.html"))
    assert pages == ["annual-report", "board-paper", "provider-report-charity-one", "year-on-year"]
    assert told(small, SMALL_YEAR, include_implied=False) == []


@pytest.mark.proof
@pytest.mark.parametrize("year", [YEAR, SMALL_YEAR])
@pytest.mark.parametrize("include_implied", [True, False])
def test_no_good_set_has_a_fault(year: str, include_implied: bool, tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    add_year(project, SMALL, total="£4,000", themes=True)
    assert grantsdata(project, "report", year, "-p", "include_implied", str(include_implied)).returncode == 0
    for one in (("provider", "Cambridgeshire Constabulary"), ("provider_type", "local government")):
        which = ("--notebook", "provider-report", "-p", *one, "-p", "include_implied", str(include_implied))
        assert grantsdata(project, "report", year, *which).returncode == 0
    assert told(project, year, include_implied=include_implied) == []


@pytest.mark.proof
def test_names_that_carry_code_make_no_fault(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    give_hostile_names(project)
    assert grantsdata(project, "report", YEAR).returncode == 0
    assert told(project, YEAR) == []


@pytest.mark.proof
def test_odd_awards_make_no_fault(tmp_path: Path) -> None:
    """Money that comes back, an award twice, nothing stated in a fund, a body called None, a name that tells a sum."""
    project = copied_project(tmp_path / "project")
    odd = [
        ("GR", "Youth club", "Charity One", "£1,000"),
        ("GR", "Youth club", "Charity One", "£1,000"),
        ("GR", "Refund", "Charity Two", "(£250.25)"),
        ("GR", "Support: £5, 3 awards", "None", "£0"),
        ("GR", "Help £1,000 each", "NA", "£300.10 (match funded)"),
        ("GR", "Nobody", "", "£12,000"),
        ("GR", "=1+1", "@home", "£9,999.99"),
        ("GR", "Crimestoppers", "Crimestoppers", "£25,791"),
        ("GR", "Tackling rural crime in Cambs", "Cambridgeshire Constabulary", "£12,000"),
        ("OUT", "Silent", "Village Hall", ""),
    ]
    add_year(project, odd, budget="£1m", own_force="Cambridgeshire Constabulary")
    assert grantsdata(project, "report", SMALL_YEAR).returncode == 0
    assert told(project, SMALL_YEAR) == []


def test_every_table_of_awards_says_which_awards_it_is_about(outputs: Path) -> None:
    """Otherwise it would pass since nobody looks. The rows behind the findings are as many as the findings name."""
    not_proved = {path.stem: totals.unchecked_tables(Page(path)) for path in outputs.glob("*.html")}
    assert {name: its for name, its in not_proved.items() if its} == {
        "reconciliation": ["The rows behind the findings"]
    }


def test_the_pages_of_this_paper_are_small(outputs: Path) -> None:
    """Far below what a page may have at most."""
    assert {path.stem: path.stat().st_size for path in outputs.glob("*.html") if path.stat().st_size > 400_000} == {}


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


# ---- How to spoil a page ----------------------------------------------------------------------------


class Draft:
    """A page that is to be spoilt: its HTML, and its notebook as JSON."""

    def __init__(self, good: Path) -> None:
        self.html = good.read_text(encoding="utf-8")
        self.notebook = json.loads(good.with_suffix(".ipynb").read_text(encoding="utf-8"))

    def write(self, folder: Path, name: str) -> Page:
        path = folder / YEAR / f"{name}.html"
        path.parent.mkdir()
        path.write_text(self.html, encoding="utf-8", newline="\n")
        path.with_suffix(".ipynb").write_text(json.dumps(self.notebook), encoding="utf-8")
        return Page(path, private=[READER], promised=ALWAYS_THERE)

    def outputs(self) -> Iterator[dict[str, Any]]:
        yield from (output for cell in self.notebook["cells"] for output in cell.get("outputs", []))


Spoil = Callable[[Draft], object]


def changed(text: str, old: str, new: str, saved: tuple[str, str]) -> str:
    """Another text, shown and in the CSV files that the text holds."""

    def other(found: "re.Match[str]") -> str:
        lines = base64.b64decode(found[2]).decode("utf-8-sig").replace(*saved)
        return found[1] + base64.b64encode(lines.encode("utf-8-sig")).decode()

    return re.sub(r"(data:text/csv[^,]*,)([A-Za-z0-9+/=]+)", other, text.replace(old, new))


def in_table(caption: str, old: str, new: str, *saved: str) -> Spoil:
    """One table tells something else throughout: on the page, where it is saved, and in the notebook."""

    def spoil(draft: Draft) -> None:
        begin = draft.html.index(f"{caption}</caption>")
        end = draft.html.index("Save as CSV</a>", begin)
        part = draft.html[begin:end]
        pair = (saved[0], saved[1]) if saved else (old, new)
        other = changed(part, old, new, pair)
        assert old in part and other != part
        draft.html = draft.html[:begin] + other + draft.html[end:]
        for output in draft.outputs():
            if output.get("metadata", {}).get("grantsdata", {}).get("caption") == caption:
                output["data"]["text/html"] = changed("".join(output["data"]["text/html"]), old, new, pair)

    return spoil


def everywhere(old: str, new: str) -> Spoil:
    """A text of the prose is another, on the page and in the notebook."""

    def spoil(draft: Draft) -> None:
        assert old in draft.html
        draft.html = draft.html.replace(old, new)
        for output in draft.outputs():
            for kind, text in output.get("data", {}).items():
                output["data"][kind] = "".join(text).replace(old, new)
            facts = output.get("metadata", {}).get("grantsdata", {})
            facts |= json.loads(json.dumps(facts, ensure_ascii=False).replace(old, new))

    return spoil


def on_the_page(old: str, new: str) -> Spoil:
    """The page alone tells something else, once."""

    def spoil(draft: Draft) -> None:
        assert old in draft.html
        draft.html = draft.html.replace(old, new, 1)

    return spoil


def without_a_row(caption: str, head: str) -> Spoil:
    """A table loses a row throughout, as if an award or a kind of awards had been forgotten."""

    def spoil(draft: Draft) -> None:
        row = next(
            found[0]
            for found in re.finditer(r"<tr>.*?</tr>", draft.html[draft.html.index(f"{caption}</caption>") :], re.DOTALL)
            if re.search(rf"<th[^>]*>{re.escape(head)}<", found[0])
        )
        begin = draft.html.index(f"{caption}</caption>")
        link = re.compile(r"data:text/csv[^,]*,([A-Za-z0-9+/=]+)").search(draft.html, begin)
        assert link
        lines = base64.b64decode(link[1]).decode("utf-8-sig").splitlines(keepends=True)
        left = [line for line in lines if next(csv.reader([line]))[0] != head and f",{head}," not in line]
        assert len(left) == len(lines) - 1
        data = base64.b64encode("".join(left).encode("utf-8-sig")).decode()
        draft.html = draft.html[:begin] + draft.html[begin:].replace(row, "", 1).replace(link[1], data, 1)

    return spoil


def of_cells(change: Callable[[list[dict[str, Any]]], object]) -> Spoil:
    return lambda draft: change(draft.notebook["cells"])


def first_with(cells: list[dict[str, Any]], words: str) -> dict[str, Any]:
    return next(cell for cell in cells if cell["cell_type"] == "code" and words in "".join(cell["source"]))


def output_lost(words: str, kind: str) -> Spoil:
    """A cell that was run has lost an output, and so has the page: as if a call had been swallowed."""

    def change(cells: list[dict[str, Any]]) -> None:
        cell = first_with(cells, words)
        lost = [one for one in cell["outputs"] if one["metadata"].get("grantsdata", {}).get("kind") == kind]
        cell["outputs"].remove(lost[0])

    return of_cells(change)


def never_run(cells: list[dict[str, Any]]) -> None:
    first_with(cells, "table(")["execution_count"] = None


def failed(cells: list[dict[str, Any]]) -> None:
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'stream'", "traceback": []}
    first_with(cells, "table(")["outputs"] = [error]


def fact(name: str, value: Any) -> Spoil:
    """The notebook tells the index something that its page does not say."""

    def spoil(draft: Draft) -> None:
        for output in draft.outputs():
            facts = output["metadata"].get("grantsdata", {})
            if name in facts:
                facts[name] = value

    return spoil


def picture_changed(draft: Draft) -> None:
    data = re.search(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", draft.html)
    assert data
    drawing = base64.b64decode(data[1]).decode().replace("</svg>", "<g/></svg>")
    draft.html = draft.html.replace(data[1], base64.b64encode(drawing.encode()).decode())


def told_by_the_notebook(text: str) -> Spoil:
    def change(cells: list[dict[str, Any]]) -> None:
        cells[-1]["outputs"].append({"output_type": "stream", "name": "stderr", "text": [text]})

    return of_cells(change)


def about(caption: str, of: dict[str, Any]) -> Spoil:
    """The notebook says of a table that it is about other awards."""

    def spoil(draft: Draft) -> None:
        for output in draft.outputs():
            facts = output["metadata"].get("grantsdata", {})
            if facts.get("caption") == caption:
                facts["of"] = of

    return spoil


# ---- The defects ------------------------------------------------------------------------------------


class Wrong(NamedTuple):
    """What is done to which page, the proof that has to see it, and a part of what that says."""

    page: str
    spoil: Spoil
    proof: Callable[..., list[str]]
    says: str


AWARDS, FIGURES = totals.tables_agree_with_awards, headlines.headline_figures_agree_with_awards
SENTENCES, PRINTED = headlines.sentences_agree_with_awards, printed.printed_figures_agree
TYPES, PAYEES = "Awards by provider type", "Awards by the body that is paid"
LISTED, THEMED = "Every award of this stream, in the paper's order", "Every award by theme"

WRONG = {
    # The notebook and its page
    "a cell that was never run": Wrong(
        "stream-report-vs", of_cells(never_run), notebook.every_cell_was_run, "never run"
    ),
    "a cell that failed": Wrong(
        "stream-report-vs", of_cells(failed), notebook.every_cell_was_run, "KeyError: 'stream'"
    ),
    "a table that a cell lost": Wrong(
        "stream-report-vs",
        output_lost("table(ranked", "table"),
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
        "stream-report-vs", output_lost("key_figures", "figures"), notebook.every_call_left_output, "“figures”"
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
        on_the_page("largest first</caption>", "smallest first</caption>"),
        notebook.tables_and_charts_are_as_declared,
        "largest first” is not on the page",
    ),
    "a table that the notebook does not know": Wrong(
        "stream-report-vs",
        on_the_page("</main>", "<table><caption>Table 9. Another</caption></table></main>"),
        notebook.tables_and_charts_are_as_declared,
        "“Another” is on the page, but not in the notebook",
    ),
    "a word that changed on its way to the page": Wrong(
        "stream-report-vs",
        on_the_page("receives most", "receives least"),
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
        notebook.outputs_are_unchanged,
        "a picture or a saved table",
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
    "a figure for the index that is not the page's": Wrong(
        "annual-report",
        fact("figures", [["All awards", "£2,283,509", "35 awards"]]),
        notebook.facts_are_on_the_page,
        "£2,283,509",
    ),
    # Privacy
    "a path in a warning": Wrong(
        "stream-report-vs",
        told_by_the_notebook("/tmp/ipykernel_17/1.py:1: UserWarning: x"),
        document.notebook_holds_nothing_private,
        "/tmp/ipykernel_17",
    ),
    "who ran the notebook": Wrong(
        "stream-report-vs", told_by_the_notebook(f"by {READER}"), document.notebook_holds_nothing_private, READER
    ),
    "the folder of another system": Wrong(
        "stream-report-vs",
        told_by_the_notebook("in C:\\Users\\Anna\\grants"),
        document.notebook_holds_nothing_private,
        "C:\\Users\\Anna",
    ),
    # Tables as they are saved
    "a saved text that is another": Wrong(
        "stream-report-vs",
        in_table("Providers of this stream, largest first", "scope", "scope", "police", "health"),
        accessibility.tables_can_be_saved,
        "police",
    ),
    "a saved amount in the wrong column": Wrong(
        "year-on-year",
        in_table("Sums by stream", "Stream", "Stream", "10,961260.00", "961260.00,10"),
        accessibility.tables_can_be_saved,
        "Victims' services, 10, £961,260",
    ),
    # Arithmetic of the page alone
    "a total that is a penny less": Wrong(
        "annual-report",
        in_table(PAYEES, "£2,283,508 ", "£2,283,507.99 ", "Total,35,2283508.00", "Total,35,2283507.99"),
        arithmetic.totals_add_up,
        "shows £2,283,507.99; its rows add up to £2,283,508",
    ),
    "a total of awards that is one less": Wrong(
        "annual-report",
        in_table(PAYEES, ">35<", ">34<", "Total,35,", "Total,34,"),
        arithmetic.totals_add_up,
        "column “Awards”: shows 34; its rows add up to 35",
    ),
    "a total that is not there": Wrong(
        "stream-report-vs",
        in_table("This stream by provider type", ">£961,260<", "><", "Total,10,961260.00", "Total,10,"),
        arithmetic.totals_add_up,
        "shows nothing; its rows add up to £961,260",
    ),
    "a group that is another sum": Wrong(
        "board-paper",
        in_table(THEMED, "£617,791, 7 awards", "£617,971, 7 awards"),
        arithmetic.groups_add_up,
        "its rows add up to £617,791",
    ),
    "a group that is another number": Wrong(
        "board-paper",
        in_table(THEMED, "£617,791, 7 awards", "£617,791, 8 awards"),
        arithmetic.groups_add_up,
        "its rows are 7 awards",
    ),
    "a difference that is another": Wrong(
        "board-paper",
        in_table("Printed totals beside ours", "−£10,000", "−£20,000", "-10000.00", "-20000.00"),
        arithmetic.differences_are_right,
        "shows −£20,000; expected −£10,000",
    ),
    "a rest of the budget with another sign": Wrong(
        "annual-report",
        in_table("From the budget to the awards", "−£22,248", "£22,248", "-22248.00", "22248.00"),
        arithmetic.differences_are_right,
        "shows £22,248; expected −£22,248",
    ),
    "streams that do not make their total": Wrong(
        "annual-report",
        in_table("The budget by provider type and stream", "£532,195", "£532,194", ",532195.00", ",532194.00"),
        arithmetic.differences_are_right,
        "row “police”, column “Total”: shows £587,195; expected £587,194",
    ),
    "a running share that stands still": Wrong(
        "stream-report-vs",
        in_table("Providers of this stream, largest first", "100.0%", "99.0%", "1.000000", "0.990000"),
        arithmetic.running_shares_are_right,
        "shows 99.0%; expected 100.0%",
    ),
    "an implied amount without its mark": Wrong(
        "board-paper",
        in_table(THEMED, ' <span class="implied">implied</span></td>', "</td>"),
        arithmetic.implied_amounts_are_marked,
        "marked “”; expected “implied”",
    ),
    "a mark of another amount": Wrong(
        "annual-report",
        in_table(PAYEES, "£10,000 implied", "£1,000 implied"),
        arithmetic.implied_amounts_are_marked,
        "marked “£1,000 implied”; expected “£10,000 implied”",
    ),
    # Against the awards
    "a sum that is wrong throughout, and its total with it": Wrong(
        "annual-report",
        lambda draft: [
            in_table(PAYEES, "£50,000<", "£50,001<", ",50000.00", ",50001.00")(draft),
            in_table(PAYEES, "£2,283,508 ", "£2,283,509 ", "2283508.00", "2283509.00")(draft),
        ],
        AWARDS,
        "shows £50,001; by the data it is £50,000",
    ),
    "a number of awards that is wrong throughout": Wrong(
        "stream-report-vs",
        in_table(
            "This stream by provider type",
            'police</th><td class="n">3',
            'police</th><td class="n">4',
            "police,3,",
            "police,4,",
        ),
        AWARDS,
        "row “police”, column “Awards”: shows 4; by the data it is 3",
    ),
    "a share of something else": Wrong(
        "stream-report-vs",
        in_table("This stream by provider type", "scope", "scope", "0.553643", "0.553648"),
        AWARDS,
        "column “Share of the money”",
    ),
    "an implied part that is left out": Wrong(
        "annual-report",
        in_table(PAYEES, "scope", "scope", "2283508.00,10000.00", "2283508.00,0.00"),
        AWARDS,
        "shows 0.00; by the data it is £10,000",
    ),
    "an award that is left out of its list": Wrong(
        "stream-report-vs",
        without_a_row(LISTED, "Restorative Justice Hub"),
        AWARDS,
        "no row for the award “Restorative Justice Hub” of £52,750",
    ),
    "an award of another amount": Wrong(
        "stream-report-vs",
        in_table(LISTED, "£52,750", "£52,570", "52750.00", "52570.00"),
        AWARDS,
        "row “Restorative Justice Hub”: shows an award that is not in the data",
    ),
    "an award under another body": Wrong(
        "annual-report",
        in_table("Awards with other contributors", "Cambridgeshire", "Lincolnshire"),
        AWARDS,
        "shows an award that is not in the data, or not as it is there",
    ),
    "a kind of body that is forgotten": Wrong(
        "annual-report", without_a_row(TYPES, "health"), AWARDS, "in no row is the award “Victim Pathfinders"
    ),
    "a stream of the breakdown with another's sum": Wrong(
        "annual-report",
        in_table("The budget by provider type and stream", "£532,195", "£523,195", "532195.00", "523195.00"),
        AWARDS,
        "row “police”, column “Victims' services”: shows £523,195; by the data it is £532,195",
    ),
    "a largest award that is not the largest": Wrong(
        "annual-report",
        in_table("The smallest, the middle and the largest award", "£446,000", "£440,000", "446000.00", "440000.00"),
        AWARDS,
        "row “largest”: shows £440,000; by the data it is £446,000",
    ),
    "a table that is about other awards": Wrong(
        "disclosure",
        about("Contracts: what is on record", {"arrangement": "Grant agreement"}),
        AWARDS,
        "no row for the award “Victim and Witness Hub Initial Referral provision”",
    ),
    "a table about a column that there is not": Wrong(
        "disclosure", about("Contracts: what is on record", {"arangement": "Single tender"}), AWARDS, "'arangement'"
    ),
    "an empty table of awards that there are": Wrong(
        "stream-report-vs",
        lambda draft: first_with(draft.notebook["cells"], "page.footer")["outputs"].append(
            {"metadata": {"grantsdata": {"kind": "table", "caption": "None", "empty": True, "of": {"theme": True}}}}
        ),
        AWARDS,
        "table “None”: is empty, but 25 awards belong in it",
    ),
    "a duty that bears on more awards than there are": Wrong(
        "disclosure",
        in_table(
            "What is asked for, and how much of it is on record",
            'over £10,000</td><td class="n">5<',
            'over £10,000</td><td class="n">6<',
            'over £10,000",5,',
            'over £10,000",6,',
        ),
        AWARDS,
        "row “contract”, column “Asked for”: shows 6; by the data it is 5",
    ),
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
    "a printed total that is another": Wrong(
        "board-paper",
        in_table("Printed totals beside ours", "£1,322,248", "£1,322,284", "1322248.00", "1322284.00"),
        PRINTED,
        "by the data it is £1,322,248",
    ),
    "awards against a budget that are others'": Wrong(
        "annual-report",
        in_table("From the budget to the awards", "£961,260", "£961,620", "961260.00", "961620.00"),
        PRINTED,
        "column “Awarded”",
    ),
    "ours beside the printed figure that are not": Wrong(
        "reconciliation",
        in_table(
            "Every total and budget that the paper prints, beside ours",
            "£1,312,248",
            "£1,322,248",
            "1312248.00",
            "1322248.00",
        ),
        PRINTED,
        "column “Ours”",
    ),
}


def one_of_each(checks: dict[str, Any]) -> list[Any]:
    """Names of spoilt pages: one for each check, and as proofs the others."""
    return named({name: name for name in checks}, *{check: name for name, check in checks.items()}.values())


@pytest.mark.parametrize("name", one_of_each({name: wrong.proof for name, wrong in WRONG.items()}))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    wrong = WRONG[name]
    draft = Draft(outputs / f"{wrong.page}.html")
    wrong.spoil(draft)
    page = draft.write(tmp_path, wrong.page)
    faults = wrong.proof(page, behind) if wrong.proof in CHECKS_AGAINST_AWARDS else wrong.proof(page)
    assert any(wrong.says in fault for fault in faults), faults


WITHOUT_A_BROWSER = {name: defect.check for name, defect in DEFECTS.items() if defect.check not in SEEN_IN_THE_BROWSER}


@pytest.mark.parametrize("name", one_of_each(WITHOUT_A_BROWSER))
def test_the_defect_is_caught_without_a_browser(name: str, outputs: Path, tmp_path: Path) -> None:
    defect = DEFECTS[name]
    soup = BeautifulSoup((outputs / "annual-report.html").read_text(encoding="utf-8"), "html.parser")
    defect.spoil(soup)
    draft = Draft(outputs / "annual-report.html")
    draft.html = str(soup)
    faults = defect.check(draft.write(tmp_path, "annual-report"))
    assert any(defect.says in fault for fault in faults), faults


def test_a_page_that_is_only_written_anew_is_as_good(outputs: Path, behind: PageData, tmp_path: Path) -> None:
    """Otherwise a proof that always complains would pass for one that sees."""
    draft = Draft(outputs / "board-paper.html")
    draft.html = str(BeautifulSoup(draft.html, "html.parser"))
    page = draft.write(tmp_path, "board-paper")
    assert faults_of_page(page, behind) == []


@pytest.mark.proof
def test_movements_that_are_not_as_many_as_listed_are_caught(small: Path, tmp_path: Path) -> None:
    """All 35 awards of the other year ended, and the four of this one are new."""
    notebook = small / "outputs" / SMALL_YEAR
    draft = Draft(notebook / "year-on-year.html")
    in_table("What became of the awards", '<td class="n">4<', '<td class="n">5<', ",4,", ",5,")(draft)
    page = draft.write(tmp_path, "year-on-year")
    behind = page_data(open_year(SMALL_YEAR, small), include_implied=False)
    faults = arithmetic.movements_agree_with_totals(page, behind)
    assert "table “new”, column “Awards”: shows 5; its list has 4 rows" in faults
    assert arithmetic.movements_agree_with_totals(Page(notebook / "year-on-year.html"), behind) == []


def test_each_proof_has_its_control() -> None:
    tried = {wrong.proof for wrong in WRONG.values()} | set(WITHOUT_A_BROWSER.values())
    tried.add(arithmetic.movements_agree_with_totals)
    assert {*PAGE_CHECKS, *CHECKS_AGAINST_AWARDS} - tried == set()


# ---- The whole set ----------------------------------------------------------------------------------


@pytest.fixture
def copied(published: Path, tmp_path: Path) -> Path:
    """A copy of the project with its published set, to spoil."""
    return Path(shutil.copytree(published, tmp_path / "copy"))


def only_fault(project: Path, *names: str) -> str:
    (fault,) = told(project, YEAR, names=names or ("stream-report-yf",))
    return fault


def test_a_page_that_is_not_there_is_missed(copied: Path) -> None:
    assert only_fault(copied, "annual-report-2") == f"{YEAR}/annual-report-2: the page or its notebook is not there"
    (copied / "outputs" / YEAR / "stream-report-yf.ipynb").unlink()
    assert only_fault(copied) == f"{YEAR}/stream-report-yf: the page or its notebook is not there"


def test_a_page_that_is_cut_short_has_that_one_fault(copied: Path) -> None:
    page = copied / "outputs" / YEAR / "stream-report-yf.html"
    page.write_bytes(page.read_bytes()[:5000])
    assert "the page breaks off; expected </html> at its end" in only_fault(copied)


def test_a_notebook_that_is_cut_short_has_that_one_fault(copied: Path) -> None:
    notebook = copied / "outputs" / YEAR / "stream-report-yf.ipynb"
    notebook.write_bytes(notebook.read_bytes()[:5000])
    assert "cannot be read (JSONDecodeError" in only_fault(copied)


def test_a_page_in_another_encoding_has_that_one_fault(copied: Path) -> None:
    page = copied / "outputs" / YEAR / "stream-report-yf.html"
    page.write_bytes(page.read_text(encoding="utf-8").encode("cp1252", "replace"))
    assert "cannot be read (UnicodeDecodeError" in only_fault(copied)


def test_a_cell_that_was_left_out_of_the_run_is_missed(copied: Path) -> None:
    """It leaves no trace in what was run, so that the notebook itself has to be asked."""
    path = copied / "outputs" / YEAR / "stream-report-yf.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].remove(first_with(notebook["cells"], "table(funds[columns]"))
    path.write_text(json.dumps(notebook), encoding="utf-8")
    faults = told(copied, YEAR, names=["stream-report-yf"])
    assert any("of the notebook is not in what was run: “funds = gd.load_separate_funds" in fault for fault in faults)


def test_a_cell_that_is_not_in_the_notebook_is_found(copied: Path) -> None:
    path = copied / "notebooks" / "stream-report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["cells"][-1]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert "1 cells were run that are not in the notebook" in only_fault(copied)


def test_data_that_changed_after_the_run_is_noticed(copied: Path) -> None:
    """The pages are true of the old data, and no longer of the new."""
    raw = copied / "data" / "raw" / YEAR / "victims-services.csv"
    text = raw.read_text(encoding="utf-8")
    assert text.count("£52,750") == 1
    raw.write_text(text.replace("£52,750", "£52,751"), encoding="utf-8", newline="\n")
    faults = told(copied, YEAR)
    assert any("headline figure “All awards”: shows “£2,283,508" in fault for fault in faults)
    assert any("data/awards.csv: 35 awards of £2,283,508; by the data there are 35 of £2,283,509" in f for f in faults)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("awards.csv", ",5275000,", ",5275001,", "35 awards of £2,283,508.01; by the data there are 35 of £2,283,508"),
        ("awards.csv", "2017-18-VS-restorative", "2017-18-VS-other", "the first that differs: 2017-18-VS-other"),
        ("by-stream.csv", ",961260.00", ",961260.01", "its parts are 35 awards of £2,283,508.01"),
        ("by-payee.csv", "Peterborough City Council,3,", "Peterborough City Council,4,", "its parts are 36 awards"),
    ],
)
def test_a_table_beside_the_pages_that_is_wrong_is_found(
    name: str, old: str, new: str, says: str, copied: Path
) -> None:
    path = copied / "outputs" / YEAR / "data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    fault = only_fault(copied)
    assert fault.startswith(f"{YEAR}/data/{name}: ") and says in fault


def test_tables_beside_the_pages_that_are_lost_are_missed(copied: Path) -> None:
    for name in ("awards.csv", "awards.parquet"):
        (copied / "outputs" / YEAR / "data" / name).unlink()
    faults = told(copied, YEAR)
    assert [fault.partition(";")[0] for fault in faults] == [
        f"{YEAR}/data/awards.csv: 0 awards of £0",
        f"{YEAR}/data/awards.parquet: 0 awards of £0",
    ]


def test_tables_without_the_implied_amount_are_not_those_of_pages_with_it(copied: Path) -> None:
    faults = told(copied, YEAR, include_implied=False)
    assert faults and all(fault.startswith(f"{YEAR}/data/") for fault in faults)


def test_a_page_may_lead_to_the_index_before_that_is_written(copied: Path) -> None:
    (copied / "outputs" / "index.html").unlink()
    assert told(copied, YEAR) == []


# ---- What the proofs are made of --------------------------------------------------------------------


def test_a_name_that_is_also_a_word_gives_nobody_away(
    monkeypatch: pytest.MonkeyPatch, outputs: Path, tmp_path: Path
) -> None:
    """A service may run as "grants" on a host called "police"; a name with a figure or a hyphen is no word."""
    monkeypatch.setattr("getpass.getuser", lambda: "grants")
    monkeypatch.setattr("socket.gethostname", lambda: "police")
    draft = Draft(outputs / "stream-report-yf.html")
    on_the_page("</main>", "<p>grants for police</p></main>")(draft)
    assert document.page_holds_nothing_private(draft.write(tmp_path, "a")) == []
    monkeypatch.setattr("socket.gethostname", lambda: "vm-grants-01")
    on_the_page("</main>", "<p>made on vm-grants-01 by grants@host</p></main>")(draft)
    (tmp_path / YEAR).rename(tmp_path / "before")
    faults = document.page_holds_nothing_private(draft.write(tmp_path, "a"))
    assert faults == ["the user “grants”", "the host “vm-grants-01”"]
