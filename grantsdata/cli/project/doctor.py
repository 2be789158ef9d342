"""`grantsdata doctor`: each result of the examination, and below it the command that mends it."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json
from grantsdata.cli.output import painted, print_json
from grantsdata.cli.surroundings import ended_by_closed_pipe
from grantsdata.errors import visible

if TYPE_CHECKING:
    from grantsdata.runs.doctor_checks import Condition


_COLOURS = {"ok": "green", "note": "yellow", "missing": "red"}


def _run(options: argparse.Namespace) -> int:
    from grantsdata.runs.doctor import examine

    if options.json:
        found = list(examine(options.project))
        missing = sum(condition.state == "missing" for condition in found)
        print_json({"missing": missing, "conditions": [vars(condition) for condition in found]})
        return 1 if missing else 0
    number: Counter[str] = Counter()
    with ended_by_closed_pipe():
        for condition in examine(options.project):
            number[condition.state] += 1
            first, *others = condition_lines(condition)
            state, rest = first[: len(condition.state)], first[len(condition.state) :]
            print(painted(state, _COLOURS[condition.state]) + rest, *others, sep="\n", flush=True)
        missing, notes = number["missing"], number["note"]
        counted_notes = f"{notes} {'note' if notes == 1 else 'notes'}"
        print(f"{missing} missing, {counted_notes}" if missing else f"nothing is missing; {counted_notes}", flush=True)
    return 1 if missing else 0


def condition_lines(condition: "Condition") -> list[str]:
    """Return the line with the state, what was checked and what was found, and below it any command that mends it."""
    lines = [f"{condition.state:<8} {condition.what}: {condition.found}"]
    if condition.remedy:
        lines.append(f"{'':<8} → {condition.remedy}")
    return [visible(line, limit=len(line)) for line in lines]


COMMAND = Command(
    name="doctor",
    summary="list what this machine lacks for the reports, and how to get it",
    description="""Check everything that a report needs: Python, its packages and their versions, the Jupyter kernel,
        fonts, the raw data, folders to write in, room on the disk. Each line begins with ok, note (pages come out all
        the same) or missing, and what can be mended has the command for it below. Nothing is changed.""",
    examples=("doctor",),
    exit_codes={0: "nothing is missing", 1: "something is missing", 2: "there is no project here"},
    add_options=add_json,
    run=_run,
)
