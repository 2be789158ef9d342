"""The staging folder in which a run works, its log, and what is kept of a run that failed."""

import logging
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from grantsdata.errors import (
    BusyError,
    GrantsDataError,
    OutputError,
    ReconcileError,
    ReportError,
    Stopped,
)
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.run_record import failure, write_record
from grantsdata.sources.files.atomic import recover

PAGES = "pages"
"""The subfolder that will become the year's folder."""
LOG = "run.log"

_log = logging.getLogger(__name__)


@contextmanager
def staging_folder(outputs: Path, year: FinancialYear) -> Iterator[Path]:
    """Yield the staging folder of a year, which holds an empty folder for pages and the log; remove it at the end.

    The caller holds the lock of the year. First, what an interrupted run has left is repaired. An error within is
    logged, and the files that help to find its cause are kept. Raises OutputError if the folder cannot be made.
    """
    folder = outputs / f".staging-{year}"
    try:
        recover(outputs / str(year))
        if folder.exists():
            shutil.rmtree(folder)
        (folder / PAGES).mkdir(parents=True)
        log = _Log(folder / LOG, encoding="utf-8")
    except OSError as error:
        raise OutputError.of(outputs, error) from None
    try:
        with _logging_to(log):
            yield folder
    except (GrantsDataError, KeyboardInterrupt) as error:
        kept = _keep_failure(folder, outputs, year, error)
        if isinstance(error, GrantsDataError | Stopped):
            error.log = kept
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_current: ContextVar["_Log | None"] = ContextVar("_current", default=None)
"""The log of the year that is being made; several years may be made at once."""

_level_before: list[int] = []


class _Log(logging.FileHandler):
    def filter(self, record: logging.LogRecord) -> bool:
        """Ignore log records of other years that are made at the same time."""
        return _current.get() is self and bool(super().filter(record))

    def handleError(self, record: logging.LogRecord) -> None:
        """Ignore an error in logging: on a full disk the log ends early, and the run itself reports the full disk."""


@contextmanager
def _logging_to(handler: _Log) -> Iterator[None]:
    """Write all log records and warnings of all packages to the file, with times in UTC."""
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    if not _level_before:
        _level_before.append(root.level)
        root.setLevel(logging.INFO)
        logging.captureWarnings(True)
    root.addHandler(handler)
    before = _current.set(handler)
    try:
        yield
    except (GrantsDataError, KeyboardInterrupt) as error:
        with suppress(OSError):  # a full disk
            _log.error("%s: %s", outcome_name(error), error, exc_info=error.__cause__)
        raise
    finally:
        _current.reset(before)
        root.removeHandler(handler)
        if not any(isinstance(one, _Log) for one in root.handlers):
            logging.captureWarnings(False)
            root.setLevel(_level_before.pop())
        with suppress(OSError):  # on a full disk the last lines of the log are lost
            handler.close()


def outcome_name(error: BaseException) -> str:
    """Return the run record's name for a run that ended with this error."""
    kinds = {BusyError: "busy", ReconcileError: "does not reconcile", ReportError: "failed"}
    named = next((name for kind, name in kinds.items() if isinstance(error, kind)), None)
    return named or ("bad input" if isinstance(error, GrantsDataError) else "interrupted")


def _keep_failure(staging: Path, outputs: Path, year: FinancialYear, error: BaseException) -> Path | None:
    """Move the log and what failed to `outputs/failed/<year>`, with a record of the failure; return the log, if any.

    What an earlier failure left there is removed. On a full disk, as much as possible is kept.
    """
    folder = outputs / "failed" / str(year)
    with suppress(OSError):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (staging / LOG).replace(folder / LOG)
        pages = staging / PAGES
        for path in _worth_keeping(pages):
            path.replace(folder / path.name)
        shutil.rmtree(pages, ignore_errors=True)  # it may take the space that the record needs
        write_record(failure(year, outcome_name(error), str(error)), folder)
    return folder / LOG if (folder / LOG).is_file() else None


def _worth_keeping(pages: Path) -> list[Path]:
    """Return the notebooks without a page, since they failed; if each has one, all files, since a check failed."""
    unfinished = [path for path in pages.glob("*.ipynb") if not path.with_suffix(".html").exists()]
    return sorted(unfinished or (path for path in pages.iterdir() if path.is_file()))


@contextmanager
def interruptions_deferred() -> Iterator[None]:
    """Defer Ctrl-C and SIGTERM until the few steps within are done; only SIGKILL ends them."""
    received: list[int] = []
    kinds = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    handlers = {kind: signal.signal(kind, lambda number, frame: received.append(number)) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in handlers.items():
            signal.signal(kind, handler)
    for number in received[:1]:
        signal.raise_signal(number)
