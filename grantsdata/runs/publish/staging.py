"""Where a run works unseen: a folder of its own beside what is published, its log, and what is kept if it fails."""

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
"""The part of the staging folder that will be the year's folder."""
LOG = "run.log"

_log = logging.getLogger(__name__)


@contextmanager
def staging_folder(outputs: Path, year: FinancialYear) -> Iterator[Path]:
    """The staging folder of a year, empty but for its folder of pages and its log; gone when the run is over.

    What an earlier run left that was cut off is put right first; the caller holds the year's lock. An error within is
    logged, and what is worth a look is kept. OutputError if the folder cannot be made.
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
"""The log of the run that is being worked on; several years may be in the making at once."""

_level_before: list[int] = []


class _Log(logging.FileHandler):
    def filter(self, record: logging.LogRecord) -> bool:
        """What is logged in the making of another year is not this one's."""
        return _current.get() is self and bool(super().filter(record))

    def handleError(self, record: logging.LogRecord) -> None:
        """On a full disk the log ends early; what is wrong is told by the run itself, in one line."""


@contextmanager
def _logging_to(handler: _Log) -> Iterator[None]:
    """All that any package logs goes to the file, warnings included; in universal time, whatever the machine's is."""
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
            _log.error("%s: %s", outcome_of(error), error, exc_info=error.__cause__)
        raise
    finally:
        _current.reset(before)
        root.removeHandler(handler)
        if not any(isinstance(one, _Log) for one in root.handlers):
            logging.captureWarnings(False)
            root.setLevel(_level_before.pop())
        with suppress(OSError):  # what the log could not take of the last lines is lost
            handler.close()


def outcome_of(error: BaseException) -> str:
    """What the run record calls a run that ended with this error."""
    kinds = {BusyError: "busy", ReconcileError: "does not reconcile", ReportError: "failed"}
    named = next((name for kind, name in kinds.items() if isinstance(error, kind)), None)
    return named or ("bad input" if isinstance(error, GrantsDataError) else "interrupted")


def _keep_failure(staging: Path, outputs: Path, year: FinancialYear, error: BaseException) -> Path | None:
    """Move the log and what failed to `outputs/failed/<year>`, with a record of the failure.

    It replaces what an earlier failure left. On a full disk it keeps as much as it can. Returns the log, if it is kept.
    """
    folder = outputs / "failed" / str(year)
    with suppress(OSError):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (staging / LOG).replace(folder / LOG)
        pages = staging / PAGES
        for path in _worth_keeping(pages):
            path.replace(folder / path.name)
        shutil.rmtree(pages, ignore_errors=True)  # it may hold the room that the record needs
        write_record(failure(year, outcome_of(error), str(error)), folder)
    return folder / LOG if (folder / LOG).is_file() else None


def _worth_keeping(pages: Path) -> list[Path]:
    """The notebook that has no page, since it failed; or, if each has one, all of them: one of them is not right."""
    unfinished = [path for path in pages.glob("*.ipynb") if not path.with_suffix(".html").exists()]
    return sorted(unfinished or (path for path in pages.iterdir() if path.is_file()))


@contextmanager
def undisturbed() -> Iterator[None]:
    """An interruption waits until the few steps within are done; only a kill does not."""
    came: list[int] = []
    kinds = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    handlers = {kind: signal.signal(kind, lambda number, frame: came.append(number)) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in handlers.items():
            signal.signal(kind, handler)
    for number in came[:1]:
        signal.raise_signal(number)
