"""What the tests of unwatched runs share: a project whose run takes a second, ways of spoiling it, and what it left.

The notebooks are as small as they can be: what is proved here is the running and publishing, not what a page says.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.reporting import REPOSITORY, add_year, environment

from grantsdata.cli.main import main
from grantsdata.runs.publish import plan

YEAR, OTHER = "2018-19", "2019-20"
FAILED = f"outputs/failed/{YEAR}"
QUIET = (YEAR, "--quiet")
AWARDS = (
    ("GR", "Street lights", "Cambridge City Council", "£4,000"),
    ("OUT", "Football at night", "Fenland District Council", "£1,500"),
)

PARAMETERS = 'financial_year = "2018-19"\ninclude_implied = True'
SLEEPS = 'import pathlib, time\npathlib.Path("mark").touch()\ntime.sleep(600)'
SHOWS = """import pathlib, os
raw = pathlib.Path(os.environ["GRANTSDATA_PROJECT"]) / "data" / "raw" / financial_year
raw.joinpath("gr.csv").read_text(encoding="utf-8"), include_implied"""
"""What a small page shows: the awards as typed, so that other awards make another page."""

HEAD = """from IPython.display import display
title, body = f"First, {financial_year}", "Police and Crime Commissioner for Elsewhere"
head = {"text/html": f'<p class="body">{body}</p><h1>{title}</h1>', "text/plain": title}
facts = {"part": "head", "kind": "head", "year": financial_year, "heading": title, "body": body}
display(head, metadata={"grantsdata": facts | {"title": f"{title} – {body}"}}, raw=True)"""
"""The head that every page has to have, without the second that it takes to import what usually makes it."""


def cell(number: int, source: str, *tags: str) -> dict[str, Any]:
    """A code cell."""
    return {
        "cell_type": "code", "id": f"c{number:02}", "metadata": {"tags": list(tags)}, "source": source,
        "outputs": [], "execution_count": None,
    }  # fmt: skip


def write_notebook(project: Path, name: str, *cells: str, parameters: str = PARAMETERS) -> Path:
    """A notebook with a parameters cell and the code cells named."""
    node = {
        "cells": [cell(0, parameters, "parameters"), *(cell(*one) for one in enumerate((*cells, HEAD), start=1))],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = project / "notebooks" / f"{name}.ipynb"
    path.write_text(json.dumps(node), encoding="utf-8")
    return path


def declare(project: Path, *names: str) -> None:
    """Have these notebooks be all that is declared for every year."""
    entries = "".join(f'[[reports]]\nnotebook = "{name}"\n' for name in names)
    (project / "notebooks" / "reports.toml").write_text(entries, encoding="utf-8")


def quick_project(folder: Path, *, years: Sequence[str] = (YEAR,)) -> Path:
    """A project with small years and one small report, `first`; nothing is made yet."""
    (folder / "data" / "raw").mkdir(parents=True)
    shutil.copyfile(REPOSITORY / "data" / "raw" / "providers.csv", folder / "data" / "raw" / "providers.csv")
    (folder / "notebooks").mkdir()
    (folder / "outputs").mkdir()
    for year in years:
        add_year(folder, AWARDS, year=year)
    write_notebook(folder, "first", SHOWS)
    declare(folder, "first")
    return folder


def add_other_year(project: Path) -> None:
    """Put the year after on file, with the same awards."""
    shutil.copytree(project / "data" / "raw" / YEAR, project / "data" / "raw" / OTHER)
    paper = project / "data" / "raw" / OTHER / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").replace(YEAR, OTHER), encoding="utf-8")


def hashes(project: Path) -> dict[str, str]:
    """File → sha256 of all that readers see: the years' folders and the index."""
    outputs = project / "outputs"
    seen = [outputs / "index.html", *(path for folder in outputs.glob("2*") for path in folder.rglob("*"))]
    return {
        path.relative_to(outputs).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(seen)
        if path.is_file()
    }


def left_over(project: Path) -> list[str]:
    """What a run that has ended has to take away: staging, folders put aside, notes of who holds a lock."""
    folders = (project / "outputs", project / "data" / "processed")
    names = sorted(path.name for folder in folders if folder.is_dir() for path in folder.glob(".*"))
    return [name for name in names if not (name.startswith(".lock-") and not name.endswith("-holder"))]


