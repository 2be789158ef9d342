"""Call a function in a separate process with limits of time and memory, to read files from outside the project.

A malicious file can make a reader run for ever, fill the memory or crash; only the separate process ends then. Should
a file take over that process, it can answer with false data, but its answer cannot make this process run anything. The
separate process has all rights of the user: it is no protection against a file that takes it over to do something else.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from grantsdata import errors
from grantsdata.errors import Fault, GrantsDataError

T = TypeVar("T")

MOST_ANSWER = 100_000_000
"""The most bytes of a pickled result, unless a caller allows more."""

_OUT_OF_TIME = -24  # status of a process that SIGXCPU ended
_OUT_OF_MEMORY = 77
_ABORTED = -6  # by SIGABRT: code in Rust and C++ ends so if it gets no memory
_KILL_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux

_ERRORS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, (GrantsDataError, Fault))]


class LimitExceeded(Exception):
    """The function took too much time or memory, or its process ended before the function returned.

    The message says which, so that it can follow "reading it": "takes more than 30 seconds of computing".
    """


def call_in_own_process(
    function: Callable[..., T],
    *arguments: object,
    seconds: int,
    memory: int,
    most_answer: int = MOST_ANSWER,
    classes: Collection[type] = (),
) -> T:
    """Call a module's function in a separate process and return its result; arguments and result are pickled.

    `seconds` limits the computing time, `memory` the address space and `most_answer` the pickled result, both in bytes.
    The result may consist of built-in values and of objects of `classes`. Windows limits only the time and the result,
    and macOS may ignore the limit of memory. If this process ends, Linux ends the other one at once, and other systems
    when its time is over.

    Raises the function's own error if it is a GrantsDataError, otherwise LimitExceeded.
    """
    root = str(Path(__file__).parents[3])  # this package's folder may be missing from sys.path
    code = (
        f"import sys; root = {root!r}; root in sys.path or sys.path.insert(0, root)\n"
        "from grantsdata.sources.safety import own_process\n"
        "own_process.answer_request()"
    )
    variables = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # each thread of OpenBLAS reserves memory
    request = pickle.dumps((os.getpid(), seconds, memory, function, arguments))
    patience = seconds if sys.platform == "win32" else 4 * seconds  # other processes may need the processor too
    command = [sys.executable, "-P", "-c", code]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=variables) as process:
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            process.kill()

        timer = threading.Timer(patience, end)
        timer.start()
        try:
            content = _answer(process, request, most_answer)
        except BaseException:  # also Ctrl-C
            process.kill()
            raise
        finally:
            timer.cancel()
    if is_late.is_set():
        raise LimitExceeded(f"takes more than {patience} seconds")
    if process.returncode == _OUT_OF_TIME:
        raise LimitExceeded(f"takes more than {seconds} seconds of computing")
    if process.returncode in (_OUT_OF_MEMORY, _ABORTED):
        raise LimitExceeded(f"takes more than {memory:,} bytes of memory")
    if process.returncode:
        raise LimitExceeded(f"ends the program that reads it (status {process.returncode})")
    result = _unpickled(content, classes)
    if isinstance(result, GrantsDataError):
        raise result
    return result  # type: ignore[no-any-return]


def _unpickled(content: bytes, classes: Collection[type]) -> Any:
    try:
        return _Unpickler(content, [*_ERRORS, *classes]).load()
    except Exception:  # what is no pickle can raise any error
        raise LimitExceeded("gives an answer that cannot be understood") from None


class _Unpickler(pickle.Unpickler):
    """Unpickles objects of these classes only: any other pickle could name a function, and have it called."""

    def __init__(self, content: bytes, classes: Collection[type]) -> None:
        super().__init__(BytesIO(content))
        self._classes = {(one.__module__, one.__qualname__): one for one in classes}

    def find_class(self, module_name: str, global_name: str) -> Any:
        """Return the class of this name; KeyError if it is not one of those expected."""
        return self._classes[module_name, global_name]


def _answer(process: subprocess.Popen[bytes], request: bytes, most: int) -> bytes:
    """Send the request to the process and return all that it writes before it ends."""
    assert process.stdin is not None and process.stdout is not None
    with suppress(BrokenPipeError), process.stdin:  # a process that has ended already is seen by its status
        process.stdin.write(request)
    content = process.stdout.read(most + 1)
    if len(content) > most:
        raise LimitExceeded(f"gives more than {most:,} bytes of text")
    process.wait()
    return content


def answer_request() -> None:
    """In the separate process, read the request from standard input, call the function, write its result or error."""
    parent, seconds, memory, function, arguments = pickle.load(sys.stdin.buffer)
    _end_with(parent)
    _limit(seconds, memory)
    try:
        try:
            result = function(*arguments)
        except GrantsDataError as error:
            result = error
        pickle.dump(result, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


def _end_with(parent: int) -> None:
    """Have the system end this process when its parent ends, since no one waits for the result then."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_KILL_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, most, later in (
        (resource.RLIMIT_CPU, seconds, 1),  # the first limit sends a signal that tells why, the second ends for certain
        (resource.RLIMIT_AS, memory, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, hard = resource.getrlimit(what)
        last = most + later if hard == resource.RLIM_INFINITY else min(most + later, hard)
        with suppress(ValueError, OSError):  # the system does not support this limit
            resource.setrlimit(what, (min(most, last), last))
