"""The checks of `doctor`: what is missing or worth a note, each with the command that mends it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.machine import dist_info
from support.reporting import environment

from grantsdata.report import picture
from grantsdata.runs import doctor_checks
from grantsdata.runs.doctor_checks import Condition

REPOSITORY = Path(__file__).parents[2]
YEAR = "2017-18"
NOBODY = 65534


@pytest.fixture
def project(project: Path) -> Path:
    """A project with its folder for tables."""
    (project / "data" / "processed").mkdir()
    return project


def states(conditions: Iterable[Condition]) -> list[tuple[str, str]]:
    return [(one.state, one.what) for one in conditions]


def only(conditions: Iterable[Condition]) -> Condition:
    (one,) = conditions
    return one


# ---- Packages --------------------------------------------------------------------------------------------


def test_a_needed_package_that_is_not_installed_is_missing_and_another_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(dist_info(tmp_path, "grantsdata", "0.1.0", "nowhere-to-be-found")))
    lock = tmp_path / "constraints.txt"
    lock.write_text("nowhere-to-be-found==1.0\nnor-this-one==2.0\n", encoding="utf-8")
    missing, note, _ = doctor_checks.packages(lock)
    assert (missing.state, missing.what) == ("missing", "package nowhere-to-be-found")
    assert missing.found == "not installed; constraints.txt has 1.0"
    assert (note.state, note.found) == ("note", "1 for tests and tools are not installed; no report needs them")


def test_a_project_without_a_lock_is_told(tmp_path: Path) -> None:
    assert states(doctor_checks.packages(tmp_path / "constraints.txt")) == [("note", "packages")]


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make; install it (on Debian: apt-get install make)")
def test_the_remedy_for_packages_installs_those_of_the_lock() -> None:
    remedy = doctor_checks.install()
    if remedy.startswith("make"):
        command = [*remedy.split(), "--dry-run"]
        made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True)
        remedy = made.stdout
    assert "--constraint constraints.txt --editable" in remedy


def test_where_pip_has_installed_the_package_the_remedy_names_it_and_no_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_checks, "CHECKOUT", tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    assert doctor_checks.install() == 'pip install "grantsdata[report]"'
    lock = tmp_path / "constraints.txt"
    lock.write_text("nowhere-to-be-found==1.0\n", encoding="utf-8")
    note, _ = doctor_checks.packages(lock)
    assert note.remedy == f'pip install "grantsdata[report]" --constraint {lock}'
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    assert only(doctor_checks.python()).remedy == "python3.13 -m venv .venv"


# ---- Fonts, git, browser ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "state", "said"),
    [
        ("Nowhere Sans, DejaVu Sans", "note", "DejaVu Sans instead of Nowhere Sans"),
        ("Nowhere Sans, No Other", "missing", "Nowhere Sans, No Other"),
    ],
)
def test_a_font_that_is_not_there_is_told(
    listed: str, state: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.mplstyle"
    file.write_text(f"font.family: sans-serif\nfont.sans-serif: {listed}\n", encoding="utf-8")
    monkeypatch.setattr(picture, "STYLE", file)
    told = only(doctor_checks.fonts())
    assert told.state == state
    assert said in told.found
    assert told.remedy == "apt-get install fonts-dejavu-core"


def test_a_folder_of_fonts_that_cannot_be_written_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    code = "from grantsdata.runs.doctor_checks import fonts\nfor one in fonts(): print(one.state, one.remedy)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(MPLCONFIGDIR=str(tmp_path / "file")),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines() == ["ok ", "note export MPLCONFIGDIR=/var/tmp/matplotlib"]
    assert done.stderr == ""


def test_git_that_is_not_there_or_does_not_tell_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("git"):
        (tmp_path / ".git").mkdir()
        assert only(doctor_checks.git(tmp_path)).remedy == f"git config --global --add safe.directory {tmp_path}"
    monkeypatch.setenv("PATH", str(tmp_path))
    told = only(doctor_checks.git(tmp_path))
    assert (told.state, told.remedy) == ("note", "apt-get install git")


def test_a_browser_is_never_more_than_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("GRANTSDATA_BROWSER", raising=False)
    assert only(doctor_checks.browser()).state == "note"
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    assert only(doctor_checks.browser()) == Condition("ok", "browser", str(program))
    monkeypatch.setenv("GRANTSDATA_BROWSER", "not-this-one")
    assert only(doctor_checks.browser()).state == "note"


# ---- Folders, room, earlier runs -------------------------------------------------------------------------


@contextmanager
def ordinary_user() -> Iterator[int]:
    """What is within runs as somebody who is no administrator, even where the tests are run by one; gives the user."""
    if os.geteuid() != 0:
        yield os.geteuid()
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield NOBODY
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.mark.skipif(os.name == "nt", reason="rights are other things on Windows")
def test_folders_that_an_ordinary_user_cannot_write_in_are_missing() -> None:
    """Not below pytest's own folder, which it closes to all other users."""
    with tempfile.TemporaryDirectory(prefix="grantsdata-test-") as name:
        project = Path(name)
        (project / "data" / "raw").mkdir(parents=True)
        (project / "outputs").mkdir()
        for folder in (project, project / "data", project / "outputs"):
            folder.chmod(0o555)
        with ordinary_user() as user:
            told = list(doctor_checks.folders(project))
        for folder in (project, project / "data", project / "outputs"):
            folder.chmod(0o755)
        assert states(told) == [("missing", "folder outputs"), ("missing", "folder data/processed")]
        assert all("Permission denied" in one.found for one in told)
        assert [one.remedy for one in told] == [
            f"sudo chown -R {user} {project / 'outputs'}",
            f"sudo chown -R {user} {project / 'data'}",
        ]
        if os.geteuid() == 0:  # as the administrator who is asked for it types it
            for one in told:
                subprocess.run(one.remedy.removeprefix("sudo ").split(), check=True)
            with ordinary_user():
                assert {one.state for one in doctor_checks.folders(project)} <= {"ok", "note"}


