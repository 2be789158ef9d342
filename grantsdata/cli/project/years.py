"""`grantsdata years`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.output import print_line


def _run(options: argparse.Namespace) -> int:
    for year in commands.years(options.project):
        print_line(str(year))
    return 0


COMMAND = Command(
    name="years",
    summary="list the years on file",
    description="List the financial years whose papers are on file in data/raw, the oldest first.",
    examples=("years",),
    exit_codes={0: "the years are listed", 2: "there is no project here"},
    add_options=lambda parser: None,
    run=_run,
    is_light=True,
)
