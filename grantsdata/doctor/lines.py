"""What `doctor` found, as lines for a terminal."""

from collections import Counter
from pathlib import Path

from grantsdata.doctor import examine
from grantsdata.doctor.condition import Condition
from grantsdata.errors import visible
from grantsdata.sources.files.project import project_folder


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
