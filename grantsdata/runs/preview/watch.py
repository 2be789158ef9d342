"""Notice that a file of the project has changed.

A project has some hundred files, and looking at the time and size of each takes milliseconds. That also works on
network drives, where the system reports no changes that others make, and needs no other package.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

SECONDS = 0.1
"""How often the files are looked at."""

_SETTLED = 0.03
"""Seconds without a change after which an editor has finished writing."""

Snapshot = dict[str, tuple[int, int, int]]


def snapshot(root: Path) -> Snapshot:
    """Return path → time of change, size and number of each file of raw data and notebooks, and of the lock.

    Files that editors leave for a while, such as `.~lock.awards.csv#`, are left out, as they are for reports.
    """
    found: Snapshot = {}
    for path in (*_files(root / "data" / "raw"), *_files(root / "notebooks"), str(root / "constraints.txt")):
        try:
            about = Path(path).stat()
        except OSError:
            continue  # it has just been replaced or removed; the next look shows what has become of it
        found[path] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found


def wait_for_change(root: Path, before: Snapshot) -> Snapshot:
    """Wait until a file differs from `before` and no more is being written; return the new snapshot."""
    while (now := snapshot(root)) == before:
        time.sleep(SECONDS)
    while True:
        time.sleep(_SETTLED)
        if (later := snapshot(root)) == now:
            return now
        now = later


def _files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (os.path.join(place, name) for name in names if not name.startswith((".", "~$")))  # noqa: PTH118
