"""What a command prints: results on standard output, messages and the project in use on standard error."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from grantsdata.errors import printable
from grantsdata.sources.files.project import found_project, project_folder, project_to_write


def print_message(line: str) -> None:
    """Print a line on standard error that begins with the name of the program."""
    print_line(f"grantsdata: {line}", sys.stderr)


def print_line(line: str, stream: TextIO | None = None) -> None:
    """Print a line. A closed pipe or a full disk is ignored, since it must not stop a run."""
    with suppress(OSError):
        print(printable(line), file=stream, flush=True)


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
