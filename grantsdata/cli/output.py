"""What a command prints: results on standard output, messages for people on standard error."""

import sys
from contextlib import suppress
from typing import TextIO

from grantsdata.errors import printable


def print_message(line: str) -> None:
    """Print a line on standard error that begins with the name of the program."""
    print_line(f"grantsdata: {line}", sys.stderr)


def print_line(line: str, stream: TextIO | None = None) -> None:
    """Print a line. A closed pipe or a full disk is ignored, since it must not stop a run."""
    with suppress(OSError):
        print(printable(line), file=stream, flush=True)
