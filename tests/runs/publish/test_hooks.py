"""Telling somebody: what the commands get, and what becomes of a run whose command fails."""

import json
import os
import shlex
import signal
import sys
import time
from pathlib import Path

import pytest
from support.unattended import FAILED, QUIET, SHOWS, SLEEPS, YEAR, Run, retype, started, wait_for, write_notebook

from grantsdata.errors import HookError, ParameterError
from grantsdata.runs.publish import hooks

TELL = """
import json, os, pathlib, sys
told = {"arguments": sys.argv[2:], "record": json.load(sys.stdin), "path": os.environ["GRANTSDATA_RECORD"]}
pathlib.Path(sys.argv[1]).write_text(json.dumps(told), encoding="utf-8")
"""


@pytest.fixture
def listener(tmp_path: Path) -> Path:
    """A program that notes what it is told in `told.json` beside it."""
    path = tmp_path / "listen.py"
    path.write_text(TELL, encoding="utf-8")
    return path


def telling(listener: Path, *arguments: str) -> str:
    """Its command line."""
    return shlex.join([sys.executable, str(listener), str(listener.with_name("told.json")), *arguments])


def test_on_change_gets_the_record_once(quick: Path, run: Run, listener: Path) -> None:
    told = listener.with_name("told.json")
    command = telling(listener, "a b", "$(touch x)", ";", "*", "`id`")
    assert run(*QUIET, "--on-change", command, "--on-failure", "false") == (0, "", "")
    assert not told.exists(), "nothing has changed"

    retype(quick, YEAR, "£4,000", "£4,100")
    assert run(*QUIET, "--on-change", command, "--on-failure", "false") == (0, "", "")
    heard = json.loads(told.read_text(encoding="utf-8"))
    assert heard["arguments"] == ["a b", "$(touch x)", ";", "*", "`id`"], "no shell has read them"
    assert heard["path"] == str(quick / "outputs" / YEAR / "run.json")
    assert heard["record"] == json.loads(Path(heard["path"]).read_text(encoding="utf-8"))
    assert heard["record"]["changes"]["award_pence_after"] == 560_000  # 4,100 and 1,500


@pytest.mark.proof
def test_on_failure_gets_the_record_of_the_failure(quick: Path, run: Run, listener: Path) -> None:
    write_notebook(quick, "first", "1 / 0")
    ended = run(*QUIET, "--on-failure", telling(listener), "--on-change", "false")
    assert ended.code == 1 and len(ended.err.splitlines()) == 1
    heard = json.loads(listener.with_name("told.json").read_text(encoding="utf-8"))
    assert heard["path"] == str(quick / FAILED / "run.json")
    assert heard["record"] == json.loads(Path(heard["path"]).read_text(encoding="utf-8"))
    assert heard["record"]["outcome"] == "failed" and "ZeroDivisionError" in heard["record"]["message"]


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize(("number", "told"), [(signal.SIGTERM, ["interrupted"]), (signal.SIGINT, [])])
def test_whoever_is_not_there_is_told_of_a_run_that_was_stopped(
    number: int, told: list[str], quick: Path, listener: Path
) -> None:
    """A scheduler's time limit comes with nobody looking; whoever interrupts a run by hand knows of it."""
    write_notebook(quick, "first", SLEEPS)
    process = started(quick, *QUIET, "--on-failure", telling(listener))
    wait_for(quick / "notebooks" / "mark", process)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == 128 + number
    paths = [path for path in [listener.with_name("told.json")] if path.exists()]
    assert [json.loads(path.read_text(encoding="utf-8"))["record"]["outcome"] for path in paths] == told


@pytest.mark.proof
def test_a_command_that_fails_is_told_and_the_pages_stay(quick: Path, run: Run) -> None:
    retype(quick, YEAR, "£4,000", "£4,100")
    ended = run(*QUIET, "--on-change", shlex.join([sys.executable, "-c", "raise SystemExit('no mail today')"]))
    assert ended.code == 5
    (line,) = ended.err.splitlines()
    told = f"grantsdata: {YEAR}: published, but the command {sys.executable} ended with code 1 (no mail today)."
    assert line == told
    assert "4,100" in (quick / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")


@pytest.mark.proof
def test_a_failure_outweighs_the_failure_of_its_command(quick: Path, run: Run) -> None:
    write_notebook(quick, "first", "1 / 0")
    ended = run(*QUIET, "--on-failure", "/nowhere/mail")
    assert ended.code == 1
    (line,) = ended.err.splitlines()
    assert "ZeroDivisionError" in line
    assert line.endswith("Besides, the command /nowhere/mail could not be started: No such file or directory.")
    write_notebook(quick, "first", SHOWS)


@pytest.mark.parametrize("text", ["", "   ", "mail 'unclosed"])
def test_a_command_that_cannot_be_read_is_told_before_anything_runs(text: str) -> None:
    with pytest.raises(ParameterError, match=r"The command "):
        hooks.split_command(text)


@pytest.mark.proof
def test_a_command_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "SECONDS", 1.5)
    mark = tmp_path / "mark"
    started = time.monotonic()
    with pytest.raises(HookError, match=r"^the command sh took longer than 1\.5 s and was ended$"):
        hooks.run_hook(["sh", "-c", f"(sleep 4; touch {mark}) & sleep 600"], {}, None)
    assert time.monotonic() - started < 4
    time.sleep(3)
    assert not mark.exists()


def test_what_a_command_leaves_running_does_not_hold_up_the_run() -> None:
    started = time.monotonic()
    hooks.run_hook(["sh", "-c", "sleep 20 &"], {"year": YEAR}, None)
    assert time.monotonic() - started < 10


def test_where_there_are_no_groups_of_processes_the_command_alone_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.setattr(hooks, "SECONDS", 0.5)
    monkeypatch.delattr(os, "killpg", raising=False)
    started = time.monotonic()
    with pytest.raises(HookError, match=r"^the command sleep took longer than 0\.5 s and was ended$"):
        hooks.run_hook(["sleep", "60"], {}, None)
    assert time.monotonic() - started < 30


def test_a_path_of_windows_keeps_its_backslashes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = r'"C:\Program Files\mail.exe" --to "the office" C:\new'
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        words = hooks.split_command(text)
    assert words == [r"C:\Program Files\mail.exe", "--to", "the office", r"C:\new"]
    assert hooks.split_command(r"mail --to the\ office") == ["mail", "--to", "the office"]


def test_a_command_need_not_listen(tmp_path: Path) -> None:
    """Nor is it held up by a record that is more than a pipe would take."""
    hooks.run_hook(["touch", str(tmp_path / "run")], {"message": "x" * 1_000_000}, None)
    assert (tmp_path / "run").exists()
