"""One run at a time for a year: a lock that ends with its process, and says who holds it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grantsdata.errors import BusyError, LinkError, OutputError
from grantsdata.sources.files.lock import held, holder

HOLD = """
import sys, time
from pathlib import Path
from grantsdata.sources.files.lock import held
with held(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    time.sleep(600)
"""


@contextmanager
def held_by_another(folder: Path, name: str = "2017-18") -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder), name], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_run_is_told_who_holds_it_and_a_kill_gives_it_up_at_once(tmp_path: Path) -> None:
    with held_by_another(tmp_path) as other:
        with pytest.raises(BusyError) as busy, held(tmp_path, "2017-18"):
            pass
        since = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"
        told = rf"another run holds the lock \(process {other.pid} of \S+ on \S+, since {since}\)\. Wait until"
        assert re.search(told, str(busy.value))
        with held(tmp_path, "2018-19"):
            pass  # another year's is not held up
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with held(tmp_path, "2017-18"):
            pass


def test_a_lock_is_free_again_when_it_is_no_longer_held(tmp_path: Path) -> None:
    for _ in range(2):
        with held(tmp_path, "2017-18"):
            assert (tmp_path / ".lock-2017-18-holder").read_text(encoding="utf-8").startswith(f"process {os.getpid()} ")
        assert not (tmp_path / ".lock-2017-18-holder").exists()


def test_a_lock_left_by_a_run_that_was_killed_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / ".lock-2017-18").touch()
    (tmp_path / ".lock-2017-18-holder").write_text("process 1 of nobody", encoding="utf-8")
    with held(tmp_path, "2017-18"):
        assert holder(tmp_path, "2017-18").startswith(f"process {os.getpid()} of ")


def test_a_note_that_cannot_be_written_does_not_stop_a_run(tmp_path: Path) -> None:
    """As on a full disk, where an empty lock still finds room."""
    (tmp_path / ".lock-2017-18-holder").mkdir()
    with held(tmp_path, "2017-18"):
        assert holder(tmp_path, "2017-18") == "it has not written down yet who it is"
        with pytest.raises(BusyError), held(tmp_path, "2017-18"):
            pytest.fail("the lock did not hold")


def test_a_folder_that_takes_no_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write .*outputs"), held(tmp_path / "outputs", "2017-18"):
        pass


def test_whoever_has_not_said_yet_who_they_are_is_told_so(tmp_path: Path) -> None:
    """As in the moment between taking the lock and the note of it, or where the note found no room."""
    with held_by_another(tmp_path):
        note = tmp_path / ".lock-2017-18-holder"
        for spoil in (lambda: note.write_text("", encoding="utf-8"), note.unlink):
            spoil()
            with pytest.raises(BusyError) as busy, held(tmp_path, "2017-18"):
                pass
            assert str(busy.value) == (
                "another run holds the lock (it has not written down yet who it is). Wait until it ends, or stop it."
            )


@pytest.mark.skipif(sys.platform == "win32", reason="every user has a name there")
def test_a_user_without_a_name_holds_a_lock_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that is run with a number for its user."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2_000_000_000)
    with held(tmp_path, "2017-18"):
        note = (tmp_path / ".lock-2017-18-holder").read_text(encoding="utf-8")
    assert note.startswith(f"process {os.getpid()} of an unnamed user on ")


def test_a_lock_file_with_a_second_name_is_refused(tmp_path: Path) -> None:
    """Taking the lock would empty the other file too."""
    (tmp_path / "letter.txt").write_text("Dear reader", encoding="utf-8")
    os.link(tmp_path / "letter.txt", tmp_path / ".lock-2017-18")
    with (
        pytest.raises(LinkError, match="has a second name, and may be used"),
        held(tmp_path, "2017-18"),
    ):
        pass
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear reader"
