"""What happens to tasks that are given to processes, and whether those processes are gone."""

import time
from pathlib import Path

from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.task import Ended, Event, Task


def ended(crew: Workers, *tasks: Task) -> list[Ended]:
    """What became of each, in their order."""
    told = {event.task: event.value for event in events(crew, *tasks) if event.kind == "ended"}
    return [told[task] for task in tasks]


def events(crew: Workers, *tasks: Task) -> list[Event]:
    """All that happened until the tasks had ended."""
    for task in tasks:
        crew.submit(task, 0)
    seen: list[Event] = []
    while sum(event.kind == "ended" for event in seen) < len(tasks):
        seen += crew.events()
    return seen


def lingering(folder: Path, number: int = 1, seconds: float = 60) -> list[int]:
    """The processes of so many tasks that linger, once they do."""
    until = time.monotonic() + seconds
    while len(found := list(folder.glob("lingers-*"))) < number:
        assert time.monotonic() < until, "they did not begin"
        time.sleep(0.01)
    return [int(path.name.partition("-")[2]) for path in found]


def is_gone(process: int, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while True:
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z" or time.monotonic() > until:
            return state == "Z"
        time.sleep(0.02)
