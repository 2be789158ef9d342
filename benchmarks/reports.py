"""Report runs: how long reports take with the tools by themselves, and with `grantsdata report`.

The reports are two of each of eight years, the annual report and the reconciliation: six charts each on average. The
tools are given the same notebooks, years and page template, and do less: they neither prove a page nor write a table.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from benchmarks.row import Row, yes

REPOSITORY = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
PRINTED = "2017-18"
NOTEBOOKS = ("annual-report", "reconciliation")
TOOLS = "papermill + jupyter nbconvert"
MIB = 250


def rows(size: int = 8) -> Iterator[Row]:
    """The lines of the table for two reports of each of `size` years."""
    with tempfile.TemporaryDirectory(prefix="grants-") as folder:
        project = Path(folder) / "project"
        years = make_project(project, size)
        yield from _of(project, years)


def make_project(project: Path, size: int) -> list[str]:
    """A project with so many years, each with the printed tables of the one that there is; returns the years."""
    years = [f"{start}-{(start + 1) % 100:02d}" for start in range(2018 - size, 2018)]
    shutil.copytree(REPOSITORY / "notebooks", project / "notebooks")
    raw = project / "data" / "raw"
    for year in years:
        shutil.copytree(REPOSITORY / "data" / "raw" / PRINTED, raw / year)
        paper = raw / year / "paper.toml"
        text = paper.read_text(encoding="utf-8").replace(f'financial_year = "{PRINTED}"', f'financial_year = "{year}"')
        paper.write_text(text, encoding="utf-8", newline="\n")
    shutil.copyfile(REPOSITORY / "data" / "raw" / "providers.csv", raw / "providers.csv")
    entries = "".join(f'[[reports]]\nnotebook = "{name}"\n' for name in NOTEBOOKS)
    (project / "notebooks" / "reports.toml").write_text(entries, encoding="utf-8")
    (project / "outputs").mkdir()
    return years


def _of(project: Path, years: Sequence[str]) -> Iterator[Row]:
    pairs = [(name, year) for year in years for name in NOTEBOOKS]
    many, last = f"{len(pairs)} reports, two at a time", years[-1]
    in_turn = _seconds(lambda: [_by_tools(project, *pair) for pair in pairs])
    two = _seconds(lambda: list(ThreadPoolExecutor(2).map(lambda pair: _by_tools(project, *pair), pairs)))
    first = min(_grantsdata(project, "--all", "--force") for _ in range(3))
    peak = max(entry["peak_mib"] for entry in _entries(project))
    again = min(_grantsdata(project, "--all") for _ in range(10))
    start = min(_without_a_report(project, years[0]) for _ in range(3))
    changed = min(_changed(project, years[len(years) // 2], number) for number in range(3))
    one_by_tools = min(_seconds(lambda: _by_tools(project, NOTEBOOKS[0], last)) for _ in range(3))
    one = min(_grantsdata(project, last, "--notebook", NOTEBOOKS[0], "--force") for _ in range(3))

    shown = min(_shown(project, last))

    share = one / one_by_tools
    measured = f"{share:.2f} of it ({one:.2f} s, {one_by_tools:.2f} s)"
    yield Row("one report, command to page", TOOLS, "at most 0.50 of its time", measured, "", yes(share <= 0.5))
    yield _faster(many, f"{TOOLS}, one after the other", 7, first, in_turn)
    yield _faster(many, f"{TOOLS}, two at a time", 3.5, first, two)
    yield Row(
        f"{len(pairs)} reports again, nothing changed",
        "first run",
        "at most 2% of its time, under 0.2 s",
        f"{again / first:.1%} ({again:.2f} s, {first:.2f} s)",
        "",
        yes(again <= 0.02 * first and again < 0.2),
    )
    most = first / len(years) + start
    yield Row(
        f"one of {len(years)} years changed",
        "first run",
        "that year's share and start-up",
        f"{changed:.2f} s; the share is {first / len(years):.2f} s, a start without a report {start:.2f} s",
        "",
        yes(changed <= most),
    )
    goal, reach = "preview: from a saved cell to the new annual report", "at most 2 s"
    yield Row(goal, "", reach, f"{shown:.2f} s", "", yes(shown <= 2))
    yield Row("memory of a worker, two at a time", "", f"at most {MIB} MiB", f"{peak} MiB", "", yes(peak <= MIB))


def _faster(goal: str, against: str, times: float, ours: float, theirs: float) -> Row:
    faster = theirs / ours
    measured = f"{faster:.1f} times faster ({ours:.1f} s, {theirs:.1f} s)"
    return Row(goal, against, f"at least {times:g} times faster", measured, "", yes(faster >= times))


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _run(*line: str, project: Path) -> None:
    variables = os.environ | {"GRANTSDATA_PROJECT": str(project)}
    subprocess.run(line, env=variables, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _by_tools(project: Path, notebook: str, year: str) -> None:
    """A page by the tools' own commands."""
    executed = project / "by-tools" / f"{notebook}-{year}.ipynb"
    executed.parent.mkdir(exist_ok=True)
    source = project / "notebooks" / f"{notebook}.ipynb"
    parameters = ("-p", "financial_year", year, "-k", "python3", "--cwd", str(source.parent), "--no-progress-bar")
    _run(str(BIN / "papermill"), str(source), str(executed), *parameters, project=project)
    template = ("--to", "html", "--template", "grantsdata")
    _run(str(BIN / "jupyter"), "nbconvert", *template, str(executed), project=project)