@pytest.fixture
def small_disk(project: Path) -> Iterator[Path]:
    """The project's outputs on a file system of one megabyte."""
    outputs = project / "outputs"
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(outputs)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a file system of its own takes the right to mount one: run the tests as root of the machine")
    try:
        yield outputs
    finally:
        subprocess.run(["umount", str(outputs)], check=True)


def test_a_small_disk_is_told_with_what_a_run_needs(small_disk: Path) -> None:
    told = {one.what: one for one in doctor_checks.room(small_disk.parent)}
    assert told["room in outputs"].state == "missing"
    assert told["room in outputs"].found.endswith("a run needs 50 MB")
    assert told["room in outputs"].remedy == f"df -h {small_disk}"
    assert len(told) == 2  # the other file system is that of the tables


def test_a_full_disk_and_one_that_is_only_for_reading_are_told(small_disk: Path) -> None:
    with (small_disk / "all").open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        for _ in range(2_000):
            file.write(b"0" * 1024)
    told = next(doctor_checks.folders(small_disk.parent))
    assert (told.state, told.remedy) == ("missing", f"df -h {small_disk}")
    assert "No space left" in told.found
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    told = next(doctor_checks.folders(small_disk.parent))
    assert (told.state, told.remedy) == ("missing", f"findmnt --target {small_disk}")


HOLDS = """
import sys
from pathlib import Path
from grantsdata.sources.files.lock import held
with held(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_is_busy_is_told_and_what_a_killed_run_left(project: Path) -> None:
    outputs = project / "outputs"
    assert list(doctor_checks.earlier_runs(project)) == []
    command = [sys.executable, "-c", HOLDS, str(outputs), YEAR]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as run:
        assert run.stdout is not None and run.stdout.readline() == "held\n"
        (outputs / f".staging-{YEAR}").mkdir()
        (project / "data" / "processed" / ".aside-2018-19").mkdir()
        busy, left = doctor_checks.earlier_runs(project)
        assert (busy.state, busy.what, busy.remedy) == ("note", f"run of {YEAR}", "")
        assert f"process {run.pid} of " in busy.found
        assert left.what == "folder data/processed/.aside-2018-19"
        run.send_signal(signal.SIGKILL)
    again = list(doctor_checks.earlier_runs(project))
    assert [one.what for one in again] == [f"folder outputs/.staging-{YEAR}", "folder data/processed/.aside-2018-19"]
    assert again[0].remedy.endswith(f"-m grantsdata --project {project} report {YEAR}")


def test_raw_data_at_fault_is_missing_with_the_command_that_tells_all(
    project: Path, set_cell: Callable[[str, int, str, str], None]
) -> None:
    assert states(doctor_checks.raw_data(project)) == [("ok", f"raw data {YEAR}")]
    set_cell("providers.csv", 2, "basis", "hearsay")
    set_cell("2017-18/measures.csv", 2, "Stream", "QQ")
    told = list(doctor_checks.raw_data(project))
    assert states(told) == [("missing", "raw data of the project"), ("missing", f"raw data {YEAR}")]
    assert told[1].found == "1 at fault, the first in data/raw/2017-18/measures.csv"
    done = subprocess.run(told[1].remedy.split(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2 and "row 2, column Stream" in done.stderr
