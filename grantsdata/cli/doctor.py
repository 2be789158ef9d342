"""`grantsdata doctor`: check what a report needs of this machine, and print each result with its remedy."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from grantsdata.cli import doctor_checks
from grantsdata.cli.doctor_checks import Condition
from grantsdata.errors import ExtraError, visible
from grantsdata.sources.files.project import found_project


def examine(root: Path | None) -> Iterator[Condition]:
    """Yield every condition of this machine and of the project in `root`, if there is one, as soon as it is found."""
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


def condition_lines(condition: Condition) -> list[str]:
    """Return the line with the state, what was checked and what was found, and below it any command that mends it."""
    lines = [f"{condition.state:<8} {condition.what}: {condition.found}"]
    if condition.remedy:
        lines.append(f"{'':<8} → {condition.remedy}")
    return [visible(line, limit=len(line)) for line in lines]


def run_doctor(project: str | Path | None) -> int:
    """Print each condition as it is found; return 1 if something is missing, otherwise 0.

    Raises GrantsDataError if the named folder is no project.
    """
    number: Counter[str] = Counter()
    for condition in examine(found_project(project)):
        number[condition.state] += 1
        print(*condition_lines(condition), sep="\n", flush=True)
    missing, notes = number["missing"], number["note"]
    counted_notes = f"{notes} {'note' if notes == 1 else 'notes'}"
    print(f"{missing} missing, {counted_notes}" if missing else f"nothing is missing; {counted_notes}", flush=True)
    return 1 if missing else 0
