"""`grantsdata confirm`: list the guesses of an import, or put a person's name in place of their marks."""

import argparse
from typing import TypeVar

from grantsdata.cli.output import print_line, project_read, project_written
from grantsdata.errors import visible

P = TypeVar("P", bound=argparse.ArgumentParser)


def add_confirm(commands: "argparse._SubParsersAction[P]") -> None:
    """Add the parser of `confirm`."""
    parser = commands.add_parser("confirm", help="list the guesses of an import; confirm them with --by")
    parser.add_argument("year", metavar="YEAR", help="such as 2018-19")
    parser.add_argument("--by", metavar="NAME", help="who has compared every guess with the paper; is put on record")
    parser.set_defaults(command=run_confirm)


def run_confirm(options: argparse.Namespace) -> int:
    """Print each guess with its place, and how many there are or were confirmed; return 0. Raises as `confirm`."""
    from grantsdata.importers.confirm import confirm, guesses

    if options.by is None:
        found = guesses(options.year, project=project_read(options.project))
    else:
        found = confirm(options.year, options.by, project=project_written(options.project))
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
