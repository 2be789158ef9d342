"""Confirm the guesses of an import: a person who has compared them with the paper puts a name in place of the marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grantsdata.errors import ParameterError, reading
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.project import label, project_folder, project_to_write, year_folder
from grantsdata.sources.files.write import write_files
from grantsdata.sources.paper import GUESS, read_paper

CONFIRMED = "confirmed by"
_MARK = re.compile(rf"#\s*{GUESS}:\s*(?P<why>.*)$")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Guess:
    """A guessed entry of `paper.toml`: its file and line, the entry as it stands there, and why it was guessed."""

    file: str
    line: int
    entry: str
    why: str


def guesses(year: str | FinancialYear, *, project: str | Path | None = None) -> list[Guess]:
    """List the guesses in a year's `paper.toml` that no one has confirmed. Raises YearError, or InputError."""
    path, root = _paper_toml(year, project_folder(project))
    return list(_guesses(_text(path), label(path, root)))


def confirm(year: str | FinancialYear, by: str, *, project: str | Path | None = None) -> list[Guess]:
    """Replace the mark of each guess in a year's `paper.toml` by `confirmed by` and a name; return what is confirmed.

    The reason of the guess stays behind the name. What is marked "to do" stays as it is, since it has to be typed.
    Raises ParameterError for a name that is empty, too long or no plain text, PaperError if the file has a fault, and
    OutputError if it cannot be written.
    """
    name = " ".join(by.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or "#" in name:
        raise ParameterError(f'The name "{name[:_LONGEST_NAME]}" cannot be recorded; expected that of a person.')
    root = project_to_write(project)
    path, root = _paper_toml(year, root)
    read_paper(_parsed(year), root)
    text = _text(path)
    found = list(_guesses(text, label(path, root)))
    lines = text.splitlines(keepends=True)
    for one in found:
        line = lines[one.line - 1]
        ending = line[len(line.rstrip("\r\n")) :]
        lines[one.line - 1] = (
            _MARK.sub(lambda mark: f"# {CONFIRMED} {name}: {mark['why']}", line.rstrip("\r\n")) + ending
        )
    if found:
        write_files({path: "".join(lines)})
    return found


def _guesses(text: str, file: str) -> Iterator[Guess]:
    for number, line in enumerate(text.splitlines(), start=1):
        if mark := _MARK.search(line):
            yield Guess(file, number, line[: mark.start()].strip(), mark["why"].strip())


def _parsed(year: str | FinancialYear) -> FinancialYear:
    return year if isinstance(year, FinancialYear) else FinancialYear.parse(year)


def _paper_toml(year: str | FinancialYear, root: Path) -> tuple[Path, Path]:
    return year_folder(_parsed(year), root) / "paper.toml", root


def _text(path: Path) -> str:
    with reading(path):
        return path.read_bytes().decode("utf-8", errors="strict")