def kernels_of(project: Path) -> list[int]:
    """The processes that work for a project: kernels know it from their environment. Linux only."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"GRANTSDATA_PROJECT={project}\0".encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue  # gone by now, or another user's
    return found


def gone(project: Path, seconds: float = 20) -> bool:
    """Whether all kernels of a project end within so many seconds; one whose run was killed notices in a second."""
    until = time.monotonic() + seconds
    while kernels_of(project):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def command(project: Path, *arguments: str) -> list[str]:
    """The command line of a run in a process of its own."""
    return [sys.executable, "-m", "grantsdata", "--project", str(project), "report", *arguments]


def started(project: Path, *arguments: str, program: str = "", **more: Any) -> subprocess.Popen[str]:
    """A run in a process and a session of its own; `program` is Python that is run before the command."""
    line = command(project, *arguments)
    if program:
        call = f"\nimport sys\nfrom grantsdata.cli.main import main\nsys.exit(main({line[3:]!r}))"
        line = [sys.executable, "-c", program + call]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    settings = {"env": environment(), "start_new_session": True, "cwd": project, "text": True}
    return subprocess.Popen(line, **(pipes | settings | more))


def wait_for(path: Path, run: subprocess.Popen[str], seconds: float = 120) -> None:
    """Wait until a run has made a file."""
    until = time.monotonic() + seconds
    while not path.exists():
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < until, f"{path.name} did not come"
        time.sleep(0.01)


def retype(project: Path, year: str, old: str, new: str) -> None:
    """Correct an amount of a year's awards, as an analyst does."""
    path = project / "data" / "raw" / year / "gr.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


# ---- Fixtures: `conftest.py` makes them known to all tests --------------------------------------


class Ended(NamedTuple):
    """A command that has ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


def without_kernels(patch: pytest.MonkeyPatch) -> None:
    """Have small notebooks run in forked processes, as this package's own do: a kernel takes a second to start."""
    patch.setattr(plan, "is_proved", lambda path: True)


@pytest.fixture
def in_kernels() -> None:
    """For tests of kernels: a run in this process starts them, as it does for the notebooks of other people."""


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose one year is published: look, do not touch."""
    project = quick_project(tmp_path_factory.mktemp("good") / "project")
    with pytest.MonkeyPatch.context() as patch:
        without_kernels(patch)
        assert main(["--project", str(project), "report", *QUIET]) == 0
    return project


@pytest.fixture
def quick(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """The same, to spoil."""
    shutil.copytree(good, tmp_path / "project", symlinks=True)
    if "in_kernels" not in request.fixturenames:
        without_kernels(monkeypatch)
    return tmp_path / "project"


@pytest.fixture
def run(quick: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("2018-19", "--quiet")`: the command `report`; what its processes print counts as its own."""
    monkeypatch.setenv("IPYTHONDIR", str(quick.parent / "ipython"))

    def report(*arguments: str) -> Ended:
        capfd.readouterr()
        code = main(["--project", str(quick), "report", *(arguments or QUIET)])
        return Ended(code, *capfd.readouterr())

    return report


@pytest.fixture
def unchanged(quick: Path) -> Callable[[], None]:
    """To be called at the end: what readers see is as it was, and nothing is left over."""
    before = hashes(quick)
    assert len(before) >= 20

    def check() -> None:
        assert hashes(quick) == before
        assert left_over(quick) == []
        assert gone(quick), kernels_of(quick)

    return check


def expect_failure(project: Path, ended: Ended, code: int, said: str, outcome: str = "failed") -> None:
    """One line that says which year, what, that nothing was published and where the details are; and the details."""
    assert ended.code == code, ended.err
    (line,) = ended.err.splitlines()
    assert re.search(said, line), line
    assert line.startswith(f"grantsdata: {YEAR}: ")
    assert line.endswith(f" Nothing was published. Details: {FAILED}/run.log")
    assert ended.out == ""
    record = json.loads((project / FAILED / "run.json").read_text(encoding="utf-8"))
    assert (record["format"], record["outcome"], record["year"]) == (1, outcome, YEAR)
    assert re.search(said, " ".join(record["message"].split())), record
    assert re.search(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR ", (project / FAILED / "run.log").read_text(), re.M)
