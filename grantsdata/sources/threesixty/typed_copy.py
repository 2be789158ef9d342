"""A typed copy of a large file, written once: a second look takes a fraction of the first.

A copy belongs to the bytes of its source, by their SHA-256, whatever the source is called. The note beside a copy has
its own hash too, so that a damaged one is made anew, and how the source looked to the system (size, time, number), so
that bytes which nobody has touched since need not be hashed again.
"""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from grantsdata.errors import OutputError
from grantsdata.sources.files.hashes import file_sha256

FORMAT = 1
"""Of the columns of a copy and of what they mean; raise it when either changes, and older copies are made anew."""

_MOMENT = 2 * 10**9  # nanoseconds: two changes within one tick of the system's clock look alike


def known_copy(looks: Sequence[int], folder: Path) -> Path | None:
    """The copy of a source that looks as it did when it was copied; None if there is none, or it is damaged."""
    for note in sorted(folder.glob("*.json")):
        told = _told(note)
        if told.get("looks") == list(looks):
            return _whole(note, told)
    return None


def copy_of(sha256: str, looks: Sequence[int], folder: Path, write: Callable[[Path], None]) -> Path:
    """The copy that belongs to these bytes, of a source that looks like this; `write` makes it if there is none, or it
    is damaged, and it is put in its place whole or not at all. OutputError where that cannot be."""
    copy = folder / f"{sha256}.parquet"
    note = copy.with_suffix(".json")
    told = _told(note)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _whole(note, told) is None:
            with tempfile.TemporaryDirectory(prefix=".copy-", dir=folder) as room:
                made = Path(room) / copy.name
                write(made)
                told = {"format": FORMAT, "sha256_of_copy": file_sha256(made)}
                made.replace(copy)
        _write_note(note, told | {"looks": list(looks) if _is_settled(looks) else None})
    except OSError as error:
        raise OutputError.of(folder, error) from None
    return copy


def looks_of(source: Path) -> list[int]:
    """What the system knows of a file without reading it: its size, when it was changed, and which file it is."""
    found = source.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _is_settled(looks: Sequence[int]) -> bool:
    """Not if it was changed a moment ago: it could change again and look the same."""
    return time.time_ns() - max(looks[1:3]) > _MOMENT


def _told(note: Path) -> dict[str, object]:
    try:
        told = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) and told.get("format") == FORMAT else {}


def _whole(note: Path, told: dict[str, object]) -> Path | None:
    copy = note.with_suffix(".parquet")
    try:
        return copy if told and file_sha256(copy) == told.get("sha256_of_copy") else None
    except OSError:
        return None


def _write_note(note: Path, told: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory(prefix=".note-", dir=note.parent) as room:
        made = Path(room) / note.name
        made.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        made.replace(note)
