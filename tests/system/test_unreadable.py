"""What a command has to read and an ordinary user may not: one line that says so, and nothing is changed or lost."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.browsing import missing
from support.cases import first
from support.ordinary import ordinary_user, reachable_folder
from support.reporting import REPOSITORY, environment
from support.unattended import YEAR, hashes, quick_project, retype

from grantsdata.cli.main import main
from grantsdata.errors import InputError, OutputError, of_system
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish.index import index_html

PAPER = str(REPOSITORY / "docs" / "example" / "paper-2018-19.docx")
RIGHT = "Permission denied. Give this user the right to read it and the folders that it is in, and run again."
ASK = "the file cannot be opened (Permission denied)"


@contextmanager
def closed(path: Path, mode: int = 0) -> Iterator[None]:
    """A file or folder with other rights; as they were afterwards."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def by_an_ordinary_user(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Somebody whom rights bind: root gives up all that lets it pass them."""
    line = [sys.executable, "-m", "grantsdata", "--project", str(project), *arguments]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            missing("There is no setpriv", "Install it (on Debian: apt-get install util-linux).")
        line = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *line]
    return subprocess.run(
        line, cwd=project, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )


# ---- Reports ------------------------------------------------------------------------------------------


@pytest.mark.proof
@pytest.mark.parametrize(
    ("place", "mode", "said"),
    first(
        [
            ("notebooks/first.ipynb", 0, f"cannot read {{project}}/notebooks/first.ipynb: {RIGHT}"),
            ("outputs", 0o311, f"cannot read {{project}}/outputs: {RIGHT}"),
            (f"data/raw/{YEAR}/gr.csv", 0, f"cannot read {{project}}/data/raw/{YEAR}/gr.csv: {RIGHT}"),
            (f"data/raw/{YEAR}", 0o311, f"cannot read {{project}}/data/raw/{YEAR}: {RIGHT}"),
            (f"data/raw/{YEAR}/paper.toml", 0, f"data/raw/{YEAR}/paper.toml: {ASK}"),
            ("data/raw", 0, f"data/raw/{YEAR}/paper.toml: {ASK}"),
            ("data/raw", 0o644, f"data/raw/{YEAR}/paper.toml: {ASK}"),
            ("data/raw/providers.csv", 0, f"cannot read {{project}}/data/raw/providers.csv: {RIGHT}"),
            ("constraints.txt", 0, f"cannot read {{project}}/constraints.txt: {RIGHT}"),
            ("notebooks", 0, f"notebooks/reports.toml: {ASK}"),
            ("notebooks/reports.toml", 0, f"notebooks/reports.toml: {ASK}"),
        ],
        1,
    ),
)
def test_a_report_is_not_made_from_what_cannot_be_read(place: str, mode: int, said: str, quick: Path) -> None:
    (quick / "constraints.txt").write_text("pandas==3.1.0\n", encoding="utf-8")
    before = hashes(quick)
    with closed(quick / place, mode):
        done = by_an_ordinary_user(quick, "report", YEAR, "--quiet", "--force")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"grantsdata: {YEAR}: {said.format(project=quick)}")
    assert " Nothing was published." in line
    assert hashes(quick) == before


@pytest.mark.proof
def test_pages_that_cannot_be_read_are_made_again(quick: Path) -> None:
    """As are those that somebody has changed; nobody needs to see to them."""
    page = quick / "outputs" / YEAR / "first.html"
    before = page.read_bytes()
    with closed(quick / "outputs" / YEAR / "run.json"):
        page.chmod(0)
        done = by_an_ordinary_user(quick, "report", YEAR, "--quiet")
        (quick / "outputs" / YEAR / "run.json").chmod(0o644)
    assert (done.returncode, done.stderr) == (0, "")
    assert page.read_bytes() == before


