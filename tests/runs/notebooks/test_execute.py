"""The whole way from the raw tables to the page, with real kernels: what readers get, what failures leave behind."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from support.reporting import (
    APPROPRIATE_ADULTS,
    CRIME,
    REPOSITORY,
    THE_35_AWARDS,
    VICTIMS,
    add_year,
    copied_project,
    grantsdata,
    python,
)

from grantsdata.cli.main import main
from grantsdata.runs.notebooks.execute import export_page

YEAR = "2017-18"
ONE = ("report", YEAR, "--notebook", "annual-report")
"""One report is enough here; the whole set is for `test_publish`."""
PAGE = f"outputs/{YEAR}/annual-report.html"
NOTEBOOK = f"outputs/{YEAR}/annual-report.ipynb"
FORMER_PAGE, FORMER_NOTEBOOK = b"<p>The page of last time</p>", b'{"cells": []}'
READER = "zaphod-the-reader"
MARK = "£10,000 implied"

# ---- Real runs, two at a time, each made once for all tests -------------------------------------------


class Run(NamedTuple):
    """A command that was run on a project of its own."""

    project: Path
    done: CompletedProcess[str]

    @property
    def page(self) -> Path:
        return self.project / PAGE


def former_report(project: Path) -> None:
    """A report that was published before."""
    (project / PAGE).parent.mkdir(parents=True)
    (project / PAGE).write_bytes(FORMER_PAGE)
    (project / NOTEBOOK).write_bytes(FORMER_NOTEBOOK)


def edited_notebook(project: Path, edit: Callable[[list[dict[str, Any]]], None]) -> None:
    path = project / "notebooks" / "annual-report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    edit(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def code_cell(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code", "id": "extra", "metadata": {}, "source": source, "outputs": [], "execution_count": None,
    }  # fmt: skip


def after_parameters(source: str) -> Callable[[Path], None]:
    return lambda project: edited_notebook(project, lambda cells: cells.insert(2, code_cell(source)))


def without_parameters_tag(project: Path) -> None:
    edited_notebook(project, lambda cells: cells[1]["metadata"].clear())


def with_two_faults(project: Path) -> None:
    path = project / "data" / "raw" / YEAR / "victims-services.csv"
    text = path.read_text(encoding="utf-8")
    for right, wrong in (('"£33,445"', '"£33,44"'), ('"£75,000"', '"about £75,000"')):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    path.write_text(text, encoding="utf-8", newline="\n")


def with_broken_notebook(project: Path) -> None:
    (project / "notebooks" / "annual-report.ipynb").write_text('{"cells": [', encoding="utf-8")


class Failure(NamedTuple):
    """A command that must fail: its arguments, its exit code, what its message says, what was spoilt before."""

    arguments: Sequence[str]
    code: int
    said: Sequence[str]
    spoil: Callable[[Path], None] | None = None


FAILURES = {
    "a misspelt parameter": Failure(
        [*ONE, "-p", "include_implid", "false"], 2, ["include_implid", 'did you mean "include_implied"']
    ),
    "a parameter that is no truth value": Failure(
        [*ONE, "-p", "include_implied", "maybe"], 2, ["include_implied", "maybe", "True or False"]
    ),
    "a parameter that is no number": Failure(
        [*ONE, "-p", "providers_shown", "ten"], 2, ["providers_shown", "ten", "a whole number"]
    ),
    "two wrong parameters": Failure(
        [*ONE, "-p", "providers_shown", "ten", "-p", "includeimplied", "true"],
        2,
        ["providers_shown", "includeimplied", 'did you mean "include_implied"'],
    ),
    "a second year": Failure([*ONE, "-p", "financial_year", "2016-17"], 2, ["financial_year"]),
    "a year that is not on file": Failure(["report", "2016-17"], 2, ["2016-17", "Years on file: 2017-18"]),
    "a year that cannot be": Failure(["report", "2020-99"], 2, ["2020-99", "2020-21"]),
    "a year in other digits": Failure(["report", "２０１７-18"], 2, ["is not a financial year"]),
    "another notebook": Failure(["report", YEAR, "--notebook", "monthly"], 2, ['no notebook "monthly"']),
    "a notebook without its parameters": Failure(
        [*ONE], 1, ["annual-report.ipynb", '"parameters"'], without_parameters_tag
    ),
    "a notebook cut short": Failure([*ONE], 1, ["annual-report.ipynb"], with_broken_notebook),
    "a cell that fails": Failure(
        [*ONE], 1, ["ZeroDivisionError", "Nothing was published", "outputs/failed"], after_parameters("1 / 0")
    ),
    "two faults in a raw file": Failure(
        [*ONE],
        2,
        [
            'data/raw/2017-18/victims-services.csv row 3, column Award: cannot read "£33,44"',
            'data/raw/2017-18/victims-services.csv row 9, column Award: cannot read "about £75,000"',
        ],
        with_two_faults,
    ),
}


IN_PROCESSES_OF_THEIR_OWN = ("a misspelt parameter", "a cell that fails")
"""The other failures are found before a kernel is started, and need no process of their own to be seen.

