"""Run the user's own command after a run: it gets the run record, and no shell is involved."""

import json
import os
import shlex
import signal
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

from grantsdata.errors import HookError, ParameterError, visible
from grantsdata.runs.publish.run_record import Record

SECONDS = 300
RECORD_VARIABLE = "GRANTSDATA_RECORD"


def split_command(text: str) -> list[str]:
    """Split a command line as a shell would; raise ParameterError if that fails or the text is empty."""
    try:
        # A POSIX shell would take the backslashes of Windows paths for escapes. Without posix, quotes must be stripped.
        words = [word.strip('"') for word in shlex.split(text, posix=False)] if os.name == "nt" else shlex.split(text)
    except ValueError as error:
        raise ParameterError(f"The command {text!r} cannot be read: {error}.") from None
    if not words:
        raise ParameterError("The command to run is empty; expected a program and its arguments.")
    return words


def run_hook(command: list[str], record: Record, path: Path | None) -> None:
    """Run a command with the record, as JSON, on its standard input, and its path in GRANTSDATA_RECORD.

    `path` is None if no file holds the record. Raises HookError if the command cannot be started, takes longer than
    five minutes, or ends with a code other than 0.
    """
    environment = {**os.environ, RECORD_VARIABLE: "" if path is None else str(path)}
    # Files, not pipes: a process that the command leaves running would hold a pipe open, and a full one would block it.
    with ExitStack() as files:
        try:
            stdin, stderr = (files.enter_context(tempfile.TemporaryFile()) for _ in range(2))
            stdin.write(json.dumps(record, ensure_ascii=False).encode())
            stdin.seek(0)
            started = subprocess.Popen(
                command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=stderr, env=environment, start_new_session=True
            )
        except OSError as error:
            raise HookError(f"the command {command[0]} could not be started: {error.strerror}") from None
        try:
            code = started.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise HookError(f"the command {command[0]} took longer than {SECONDS:g} s and was ended") from None
        finally:
            _end(started)
        if code:
            stderr.seek(0)
            words = visible(" ".join(stderr.read().decode(errors="replace").split())[-200:], 200)
            raise HookError(f"the command {command[0]} ended with code {code}{f' ({words})' if words else ''}")


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a command that still runs, and the processes that it has started."""
    if started.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()
    started.wait()