# ---- The other commands ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "arguments", "said"),
    first(
        [
            (f"outputs/{YEAR}/run.json", ["verify", YEAR], f"cannot read {{project}}/outputs/{YEAR}/run.json: {RIGHT}"),
            ("data", ["years"], f"cannot read {{project}}/data/raw: {RIGHT}"),
            ("data/raw", ["years"], f"cannot read {{project}}/data/raw: {RIGHT}"),
            ("data/raw", ["report", "--all", "--quiet"], f"cannot read {{project}}/data/raw: {RIGHT}"),
            ("data/raw", ["check"], f"cannot read {{project}}/data/raw: {RIGHT}"),
            ("data/raw", ["new-year", "2021-22"], f"cannot read {{project}}/data/raw: {RIGHT}"),
            ("data/raw", ["import", PAPER, "--year", "2021-22"], f"cannot read {{project}}/data/raw: {RIGHT}"),
            ("paper.docx", ["import", "paper.docx", "--year", "2021-22"], f"paper.docx: {ASK}"),
            ("data/raw/providers.csv", ["providers", "--write"], f"data/raw/providers.csv: {ASK}"),
            (
                f"data/raw/{YEAR}/gr.csv",
                ["export", YEAR, "--to", "sqlite"],
                f"cannot read {{project}}/data/raw/{YEAR}/gr.csv: {RIGHT}",
            ),
            (
                f"outputs/{YEAR}/first.html",
                ["verify", YEAR],
                f"cannot read {{project}}/outputs/{YEAR}/first.html: {RIGHT}",
            ),
            (f"outputs/{YEAR}", ["verify", YEAR], f"cannot read {{project}}/outputs/{YEAR}/run.json: {RIGHT}"),
        ],
        2,
    ),
)
def test_a_command_says_what_it_cannot_read(place: str, arguments: list[str], said: str, quick: Path) -> None:
    shutil.copyfile(PAPER, quick / "paper.docx")
    with closed(quick / place):
        done = by_an_ordinary_user(quick, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    *named, line = done.stderr.splitlines()
    assert named in ([], [f"grantsdata: in the project {quick}"])
    assert line.startswith(f"grantsdata: {said.format(project=quick)}")


def test_check_lists_every_file_that_cannot_be_read(quick: Path) -> None:
    with closed(quick / "data" / "raw" / YEAR / "gr.csv"), closed(quick / "data" / "raw" / YEAR / "out.csv"):
        done = by_an_ordinary_user(quick, "check", YEAR)
    assert done.returncode == 2
    faults = [line.partition(":")[0] for line in done.stderr.splitlines() if ": fault: " in line]
    assert faults == [f"data/raw/{YEAR}/gr.csv", f"data/raw/{YEAR}/out.csv"]


def test_the_index_leaves_no_year_out_that_cannot_be_read(tmp_path: Path) -> None:
    with reachable_folder() as folder:
        (folder / "outputs" / "2016-17").mkdir(parents=True)
        (folder / "outputs" / "2016-17").chmod(0)
        years = {FinancialYear.parse("2016-17"): folder / "outputs" / "2016-17"}
        with ordinary_user(folder), pytest.raises(InputError, match=r"^cannot read \S+2016-17: Permission denied"):
            index_html(years.items())
        (folder / "outputs" / "2016-17").chmod(0o755)


# ---- What the system may say, and in which of the two cases ----------------------------------------------


def test_a_file_that_vanishes_while_it_is_read_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = quick_project(tmp_path / "project")
    plain = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda self: self.name == "first.ipynb" or plain(self))  # a moment ago
    with pytest.raises(
        InputError, match=r"^cannot read \S+first\.ipynb: No such file or directory\. See that it is there"
    ):
        (project / "notebooks" / "first.ipynb").unlink()
        Inputs(project).of_report("first", FinancialYear.parse(YEAR), None)


def test_what_is_read_and_what_is_written_are_told_apart() -> None:
    with reachable_folder() as folder:
        (folder / "closed").touch()
        (folder / "closed").chmod(0)
        (folder / "readable").touch()
        (folder / "readable").chmod(0o444)
        (folder / "locked").mkdir()
        with ordinary_user(folder):
            (folder / "locked").chmod(0o555)
            for path, mode, kind in (
                (folder / "closed", "r", InputError),
                (folder / "nowhere", "r", InputError),
                (folder / "readable", "w", OutputError),
                (folder / "locked" / "new", "w", OutputError),
                (folder / "nowhere" / "new", "w", OutputError),
            ):
                with pytest.raises(OSError, match=r"Permission denied|No such file") as refused:
                    path.open(mode)
                error = of_system(folder / "outputs", refused.value)
                assert type(error) is kind, path
                assert str(path) in str(error)
    for code, kind in ((errno.EIO, OutputError), (errno.ENOSPC, OutputError)):
        assert type(of_system(Path("/outputs"), OSError(code, "no"))) is kind


def test_what_no_command_expects_is_one_line_all_the_same(
    quick: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(path: Path) -> list[Path]:
        raise OSError(errno.EIO, "x", str(path))

    monkeypatch.setattr("grantsdata.commands.years", fail)
    assert main(["--project", str(quick), "years"]) == 1
    assert capfd.readouterr().err == (
        f"grantsdata: cannot write {quick}: Input/output error. See that it is a folder that this user may write in, "
        "and run again.\n"
    )


def test_a_disk_that_fails_while_it_is_read_is_said_to(
    quick: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    retype(quick, YEAR, "£4,000", "£4,100")
    plain = Path.open

    def failing(self: Path, *more: object, **options: object) -> object:
        if self.name == "constraints.txt":
            raise OSError(errno.EIO, "x", str(self))
        return plain(self, *more, **options)

    (quick / "constraints.txt").touch()
    monkeypatch.setattr(Path, "open", failing)
    assert main(["--project", str(quick), "report", YEAR, "--quiet"]) == 2
    assert "constraints.txt: Input/output error. Look after the disk or network drive" in capfd.readouterr().err
