"""What surrounds a command: streams that may be closed or break off, limits of memory, signals."""

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from grantsdata.errors import MemoryLimitError, Stopped


@contextmanager
def any_streams() -> Iterator[None]:
    """Let a command run within although its streams are closed, break off, or cannot show every letter."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without a pound sign must not end the run
    try:
        yield
    finally:
        _forget_broken_streams()


def _open_closed_streams() -> None:
    """Open /dev/null for each closed stream. Otherwise the next file that is opened would take its place.

    A scheduler may start this program with closed streams.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115


_LEAST_MEMORY = 1_000_000_000
"""Bytes of address space that a command needs: pandas and matplotlib alone take half of it. With less, some libraries
end the process with a traceback or without any message."""


MORE_MEMORY = (
    "Let this user have more (ulimit -v unlimited; a container or a scheduler may have a limit of its own), "
    "and run again."
)
"""What to do when a command has too little memory."""


def check_memory() -> None:
    """Raise MemoryLimitError if a limit on this process is too low for a command that reads data."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits
    for name, option in (("RLIMIT_AS", "-v"), ("RLIMIT_DATA", "-d")):
        limit = resource.getrlimit(getattr(resource, name))[0] if hasattr(resource, name) else resource.RLIM_INFINITY
        if limit != resource.RLIM_INFINITY and limit < _LEAST_MEMORY:
            found, least = f"{limit // 1_000_000:,} MB", f"{_LEAST_MEMORY // 1_000_000:,} MB"
            raise MemoryLimitError(
                f"there is not enough memory: this process may have {found} (ulimit {option}), and needs {least}. "
                f"{MORE_MEMORY}"
            )


def _forget_broken_streams() -> None:
    """Discard output that can no longer be printed, so that Python does not change the exit code at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def stopped_by_sigterm() -> Iterator[None]:
    """Let SIGTERM raise Stopped within, so that a command ends as by Ctrl-C."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def ended_by_closed_pipe() -> Iterator[None]:
    """Let `grantsdata check | head` end silently when head closes the pipe. Only for commands that write no files."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)
