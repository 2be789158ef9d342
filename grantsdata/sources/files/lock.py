"""One run at a time: a lock on a folder that ends with its process, however that ends, and says who holds it."""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from grantsdata.errors import BusyError, LinkError, OutputError
from grantsdata.sources.files.project import check_no_links


@contextmanager
def held(folder: Path, name: str, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock `folder/.lock-<name>`; `wait` for it so many seconds.

    The system gives the lock up when the process ends, even by a kill, so that the file itself may stay: it means
    nothing. BusyError, with who holds it, if another process does; OutputError if no lock can be had in this folder;
    LinkError if the lock's file is another one by a second name, since taking the lock empties it.
    """
    check_no_links(folder, own := (folder / f".lock-{name}", _holder_file(folder, name)))
    for path in own:
        if path.is_file() and path.stat().st_nlink > 1:
            raise LinkError(f"{path} has a second name, under which it may be of use. Take it away, and run again.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A soft lock, which filelock falls back to where the file system knows no other, would outlive its process.
        lock = FileLock(folder / f".lock-{name}", timeout=wait, fallback_to_soft=False)
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"another run is busy with it ({holder(folder, name)}). Wait until it has ended, or end it."
        ) from None
    except OSError as error:
        raise OutputError.of(folder, error) from None
    who = _holder_file(folder, name)
    try:
        _note(who)
        yield
    finally:
        with suppress(OSError):
            who.unlink(missing_ok=True)
        lock.release()


def holder(folder: Path, name: str) -> str:
    """Who holds the lock, as they noted it themselves when they took it."""
    try:
        return _holder_file(folder, name).read_text(encoding="utf-8").strip() or "who it is, it has not said yet"
    except OSError:
        return "who it is, it has not said yet"


def _holder_file(folder: Path, name: str) -> Path:
    # Not in the lock file itself: on Windows nobody else may read that while it is locked.
    return folder / f".lock-{name}-holder"


def _note(path: Path) -> None:
    """For people only: no result depends on this clock."""
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    text = f"process {os.getpid()} of {_user()} on {socket.gethostname()}, since {since}\n"
    with suppress(OSError):  # on a full disk the lock holds without it
        path.write_text(text, encoding="utf-8")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        return "an unnamed user"
