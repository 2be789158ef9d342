"""Runs that find no room, no right to write, another run, or no power: what is published stays as it was."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.browsing import missing
from support.reporting import environment
from support.unattended import (
    OTHER,
    QUIET,
    SHOWS,
    YEAR,
    Run,
    add_other_year,
    command,
    hashes,
    left_over,
    retype,
    started,
    wait_for,
    write_notebook,
)

# ---- Disks --------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk with this much room beside what the folder holds; gone at the end, with all that was written to it."""
    if os.geteuid() or not shutil.which("mount"):
        missing("Nobody but root may mount a small disk", "Run the tests as root, as in a container.")
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.mkdir()
    pages = sum(-(-path.stat().st_size // 4096) for path in aside.rglob("*") if path.is_file())
    size = f"size={4 * pages + kilobytes}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(folder)], check=True)
    try:
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()
        aside.rename(folder)


def fill_up(quick: Path, run: Run, folder: Path, sizes: Sequence[int]) -> list[int]:
    """The exit codes of runs with so many kilobytes free; what a failed one may leave is looked at."""
    codes = []
    retype(quick, YEAR, "£4,000", "£4,100")
    for kilobytes in sizes:
        with small_disk(folder, kilobytes):
            before = hashes(quick)
            tables = (quick / "data" / "processed" / YEAR / "awards.csv").read_bytes()
            ended = run()
            codes.append(ended.code)
            assert left_over(quick) == [], kilobytes
            if ended.code:
                assert hashes(quick) == before, kilobytes
                assert (quick / "data" / "processed" / YEAR / "awards.csv").read_bytes() == tables
                (line,) = ended.err.splitlines()
                said = r"^grantsdata: 2018-19: cannot write .*: No space left on device\. Free some space on its disk"
                assert re.search(said, line), (kilobytes, line)
                assert " Nothing was published." in line
            else:
                assert ended.err == ""
                assert b"4,100" in (quick / "outputs" / YEAR / "first.html").read_bytes()
    return codes


@pytest.mark.proof
def test_a_full_disk(quick: Path, run: Run) -> None:
    assert fill_up(quick, run, quick / "outputs", [12, 1500]) == [1, 0]


@pytest.mark.proof
def test_a_disk_that_is_full_at_any_step(quick: Path, run: Run) -> None:
    codes = fill_up(quick, run, quick / "outputs", range(4, 1204, 32))
    print(f"runs on a full disk: {codes.count(1)} failed and left all as it was, {codes.count(0)} had room enough")
    assert codes == sorted(codes, reverse=True) and codes[0] == 1 and codes[-1] == 0


@pytest.mark.proof
def test_a_disk_of_tables_that_is_full(quick: Path, run: Run) -> None:
    assert fill_up(quick, run, quick / "data" / "processed", [0, 20, 60, 400]) == [1, 1, 1, 0]


# ---- Rights -------------------------------------------------------------------------------------


def run_by_an_ordinary_user(quick: Path) -> subprocess.CompletedProcess[str]:
    """Somebody whom rights bind: root gives up all that lets it pass them."""
    line = command(quick, *QUIET)
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            missing("There is no setpriv", "Install it (on Debian: apt-get install util-linux).")
        line = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *line]
    return subprocess.run(line, cwd=quick, env=environment(), capture_output=True, text=True, timeout=120, check=False)


@contextmanager
def not_ours(folder: Path) -> Iterator[None]:
    """A folder that belongs to somebody else, and may be read only."""
    mode = folder.stat().st_mode
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(mode)
        if os.geteuid() == 0:
            os.chown(folder, 0, 0)


@pytest.mark.proof
@pytest.mark.parametrize(
    "folder",
    [
        "outputs",
        pytest.param(f"outputs/{YEAR}", marks=pytest.mark.proof),
        pytest.param("data/processed", marks=pytest.mark.proof),
        pytest.param(f"data/processed/{YEAR}", marks=pytest.mark.proof),
    ],
)
def test_a_folder_that_this_user_may_not_write_in(folder: str, quick: Path, unchanged: Callable[[], None]) -> None:
    retype(quick, YEAR, "£4,000", "£4,100")
    tables = (quick / "data" / "processed" / YEAR / "awards.csv").read_bytes()
    with not_ours(quick / folder):
        done = run_by_an_ordinary_user(quick)
        assert (done.returncode, done.stdout) == (1, "")
        (line,) = done.stderr.splitlines()
        assert re.search(
            r"^grantsdata: 2018-19: cannot write \S+: \S.*\. Give this user the right to write there, and run again\. "
            r"Nothing was published\.",
            line,
        )
        assert (quick / "data" / "processed" / YEAR / "awards.csv").read_bytes() == tables
    unchanged()


# ---- Two runs at once ---------------------------------------------------------------------------

WAITS = """import pathlib, time
pathlib.Path("mark").touch()
while not pathlib.Path("go").exists(): time.sleep(0.05)"""


@pytest.mark.proof
def test_two_runs_at_once(quick: Path, run: Run) -> None:
    """The second of the same year gives way at once, another year's does not; a kill of the first frees its year."""
    add_other_year(quick)
    retype(quick, YEAR, "£4,000", "£4,100")
    write_notebook(quick, "first", WAITS, SHOWS)
    first = started(quick, *QUIET)
    wait_for(quick / "notebooks" / "mark", first)
    before = hashes(quick)

    ended = run()
    assert ended.code == 4
    said = rf"grantsdata: 2018-19: another run holds the lock \(process {first.pid} of \S+ on \S+, since .*\)\."
    (line,) = ended.err.splitlines()
    assert re.match(said, line), line
    assert hashes(quick) == before

    (quick / "notebooks" / "go").touch()  # read by the other year's run as well, which comes before the first ends
    assert run(OTHER, "--quiet") == (0, "", "")
    _, err = first.communicate(timeout=120)
    assert (first.returncode, err) == (0, "")
    assert "4,100" in (quick / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")


@pytest.mark.proof
def test_a_killed_run_holds_no_lock(quick: Path, run: Run) -> None:
    write_notebook(quick, "first", WAITS, SHOWS)
    first = started(quick, *QUIET)
    wait_for(quick / "notebooks" / "mark", first)
    first.kill()
    first.communicate()
    (quick / "notebooks" / "go").touch()
    assert run() == (0, "", "")
    assert left_over(quick) == []


# ---- Power cuts ---------------------------------------------------------------------------------

CUT = """
import os
from pathlib import Path
from grantsdata.runs.publish import publish
from grantsdata.sources.files import atomic
left = {step}
def cut(of):
    def wrapped(*arguments, **more):
        global left
        if left == 0:
            os._exit(9)
        left -= 1
        return of(*arguments, **more)
    return wrapped
if not {exchanging}:
    atomic.exchange = lambda one, other: False
plain = publish.put_in_place
def armed(*arguments):
    for owner, name in ((Path, "rename"), (Path, "replace"), (atomic, "exchange"), (atomic, "_sync_folder")):
        setattr(owner, name, cut(getattr(owner, name)))
    return plain(*arguments)
publish.put_in_place = armed
"""


@pytest.mark.proof
@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "two renames"])
def test_a_power_cut_at_any_step_of_publishing(exchanging: bool, quick: Path, run: Run) -> None:
    """The process ends at once before its n-th step: readers have the old set or the new one; the next run mends."""
    old = hashes(quick)
    seen = []
    for step in range(60):
        here = quick.parent / f"cut{step}"
        shutil.copytree(quick, here)
        retype(here, YEAR, "£4,000", f"£5,{step:03}")
        process = started(here, *QUIET, program=CUT.format(step=step, exchanging=exchanging))
        _, err = process.communicate(timeout=120)
        assert process.returncode in (0, 9), err
        now = hashes(here)
        of_year = {name: digest for name, digest in now.items() if name != "index.html"}
        aside = here / "outputs" / f".aside-{YEAR}"
        if not of_year:
            assert not exchanging and aside.is_dir(), "between two renames the old set stands aside"
            seen.append("aside")
        elif of_year == {name: digest for name, digest in old.items() if name != "index.html"}:
            seen.append("old")
        else:
            record = json.loads((here / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))
            for entry in record["reports"]:
                assert now[f"{YEAR}/{entry['page']}"] == entry["sha256"]
            for entry in record["tables"]:
                assert now[f"{YEAR}/{entry['file']}"] == entry["sha256"]
            assert record["totals"]["award_pence"] == 650_000 + 100 * step
            seen.append("new")
        index = (here / "outputs" / "index.html").read_text(encoding="utf-8")
        assert re.search(r"</html>\n<!-- [0-9a-f]{64} -->\n$", index), "the index is whole, the old or the new one"
        done = subprocess.run(
            command(here, *QUIET), env=environment(), cwd=here, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert left_over(here) == []
        shutil.rmtree(here)
        if process.returncode == 0:
            break
    print(f"power cuts {'with' if exchanging else 'without'} an exchange: {seen}")
    order = {"old": 0, "aside": 1, "new": 2}
    assert [order[one] for one in seen] == sorted(order[one] for one in seen)
    assert seen[0] == "old" and seen[-1] == "new" and ("aside" in seen) is not exchanging
    assert run().code == 0
