"""What was made of raw files, kept for as long as each byte of them stays the same.

A report asks for its awards several times over, and all that it asks for is the same as for the report before it. The
files are read each time all the same: an analyst who corrects a cell sees the correction, and a fault is told again.
"""

import copy
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from grantsdata.errors import GrantsDataError
from grantsdata.sources.files.plain_file import Reading, noted, raw_bytes

P = ParamSpec("P")
R = TypeVar("R")

MOST = 64
"""Results of one function, such as its table for each of so many years; a server must not grow without end."""


def kept(make: Callable[P, R]) -> Callable[P, R]:
    """A function that is not run again while its arguments and all raw files that it read are as they were.

    What it makes must follow from these alone. Each caller has a copy, so that what one does to it is nobody else's.
    """
    results: dict[object, tuple[list[Reading], R]] = {}

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        asked = (args, tuple(sorted(kwargs.items())))
        former = results.pop(asked, None)
        if former is not None and all(map(_is_as_it_was, former[0])):
            results[asked] = former
        else:
            with noted() as readings:
                results[asked] = readings, make(*args, **kwargs)
            if len(results) > MOST:
                del results[next(iter(results))]  # that which was asked for the longest ago
        return copy.deepcopy(results[asked][1])

    return made


def _is_as_it_was(reading: Reading) -> bool:
    try:
        return raw_bytes(reading.path, reading.project, reading.kind) == reading.content
    except GrantsDataError:
        return False
