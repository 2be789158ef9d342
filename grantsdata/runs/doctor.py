"""`examine`: everything that a report needs of this machine and of a project, each with what mends it."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from grantsdata.errors import ExtraError
from grantsdata.runs import doctor_checks
from grantsdata.runs.doctor_checks import Condition
from grantsdata.sources.files.project import found_project


def doctor(project: str | Path | None = None) -> list[Condition]:
    """Check everything that a report needs of this machine and project; each result has the command that mends it."""
    return list(examine(project))


def examine(project: str | Path | None = None) -> Iterator[Condition]:
    """Yield every condition of this machine and of the project, as soon as it is found.

    Without a project only the machine is examined. Raises GrantsDataError if the named folder is no project.
    """
    root = found_project(project)
    checks: dict[str, Callable[[], Iterable[Condition]]] = {
        "Python": doctor_checks.python,
        "packages": lambda: doctor_checks.packages(root / "constraints.txt") if root else (),
        "kernel": doctor_checks.kernel,
        "fonts": doctor_checks.fonts,
        "project": lambda: doctor_checks.project(root),
        "raw data": lambda: doctor_checks.raw_data(root) if root else (),
        "folders": lambda: doctor_checks.folders(root) if root else (),
        "room": lambda: doctor_checks.room(root) if root else (),
        "earlier runs": lambda: doctor_checks.earlier_runs(root) if root else (),
        "git": lambda: doctor_checks.git(root) if root else (),
        "browser": doctor_checks.browser,
    }
    for subject, check in checks.items():
        try:
            yield from check()
        except ExtraError as error:
            yield Condition("missing", subject, str(error))
        except Exception as error:  # a broken package may raise anything; the other checks still run
            found = f"could not be checked ({type(error).__name__}: {error})"
            yield Condition("missing", subject, found, doctor_checks.install())
