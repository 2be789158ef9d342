"""What the tests of unwatched runs share: a project whose run takes a second, ways of spoiling it, and what it left.

The notebooks are as small as they can be: what is proved here is the running and publishing, not what a page says.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reporting import REPOSITORY, add_year, environment

YEAR, OTHER = "2018-19", "2019-20"
AWARDS = (
    ("GR", "Street lights", "Cambridge City Council", "£4,000"),
    ("OUT", "Football at night", "Fenland District Council", "£1,500"),
)

PARAMETERS = 'financial_year = "2018-19"\ninclude_implied = True'
SHOWS = """import pathlib, os
raw = pathlib.Path(os.environ["GRANTSDATA_PROJECT"]) / "data" / "raw" / financial_year
raw.joinpath("gr.csv").read_text(encoding="utf-8"), include_implied"""
"""What a small page shows: the awards as typed, so that other awards make another page."""


def cell(number: int, source: str, *tags: str) -> dict[str, Any]:
    """A code cell."""
    return {
        "cell_type": "code", "id": f"c{number:02}", "metadata": {"tags": list(tags)}, "source": source,
        "outputs": [], "execution_count": None,
    }  # fmt: skip


def write_notebook(project: Path, name: str, *cells: str, parameters: str = PARAMETERS) -> Path:
    """A notebook with a parameters cell and the code cells named."""
    node = {
        "cells": [cell(0, parameters, "parameters"), *(cell(*one) for one in enumerate(cells, start=1))],
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
        call = f"\nimport sys\nfrom grantsdata.cli import main\nsys.exit(main({line[3:]!r}))"
        line = [sys.executable, "-c", program + call]
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True, "cwd": project}
    return subprocess.Popen(line, env=environment(), text=True, **(settings | more))


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
