"""Read the bytes of a file, if it is a plain file of a reasonable size within the project.

Links, pipes and devices are refused: a pipe could block for ever, a device has no end, and a link could publish a
user's private files.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from grantsdata.errors import Fault, GrantsDataError
from grantsdata.model.schema import WORKBOOK_RISKS, WORKBOOKS
from grantsdata.sources.files.project import ABSENT, label

MOST_BYTES = 2_000_000
"""A table or text typed by hand has some kilobytes; a larger file than this is refused without being opened."""


@dataclass(frozen=True)
class Kind:
    """The kind of file expected.

    `what` names it, as in "expected a CSV file". `error` is raised for any other file. `if_missing` and `save_as` say
    what to do if the file is missing or was saved wrongly. `most_bytes` replaces MOST_BYTES. `is_typed` is False for a
    file that a program wrote or a server sent.
    """

    what: str
    error: type[GrantsDataError]
    if_missing: str
    save_as: str
    most_bytes: int | None = None
    is_typed: bool = True


_seen: set[tuple[str, str]] = set()
_watched: ContextVar[tuple[set[tuple[str, str]], ...]] = ContextVar("watched", default=())


def seen_files() -> list[tuple[str, str]]:
    """Return every input that this process has read, with the sha256 of its content; a changed file is listed twice."""
    return sorted(_seen)


@contextmanager
def watched() -> Iterator[set[tuple[str, str]]]:
    """Collect the inputs, as in `seen_files`, that are read within the `with` block."""
    seen: set[tuple[str, str]] = set()
    before = _watched.set((*_watched.get(), seen))
    try:
        yield seen
    finally:
        _watched.reset(before)


def add_seen(files: Iterable[tuple[str, str]]) -> None:
    """Record that this process, or one that works for it, has read these files, each with the sha256 of its content."""
    for file, digest in files:
        for seen in (_seen, *_watched.get()):
            seen.add((file, digest))


def seen_bytes(path: Path, project: Path) -> bytes:
    """Read a file and record that it was read, so that publishing can verify its inputs. Raises OSError like `open`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        add_seen([(label(path, project), ABSENT)])
        raise
    add_seen([(label(path, project), hashlib.sha256(content).hexdigest())])
    return content


def is_there(path: Path, project: Path) -> bool:
    """Whether an optional input exists. A broken link counts as existing, so that it is reported when it is read."""
    exists = os.path.lexists(path)
    if not exists:
        add_seen([(label(path, project), ABSENT)])
    return exists


def are_as_seen(files: Iterable[tuple[str, str]], project: Path) -> bool:
    """Whether files of a project are as `seen_files` or `watched` lists them; each counts as seen once more."""
    return all(_is_as_seen(project / file, digest, project) for file, digest in files)


def _is_as_seen(path: Path, digest: str, project: Path) -> bool:
    if digest == ABSENT or not path.is_file() or leads_out(path, project):
        return digest == ABSENT and not is_there(path, project)
    try:
        return hashlib.sha256(seen_bytes(path, project)).hexdigest() == digest
    except OSError:
        return False


def raw_bytes(path: Path, project: Path, kind: Kind) -> bytes:
    """Read a file within the project's folders. Raises the error of `kind` if it is not a plain file there."""
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
        _check_size(len(content), file, kind)  # it may have grown since, or the system may report a wrong size
        add_seen([(file, hashlib.sha256(content).hexdigest())])
        return content
    except FileNotFoundError:
        add_seen([(file, ABSENT)])
        fault = Fault(file, "the file is not there", kind.what, _beside(path) or kind.if_missing)
    except OSError as error:
        step = "Ask its owner for permission to read it and its folders."
        if not isinstance(error, PermissionError):
            step = "Put a file that can be opened in its place."
        fault = Fault(file, f"the file cannot be opened ({error.strerror})", kind.what, step)
    raise kind.error([fault])


def leads_out(path: Path, project: Path) -> bool:
    """Whether a link leads out of the folder that the path is in, which may itself be a link."""
    inside = path.relative_to(project).parts if path.is_relative_to(project) else ()
    root = project.joinpath(*inside[:2]) if inside[:2] == ("data", "raw") else path.parent
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _check_size(size: int, file: str, kind: Kind) -> None:
    most = kind.most_bytes or MOST_BYTES
    if size > most:
        step = "Check that it is the right file; if it is, split it."
        raise kind.error([Fault(file, f"the file has {size:,} bytes", f"at most {most:,}", step)])


def _beside(path: Path) -> str | None:
    """Return what to do if a file with nearly the same name exists; None if there is none."""
    try:
        near = sorted(one.name for one in path.parent.iterdir() if one.stem.casefold() == path.stem.casefold())
    except OSError:
        return None
    if not near:
        return None
    workbook = f" {WORKBOOK_RISKS}" if near[0].casefold().endswith(WORKBOOKS) else ""
    return f"There is {near[0]} in the same folder: save it again with this name and as this kind of file.{workbook}"
