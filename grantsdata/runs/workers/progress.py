"""Show the progress of a run: one bar in a terminal, elsewhere a line for each step."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from grantsdata.runs.workers.scheduler import Watcher
from grantsdata.runs.workers.task import Event


@contextmanager
def show_progress(quiet: bool) -> Iterator[Watcher]:
    """Show progress on standard error unless `quiet`; yields the function to call with each event."""
    if quiet or not sys.stderr.isatty():
        with log_steps(quiet):
            yield lambda event: None
    else:
        with _Bar() as bar:
            yield bar.watch


class _Steps(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:
        """Ignore a step that cannot be printed: a closed pipe must not stop the run."""


@contextmanager
def log_steps(quiet: bool) -> Iterator[None]:
    """Print each step of a run as a line on standard error; other log records go only to the run's log."""
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
    """A progress bar that counts the cells of all reports."""

    def __init__(self) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=0, unit="cell", file=sys.stderr, leave=False, dynamic_ncols=True)

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def watch(self, event: Event) -> None:
        """Advance the bar by an event."""
        if event.kind == "asked":
            self._bar.total += event.task.steps
            self._bar.refresh()
        elif event.kind == "began":
            self._bar.set_description(event.task.name)
        elif event.kind == "cell" or (event.kind == "ended" and event.task.steps == 1):
            self._bar.update()
