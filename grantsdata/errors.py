"""What can be wrong, said so that the person who has to mend it can."""

import errno
import importlib.util
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in one place.

    `problem` says what is wrong, `text` is the text found there (quoted after the problem),
    `expected` says what would have been right, and `next_step` is a whole sentence.
    `row` counts as a spreadsheet does: the header is row 1.
    """

    file: str
    problem: str
    expected: str
    next_step: str
    row: int | None = None
    column: str | None = None
    text: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f" row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{printable(place)}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong, what was expected and what to do, without the place."""
        found = "" if self.text is None else f' "{visible(self.text)}"'
        line = f"{self.problem}{found}; expected {self.expected}. {self.next_step}"
        return printable(line).replace("\n", "\\n")


def printable(text: str) -> str:
    """Text fit for a terminal: lines stay lines, and all else that is not printable is written out.

    An escape sequence could move the cursor or set a title; a mark that turns the direction of reading could make a
    line say something else than it does.
    """
    return "".join(c if c.isprintable() or c == "\n" else _escaped(c) for c in text)


def visible(text: str, limit: int = 80) -> str:
    """Text fit for one line of a message: control characters escaped, cut at `limit` characters."""
    escaped = printable(text[: limit + 1]).replace("\n", "\\n")
    return escaped if len(text) <= limit else escaped[: limit - 1] + "…"


def meant(name: str, known: Iterable[str]) -> str:
    """A question that names the nearest of the known names, at most three; "" if none is near."""
    import difflib

    in_small = {one.casefold(): one for one in reversed(list(known))}
    near = [f'"{in_small[one]}"' for one in difflib.get_close_matches(name.casefold(), in_small, n=3, cutoff=0.7)]
    return f"did you mean {' or '.join(near)}?" if near else ""


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


