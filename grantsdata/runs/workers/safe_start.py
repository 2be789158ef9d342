"""Start every Python of a run so that it imports nothing from the working directory.

With `python -m` and `python -c`, Python looks there first. A `random.py` or another copy of this package in that folder
would run instead of the code that the run record names.
"""

# ruff: noqa: PTH109, PTH117, PTH120
# Without pathlib, since Python would look for it in the working directory first.

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
_STANDARD_LIBRARY = os.path.dirname(os.__file__)


def variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables with which a new Python does not import from the working directory."""
    absolute = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(path)]
    return {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(absolute)}


def import_path() -> list[str]:
    """Return `sys.path` without the working directory, and with the folder of this package, at the end if new."""
    named = variables(os.environ)["PYTHONPATH"].split(os.pathsep)
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:
        here = ""  # the folder has been removed
    library = sys.path.index(_STANDARD_LIBRARY) if _STANDARD_LIBRARY in sys.path else len(sys.path)
    safe = [
        path
        for at, path in enumerate(sys.path)
        if os.path.isabs(path) and (at > library or path in named or os.path.realpath(path) != here)
    ]
    ours = os.path.dirname(_PACKAGE)
    return safe if ours in map(os.path.realpath, safe) else [*safe, ours]


@contextmanager
def safely(more: Mapping[str, str] | None = None) -> Iterator[None]:
    """Have every Python that is started within start safely, with the variables of `more` added to its environment."""
    values = variables(os.environ) | dict(more or {})
    before, path = {name: os.environ.get(name) for name in values}, sys.path
    os.environ.update(values)
    sys.path = import_path()
    try:
        yield
    finally:
        sys.path = path
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


def installed_elsewhere() -> str | None:
    """Return the folder of the installed package if this process runs another copy of it, otherwise None."""
    before, sys.path = sys.path, import_path()
    try:
        specs = (finder.find_spec("grantsdata", None) for finder in sys.meta_path)
        origin = next((spec.origin for spec in specs if spec is not None and spec.origin), None)
    finally:
        sys.path = before
    folder = os.path.dirname(os.path.realpath(origin)) if origin else _PACKAGE
    return None if folder == _PACKAGE else folder


_GONE_IN = 1.0
"""Seconds that the system may take to remove a killed process."""


def end_session(leader: int) -> None:
    """Kill a process that leads its own session, as a kernel does, and all processes of that session."""
    if not hasattr(os, "killpg"):
        with suppress(OSError):  # it has ended
            os.kill(leader, signal.SIGTERM)
        return
    until = time.monotonic() + _GONE_IN
    with suppress(ProcessLookupError, PermissionError):  # all of them have ended
        while time.monotonic() < until:
            os.killpg(leader, signal.SIGKILL)
            time.sleep(0.01)
