"""What all tests share: a project of their own to spoil, and two ways of editing its raw files."""

import csv
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import settings
from support.browsing import publish
from support.reporting import copied_project

from grantsdata.runs.notebooks import skip_unused_formats

skip_unused_formats()

REPOSITORY = Path(__file__).parents[1]

pytest_plugins = ["support.unattended"]  # the fixtures of runs that nobody watches

# Each worker, and each command that a test starts, would otherwise compile the package and the tests anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shell that starts the tests in the background has them ignore an interruption, and what they start inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples on every run and on every machine, however slow it is.
settings.register_profile("deterministic", derandomize=True, deadline=None, max_examples=25)
settings.register_profile("nightly", derandomize=True, deadline=None, max_examples=10_000)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "deterministic")
settings.load_profile(PROFILE)

# As where reports are made, and where pyarrow is missing. The nightly examples are tried with the texts of pyarrow, and
# so is each command that a test starts.
if PROFILE == "deterministic":
    pd.set_option("mode.string_storage", "python")


def pytest_runtest_setup() -> None:
    """A run that has to end by some time leaves out what it has not begun by then, and says so."""
    if time.time() > float(os.environ.get("TESTS_UNTIL", "inf")):
        pytest.skip("the time for this run was over")


@pytest.fixture(autouse=True)
def _no_other_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that the environment names would otherwise be read instead of the test's own."""
    monkeypatch.delenv("GRANTSDATA_PROJECT", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a copy of the raw data and the notebooks, and an empty outputs folder."""
    shutil.copytree(REPOSITORY / "data" / "raw", tmp_path / "data" / "raw")
    notebooks = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks", ignore=notebooks)
    (tmp_path / "outputs").mkdir()
    return tmp_path


@pytest.fixture
def set_cell(project: Path) -> Callable[[str, int, str, str], None]:
    """`set_cell("2017-18/victims-services.csv", 2, "Award", "£12,34")`: row 1 is the header."""

    def edit(name: str, row: int, column: str, text: str) -> None:
        path = project / "data" / "raw" / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows[row - 1][rows[0].index(column)] = text
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return edit


@pytest.fixture
def replace_text(project: Path) -> Callable[[str, str, str], None]:
    """`replace_text("2017-18/paper.toml", 'code = "VS"', 'code = "V"')`: the text must stand there just once."""

    def edit(name: str, old: str, new: str) -> None:
        path = project / "data" / "raw" / name
        before = path.read_text(encoding="utf-8")
        assert before.count(old) == 1, f"{name} holds the text to be replaced {before.count(old)} times"
        path.write_text(before.replace(old, new), encoding="utf-8", newline="\n")

    return edit


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project for which `grantsdata report 2017-18` has been run, once for all tests: look, do not touch.

    The workers share it: the first that needs it makes it, and the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "published"
    with FileLock(shared / "published.lock"):
        if not (folder / "made").exists():
            publish(copied_project(folder / "project"))
            (folder / "made").touch()
    return folder / "project"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A worker more than there are cores, since a test that waits for a kernel or a browser needs none."""
    return (os.cpu_count() or 1) + 1


LONGEST_FIRST = ("system", "runs", "cli", "importers", "report", "exports")
"""Folders whose tests run notebooks, browsers and commands: no worker is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest modules go first."""
    order = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: order.get(item.path.relative_to(REPOSITORY / "tests").parts[0], len(order)))


@pytest.fixture
def style_undone() -> Iterator[None]:
    """Put matplotlib's settings back after an example that sets the house style for all charts that follow."""
    import matplotlib

    with matplotlib.rc_context():
        yield
