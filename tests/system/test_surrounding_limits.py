"""Where a machine or a user gives little: long paths for temporary files, little memory, paths with odd characters."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.cases import first, named
from support.reporting import REPOSITORY, environment, grantsdata
from support.unattended import QUIET, SHOWS, YEAR, retype, write_notebook

from grantsdata.errors import GrantsDataError
from grantsdata.sources.files import project
from grantsdata.sources.files.project import folder_for_sockets

PAPER = str(REPOSITORY / "docs" / "example" / "paper-2018-19.docx")

# ---- A long TMPDIR ----------------------------------------------------------------------------------


@pytest.fixture
def long(tmp_path: Path) -> str:
    """A folder with a path of 220 characters, longer than that of a socket may be."""
    folder = tmp_path / ("x" * (219 - len(str(tmp_path))))
    folder.mkdir()
    assert len(str(folder)) == 220
    return str(folder)


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such sockets")
def test_a_report_is_made_with_a_long_path_for_temporary_files(quick: Path, long: str) -> None:
    """In a kernel, which has sockets too."""
    retype(quick, YEAR, "£4,000", "£4,100")
    write_notebook(quick, "first", SHOWS)
    done = grantsdata(quick, "report", *QUIET, TMPDIR=long)
    assert done.stderr == ""
    assert done.returncode == 0
    assert "4,100" in (quick / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert list(Path(long).iterdir()) == []


def test_without_a_short_path_for_sockets_one_is_asked_for(monkeypatch: pytest.MonkeyPatch, long: str) -> None:
    monkeypatch.setattr(project.tempfile, "tempdir", long)
    assert folder_for_sockets() == "/tmp"
    monkeypatch.setattr(project.os, "access", lambda path, mode: path == long)
    with pytest.raises(
        GrantsDataError, match=r"too long for sockets: it has 220 bytes; expected at most 60\. Set TMPDIR to a"
    ):
        folder_for_sockets()
    monkeypatch.setattr(project.tempfile, "tempdir", "/short")
    monkeypatch.setattr(project.os, "access", lambda path, mode: True)
    assert folder_for_sockets() == "/short"


# ---- Little memory ------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="macOS and Windows have no such limit")
@pytest.mark.parametrize(
    "arguments",
    first(
        [
            ["report", *QUIET, "--force"],
            ["check"],
            ["export", YEAR, "--to", "sqlite"],
            ["providers"],
            ["matches", YEAR],
            ["verify", YEAR],
            ["new-year", "2021-22"],
            ["import", PAPER, "--year", "2021-22"],
            ["doctor"],
        ]
    ),
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize("option", ["-v", "-d"])
def test_a_command_that_may_have_little_memory_says_so(option: str, arguments: list[str], good: Path) -> None:
    line = [sys.executable, "-m", "grantsdata", "--project", str(good), *arguments]
    limited = ["sh", "-c", f'ulimit {option} 409600 && exec "$@"', "sh", *line]
    done = subprocess.run(limited, env=environment(), capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"grantsdata: there is not enough memory: this process may have 419 MB (ulimit {option}), and needs 1,000 MB. "
        "Let this user have more (ulimit -v unlimited; a container or a scheduler may have a limit of its own), and "
        "run again.\n"
    )


# ---- The project's path ---------------------------------------------------------------------------------


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be given there")
@pytest.mark.parametrize(
    "name",
    named(
        {"braces": "{financial_year}", "all": "a {b} {} 100%s %(d)d #c?d=e&f 'g' \"h\" $HOME `i` \\j; été 日本\nk"},
        "all",
    ),
)
@pytest.mark.parametrize(
    "arguments",
    first(
        [
            ["report", *QUIET],
            ["check", YEAR],
            ["export", YEAR, "--to", "sqlite"],
            ["export", YEAR, "--to", "360giving"],
            ["new-year", "2021-22"],
            ["import", PAPER, "--year", "2021-22", "--tables", "all"],
        ]
    ),
    ids=lambda arguments: f"{arguments[0]} {arguments[-1]}",
)
def test_a_project_may_have_any_path(name: str, arguments: list[str], good: Path, tmp_path: Path) -> None:
    project = tmp_path / name / "project"
    shutil.copytree(good, project, symlinks=True)
    retype(project, YEAR, "£4,000", "£4,100")
    done = grantsdata(project, *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (project / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert ("4,100" in page) is (arguments[0] == "report")
    assert [path.name for path in (tmp_path / name).iterdir()] == ["project"]
