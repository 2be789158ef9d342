"""A line of the table of results, and a process that is measured."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """What was to be reached against what, and what was measured. `met` is empty where nothing was to be reached."""

    goal: str
    against: str
    reach: str
    measured: str
    memory: str
    met: str


@dataclass(frozen=True)
class Run:
    """One process from its start to its end: what it printed (JSON), wall seconds, and the most memory it held."""

    said: object
    seconds: float
    mebibytes: float


def run(script: str, *arguments: str) -> Run:
    """Run a script of this folder in a Python of its own; a script that fails ends the benchmark."""
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(FOLDER / script), *arguments], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{script} {' '.join(arguments)} ended with {process.returncode}")
    return Run(json.loads(said), seconds, usage.ru_maxrss / 1024)


def in_turn(times: int, *commands: tuple[str, ...]) -> list[Run]:
    """The quickest run of each command, each run so many times in turn: another program on the machine can only make
    one slower, and is there for a while."""
    runs = [[run(*command) for command in commands] for _ in range(times)]
    return [min(of_it, key=lambda one: one.seconds) for of_it in zip(*runs, strict=True)]


def yes(is_met: bool) -> str:
    """How the table tells it."""
    return "yes" if is_met else "no"
