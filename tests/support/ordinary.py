"""How a test that an administrator runs, as containers often do, is still refused what an ordinary user is refused."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A temporary folder that every user can get to; pytest's own are closed to all but the one who runs it."""
    with tempfile.TemporaryDirectory(prefix="grantsdata-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name).resolve()


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """What is within runs as an ordinary user, whom the folder and all in it are given to.

    Only the effective user changes: it decides on permissions, and can be changed back. All that is used must have
    been imported before, since the interpreter's own files may be an administrator's too.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
