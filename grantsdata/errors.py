"""The errors of this package: each names the place, what was found, what was expected and what to do next."""

import errno
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in one place.

    `problem` says what is wrong, and `text` is the text found there; the message quotes it after the problem.
    `expected` says what would have been right, and `next_step` is a complete sentence.
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
    """Return text that is safe to print: line breaks stay, other unprintable characters become escape codes.

    An escape sequence could move the cursor or set the window title. A character that reverses the reading direction
    could make a line appear to say something else.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else _escaped(c) for c in text)


def visible(text: str, limit: int = 80) -> str:
    """Return text for one line of a message: control characters are escaped, and it is cut at `limit` characters."""
    escaped = printable(text[: limit + 1]).replace("\n", "\\n")
    return escaped if len(text) <= limit else escaped[: limit - 1] + "…"


def meant(name: str, known: Iterable[str]) -> str:
    """Ask whether one of the known names was meant: names the nearest, at most three. "" if none is similar."""
    import difflib

    by_casefold = {one.casefold(): one for one in reversed(list(known))}
    near = [f'"{by_casefold[one]}"' for one in difflib.get_close_matches(name.casefold(), by_casefold, n=3, cutoff=0.7)]
    return f"did you mean {' or '.join(near)}?" if near else ""


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it already ends with `.`, `?` or `!`."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


class GrantsDataError(Exception):
    """The parent of every error of this package; its message has one line for each fault.

    `log` is the log file of the run that failed, or None if there is none.
    """

    log: Path | None = None

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = () if isinstance(faults, str) else tuple(faults)
        super().__init__(printable(faults) if isinstance(faults, str) else "\n".join(map(str, self.faults)))

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows for the error: the line of the cell and the message, without this package's code."""
        trace, place = self.__traceback__, ""
        while trace is not None:
            if "ipykernel_" in trace.tb_frame.f_code.co_filename or "<ipython" in trace.tb_frame.f_code.co_filename:
                place = f", line {trace.tb_lineno} of the cell"
            trace = trace.tb_next
        return [f"{type(self).__name__}{place}: {self}"]

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the faults and the log when the error is pickled and sent to another process."""
        return type(self), (self.faults or str(self),), {"log": self.log}


class ReadingWarning(UserWarning):
    """Something in a file was read although its form is not the usual one, or was not read and is in no sum."""


class YearError(GrantsDataError):
    """A text that is not a financial year, or a year that is not on file."""


class AmountError(GrantsDataError):
    """A printed amount that cannot be read with certainty."""


class RemarkError(AmountError):
    """An amount with words beside it that may change what it means."""


class PaperError(GrantsDataError):
    """A `paper.toml` that does not describe its paper."""


class SourceError(GrantsDataError):
    """A raw file that is not the table that `paper.toml` describes."""


class ExtraError(GrantsDataError):
    """A part of this package was used, and the packages that it needs are not installed."""


def check_installed(what: str, extra: str, *modules: str, otherwise: str = "") -> None:
    """Raise ExtraError if one of the modules is not installed: `what` (a plural) need it, and the extra installs it.

    Nothing is imported. `otherwise` names another way out, and follows the command.
    """
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise ExtraError(
                f"{what} need {module}, which is not installed; install it: {install_command(extra)}{otherwise}."
            )


def install_command(extra: str) -> str:
    """Return the command that installs the packages of an extra into this environment."""
    if importlib.util.find_spec("pip"):
        return f'pip install "grantsdata[{extra}]"'
    if (Path(sys.prefix) / ".reports-stamp").exists():  # the Makefile made this environment
        return "make setup"
    return f'uv pip install "grantsdata[{extra}]"'  # uv makes environments without pip


class NotesError(GrantsDataError):
    """Notes on a year with a figure that no one can trace, or with text in a place that no page shows."""


class RegisterError(GrantsDataError):
    """A register of providers that contradicts itself."""


class AwardsError(GrantsDataError):
    """Awards that must not be used: a table or a cell is at fault, or a rule of the awards table is broken."""


class ParameterError(GrantsDataError):
    """A parameter with a wrong name, type or value."""


class CatalogueError(GrantsDataError):
    """A list of reports that names a missing notebook, or one page twice."""


class ReportError(GrantsDataError):
    """A report that could not be made; nothing was published."""


class DiedError(ReportError):
    """The process or kernel of a report ended before the report was finished; a second attempt may succeed."""


class ClusterError(ReportError):
    """A cluster that does not answer, or whose pages could differ from those of this machine."""


class OutputError(ReportError):
    """A folder or disk that a run has to write to, and cannot."""

    @classmethod
    def of(cls, place: Path, error: OSError) -> "OutputError":
        """Make the error from the operating system's error: the place, the reason and what to do."""
        remedy = _WRITING.get(error.errno or 0, "See that it is a folder that this user may write in")
        return cls(_message("write", place, error, remedy))


