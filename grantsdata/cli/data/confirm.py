"""`grantsdata confirm`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, project_read, project_written
from grantsdata.errors import visible


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser, "2018-19")
    parser.add_argument("--by", metavar="NAME", help="who has compared every guess with the paper; is put on record")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    if options.by is None:
        from grantsdata.importers.confirm import guesses

        found = guesses(options.year, project=project_read(options.project))
    else:
        found = commands.confirm(options.year, options.by, project=project_written(options.project, quiet=options.json))
    if options.json:
        print_json({"year": options.year, "confirmed_by": options.by, "guesses": [vars(one) for one in found]})
        return 0
    for one in found:
        print_line(visible(f"{one.file}:{one.line}: {one.entry} ({one.why})", 500))
    number = f"{len(found)} {'guess' if len(found) == 1 else 'guesses'}"
    if options.by is not None:
        print_line(f"{number} confirmed by {' '.join(options.by.split())}; the name stands beside each of them.")
    elif found:
        print_line(f"{number}. Once each agrees with the paper: grantsdata confirm {options.year} --by NAME")
    else:
        print_line("No guess is left to confirm.")
    return 0


COMMAND = Command(
    name="confirm",
    summary="list the guesses of an import; confirm them with --by",
    description="""List each guess that import has marked in a year's paper.toml, with its line and its reason. Compare
        each with the paper and correct what is wrong; then --by puts a person's name in place of all marks.""",
    examples=("confirm 2018-19", 'confirm 2018-19 --by "A. Clerk"'),
    exit_codes={0: "the guesses are listed or confirmed", 2: "the year or its paper.toml is at fault"},
    add_options=_add_options,
    run=_run,
)
