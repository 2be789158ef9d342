"""What can be wrong, said so that the person who has to mend it can."""

from collections.abc import Iterable
from dataclasses import dataclass


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
        return f"{place}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong, what was expected and what to do, without the place."""
        found = "" if self.text is None else f' "{visible(self.text)}"'
        return f"{self.problem}{found}; expected {self.expected}. {self.next_step}"


def visible(text: str, limit: int = 80) -> str:
    """Text fit for one line of a message: control characters escaped, cut at `limit` characters."""
    escaped = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: limit + 1])
    return escaped if len(text) <= limit else escaped[: limit - 1] + "…"


class GrantsDataError(Exception):
    """The parent of every error of this package; carries its faults, one line each."""

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = () if isinstance(faults, str) else tuple(faults)
        super().__init__(faults if isinstance(faults, str) else "\n".join(map(str, self.faults)))


class YearError(GrantsDataError):
    """A text that is no financial year, or a year that is not on file."""


class AmountError(GrantsDataError):
    """A printed amount that cannot be read with certainty."""


class PaperError(GrantsDataError):
    """A `paper.toml` that does not describe its paper."""


class SourceError(GrantsDataError):
    """A raw file that is not a table as announced."""


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
