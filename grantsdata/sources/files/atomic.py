"""Replace a folder or file in one step, so that a reader always sees the complete old one or the complete new one.

Linux and macOS can exchange two folders at once. Elsewhere (Windows, some network drives) it takes two renames; if
a run is interrupted between them, `recover` moves the old folder back.
"""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are relative to the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def swap_in(new: Path, place: Path) -> None:
    """Move the folder `new` to `place`; a folder that was there moves to where `new` was. Raises OSError if it fails.

    Both must be on the same file system. The contents of `new` are written to the disk before anything is moved.
    """
    sync(new)
    if not place.exists():
        new.rename(place)
    elif not exchange(new, place):
        aside = _aside(place)
        place.rename(aside)
        try:
            new.rename(place)
        except OSError:
            aside.rename(place)
            raise
        aside.rename(new)
    _sync_folder(place.parent)


def recover(place: Path) -> None:
    """Clean up after a run that was interrupted between two renames."""
    aside = _aside(place)
    if not aside.exists():
        return
    if place.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(place)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step. Returns False, with nothing moved, if the system or file system cannot."""
    paths = os.fsencode(one), os.fsencode(other)
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
    else:
        return False
    if failed and ctypes.get_errno() not in _CANNOT:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def _aside(place: Path) -> Path:
    return place.with_name(f".aside-{place.name}")


def sync(folder: Path) -> None:
    """Flush a folder and everything in it to the disk, so that a power cut cannot leave half a file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _sync_file(path)
        else:
            _sync_folder(path)
    _sync_folder(folder)


def replace(new: Path, place: Path) -> None:
    """Move the file `new` to `place` in one step, replacing a file that is there."""
    _sync_file(new)
    new.replace(place)
    _sync_folder(place.parent)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # Windows cannot sync a folder
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