def _grantsdata(project: Path, *arguments: str) -> float:
    """The seconds of a command, which must end well."""
    line = (sys.executable, "-m", "grantsdata", "report", *arguments, "--quiet")
    return _seconds(lambda: _run(*line, project=project))


def _without_a_report(project: Path, year: str) -> float:
    """A run that has all to start and one year to read, and no page to make: a table of it is lost."""
    (project / "data" / "processed" / year / "by-stream.csv").unlink()
    return _grantsdata(project, "--all")


def _changed(project: Path, year: str, number: int) -> float:
    """A year whose raw data has been edited, all others as they were."""
    table = project / "data" / "raw" / year / "victims-services.csv"  # paper.toml belongs to the next year's inputs too
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("£446,000", f"£446,00{number + 1}"), encoding="utf-8", newline="\n")
    seconds = _grantsdata(project, "--all")
    table.write_text(text, encoding="utf-8", newline="\n")
    _grantsdata(project, "--all")  # not timed: the pages are again as the tables
    return seconds


def _entries(project: Path) -> list[dict[str, int]]:
    records = [json.loads(path.read_text(encoding="utf-8")) for path in project.glob("outputs/*/run.json")]
    return [entry for record in records for entry in record["reports"]]


def _shown(project: Path, year: str, times: int = 5) -> Iterator[float]:
    """The seconds from saving a cell of a raw table until a browser would get the new annual report."""
    line = (sys.executable, "-m", "grantsdata", "--project", str(project), "preview", year)
    run = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    try:
        assert run.stdout is not None
        page = f"{run.stdout.readline().split()[-1]}{year}/{NOTEBOOKS[0]}.html"
        _get_until("£446,000", page)
        table = project / "data" / "raw" / year / "victims-services.csv"
        text = table.read_text(encoding="utf-8")
        for number in range(times):
            time.sleep(5)  # the other pages and tables are made
            amount = f"£446,00{number + 1}"
            table.write_text(text.replace("£446,000", amount), encoding="utf-8", newline="\n")
            yield _seconds(lambda amount=amount: _get_until(amount, page))  # type: ignore[misc]
        table.write_text(text, encoding="utf-8", newline="\n")
    finally:
        run.terminate()
        run.communicate()


def _get_until(text: str, page: str) -> None:
    """Ask for a page until it has a text."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(HTTPError), urlopen(page) as answer:  # 404 until it is made
            if text in answer.read().decode("utf-8"):
                return
        time.sleep(0.02)
    raise RuntimeError(f"{page} has no {text}")
