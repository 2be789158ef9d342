"""The same inputs give the same bytes: pages, notebooks, tables and index of the real set, wherever it is made."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.browsing import missing
from support.reporting import REPOSITORY, copied_project, environment
from support.unattended import hashes

pytestmark = pytest.mark.proof

YEAR = "2017-18"
PYTHONS_VARIABLE = "GRANTSDATA_PYTHONS"
"""Programs, parted as on a PATH, that are tried before those of their usual names."""


def made(project: Path) -> dict[str, str]:
    """File → sha256, but for the run record, which tells how long each report took."""
    return {name: digest for name, digest in hashes(project).items() if not name.endswith("run.json")}


def make(project: Path, *before: str, program: str = sys.executable, cwd: Path | None = None, **more: str) -> None:
    line = [*before, program, "-m", "grantsdata", "--project", str(project), "report", YEAR, "--quiet"]
    done = subprocess.run(
        line, cwd=cwd or project, env=environment(**more), capture_output=True, text=True, timeout=900, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def known(locale: str) -> bool:
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().split()
    return locale.lower().replace("-", "") in [name.replace("-", "") for name in listed]


@pytest.mark.parametrize(
    ("where", "variables"),
    [
        ("a place/with spaces & more", {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711"}),
        ("elsewhere", {"LC_ALL": "C.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "0", "COLUMNS": "40"}),
    ],
    ids=["C", "UTF-8"],
)
def test_another_place_language_time_zone_and_order_of_hashes(
    where: str, variables: dict[str, str], published: Path, tmp_path: Path
) -> None:
    project = copied_project(tmp_path / where)
    make(project, cwd=project / "outputs", **variables)
    assert made(project) == made(published)


def test_a_german_machine(published: Path, tmp_path: Path) -> None:
    if not known("de_DE.UTF-8"):
        pytest.skip("There is no locale de_DE.UTF-8 here (on Debian: apt-get install locales-all).")
    project = copied_project(tmp_path / "project")
    make(project, LC_ALL="de_DE.UTF-8", LANGUAGE="de", TZ="Europe/Berlin")
    assert made(project) == made(published)


def test_again_over_what_is_there(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "project")
    before = made(tmp_path / "project")
    make(tmp_path / "project")
    assert made(tmp_path / "project") == before


def programs() -> Sequence[str]:
    named = [name for name in os.environ.get(PYTHONS_VARIABLE, "").split(os.pathsep) if name]
    return [*named, *(f"python3.{minor}" for minor in (11, 12, 13, 14))]


def version_of(program: str) -> str:
    """Such as "3.12"; "" if it does not run."""
    if not shutil.which(program):
        return ""
    line = [program, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(line, capture_output=True, text=True, check=False).stdout.strip()


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_another_python(version: str, published: Path, tmp_path: Path) -> None:
    if version == f"{sys.version_info[0]}.{sys.version_info[1]}":
        pytest.skip(f"Python {version} is the one that the others are compared with.")
    found = next((program for program in programs() if version_of(program) == version), None)
    if found is None:
        pytest.skip(f"There is no Python {version} here. Put it on the path, or name it in {PYTHONS_VARIABLE}.")
    program = str(tmp_path / "venv" / "bin" / "python")
    subprocess.run([found, "-m", "venv", str(tmp_path / "venv")], check=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", "constraints.txt"]
    subprocess.run([program, *install, "--editable", ".[report]"], cwd=REPOSITORY, check=True, env=environment())
    project = copied_project(tmp_path / "project")
    make(project, program=program)
    assert made(project) == made(published)


def test_nothing_is_fetched_while_reports_are_made(published: Path, tmp_path: Path) -> None:
    """In a network of its own that has not even a loopback."""
    cut_off = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    tried = shutil.which("unshare") and subprocess.run([*cut_off, "true"], capture_output=True, check=False)
    if not tried or tried.returncode:
        missing("The network cannot be cut off", "Allow unshare (of util-linux) to this user, or run as root.")
    alone = subprocess.run(
        [*cut_off, sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9), 1)"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Network is unreachable" in alone.stderr, "the cut itself is tried"
    project = copied_project(tmp_path / "project")
    make(project, *cut_off)
    assert made(project) == made(published)