class GrantsDataError(Exception):
    """The parent of every error of this package; carries its faults, one line each.

    `log` is where the details of the run that failed are kept, if they are.
    """

    log: Path | None = None

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = () if isinstance(faults, str) else tuple(faults)
        super().__init__(printable(faults) if isinstance(faults, str) else "\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[object, ...]:
        """With its faults, where it goes from one process to another."""
        return type(self), (self.faults or str(self),), {"log": self.log}


class YearError(GrantsDataError):
    """A text that is no financial year, or a year that is not on file."""


class AmountError(GrantsDataError):
    """A printed amount that cannot be read with certainty."""


class RemarkError(AmountError):
    """An amount with words beside it that may change what it means."""


class PaperError(GrantsDataError):
    """A `paper.toml` that does not describe its paper."""


class SourceError(GrantsDataError):
    """A raw file that is not a table as announced."""


class ExtraError(GrantsDataError):
    """A part of this package that needs packages which are not installed."""

    @classmethod
    def of(cls, what: str, package: str, extra: str, otherwise: str = "") -> "ExtraError":
        """`what` needs this package, which an extra of grantsdata brings; `otherwise` is another way out."""
        return cls(f"{what} need {package}, which is not installed; install it: {install_extra(extra)}{otherwise}.")


def install_extra(extra: str) -> str:
    """The command that brings the packages of an extra into this environment."""
    if importlib.util.find_spec("pip") is None:  # as in an environment that make has set up
        return "make setup"
    return f"pip install 'grantsdata[{extra}]'"


class NotesError(GrantsDataError):
    """Notes on a year that hold what nobody can trace, or stand where no page would show them."""


class RegisterError(GrantsDataError):
    """A register of providers that contradicts itself."""


class AwardsError(GrantsDataError):
    """Awards that must not be used: a table, a cell or a rule of the contract is at fault."""


class ParameterError(GrantsDataError):
    """A parameter with a wrong name, type or value."""


class CatalogueError(GrantsDataError):
    """A list of reports that names what is not there, or one page twice."""


class ReportError(GrantsDataError):
    """A report that could not be made; nothing was published."""


class DiedError(ReportError):
    """A report whose process or kernel ended before it did; another try may have better luck."""


class ClusterError(ReportError):
    """A cluster that does not answer, or would make other pages than this machine."""


class OutputError(ReportError):
    """A folder or disk that does not take what a run has to write."""

    @classmethod
    def of(cls, place: Path, error: OSError) -> "OutputError":
        """What the system says of a place, and what to do about it."""
        remedy = _WRITING.get(error.errno or 0, "See that it is a folder that this user may write in")
        return cls(_said("write", place, error, remedy))


class InputError(GrantsDataError):
    """A file or folder that a command has to read, and cannot."""

    @classmethod
    def of(cls, place: Path, error: OSError) -> "InputError":
        """What the system says of a place, and what to do about it."""
        remedy = _READING.get(error.errno or 0, "See that it is one that this user may read")
        return cls(_said("read", place, error, remedy))


class MemoryLimitError(GrantsDataError):
    """Too little memory for a command to do its work."""


_LIMITS = {
    errno.EMFILE: "Let this user open more files at once (ulimit -n)",
    errno.ENFILE: "Have other programs ended, since too many files are open on this machine",
    errno.ENOMEM: "Let this user have more memory (ulimit -v)",
}
_WRITING = _LIMITS | {
    errno.ENOSPC: "Free some space on its disk",
    errno.EDQUOT: "Free some space in the quota of this user",
    errno.EACCES: "Give this user the right to write there",
    errno.EPERM: "Give this user the right to write there",
    errno.EROFS: "Have its disk mounted for writing",
}
_READING = _LIMITS | {
    errno.EACCES: "Give this user the right to read it and the folders that it is in",
    errno.EPERM: "Give this user the right to read it and the folders that it is in",
    errno.ENOENT: "Put it back",
    errno.EIO: "Look after the disk or network drive that it is on",
    errno.ESTALE: "Look after the network drive that it is on",
}


def _said(doing: str, place: Path, error: OSError, remedy: str) -> str:
    where = error.filename if isinstance(error.filename, str | Path) else place
    why = os.strerror(error.errno) if error.errno else error  # pyarrow has words of its own
    return f"cannot {doing} {where}: {why}. {remedy}, and run again."


@contextmanager
def reading(place: Path) -> Iterator[None]:
    """InputError for what the system refuses within, where nothing but `place` or what is in it is read."""
    try:
        yield
    except OSError as error:
        raise InputError.of(place, error) from None


def of_system(place: Path, error: OSError) -> InputError | OutputError:
    """The error for what the system refuses where a command reads as well as writes; `place` is where it writes.

    The system does not say which of the two it refused; what is known of the path does.
    """
    path = Path(error.filename) if isinstance(error.filename, str | Path) else None
    return (InputError if path and _was_read(path, error.errno) else OutputError).of(place, error)


def _was_read(path: Path, code: int | None) -> bool:
    there = os.path.lexists(path)
    if code in (errno.EACCES, errno.EPERM):
        # To write a file that is not there takes a right of its folder; to read what one may read is not refused.
        effective = os.access in os.supports_effective_ids
        return not os.access(*((path, os.R_OK) if there else (path.parent, os.X_OK)), effective_ids=effective)
    return code == errno.ENOENT and not there and path.parent.is_dir()  # to write it would have made it


class LinkError(GrantsDataError):
    """A link where this program writes. What it leads to may be anything, so nothing is written."""


class BusyError(GrantsDataError):
    """Another run holds the lock."""


class HookError(GrantsDataError):
    """A command that was to be told of a run, and was not."""


class ReconcileError(GrantsDataError):
    """Figures that no longer add up, where the run was told to be strict."""


class Stopped(KeyboardInterrupt):
    """Somebody's `kill`, or a scheduler's time limit, ends the run, as an interruption by hand does.

    Unlike that one it may come with nobody looking. `log` is as an error of this package has it.
    """

    log: Path | None = None

    def __str__(self) -> str:
        return "told to stop. What was not published before that stays as it was; run again to make it."
