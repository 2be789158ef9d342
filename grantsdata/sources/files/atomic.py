"""A folder put in another's place in one step, so that whoever looks sees the old one or the new one, whole.

Linux and macOS can exchange two folders at once. Elsewhere (Windows, some network drives) it takes two renames; a run
that is cut off between them leaves the old folder aside, and `recover` puts it back.
"""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are taken as they are
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def swap_in(new: Path, place: Path) -> None:
    """Put the folder `new` where `place` is; what was there, if anything, stands where `new` was. OSError if it fails.

    Both must be on one file system. All that is in `new` is on the disk before anything is moved.
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
    """Undo what a run left that was cut off between two renames."""
    aside = _aside(place)
    if not aside.exists():
        return
    if place.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(place)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False, with nothing moved, where the system or the file system cannot."""
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
    """Have a folder and all that is in it written to the disk itself, so that a power cut cannot leave half a file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _sync_file(path)
        else:
            _sync_folder(path)
    _sync_folder(folder)


def replace(new: Path, place: Path) -> None:
    """Put the file `new` where `place` is, as `swap_in` does with folders."""
    _sync_file(new)
    new.replace(place)
    _sync_folder(place.parent)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # Windows syncs no folders
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
