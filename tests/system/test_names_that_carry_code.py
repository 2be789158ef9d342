"""Names that carry code stay text in every output but pages and charts, of which system/test_hostile_names.py tells.

Tables to download, the parquet file, what `check` prints, messages, names of files, the index, parameters. What is
code to a shell, to Python, to TOML or to a spreadsheet would leave a file behind if anything ran it.
"""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from support.reading import soup_of
from support.reporting import copied_project, environment, grantsdata

from grantsdata import load_awards
from grantsdata.awards.load import open_year
from grantsdata.cli.main import main
from grantsdata.errors import CatalogueError, GrantsDataError, YearError, printable
from grantsdata.exports.tables import write_tables
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.parameters import check_parameters
from grantsdata.runs.publish.index import index_html, published_years
from grantsdata.sources.reports import report_plans
from grantsdata.summaries.csv_text import csv_text

YEAR = FinancialYear.parse("2017-18")
CANARY = "canary-was-run"
"""A file that is there, in the folder from which it was run, if a name was run."""

CODE = {
    "HTML": "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "Markdown": "[text](javascript:alert(1)) **bold** ![](http://outside.invalid/x.png)",
    "mathematics": r"$\frac{1}{2}$ and $$x^2$$",
    "a formula": f'=HYPERLINK("http://outside.invalid/","{CANARY}")',
    "a formula that runs a program": f"=cmd|' /C echo 1 > {CANARY}'!A0",
    "a formula with a plus": f"+cmd|' /C echo 1 > {CANARY}'!A0",
    "a formula with a minus": "-2+3+cmd|' /C calc'!A0",
    "a formula with an at sign": "@SUM(1+9)*cmd|' /C calc'!A0",
    "a formula in wide signs": "＝1+1",
    "a plus in wide signs": "＋1+1",
    "an at sign in wide signs": "＠SUM(A1)",
    "shell": f"$(touch {CANARY}) `touch {CANARY}`; touch {CANARY} | touch {CANARY} && touch {CANARY}",
    "Python": f"\"); __import__('pathlib').Path('{CANARY}').touch(); (\"",
    "Python in triple quotation marks": f'"""\n__import__(\'pathlib\').Path(\'{CANARY}\').touch()\n"""',
    "Python in braces": f"{{__import__('os').system('touch {CANARY}')}} %s %(x)s {{0.__class__}}",
    "IPython": f"!touch {CANARY}\n%run {CANARY}",
    "TOML": f'" ]]\n[[reports]]\nnotebook = "{CANARY}"\n#',
    "a template": "{{ 7 * 7 }} {% import os %} {# #}",
    "a path": "../../../../etc/passwd",
    "a path of Windows": r"..\..\CON",
    "a device of Windows": "NUL",
    "marks that turn the direction": "\u202eevil\u202c \u2066x\u2069 \u200f\u061c",
    "a forged line": "Trust\nerror: the figures are forged",
}
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMULA = tuple("=+-@＝＋－＠\t\r\n")
CRIME = "crime-and-disorder-reduction.csv"


NAMES = list(CODE.values())


@pytest.fixture(scope="module", autouse=True)
def _nothing_was_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    yield
    assert was_run(tmp_path_factory.getbasetemp()) == []


def was_run(folder: Path) -> list[Path]:
    """Where a name was run: in a project, in its folder of notebooks, or here."""
    return [*folder.rglob(CANARY), *(path for path in [Path(CANARY)] if path.exists())]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose services, providers, streams and paper are called by such names; its amounts are the paper's."""
    root = copied_project(tmp_path_factory.mktemp("names") / "project")
    raw = root / "data" / "raw" / "2017-18"
    with (raw / CRIME).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    free = [number for number in range(1, len(rows)) if number + 1 not in (2, 7)]  # measured there, corrected here
    called = {rows[number][1]: name for number, name in zip(free, NAMES, strict=True)}
    for number, name in zip(free, NAMES, strict=True):
        rows[number][1] = name
        rows[number][2] = name
        rows[number][4] = name
    with (raw / CRIME).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    for name in ("contributions.csv", "agreements.csv", "conditions.csv", "tenders.csv"):  # each names awards
        with (raw / name).open(encoding="utf-8", newline="") as file:
            lines = [[cells[0], called.get(cells[1], cells[1]), *cells[2:]] for cells in csv.reader(file)]
        with (raw / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)
    paper = raw / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    for old, code in (
        ('"Commissioning and Grants"', CODE["a template"]),
        ('"Crime and disorder reduction"', CODE["a formula with an at sign"]),
        ('"Victims\' services"', "\u202eVictims\u202c"),
        ('"Main police grant"', CODE["a formula with a minus"]),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, json.dumps(code))
    paper.write_text(text, encoding="utf-8", newline="\n")
    (raw / "board-paper.md").unlink()
    return root


# ---- Tables --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables(project: Path) -> list[Path]:
    return write_tables(open_year("2017-18", project), project / "data" / "processed" / "2017-18")


def cells_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_no_cell_of_a_table_is_a_formula(tables: list[Path]) -> None:
    guarded = 0
    for path in tables:
        if path.suffix == ".csv":
            for cell in (cell for row in cells_of(path) for cell in row):
                assert not cell.startswith(FORMULA) or NUMBER.fullmatch(cell), (path.name, cell)
                guarded += cell.startswith("'") and cell[1:].startswith(FORMULA)
    assert guarded > 30


def test_every_name_stands_in_the_table_as_it_is_typed(tables: list[Path]) -> None:
    header, *rows = cells_of(tables[0])
    services = [row[header.index("service")] for row in rows]
    for name in NAMES:
        assert (f"'{name}" if name.startswith(FORMULA) else name) in services
    pence = header.index("award_pence")
    assert sum(int(row[pence]) for row in rows) == 228_350_800


def test_the_parquet_file_holds_the_very_names(tables: list[Path], project: Path) -> None:
    back = pd.read_parquet(tables[1])
    pd.testing.assert_frame_equal(back, load_awards("2017-18", project=project))
    assert [name for name in NAMES if name not in back["service"].tolist()] == []
    spaced = [" ".join(name.split()) for name in NAMES]
    assert [name for name in spaced if name not in back["provider"].tolist()] == []


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", "\t", "\r", "\n"])
def test_a_text_that_begins_like_a_formula_is_guarded_in_every_place(sign: str) -> None:
    """Tabs and line ends come off the cells of raw tables; nothing is taken for granted here."""
    text = csv_text(pd.DataFrame({f"{sign}name": [f"{sign}1+1"]}))
    sign = sign.replace("\r", "\n")  # a CR might stand outside of quotation marks, and begin a row
    assert list(csv.reader(io.StringIO(text, newline=""))) == [[f"'{sign}name"], [f"'{sign}1+1"]]


# ---- The terminal --------------------------------------------------------------------------------------


def on_a_terminal(*command: str, cwd: Path) -> tuple[int, str]:
    """The exit code of a command and all that a terminal gets of it, as it gets it."""
    try:
        ours, its = pty.openpty()
    except OSError:
        pytest.skip("there is no terminal here: /dev/pts is not mounted")
    process = subprocess.Popen(command, cwd=cwd, env=environment(), stdin=its, stdout=its, stderr=its)
    os.close(its)
    got = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # its end, once the process is gone
            break
        if not part:
            break
        got += part
    os.close(ours)
    return process.wait(timeout=60), got.decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_gets_the_names_with_all_that_could_steer_it_written_out(project: Path) -> None:
    command = (sys.executable, "-m", "grantsdata", "--project", str(project), "check", "2017-18")
    code, told = on_a_terminal(*command, cwd=project)
    assert code == 0
    colours = re.findall("\x1b\\[[0-9]{1,2}m", told)
    assert set(colours[::2]) <= {"\x1b[31m", "\x1b[32m", "\x1b[33m"}
    assert set(colours[1::2]) == {"\x1b[0m"} and len(colours) % 2 == 0
    told = re.sub("\x1b\\[[0-9]{1,2}m", "", told)
    assert UNPRINTABLE.search(told) is None
    assert r"\u202eevil\u202c \u2066x\u2069 \u200f\u061c is not in the register of providers" in told
    assert r"\u202eVictims\u202c" in told
    for line in told.splitlines():
        assert line.startswith(("data/raw/2017-18/", "2017-18: no faults")), "a name made a line"
    assert "error: the figures are forged" in told
    for name in ("HTML", "mathematics", "shell", "a template"):
        assert CODE[name] in told


STEERS = "\x1b[2J\x1b]0;title\x07\u202e\x9b31m\x08\x7f"


def messages(project: Path) -> Iterator[str]:
    """What goes wrong with names that steer a terminal, at each door where a name is told."""
    for action in (
        lambda: FinancialYear.parse(f"2017{STEERS}"),
        lambda: check_parameters({f"title{STEERS}": 1}, {"title": "x"}),
        lambda: check_parameters({"title": STEERS.encode()}, {"title": "x"}),
        lambda: ReportPlan(f"../{STEERS}"),
        lambda: load_awards(f"{STEERS}", project=project),
        lambda: load_awards("2017-18", project=f"/nowhere/{STEERS}"),
    ):
        with pytest.raises(GrantsDataError) as error:
            action()
        yield str(error.value)


def test_no_message_steers_a_terminal(project: Path) -> None:
    for message in messages(project):
        assert printable(message) == message
        assert r"\x1b[2J" in message


def test_no_message_about_a_file_steers_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Marks that turn the direction are text in a name, and may stand in every place that a message quotes."""
    root = copied_project(tmp_path / "project")
    raw = root / "data" / "raw" / "2017-18"
    turned = "\u202egrants\u202c\u2028"
    for name, old, new in (
        ("victims-services.csv", "£446,000", f"£446,000{turned}"),
        ("victims-services.csv", "Grant Agreements", f"{turned}Agreements"),
        ("paper.toml", '"Contracts - Commissioned services"', f'"{turned}"'),
    ):
        path = raw / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert main(["--project", str(root), "check", "2017-18"]) == 2
    said = "".join(capsys.readouterr())
    assert said.count("\\u202egrants\\u202c\\u2028") >= 3
    assert UNPRINTABLE.search(said) is None
    assert len(said.splitlines()) == 4, "the amount, two arrangements that are not declared, and a summary"


# ---- Names of files ------------------------------------------------------------------------------------

LONG = "Support for everybody who has ever needed it " * 20
SAFE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize("text", [*CODE.values(), STEERS, LONG, "CON", "com1", "aux.txt", "x/y", "~", "*", "حقوق", " "])
def test_a_page_s_name_is_safe_on_every_system(text: str) -> None:
    name = ReportPlan("provider-report", {"provider": text}).name
    assert SAFE.fullmatch(name)
    assert name.startswith("provider-report-"), "so that none is a device of Windows"
    assert len(f"{name}.ipynb") <= 110


def test_texts_that_would_have_one_page_are_told(project: Path) -> None:
    catalogue = project / "notebooks" / "reports.toml"
    before = catalogue.read_text(encoding="utf-8")
    texts = ["Family Action", "family-action", "../family/action", "Family  Action!", "Fämily Action"]
    entries = [f'[[reports]]\nnotebook = "provider-report"\nparameters = {{ provider = "{text}" }}\n' for text in texts]
    try:
        catalogue.write_text("".join(entries), encoding="utf-8")
        with pytest.raises(CatalogueError, match='two reports with the same name: "provider-report-family-action"'):
            report_plans(YEAR, project)
    finally:
        catalogue.write_text(before, encoding="utf-8")


# ---- The index -----------------------------------------------------------------------------------------


def test_every_name_is_text_in_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "2017-18"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        facts = {fact: name for fact in ("heading", "about", "body", "source", "headline", "verdict")}
        facts |= {"date": "2017-05-11", "figures": [[name, name, name]]}  # type: ignore[dict-item]
        output: dict[str, Any] = {"metadata": {"grantsdata": facts}}
        (folder / f"page-{number:02}.html").write_text("<p>", encoding="utf-8")
        (folder / f"page-{number:02}.ipynb").write_text(json.dumps({"cells": [{"outputs": [output]}]}), "utf-8")
    soup = BeautifulSoup(index_html(published_years(tmp_path).items()), "html.parser")
    links = soup.select(".pages a")
    assert [link.get_text() for link in links] == NAMES
    assert [link["href"] for link in links] == [f"2017-18/page-{number:02}.html" for number in range(len(CODE))]
    assert not soup.find_all(["script", "img", "b", "strong"])
    assert "49" not in soup.get_text()


# ---- Parameters ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(project: Path) -> tuple[subprocess.CompletedProcess[str], str, str]:
    """A report that was given code as its parameters, by a process of its own, and the two texts."""
    provider = CODE["Python"]
    title = " ".join(["{year}", *(name for name in NAMES if "{" not in name and name.isprintable())])
    done = grantsdata(
        project, "report", "2017-18", "--notebook", "provider-report", "-p", "provider", provider, "-p", "title", title
    )
    return done, provider, title


@pytest.mark.proof
def test_parameters_that_are_code_are_texts_on_the_page(
    report: tuple[subprocess.CompletedProcess[str], str, str], project: Path
) -> None:
    done, provider, title = report
    assert done.returncode == 0, done.stderr
    name = ReportPlan("provider-report", {"provider": provider}).name
    page = soup_of(project / "outputs" / "2017-18" / f"{name}.html")
    assert page.h1 is not None and page.h1.get_text() == title.format(year="2017-18")
    assert provider in page.get_text()
    assert not page.find_all("script")
    assert was_run(project.parent) == []
    notebook = json.loads((project / "outputs" / "2017-18" / f"{name}.ipynb").read_text(encoding="utf-8"))
    assert notebook["metadata"]["papermill"]["parameters"]["title"] == title


@pytest.mark.parametrize(
    "given",
    [
        ["-p", f"title = __import__('os').system('touch {CANARY}') #", "x"],
        ["-p", f"x\n__import__('pathlib').Path('{CANARY}').touch()", "x"],
        ["-p", "__builtins__", "x"],
        ["-p", "include_implied", f"__import__('os').system('touch {CANARY}')"],
        ["-p", "title", f"{{provider.__class__.__init__.__globals__}} {{__import__('os').system('touch {CANARY}')}}"],
        ["-p", "provider", f"$(touch {CANARY})"],
    ],
)
def test_code_in_the_place_of_a_name_or_a_value_is_refused_and_not_run(
    given: list[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all but the last two it is known before a kernel starts; those two are refused by the notebook's own calls,
    which are made here without one."""
    from grantsdata.awards.paper_tables import load_providers
    from grantsdata.awards.selection import chosen_bodies
    from grantsdata.report.page import header
    from grantsdata.sources.paper import read_paper

    option, name, value = given
    assert option == "-p"
    if name == "title":
        with pytest.raises(GrantsDataError, match=r"holds \{provider\.__class__"):
            header(read_paper(YEAR, project), value, provider="x")
    elif name == "provider":
        with pytest.raises(GrantsDataError, match="There is no provider"):
            chosen_bodies(load_awards("2017-18", project=project), load_providers(project=project), value, "")
    else:
        command = ["report", "2017-18", "--notebook", "provider-report", option, name, value]
        assert main(["--project", str(project), *command]) == 2
    assert was_run(project.parent) == []


@pytest.mark.parametrize("year", [f"$(touch {CANARY})", "../2017-18", "2017-18\n", "２０１７-18", "2017-18;x"])
def test_code_in_the_place_of_a_year_is_refused(year: str) -> None:
    with pytest.raises(YearError):
        FinancialYear.parse(year)


@pytest.mark.parametrize("notebook", ["../notebooks/annual-report", "/etc/passwd", "annual-report.ipynb", "..\\x"])
def test_a_path_in_the_place_of_a_notebook_is_refused(
    notebook: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(project), "report", "2017-18", "--notebook", notebook]) == 2
    assert "is not the name of a notebook" in capsys.readouterr().err
