"""A function called in a process of its own, with limits of time and memory: for files that come from outside.

A reader may be kept going without end, fill the memory, or end its process at once; then it is this process that ends.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from grantsdata.errors import GrantsDataError

T = TypeVar("T")


class Exceeded(Exception):
    """The function took too much time or memory, or its process ended before it did."""


def apart(function: Callable[..., T], *arguments: object, seconds: int, memory: int) -> T:
    """What a function of a module returns; both this and the arguments are passed on as bytes.

    `seconds` are seconds of computing, `memory` bytes of address space. Errors of this package are raised as there,
    Exceeded for all else. Windows limits the time only, and macOS the memory only as far as it minds such a limit.
    """
    root = str(Path(__file__).parents[3])  # where this package lies, which may be no place that Python knows by itself
    code = (
        f"import sys; root = {root!r}; root in sys.path or sys.path.insert(0, root)\n"
        "from grantsdata.sources.safety import own_process\n"
        "own_process.answer()"
    )
    variables = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # each thread would claim memory
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", code],
            input=pickle.dumps((seconds, memory, function, arguments)),
            capture_output=True,
            timeout=seconds if sys.platform == "win32" else 4 * seconds,  # others may need the processor, too
            env=variables,
        )
    except subprocess.TimeoutExpired:
        raise Exceeded from None
    if done.returncode:
        raise Exceeded
    found: T | GrantsDataError = pickle.loads(done.stdout)
    if isinstance(found, GrantsDataError):
        raise found
    return found


def answer() -> None:
    """What `apart` has another process do: call the function, and write what it returns, or its error."""
    seconds, memory, function, arguments = pickle.load(sys.stdin.buffer)
    _limit(seconds, memory)
    try:
        found = function(*arguments)
    except GrantsDataError as error:
        found = error
    sys.stdout.buffer.write(pickle.dumps(found))


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # a system that has no such limit
            resource.setrlimit(what, (limit, limit))
