"""Write a typed copy of a large file once, so that reading it again takes a fraction of the time.

A copy is named after the SHA-256 of its source's bytes, whatever the source's name. The note beside it records the hash
of the copy, so that a damaged copy is replaced, and the source's file statistics (size, times, number), so that an
unchanged source need not be hashed again.
"""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from grantsdata.errors import OutputError
from grantsdata.sources.files.hashes import file_sha256

FORMAT = 3
"""The version of the columns and their meaning; raise it when either changes, so that older copies are replaced."""

_MOMENT = 2 * 10**9  # nanoseconds: the system's clock may show the same time for two quick changes


def known_copy(stats: Sequence[int], folder: Path) -> Path | None:
    """Return the copy of a source with these file statistics; None if there is none or it is damaged."""
    for note in sorted(folder.glob("*.json")):
        content = _read_note(note)
        if content.get("looks") == list(stats):
            return _undamaged_copy(note, content)
    return None


def copy_of(sha256: str, stats: Sequence[int], folder: Path, write: Callable[[Path], None]) -> Path:
    """Return the copy of the source with this hash and these file statistics.

    If there is no copy or it is damaged, `write` makes one, which moves to its place only when it is complete. Raises
    OutputError if it cannot be written.
    """
    copy = folder / f"{sha256}.parquet"
    note = copy.with_suffix(".json")
    content = _read_note(note)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _undamaged_copy(note, content) is None:
            with tempfile.TemporaryDirectory(prefix=".copy-", dir=folder) as temporary:
                new = Path(temporary) / copy.name
                write(new)
                content = {"format": FORMAT, "sha256_of_copy": file_sha256(new)}
                new.replace(copy)
        _write_note(note, content | {"looks": list(stats) if _is_settled(stats) else None})
    except OSError as error:
        raise OutputError.of(folder, error) from None
    return copy


def file_stats(source: Path) -> list[int]:
    """Return a file's size, times of change, number and device, which the system knows without reading the file."""
    stat = source.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev]


def _is_settled(stats: Sequence[int]) -> bool:
    """Whether the last change is long enough ago: a file changed just now could change again with the same times."""
    return time.time_ns() - max(stats[1:3]) > _MOMENT


def _read_note(note: Path) -> dict[str, object]:
    """Return the content of a note; empty if it is missing, damaged or of another format."""
    try:
        content = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and content.get("format") == FORMAT else {}


def _undamaged_copy(note: Path, content: dict[str, object]) -> Path | None:
    """Return the copy beside a note if its hash is the one in the note, else None."""
    copy = note.with_suffix(".parquet")
    try:
        return copy if content and file_sha256(copy) == content.get("sha256_of_copy") else None
    except OSError:
        return None


def _write_note(note: Path, content: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory(prefix=".note-", dir=note.parent) as temporary:
        new = Path(temporary) / note.name
        new.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        new.replace(note)
