"""Closed and broken streams, limits of memory, and signals, each around a piece of code that stands for a command."""

import io
import os
import signal
import sys
from pathlib import Path

import pytest

from grantsdata.cli.surroundings import any_streams, check_memory, ended_by_closed_pipe, stopped_by_sigterm
from grantsdata.errors import MemoryLimitError, Stopped

resource = pytest.importorskip("resource", reason="Windows has no limits of this kind")


def test_a_closed_stream_is_opened_on_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    with any_streams():
        opened = (sys.stdin, sys.stdout, sys.stderr)
        assert sys.stdin.read() == ""
        print("lost")
        print("lost", file=sys.stderr)
    for stream in opened:
        stream.close()


def test_a_letter_that_the_terminal_lacks_is_shown_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n"))
    with any_streams():
        print("£5")
    assert sys.stdout.buffer.getvalue() == b"\\xa35\n"  # type: ignore[attr-defined]


def test_a_pipe_without_a_reader_does_not_end_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with any_streams():
            stream.write("not read")
        stream.flush()
        assert os.path.samestat(os.fstat(stream.fileno()), Path(os.devnull).stat())


@pytest.mark.parametrize(("name", "option"), [("RLIMIT_AS", "-v"), ("RLIMIT_DATA", "-d")])
def test_a_limit_that_is_too_low_is_named_with_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, name: str, option: str
) -> None:
    limits = {getattr(resource, name): 999_999_999}
    monkeypatch.setattr(resource, "getrlimit", lambda one: (limits.get(one, resource.RLIM_INFINITY),) * 2)
    with pytest.raises(MemoryLimitError) as raised:
        check_memory()
    assert f"this process may have 999 MB (ulimit {option}), and needs 1,000 MB" in str(raised.value)
    assert "run again" in str(raised.value)


@pytest.mark.parametrize("limit", [1_000_000_000, resource.RLIM_INFINITY])
def test_enough_memory_passes(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda one: (limit, limit))
    check_memory()


def test_sigterm_raises_within_and_not_after() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(Stopped), stopped_by_sigterm():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_closed_pipe_ends_the_process_only_within() -> None:
    before = signal.getsignal(signal.SIGPIPE)
    with pytest.raises(KeyError), ended_by_closed_pipe():
        assert signal.getsignal(signal.SIGPIPE) == signal.SIG_DFL
        raise KeyError
    assert signal.getsignal(signal.SIGPIPE) == before
