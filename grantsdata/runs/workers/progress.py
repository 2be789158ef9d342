"""How far a run is: one bar for all that it makes in a terminal, elsewhere a line for each step."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from grantsdata.runs.workers.scheduler import Watcher
from grantsdata.runs.workers.task import Event


@contextmanager
def watched(quiet: bool) -> Iterator[Watcher]:
    """Show on standard error how far things are, unless it is to be quiet; what is yielded is to be told of events."""
    if quiet or not sys.stderr.isatty():
        with steps_told(quiet):
            yield lambda event: None
    else:
        with _Bar() as bar:
            yield bar.watch


class _Steps(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:
        """A step that can no longer be told, since whoever listened is gone, is no reason to stop."""


@contextmanager
def steps_told(quiet: bool) -> Iterator[None]:
    """The steps of a run, a line each, on standard error; what else is logged goes to the run's log alone."""
    handler = logging.NullHandler() if quiet else _Steps(sys.stderr)
    handler.setFormatter(logging.Formatter("grantsdata: %(message)s"))
    loggers = [
        logging.getLogger(name) for name in ("grantsdata.runs.publish.publish", "grantsdata.runs.workers.scheduler")
    ]
    for logger in loggers:
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


class _Bar:
    """A bar that counts the cells of all reports."""

    def __init__(self) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=0, unit="cell", file=sys.stderr, leave=False, dynamic_ncols=True)

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
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
