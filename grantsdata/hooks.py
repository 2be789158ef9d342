"""Telling somebody: a command of the user's own gets the run record, by no shell."""

import json
import os
import shlex
import subprocess
from pathlib import Path

from grantsdata.errors import HookError, ParameterError
from grantsdata.run_record import Record

SECONDS = 300
RECORD_VARIABLE = "GRANTSDATA_RECORD"


def command_of(text: str) -> list[str]:
    """A command line, split as a shell would; ParameterError if it cannot be, or is empty."""
    try:
        # Windows' paths have backslashes, which a POSIX shell would take for escapes; its quotes are left standing.
        words = [word.strip('"') for word in shlex.split(text, posix=False)] if os.name == "nt" else shlex.split(text)
    except ValueError as error:
        raise ParameterError(f"The command {text!r} cannot be read: {error}.") from None
    if not words:
        raise ParameterError("The command to run is empty; expected a program and its arguments.")
    return words


def run_hook(command: list[str], record: Record, path: Path | None) -> None:
    """Run a command with the record, as JSON, on its standard input, and its path in GRANTSDATA_RECORD.

    `path` is None where no file has the record. HookError if the command cannot be started, takes longer than five
    minutes, or ends with another code than 0.
    """
    environment = {**os.environ, RECORD_VARIABLE: "" if path is None else str(path)}
    try:
        done = subprocess.run(
            command,
            input=json.dumps(record, ensure_ascii=False).encode(),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise HookError(f"the command {command[0]} took longer than {SECONDS} s and was ended") from None
    except OSError as error:
        raise HookError(f"the command {command[0]} could not be started: {error.strerror}") from None
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())[-200:]
        raise HookError(f"the command {command[0]} ended with code {done.returncode}{f' ({said})' if said else ''}")
