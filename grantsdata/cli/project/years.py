"""`grantsdata years`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json
from grantsdata.cli.output import print_json, print_line, print_message, project_read


def _run(options: argparse.Namespace) -> int:
    if options.json:
        print_json({"years": list(map(str, commands.years(options.project)))})
        return 0
    root = project_read(options.project)
    years = commands.years(root)
    for year in years:
        print_line(str(year))
    if not years:
        print_message(
            f"no year is on file in {root}. Bring a paper in: grantsdata import FILE --year YEAR, "
            f"or type it: grantsdata new-year YEAR"
        )
    return 0


COMMAND = Command(
    name="years",
    summary="list the years on file",
    description="List the financial years whose papers are on file in data/raw, the oldest first.",
    examples=("years",),
    exit_codes={0: "the years are listed", 2: "there is no project here"},
    add_options=add_json,
    run=_run,
    is_light=True,
)
