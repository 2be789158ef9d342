"""What a command tells: lines on standard error for people, results on standard output."""

import sys
from contextlib import suppress
from typing import TextIO

from grantsdata.errors import printable


def say(line: str) -> None:
    """A line on standard error that begins with the name of the program."""
    tell(f"grantsdata: {line}", sys.stderr)


def tell(line: str, stream: TextIO | None = None) -> None:
    """Whoever reads it may be gone, or the disk with it full; that must not stop a run."""
    with suppress(OSError):
        print(printable(line), file=stream, flush=True)