What else a cell and a kernel can do is for `test_unattended`, where reports are small.
"""


def spoilt_project(folder: Path, failure: Failure) -> Path:
    project = copied_project(folder / "project")
    former_report(project)
    if failure.spoil:
        failure.spoil(project)
    return project


def failing(failure: Failure) -> Callable[[Path], Run]:
    def run(folder: Path) -> Run:
        project = spoilt_project(folder, failure)
        return Run(project, grantsdata(project, *failure.arguments, IPYTHONDIR=str(folder / "ipython")))

    return run


def usual(folder: Path) -> Run:
    """A plain run, started somewhere else, over the report of last time."""
    project = copied_project(folder / "project")
    former_report(project)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    who = {"USER": READER, "LOGNAME": READER, "USERNAME": READER}
    return Run(project, grantsdata(project, *ONE, cwd=elsewhere, IPYTHONDIR=str(folder / "ipython"), **who))


def unusual(folder: Path) -> Run:
    """The same run in another place, language, time zone and order of hashes, the project named by the environment."""
    project = copied_project(folder / "another place" / "with spaces & more")
    return Run(
        project,
        python(
            *("-m", "grantsdata", *ONE),
            cwd=project / "outputs",
            GRANTSDATA_PROJECT=str(project),
            IPYTHONDIR=str(folder / "ipython"),
            LC_ALL="C",
            TZ="Pacific/Kiritimati",
            PYTHONHASHSEED="4711",
            COLUMNS="40",
        ),
    )


def without_implied(folder: Path) -> Run:
    """With the implied amount taken out."""
    project = copied_project(folder / "project")
    arguments = (*ONE, "-p", "include_implied", "false")
    return Run(project, grantsdata(project, *arguments, IPYTHONDIR=str(folder / "ipython")))


def another_year(folder: Path) -> Run:
    """Two awards, one from outside the budget; no themes, arrangements, measures, other funds or printed total."""
    project = copied_project(folder / "project")
    lights = ("GR", "Street lights", "Cambridge City Council", "£4,000")
    add_year(project, [lights, ("OUT", "Football at night", "Fenland District Council", "£1,500")])
    return Run(
        project,
        grantsdata(project, "report", "2018-19", "--notebook", "annual-report", IPYTHONDIR=str(folder / "ipython")),
    )


def papermill(folder: Path, *parameters: str) -> Run:
    """papermill itself, from a folder of its own."""
    project = copied_project(folder / "project")
    named = {"GRANTSDATA_PROJECT": str(project), "IPYTHONDIR": str(folder / "ipython")}
    notebook = str(project / "notebooks" / "annual-report.ipynb")
    return Run(folder, python("-m", "papermill", notebook, "out.ipynb", *parameters, cwd=folder, **named))


def converted(run: Run) -> Run:
    """nbconvert itself, on what papermill has left."""
    done = python("-m", "nbconvert", "--to", "html", "--template", "grantsdata", "out.ipynb", cwd=run.project)
    assert done.returncode == 0, done.stderr
    return run


TWICE = """
import sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
client = NotebookClient(notebook, timeout=120, kernel_name="python3")
with client.setup_kernel():
    for name in ("first.ipynb", "second.ipynb"):
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        nbformat.write(notebook, name)
"""


def run_all_twice(folder: Path) -> Run:
    """All cells run in order, and again in the same kernel, as in JupyterLab; no project is named."""
    notebook = str(REPOSITORY / "notebooks" / "annual-report.ipynb")
    return Run(folder, python("-c", TWICE, notebook, cwd=folder, IPYTHONDIR=str(folder / "ipython")))


RUNS: dict[str, Callable[[Path], Run]] = {
    "usual": usual,
    "unusual": unusual,
    "without implied": without_implied,
    "another year": another_year,
    "papermill": lambda folder: converted(papermill(folder, "-p", "financial_year", YEAR)),
    "run all twice": run_all_twice,
    "papermill with a misspelt parameter": lambda folder: converted(papermill(folder, "-p", "finacial_year", YEAR)),
    "papermill with a parameter of the wrong kind": lambda folder: papermill(folder, "-p", "include_implied", "maybe"),
    **{name: failing(FAILURES[name]) for name in IN_PROCESSES_OF_THEIR_OWN},
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Run]]:
    """`runs("usual")`: what a run has left; all are started at the first call, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        futures: dict[str, Future[Run]] = {}
        for number, (name, run) in enumerate(RUNS.items()):
            futures[name] = pool.submit(run, tmp_path_factory.mktemp(f"run{number}"))
        yield lambda name: futures[name].result()
        pool.shutdown(cancel_futures=True)


Runs = Callable[[str], Run]

# ---- Reading a page ------------------------------------------------------------------------------

PAGES = pytest.mark.parametrize("name", ["usual", "without implied", "another year"])


