"""Allow one run at a time in a folder, with a lock that names its holder and ends with the holder's process."""

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
    """Hold the lock `folder/.lock-<name>`, waiting for it up to `wait` seconds.

    The system releases the lock when the process ends, even if it is killed; a lock file that remains means nothing.

    Raises BusyError, naming the holder, if another process holds the lock; OutputError if the folder cannot have a
    lock; LinkError if the lock file is a link or has a second name, since taking the lock would empty the other file.
    """
    files = (folder / f".lock-{name}", _holder_file(folder, name))
    check_no_links(folder, files)
    for path in files:
        if path.is_file() and path.stat().st_nlink > 1:
            raise LinkError(f"{path} has a second name, and may be used under it. Remove {path}, and run again.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # On file systems without locks, filelock would use a soft lock, which outlives its process.
        lock = FileLock(folder / f".lock-{name}", timeout=wait, fallback_to_soft=False)
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"another run holds the lock ({holder(folder, name)}). Wait until it ends, or stop it."
        ) from None
    except OSError as error:
        raise OutputError.of(folder, error) from None
    holder_file = _holder_file(folder, name)
    try:
        _write_holder(holder_file)
        yield
    finally:
        with suppress(OSError):
            holder_file.unlink(missing_ok=True)
        lock.release()


def holder(folder: Path, name: str) -> str:
    """Return who holds the lock, as its process wrote it down when it took the lock."""
    try:
        return _holder_file(folder, name).read_text(encoding="utf-8").strip() or _UNKNOWN_HOLDER
    except OSError:
        return _UNKNOWN_HOLDER


_UNKNOWN_HOLDER = "it has not written down yet who it is"


def _holder_file(folder: Path, name: str) -> Path:
    # Not in the lock file itself: on Windows no other process can read a locked file.
    return folder / f".lock-{name}-holder"


def _write_holder(path: Path) -> None:
    """Write down who holds the lock. Only people read it: no result depends on this clock."""
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    text = f"process {os.getpid()} of {_user()} on {socket.gethostname()}, since {since}\n"
    with suppress(OSError):  # the lock works without this file, for example on a full disk
        path.write_text(text, encoding="utf-8")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the user of a container may have no name
        return "an unnamed user"
