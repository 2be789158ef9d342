"""Tasks for the tests of those who do them: functions of their own, that any process can import."""

import ctypes
import math
import os
import resource
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import AmountError, Fault, SourceError
from grantsdata.runs.workers.child import cell_begins
from grantsdata.runs.workers.task import Task


@dataclass(frozen=True, eq=False)
class Call(Task):
    """A call of one of these functions, with the folder and the values."""

    def run(self) -> Any:
        function: Callable[..., Any] = globals()[self.function]
        return function(self.folder, **self.values)


def call(does: str, folder: Path, memory_mib: int = 1024, **values: Any) -> Call:
    """A task that calls a function of this module, and has its name."""
    return Call(does, folder, folder, values, does, memory_mib=memory_mib)


def add(folder: Path, one: int, other: int) -> int:
    return one + other


def spoil(folder: Path) -> int:
    """Leave behind what a report could in ten ways."""
    import locale
    import logging
    import random

    import matplotlib
    import numpy
    import pandas

    import grantsdata.model.amounts.parse

    matplotlib.rcParams["font.size"] = 99
    pandas.set_option("display.max_rows", 1)
    os.environ["GRANTSDATA_SPOILT"] = "yes"
    os.chdir("/")
    sys.modules["spoilt"] = sys
    warnings.simplefilter("ignore")
    numpy.random.seed(1)
    random.seed(1)
    locale.setlocale(locale.LC_ALL, "C")
    logging.getLogger().setLevel(logging.CRITICAL)
    grantsdata.model.amounts.parse.MOST_DIGITS = 2
    return os.getpid()


def state(folder: Path) -> dict[str, Any]:
    """What `spoil` spoils, and which process this is."""
    import logging

    import matplotlib
    import pandas

    import grantsdata.model.amounts.parse

    return {
        "process": os.getpid(),
        "font": matplotlib.rcParams["font.size"],
        "rows": pandas.get_option("display.max_rows"),
        "variable": os.environ.get("GRANTSDATA_SPOILT"),
        "folder": str(Path.cwd()),
        "module": "spoilt" in sys.modules,
        "filters": len(warnings.filters),
        "level": logging.getLogger().level,
        "digits": grantsdata.model.amounts.parse.MOST_DIGITS,
        "threads": os.environ.get("OPENBLAS_NUM_THREADS"),
    }


def fail(folder: Path) -> None:
    raise SourceError([Fault("a.csv", "cannot read", "an amount", "Correct it.", 2, "Award", "x"),
                       Fault("a.csv", "cannot read", "an amount", "Correct it.", 3, "Award", "y")])  # fmt: skip


def fail_after(folder: Path, seconds: float, text: str) -> None:
    time.sleep(seconds)
    raise AmountError(text)


def stumble(folder: Path) -> None:
    raise KeyError("page")


def fill_the_disk(folder: Path) -> None:
    raise OSError(28, "No space left on device", str(folder / "page.html"))


def die_once(folder: Path) -> str:
    """The first time it is killed, as by a system that has run out of memory."""
    try:
        (folder / "died").touch(exist_ok=False)
    except FileExistsError:
        return "made"
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def die(folder: Path) -> None:
    with (folder / "deaths").open("a", encoding="utf-8") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)


def crash(folder: Path) -> None:
    ctypes.string_at(0)


def linger(folder: Path, deaf: bool = False, seconds: float = 600, cell: float | None = None) -> None:
    """Take long; `deaf` to being told to end, and in a cell that may take some seconds."""
    if deaf:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if cell is not None:
        cell_begins(cell, "cell {cell} took longer than 1 s", 7)
    (folder / f"lingers-{os.getpid()}").touch()
    time.sleep(seconds)


def take_its_time(folder: Path) -> str:
    """A quick cell, and what comes after the last, such as the page."""
    cell_begins(0.3, "cell {cell} took longer than 0.3 s", 1)
    cell_begins(math.inf, "", None)
    time.sleep(0.8)
    return "made"


def hold(folder: Path, mib: int) -> int:
    """Use so much memory."""
    held = bytearray(mib * 1024 * 1024)
    return len(held)


def limits(folder: Path) -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_DATA)


def warn(folder: Path) -> None:
    import logging

    warnings.warn("out of date", stacklevel=1)
    logging.getLogger("some.package").warning("told of %s", "it")
    try:
        raise ValueError("inner")
    except ValueError:
        logging.getLogger("some.package").exception("failed")


def spawn(folder: Path) -> int:
    """A child of its own, as a kernel is."""
    return (
        subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, check=True).stdout.strip() == b"42"
    )


def loaded(folder: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """Which of these modules this process has had from its start, and what else it began with."""
    import gc
    import threading

    return {
        "modules": [name for name in names if sys.modules.get(name) is not None],
        "debugger": sys.modules.get("debugpy", "not asked for"),
        "frozen": gc.get_freeze_count(),
        "threads": sorted(one.name for one in threading.enumerate()),
    }
