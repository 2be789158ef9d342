"""What a command prints: results on standard output, messages and the project in use on standard error."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from grantsdata.errors import printable
from grantsdata.sources.files.project import found_project, project_folder, project_to_write


def print_message(line: str) -> None:
    """Print a line on standard error that begins with the name of the program."""
    print_line(f"grantsdata: {line}", sys.stderr)


def print_line(line: str, stream: TextIO | None = None) -> None:
    """Print a line. A closed pipe or a full disk is ignored, since it must not stop a run."""
    with suppress(OSError):
        print(printable(line), file=stream, flush=True)


FORMAT = 1
"""The number that each JSON object begins with. It grows when a key changes its meaning or goes."""

_COLOURS = {"red": "31", "yellow": "33", "green": "32"}


def print_json(keys: Mapping[str, Any]) -> None:
    """Print one JSON object in ASCII that begins with its format. Paths become texts; money has to be whole pence."""
    print_line(json.dumps({"format": FORMAT, **keys}, indent=1, default=str))


def painted(text: str, colour: str, stream: TextIO | None = None) -> str:
    """Return a text in a colour if the stream (by default standard output) is a terminal and NO_COLOR is not set."""
    is_terminal = (sys.stdout if stream is None else stream).isatty() and os.environ.get("TERM") != "dumb"
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if is_terminal and not os.environ.get("NO_COLOR") else text


def project_read(project: str | Path | None) -> Path:
    """Return the project to read; say so if it is only the checkout of this package. Raises as `project_folder`."""
    root = project_folder(project)
    if found_project(project) is None:
        print_message(f"there is no project here; reading the checkout of this package, {root}")
    return root


def project_written(project: str | Path | None, *, quiet: bool = False) -> Path:
    """Return the project to write into, and say which it is unless `quiet`. Raises as `project_to_write`."""
    root = project_to_write(project)
    if not quiet:
        print_message(f"in the project {root}")
    return root