class InputError(GrantsDataError):
    """A file or folder that a command has to read, and cannot."""

    @classmethod
    def of(cls, place: Path, error: OSError) -> "InputError":
        """Make the error from the operating system's error: the place, the reason and what to do."""
        remedy = _READING.get(error.errno or 0, "See that it is one that this user may read")
        return cls(_message("read", place, error, remedy))


class MemoryLimitError(GrantsDataError):
    """A command has too little memory to do its work."""


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
    errno.ENOENT: "See that it is there, under this name",
    errno.EIO: "Look after the disk or network drive that it is on",
    errno.ESTALE: "Look after the network drive that it is on",
}


def _message(action: str, place: Path, error: OSError, remedy: str) -> str:
    where = error.filename if isinstance(error.filename, str | Path) else place
    why = os.strerror(error.errno) if error.errno else error  # pyarrow raises an OSError without a number
    return f"cannot {action} {where}: {why}. {remedy}, and run again."


@contextmanager
def reading(place: Path) -> Iterator[None]:
    """Turn any OSError raised within into an InputError. Use it only around code that reads `place` or files in it."""
    try:
        yield
    except OSError as error:
        raise InputError.of(place, error) from None


def of_system(place: Path, error: OSError) -> InputError | OutputError:
    """Make an InputError or an OutputError from an OSError in code that both reads and writes; `place` is written to.

    The operating system does not say whether reading or writing failed. The rights on the path show which it was.
    """
    path = Path(error.filename) if isinstance(error.filename, str | Path) else None
    return (InputError if path and _was_read(path, error.errno) else OutputError).of(place, error)


def _was_read(path: Path, code: int | None) -> bool:
    there = os.path.lexists(path)
    if code in (errno.EACCES, errno.EPERM):
        # If this user may read the path, reading did not fail. For a missing file the rights on its folder count.
        effective = os.access in os.supports_effective_ids
        return not os.access(*((path, os.R_OK) if there else (path.parent, os.X_OK)), effective_ids=effective)
    return code == errno.ENOENT and not there and path.parent.is_dir()  # writing would have created the file


class LinkError(GrantsDataError):
    """There is a link where this program writes. Nothing is written, since a link may lead to any file."""


class BusyError(GrantsDataError):
    """Another run holds the lock."""


class HookError(GrantsDataError):
    """The command given to --on-failure or --on-change could not be run, or failed."""


class ReconcileError(GrantsDataError):
    """The figures do not add up, and the run is strict."""


class Stopped(KeyboardInterrupt):
    """SIGTERM, from `kill` or a scheduler's time limit, ends the run in the same way as Ctrl-C.

    Unlike Ctrl-C it may come while no one watches the run, so it is reported. `log` is as in GrantsDataError.
    """

    log: Path | None = None

    def __str__(self) -> str:
        return "stopped by SIGTERM. What was not published before that stays as it was; run again to make it."
