"""A file typed by hand → its bytes, if it is a plain file of a sane size that stands where it seems to stand.

A pipe would be waited for without end, a device read without end, and a link could show a reader's own files.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from grantsdata.errors import Fault, GrantsDataError
from grantsdata.model.paper_fields import A_WORKBOOK_HIDES, WORKBOOKS
from grantsdata.sources.files.project import ABSENT, label

MOST_BYTES = 2_000_000
"""A table or a text typed by hand has some kilobytes; a file larger than this is refused without being opened."""


@dataclass(frozen=True)
class Kind:
    """What a file is to be: `what`, as in "expected a CSV file"; the error that tells otherwise; two remedies,
    for a file that is not there and for one that a program has saved wrongly; and how large it may be,
    if more than MOST_BYTES. A file that no person typed, but a program wrote or a server sent, is not `is_typed`."""

    what: str
    error: type[GrantsDataError]
    if_missing: str
    save_as: str
    most_bytes: int | None = None
    is_typed: bool = True


class Reading(NamedTuple):
    """A file that was read, and what it held."""

    path: Path
    project: Path
    kind: Kind
    content: bytes


_notes: ContextVar[tuple[list[Reading], ...]] = ContextVar("notes", default=())


@contextmanager
def noted() -> Iterator[list[Reading]]:
    """Every reading from here on, until it ends."""
    readings: list[Reading] = []
    before = _notes.set((*_notes.get(), readings))
    try:
        yield readings
    finally:
        _notes.reset(before)


_seen: set[tuple[str, str]] = set()
_watched: ContextVar[tuple[set[tuple[str, str]], ...]] = ContextVar("watched", default=())


def seen_files() -> list[tuple[str, str]]:
    """Every input that this process has read so far, with the sha256 of what it read; twice if that has changed."""
    return sorted(_seen)


@contextmanager
def watched() -> Iterator[set[tuple[str, str]]]:
    """The same of all that is read from here on, until it ends."""
    seen: set[tuple[str, str]] = set()
    before = _watched.set((*_watched.get(), seen))
    try:
        yield seen
    finally:
        _watched.reset(before)


def add_seen(files: Iterable[tuple[str, str]]) -> None:
    """Note that this process, or one that works for it, has read these files with these sha256."""
    for file, digest in files:
        for seen in (_seen, *_watched.get()):
            seen.add((file, digest))


def seen_bytes(path: Path, project: Path) -> bytes:
    """All bytes of a file; whoever publishes compares what was read with what is on record. OSError as `open`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        add_seen([(label(path, project), ABSENT)])
        raise
    add_seen([(label(path, project), hashlib.sha256(content).hexdigest())])
    return content


def is_there(path: Path, project: Path) -> bool:
    """Whether an input that may be missing is there, even if it cannot be read: a link to nowhere is a fault."""
    there = os.path.lexists(path)
    if not there:
        add_seen([(label(path, project), ABSENT)])
    return there


def raw_bytes(path: Path, project: Path, kind: Kind) -> bytes:
    """All bytes of a file within the project's folders; an error of the `kind` if it is not a plain file there."""
    file = label(path, project)
    if leads_out(path, project):
        step = "Put the file itself there, not a link."
        raise kind.error([Fault(file, "this is a link that leads out of the data folder", kind.what, step)])
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise kind.error([Fault(file, "this is a folder", kind.what, "Put the file in its place.")])
        if not stat.S_ISREG(found.st_mode):
            problem = "this is not a plain file but a pipe, a device or the like"
            raise kind.error([Fault(file, problem, kind.what, "Put a file in its place.")])
        _check_size(found.st_size, file, kind)
        with path.open("rb") as opened:
            content = opened.read((kind.most_bytes or MOST_BYTES) + 1)
        _check_size(len(content), file, kind)  # it may have grown since, or have told another size
        add_seen([(file, hashlib.sha256(content).hexdigest())])
        for readings in _notes.get():
            readings.append(Reading(path, project, kind, content))
        return content
    except FileNotFoundError:
        add_seen([(file, ABSENT)])
        fault = Fault(file, "the file is not there", kind.what, _beside(path) or kind.if_missing)
    except OSError as error:
        step = "Ask its owner for permission to read it and the folders that it is in."
        if not isinstance(error, PermissionError):
            step = "Put a file that can be opened in its place."
        fault = Fault(file, f"the file cannot be opened ({error.strerror})", kind.what, step)
    raise kind.error([fault])


def leads_out(path: Path, project: Path) -> bool:
    """Whether a link takes the path out of the folder of the project that it is in; that folder may be a link."""
    inside = path.relative_to(project).parts if path.is_relative_to(project) else ()
    root = project.joinpath(*inside[:2]) if inside[:2] == ("data", "raw") else path.parent
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _check_size(size: int, file: str, kind: Kind) -> None:
    most = kind.most_bytes or MOST_BYTES
    if size > most:
        step = "Check that it is the right file; if it is, divide it."
        raise kind.error([Fault(file, f"the file has {size:,} bytes", f"at most {most:,}", step)])


def _beside(path: Path) -> str | None:
    """What to do if the file is there under nearly the same name."""
    try:
        near = sorted(one.name for one in path.parent.iterdir() if one.stem.casefold() == path.stem.casefold())
    except OSError:
        return None
    if not near:
        return None
    workbook = f" {A_WORKBOOK_HIDES}" if near[0].casefold().endswith(WORKBOOKS) else ""
    return f"There is {near[0]} beside it: save it again under this name and as this kind of file.{workbook}"
