"""`grantsdata init` and `grantsdata demo`: make a project, and say what is in it and what to do next."""

import argparse
from typing import TypeVar

from grantsdata.cli.output import print_line, print_message

# `init` and `demo` are imported where they are run, since the parser of every command is made from here.

P = TypeVar("P", bound=argparse.ArgumentParser)


def add_init(commands: "argparse._SubParsersAction[P]") -> None:
    """Add the parsers of `init` and `demo`."""
    new = commands.add_parser("init", help="make a new project for a body, with its first paper if there is one")
    new.add_argument("folder", metavar="FOLDER", help="where it comes; what the folder holds stays as it is")
    new.add_argument("--body", required=True, metavar="NAME", help='such as "Fairshire Borough Council"')
    new.add_argument("--kind", default="", metavar="KIND",
                     help="what kind of body it is: policing, council, foundation or other")  # fmt: skip
    new.add_argument("--from", dest="paper", metavar="FILE", help="its first paper, to be brought in with all tables")
    new.add_argument("--year", metavar="YEAR", help="the paper's year, such as 2018-19")
    new.add_argument("--although", default="", metavar="REASON",
                     help="why tables are written although a number of the paper is unaccounted for")  # fmt: skip
    new.set_defaults(command=run_init)
    example = commands.add_parser("demo", help="make an example of a project to look at")
    example.add_argument("folder", metavar="FOLDER", help="where it comes; what the folder holds stays as it is")
    example.set_defaults(command=run_demo)


def run_init(options: argparse.Namespace) -> int:
    """Make a project, print what was found in its paper and what to do next, and return 0. Raises as `init`."""
    from grantsdata.cli.importing import file_lines
    from grantsdata.importers.new_project import init

    made = init(
        options.folder, options.body, kind=options.kind, paper=options.paper, year=options.year,
        although=options.although,
    )  # fmt: skip
    for line in file_lines(made.imported) if made.imported else ():
        print_line(line)
    print_message(f"made the project {made.folder.resolve()}, {len(made.written)} files")
    state = "on" if made.has_disclosure else "off"
    print_message(f"the report on what the law asks policing bodies to publish is {state}, since {made.why_disclosure}")
    step = f"grantsdata confirm {options.year}" if made.imported else "grantsdata import FILE --year YEAR"
    print_line(f"Next: go to {options.folder}; NEXT-STEPS.md there says what to do, beginning with: {step}")
    return 0


def run_demo(options: argparse.Namespace) -> int:
    """Make the example, print what to do next, and return 0. Raises as `demo`."""
    from grantsdata.importers.new_project import demo

    written = demo(options.folder)
    print_message(f"made the example in {written[0].parents[1].resolve()}, {len(written)} files")
    print_line(f"Next: go to {options.folder}, make its reports (grantsdata report --all), open outputs/index.html")
    return 0
