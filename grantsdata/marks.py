"""What a program put into `paper.toml` for a person to look at, and nobody has taken the mark away yet."""

import re
from collections.abc import Iterator
from pathlib import Path

from grantsdata.errors import Fault
from grantsdata.folders import label, year_folder
from grantsdata.model.years import FinancialYear

GUESS, TO_DO = "guess", "to do"
_MARK = re.compile(rf"#\s*(?P<kind>{GUESS}|{TO_DO}):\s*(?P<why>.*)")


def marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Each mark in a text: its line, its kind, and what it says."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _MARK.search(line):
            yield number, found["kind"], found["why"].strip()


def unconfirmed(year: FinancialYear, project: Path) -> Iterator[Fault]:
    """A warning for each mark in the year's `paper.toml`; none if it cannot be read, which is told elsewhere."""
    path = year_folder(year, project) / "paper.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    for line, kind, why in marks(text):
        step = "Compare the line with the paper, correct it if need be, and take the comment away."
        yield Fault(label(path, project), f"{kind}: {why}", "a person's word", step, line)
