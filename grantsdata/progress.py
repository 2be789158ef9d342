"""One bar for all that a run makes, for whoever watches it in a terminal."""

import sys
from types import TracebackType

from tqdm import tqdm

from grantsdata.workers import Event


class Bar:
    """A bar on standard error that counts the cells of all reports; used as a context."""

    def __init__(self) -> None:
        self._bar = tqdm(total=0, unit="cell", file=sys.stderr, leave=False, dynamic_ncols=True)

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()

    def watch(self, event: Event) -> None:
        """Take an event into account."""
        if event.kind == "asked":
            self._bar.total += event.task.steps
            self._bar.refresh()
        elif event.kind == "began":
            self._bar.set_description(event.task.name)
        elif event.kind == "cell" or (event.kind == "ended" and event.task.steps == 1):
            self._bar.update()
