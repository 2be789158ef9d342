"""What the tests of unwatched runs share: a project whose run takes a second, ways of spoiling it, and what it left.

The notebooks are as small as they can be: what is proved here is the running and publishing, not what a page says.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reporting import REPOSITORY, add_year, environment

YEAR, OTHER = "2018-19", "2019-20"
AWARDS = (
    ("GR", "Street lights", "Cambridge City Council", "£4,000"),
    ("OUT", "Football at night", "Fenland District Council", "£1,500"),
)

PARAMETERS = 'financial_year = "2018-19"\ninclude_implied = True'
SHOWS = """import json, pathlib, os
raw = pathlib.Path(os.environ["GRANTSDATA_PROJECT"]) / "data" / "raw" / financial_year
print(raw.joinpath("gr.csv").read_text(encoding="utf-8"), include_implied)"""
"""What a small page shows: the awards as typed, so that other awards make another page."""


def cell(source: str, *tags: str) -> dict[str, Any]:
    """A code cell."""
    return {
        "cell_type": "code", "id": f"c{hashlib.sha256(source.encode()).hexdigest()[:8]}",
        "metadata": {"tags": list(tags)}, "source": source, "outputs": [], "execution_count": None,
    }  # fmt: skip


def write_notebook(project: Path, name: str, *cells: str, parameters: str = PARAMETERS) -> Path:
    """A notebook with a parameters cell and the code cells named."""
    node = {
        "cells": [cell(parameters, "parameters"), *map(cell, cells)],
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
