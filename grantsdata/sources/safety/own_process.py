"""Call a function in a separate process with limits of time and memory, to read files from outside the project.

A malicious file can make a reader run for ever, fill the memory or crash; only the separate process ends then.
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


class LimitExceeded(Exception):
    """The function took too much time or memory, or its process ended before the function returned."""


def call_in_own_process(function: Callable[..., T], *arguments: object, seconds: int, memory: int) -> T:
    """Call a module's function in a separate process and return its result; arguments and result are pickled.

    `seconds` limits the computing time and `memory` the address space in bytes. Windows limits only the time, and macOS
    may ignore the limit of memory. Raises the function's own error if it is a GrantsDataError, otherwise LimitExceeded.
    """
    root = str(Path(__file__).parents[3])  # this package's folder may be missing from sys.path
    code = (
        f"import sys; root = {root!r}; root in sys.path or sys.path.insert(0, root)\n"
        "from grantsdata.sources.safety import own_process\n"
        "own_process.answer_request()"
    )
    variables = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # each thread of OpenBLAS reserves memory
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", code],
            input=pickle.dumps((seconds, memory, function, arguments)),
            capture_output=True,
            timeout=seconds if sys.platform == "win32" else 4 * seconds,  # other processes may need the processor too
            env=variables,
        )
    except subprocess.TimeoutExpired:
        raise LimitExceeded from None
    if done.returncode:
        raise LimitExceeded
    result: T | GrantsDataError = pickle.loads(done.stdout)
    if isinstance(result, GrantsDataError):
        raise result
    return result


def answer_request() -> None:
    """In the separate process, read the request from standard input, call the function, write its result or error."""
    seconds, memory, function, arguments = pickle.load(sys.stdin.buffer)
    _limit(seconds, memory)
    try:
        result = function(*arguments)
    except GrantsDataError as error:
        result = error
    sys.stdout.buffer.write(pickle.dumps(result))


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # the system does not support this limit
            resource.setrlimit(what, (limit, limit))
