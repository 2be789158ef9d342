"""Where a run works unseen: a folder of its own beside what is published, its log, and what is kept if it fails."""

import logging
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grantsdata.errors import (
    BusyError,
    GrantsDataError,
    OutputError,
    ReconcileError,
    ReportError,
)
from grantsdata.run_record import failure, write_record
from grantsdata.swap import recover
from grantsdata.years import FinancialYear

PAGES = "pages"
"""The part of the staging folder that will be the year's folder."""
LOG = "run.log"

_log = logging.getLogger(__name__)


@contextmanager
def staging_folder(outputs: Path, year: FinancialYear) -> Iterator[Path]:
    """The staging folder of a year, empty but for its folder of pages and its log; gone when the run is over.

    What an earlier run left that was cut off is put right first; the caller holds the year's lock. OutputError if the
    folder cannot be made.
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
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Log(logging.FileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """On a full disk the log ends early; what is wrong is told by the run itself, in one line."""


@contextmanager
def _logging_to(handler: logging.FileHandler) -> Iterator[None]:
    """All that any package logs goes to the file, warnings included; in universal time, whatever the machine's is."""
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()


def outcome_of(error: BaseException) -> str:
    """What the run record calls a run that ended with this error."""
    kinds = {BusyError: "busy", ReconcileError: "does not reconcile", ReportError: "failed"}
    named = next((name for kind, name in kinds.items() if isinstance(error, kind)), None)
    return named or ("bad input" if isinstance(error, GrantsDataError) else "interrupted")


def keep_failure(staging: Path, outputs: Path, year: FinancialYear, error: BaseException) -> Path | None:
    """Move the log and what failed to `outputs/failed/<year>`, with a record of the failure.

    It replaces what an earlier failure left. On a full disk it keeps as much as it can. Returns the log, if it is kept.
    """
    message = str(error) or "interrupted"
    with suppress(OSError):
        _log.error("%s: %s", outcome_of(error), message, exc_info=error.__cause__)
    folder = outputs / "failed" / str(year)
    with suppress(OSError):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (staging / LOG).replace(folder / LOG)
        pages = staging / PAGES
        for path in _worth_keeping(pages):
            path.replace(folder / path.name)
        shutil.rmtree(pages, ignore_errors=True)  # it may hold the room that the record needs
        write_record(failure(year, outcome_of(error), message), folder)
    return folder / LOG if (folder / LOG).is_file() else None


def _worth_keeping(pages: Path) -> list[Path]:
    """The notebook that has no page, since it failed; or, if each has one, all of them: one of them is not right."""
    unfinished = [path for path in pages.glob("*.ipynb") if not path.with_suffix(".html").exists()]
    return sorted(unfinished or (path for path in pages.iterdir() if path.is_file()))


@contextmanager
def undisturbed() -> Iterator[None]:
    """Signals that would end the run wait until what is within is done; a kill knows no waiting."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no other thread is ever disturbed by them
        return
    # Not by blocking them: one of the threads of numpy or pyarrow would take them, and Python would pass them on here.
    came: list[int] = []
    before = {one: signal.signal(one, lambda number, _: came.append(number)) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        if came:
            signal.raise_signal(came[0])
