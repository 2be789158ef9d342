"""`grantsdata demo`."""

import argparse

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.output import print_line, print_message


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="where it comes; what the folder holds stays as it is")


def _run(options: argparse.Namespace) -> int:
    written = commands.demo(options.folder)
    print_message(f"made the example in {written[0].parents[1].resolve()}, {len(written)} files")
    print_line(f"Next: go to {options.folder}, make its reports (grantsdata report --all), open outputs/index.html")
    return 0


COMMAND = Command(
    name="demo",
    summary="make an example of a project to look at",
    description="""Make a project with the paper of a police and crime commissioner of 2017-18, to look at and to try
        every command on. A file that is there already is never changed.""",
    examples=("demo example",),
    exit_codes={0: "the example is made", 2: "nothing was made: the folder is at fault"},
    add_options=_add_options,
    run=_run,
)
