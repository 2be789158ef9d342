"""What this machine has of all that a report needs. Each look gives conditions, with the command that mends them."""

from collections.abc import Iterator
from pathlib import Path

from grantsdata.doctor import premises, software
from grantsdata.doctor.condition import Condition


def examine(root: Path) -> Iterator[Condition]:
    """Every condition of this machine and of the project in `root`, one after the other, as each is found."""
    looks = {
        "Python": software.python,
        "packages": lambda: software.packages(root / "constraints.txt"),
        "kernel": software.kernel,
        "fonts": software.fonts,
        "raw data": lambda: premises.raw_data(root),
        "folders": lambda: premises.folders(root),
        "room": lambda: premises.room(root),
        "earlier runs": lambda: premises.earlier_runs(root),
        "git": lambda: software.git(root),
        "browser": software.browser,
    }
    for what, look in looks.items():
        try:
            yield from look()
        except Exception as error:  # a broken package may raise anything, and the other looks are still worth having
            found = f"could not be looked at ({type(error).__name__}: {error})"
            yield Condition("missing", what, found, software.install())
