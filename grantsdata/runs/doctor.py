"""`examine`: everything that a report needs of this machine and of a project, each with what mends it."""

from collections.abc import Iterator
from pathlib import Path

from grantsdata.runs import doctor_checks
from grantsdata.runs.doctor_checks import Condition
from grantsdata.sources.files.project import project_folder


def doctor(project: str | Path | None = None) -> list[Condition]:
    """Check everything that a report needs of this machine and project; each result has the command that mends it."""
    return list(examine(project))


def examine(project: str | Path | None = None) -> Iterator[Condition]:
    """Yield every condition of this machine and of the project, as soon as it is found.

    Raises GrantsDataError if there is no project.
    """
    root = project_folder(project)
    checks = {
        "Python": doctor_checks.python,
        "packages": lambda: doctor_checks.packages(root / "constraints.txt"),
        "kernel": doctor_checks.kernel,
        "fonts": doctor_checks.fonts,
        "raw data": lambda: doctor_checks.raw_data(root),
        "folders": lambda: doctor_checks.folders(root),
        "room": lambda: doctor_checks.room(root),
        "earlier runs": lambda: doctor_checks.earlier_runs(root),
        "git": lambda: doctor_checks.git(root),
        "browser": doctor_checks.browser,
    }
    for subject, check in checks.items():
        try:
            yield from check()
        except Exception as error:  # a broken package may raise anything; the other checks still run
            found = f"could not be checked ({type(error).__name__}: {error})"
            yield Condition("missing", subject, found, doctor_checks.install())
