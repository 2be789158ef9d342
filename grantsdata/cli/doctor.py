"""What this machine has of all that a report needs. Each look gives conditions, with the command that mends them.

What `doctor` found, as lines for a terminal.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from grantsdata.cli import doctor_checks
from grantsdata.cli.doctor_checks import Condition
from grantsdata.errors import visible
from grantsdata.sources.files.project import project_folder


def examine(root: Path) -> Iterator[Condition]:
    """Every condition of this machine and of the project in `root`, one after the other, as each is found."""
    looks = {
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
    for what, look in looks.items():
        try:
            yield from look()
        except Exception as error:  # a broken package may raise anything, and the other looks are still worth having
            found = f"could not be looked at ({type(error).__name__}: {error})"
            yield Condition("missing", what, found, doctor_checks.install())


def lines_of(condition: Condition) -> list[str]:
    """The state, what it is about and what was found; below it the command that mends it. No control characters."""
    lines = [f"{condition.state:<8} {condition.what}: {condition.found}"]
    if condition.remedy:
        lines.append(f"{'':<8} → {condition.remedy}")
    return [visible(line, limit=len(line)) for line in lines]


def run_doctor(project: str | Path | None) -> int:
    """Tell each condition as it is found; returns the exit code, 1 if something is missing.

    GrantsDataError if there is no project.
    """
    number: Counter[str] = Counter()
    for condition in examine(project_folder(project)):
        number[condition.state] += 1
        print(*lines_of(condition), sep="\n", flush=True)
    missing, notes = number["missing"], number["note"]
    told = f"{notes} {'note' if notes == 1 else 'notes'}"
    print(f"{missing} missing, {told}" if missing else f"nothing is missing; {told}", flush=True)
    return 1 if missing else 0