def html_of(run: Run) -> str:
    assert run.done.returncode == 0, run.done.stderr
    (page,) = (path for path in run.project.glob("outputs/2*/annual-report.html") if path.read_bytes() != FORMER_PAGE)
    return page.read_text(encoding="utf-8")


@cache
def soup_of(run: Run) -> BeautifulSoup:
    return BeautifulSoup(html_of(run), "html.parser")


def spaced(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def table_called(soup: BeautifulSoup, words: str) -> Tag:
    found = [table for table in soup.find_all("table") if words.lower() in spaced(table.caption).lower()]
    assert len(found) == 1, f"{len(found)} tables are called {words}"
    return found[0]


def rows_of(table: Tag) -> list[list[str]]:
    """The rows of a table's body, cell by cell."""
    return [[spaced(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


def amount(cell: str) -> int:
    """A cell's pounds, without its mark."""
    found = re.match(r"(−?)£([0-9,]+)", cell)
    assert found is not None, cell
    return int(found[2].replace(",", "")) * (-1 if found[1] else 1)


def pounds(text: str) -> set[str]:
    return set(re.findall(r"£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[km]?", text))


# ---- The command ------------------------------------------------------------------------------------


def test_the_command_ends_with_the_figures_and_the_page(runs: Runs) -> None:
    run = runs("usual")
    assert run.done.returncode == 0, run.done.stderr
    *_, figures, page, index = run.done.stdout.splitlines()
    assert "35 awards" in figures and "£2,283,508" in figures and "£2.3m" in figures and "implied" in figures
    assert page.endswith(str(Path("outputs") / YEAR / "annual-report.html"))
    assert Path(page.partition(": ")[2]).samefile(run.page)
    assert Path(index.partition(": ")[2]).samefile(run.project / "outputs" / "index.html")


def test_the_log_is_plain_lines_without_warnings(runs: Runs) -> None:
    lines = runs("usual").done.stderr.splitlines()
    assert len(lines) >= 2
    for line in lines:
        assert line.startswith("grantsdata: "), line
        assert not re.search(r"warn|deprecat|error|\x1b|\r|%\|", line, re.IGNORECASE), line


def test_the_former_report_is_replaced_by_a_whole_one(runs: Runs) -> None:
    run = runs("usual")
    made = sorted(path.name for path in run.page.parent.iterdir())
    assert made == ["annual-report.html", "annual-report.ipynb", "data", "run.json"]
    assert run.page.read_bytes().endswith(b"</html>\n") or run.page.read_bytes().endswith(b"</html>")
    assert run.page.read_bytes() != FORMER_PAGE
    assert (run.project / NOTEBOOK).read_bytes() != FORMER_NOTEBOOK


def seen_in(outputs: Path) -> list[str]:
    """What is there but for the locks, which stay and mean nothing."""
    return sorted(path.name for path in outputs.iterdir() if not path.name.startswith(".lock-"))


def test_a_run_leaves_nothing_else_among_the_outputs(runs: Runs) -> None:
    for name in ("usual", "unusual"):
        assert seen_in(runs(name).project / "outputs") == [YEAR, "index.html"]


def test_the_executed_notebook_stands_beside_the_page_with_its_year(runs: Runs) -> None:
    notebook = json.loads((runs("usual").project / NOTEBOOK).read_text(encoding="utf-8"))
    injected = [cell for cell in notebook["cells"] if "injected-parameters" in cell["metadata"].get("tags", [])]
    assert len(injected) == 1
    assert 'financial_year = "2017-18"' in "".join(injected[0]["source"])
    ran = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]
    assert all(cell["execution_count"] for cell in ran)


def test_a_second_run_elsewhere_gives_the_same_bytes(runs: Runs) -> None:
    """In another folder, language, time zone and order of hashes."""
    first, second = runs("usual"), runs("unusual")
    assert (first.done.returncode, second.done.returncode) == (0, 0), second.done.stderr
    assert second.page.read_bytes() == first.page.read_bytes()


# ---- What the page says -----------------------------------------------------------------------------


def test_every_award_of_the_paper_stands_on_the_page(runs: Runs) -> None:
    rows = [row for table in soup_of(runs("usual")).find_all("table") for row in rows_of(table)]
    for award in THE_35_AWARDS:
        shown = f"£{award.pounds:,}" + (" implied" if award.service == APPROPRIATE_ADULTS else "")
        assert any(row[0] == award.service and shown in row[1:] for row in rows), award


BREAKDOWN = {
    "police": (532_195, 55_000, 587_195),
    "local government": (40_000, 538_000, 578_000),
    "voluntary and community": (314_065, 177_791, 491_856),
    "health": (75_000, 244_000, 319_000),
    "statutory partnership board": (0, 163_857, 163_857),
    "private company": (0, 78_600, 78_600),
    "probation and central government": (0, 50_000, 50_000),
    "not yet allocated": (0, 15_000, 15_000),
    "Awarded": (961_260, 1_322_248, 2_283_508),
    "Not itemised": (38_740, -22_248, 16_492),
    "Budget": (1_000_000, 1_300_000, 2_300_000),
}


def test_the_breakdown_adds_up_in_both_directions_and_shows_the_way_to_the_budget(runs: Runs) -> None:
    table = table_called(soup_of(runs("usual")), "provider type and stream")
    heads = [spaced(head) for head in table.select("thead th")]
    assert heads[:4] == ["Provider type", VICTIMS, CRIME, "Total"]
    shown = {row[0]: tuple(map(amount, row[1:4])) for row in rows_of(table)}
    assert shown == BREAKDOWN
    for row in shown.values():
        assert row[0] + row[1] == row[2]
    for column in range(3):
        parts = [row[column] for name, row in shown.items() if name[0].islower()]
        assert sum(parts) == shown["Awarded"][column]
        assert shown["Awarded"][column] + shown["Not itemised"][column] == shown["Budget"][column]


def test_each_heading_of_the_paper_stands_over_its_awards_with_its_sum(runs: Runs) -> None:
    heads = [spaced(head) for head in soup_of(runs("usual")).select("tr.group th")]
    expected = {
        "Grant agreement": "£574,195, 5 awards",
        "Commissioned contract": "£233,000, 2 awards",
        "Single tender": "£154,065, 3 awards",
        "Safeguarding the vulnerable": f"£353,857, 7 awards {MARK}",
        "Attacking criminality and reducing re-offending": "£617,791, 7 awards",
        "Preventing crime and reassuring the public": "£350,600, 11 awards",
    }
    for name, total in expected.items():
        assert [head for head in heads if name in head and head.endswith(total)], name
    assert len(heads) == 6


def test_the_awards_under_each_heading_are_the_paper_s(runs: Runs) -> None:
    soup = soup_of(runs("usual"))
    listed: list[tuple[str, str]] = []
    for body in soup.find_all("tbody"):
        group = body.select("tr.group th")
        name = re.split(r"[:–]", spaced(group[0]))[0].strip() if group else ""
        listed += [
            (name, spaced(row.th)) for row in body.find_all("tr") if group and "group" not in row.get("class", [])
        ]
    assert listed == [(award.group, award.service) for award in THE_35_AWARDS]


def test_the_money_outside_the_budget_is_told_and_not_added(runs: Runs) -> None:
    rows = {row[0]: row for row in rows_of(table_called(soup_of(runs("usual")), "outside the overall budget"))}
    assert "£67k" in rows["Casualty Reduction and Support Fund"]
    assert "£700k" in rows["Department for Communities and Local Government"]
    for fund in ("Local Youth Social Action Fund for Cambridgeshire", "Youth and Communities Fund"):
        assert "not stated" in rows[fund]


def test_the_measures_keep_their_hedges_and_periods(runs: Runs) -> None:
    rows = {row[0]: row for row in rows_of(table_called(soup_of(runs("usual")), "measures"))}
    assert {"more than", "15,000", "2016/17"} <= set(rows["Referrals received"])
    assert {"just short of", "100"} <= set(rows["People who referred themselves"])
    assert "a third" in rows["Referrals as a share of reported victim-based crime"]
    assert {"more than", "10,000", "the first eight months"} <= set(rows["Incidents reviewed by the nurses"])


def test_the_page_makes_both_statements_of_every_sum_and_confuses_neither(runs: Runs) -> None:
    said = " ".join(cell for row in rows_of(table_called(soup_of(runs("usual")), "findings")) for cell in row)
    assert re.search(r"All awards come to £2,283,508.*inside.*“£2\.3m”", said)
    assert re.search(r"£16,492 under “£2\.3m”", said)
    assert re.search(r"£22,248 over “£1\.3m”", said)
    assert "£10,000 less than the printed total of £1,322,248" in said
    assert "16th December 2017" in said


# What includes the implied £10,000, worked out by hand.
RESTING = {
    "£2,283,508", "£1,322,248", "£578,000", "£538,000", "£207,000", "£1,057,791", "£562,665", "£353,857", "£118,000",
    "£228,600", "£90,000", "£16,492", "£22,248",
}  # fmt: skip


def test_every_cell_that_counts_the_implied_amount_carries_its_mark(runs: Runs) -> None:
    """But for what the paper prints itself: a printed total is not a sum of ours."""
    unmarked = []
    for table in soup_of(runs("usual")).find_all("table"):
        if "totals that the paper prints" in spaced(table.caption).lower():
            continue
        heads = [spaced(head) for head in table.select("thead th")]
        for row in rows_of(table):
            for head, cell in zip(heads, row, strict=False):
                is_ours = head not in ("Printed", "What it says")
                if is_ours and re.fullmatch(r"−?(£[0-9,]+)", cell) and cell.lstrip("−") in RESTING:
                    unmarked.append((spaced(table.caption), row[0], head, cell))
    assert unmarked == []


def test_every_sentence_that_counts_the_implied_amount_says_so(runs: Runs) -> None:
    soup = soup_of(runs("usual"))
    texts = [spaced(tag) for tag in soup.select("p, li, figcaption, dd")]
    texts += [row[heads.index("What it says")] for heads, row in findings_rows(soup)]
    texts += [str(image["alt"]) for image in soup.find_all("img")]
    silent = [
        text for text in texts if pounds(text) & RESTING - {"£1,322,248", "£90,000"} and "implied" not in text.lower()
    ]
    assert silent == []


def findings_rows(soup: BeautifulSoup) -> Iterator[tuple[list[str], list[str]]]:
    table = table_called(soup, "findings")
    heads = [spaced(head) for head in table.select("thead th")]
    yield from ((heads, row) for row in rows_of(table))


def test_nothing_is_marked_as_implied_that_is_not(runs: Runs) -> None:
    for mark in soup_of(runs("usual")).select("table .implied"):
        cell = spaced(mark.find_parent(["td", "th"]))
        assert pounds(cell) & (RESTING | {"£10,000"}), cell


# ---- Without the implied amount ---------------------------------------------------------------------


def test_without_the_implied_amount_every_total_is_what_is_printed(runs: Runs) -> None:
    run = runs("without implied")
    html = html_of(run)
    assert "2,273,508" in html and "1,312,248" in html
    assert "2,283,508" not in html
    assert "£2,273,508" in run.done.stdout and "2,283,508" not in run.done.stdout
    table = table_called(soup_of(run), "provider type and stream")
    shown = {row[0]: tuple(map(amount, row[1:4])) for row in rows_of(table)}
    assert shown["local government"] == (40_000, 528_000, 568_000)
    assert shown["Awarded"] == (961_260, 1_312_248, 2_273_508)
    assert shown["Not itemised"] == (38_740, -12_248, 26_492)


def test_without_the_implied_amount_its_award_is_not_stated(runs: Runs) -> None:
    rows = [row for table in soup_of(runs("without implied")).find_all("table") for row in rows_of(table)]
    of_it = [row for row in rows if row[0] == APPROPRIATE_ADULTS and len(row) > 4]
    assert of_it
    assert any("not stated" in row for row in of_it)
    assert not any("£10,000" in cell for row in of_it for cell in row if "printed total" not in cell)


def test_without_the_implied_amount_nothing_is_marked_or_told_as_implied(runs: Runs) -> None:
    soup = soup_of(runs("without implied"))
    assert soup.select("table .implied, dl .implied") == []
    for tag in soup.select("figcaption, p.key, td, tbody th, dt, dd"):
        assert "implied" not in spaced(tag).lower(), spaced(tag)
    for image in soup.find_all("img"):
        assert "implied" not in str(image["alt"]).lower()


# ---- The page's form --------------------------------------------------------------------------------


def test_the_page_has_one_title_with_its_year(runs: Runs) -> None:
    for name, year in (("usual", "2017-18"), ("without implied", "2017-18"), ("another year", "2018-19")):
        soup = soup_of(runs(name))
        (title,) = soup.find_all("h1")
        assert year in spaced(title)
        assert soup.title is not None and year in spaced(soup.title)
        assert soup.html is not None and soup.html["lang"] == "en-GB"


@PAGES
def test_headings_descend_by_one_level(name: str, runs: Runs) -> None:
    level = 0
    for heading in soup_of(runs(name)).select("h1, h2, h3, h4"):
        mine = int(heading.name[1])
        assert mine <= level + 1, spaced(heading)
        level = mine


@PAGES
def test_every_table_has_a_caption_and_scoped_headers(name: str, runs: Runs) -> None:
    tables = soup_of(runs(name)).find_all("table")
    assert len(tables) >= 8
    for table in tables:
        assert table.caption is not None and spaced(table.caption)
        assert all(head.get("scope") in ("col", "row", "rowgroup") for head in table.find_all("th"))
        assert table.select("thead th") and not table.select("thead td")
        for row in table.select("tbody tr"):
            assert row.find(["th", "td"]).name == "th"
        width = len(table.select("thead th"))
        for row in table.select("tbody tr"):
            assert sum(int(cell.get("colspan", 1)) for cell in row.find_all(["th", "td"])) == width


@PAGES
def test_every_heading_of_a_column_is_words_for_people(name: str, runs: Runs) -> None:
    for head in soup_of(runs(name)).select("thead th"):
        assert re.match(r"[A-Z]", spaced(head)) and "_" not in spaced(head), spaced(head)


@PAGES
def test_no_cell_shows_a_program_s_idea_of_nothing(name: str, runs: Runs) -> None:
    for cell in soup_of(runs(name)).select("td, th, p, li, dd, figcaption"):
        assert not re.search(r"\bnan\b|\bNaN\b|<NA>|^None$|\binf\b|Float64|dtype|Axes\(|<Axes", spaced(cell)), spaced(
            cell
        )


FILLER = re.compile(r"no description|^(image|chart|figure|plot|picture|graph)\.?$|placeholder|alt text", re.IGNORECASE)


@PAGES
def test_every_chart_has_an_alternative_text_worth_reading(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    images = soup.find_all("img")
    assert len(images) >= (6 if name != "another year" else 4)
    for image in images:
        title = spaced(image.find_parent("figure").figcaption)
        assert str(image["alt"]) != title and not FILLER.search(str(image["alt"]))
        assert len(str(image["alt"])) > (40 if name == "another year" else len(title)) > 10


@PAGES
def test_every_figure_of_an_alternative_text_stands_in_a_table(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    in_tables = pounds(" ".join(spaced(table) for table in soup.find_all("table")))
    for image in soup.find_all("img"):
        missing = pounds(str(image["alt"])) - in_tables
        assert missing == set(), image["alt"]


@PAGES
def test_the_page_needs_nothing_from_outside_and_runs_nothing(name: str, runs: Runs) -> None:
    html, soup = html_of(runs(name)), soup_of(runs(name))
    assert not soup.find_all(["script", "iframe", "object", "embed", "link", "base", "form", "svg"])
    assert not re.search(r"\son\w+\s*=\s*[\"']", html)
    assert not re.search(r"@import|url\(", html)
    for tag in soup.find_all(src=True):
        assert str(tag["src"]).startswith("data:image/")
    for tag in soup.find_all(href=True):
        saves = tag.has_attr("download") and str(tag["href"]).startswith("data:text/csv;charset=utf-8;base64,")
        assert saves or str(tag["href"]).startswith("#") or tag["href"] in ("../index.html", "run.json"), tag["href"]
    (policy,) = soup.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert "default-src 'none'" in policy["content"] and "script" not in policy["content"]


@PAGES
def test_every_id_is_there_once_and_every_link_and_label_finds_its_own(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not [one for one in ids if re.search(r"\s", one)]
    for link in soup.select('a[href^="#"]'):
        assert str(link["href"])[1:] in ids, link["href"]
    for tag in soup.find_all(attrs={"aria-labelledby": True}):
        assert str(tag["aria-labelledby"]) in ids


@PAGES
def test_the_contents_name_every_section_in_its_order(name: str, runs: Runs) -> None:
    soup = soup_of(runs(name))
    assert soup.nav is not None
    linked = [(spaced(link), str(link["href"])[1:]) for link in soup.nav.find_all("a")]
    sections = [tag for tag in soup.select("main h2") if tag.find_parent("nav") is None]
    assert len(linked) >= 8
    assert [where for _, where in linked] == [str(tag["id"]) for tag in sections]
    for number, ((text, _), section) in enumerate(zip(linked, sections, strict=True), start=1):
        assert spaced(section) == f"{number}. {text}"


@PAGES
def test_no_code_and_no_trace_of_the_machine_is_in_the_page(name: str, runs: Runs) -> None:
    run = runs(name)
    html = html_of(run)
    for text in ("import grantsdata", "gd.load", "summaries.", "In [", "Traceback", "# Parameters", "jp-Cell"):
        assert text not in html, text
    for path in (run.project, run.project.parent, REPOSITORY, Path.home(), Path(os.__file__).parent):
        assert str(path) not in html.replace("&amp;", "&"), path
    assert READER not in html


def test_no_trace_of_the_machine_is_in_the_published_notebook(runs: Runs) -> None:
    run = runs("usual")
    text = (run.project / NOTEBOOK).read_text(encoding="utf-8")
    for path in (run.project, run.project.parent, REPOSITORY, Path.home()):
        assert str(path) not in text, path
    assert READER not in text


@PAGES
def test_the_page_is_small_enough_for_an_e_mail(name: str, runs: Runs) -> None:
    assert 20_000 < len(html_of(runs(name)).encode()) < 400_000


class Balance(HTMLParser):
    """Finds tags that are closed in another order than they were opened."""

    VOID = frozenset({"meta", "img", "br", "hr", "input", "col", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> has an attribute twice, line {self.getpos()[0]}")
        if "p" in self.opened and tag in ("p", "div", "table", "ul", "ol", "dl", "figure", "h2", "h3", "section"):
            self.faults.append(f"<{tag}> within a paragraph, line {self.getpos()[0]}")
        if tag not in self.VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and (not self.opened or self.opened.pop() != tag):
            self.faults.append(f"</{tag}> out of order, line {self.getpos()[0]}")


@PAGES
def test_every_tag_of_the_page_is_closed_where_it_belongs(name: str, runs: Runs) -> None:
    balance = Balance()
    balance.feed(html_of(runs(name)))
    assert (balance.faults, balance.opened) == ([], [])


# ---- Another year -----------------------------------------------------------------------------------


def test_a_year_without_themes_or_measures_has_its_report(runs: Runs) -> None:
    run = runs("another year")
    assert run.done.returncode == 0, run.done.stderr
    soup = soup_of(run)
    assert "£4,000" in spaced(soup)
    assert "Police and Crime Commissioner for Elsewhere" in spaced(soup)
    assert not re.search(r"2017-18|Cambridgeshire|Constabulary|2,283,508", spaced(soup))


def test_every_award_is_listed_even_where_it_has_neither_theme_nor_arrangement(runs: Runs) -> None:
    rows = [row for table in soup_of(runs("another year")).find_all("table") for row in rows_of(table)]
    for service, provider, pounds_ in (
        ("Street lights", "Cambridge City Council", "£4,000"),
        ("Football at night", "Fenland District Council", "£1,500"),
    ):
        assert [row for row in rows if row[0] == service and {provider, pounds_} <= set(row)], service


def test_prose_that_cannot_change_with_the_year_says_nothing_untrue_of_this_one(runs: Runs) -> None:
    """Here a stream outside the budget has an award, and every provider is paid itself."""
    text = spaced(soup_of(runs("another year")))
    assert "Streams outside the overall budget have no awards" not in text
    assert "Some money is paid to one body and the service delivered by another" not in text


def test_one_of_a_thing_is_told_in_the_singular_on_the_page(runs: Runs) -> None:
    soup = soup_of(runs("another year"))
    for tag in soup.select("p, td, figcaption, dd, tr.group th"):
        assert not re.search(
            r"\b1 (awards|providers|checks|notes|points|amounts)\b|\b1 award (add|come|are)\b", spaced(tag)
        )


def test_an_empty_section_is_told_in_words(runs: Runs) -> None:
    text = spaced(soup_of(runs("another year")))
    assert "The paper reports no measures." in text
    assert "no other funds" in text


# ---- Failures: nothing is published ------------------------------------------------------------------


@pytest.fixture(params=FAILURES)
def failed(
    request: pytest.FixtureRequest, runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[Failure, Run]:
    """Each failure, and what it has left."""
    failure = FAILURES[request.param]
    if request.param in IN_PROCESSES_OF_THEIR_OWN:
        return failure, runs(request.param)
    project = spoilt_project(tmp_path, failure)
    arguments = ["--project", str(project), *failure.arguments]
    code = main(arguments)
    output = capsys.readouterr()
    return failure, Run(project, CompletedProcess(arguments, code, output.out, output.err))


def test_a_failure_has_its_exit_code_and_one_plain_message(failed: tuple[Failure, Run]) -> None:
    failure, (_, done) = failed
    assert done.returncode == failure.code, done.stderr
    for words in failure.said:
        assert words in done.stderr, done.stderr
    assert not re.search(r'Traceback|File "|\x1b\[|Warning', done.stderr), done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("grantsdata: ")]
    steps = [line for line in told if re.match(r"grantsdata: (reading|1 of 1:) ", line)]
    assert len(told) - len(steps) == 1, done.stderr
    assert done.stderr.splitlines()[: len(steps)] == steps, done.stderr
    assert done.stdout == ""


def test_a_failure_leaves_the_former_report_as_it_was(failed: tuple[Failure, Run]) -> None:
    _, (project, _) = failed
    assert (project / PAGE).read_bytes() == FORMER_PAGE
    assert (project / NOTEBOOK).read_bytes() == FORMER_NOTEBOOK
    assert [name for name in seen_in(project / "outputs") if name != "failed"] == [YEAR]
    assert sorted(path.name for path in (project / "outputs" / YEAR).iterdir()) == [
        "annual-report.html",
        "annual-report.ipynb",
    ]
    assert not (project / "data" / "processed").exists()


def test_the_notebook_that_failed_is_kept_for_a_look(runs: Runs) -> None:
    kept = runs("a cell that fails").project / "outputs" / "failed" / YEAR / "annual-report.ipynb"
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    assert sorted(path.name for path in kept.parent.iterdir()) == ["annual-report.ipynb", "run.json", "run.log"]


def test_the_message_of_a_failing_cell_tells_which_cell_it_was(runs: Runs) -> None:
    assert re.search(r"cell \d+ raised ZeroDivisionError: division by zero", runs("a cell that fails").done.stderr)


# ---- Plain tools ------------------------------------------------------------------------------------


def test_papermill_and_nbconvert_by_themselves_give_the_same_page(runs: Runs) -> None:
    run = runs("papermill")
    assert run.done.returncode == 0, run.done.stderr
    assert (run.project / "out.html").read_bytes() == runs("usual").page.read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("papermill with a misspelt parameter", 'did you mean "financial_year"'),
        ("papermill with a parameter of the wrong kind", "include_implied is 'maybe'"),
    ],
)
def test_papermill_by_itself_stops_at_a_wrong_parameter(name: str, said: str, runs: Runs) -> None:
    done = runs(name).done
    assert done.returncode != 0
    assert said in done.stderr


def test_nbconvert_by_itself_tells_that_papermill_stopped(runs: Runs) -> None:
    page = BeautifulSoup((runs("papermill with a misspelt parameter").project / "out.html").read_bytes(), "html.parser")
    assert "could not be made" in spaced(page)
    assert "£" not in spaced(page)


def failed_page(folder: Path, run: Run, spoil: Callable[[dict[str, Any]], None]) -> BeautifulSoup:
    """The page that nbconvert, by our template, makes of a notebook whose last code cell did not end well."""
    notebook = json.loads((run.project / NOTEBOOK).read_text(encoding="utf-8"))
    spoil([cell for cell in notebook["cells"] if cell["cell_type"] == "code"][-1])
    (folder / "failed.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return BeautifulSoup(export_page(folder / "failed.ipynb"), "html.parser")


def with_error(cell: dict[str, Any]) -> None:
    cell["outputs"] = [{"output_type": "error", "ename": "Late<b>Error</b>", "evalue": "<script>", "traceback": []}]


def never_run(cell: dict[str, Any]) -> None:
    cell["execution_count"] = None


@pytest.mark.parametrize("spoil", [with_error, never_run])
def test_the_page_of_a_failed_notebook_says_so_and_shows_no_figures(
    spoil: Callable[[dict[str, Any]], None], runs: Runs, tmp_path: Path
) -> None:
    soup = failed_page(tmp_path, runs("usual"), spoil)
    (title,) = soup.find_all("h1")
    assert "could not be made" in spaced(title)
    assert "must not be used" in spaced(soup)
    assert "£" not in spaced(soup)
    assert not soup.find_all(["table", "img", "script", "b"])


def test_all_cells_run_without_papermill_and_a_second_time_in_one_kernel(runs: Runs) -> None:
    run = runs("run all twice")
    assert run.done.returncode == 0, run.done.stderr
    first, second = (shown_by(run.project / name) for name in ("first.ipynb", "second.ipynb"))
    assert first == second
    assert first == shown_by(runs("usual").project / NOTEBOOK)


def shown_by(path: Path) -> list[str]:
    """All that the cells of a notebook show, in order."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    assert {output["output_type"] for output in outputs} == {"display_data"}
    return ["".join(output["data"]["text/html"]) for output in outputs]


# ---- The small commands -----------------------------------------------------------------------------


def test_check_tells_each_finding_and_counts_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "check", YEAR]) == 0
    output = capsys.readouterr()
    *findings, last = output.out.splitlines()
    assert last == "2017-18: no faults; findings: 0 errors, 3 warnings, 9 notes, 4 agrees"
    assert all(re.match(r"data/raw/\S+: (agrees|note|warning|error): \S", line) for line in findings)
    assert any("£10,000" in line and APPROPRIATE_ADULTS in line and "row 7" in line for line in findings)
    assert len(findings) == 3 + 9 + 4
    assert output.err == ""
    assert not list((project / "outputs").iterdir())


def test_check_tells_all_faults_of_a_file_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_two_faults(project)
    assert main(["--project", str(project), "check", YEAR]) == 2
    output = capsys.readouterr()
    assert "row 3, column Award" in output.err and "row 9, column Award" in output.err
    assert output.out == "2017-18: 2 faults; the figures are checked once the faults are mended\n"


def test_check_ends_well_where_the_terminal_knows_no_pound_sign(project: Path) -> None:
    done = grantsdata(project, "check", YEAR, cwd=project, PYTHONIOENCODING="ascii")
    assert "Traceback" not in done.stderr
    assert done.returncode == 0
    assert "no faults" in done.stdout


def test_years_are_listed_oldest_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in ("2018-19", "2009-10"):
        add_year(project, [("GR", "Street lights", "Cambridge City Council", "£4,000")], year=year)
    assert main(["--project", str(project), "years"]) == 0
    assert capsys.readouterr().out == "2009-10\n2017-18\n2018-19\n"


def test_a_folder_without_raw_data_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tmp_path), "years"]) == 2
    output = capsys.readouterr()
    assert "data/raw" in output.err and output.out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["report", "check", "years", "--project"]),
        (["report", "--help"], ["YEAR", "2017-18", "-p", "include_implied false", "--notebook"]),
        (["check", "--help"], ["YEAR"]),
    ],
)
def test_the_help_names_the_commands_and_their_options(
    arguments: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    for word in words:
        assert word in text


@pytest.mark.parametrize("arguments", [["reprot", YEAR], ["report"], [*ONE, "-p", "include_implied"]])
def test_a_command_that_cannot_be_read_ends_with_its_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: grantsdata" in capsys.readouterr().err


def test_a_kernel_of_a_python_that_is_gone_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kernels are found by name, so that one left over from a deleted environment can answer.

    It matters for a notebook that somebody has changed, which is run in a kernel of its own.
    """
    notebook = project / "notebooks" / "annual-report.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace("check_injected(In)", "check_injected(In)  # seen", 1), encoding="utf-8")
    folder = project / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    gone = str(project / "gone" / "bin" / "python")
    spec = {"argv": [gone, "-m", "ipykernel_launcher"], "display_name": "gone", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(project / "jupyter"))
    assert main(["--project", str(project), *ONE]) == 1
    told = capsys.readouterr().err
    assert f"belongs to another Python ({gone})" in told
    assert "Traceback" not in told
    assert not (project / "outputs" / YEAR).exists()
